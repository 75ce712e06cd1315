package layer

// gone are the rules of group H: what the native layer has no more. Methods that
// are not named here are refused, as no server has served them since. So is
// folders.deleteFolder: to say that it was done would be a lie.
func gone() rules {
	return rules{
		gone: map[string]stand{
			"messages.getAllChats":        {request: firstDialogs, native: "messages.getDialogs"}, // until 158
			"help.getAppChangelog":        {answer: noUpdates},                                    // until 167
			"payments.canPurchasePremium": {answer: yes},                                          // until 200
		},
		results: map[string]adapter{
			"messages.Dialogs>messages.Chats": chatsOf,
		},
		up: side{
			need: map[string]bool{
				// Until 201 a call of two was made a conference, by a method of the
				// same name that made the conference for it.
				"phone.createConferenceCall.random_id": true,
			},
			fallbacks: map[string]fallback{
				"phoneCallDiscardReasonAllowGroupCall": {ctor: "phoneCallDiscardReasonHangup"}, // until 201
			},
		},
	}
}

// maxDialogs is how many dialogs are looked through for chats.
const maxDialogs = 100

// firstDialogs asks for dialogs, among which are the chats that the client wants.
func firstDialogs(x *conv, _ *object) ([]byte, error) {
	c := x.d.to.Method("messages.getDialogs")
	empty, err := x.build("inputPeerEmpty", nil)
	if c == nil || err != nil {
		return nil, ErrAbsent
	}
	return x.compose(c, fields{"offset_peer": empty, "limit": number(maxDialogs)})
}

// chatsOf are the chats that come with dialogs.
func chatsOf(x *conv, v []byte) ([]byte, error) {
	o, err := x.open(v)
	if err != nil {
		return nil, err
	}
	return x.fill("messages.chats", nil, o)
}

// noUpdates tells of nothing: this server has no news of versions of clients.
func noUpdates(x *conv) ([]byte, error) { return x.build("updates", nil) }

func yes(*conv) ([]byte, error) { return trueBytes, nil }

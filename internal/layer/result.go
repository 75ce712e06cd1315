package layer

import "errors"

// results are the rules of group D: methods that once answered with less, or
// with something else.
func results() rules {
	return rules{results: map[string]adapter{
		"account.EmailVerified>Bool":                  done,                                                  // 144
		"bots.BotInfo>Vector<string>":                 botTexts,                                              // until 156
		"help.AppConfig>JSONValue":                    within("config"),                                      // until 152
		"messages.ChatInviteJoinResult>Updates":       within("updates"),                                     // until 225
		"messages.DialogFilters>Vector<DialogFilter>": within("filters"),                                     // until 175
		"messages.InvitedUsers>Updates":               within("updates"),                                     // until 176
		"messages.WebPage>WebPage":                    within("webpage"),                                     // until 164
		"messages.WebPagePreview>MessageMedia":        within("media"),                                       // until 196
		"ReportResult>Bool":                           reported,                                              // until 188
		"stats.PublicForwards>messages.Messages":      forwardedMessages,                                     // until 167
		"stories.CanSendStoryCount>Bool":              storiesLeft,                                           // until 202
		"stories.PeerStories>stories.UserStories":     as("stories.peerStories", "stories.userStories"),      // until 163
		"Updates>Bool":                                done,                                                  // 216, phone.sendGroupCallMessage
		"Vector<ReadParticipantDate>>Vector<long>":    eachOf("Vector<ReadParticipantDate>", "user_id", nil), // until 152
		"Vector<RecentStory>>Vector<int>":             eachOf("Vector<RecentStory>", "max_id", number(0)),    // until 216
		"Vector<RequirementToContact>>Vector<Bool>":   premiumRequired,                                       // until 199
		"WebViewResult>AppWebViewResult":              as("webViewResultUrl", "appWebViewResultUrl"),         // until 182
		"WebViewResult>SimpleWebViewResult":           as("webViewResultUrl", "simpleWebViewResultUrl"),      // until 182
	}}
}

// within is a field of a value, in the client's layer; what has no such field
// has no counterpart.
func within(field string) func(x *conv, v []byte) ([]byte, error) {
	return func(x *conv, v []byte) ([]byte, error) {
		o, err := x.open(v)
		if err != nil {
			return nil, err
		}
		if !o.has(field) {
			return nil, ErrAbsent
		}
		return x.take(o, field, o.typ(field))
	}
}

// done is for answers that say no more than that it was done.
func done(*conv, []byte) ([]byte, error) { return trueBytes, nil }

// eachOf is a field of each element of a vector, or else what stands for it; the
// client counts on as many as there are.
func eachOf(vector, field string, or []byte) adapter {
	return func(x *conv, v []byte) ([]byte, error) {
		var out [][]byte
		err := x.eachObject(v, vector, func(o *object) error {
			f := o.get(field)
			if f == nil {
				f = or
			}
			out = append(out, f)
			return nil
		})
		return vectorOf(out...), err
	}
}

// eachObject takes the elements of a vector apart, one after the other.
func (x *conv) eachObject(v []byte, vector string, with func(o *object) error) error {
	all, err := x.elements(v, x.t.set.Type(vector))
	if err != nil {
		return err
	}
	for _, e := range all {
		o, err := x.open(e)
		if err != nil {
			return err
		}
		if err := with(o); err != nil {
			return err
		}
	}
	return nil
}

// botTexts are the texts of a bot, in the order of bots.setBotInfo.
func botTexts(x *conv, v []byte) ([]byte, error) {
	o, err := x.open(v)
	if err != nil {
		return nil, err
	}
	return vectorOf(o.get("about"), o.get("description")), nil
}

// reported says whether a report was taken. That the server wants to know more
// could not be said.
func reported(x *conv, v []byte) ([]byte, error) {
	o, err := x.open(v)
	if err != nil {
		return nil, err
	}
	return boolean(o.comb.Name == "reportResultReported"), nil
}

// storiesLeft says whether one more story may be posted.
func storiesLeft(x *conv, v []byte) ([]byte, error) {
	o, err := x.open(v)
	if err != nil {
		return nil, err
	}
	return boolean(o.number("count_remains") > 0), nil
}

// premiumRequired says of each person whether one has to have Premium to write
// to them. Those who want to be paid cannot be written to by such clients
// either, but Premium would not change that.
func premiumRequired(x *conv, v []byte) ([]byte, error) {
	var out [][]byte
	err := x.eachObject(v, "Vector<RequirementToContact>", func(o *object) error {
		out = append(out, boolean(o.comb.Name == "requirementToContactPremium"))
		return nil
	})
	return vectorOf(out...), err
}

// forwardedMessages are the messages among what a post was forwarded as; there
// were no stories.
func forwardedMessages(x *conv, v []byte) ([]byte, error) {
	o, err := x.open(v)
	if err != nil {
		return nil, err
	}
	var messages [][]byte
	err = x.eachObject(o.get("forwards"), "Vector<PublicForward>", func(f *object) error {
		if !f.has("message") {
			return nil
		}
		m, err := x.take(f, "message", f.typ("message"))
		switch {
		case errors.Is(err, ErrAbsent):
			return nil
		case err != nil:
			return err
		}
		messages = append(messages, m)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return x.fill("messages.messagesSlice", fields{"messages": vectorOf(messages...)}, o)
}

func boolean(b bool) []byte {
	if b {
		return trueBytes
	}
	return falseBytes
}

package layer

// renames are the rules of group C: methods and constructors that have another
// name, and those that were one with another.
func renames() rules {
	return merge([]rules{renamedUp(), renamedDown()})
}

// renamedUp are the names that clients have for what the native layer calls
// otherwise.
func renamedUp() rules {
	r := rules{up: side{
		names: map[string][]string{
			// Until 163.
			"contacts.toggleStoriesHidden":  {"stories.togglePeerStoriesHidden"},
			"stories.getAllReadUserStories": {"stories.getAllReadPeerStories"},
			"stories.getUserStories":        {"stories.getPeerStories"},
			"users.getStoriesMaxIDs":        {"stories.getPeerMaxIDs"},

			"inputStorePaymentStars": {"inputStorePaymentStarsTopup"}, // until 184

			// Until 191.
			"channels.clickSponsoredMessage":  {"messages.clickSponsoredMessage"},
			"channels.getSponsoredMessages":   {"messages.getSponsoredMessages"},
			"channels.reportSponsoredMessage": {"messages.reportSponsoredMessage"},
			"channels.viewSponsoredMessage":   {"messages.viewSponsoredMessage"},

			"emojiStatusUntil":                    {"emojiStatus"},                           // until 197
			"users.getIsPremiumRequiredToContact": {"users.getRequirementsToContact"},        // until 199
			"account.addNoPaidMessagesException":  {"account.toggleNoPaidMessagesException"}, // until 204

			// Until 214.
			"channels.createForumTopic":         {"messages.createForumTopic"},
			"channels.deleteTopicHistory":       {"messages.deleteTopicHistory"},
			"channels.editForumTopic":           {"messages.editForumTopic"},
			"channels.getForumTopics":           {"messages.getForumTopics"},
			"channels.getForumTopicsByID":       {"messages.getForumTopicsByID"},
			"channels.reorderPinnedForumTopics": {"messages.reorderPinnedForumTopics"},
			"channels.updatePinnedForumTopic":   {"messages.updatePinnedForumTopic"},

			// Until 222.
			"channels.editCreator":                {"messages.editChatCreator"},
			"channels.getFutureCreatorAfterLeave": {"messages.getFutureChatCreatorAfterLeave"},
		},
		alias: map[string]string{
			"stories.getPeerStories.peer":          "user_id",
			"stories.togglePeerStoriesHidden.peer": "id",
		},
		coerce: map[string]coercion{
			"InputChannel>InputPeer": renamed(map[string]string{
				"inputChannel":            "inputPeerChannel",
				"inputChannelEmpty":       "inputPeerEmpty",
				"inputChannelFromMessage": "inputPeerChannelFromMessage",
			}),
		},
	}}
	for _, method := range []string{
		"createForumTopic", "deleteTopicHistory", "editChatCreator", "editForumTopic", "getForumTopics",
		"getForumTopicsByID", "getFutureChatCreatorAfterLeave", "getSponsoredMessages", "reorderPinnedForumTopics",
		"updatePinnedForumTopic",
	} {
		r.up.alias["messages."+method+".peer"] = "channel"
	}
	return r
}

// renamedDown are the constructors that clients have for native values that are
// told apart by a field.
func renamedDown() rules {
	return rules{down: side{
		names: map[string][]string{
			"updatePinnedForumTopics": {"updateChannelPinnedTopics"}, // until 214
		},
		compute: map[string]compute{
			"updateChannelPinnedTopics.channel_id": idOf("peer", "channel_id"),
		},
		variants: map[string]variant{
			"emojiStatus":                   ifSet("until", "emojiStatusUntil"),                        // until 197
			"messageActionBotAllowed":       ifSet("attach_menu", "messageActionAttachMenuBotAllowed"), // until 152
			"messageActionSetChatWallPaper": ifSet("same", "messageActionSetSameChatWallPaper"),        // until 166
			"updatePinnedForumTopic":        pinnedTopic,                                               // until 214
		},
	}}
}

// ifSet is another constructor for values in which a field is there or set, in
// layers that have that constructor.
func ifSet(field, ctor string) variant {
	return func(x *conv, o *object) ([]byte, error) {
		if !o.has(field) || x.d.to.Ctor(ctor) == nil {
			return nil, nil
		}
		return x.fill(ctor, nil, o)
	}
}

// pinnedTopic tells of a topic of a channel; chats with bots had none. Until 148
// there was one pinned topic at most, and no id said that there was none.
func pinnedTopic(x *conv, o *object) ([]byte, error) {
	to := x.d.to.Ctor("updateChannelPinnedTopic")
	if to == nil {
		return nil, nil
	}
	channel, err := idOf("peer", "channel_id")(x, o)
	if err != nil {
		return nil, err
	}
	v := fields{"channel_id": channel, "pinned": o.get("pinned"), "topic_id": o.get("topic_id")}
	if !o.has("pinned") && x.d.to.Number <= 148 {
		v["topic_id"] = nil
	}
	return x.compose(to, v)
}

// renamed is a value of another type that has the same fields. Constructors that
// are not named have no counterpart.
func renamed(names map[string]string) func(x *conv, v []byte) ([]byte, error) {
	return func(x *conv, v []byte) ([]byte, error) {
		o, err := x.open(v)
		if err != nil {
			return nil, err
		}
		return x.fill(names[o.comb.Name], nil, o)
	}
}

// as is renamed for a single constructor.
func as(from, to string) func(x *conv, v []byte) ([]byte, error) {
	return renamed(map[string]string{from: to})
}

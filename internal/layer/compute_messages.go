package layer

// computedMessages is what older clients know of messages.
func computedMessages() rules {
	return rules{down: side{
		alias: map[string]string{
			"messageActionRequestedPeer.peer":    "peers", // until 168
			"messageActionSetChatTheme.emoticon": "theme", // until 213
		},
		compute: map[string]compute{
			"draftMessage.reply_to_msg_id": innerField("reply_to", "reply_to_msg_id"), // until 165
			"reactionCount.chosen":         flagOf("chosen_order"),                    // 144
		},
		need: map[string]bool{
			"messageReplyHeader.reply_to_msg_id": true, // until 165
			"messageActionSetChatTheme.emoticon": true, // until 213: "" would say that there is no theme
		},
	}}
}

// flagOf is set when a field is there.
func flagOf(field string) compute {
	return func(_ *conv, o *object) ([]byte, error) {
		if o.has(field) {
			return []byte{}, nil
		}
		return nil, nil
	}
}

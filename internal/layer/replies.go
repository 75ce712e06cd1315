package layer

// replies are the rules of group A: what a message replies to, which was named
// by reply_to_msg_id and top_msg_id until layer 159, in drafts until 165.
func replies() rules {
	return rules{up: side{compute: map[string]compute{
		"messages.prolongWebView.reply_to":             repliedTo,
		"messages.requestWebView.reply_to":             repliedTo,
		"messages.saveDraft.reply_to":                  repliedTo,
		"messages.sendInlineBotResult.reply_to":        repliedTo,
		"messages.sendMedia.reply_to":                  repliedTo,
		"messages.sendMessage.reply_to":                repliedTo,
		"messages.sendMultiMedia.reply_to":             repliedTo,
		"messages.sendScreenshotNotification.reply_to": seenMessage,
	}}}
}

// repliedTo is nothing without a message. A topic alone is its first message.
func repliedTo(x *conv, o *object) ([]byte, error) {
	id, top := idOr(o, "reply_to_msg_id", nil), idOr(o, "top_msg_id", nil)
	if id == nil {
		id = top
	}
	if id == nil {
		return nil, nil
	}
	return x.build("inputReplyToMessage", fields{"reply_to_msg_id": id, "top_msg_id": top})
}

// seenMessage is the message of which a picture of the screen was taken; 0 is
// none in particular.
func seenMessage(x *conv, o *object) ([]byte, error) {
	return x.build("inputReplyToMessage", fields{"reply_to_msg_id": o.get("reply_to_msg_id")})
}

// idOr is a message id, or else when it is not there or 0.
func idOr(o *object, name string, or []byte) []byte {
	if v := o.get(name); len(v) == 4 && le.Uint32(v) != 0 {
		return v
	}
	return or
}

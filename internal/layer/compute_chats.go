package layer

// computedChats is what older clients know of users, chats and calls.
func computedChats() rules {
	return rules{down: side{
		alias: map[string]string{
			"userFull.theme_emoticon": "theme", // until 213
		},
		coerce: map[string]coercion{
			"ChatTheme>string": taken("chatTheme", "emoticon"),
		},
		compute: map[string]compute{
			"channel.background_emoji_id":    backgroundEmoji,                  // 166 alone
			"user.background_emoji_id":       backgroundEmoji,                  // 166 alone
			"updateGroupCall.chat_id":        chatOf("peer"),                   // until 216
			"updateGroupCallMessage.from_id": innerField("message", "from_id"), // 216
			"updateMessagePollVote.user_id":  userOf("peer"),                   // until 158
			"updateUserName.username":        firstUsername,                    // until 147
		},
		fallbacks: map[string]fallback{
			"help.promoData": {ctor: "help.promoDataEmpty"}, // of no peer, which it needs until 202
		},
	}}
}

// taken is a field of one constructor of a type; others have no counterpart.
func taken(ctor, field string) coercion {
	return func(x *conv, v []byte) ([]byte, error) {
		o, err := x.open(v)
		if err != nil {
			return nil, err
		}
		if f := o.get(field); f != nil && o.comb.Name == ctor {
			return f, nil
		}
		return nil, ErrAbsent
	}
}

// innerField is a field of the value in another one.
func innerField(outer, field string) compute {
	return func(x *conv, o *object) ([]byte, error) {
		in, err := x.inner(o, outer)
		if err != nil || in == nil {
			return nil, err
		}
		return x.take(in, field, in.typ(field))
	}
}

// userOf is the id of a peer that is a user, and of no other.
func userOf(field string) compute { return idOf(field, "user_id") }

// chatOf is the id of a peer that is a chat or channel.
func chatOf(field string) compute { return idOf(field, "chat_id", "channel_id") }

func idOf(field string, ids ...string) compute {
	return func(x *conv, o *object) ([]byte, error) {
		peer, err := x.inner(o, field)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if peer != nil && peer.has(id) {
				return peer.get(id), nil
			}
		}
		return nil, ErrAbsent
	}
}

func backgroundEmoji(x *conv, o *object) ([]byte, error) {
	color, err := x.inner(o, "color")
	if err != nil || color == nil || color.comb.Name != "peerColor" {
		return nil, err
	}
	return color.get("background_emoji_id"), nil
}

// firstUsername is the one username that clients until 147 know of.
func firstUsername(x *conv, o *object) ([]byte, error) {
	all, err := x.items(o, "usernames")
	if err != nil || len(all) == 0 {
		return nil, err
	}
	first, err := x.open(all[0])
	if err != nil {
		return nil, err
	}
	return first.get("username"), nil
}

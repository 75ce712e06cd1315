package layer

import (
	"strings"

	"heliograph/internal/layer/schema"
)

// coercedReactions is for layer 144, whose reactions are plain emoji, and for
// who is told of a paid one, until 198.
func coercedReactions() rules {
	return rules{
		up: side{
			coerce: map[string]coercion{
				"Bool>PaidReactionPrivacy":     paidPrivacy,
				"Vector<string>>ChatReactions": someReactions,
				"string>Reaction":              emojiReaction,
				"string>Vector<Reaction>":      reactionAlone,
			},
			compute: map[string]compute{
				"messages.sendPaidReaction.private": wantedPrivacy,
			},
		},
		down: side{coerce: map[string]coercion{
			"ChatReactions>Vector<string>": reactionEmoji,
			"PaidReactionPrivacy>Bool":     anonymous,
			"Reaction>string":              taken("reactionEmoji", "emoticon"),
		}},
	}
}

// paidPrivacy is what true was called: not to be named.
func paidPrivacy(x *conv, v []byte) ([]byte, error) {
	if le.Uint32(v) == trueID {
		return x.build("paidReactionPrivacyAnonymous", nil)
	}
	return x.build("paidReactionPrivacyDefault", nil)
}

// wantedPrivacy is a Bool from 187, of which none is the choice made before, and
// in 186 a flag, of which none is false.
func wantedPrivacy(x *conv, o *object) ([]byte, error) {
	v, typ := o.get("private"), o.typ("private")
	switch {
	case typ != nil && typ.Kind == schema.True:
		return paidPrivacy(x, boolean(v != nil))
	case v == nil:
		return nil, nil
	}
	return paidPrivacy(x, v)
}

// anonymous: who reacts as a channel is named.
func anonymous(x *conv, v []byte) ([]byte, error) {
	o, err := x.open(v)
	if err != nil {
		return nil, err
	}
	return boolean(o.comb.Name == "paidReactionPrivacyAnonymous"), nil
}

func emojiReaction(x *conv, v []byte) ([]byte, error) {
	if len(plain(v)) == 0 {
		return x.build("reactionEmpty", nil)
	}
	return x.build("reactionEmoji", fields{"emoticon": v})
}

// reactionAlone is the reaction that one may have: an empty one is none.
func reactionAlone(x *conv, v []byte) ([]byte, error) {
	if len(plain(v)) == 0 {
		return nil, ErrAbsent
	}
	one, err := emojiReaction(x, v)
	return vectorOf(one), err
}

func someReactions(x *conv, v []byte) ([]byte, error) {
	all, err := x.elements(v, x.t.set.Type("Vector<string>"))
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return x.build("chatReactionsNone", nil)
	}
	out := make([][]byte, 0, len(all))
	for _, e := range all {
		one, err := emojiReaction(x, e)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return x.build("chatReactionsSome", fields{"reactions": vectorOf(out...)})
}

// reactionEmoji are the emoji that one may react with in a chat. Those of layer
// 144 knew no word for all of them.
func reactionEmoji(x *conv, v []byte) ([]byte, error) {
	o, err := x.open(v)
	if err != nil {
		return nil, err
	}
	var out [][]byte
	switch o.comb.Name {
	case "chatReactionsNone":
		return nil, ErrAbsent
	case "chatReactionsAll":
		for emoji := range strings.FieldsSeq(oldReactions) {
			out = append(out, literal(emoji))
		}
		return vectorOf(out...), nil
	}
	err = x.eachObject(o.get("reactions"), "Vector<Reaction>", func(r *object) error {
		if emoji := r.get("emoticon"); emoji != nil {
			out = append(out, emoji)
		}
		return nil
	})
	return vectorOf(out...), err
}

// oldReactions were all that there were at the time of layer 144.
const oldReactions = "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣"

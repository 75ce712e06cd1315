package layer

import "errors"

// buttons are for the layers until 228, in which each kind of button was a
// constructor of one type, KeyboardButton. Natively buttons under a message and
// those of a keyboard are two types, and the kind is a field.
func buttons() rules {
	inline, reply := inlineKinds(), replyKinds()
	oldInline, oldReply := turned(inline), turned(reply)
	return rules{
		up: side{
			coerce: map[string]coercion{
				"KeyboardButtonRow>KeyboardInlineButtonRow": refilled("keyboardInlineButtonRow"),
				"KeyboardButton>KeyboardInlineButton": func(x *conv, v []byte) ([]byte, error) {
					o, err := x.open(v)
					if err != nil {
						return nil, err
					}
					return x.button("keyboardInlineButton", inline, o)
				},
			},
			fallbacks: map[string]fallback{
				"KeyboardButton": {make: func(x *conv, o *object) ([]byte, error) {
					return x.button("keyboardButton", reply, o)
				}},
			},
		},
		down: side{
			coerce: map[string]coercion{
				"KeyboardInlineButtonRow>KeyboardButtonRow": refilled("keyboardButtonRow"),
				"KeyboardInlineButton>KeyboardButton": func(x *conv, v []byte) ([]byte, error) {
					o, err := x.open(v)
					if err != nil {
						return nil, err
					}
					return x.oldButton(oldInline, "keyboardButtonCallback", o)
				},
			},
			variants: map[string]variant{
				"keyboardButton": func(x *conv, o *object) ([]byte, error) {
					if kind, err := x.inner(o, "type"); err != nil || kind == nil || kind.comb.Name == "buttonTypeDefault" {
						return nil, err // in all layers a keyboardButton
					}
					return x.oldButton(oldReply, "keyboardButton", o)
				},
			},
		},
	}
}

// inlineKinds are the kinds of buttons under a message, by their constructors
// until 228.
func inlineKinds() map[string]string {
	return map[string]string{
		"inputKeyboardButtonUrlAuth":     "inputInlineButtonTypeUrlAuth",
		"inputKeyboardButtonUserProfile": "inputInlineButtonTypeUserProfile",
		"keyboardButtonBuy":              "inlineButtonTypeBuy",
		"keyboardButtonCallback":         "inlineButtonTypeCallback",
		"keyboardButtonCopy":             "inlineButtonTypeCopy",
		"keyboardButtonGame":             "inlineButtonTypeGame",
		"keyboardButtonSwitchInline":     "inlineButtonTypeSwitchInline",
		"keyboardButtonUrl":              "inlineButtonTypeUrl",
		"keyboardButtonUrlAuth":          "inlineButtonTypeUrlAuth",
		"keyboardButtonUserProfile":      "inlineButtonTypeUserProfile",
		"keyboardButtonWebView":          "inlineButtonTypeWebView",
	}
}

// replyKinds are those of a keyboard's but the plain one.
func replyKinds() map[string]string {
	return map[string]string{
		"inputKeyboardButtonRequestPeer":   "inputButtonTypeRequestPeer",
		"keyboardButtonRequestGeoLocation": "buttonTypeRequestGeoLocation",
		"keyboardButtonRequestPeer":        "buttonTypeRequestPeer",
		"keyboardButtonRequestPhone":       "buttonTypeRequestPhone",
		"keyboardButtonRequestPoll":        "buttonTypeRequestPoll",
		"keyboardButtonSimpleWebView":      "buttonTypeSimpleWebView",
	}
}

func turned(m map[string]string) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		out[v] = k
	}
	return out
}

// button makes a native button of an older one. A button of the wrong sort, such
// as a link in a keyboard, is an error: it was refused in all layers.
func (x *conv) button(name string, kinds map[string]string, o *object) ([]byte, error) {
	kind, ok := kinds[o.comb.Name]
	if !ok {
		return nil, ErrMalformed
	}
	given := fields{}
	if !o.has("max_quantity") { // of peers, one until 168
		given["max_quantity"] = number(1)
	}
	typ, err := x.fill(kind, given, o)
	if err != nil {
		return nil, err
	}
	return x.fill(name, fields{"type": typ}, o)
}

// oldButton makes the constructor of a native button's kind. A kind that the
// client does not know is a button of another that has its text.
func (x *conv) oldButton(kinds map[string]string, other string, o *object) ([]byte, error) {
	kind, err := x.inner(o, "type")
	switch {
	case err != nil:
		return nil, err
	case kind == nil:
		return nil, ErrAbsent
	}
	v, err := x.fill(kinds[kind.comb.Name], nil, o, kind)
	if errors.Is(err, ErrAbsent) {
		return x.fill(other, nil, o)
	}
	return v, err
}

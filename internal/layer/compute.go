package layer

import (
	"errors"

	"heliograph/internal/layer/schema"
)

// computed are the rules of group E: fields that are made of others, and the
// coercions that only they need.
func computed() rules {
	return merge([]rules{
		computedUp(), computedChats(), computedMessages(), computedStickers(), computedStories(), computedPayments(),
	})
}

// computedUp is what older clients ask for in other words.
func computedUp() rules {
	return rules{up: side{
		alias: map[string]string{
			"account.verifyEmail.verification":              "code",           // until 144
			"channels.toggleSignatures.signatures_enabled":  "enabled",        // until 185
			"messages.sendBotRequestedPeer.requested_peers": "requested_peer", // until 168
			"messages.setChatTheme.theme":                   "emoticon",       // until 213
			"messages.translateText.id":                     "msg_id",         // until 151
		},
		coerce: map[string]coercion{
			"string>EmailVerification": func(x *conv, v []byte) ([]byte, error) {
				return x.build("emailVerificationCode", fields{"code": v})
			},
			"string>InputChatTheme": themeOfEmoticon,
		},
		compute: map[string]compute{
			"account.sendVerifyEmailCode.purpose": always("emailVerifyPurposePassport"), // all that 144 verified addresses for
			"account.verifyEmail.purpose":         always("emailVerifyPurposePassport"),
			"account.updateColor.color":           wantedColor,
			"messages.report.option":              reportOption,
			"stories.report.option":               reportOption,
		},
		zeros: map[string]string{
			"ButtonType": "buttonTypeDefault", // until 228 a keyboardButton was that alone
		},
	}}
}

// always makes a constructor without fields.
func always(name string) compute {
	return func(x *conv, _ *object) ([]byte, error) { return x.build(name, nil) }
}

func themeOfEmoticon(x *conv, v []byte) ([]byte, error) {
	if len(plain(v)) == 0 {
		return x.build("inputChatThemeEmpty", nil)
	}
	return x.build("inputChatTheme", fields{"emoticon": v})
}

// wantedColor makes one of color and background_emoji_id, which were two fields
// from 166 to 214.
func wantedColor(x *conv, o *object) ([]byte, error) {
	color, emoji := o.get("color"), o.get("background_emoji_id")
	if color == nil && emoji == nil {
		return nil, nil
	}
	return x.build("peerColor", fields{"color": color, "background_emoji_id": emoji})
}

// reportOption says with an option what clients until 188 said with a reason:
// its last word, as in "spam" of inputReportReasonSpam. A server that offers
// options has to take these too.
func reportOption(x *conv, o *object) ([]byte, error) {
	reason, err := x.inner(o, "reason")
	if err != nil || reason == nil {
		return nil, err
	}
	option, ok := map[string]string{
		"inputReportReasonSpam":            "spam",
		"inputReportReasonViolence":        "violence",
		"inputReportReasonPornography":     "pornography",
		"inputReportReasonChildAbuse":      "childAbuse",
		"inputReportReasonCopyright":       "copyright",
		"inputReportReasonGeoIrrelevant":   "geoIrrelevant",
		"inputReportReasonFake":            "fake",
		"inputReportReasonIllegalDrugs":    "illegalDrugs",
		"inputReportReasonPersonalDetails": "personalDetails",
	}[reason.comb.Name]
	if !ok {
		option = "other"
	}
	return literal(option), nil
}

// inner takes a field apart that is a boxed value; nil when it is not there.
func (x *conv) inner(o *object, name string) (*object, error) {
	v := o.get(name)
	if v == nil {
		return nil, nil
	}
	return x.open(v)
}

// items are the elements of a field that is a vector; none when it is not there.
func (x *conv) items(o *object, name string) ([][]byte, error) {
	v := o.get(name)
	if v == nil || o.typ(name).Elem == nil {
		return nil, nil
	}
	return x.elements(v, o.typ(name))
}

// refilled takes what it can by name.
func refilled(name string) coercion {
	return func(x *conv, v []byte) ([]byte, error) {
		o, err := x.open(v)
		if err != nil {
			return nil, err
		}
		return x.fill(name, nil, o)
	}
}

// fill encodes a constructor of the target of given fields, and of those that
// the sources have by name. ErrAbsent: the target does not have it, or a field
// that it needs has no counterpart.
func (x *conv) fill(name string, given fields, sources ...*object) ([]byte, error) {
	c := x.d.to.Ctor(name)
	if c == nil {
		return nil, ErrAbsent
	}
	all := fields{}
	for i := range c.Fields {
		f := &c.Fields[i]
		v, err := given[f.Name], error(nil)
		if v == nil && f.Type.Kind != schema.Flags {
			v, err = x.found(f, sources)
		}
		if err != nil {
			return nil, err
		}
		all[f.Name] = v
	}
	return x.compose(c, all)
}

// found is a field of the first source that has it, for a field of the target.
func (x *conv) found(f *schema.Field, sources []*object) ([]byte, error) {
	for _, o := range sources {
		if !o.has(f.Name) {
			continue
		}
		v, err := x.take(o, f.Name, f.Type)
		if errors.Is(err, ErrAbsent) && f.Optional() {
			return nil, nil
		}
		return v, err
	}
	return nil, nil
}

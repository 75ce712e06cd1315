package layer

import (
	"errors"
	"testing"
)

// Each kind of button under a message, and of a keyboard, as it is until 228 and
// since.
var (
	inlineButtons = map[string]string{
		`keyboardButtonBuy{text:"b"}`:                                                                           `text:"b" type:inlineButtonTypeBuy`,
		`keyboardButtonCallback{requires_password:true text:"b" data:"d"}`:                                      `text:"b" type:inlineButtonTypeCallback{requires_password:true data:"d"}`,
		`keyboardButtonCopy{text:"b" copy_text:"c"}`:                                                            `text:"b" type:inlineButtonTypeCopy{copy_text:"c"}`,
		`keyboardButtonGame{text:"b"}`:                                                                          `text:"b" type:inlineButtonTypeGame`,
		`keyboardButtonSwitchInline{same_peer:true text:"b" query:"q"}`:                                         `text:"b" type:inlineButtonTypeSwitchInline{same_peer:true query:"q"}`,
		`keyboardButtonUrl{text:"b" url:"u"}`:                                                                   `text:"b" type:inlineButtonTypeUrl{url:"u"}`,
		`keyboardButtonUrlAuth{text:"b" fwd_text:"f" url:"u" button_id:3}`:                                      `text:"b" type:inlineButtonTypeUrlAuth{fwd_text:"f" url:"u" button_id:3}`,
		`keyboardButtonUserProfile{text:"b" user_id:3}`:                                                         `text:"b" type:inlineButtonTypeUserProfile{user_id:3}`,
		`keyboardButtonWebView{text:"b" url:"u"}`:                                                               `text:"b" type:inlineButtonTypeWebView{url:"u"}`,
		`inputKeyboardButtonUserProfile{text:"b" user_id:inputUserSelf}`:                                        `text:"b" type:inputInlineButtonTypeUserProfile{user_id:inputUserSelf}`,
		`inputKeyboardButtonUrlAuth{request_write_access:true text:"b" fwd_text:"f" url:"u" bot:inputUserSelf}`: `text:"b" type:inputInlineButtonTypeUrlAuth{request_write_access:true fwd_text:"f" url:"u" bot:inputUserSelf}`,
	}
	replyButtons = map[string]string{
		`keyboardButton{text:"b"}`:                      `text:"b" type:buttonTypeDefault`,
		`keyboardButtonRequestGeoLocation{text:"b"}`:    `text:"b" type:buttonTypeRequestGeoLocation`,
		`keyboardButtonRequestPhone{text:"b"}`:          `text:"b" type:buttonTypeRequestPhone`,
		`keyboardButtonRequestPoll{text:"b" quiz:true}`: `text:"b" type:buttonTypeRequestPoll{quiz:true}`,
		`keyboardButtonSimpleWebView{text:"b" url:"u"}`: `text:"b" type:buttonTypeSimpleWebView{url:"u"}`,
		`keyboardButtonRequestPeer{text:"b" button_id:3 peer_type:requestPeerTypeUser{bot:true} max_quantity:4}`:                `text:"b" type:buttonTypeRequestPeer{button_id:3 peer_type:requestPeerTypeUser{bot:true} max_quantity:4}`,
		`inputKeyboardButtonRequestPeer{name_requested:true text:"b" button_id:3 peer_type:requestPeerTypeUser max_quantity:4}`: `text:"b" type:inputButtonTypeRequestPeer{name_requested:true button_id:3 peer_type:requestPeerTypeUser max_quantity:4}`,
	}
)

func TestButtons(t *testing.T) {
	t.Parallel()
	var up, down []translation
	for old, now := range inlineButtons {
		old, now = `{rows:[keyboardButtonRow{buttons:[`+old+`]}]}`, `{rows:[keyboardInlineButtonRow{buttons:[keyboardInlineButton{`+now+`}]}]}`
		down = append(down, translation{228, "", `replyInlineMarkup` + now, `replyInlineMarkup` + old}, translation{192, "", `replyInlineMarkup` + now, `replyInlineMarkup` + old})
		up = append(up, translation{228, "ReplyMarkup", `replyInlineMarkup` + old, `replyInlineMarkup` + now})
	}
	for old, now := range replyButtons {
		old, now = `{resize:true rows:[keyboardButtonRow{buttons:[`+old+`]}]}`, `{resize:true rows:[keyboardButtonRow{buttons:[keyboardButton{`+now+`}]}]}`
		down = append(down, translation{228, "", `replyKeyboardMarkup` + now, `replyKeyboardMarkup` + old}, translation{192, "", `replyKeyboardMarkup` + now, `replyKeyboardMarkup` + old})
		up = append(up, translation{178, "ReplyMarkup", `replyKeyboardMarkup` + old, `replyKeyboardMarkup` + now})
	}
	received(t, New(), down)
	sent(t, New(), up)
}

// TestOlderButtons has buttons that not all of the layers have whose buttons are
// one type.
func TestOlderButtons(t *testing.T) {
	t.Parallel()
	const style = `style:keyboardButtonStyle{bg_danger:true}`
	received(t, New(), []translation{
		{
			187, "", `replyInlineMarkup{force_reply:true rows:[keyboardInlineButtonRow{buttons:[keyboardInlineButton{` + style + ` text:"a" type:inlineButtonTypeCopy{copy_text:"c"}} keyboardInlineButton{text:"b" type:inlineButtonTypeUrl{url:"u"}}]}]}`,
			`replyInlineMarkup{rows:[keyboardButtonRow{buttons:[keyboardButtonCallback{text:"a" data:""} keyboardButtonUrl{text:"b" url:"u"}]}]}`,
		},
		{
			228, "", `replyInlineMarkup{rows:[keyboardInlineButtonRow{buttons:[keyboardInlineButton{` + style + ` text:"a" type:inlineButtonTypeDisabled}]}]}`,
			`replyInlineMarkup{rows:[keyboardButtonRow{buttons:[keyboardButtonCallback{` + style + ` text:"a" data:""}]}]}`,
		},
		{
			157, "", `replyInlineMarkup{rows:[keyboardInlineButtonRow{buttons:[keyboardInlineButton{text:"a" type:inlineButtonTypeSwitchInline{query:"q" peer_types:[inlineQueryPeerTypePM]}}]}]}`,
			`replyInlineMarkup{rows:[keyboardButtonRow{buttons:[keyboardButtonSwitchInline{text:"a" query:"q"}]}]}`,
		},
		{151, "", `keyboardButton{text:"a" type:buttonTypeRequestPeer{peer_type:requestPeerTypeUser}}`, `keyboardButton{text:"a"}`},
		{176, "", `keyboardButton{text:"a" type:inputButtonTypeRequestPeer{peer_type:requestPeerTypeUser}}`, `keyboardButton{text:"a"}`},
		{223, "", `keyboardButton{` + style + ` text:"a" type:buttonTypeRequestPeer{peer_type:requestPeerTypeCreateBot}}`, `keyboardButton{` + style + ` text:"a"}`},
		{168, "", `keyboardButton{text:"a" type:buttonTypeRequestPeer{button_id:3 peer_type:requestPeerTypeUser max_quantity:1}}`, `keyboardButtonRequestPeer{text:"a" button_id:3 peer_type:requestPeerTypeUser}`},
		{228, "", `keyboardButton{` + style + ` text:"a" type:buttonTypeDefault}`, `keyboardButton{` + style + ` text:"a"}`},
		{144, "", `keyboardButton{` + style + ` text:"a" type:buttonTypeRequestPhone}`, `keyboardButtonRequestPhone{text:"a"}`},
	})
	sent(t, New(), []translation{
		{
			168, "", `keyboardButtonRequestPeer{text:"a" button_id:3 peer_type:requestPeerTypeUser}`,
			`keyboardButton{text:"a" type:buttonTypeRequestPeer{button_id:3 peer_type:requestPeerTypeUser max_quantity:1}}`,
		},
		{
			228, "", `keyboardButtonRequestPhone{` + style + ` text:"a"}`,
			`keyboardButton{` + style + ` text:"a" type:buttonTypeRequestPhone}`,
		},
		{
			158, "", `messages.sendMessage{peer:inputPeerSelf message:"m" random_id:1 reply_markup:replyInlineMarkup{rows:[keyboardButtonRow{buttons:[keyboardButtonCallback{text:"a" data:"d"}]}]}}`,
			`messages.sendMessage{peer:inputPeerSelf message:"m" random_id:1 reply_markup:replyInlineMarkup{rows:[keyboardInlineButtonRow{buttons:[keyboardInlineButton{text:"a" type:inlineButtonTypeCallback{data:"d"}}]}]}}`,
		},
	})
}

// TestWrongButtons refuses buttons that are in the wrong place in all layers.
func TestWrongButtons(t *testing.T) {
	t.Parallel()
	for _, markup := range []string{
		`replyInlineMarkup{rows:[keyboardButtonRow{buttons:[keyboardButton{text:"a"}]}]}`,
		`replyInlineMarkup{rows:[keyboardButtonRow{buttons:[keyboardButtonRequestPhone{text:"a"}]}]}`,
		`replyKeyboardMarkup{rows:[keyboardButtonRow{buttons:[keyboardButtonUrl{text:"a" url:"u"}]}]}`,
	} {
		c := translation{228, "", `messages.sendMessage{peer:inputPeerSelf reply_markup:` + markup + `}`, ""}
		if v, err := c.sent(t, New()); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s became %x, %v", markup, v, err)
		}
	}
}

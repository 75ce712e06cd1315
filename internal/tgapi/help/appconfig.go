package help

import (
	"context"
	"hash/crc32"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/message"
	"heliograph/internal/poll"
	"heliograph/internal/rpc"
)

// appConfig is the answer to help.getAppConfig: the limits that clients show
// (https://core.telegram.org/api/config#client-configuration).
type appConfig struct {
	hash   int
	config *tg.JSONObject
}

func newAppConfig(d Deps) appConfig {
	num := func(n int) tg.JSONValueClass { return &tg.JSONNumber{Value: float64(n)} }
	yes := func(b bool) tg.JSONValueClass { return &tg.JSONBool{Value: b} }
	o := &tg.JSONObject{}
	for _, kv := range []struct {
		key   string
		value tg.JSONValueClass
	}{
		{"about_length_limit_default", num(70)},
		{"about_length_limit_premium", num(70)},
		{"dialogs_pinned_limit_default", num(d.Pinned)},
		{"dialogs_pinned_limit_premium", num(d.Pinned)},
		{"dialogs_folder_pinned_limit_default", num(d.Pinned)},
		{"dialogs_folder_pinned_limit_premium", num(d.Pinned)},
		{"autoarchive_setting_available", yes(true)},
		{"dialog_filters_enabled", yes(true)},
		{"dialog_filters_limit_default", num(d.Folders)},
		{"dialog_filters_limit_premium", num(d.Folders)},
		{"dialog_filters_chats_limit_default", num(d.FolderChats)},
		{"dialog_filters_chats_limit_premium", num(d.FolderChats)},
		{"message_length_limit", num(d.Length)},
		{"forwarded_count_max", num(100)},
		{"reactions_user_max_default", num(1)},
		{"reactions_user_max_premium", num(1)},
		{"poll_answers_max", num(poll.MaxAnswers)},
		{"todo_items_max", num(message.MaxTodoItems)},
		{"todo_title_length_max", num(message.MaxTodoTitle)},
		{"todo_item_length_max", num(message.MaxTodoItem)},
		{"emojies_send_dice", dices()},
		{"emojies_send_dice_success", luckyDices()},
		{"premium_purchase_blocked", yes(true)},
		{"qr_login_camera", yes(false)},
		{"phone_calls_enabled", yes(false)},
	} {
		o.Value = append(o.Value, tg.JSONObjectValue{Key: kv.key, Value: kv.value})
	}
	var b bin.Buffer
	if err := o.Encode(&b); err != nil {
		panic(err) // every value above is set
	}
	return appConfig{hash: int(crc32.ChecksumIEEE(b.Buf)>>1) | 1, config: o}
}

// dices is the emoji that can be thrown.
func dices() *tg.JSONArray {
	out := &tg.JSONArray{}
	for _, d := range message.Dices() {
		out.Value = append(out.Value, &tg.JSONString{Value: d.Emoji})
	}
	return out
}

// luckyDices says which throws clients celebrate, and from which frame of the
// animation on.
func luckyDices() *tg.JSONObject {
	const frame = 62
	out := &tg.JSONObject{}
	for _, d := range message.Dices() {
		if d.Best == 0 {
			continue
		}
		out.Value = append(out.Value, tg.JSONObjectValue{Key: d.Emoji, Value: &tg.JSONObject{Value: []tg.JSONObjectValue{
			{Key: "value", Value: &tg.JSONNumber{Value: float64(d.Best)}},
			{Key: "frame_start", Value: &tg.JSONNumber{Value: frame}},
		}}})
	}
	return out
}

func (h *Handlers) getAppConfig(_ context.Context, _ *rpc.Call, hash int) (tg.HelpAppConfigClass, error) {
	if hash == h.app.hash {
		return &tg.HelpAppConfigNotModified{}, nil
	}
	return &tg.HelpAppConfig{Hash: h.app.hash, Config: h.app.config}, nil
}

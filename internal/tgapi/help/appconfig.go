package help

import (
	"context"
	"hash/crc32"
	"math"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/rpc"
	"heliograph/internal/user"
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
	for _, l := range limits(d) {
		for _, key := range l.keys() {
			o.Value = append(o.Value, tg.JSONObjectValue{Key: key, Value: num(l.value)})
		}
	}
	for _, kv := range []struct {
		key   string
		value tg.JSONValueClass
	}{
		{"autoarchive_setting_available", yes(true)},
		{"dialog_filters_enabled", yes(true)},
		{"emojies_send_dice", dices()},
		{"emojies_send_dice_success", luckyDices()},
		{"forum_upgrade_participants_min", num(1)},
		{"premium_purchase_blocked", yes(true)},
		{"qr_login_camera", yes(false)},
		{"telegram_antispam_group_size_min", num(math.MaxInt32)}, // nothing here looks for spam
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

// limit is one number; one by level has a key for those who pay and one for the
// others, and is the same for all here.
type limit struct {
	key     string
	byLevel bool
	value   int
}

func (l limit) keys() []string {
	if l.byLevel {
		return []string{l.key + "_default", l.key + "_premium"}
	}
	return []string{l.key}
}

// limits is what the subjects enforce that only this answer tells.
func limits(d Deps) []limit {
	return []limit{
		{"about_length_limit", true, user.MaxAbout},
		{"caption_length_limit", true, d.Message.Caption},
		{"dialog_filters_chats_limit", true, d.Folder.Chats},
		{"dialog_filters_limit", true, d.Folder.Folders},
		{"dialogs_folder_pinned_limit", true, d.Dialog.Archived},
		{"dialogs_pinned_limit", true, d.Dialog.Pinned},
		{"poll_answers_max", false, d.Poll.Answers},
		{"poll_close_period_max", false, int(d.Poll.Period / time.Second)},
		{"quote_length_max", false, d.Message.Quote},
		{"reactions_uniq_max", false, d.Message.Kinds},
		{"reactions_user_max", true, d.Message.React},
		{"saved_dialogs_pinned_limit", true, d.Message.PinnedSaved},
		{"todo_item_length_max", false, d.Message.TodoItem},
		{"todo_items_max", false, d.Message.TodoItems},
		{"todo_title_length_max", false, d.Message.TodoTitle},
		{"topics_pinned_limit", false, channel.MaxPinnedTopics},
	}
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

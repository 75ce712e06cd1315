package layer

import (
	"fmt"
	"testing"
)

func TestReplies(t *testing.T) {
	t.Parallel()
	var cases []translation
	for _, m := range []struct {
		method string
		last   int // the last layer without reply_to
	}{
		{"messages.prolongWebView", 159},
		{"messages.requestWebView", 159},
		{"messages.saveDraft", 165},
		{"messages.sendInlineBotResult", 159},
		{"messages.sendMedia", 159},
		{"messages.sendMessage", 159},
		{"messages.sendMultiMedia", 159},
	} {
		none := translation{in: m.method + "{peer:inputPeerSelf}", want: m.method + "{peer:inputPeerSelf}"}
		if m.method == "messages.sendMedia" {
			none = translation{in: m.method + "{media:inputMediaEmpty}", want: m.method + "{media:inputMediaEmpty}"}
		}
		with := func(layer int, fields, replyTo string) translation {
			in := none.in[:len(none.in)-1]
			return translation{layer: layer, in: in + fields + "}", want: in + " reply_to:" + replyTo + "}"}
		}
		cases = append(cases,
			with(144, " reply_to_msg_id:7", "inputReplyToMessage{reply_to_msg_id:7}"),
			with(148, " reply_to_msg_id:7 top_msg_id:3", "inputReplyToMessage{reply_to_msg_id:7 top_msg_id:3}"),
			with(m.last, " reply_to_msg_id:7 top_msg_id:3", "inputReplyToMessage{reply_to_msg_id:7 top_msg_id:3}"),
			with(m.last, " top_msg_id:3", "inputReplyToMessage{reply_to_msg_id:3 top_msg_id:3}"),
			with(m.last+1, " reply_to:inputReplyToMessage{reply_to_msg_id:7 top_msg_id:3}", "inputReplyToMessage{reply_to_msg_id:7 top_msg_id:3}"),
		)
		for _, layer := range []int{144, m.last, m.last + 1} {
			none.layer = layer
			cases = append(cases, none)
		}
	}
	seen := `messages.sendScreenshotNotification{peer:inputPeerUser{user_id:5} reply_to%s random_id:9}`
	for _, layer := range []int{144, 159} {
		for _, id := range []int{0, 7} {
			cases = append(cases, translation{
				layer: layer,
				in:    fmt.Sprintf(seen, fmt.Sprintf("_msg_id:%d", id)),
				want:  fmt.Sprintf(seen, fmt.Sprintf(":inputReplyToMessage{reply_to_msg_id:%d}", id)),
			})
		}
	}
	sent(t, New(), cases)
}

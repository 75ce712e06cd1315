package layer

import (
	"fmt"
	"strings"
	"testing"

	"heliograph/internal/layer/schema"
)

const text300 = `message{out:true id:512345 from_id:peerUser{user_id:5012345678} peer_id:peerUser{user_id:6012345678}
	reply_to:messageReplyHeader{reply_to_msg_id:512300} date:1795424236
	message:"Lunch at the usual place? I have the drawings with me, and there are two things about the bridge that I would like to ask you before Friday."
	entities:[messageEntityBold{offset:0 length:5} messageEntityTextUrl{offset:30 length:8 url:"https://example.org/drawings/12"} messageEntityItalic{offset:60 length:6}]}`

func user(n int) string {
	return fmt.Sprintf(`user{id:%d access_hash:123456789012345 first_name:"Person %d" last_name:"Of Interest" username:"person%d" phone:"999662%04d"
		contact:true photo:userProfilePhoto{photo_id:%d stripped_thumb:"%s" dc_id:2} status:userStatusOffline{was_online:1795424000}}`, n, n, n, n, n, strings.Repeat("x", 60))
}

// dialogs100 is a page of the chat list: 100 dialogs, their messages and people.
func dialogs100() string {
	var b strings.Builder
	b.WriteString("messages.dialogsSlice{count:250 dialogs:[")
	for i := range 100 {
		fmt.Fprintf(&b, `dialog{peer:peerUser{user_id:%d} top_message:%d read_inbox_max_id:%d read_outbox_max_id:%d
			notify_settings:peerNotifySettings{} pts:1}`, i, 1000+i, 1000, 1000)
	}
	b.WriteString("] messages:[")
	for i := range 100 {
		fmt.Fprintf(&b, `message{id:%d from_id:peerUser{user_id:%d} peer_id:peerUser{user_id:7} date:1795424236
			message:"Lunch at the usual place? I have the drawings with me, and there are two things about the bridge." entities:[messageEntityBold{offset:0 length:5}]
			media:messageMediaPhoto{photo:photo{id:1 access_hash:2 file_reference:"0123456789012345678901234" date:1795424236 dc_id:2
			sizes:[photoStrippedSize{type:"i" bytes:"0123456789012345678901234567890123456789"} photoSize{type:"m" w:320 h:240 size:20000} photoSizeProgressive{type:"x" w:800 h:600 sizes:[1000 2000 3000]}]}}}`, 1000+i, i)
	}
	b.WriteString("] chats:[] users:[")
	for i := range 100 {
		b.WriteString(user(i))
	}
	b.WriteString("]}")
	return b.String()
}

func BenchmarkMessage(b *testing.B) {
	for _, l := range []int{144, 158, 198, 227} {
		b.Run(fmt.Sprint(l), func(b *testing.B) {
			in := encode(b, Native, "Message", text300)
			convertMany(b, l, "Message", in)
		})
	}
}

func BenchmarkDialogs(b *testing.B) {
	for _, l := range []int{144, 158, 198, 227} {
		b.Run(fmt.Sprint(l), func(b *testing.B) {
			in := encode(b, Native, "messages.Dialogs", dialogs100())
			convertMany(b, l, "messages.Dialogs", in)
		})
	}
}

func convertMany(b *testing.B, l int, typ string, in []byte) {
	b.Helper()
	tb := New().tables()
	t := schema.Load().Type(typ)
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		x := tb.begin(tb.down(l), in)
		if err := x.value(t); err != nil {
			b.Fatal(err)
		}
		if _, err := x.result(); err != nil {
			b.Fatal(err)
		}
		x.end()
	}
}

func BenchmarkRequest(b *testing.B) {
	in := encode(b, 158, "", `messages.sendMessage{peer:inputPeerUser{user_id:5012345678 access_hash:77} message:"Lunch at the usual place?" random_id:99
		entities:[messageEntityBold{offset:0 length:5}] clear_draft:true}`)
	tr := New()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := tr.Request(in, 158); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFirst is what the first client of a layer waits for: the plans of
// every constructor that a server may send.
func BenchmarkFirst(b *testing.B) {
	tb := New().tables()
	for b.Loop() {
		tb.plans.Clear()
		tb.downs[158].Store(nil)
		d := tb.down(158)
		for _, c := range schema.Load().Combs {
			if !c.Method && tb.native.Ctor(c.Name) == c {
				d.entry(c)
			}
		}
	}
	b.ReportAllocs()
}

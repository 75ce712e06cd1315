package messages_test

import (
	"strings"
	"testing"

	"github.com/gotd/td/bin"

	"heliograph/internal/message"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// BenchmarkPush renders and encodes one new message for a session of its
// receiver: read from the log, and with the message at hand.
func BenchmarkPush(b *testing.B) {
	w := open(b)
	w.random++
	c, err := w.messages.Send(b.Context(), user.Actor{ID: ann}, message.Draft{
		To: bob.Peer(), Random: 1, Text: text.Text{String: strings.Repeat("x", 200)},
	})
	if err != nil {
		b.Fatal(err)
	}
	d, err := w.log.Since(b.Context(), bob.Owner(), update.Position{Pts: 1}, 10)
	if err != nil {
		b.Fatal(err)
	}
	at := d.Events[0]
	at.Value = &c.Messages[0]
	for name, e := range map[string]update.Event{"read": d.Events[0], "at hand": at} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				u, err := w.view.Push(b.Context(), bob, []update.Event{e})
				if err != nil {
					b.Fatal(err)
				}
				var buf bin.Buffer
				if err := u.Encode(&buf); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

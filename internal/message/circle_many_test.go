package message_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"heliograph/internal/message"
	"heliograph/internal/user"
)

// TestManyWriteToAGroupAtOnce: all have all of it, each once, in the same order, while
// what is written is copied.
func TestManyWriteToAGroupAtOnce(t *testing.T) {
	t.Parallel()
	who := []user.ID{ann, bob, cid, 4, 5}
	c := newCircle(t, who[1:]...)
	ctx, stop := context.WithCancel(t.Context())
	var copying, writing sync.WaitGroup
	copying.Go(func() {
		if err := c.messages.Copy(ctx); err != nil {
			t.Error(err)
		}
	})
	const each = 40
	for _, u := range who {
		writing.Go(func() {
			for i := range each {
				d := message.Draft{To: c.chat(), Text: plain(fmt.Sprint(u, " writes ", i)), Random: int64(i + 1)}
				if _, err := c.messages.Send(t.Context(), as(u), d); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writing.Wait()
	stop()
	copying.Wait()
	c.settle()
	var order []string
	for _, u := range who {
		var got []string
		for q := (message.Page{Limit: message.MaxPage}); ; {
			s, err := c.messages.History(t.Context(), as(u), c.chat(), q)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range s.Messages {
				got = append(got, m.Text.String)
				q.OffsetID = m.ID
			}
			if len(s.Messages) < q.Limit {
				break
			}
		}
		if order == nil {
			order = got
		}
		if len(got) != 1+len(who)*each || !slices.Equal(got, order) {
			t.Errorf("%d has %d messages, or in another order", u, len(got))
		}
	}
}

package message_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/user"
)

// answer has somebody answer a message of the group.
func (c *club) answer(by user.ID, random int64, to int, s string) message.Message {
	c.t.Helper()
	ch, err := c.messages.Send(c.t.Context(), as(by), message.Draft{
		To: c.id.Peer(), Text: text.Text{String: s}, Random: random, Reply: &message.Reply{ID: to},
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return ch.Messages[0]
}

func (c *club) thread(of user.ID, top int) message.Thread {
	c.t.Helper()
	ts, err := c.messages.Threads(c.t.Context(), as(of), c.id.Peer(), top)
	if err != nil {
		c.t.Fatal(err)
	}
	return ts[0]
}

func (c *club) under(of user.ID, q message.Page) (ids []int, total int) {
	c.t.Helper()
	s, err := c.messages.History(c.t.Context(), as(of), c.id.Peer(), q)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, m := range s.Messages {
		ids = append(ids, m.ID)
	}
	return ids, s.Total
}

func TestThreadsAreRead(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Club"}, bob, cid) // notes 1 to 3
	root := c.must(ann, 1, "root")
	other := c.must(ann, 2, "another root")
	first := c.answer(bob, 3, root.ID, "first")
	c.answer(cid, 4, other.ID, "aside")
	deep := c.answer(cid, 5, first.ID, "answers the answer")
	if deep.Reply.ID != first.ID || deep.Reply.Top != root.ID {
		t.Errorf("%+v", deep.Reply)
	}
	got := c.thread(ann, root.ID)
	if got.Count != 2 || got.Last != deep.ID || got.Unread != 2 || !slices.Equal(got.Recent, []peer.Peer{cid.Peer(), bob.Peer()}) {
		t.Errorf("%+v", got)
	}
	if ids, n := c.under(ann, message.Page{Top: root.ID, Limit: 10}); n != 2 || !slices.Equal(ids, []int{deep.ID, first.ID}) {
		t.Error(ids, n)
	}
	if ids, n := c.under(ann, message.Page{Top: root.ID, Limit: 10, OffsetID: deep.ID}); n != 2 || !slices.Equal(ids, []int{first.ID}) {
		t.Error(ids, n)
	}
	if got := c.thread(cid, root.ID); got.Unread != 0 {
		t.Errorf("who writes has read what was before: %+v", got)
	}
	if err := c.messages.ReadThread(t.Context(), as(ann), c.id.Peer(), root.ID, first.ID); err != nil {
		t.Fatal(err)
	}
	if got := c.thread(ann, root.ID); got.Unread != 1 || got.ReadIn != first.ID || got.Read != first.ID {
		t.Errorf("%+v", got)
	}
	if got := c.thread(ann, other.ID); got.Unread != 1 {
		t.Errorf("one thread was read, not the other: %+v", got)
	}
	if d := c.listed(ann); d.Unread != 3 { // since her own newest one
		t.Errorf("nor the group: %+v", d)
	}
	for _, no := range []int{0, 99} {
		if err := c.messages.ReadThread(t.Context(), as(ann), c.id.Peer(), no, 0); !is(err, "MSG_ID_INVALID") {
			t.Error(no, err)
		}
	}
	if _, err := c.messages.History(t.Context(), as(ann), c.id.Peer(), message.Page{Top: 99, Limit: 1}); !is(err, "MSG_ID_INVALID") {
		t.Error(err)
	}
	if err := c.messages.ReadThread(t.Context(), as(user.ID(77)), c.id.Peer(), root.ID, 0); !is(err, "CHANNEL_PRIVATE") {
		t.Error(err)
	}
}

// Whatever is written and deleted, the index says what the messages say (M10).
func TestThreadsFollowTheirMessages(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Club"}, bob, cid)
	r := rand.New(rand.NewPCG(5, 9))
	var live []int
	random := int64(100)
	for range 400 {
		random++
		by := trio[r.IntN(3)]
		switch n := r.IntN(10); {
		case n < 3 || len(live) < 3:
			live = append(live, c.must(by, random, "x").ID)
		case n < 8:
			live = append(live, c.answer(by, random, live[r.IntN(len(live))], "y").ID)
		default:
			var ids []int
			for range r.IntN(3) + 1 {
				if len(live) == 0 {
					break
				}
				at := r.IntN(len(live))
				ids = append(ids, live[at])
				live = slices.Delete(live, at, at+1)
			}
			if _, err := c.messages.DeletePosts(t.Context(), as(ann), c.id.Peer(), ids); err != nil {
				t.Fatal(err)
			}
		}
		if r.IntN(20) == 0 {
			c.checkThreads(r)
		}
	}
	c.checkThreads(r)
	if _, err := c.messages.DeletePosts(t.Context(), as(ann), c.id.Peer(), live); err != nil {
		t.Fatal(err)
	}
	c.checkThreads(r)
	err := c.store.View(t.Context(), func(r store.Reader) error {
		for _, letter := range "TtE" {
			rows, err := r.Scan(c.id.Owner(), store.K(byte(letter)), store.K(byte(letter)).End(), false, 0)
			if err != nil {
				return err
			}
			if len(rows) > 0 {
				t.Errorf("%d records of %c are left behind", len(rows), letter)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// checkThreads compares the index with the messages, one by one.
func (c *club) checkThreads(r *rand.Rand) {
	c.t.Helper()
	under := map[int][]message.Message{} // newest first
	top := 0
	for below := 0; ; {
		s, err := c.messages.History(c.t.Context(), as(ann), c.id.Peer(), message.Page{OffsetID: below, Limit: 100})
		if err != nil {
			c.t.Fatal(err)
		}
		for _, m := range s.Messages {
			below, top = m.ID, max(top, m.ID)
			if m.Reply != nil {
				first := cmp.Or(m.Reply.Top, m.Reply.ID)
				under[first] = append(under[first], m)
			}
		}
		if len(s.Messages) < 100 {
			break
		}
	}
	for id := 1; id <= top; id++ {
		t, ms := c.thread(cid, id), under[id]
		above := r.IntN(top + 1)
		want, unread := 0, 0
		for _, m := range ms {
			if m.ID > above {
				want++
			}
			if m.ID > t.ReadIn {
				unread++
			}
		}
		var n int
		if err := c.store.View(c.t.Context(), func(r store.Reader) (err error) {
			n, err = message.CountThread(r, c.id.Owner(), id, above)
			return err
		}); err != nil {
			c.t.Fatal(err)
		}
		if t.Count != len(ms) || n != want || t.Unread != unread {
			c.t.Fatalf("%d: %+v, %d above %d; %d, %d, %d unread", id, t, n, above, len(ms), want, unread)
		}
		if len(ms) == 0 {
			continue
		}
		if ids, total := c.under(ann, message.Page{Top: id, Limit: 100}); total != len(ms) || len(ids) != min(len(ms), 100) || ids[0] != ms[0].ID {
			c.t.Fatalf("%d: %v of %d", id, ids, total)
		}
		if t.Last != ms[0].ID || t.Recent[0] != ms[0].From.Peer() {
			c.t.Fatalf("%d: %+v, not %+v", id, t, ms[0])
		}
	}
}

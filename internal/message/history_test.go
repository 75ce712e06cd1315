package message_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"heliograph/internal/message"
	"heliograph/internal/peer"
)

// paged is a page as https://core.telegram.org/api/offsets describes it: a
// window of the list, cut at its ends, that is then filtered.
func paged(all []message.Message, q message.Page) []int {
	at := 0
	if q.OffsetID > 0 {
		for at < len(all) && all[at].ID >= q.OffsetID {
			at++
		}
	} else if q.OffsetDate > 0 {
		for at < len(all) && all[at].Date >= q.OffsetDate {
			at++
		}
	}
	at = min(max(at+q.AddOffset, 0), len(all))
	out := []int{}
	for _, m := range all[at:min(at+q.Limit, len(all))] {
		if (q.MaxID == 0 || m.ID < q.MaxID) && m.ID > q.MinID {
			out = append(out, m.ID)
		}
	}
	return out
}

func TestPages(t *testing.T) {
	t.Parallel()
	w := open(t)
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		switch r.IntN(3) {
		case 0:
			w.send(t, ann, bob, "x")
		case 1:
			w.send(t, bob, ann, "y")
		default:
			w.send(t, ann, cid, "another chat")
		}
		w.clock.Advance(time.Duration(r.IntN(3)) * time.Second)
	}
	for range 40 {
		if _, err := w.messages.Delete(t.Context(), as(ann), []int{r.IntN(300) + 1}, true); err != nil {
			t.Fatal(err)
		}
	}
	all := w.history(t, ann, bob)
	for range 3000 {
		q := message.Page{Limit: r.IntN(60)}
		if r.IntN(3) > 0 {
			q.AddOffset = r.IntN(160) - 80
		}
		switch r.IntN(3) {
		case 0:
			q.OffsetID = r.IntN(330)
		case 1:
			q.OffsetDate = 1_699_999_990 + r.Int64N(330)
		}
		if r.IntN(4) == 0 {
			q.MaxID, q.MinID = r.IntN(300), r.IntN(300)
		}
		s, err := w.messages.History(t.Context(), as(ann), bob.Peer(), q)
		if err != nil {
			t.Fatal(err)
		}
		got := []int{}
		for _, m := range s.Messages {
			got = append(got, m.ID)
		}
		if model := paged(all, q); !slices.Equal(got, model) || s.Total != len(all) {
			t.Fatalf("%+v:\n%v, not\n%v", q, got, model)
		}
	}
}

func TestPageBounds(t *testing.T) {
	t.Parallel()
	w := open(t)
	for range 120 {
		w.send(t, ann, ann, "x")
	}
	for q, n := range map[message.Page]int{
		{}:                                  0,
		{Limit: -1}:                         0,
		{Limit: 1 << 40}:                    message.MaxPage,
		{Limit: 5, OffsetID: 1}:             0,
		{Limit: 5, OffsetID: -7}:            5,
		{Limit: 5, OffsetDate: 1}:           0,
		{Limit: 5, AddOffset: 1 << 40}:      0,
		{Limit: 5, AddOffset: -1 << 40}:     5,
		{Limit: 5, AddOffset: 118}:          2,
		{Limit: 5, MinID: 118}:              2,
		{Limit: 5, OffsetID: 1 << 40}:       5,
		{Limit: 99, OffsetID: 1, MinID: -1}: 0,
	} {
		s, err := w.messages.History(t.Context(), as(ann), ann.Peer(), q)
		if err != nil || len(s.Messages) != n || s.Total != 120 {
			t.Errorf("%+v: %d of %d, %v", q, len(s.Messages), s.Total, err)
		}
	}
	if _, err := w.messages.History(t.Context(), as(ann), peer.Of(peer.Channel, 1), message.Page{}); err == nil {
		t.Error("a channel has a history")
	}
	s, err := w.messages.History(t.Context(), as(ann), nobod.Peer(), message.Page{Limit: 9})
	if err != nil || len(s.Messages)+s.Total != 0 {
		t.Errorf("%+v %v", s, err)
	}
}

func TestByID(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(t, ann, bob, "a")
	w.send(t, ann, cid, "b")
	ms, err := w.messages.ByID(t.Context(), as(ann), 2, 7, 1, -1, 0)
	if err != nil || texts(ms) != "b a" || ms[0].Peer != cid.Peer() {
		t.Errorf("%+v %v", ms, err)
	}
	ms, err = w.messages.In(t.Context(), ann, []peer.Peer{bob.Peer(), bob.Peer()}, []int{1, 2})
	if err != nil || texts(ms) != "a" {
		t.Errorf("%+v %v", ms, err)
	}
	if ms, err = w.messages.ByID(t.Context(), as(bob)); err != nil || len(ms) != 0 {
		t.Errorf("%+v %v", ms, err)
	}
}

package message_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/text"
	"heliograph/internal/user"
)

// write sends a text with one entity, of a kind; links and mentions are found in
// it, not marked.
func (w *world) write(t testing.TB, from, to user.ID, kind text.EntityKind) message.Message {
	t.Helper()
	w.random++
	body := text.Text{String: "text"}
	switch kind {
	case text.URL:
		body.String = "example.com"
	case text.Mention:
		body.String = "@somebody"
	default:
		body.Entities = []text.Entity{{Kind: kind, Length: 1, Extra: "example.com"}}
	}
	c, err := w.messages.Send(t.Context(), as(from), message.Draft{To: to.Peer(), Text: body, Random: w.random})
	if err != nil {
		t.Fatal(err)
	}
	return c.Messages[0]
}

func (w *world) links(t testing.TB, of user.ID, q message.Links) message.Found {
	t.Helper()
	f, err := w.messages.Links(t.Context(), as(of), q)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func ids(ms []message.Message) []int {
	out := []int{}
	for _, m := range ms {
		out = append(out, m.ID)
	}
	return out
}

// Links are found as one finds them by looking at the whole history.
func TestLinks(t *testing.T) {
	t.Parallel()
	w := open(t)
	r := rand.New(rand.NewPCG(5, 6))
	kinds := []text.EntityKind{text.URL, text.TextURL, text.Bold, text.Mention}
	for range 200 {
		k := kinds[r.IntN(len(kinds))]
		switch r.IntN(3) {
		case 0:
			w.write(t, ann, bob, k)
		case 1:
			w.write(t, bob, ann, k)
		default:
			w.write(t, ann, cid, k)
		}
		w.clock.Advance(time.Duration(r.IntN(3)) * time.Second)
	}
	all := w.history(t, ann, bob)
	for range 1000 {
		q := message.Links{With: bob.Peer(), Page: message.Page{Limit: r.IntN(40), AddOffset: r.IntN(60) - 30, OffsetID: r.IntN(220)}}
		if r.IntN(2) == 0 {
			q.From = []user.ID{ann, bob, cid}[r.IntN(3)]
		}
		if r.IntN(3) == 0 {
			q.Since = 1_700_000_000 + r.Int64N(200)
			q.Until = q.Since + r.Int64N(200)
		}
		if r.IntN(4) == 0 {
			q.Page.MaxID, q.Page.MinID = r.IntN(220), r.IntN(220)
		}
		matching := slices.DeleteFunc(slices.Clone(all), func(m message.Message) bool {
			k := m.Text.Entities[0].Kind
			return k != text.URL && k != text.TextURL || q.From != 0 && m.From != q.From ||
				m.Date < q.Since || q.Until > 0 && m.Date > q.Until
		})
		f := w.links(t, ann, q)
		if want := paged(matching, q.Page); !slices.Equal(ids(f.Messages), want) || f.Total != len(matching) || f.Inexact {
			t.Fatalf("%+v:\n%v of %d, not\n%v of %d", q, ids(f.Messages), f.Total, want, len(matching))
		}
	}
	_, err := w.messages.Links(t.Context(), as(ann), message.Links{With: peer.Of(peer.Chat, 1)})
	want(t, "a group", err, "PEER_ID_INVALID")
}

// In Saved Messages one may ask for those of one chat.
func TestLinksSavedFrom(t *testing.T) {
	t.Parallel()
	w := open(t)
	m := w.write(t, ann, bob, text.URL)
	_, err := w.messages.ForwardAll(t.Context(), as(ann), message.Copy{From: bob.Peer(), To: ann.Peer(), IDs: []int{m.ID}, Randoms: []int64{77}})
	want(t, "save", err, "")
	own := w.write(t, ann, ann, text.URL)
	page := message.Page{Limit: 10}
	for saved, n := range map[peer.Peer]int{{}: 2, bob.Peer(): 1, ann.Peer(): 1, cid.Peer(): 0} {
		if f := w.links(t, ann, message.Links{With: ann.Peer(), Saved: saved, Page: page}); f.Total != n {
			t.Errorf("of %v: %+v", saved, f)
		}
	}
	if f := w.links(t, ann, message.Links{With: ann.Peer(), Saved: ann.Peer(), Page: page}); !slices.Equal(ids(f.Messages), []int{own.ID}) {
		t.Errorf("%+v", f)
	}
}

// A chat that is too long to look at is said to be so.
func TestLinksInLongChat(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.write(t, ann, ann, text.URL)
	first := w.write(t, ann, ann, text.Bold)
	q := message.Copy{From: ann.Peer(), To: ann.Peer()}
	for i := range 100 {
		q.IDs = append(q.IDs, first.ID+i)
		w.write(t, ann, ann, text.Bold)
	}
	for range 99 { // a hundred messages at once
		q.Randoms = nil
		for range q.IDs {
			w.random++
			q.Randoms = append(q.Randoms, w.random)
		}
		_, err := w.messages.ForwardAll(t.Context(), as(ann), q)
		want(t, "forward", err, "")
	}
	f := w.links(t, ann, message.Links{With: ann.Peer(), Page: message.Page{Limit: 10}})
	if !f.Inexact || f.Total != 0 {
		t.Errorf("%d links, inexact %v", f.Total, f.Inexact)
	}
	last := w.write(t, ann, ann, text.TextURL)
	f = w.links(t, ann, message.Links{With: ann.Peer(), Page: message.Page{Limit: 10}})
	if !f.Inexact || !slices.Equal(ids(f.Messages), []int{last.ID}) {
		t.Errorf("%v, inexact %v", ids(f.Messages), f.Inexact)
	}
}

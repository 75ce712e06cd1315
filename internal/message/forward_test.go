package message_test

import (
	"context"
	"testing"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/user"
)

// shy lets nobody link to ann, and nothing of cid's be copied.
type shy struct{}

func (shy) Hidden(_ context.Context, _ user.ID, authors []user.ID) ([]bool, error) {
	out := make([]bool, len(authors))
	for i, id := range authors {
		out[i] = id == ann
	}
	return out, nil
}

func (shy) Protected(_ context.Context, _ user.ID, chat peer.Peer) (bool, error) {
	return chat == cid.Peer(), nil
}

func (w *world) forward(who, to user.ID, ids ...int) ([]message.Message, error) {
	q := message.Copy{IDs: ids, To: to.Peer()}
	for range ids {
		w.random++
		q.Randoms = append(q.Randoms, w.random)
	}
	c, err := w.messages.ForwardAll(context.Background(), as(who), q)
	return c.Messages, err
}

func TestHiddenAuthors(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.messages = message.New(message.Deps{Store: w.store, Log: w.log, Users: people{}, Clock: w.clock, Privacy: shy{}})
	hers, his := w.send(t, ann, bob, "from ann"), w.send(t, bob, ann, "from bob")
	secret := w.send(t, cid, bob, "from cid")
	ms, err := w.forward(bob, bob, hers.Other, his.ID)
	if err != nil || len(ms) != 2 {
		t.Fatal(ms, err)
	}
	if f := ms[0].Forward; f.From != 0 || f.Name != "Ann Archer" || !f.SavedPeer.IsZero() || ms[0].Saved(bob) != message.HiddenAuthor.Peer() {
		t.Errorf("%+v", f)
	}
	if f := ms[1].Forward; f.From != bob || f.Name != "" || f.SavedPeer != ann.Peer() || f.SavedID != his.ID {
		t.Errorf("%+v", f)
	}
	own, err := w.forward(ann, cid, hers.ID)
	if err != nil || own[0].Forward.From != ann {
		t.Errorf("her own: %+v, %v", own, err)
	}
	again, err := w.forward(cid, cid, own[0].Other)
	if err != nil || again[0].Forward.From != 0 || again[0].Forward.Name != "Ann Archer" {
		t.Errorf("further: %+v, %v", again, err)
	}
	_, err = w.forward(bob, ann, his.ID, secret.Other)
	want(t, "protected", err, "CHAT_FORWARDS_RESTRICTED")
	w.random++
	d := message.Draft{To: cid.Peer(), Text: plain("?"), Random: w.random, Reply: &message.Reply{ID: hers.Other, Peer: ann.Peer()}}
	c, err := w.messages.Send(t.Context(), as(bob), d)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []*message.Reply{w.history(t, cid, bob)[0].Reply, c.Messages[0].Reply} {
		if r.ID != 0 || !r.Peer.IsZero() || r.From.Name != "Ann Archer" || r.From.From != 0 || r.Quote.String != "from ann" || !r.Whole {
			t.Errorf("%+v of %+v", r, r.From)
		}
	}
}

func TestSavedForward(t *testing.T) {
	t.Parallel()
	w := open(t)
	first := w.send(t, ann, bob, "the news")
	on, err := w.forward(bob, cid, first.Other)
	if err != nil {
		t.Fatal(err)
	}
	ms, err := w.forward(cid, cid, on[0].Other)
	if err != nil {
		t.Fatal(err)
	}
	f := ms[0].Forward
	if f.From != ann || f.SavedFrom != bob || f.SavedDate != on[0].Date || f.SavedOut || f.SavedPeer != bob.Peer() || f.SavedID != on[0].Other {
		t.Errorf("%+v", f)
	}
	further, err := w.forward(cid, ann, ms[0].ID)
	if f := further[0].Forward; err != nil || f.From != ann || f.SavedFrom != 0 || !f.SavedPeer.IsZero() {
		t.Errorf("%+v, %v", f, err)
	}
}

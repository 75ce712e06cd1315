package message_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// react reacts and returns the fault's code, "" for none.
func (w *world) react(t testing.TB, who, with user.ID, id int, emoji ...string) error {
	t.Helper()
	_, err := w.messages.React(t.Context(), as(who), message.React{Chat: with.Peer(), ID: id, Emoji: emoji})
	return err
}

func (w *world) byID(t testing.TB, of user.ID, id int) message.Message {
	t.Helper()
	ms, err := w.messages.ByID(t.Context(), as(of), id)
	if err != nil || len(ms) != 1 {
		t.Fatalf("%d: %v, %v", id, ms, err)
	}
	return ms[0]
}

func emoji(m message.Message) (out []string) {
	for _, r := range m.Reactions {
		out = append(out, r.Emoji)
	}
	return out
}

func TestReact(t *testing.T) {
	t.Parallel()
	w := open(t)
	m := w.send(t, ann, bob, "hello")
	from := w.pts(t, ann)
	want(t, "one", w.react(t, bob, ann, m.Other, "👍"), "")
	want(t, "the same", w.react(t, bob, ann, m.Other, "👍"), "MESSAGE_NOT_MODIFIED")
	want(t, "two", w.react(t, bob, ann, m.Other, "👍", "🔥"), "REACTIONS_TOO_MANY")
	want(t, "not one", w.react(t, bob, ann, m.Other, "x"), "REACTION_INVALID")
	want(t, "no message", w.react(t, bob, ann, 99, "👍"), "MESSAGE_ID_INVALID")
	want(t, "another chat", w.react(t, bob, cid, m.Other, "👍"), "MESSAGE_ID_INVALID")
	want(t, "her own", w.react(t, ann, bob, m.ID, "❤️"), "")
	hers, his := w.byID(t, ann, m.ID), w.byID(t, bob, m.Other)
	if got := emoji(hers); !slices.Equal(got, []string{"👍", "❤"}) || !slices.Equal(got, emoji(his)) {
		t.Errorf("%v and %v", got, emoji(his))
	}
	if !hers.Reactions[0].Unread || hers.Reactions[1].Unread || his.Reactions[0].Unread || his.Reactions[1].Unread {
		t.Errorf("unread: %+v, %+v", hers.Reactions, his.Reactions)
	}
	if n := w.dialog(t, ann, bob).UnreadReactions; n != 1 {
		t.Errorf("%d unread", n)
	}
	var kinds []update.Kind
	for _, e := range w.events(t, ann, from) {
		kinds = append(kinds, e.Kind)
	}
	if !slices.Equal(kinds, []update.Kind{update.Reactions, update.Reactions}) || w.pts(t, ann) != from {
		t.Errorf("events %v, pts %d", kinds, w.pts(t, ann)-from)
	}
	want(t, "replaced", w.react(t, bob, ann, m.Other, "🔥"), "")
	want(t, "taken back", w.react(t, bob, ann, m.Other), "")
	if got := emoji(w.byID(t, ann, m.ID)); !slices.Equal(got, []string{"❤"}) || w.dialog(t, ann, bob).UnreadReactions != 0 {
		t.Errorf("%v, %d unread", got, w.dialog(t, ann, bob).UnreadReactions)
	}
}

func TestReadReactions(t *testing.T) {
	t.Parallel()
	w := open(t)
	var ids []int
	for range 130 {
		m := w.send(t, ann, bob, "hello")
		ids = append(ids, m.ID)
		want(t, "react", w.react(t, bob, ann, m.Other, "👍"), "")
	}
	s, err := w.messages.UnreadReactions(t.Context(), as(ann), bob.Peer(), message.Page{Limit: 2})
	if err != nil || s.Total != 130 || len(s.Messages) != 2 || s.Messages[0].ID != ids[129] {
		t.Fatalf("%d of %d, %v", len(s.Messages), s.Total, err)
	}
	from := w.pts(t, ann)
	a, err := w.messages.ReadContents(t.Context(), as(ann), []int{ids[0], ids[1], ids[1], 9999})
	if err != nil || a.Count != 2 || a.Pts != from+2 {
		t.Errorf("%+v, %v", a, err)
	}
	if a, err = w.messages.ReadContents(t.Context(), as(ann), []int{ids[0]}); err != nil || a.Count != 0 || a.Pts != from+2 {
		t.Errorf("again: %+v, %v", a, err)
	}
	if a, err = w.messages.ReadReactions(t.Context(), as(ann), bob.Peer()); err != nil || a.Count != 100 || a.Offset == 0 {
		t.Errorf("%+v, %v", a, err)
	}
	if a, err = w.messages.ReadReactions(t.Context(), as(ann), bob.Peer()); err != nil || a.Count != 28 || a.Offset != 0 || a.Pts != from+130 {
		t.Errorf("%+v, %v", a, err)
	}
	if n := w.dialog(t, ann, bob).UnreadReactions; n != 0 {
		t.Errorf("%d unread", n)
	}
}

func TestReactors(t *testing.T) {
	t.Parallel()
	w := open(t)
	m := w.send(t, ann, bob, "hello")
	want(t, "bob", w.react(t, bob, ann, m.Other, "👍"), "")
	w.clock.Advance(time.Second)
	want(t, "ann", w.react(t, ann, bob, m.ID, "🔥"), "")
	page := func(q message.Reactors) message.Reacted {
		q.Chat, q.ID = bob.Peer(), m.ID
		r, err := w.messages.Reactors(t.Context(), as(ann), q)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := page(message.Reactors{Limit: 1})
	if r.Total != 2 || len(r.Reactions) != 1 || r.Reactions[0].From != ann || r.Next == "" {
		t.Fatalf("%+v", r)
	}
	if r = page(message.Reactors{Limit: 1, Offset: r.Next}); len(r.Reactions) != 1 || r.Reactions[0].From != bob || r.Next != "" {
		t.Errorf("%+v", r)
	}
	if r = page(message.Reactors{Limit: 9, Emoji: "👍"}); r.Total != 1 || r.Reactions[0].From != bob {
		t.Errorf("%+v", r)
	}
	_, err := w.messages.Reactors(t.Context(), as(cid), message.Reactors{Chat: bob.Peer(), ID: m.ID})
	want(t, "a stranger", err, "MESSAGE_ID_INVALID")
}

// Whatever happens, the lists beside the messages say what the messages say.
func TestLists(t *testing.T) {
	t.Parallel()
	w := open(t)
	r := rand.New(rand.NewPCG(7, 8))
	for i := range 1500 {
		w.step(t, r)
		if i%100 == 99 {
			for _, id := range trio {
				w.checkLists(t, id)
			}
		}
		if i%500 == 250 {
			w.stop(t)
			w.start(t)
		}
		if t.Failed() {
			t.Fatalf("after %d steps", i)
		}
	}
	for _, a := range trio {
		for _, b := range trio {
			for more := true; more; {
				out, err := w.messages.DeleteHistory(t.Context(), as(a), message.Clear{With: b.Peer(), Revoke: true})
				if more = out.Offset != 0; err != nil {
					t.Fatal(err)
				}
			}
		}
		w.checkEmpty(t, a)
	}
}

// step does something at random to a message of somebody.
func (w *world) step(t testing.TB, r *rand.Rand) {
	t.Helper()
	who, with := trio[r.IntN(3)], trio[r.IntN(3)]
	w.clock.Advance(time.Second)
	chat := w.history(t, who, with)
	if len(chat) == 0 || r.IntN(4) == 0 {
		w.send(t, who, with, "text")
		return
	}
	m := chat[r.IntN(len(chat))]
	var err error
	switch r.IntN(11) {
	case 0, 1, 2:
		set := []string{"👍", "🔥", "🎉"}[:r.IntN(2)]
		if who == with {
			set = []string{"👍", "🔥", "🎉"}[r.IntN(4):]
		}
		err = w.react(t, who, with, m.ID, set...)
	case 3, 4:
		_, err = w.messages.Pin(t.Context(), as(who), message.Pin{Chat: with.Peer(), ID: m.ID, Unpin: r.IntN(3) == 0, OneSide: r.IntN(3) == 0})
	case 5, 6:
		w.random++
		to := []user.ID{who, who, with}[r.IntN(3)]
		_, err = w.messages.ForwardAll(t.Context(), as(who), message.Copy{IDs: []int{m.ID}, To: to.Peer(), Randoms: []int64{w.random}})
	case 7:
		_, err = w.messages.ReadContents(t.Context(), as(who), []int{m.ID})
	case 8:
		_, err = w.messages.Delete(t.Context(), as(who), []int{m.ID}, r.IntN(2) == 0)
	case 9:
		err = w.sweep(t, r, who, with)
	default:
		err = w.messages.PinSaved(t.Context(), as(who), with.Peer(), r.IntN(2) == 0)
	}
	switch code(err) {
	case "", "MESSAGE_NOT_MODIFIED", "MESSAGE_ID_INVALID", "CHAT_NOT_MODIFIED", "PEER_ID_INVALID":
	default:
		t.Fatal(err)
	}
}

// sweep does, seldom, something to many messages.
func (w *world) sweep(t testing.TB, r *rand.Rand, who, with user.ID) (err error) {
	t.Helper()
	switch r.IntN(6) {
	case 0:
		_, err = w.messages.UnpinAll(t.Context(), as(who), with.Peer(), peer.Peer{})
	case 1:
		_, err = w.messages.DeleteSaved(t.Context(), as(who), message.SavedClear{Part: with.Peer()})
	case 2:
		_, err = w.messages.ReadReactions(t.Context(), as(who), with.Peer())
	case 3:
		_, err = w.messages.DeleteHistory(t.Context(), as(who), message.Clear{With: with.Peer(), Keep: true, Revoke: r.IntN(2) == 0})
	}
	return err
}

// checkLists compares every list of a box with its messages.
func (w *world) checkLists(t testing.TB, of user.ID) {
	t.Helper()
	for _, with := range trio {
		var pinned, unread []int
		parts, tags := map[peer.Peer][]int{}, map[string]int{}
		for _, m := range w.history(t, of, with) {
			if m.Pinned {
				pinned = append(pinned, m.ID)
			}
			if slices.ContainsFunc(m.Reactions, func(r message.Reaction) bool { return r.Unread }) {
				unread = append(unread, m.ID)
			}
			if of == with {
				parts[m.Saved(of)] = append(parts[m.Saved(of)], m.ID)
				for _, e := range emoji(m) {
					tags[e]++
				}
			}
		}
		all := message.Page{Limit: message.MaxPage}
		p, err := w.messages.Pinned(t.Context(), as(of), with.Peer(), peer.Peer{}, all)
		if err != nil || p.Total != len(pinned) || !slices.Equal(ids(p.Messages), upTo(pinned)) {
			t.Errorf("%d of %d: pinned %v of %d, not %v, %v", of, with, ids(p.Messages), p.Total, pinned, err)
		}
		u, err := w.messages.UnreadReactions(t.Context(), as(of), with.Peer(), all)
		if err != nil || u.Total != len(unread) || !slices.Equal(ids(u.Messages), upTo(unread)) {
			t.Errorf("%d of %d: unread %v of %d, not %v, %v", of, with, ids(u.Messages), u.Total, unread, err)
		}
		if of == with {
			w.checkParts(t, of, parts, tags)
		}
	}
}

func upTo(ids []int) []int { return ids[:min(len(ids), message.MaxPage)] }

func (w *world) checkParts(t testing.TB, of user.ID, parts map[peer.Peer][]int, tags map[string]int) {
	t.Helper()
	ds, total, err := w.messages.SavedDialogs(t.Context(), as(of), message.SavedQuery{Limit: 100})
	if err != nil || total != len(parts) || len(ds) != total {
		t.Errorf("%d: %d parts of %d, not %d, %v", of, len(ds), total, len(parts), err)
	}
	for i, d := range ds {
		ids := parts[d.Peer]
		if len(ids) == 0 || d.Top != ids[0] || d.Count != len(ids) || i > 0 && ds[i-1].Pinned == d.Pinned && ds[i-1].Top < d.Top || i > 0 && ds[i-1].Pinned < d.Pinned {
			t.Errorf("%d: %+v after %+v, not %v", of, d, ds[max(i-1, 0)], ids)
		}
		h, err := w.messages.SavedHistory(t.Context(), as(of), d.Peer, message.Page{Limit: 100})
		if err != nil || h.Total != len(ids) || len(h.Messages) != len(upTo(ids)) || h.Messages[0].ID != ids[0] {
			t.Errorf("%d: %d of %d in %v, not %v, %v", of, len(h.Messages), h.Total, d.Peer, ids, err)
		}
	}
	got, err := w.messages.Tags(t.Context(), of, peer.Peer{})
	if err != nil || len(got) != len(tags) {
		t.Errorf("%d: %v, not %v, %v", of, got, tags, err)
	}
	for _, tag := range got {
		if tags[tag.Emoji] != tag.Count {
			t.Errorf("%d: %v, not %v", of, got, tags)
		}
	}
}

// checkEmpty wants nothing in a box but its counters, its log, what requests
// were made and what the person likes.
func (w *world) checkEmpty(t testing.TB, of user.ID) {
	t.Helper()
	err := w.store.View(t.Context(), func(r store.Reader) error {
		rows, err := r.Scan(of.Owner(), nil, store.Key{255}, false, 0)
		for _, row := range rows {
			if !slices.Contains([]byte("bure"), row.Key[0]) {
				t.Errorf("%d: %q is left", of, row.Key)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func ids(ms []message.Message) []int {
	var out []int
	for _, m := range ms {
		out = append(out, m.ID)
	}
	return out
}

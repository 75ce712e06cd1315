package message_test

import (
	"testing"
	"time"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

func TestEdit(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(t, bob, cid, "shift the ids")
	m := w.send(t, ann, bob, "befor")
	theirs := w.send(t, bob, ann, "bob's")
	want(t, "joined", w.messages.SignedUp(t.Context(), ann, cid), "")
	edit := func(who, with user.ID, id int, s string) (message.Change, error) {
		return w.messages.Edit(t.Context(), as(who), with.Peer(), id, plain(s), true)
	}
	w.clock.Advance(message.DefaultEdit)
	c, err := edit(ann, bob, m.ID, "after")
	want(t, "edit at the last moment", err, "")
	if c.Messages[0].Text.String != "after" || c.Messages[0].Edited == 0 || c.Messages[0].Date != m.Date || c.Events[0].Count != 1 {
		t.Errorf("%+v", c)
	}
	for _, h := range [][]message.Message{w.history(t, ann, bob), w.history(t, bob, ann)} {
		if texts(h) != "bob's after" || h[1].Edited == 0 || !h[1].NoWebpage {
			t.Errorf("%+v", h)
		}
	}
	if es := w.events(t, bob, 4); len(es) != 1 || es[0].Kind != update.EditMessage || es[0].ID != m.Other {
		t.Errorf("%+v", es)
	}
	for _, c := range []struct {
		what string
		with user.ID
		id   int
		text string
		code string
	}{
		{"the same", bob, m.ID, " after", "MESSAGE_NOT_MODIFIED"},
		{"nothing", bob, m.ID, " ", "MESSAGE_EMPTY"},
		{"bob's", bob, theirs.Other, "x", "MESSAGE_AUTHOR_REQUIRED"},
		{"none", bob, 99, "x", "MESSAGE_ID_INVALID"},
		{"in another chat", cid, m.ID, "x", "MESSAGE_ID_INVALID"},
		{"a service message", cid, 3, "x", "MESSAGE_ID_INVALID"},
	} {
		_, err := edit(ann, c.with, c.id, c.text)
		want(t, c.what, err, c.code)
		if c.code != "MESSAGE_NOT_MODIFIED" && c.code != "MESSAGE_EMPTY" {
			want(t, c.what, w.messages.EditData(t.Context(), as(ann), c.with.Peer(), c.id), c.code)
		}
	}
	_, err = w.messages.Edit(t.Context(), as(ann), peer.Of(peer.Channel, 1e9), 1, plain("x"), false)
	want(t, "in a channel", err, "CHANNEL_INVALID")
	want(t, "may", w.messages.EditData(t.Context(), as(ann), bob.Peer(), m.ID), "")
	w.clock.Advance(time.Second)
	_, err = edit(ann, bob, m.ID, "too late")
	want(t, "late", err, "MESSAGE_EDIT_TIME_EXPIRED")
	want(t, "late", w.messages.EditData(t.Context(), as(ann), bob.Peer(), m.ID), "MESSAGE_EDIT_TIME_EXPIRED")
}

func TestEditWhatOnlyOneHas(t *testing.T) {
	t.Parallel()
	w := open(t)
	m := w.send(t, ann, bob, "a")
	_, err := w.messages.Delete(t.Context(), as(bob), []int{m.Other}, false)
	want(t, "delete", err, "")
	pts := w.pts(t, bob)
	_, err = w.messages.Edit(t.Context(), as(ann), bob.Peer(), m.ID, plain("b"), false)
	want(t, "edit", err, "")
	if w.pts(t, bob) != pts || len(w.history(t, bob, ann)) != 0 || texts(w.history(t, ann, bob)) != "b" {
		t.Error("bob's copy came back")
	}
}

func TestForward(t *testing.T) {
	t.Parallel()
	w := open(t)
	_, err := w.messages.Send(t.Context(), as(bob), message.Draft{To: ann.Peer(), Random: 1, Text: text.Text{
		String: "bold", Entities: []text.Entity{{Kind: text.Bold, Length: 4}},
	}})
	want(t, "send", err, "")
	w.clock.Advance(time.Minute)
	w.send(t, ann, bob, "own")
	copyOf := func(q message.Copy) (message.Change, error) { return w.messages.ForwardAll(t.Context(), as(ann), q) }
	c, err := copyOf(message.Copy{From: bob.Peer(), IDs: []int{1, 2}, To: cid.Peer(), Randoms: []int64{11, 12}, Silent: true})
	want(t, "forward", err, "")
	if len(c.Messages) != 2 || c.Events[1].At.Pts != 5 {
		t.Fatalf("%+v", c)
	}
	h := w.history(t, cid, ann)
	if f := h[1].Forward; texts(h) != "own bold" || f.From != bob || f.Date != 1_700_000_000 || !h[1].Silent || len(h[1].Text.Entities) != 1 {
		t.Errorf("%+v", h)
	}
	_, err = w.messages.Edit(t.Context(), as(ann), cid.Peer(), c.Messages[0].ID, plain("x"), false)
	want(t, "edit a forward", err, "MESSAGE_AUTHOR_REQUIRED")
	again, err := copyOf(message.Copy{From: bob.Peer(), IDs: []int{1, 2}, To: cid.Peer(), Randoms: []int64{11, 12}})
	want(t, "again", err, "")
	if len(w.history(t, cid, ann)) != 2 || again.Messages[1].ID != c.Messages[1].ID {
		t.Error("doubled")
	}
	// The first author stays, and where it comes from shows in Saved Messages alone.
	c, err = w.messages.ForwardAll(t.Context(), as(cid), message.Copy{IDs: []int{1}, To: cid.Peer(), Randoms: []int64{1}})
	want(t, "save", err, "")
	if f := c.Messages[0].Forward; f.From != bob || f.SavedPeer != ann.Peer() || f.SavedID != 1 {
		t.Errorf("%+v", f)
	}
	c, err = w.messages.ForwardAll(t.Context(), as(cid), message.Copy{From: cid.Peer(), IDs: []int{3}, To: bob.Peer(), Randoms: []int64{2}})
	want(t, "forward what was saved", err, "")
	if f := c.Messages[0].Forward; f.From != bob || !f.SavedPeer.IsZero() {
		t.Errorf("%+v", f)
	}
	c, err = copyOf(message.Copy{IDs: []int{1}, To: cid.Peer(), Randoms: []int64{13}, Anonym: true})
	want(t, "without author", err, "")
	if m := c.Messages[0]; m.Forward != nil || m.From != ann {
		t.Errorf("%+v", m)
	}
}

func TestForwardFaults(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(t, ann, bob, "one")
	want(t, "joined", w.messages.SignedUp(t.Context(), ann, bob), "")
	for _, c := range []struct {
		what    string
		from    user.ID
		to      user.ID
		ids     []int
		randoms []int64
		code    string
	}{
		{"nothing", bob, cid, nil, nil, "MESSAGE_IDS_EMPTY"},
		{"too few random ids", bob, cid, []int{1, 1}, []int64{1}, "RANDOM_ID_INVALID"},
		{"an empty random id", bob, cid, []int{1, 1}, []int64{1, 0}, "RANDOM_ID_EMPTY"},
		{"too many", bob, cid, make([]int, 101), ones(101), "LIMIT_INVALID"},
		{"no such message", bob, cid, []int{1, 99}, []int64{1, 2}, "MESSAGE_ID_INVALID"},
		{"of another chat", cid, cid, []int{1}, []int64{1}, "MESSAGE_ID_INVALID"},
		{"a service message", bob, cid, []int{2}, []int64{1}, "MESSAGE_ID_INVALID"},
		{"to nobody", bob, nobod, []int{1}, []int64{1}, "PEER_ID_INVALID"},
		{"to one who left", bob, gone, []int{1}, []int64{1}, "INPUT_USER_DEACTIVATED"},
	} {
		_, err := w.messages.ForwardAll(t.Context(), as(ann), message.Copy{
			From: c.from.Peer(), To: c.to.Peer(), IDs: c.ids, Randoms: c.randoms,
		})
		want(t, c.what, err, c.code)
	}
	if len(w.history(t, ann, cid)) != 0 {
		t.Error("some were forwarded")
	}
}

func ones(n int) []int64 {
	out := make([]int64, n)
	for i := range out {
		out[i] = int64(i + 1)
	}
	return out
}

func TestRead(t *testing.T) {
	t.Parallel()
	w := open(t)
	for range 5 {
		w.send(t, ann, bob, "x")
	}
	w.send(t, bob, ann, "y")
	read := func(max, count, unread, seen int) {
		t.Helper()
		pts := w.pts(t, bob)
		a, err := w.messages.Read(t.Context(), as(bob), ann.Peer(), max)
		want(t, "read", err, "")
		if a.Count != count || a.Pts != pts+count || w.pts(t, bob) != a.Pts {
			t.Errorf("up to %d: %+v after %d", max, a, pts)
		}
		if d := w.dialog(t, bob, ann); d.Unread != unread {
			t.Errorf("up to %d: %+v", max, d)
		}
		if d := w.dialog(t, ann, bob); d.ReadOut != seen {
			t.Errorf("up to %d ann sees %+v", max, d)
		}
	}
	read(2, 1, 3, 2)
	read(1, 0, 3, 2)
	read(-1, 0, 3, 2)
	read(3, 1, 2, 3)
	_, err := w.messages.Delete(t.Context(), as(bob), []int{4}, false)
	want(t, "delete", err, "")
	read(99, 1, 0, 5)
	read(0, 0, 0, 5)
	es := w.events(t, ann, 1)
	if e := es[len(es)-1]; e.Kind != update.ReadOutbox || e.Max != 5 || e.Peer != bob.Peer() {
		t.Errorf("%+v", e)
	}
	if _, err := w.messages.Read(t.Context(), as(bob), peer.Of(peer.Chat, 1), 0); err == nil {
		t.Error("a group was read")
	}
	a, err := w.messages.Read(t.Context(), as(bob), cid.Peer(), 0)
	want(t, "an empty chat", err, "")
	if a.Count != 0 {
		t.Errorf("%+v", a)
	}
}

// Reading takes the mark off that was set by hand.
func TestReadMarked(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(t, ann, bob, "x")
	for range 2 {
		if _, err := w.dialogs.Mark(t.Context(), as(bob), ann.Peer(), true); err != nil {
			t.Fatal(err)
		}
		_, err := w.messages.Read(t.Context(), as(bob), ann.Peer(), 0)
		want(t, "read", err, "")
		if d := w.dialog(t, bob, ann); d.Marked || d.ReadIn != 1 {
			t.Errorf("%+v", d)
		}
	}
}

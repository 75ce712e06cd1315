package message_test

import (
	"testing"

	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// code is that of a fault, "" without an error.
func code(err error) string {
	if f := fault.As(err); f != nil {
		return f.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func (w *world) pinned(t testing.TB, of, with user.ID) string {
	t.Helper()
	s, err := w.messages.Pinned(t.Context(), as(of), with.Peer(), peer.Peer{}, message.Page{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	return texts(s.Messages)
}

func TestPin(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.send(t, ann, bob, "one"), w.send(t, ann, bob, "two")
	pin := func(who, with user.ID, q message.Pin) (message.Change, string) {
		t.Helper()
		q.Chat = with.Peer()
		c, err := w.messages.Pin(t.Context(), as(who), q)
		return c, code(err)
	}
	c, got := pin(ann, bob, message.Pin{ID: a.ID, Silent: true})
	if got != "" || len(c.Events) != 2 || c.Events[0].Kind != update.PinnedMessages || c.Events[1].Kind != update.NewMessage {
		t.Fatalf("%q %+v", got, c.Events)
	}
	told := w.history(t, bob, ann)[0]
	if told.Action != message.PinMessage || told.Reply == nil || told.Reply.ID != a.Other || !told.Silent || told.From != ann {
		t.Errorf("%+v", told)
	}
	for _, x := range []struct {
		what      string
		who, with user.ID
		q         message.Pin
		code      string
	}{
		{"again", ann, bob, message.Pin{ID: a.ID}, "CHAT_NOT_MODIFIED"},
		{"again by the other", bob, ann, message.Pin{ID: a.Other}, "CHAT_NOT_MODIFIED"},
		{"nothing", ann, bob, message.Pin{ID: 99}, "MESSAGE_ID_INVALID"},
		{"a note", bob, ann, message.Pin{ID: told.ID}, "MESSAGE_ID_INVALID"},
		{"for oneself", bob, ann, message.Pin{ID: b.Other, OneSide: true}, ""},
	} {
		if _, got := pin(x.who, x.with, x.q); got != x.code {
			t.Errorf("%s: %q", x.what, got)
		}
	}
	if a, b := w.pinned(t, ann, bob), w.pinned(t, bob, ann); a != "one" || b != "two one" {
		t.Errorf("%q and %q", a, b)
	}
	if n := len(w.history(t, ann, bob)); n != 3 {
		t.Errorf("%d messages", n)
	}
	if last, err := w.messages.LastPinned(t.Context(), bob, ann.Peer()); err != nil || last != b.Other {
		t.Errorf("%d, %v", last, err)
	}
	from := w.pts(t, bob)
	out, err := w.messages.UnpinAll(t.Context(), as(ann), bob.Peer(), peer.Peer{})
	if err != nil || out.Count != 1 || out.Offset != 0 || w.pts(t, bob) != from+1 {
		t.Errorf("%+v, %v, %d", out, err, w.pts(t, bob)-from)
	}
	if a, b := w.pinned(t, ann, bob), w.pinned(t, bob, ann); a != "" || b != "two" {
		t.Errorf("%q and %q", a, b)
	}
}

func TestPinInSavedMessages(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, m := w.send(t, ann, ann, "note"), w.send(t, bob, ann, "from bob")
	w.random++
	if _, err := w.messages.ForwardAll(t.Context(), as(ann), message.Copy{IDs: []int{m.Other}, To: ann.Peer(), Randoms: []int64{w.random}}); err != nil {
		t.Fatal(err)
	}
	for _, id := range []int{a.ID, w.history(t, ann, ann)[0].ID} {
		if _, err := w.messages.Pin(t.Context(), as(ann), message.Pin{Chat: ann.Peer(), ID: id}); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.pinned(t, ann, ann); got != "from bob note" {
		t.Errorf("%q", got)
	}
	s, err := w.messages.Pinned(t.Context(), as(ann), ann.Peer(), bob.Peer(), message.Page{Limit: 9})
	if err != nil || texts(s.Messages) != "from bob" || s.Total != 1 {
		t.Errorf("%v, %v", texts(s.Messages), err)
	}
	if out, err := w.messages.UnpinAll(t.Context(), as(ann), ann.Peer(), bob.Peer()); err != nil || out.Count != 1 || w.pinned(t, ann, ann) != "note" {
		t.Errorf("%+v, %v, %q", out, err, w.pinned(t, ann, ann))
	}
}

package message_test

import (
	"bytes"
	"testing"
	"time"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// trace counts the records of a box that hold a text.
func (w *world) trace(t testing.TB, of user.ID, s string) int {
	t.Helper()
	n := 0
	err := w.store.View(t.Context(), func(r store.Reader) error {
		rows, err := r.Scan(of.Owner(), nil, nil, false, 0)
		for _, row := range rows {
			if bytes.Contains(row.Value, []byte(s)) {
				n++
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// records counts the records of a box of a kind.
func (w *world) records(t testing.TB, of user.ID, kind byte) (n int) {
	t.Helper()
	err := w.store.View(t.Context(), func(r store.Reader) error {
		rows, err := r.Scan(of.Owner(), store.K(kind), store.K(kind).End(), false, 0)
		n = len(rows)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestDelete(t *testing.T) {
	t.Parallel()
	w := open(t)
	m := w.send(t, ann, bob, "secret-1")
	o := w.send(t, bob, ann, "secret-2")
	if w.trace(t, ann, "secret-") != 2 || w.trace(t, bob, "secret-") != 2 {
		t.Fatal("the test looks in the wrong place")
	}
	pts := w.pts(t, ann)
	a, err := w.messages.Delete(t.Context(), as(ann), []int{m.ID, o.Other, o.Other, 99}, false)
	want(t, "for oneself", err, "")
	if a.Pts != pts+2 || a.Count != 2 || w.pts(t, ann) != a.Pts {
		t.Errorf("%+v after %d", a, pts)
	}
	if w.trace(t, ann, "secret-") != 0 || w.trace(t, bob, "secret-") != 2 || w.records(t, ann, 'd')+w.records(t, ann, 'i') != 0 {
		t.Error("not deleted for oneself alone")
	}
	if _, err = w.messages.Delete(t.Context(), as(bob), []int{m.Other}, true); err != nil {
		t.Error(err)
	}
	if w.pts(t, ann) != a.Pts || texts(w.history(t, bob, ann)) != "secret-2" {
		t.Error("ann was told of what she had deleted")
	}
	if d := w.dialog(t, bob, ann); d.Top != o.ID || d.Unread != 0 || d.Count != 1 {
		t.Errorf("%+v", d)
	}
	for what, ids := range map[string][]int{"none": nil, "gone": {m.ID}, "never": {-1, 0, 1 << 40}} {
		if a, err := w.messages.Delete(t.Context(), as(ann), ids, true); err != nil || a.Count != 0 || a.Pts != w.pts(t, ann) {
			t.Errorf("%s: %+v %v", what, a, err)
		}
	}
	_, err = w.messages.Delete(t.Context(), as(ann), make([]int, 1001), true)
	want(t, "too many", err, "LIMIT_INVALID")
}

// One may delete what the other wrote, for both (row 7), over several chats.
func TestRevoke(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(t, ann, bob, "secret-1")
	w.send(t, bob, ann, "secret-2")
	w.send(t, cid, ann, "secret-3")
	w.send(t, ann, ann, "secret-4")
	a, err := w.messages.Delete(t.Context(), as(ann), []int{1, 2, 3, 4}, true)
	want(t, "revoke", err, "")
	if a.Count != 4 || a.Pts != w.pts(t, ann) {
		t.Errorf("%+v", a)
	}
	for _, id := range []user.ID{ann, bob, cid} {
		if w.trace(t, id, "secret-") != 0 || w.records(t, id, 'm')+w.records(t, id, 'i')+w.records(t, id, 'd') != 0 {
			t.Errorf("%d keeps something", id)
		}
	}
	for _, e := range w.events(t, ann, 5) {
		if e.Kind != update.DeleteMessages || e.Origin != as(ann).Origin {
			t.Errorf("%+v", e)
		}
	}
	if es := w.events(t, bob, 3); len(es) != 1 || len(es[0].IDs) != 2 || es[0].Origin != 0 {
		t.Errorf("%+v", es)
	}
}

func (w *world) clear(t testing.TB, who user.ID, q message.Clear) (calls int) {
	t.Helper()
	for calls = 1; ; calls++ {
		pts := w.pts(t, who)
		a, err := w.messages.DeleteHistory(t.Context(), as(who), q)
		want(t, "clear", err, "")
		if a.Pts != pts+a.Count {
			t.Errorf("%+v after %d", a, pts)
		}
		if a.Offset == 0 {
			return calls
		}
		if a.Count == 0 && calls > 100 {
			t.Fatal("no end")
		}
	}
}

func TestClearHistory(t *testing.T) {
	t.Parallel()
	w := open(t)
	for range 600 {
		w.send(t, ann, bob, "secret")
	}
	// What ann had deleted for herself goes too when she clears for both (row 9).
	_, err := w.messages.Delete(t.Context(), as(ann), []int{5, 300, 600}, false)
	want(t, "delete", err, "")
	if n := w.clear(t, bob, message.Clear{With: ann.Peer(), Max: 50}); n != 1 || len(w.history(t, bob, ann)) != 550 {
		t.Errorf("%d calls", n)
	}
	if n := w.clear(t, ann, message.Clear{With: bob.Peer(), Revoke: true}); n < 2 {
		t.Errorf("%d calls", n)
	}
	for _, id := range []user.ID{ann, bob} {
		if n := w.trace(t, id, "secret"); n != 0 || w.records(t, id, 'd') != 0 {
			t.Errorf("%d keeps %d", id, n)
		}
	}
	if _, err := w.messages.DeleteHistory(t.Context(), as(ann), message.Clear{With: peer.Of(peer.Chat, 1)}); err == nil {
		t.Error("a group was cleared")
	}
}

func TestClearUpTo(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(t, bob, cid, "shift")
	for _, s := range []string{"a", "b", "c", "d", "e"} {
		w.send(t, ann, bob, s)
	}
	_, err := w.messages.Delete(t.Context(), as(ann), []int{2, 4}, false)
	want(t, "delete", err, "")
	w.clear(t, ann, message.Clear{With: bob.Peer(), Max: 3, Revoke: true})
	if got, theirs := texts(w.history(t, ann, bob)), texts(w.history(t, bob, ann)); got != "e" || theirs != "e d" {
		t.Errorf("ann has %q, bob %q", got, theirs)
	}
}

func TestClearDates(t *testing.T) {
	t.Parallel()
	w := open(t)
	for _, s := range []string{"a", "b", "c", "d", "e"} {
		w.send(t, ann, bob, s)
		w.clock.Advance(time.Minute)
	}
	w.clear(t, ann, message.Clear{With: bob.Peer(), From: 1_700_000_060, Until: 1_700_000_120, Revoke: true})
	if got, theirs := texts(w.history(t, ann, bob)), texts(w.history(t, bob, ann)); got != "e d a" || theirs != "e d a" {
		t.Errorf("ann has %q, bob %q", got, theirs)
	}
	w.clear(t, bob, message.Clear{With: ann.Peer(), Until: 1_700_000_000})
	if got := texts(w.history(t, bob, ann)); got != "e d" {
		t.Errorf("bob has %q", got)
	}
}

// A dialog that is kept stays as it was in the list.
func TestClearKeep(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(t, bob, ann, "a")
	if _, err := w.dialogs.Pin(t.Context(), as(ann), bob.Peer(), true); err != nil {
		t.Fatal(err)
	}
	if _, err := w.dialogs.HideBar(t.Context(), as(ann), bob.Peer()); err != nil {
		t.Fatal(err)
	}
	q := message.Clear{With: bob.Peer(), Keep: true}
	w.clear(t, ann, q)
	d := w.dialog(t, ann, bob)
	if got := texts(w.history(t, ann, bob)); got != "*" || d.Pinned != 1 || !d.Theirs || !d.BarHidden || d.Top != 2 || d.Unread != 0 || d.ReadIn != 2 {
		t.Errorf("%q %+v", got, d)
	}
	pts := w.pts(t, ann)
	w.clear(t, ann, q)
	if w.pts(t, ann) != pts {
		t.Error("cleared what is clear")
	}
	for range 250 {
		w.send(t, bob, ann, "b")
	}
	w.clear(t, ann, q)
	if got := texts(w.history(t, ann, bob)); got != "*" || w.dialog(t, ann, bob).Top != 2 {
		t.Errorf("%q %+v", got, w.dialog(t, ann, bob))
	}
	w.clear(t, ann, message.Clear{With: cid.Peer(), Keep: true})
	if d := w.dialog(t, ann, cid); d.Top != 0 {
		t.Errorf("a chat that never was: %+v", d)
	}
	w.clear(t, bob, message.Clear{With: ann.Peer(), Revoke: true})
	w.clear(t, ann, message.Clear{With: bob.Peer()})
	if len(w.history(t, ann, bob)) != 0 || w.dialog(t, ann, bob).Top != 0 {
		t.Error("the note stays")
	}
}

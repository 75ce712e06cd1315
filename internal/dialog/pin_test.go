package dialog_test

import (
	"fmt"
	"testing"

	"heliograph/internal/peer"
	"heliograph/internal/update"
)

func TestPin(t *testing.T) {
	t.Parallel()
	w := open(t, 3)
	w.fill(t, 6)
	pin := func(n int, on bool, code string) {
		t.Helper()
		_, err := w.dialogs.Pin(t.Context(), actor, who(n), on)
		want(t, fmt.Sprint("pin ", n, on), err, code)
	}
	pin(1, true, "")
	pin(2, true, "")
	pin(3, true, "")
	pin(3, true, "") // it is
	pin(4, true, "PINNED_DIALOGS_TOO_MUCH")
	pin(99, true, "PEER_ID_INVALID")
	pin(2, false, "")
	pin(2, false, "")
	pin(4, true, "")
	if got := w.pinned(t, 0); got != "[4 3 1]" {
		t.Error(got)
	}
	es := w.events(t)
	if len(es) != 5 || es[3].Flag || es[3].Peer != who(2) || es[3].Origin != actor.Origin || es[3].Kind != update.DialogPinned {
		t.Errorf("%+v", es)
	}
}

func TestReorder(t *testing.T) {
	t.Parallel()
	w := open(t, 3)
	w.fill(t, 6)
	order := func(force bool, code, result string, ns ...int) {
		t.Helper()
		var ps []peer.Peer
		for _, n := range ns {
			ps = append(ps, who(n))
		}
		_, err := w.dialogs.Reorder(t.Context(), actor, 0, ps, force)
		want(t, fmt.Sprint(ns), err, code)
		if got := w.pinned(t, 0); got != result {
			t.Errorf("%v: %s, not %s", ns, got, result)
		}
	}
	order(true, "", "[1 2 3]", 1, 2, 3)
	order(true, "PINNED_DIALOGS_TOO_MUCH", "[1 2 3]", 4, 3, 2, 1)
	order(false, "PINNED_DIALOGS_TOO_MUCH", "[1 2 3]", 4)
	order(false, "", "[3 1 2]", 3)
	order(false, "", "[2 3 1]", 2, 3, 2, 99)
	order(true, "", "[5 2]", 5, 2)
	order(true, "", "[]")
	es := w.events(t)
	if e := es[len(es)-1]; len(es) != 5 || e.Kind != update.PinnedOrder || e.Max != 0 || e.Origin != actor.Origin {
		t.Errorf("%+v", es)
	}
}

func TestMark(t *testing.T) {
	t.Parallel()
	w := open(t, 3)
	w.fill(t, 3)
	for _, on := range []bool{true, true, false, false, true} {
		_, err := w.dialogs.Mark(t.Context(), actor, who(2), on)
		want(t, "mark", err, "")
	}
	_, err := w.dialogs.Mark(t.Context(), actor, who(99), true)
	want(t, "nobody", err, "PEER_ID_INVALID")
	ps, err := w.dialogs.Marked(t.Context(), actor)
	if err != nil || len(ps) != 1 || ps[0] != who(2) {
		t.Errorf("%v %v", ps, err)
	}
	if es := w.events(t); len(es) != 3 || es[1].Flag || !es[2].Flag || es[0].Kind != update.DialogUnread {
		t.Errorf("%+v", es)
	}
}

package dialog_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/dialog"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const me user.ID = 1

var actor = user.Actor{ID: me, Origin: 7}

type world struct {
	store   store.Store
	log     *update.Log
	dialogs *dialog.Service
}

func open(t testing.TB, maxPinned int) *world {
	t.Helper()
	st, err := pebble.Open(t.TempDir(), pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{store: st}
	w.log = update.New(update.Deps{Store: st, Bus: bus.NewLocal(), Clock: clock.NewFake(time.Unix(1_700_000_000, 0))})
	w.dialogs = dialog.New(dialog.Deps{Store: st, Log: w.log, Limits: dialog.Limits{Pinned: maxPinned, Archived: maxPinned}})
	return w
}

func who(n int) peer.Peer { return peer.Of(peer.User, int64(n)) }

func (w *world) save(t testing.TB, ds ...dialog.Dialog) {
	t.Helper()
	err := w.store.Update(t.Context(), []store.Owner{me.Owner()}, func(tx store.Tx) error {
		for i := range ds {
			dialog.Save(tx, me.Owner(), &ds[i])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// fill saves n dialogs, several of each date.
func (w *world) fill(t testing.TB, n int) {
	t.Helper()
	var ds []dialog.Dialog
	for i := 1; i <= n; i++ {
		top := i * 7 % 1009
		ds = append(ds, dialog.Dialog{Peer: who(i), Top: top, Date: int64(1_700_000_000 + top/5), Count: 1})
	}
	w.save(t, ds...)
}

func (w *world) list(t testing.TB, q dialog.Query) dialog.Page {
	t.Helper()
	p, err := w.dialogs.List(t.Context(), actor, q)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (w *world) pinned(t testing.TB, folder int) string {
	t.Helper()
	ps, err := w.dialogs.PinnedOrder(t.Context(), me, folder)
	if err != nil {
		t.Fatal(err)
	}
	var out []int64
	for _, p := range ps {
		out = append(out, p.ID)
	}
	return fmt.Sprint(out)
}

func (w *world) events(t testing.TB) []update.Event {
	t.Helper()
	d, err := w.log.Since(t.Context(), me.Owner(), update.Position{Pts: 1}, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	return d.Events
}

func want(t testing.TB, what string, err error, code string) {
	t.Helper()
	got := ""
	if f := fault.As(err); f != nil {
		got = f.Code
	} else if err != nil {
		t.Errorf("%s: %v", what, err)
	}
	if got != code {
		t.Errorf("%s: %q, not %q", what, got, code)
	}
}

// Whatever the size of the pages, every dialog comes once, in order.
func TestPaging(t *testing.T) {
	t.Parallel()
	w := open(t, 5)
	w.fill(t, 300)
	for _, n := range []int{10, 150, 290} {
		_, err := w.dialogs.Pin(t.Context(), actor, who(n), true)
		want(t, "pin", err, "")
	}
	all := w.list(t, dialog.Query{Limit: 500}).Dialogs
	if len(all) != 300 || all[0].Peer != who(290) || all[2].Peer != who(10) {
		t.Fatalf("%d dialogs, %+v", len(all), all[:3])
	}
	sorted := slices.IsSortedFunc(all[3:], func(a, b dialog.Dialog) int {
		return slices.Compare([]int64{b.Date, int64(b.Top)}, []int64{a.Date, int64(a.Top)})
	})
	if !sorted {
		t.Error("not in order")
	}
	for _, size := range []int{1, 2, 3, 7, 20, 100, 299} {
		for _, named := range []bool{true, false} {
			if !named && size < 4 { // a page of pinned ones says nothing of where the rest begins
				continue
			}
			var got []dialog.Dialog
			q := dialog.Query{Limit: size}
			for {
				p := w.list(t, q)
				if got = append(got, p.Dialogs...); len(p.Dialogs) < size || len(got) > 300 {
					break
				}
				last := p.Dialogs[size-1]
				if q.OffsetDate, q.OffsetID = last.Date, last.Top; named {
					q.OffsetPeer = last.Peer
				}
			}
			if !slices.Equal(got, all) {
				t.Errorf("pages of %d: %d dialogs, not the same", size, len(got))
			}
		}
	}
}

func TestPageAfterChange(t *testing.T) {
	t.Parallel()
	w := open(t, 5)
	w.fill(t, 20)
	all := w.list(t, dialog.Query{Limit: 20}).Dialogs
	last := all[9]
	moved := last
	moved.Top, moved.Date = 5000, last.Date+100
	w.save(t, moved) // a message came while the list was read
	p := w.list(t, dialog.Query{Limit: 20, OffsetDate: last.Date, OffsetID: last.Top, OffsetPeer: last.Peer})
	if !slices.Equal(p.Dialogs, all[10:]) || p.Total != 20 {
		t.Errorf("%+v", p)
	}
	p = w.list(t, dialog.Query{Limit: 0, OffsetDate: last.Date, OffsetID: last.Top, OffsetPeer: who(999)})
	if !slices.Equal(p.Dialogs, all[10:11]) {
		t.Errorf("%+v", p)
	}
}

func TestFolders(t *testing.T) {
	t.Parallel()
	w := open(t, 2)
	w.fill(t, 4)
	w.save(t, dialog.Dialog{Peer: who(5), Top: 2000, Folder: 1}, dialog.Dialog{Peer: who(6), Top: 2001, Folder: 1})
	for _, n := range []int{1, 2, 5, 6} {
		_, err := w.dialogs.Pin(t.Context(), actor, who(n), true)
		want(t, "pin", err, "")
	}
	if got := w.pinned(t, 0) + w.pinned(t, 1); got != "[2 1][6 5]" {
		t.Error(got)
	}
	if p := w.list(t, dialog.Query{Limit: 9, Folder: 1}); len(p.Dialogs) != 2 || p.Total != 2 {
		t.Errorf("%+v", p)
	}
	if p := w.list(t, dialog.Query{Limit: 9, ExcludePinned: true}); len(p.Dialogs) != 2 || p.Total != 4 {
		t.Errorf("%+v", p)
	}
	for _, folder := range []int{-1, 2} {
		_, err := w.dialogs.List(t.Context(), actor, dialog.Query{Folder: folder})
		want(t, "list", err, "FOLDER_ID_INVALID")
		_, err = w.dialogs.Pinned(t.Context(), actor, folder)
		want(t, "pinned", err, "FOLDER_ID_INVALID")
		_, err = w.dialogs.Reorder(t.Context(), actor, folder, nil, true)
		want(t, "reorder", err, "FOLDER_ID_INVALID")
	}
}

func TestOf(t *testing.T) {
	t.Parallel()
	w := open(t, 5)
	w.save(t, dialog.Dialog{Peer: who(2), Top: 4, Unread: 3}, dialog.Dialog{Peer: who(3), Top: 5, Unread: 2}, dialog.Dialog{Peer: who(1), Top: 6})
	ds, err := w.dialogs.Of(t.Context(), me, who(9), who(2))
	want(t, "of", err, "")
	if ds[0] != (dialog.Dialog{Peer: who(9)}) || ds[1].Top != 4 {
		t.Errorf("%+v", ds)
	}
	_, err = w.dialogs.Of(t.Context(), me, peer.Peer{})
	want(t, "nobody", err, "PEER_ID_INVALID")
	if n, err := w.dialogs.Unread(t.Context(), me); n != 5 || err != nil {
		t.Errorf("%d unread, %v", n, err)
	}
	ids, err := w.dialogs.Interested(t.Context(), me, 9)
	if slices.Sort(ids); !slices.Equal(ids, []user.ID{2, 3}) || err != nil {
		t.Errorf("%v %v", ids, err)
	}
	if ids, err = w.dialogs.Interested(t.Context(), me, 2); len(ids) > 2 || err != nil {
		t.Errorf("%v %v", ids, err)
	}
}

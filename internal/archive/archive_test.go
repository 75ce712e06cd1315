package archive_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"heliograph/internal/archive"
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

func who(n int64) peer.Peer { return peer.Of(peer.User, n) }

// Whatever moves and arrives, the lists are those of a model, whoever moved is
// not pinned, and the events replayed give the same lists.
func TestMoves(t *testing.T) {
	t.Parallel()
	st, err := pebble.Open(t.TempDir(), pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	log := update.New(update.Deps{Store: st, Bus: bus.NewLocal(), Clock: clock.NewFake(time.Unix(1_700_000_000, 0))})
	s := archive.New(archive.Deps{Store: st, Log: log})
	a := user.Actor{ID: me, Origin: 7}
	for code, ms := range map[string][]archive.Move{
		"PEER_ID_INVALID":   {{Peer: who(2), Folder: 1}},
		"FOLDER_ID_INVALID": {{Peer: who(2), Folder: 2}},
		"LIMIT_INVALID":     make([]archive.Move, 101),
	} {
		if _, err := s.Move(t.Context(), a, ms); fault.As(err) == nil || fault.As(err).Code != code {
			t.Errorf("%v, not %s", err, code)
		}
	}
	model, rnd, keep := map[peer.Peer]int{}, rand.New(rand.NewPCG(3, 4)), false
	for i := range 500 {
		p := who(int64(2 + rnd.IntN(6)))
		switch rnd.IntN(4) {
		case 0, 1: // a message arrives
			err = log.Run(t.Context(), []store.Owner{me.Owner()}, func(tx *update.Tx) error {
				b, err := tx.Box(me.Owner())
				if err != nil {
					return err
				}
				d, _, err := dialog.Load(tx, me.Owner(), p)
				if err != nil {
					return err
				}
				began := d.Top == 0
				d.Top, d.Date, d.Unread = i+1, int64(i), d.Unread+1
				err = archive.Arrived(tx, b, me, &d, began)
				dialog.Save(tx, me.Owner(), &d)
				return err
			})
			if _, found := model[p]; !found || !keep {
				model[p] = 0
			}
		case 2:
			to := rnd.IntN(2)
			if _, found := model[p]; found {
				_, err = s.Move(t.Context(), a, []archive.Move{{Peer: p, Folder: to}})
				model[p] = to
			}
		case 3:
			keep = !keep
			err = s.Choose(t.Context(), a, archive.Settings{KeepUnmuted: keep})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	d, err := log.Since(t.Context(), me.Owner(), update.Position{Pts: 1}, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	told := map[peer.Peer]int{}
	for _, e := range d.Events {
		ms, err := archive.Decode(e.Data)
		if err != nil || e.Count != 1 {
			t.Fatalf("%+v %v", e, err)
		}
		for _, m := range ms {
			told[m.Peer] = m.Folder
		}
	}
	archived := 0
	err = st.View(t.Context(), func(r store.Reader) error {
		for p, folder := range model {
			d, _, err := dialog.Load(r, me.Owner(), p)
			if err != nil || d.Folder != folder || told[p] != folder || d.Pinned != 0 {
				t.Errorf("%v is in %d, told %d, not %d", p, d.Folder, told[p], folder)
			}
			archived += folder
		}
		return nil
	})
	sum, err2 := s.Summary(t.Context(), me, 0)
	if err != nil || err2 != nil || sum.UnmutedChats != archived || sum.MutedChats != 0 || sum.Top.Peer.IsZero() != (archived == 0) {
		t.Errorf("%+v of %d, %v %v", sum, archived, err, err2)
	}
}

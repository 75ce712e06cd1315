package dialog_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"heliograph/internal/dialog"
	"heliograph/internal/store"
)

// A rating is the sum over all that was written of what each still counts.
func TestRating(t *testing.T) {
	t.Parallel()
	w := open(t, 0)
	w.save(t, dialog.Dialog{Peer: who(2), Top: 1}, dialog.Dialog{Peer: who(3), Top: 2}, dialog.Dialog{Peer: who(4), Top: 3})
	rnd, now, wrote := rand.New(rand.NewPCG(5, 6)), int64(1_700_000_000), map[int64][]int64{}
	write := func(n int64) {
		t.Helper()
		err := w.store.Update(t.Context(), []store.Owner{me.Owner()}, func(tx store.Tx) error {
			d, _, err := dialog.Load(tx, me.Owner(), who(int(n)))
			if err != nil {
				return err
			}
			err = d.Wrote(tx, me.Owner(), now)
			dialog.Save(tx, me.Owner(), &d)
			return err
		})
		want(t, "write", err, "")
	}
	for range 200 {
		n := int64(2 + rnd.IntN(2))
		now += rnd.Int64N(dialog.RatingDecay / 10)
		write(n)
		wrote[n] = append(wrote[n], now)
	}
	ds, off, err := w.dialogs.Rated(t.Context(), me, now)
	if err != nil || off || len(ds) != 2 || ds[0].Rating(now) < ds[1].Rating(now) {
		t.Fatalf("%+v %t %v", ds, off, err)
	}
	for _, d := range ds {
		sum := 0.0
		for _, at := range wrote[d.Peer.ID] {
			sum += math.Exp(-float64(now-at) / dialog.RatingDecay)
		}
		if got := d.Rating(now); math.Abs(got-sum) > 1e-6*sum {
			t.Errorf("%v: %v, not %v", d.Peer, got, sum)
		}
	}
	want(t, "unrate", w.dialogs.Unrate(t.Context(), actor, who(2)), "")
	if ds, _, err = w.dialogs.Rated(t.Context(), me, now); err != nil || len(ds) != 1 || ds[0].Peer != who(3) {
		t.Errorf("%+v %v", ds, err)
	}
	want(t, "off", w.dialogs.Rate(t.Context(), actor, false), "")
	write(2)
	if ds, off, err = w.dialogs.Rated(t.Context(), me, now); err != nil || !off || len(ds) != 0 {
		t.Errorf("%+v %t %v", ds, off, err)
	}
	want(t, "on", w.dialogs.Rate(t.Context(), actor, true), "")
	write(2)
	if ds, off, err = w.dialogs.Rated(t.Context(), me, now); err != nil || off || len(ds) != 1 || ds[0].Rating(now) != 1 {
		t.Errorf("%+v %t %v", ds, off, err)
	}
}

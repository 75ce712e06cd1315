package storetest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"heliograph/internal/store"
)

// testRepeatedReads has transactions read the same few records again and again
// while others change, remove and roll them back: each must read what the
// last commit left, whatever the engine remembers.
func testRepeatedReads(t *testing.T, s store.Store) {
	rnd := rand.New(rand.NewPCG(7, 7))
	model := map[string]string{}
	owners := []store.Owner{owner(1), owner(2)}
	name := func(o store.Owner, k byte) string { return string(o) + string(k) }
	errUndo := errors.New("undo")
	for round := range 400 {
		next := map[string]string{}
		for k, v := range model {
			next[k] = v
		}
		undo := rnd.IntN(4) == 0
		err := s.Update(t.Context(), owners, func(tx store.Tx) error {
			for range 1 + rnd.IntN(6) {
				changeOne(tx, rnd, owners, next, name)
			}
			if rnd.IntN(20) == 0 { // more than an engine looks through one by one
				for i := range 100 {
					tx.Put(owners[0], []byte{'z', byte(i)}, nil)
				}
			}
			if undo {
				return errUndo
			}
			return compareAll(tx, owners, next, name)
		})
		if undo && errors.Is(err, errUndo) {
			next = model
		} else if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		model = next
		check := func(tx store.Reader) error { return compareAll(tx, owners, model, name) }
		if err := s.Update(t.Context(), owners, func(tx store.Tx) error { return check(tx) }); err != nil {
			t.Fatalf("round %d, next transaction: %v", round, err)
		}
		if err := s.View(t.Context(), check); err != nil {
			t.Fatalf("round %d, view: %v", round, err)
		}
	}
}

const repeatKeys = 40

// changeOne does one random write to tx and to the model.
func changeOne(tx store.Tx, rnd *rand.Rand, owners []store.Owner, model map[string]string, name func(store.Owner, byte) string) {
	o, k := owners[rnd.IntN(len(owners))], byte(rnd.IntN(repeatKeys))
	switch rnd.IntN(8) {
	case 0:
		tx.Delete(o, []byte{k})
		delete(model, name(o, k))
	case 1:
		to := k + byte(rnd.IntN(5))
		tx.DeleteRange(o, []byte{k}, []byte{to})
		for x := k; x < to; x++ {
			delete(model, name(o, x))
		}
	default:
		v := fmt.Sprint(rnd.Uint64())
		if rnd.IntN(5) == 0 {
			v = string(make([]byte, 600))
		}
		tx.Put(o, []byte{k}, []byte(v))
		model[name(o, k)] = v
	}
}

func compareAll(r store.Reader, owners []store.Owner, model map[string]string, name func(store.Owner, byte) string) error {
	for _, o := range owners {
		for k := range byte(repeatKeys) {
			got, err := r.Get(o, []byte{k})
			if err != nil {
				return err
			}
			want, there := model[name(o, k)]
			if (got != nil) != there || string(got) != want {
				return fmt.Errorf("record %d of %q is %q, want %q", k, o, got, want)
			}
		}
	}
	return nil
}

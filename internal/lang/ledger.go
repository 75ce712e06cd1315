package lang

import (
	"context"
	"hash/fnv"
	"maps"
	"slices"

	"heliograph/internal/store"
)

// ledger is what was published of one language.
type ledger struct {
	Version int              `cbor:"1,keyasint"`
	Entries map[string]entry `cbor:"2,keyasint"`
}

// entry is what was published of one text.
type entry struct {
	Sum  uint64 `cbor:"1,keyasint"`           // of the text
	From int    `cbor:"2,keyasint"`           // the version that it came with, as it is
	Gone int    `cbor:"3,keyasint,omitempty"` // the version that it went with
}

// maxGone bounds how many texts that are gone are remembered for each language.
const maxGone = 60_000

func ledgerOwner(pack, code string) store.Owner { return store.Owner("lang/" + pack + "/" + code) }

var ledgerKey = store.K('v')

// sum tells values apart.
func (v *Value) sum() uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(v.Text))
	for _, f := range v.Forms {
		_, _ = h.Write([]byte{0})
		_, _ = h.Write([]byte(f))
	}
	if v.Plural {
		_, _ = h.Write([]byte{1})
	}
	return h.Sum64()
}

// advance brings the ledger to sums, and says whether anything had changed.
func (l *ledger) advance(sums map[string]uint64) bool {
	next, changed := l.Version+1, false
	if l.Entries == nil {
		l.Entries = map[string]entry{}
	}
	gone := 0
	for key, e := range l.Entries {
		if _, stays := sums[key]; !stays && e.Gone == 0 {
			e.Gone, changed = next, true
			l.Entries[key] = e
		}
		if e.Gone != 0 {
			gone++
		}
	}
	for key, sum := range sums {
		if e, ok := l.Entries[key]; !ok || e.Sum != sum || e.Gone != 0 {
			l.Entries[key], changed = entry{Sum: sum, From: next}, true
		}
	}
	if gone > maxGone {
		maps.DeleteFunc(l.Entries, func(_ string, e entry) bool { return e.Gone != 0 && e.Gone != next })
	}
	if changed {
		l.Version = next
	}
	return changed
}

// since is the keys that came or changed, and those that went, after a version.
func (l *ledger) since(version int) (came, gone []string) {
	for key, e := range l.Entries {
		switch {
		case e.Gone == 0 && e.From > version:
			came = append(came, key)
		case e.Gone > version && version > 0:
			gone = append(gone, key)
		}
	}
	slices.Sort(came)
	slices.Sort(gone)
	return came, gone
}

// publish notes what a language has now. Of texts that nobody has ever had, no
// record is made.
func (s *Service) publish(ctx context.Context, pack, code string, sums map[string]uint64) (l *ledger, err error) {
	owner := ledgerOwner(pack, code)
	load := func(r store.Reader) error {
		l = &ledger{}
		_, err := store.Load(r, owner, ledgerKey, l)
		return err
	}
	if err := s.deps.Store.View(ctx, load); err != nil {
		return nil, err
	}
	if !l.advance(sums) {
		return l, nil
	}
	err = s.deps.Store.Update(ctx, []store.Owner{owner}, func(tx store.Tx) error {
		if err := load(tx); err != nil {
			return err
		}
		if l.advance(sums) {
			tx.Put(owner, ledgerKey, store.Encode(l))
		}
		return nil
	})
	return l, err
}

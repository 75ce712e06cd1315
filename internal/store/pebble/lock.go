package pebble

import (
	"context"
	"hash/maphash"
	"slices"
	"sync/atomic"

	"heliograph/internal/store"
)

const stripes = 4096 // locks for owners; two owners may share one

// commit is one batch on its way to the disk. err is set before synced closes.
type commit struct {
	synced chan struct{}
	err    error
}

// stripe is a lock that can be given up on, and the newest commit under it.
type stripe struct {
	gate chan struct{} // full while locked
	last atomic.Pointer[commit]
	rows rows // guarded by the gate
}

type locks struct {
	seed maphash.Seed
	all  [stripes]stripe
}

func newLocks() *locks {
	l := &locks{seed: maphash.MakeSeed()}
	for i := range l.all {
		l.all[i].gate = make(chan struct{}, 1)
	}
	return l
}

func (l *locks) of(o store.Owner) *stripe {
	return &l.all[l.number(o)]
}

func (l *locks) number(o store.Owner) uint64 {
	return maphash.String(l.seed, string(o)) % stripes
}

// held is a set of locked stripes in the order of their numbers, and the
// commits that were the newest before ours.
type held struct {
	stripes []*stripe
	before  []*commit
	buf     [2]*stripe
	old     [2]*commit
	free    bool
}

// acquire locks the stripes of the owners, always in the same order, so that
// two Updates never wait for each other.
func (l *locks) acquire(ctx context.Context, owners []store.Owner, h *held) error {
	var buf [2]uint64
	numbers := buf[:0]
	for _, o := range owners {
		numbers = append(numbers, l.number(o))
	}
	slices.Sort(numbers)
	h.stripes = h.buf[:0]
	for i, n := range numbers {
		if i > 0 && numbers[i-1] == n {
			continue
		}
		s := &l.all[n]
		select {
		case s.gate <- struct{}{}:
		default:
			select {
			case s.gate <- struct{}{}:
			case <-ctx.Done():
				h.release()
				return ctx.Err()
			}
		}
		h.stripes = append(h.stripes, s)
	}
	return nil
}

// release unlocks; the second call does nothing.
func (h *held) release() {
	if h.free {
		return
	}
	h.free = true
	for _, s := range h.stripes {
		<-s.gate
	}
}

// announce makes c the newest commit, before its batch shows, so that no View
// can see the batch and miss the commit.
func (h *held) announce(c *commit) {
	h.before = h.old[:0]
	for _, s := range h.stripes {
		h.before = append(h.before, s.last.Swap(c))
	}
}

// withdraw takes announce back.
func (h *held) withdraw() {
	for i, s := range h.stripes {
		s.last.Store(h.before[i])
	}
}

package search

import (
	"iter"
	"math/bits"
)

// set is message ids, one bit for each.
type set []uint64

// newSet holds ids up to max.
func newSet(max int) set { return make(set, max>>6+1) }

func (s set) add(id int)    { s[id>>6] |= 1 << (id & 63) }
func (s set) remove(id int) { s[id>>6] &^= 1 << (id & 63) }

// addRun adds lo to hi inclusive, as far as the set goes.
func (s set) addRun(lo, hi uint32) {
	if lo == hi {
		if w := int(lo >> 6); w < len(s) {
			s[w] |= 1 << (lo & 63)
		}
		return
	}
	for id := int(lo); id <= int(hi) && id>>6 < len(s); {
		if id&63 == 0 && int(hi)-id >= 63 {
			s[id>>6] = ^uint64(0)
			id += 64
			continue
		}
		s.add(id)
		id++
	}
}

func (s set) and(o set) {
	for i := range s {
		s[i] &= o[i]
	}
}

func (s set) without(o set) {
	for i := range s {
		s[i] &^= o[i]
	}
}

// keep removes what is below lo, or at hi and above.
func (s set) keep(lo, hi int) {
	for i := range s {
		at := i << 6
		switch {
		case at+63 < lo || at >= hi:
			s[i] = 0
		default:
			if at < lo {
				s[i] &= ^uint64(0) << (lo - at)
			}
			if at+64 > hi {
				s[i] &= 1<<(hi-at) - 1
			}
		}
	}
}

func (s set) count() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// countFrom is how many ids are at or above id.
func (s set) countFrom(id int) int {
	at := max(id, 0) >> 6
	if at >= len(s) {
		return 0
	}
	n := bits.OnesCount64(s[at] >> (max(id, 0) & 63))
	for _, w := range s[at+1:] {
		n += bits.OnesCount64(w)
	}
	return n
}

// down is the ids, the newest first, after the first skip of them.
func (s set) down(skip int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := len(s) - 1; i >= 0; i-- {
			w := s[i]
			if n := bits.OnesCount64(w); skip >= n {
				skip -= n
				continue
			}
			for w != 0 {
				b := 63 - bits.LeadingZeros64(w)
				w &^= 1 << b
				if skip > 0 {
					skip--
					continue
				}
				if !yield(i<<6 + b) {
					return
				}
			}
		}
	}
}

// max is the newest id, 0 when the set is empty.
func (s set) max() int {
	for id := range s.down(0) {
		return id
	}
	return 0
}

// minFrom is the oldest id at or above from, 0 when there is none.
func (s set) minFrom(from int) int {
	at := max(from, 0) >> 6
	if at >= len(s) {
		return 0
	}
	for i, w := range s[at:] {
		if i == 0 {
			w &= ^uint64(0) << (max(from, 0) & 63)
		}
		if w != 0 {
			return (at+i)<<6 + bits.TrailingZeros64(w)
		}
	}
	return 0
}

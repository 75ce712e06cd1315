package update

import (
	"sync"

	"heliograph/internal/store"
)

// onces knows for boxes that send much which random ids they have certainly not
// used: a filter of each box's once records, which may say "perhaps" of what is
// not there but never "no" of what is. It is filled from the store, and from
// then on by whoever is about to write one. That is complete because the
// transactions of an owner follow each other and nobody else writes.
type onces struct{ shard [64]onceShard }

type onceShard struct {
	mu    sync.Mutex
	boxes map[store.Owner]*filter
	words int // in all filters
}

const (
	oncePatience = 4        // lookups of a box before its filter is made
	maxOnces     = 16 << 10 // records of a box that is not worth a filter
	maxOnceBoxes = 1 << 10  // of a shard
	maxOnceWords = 64 << 10 // of a shard: 32 MB in all
)

// filter is a Bloom filter with twelve bits or more for each entry.
type filter struct {
	asked int      // lookups before it was made
	bits  []uint64 // nil: not made yet
	room  int      // entries that may still be added
}

func newOnces() *onces {
	out := &onces{}
	for i := range out.shard {
		out.shard[i].boxes = map[store.Owner]*filter{}
	}
	return out
}

func (o *onces) of(box store.Owner) *onceShard { return &o.shard[hash(box)%uint32(len(o.shard))] }

// never says that the box has certainly not used random.
func (o *onces) never(b *Box, random int64) bool {
	if o == nil {
		return false
	}
	s := o.of(b.owner)
	absent, fill := s.look(b.owner, random)
	if !fill {
		return absent
	}
	rows, err := b.tx.Scan(b.owner, store.K('r'), store.K('r').End(), false, maxOnces)
	if err != nil || len(rows) == maxOnces {
		return false
	}
	return s.fill(b.owner, rows, random)
}

// look asks the filter of a box; fill: it has none and deserves one.
func (s *onceShard) look(box store.Owner, random int64) (absent, fill bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.boxes[box]
	if f == nil {
		if len(s.boxes) >= maxOnceBoxes {
			s.evict(box)
		}
		f = &filter{}
		s.boxes[box] = f
	}
	if f.bits != nil {
		return !f.has(random), false
	}
	f.asked++
	return false, f.asked%oncePatience == 0 && f.asked&(f.asked-1) == 0 // ever more rarely
}

// fill makes the filter of a box from its records, and asks it.
func (s *onceShard) fill(box store.Owner, rows []store.Record, random int64) (absent bool) {
	f := &filter{room: max(128, len(rows))}
	f.bits = make([]uint64, ((len(rows)+f.room)*12+63)/64)
	for _, r := range rows {
		f.set(store.IntAt(r.Key, 1))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.words+len(f.bits) > maxOnceWords && s.evict(box) {
	}
	s.drop(box)
	s.boxes[box] = f
	s.words += len(f.bits)
	return !f.has(random)
}

// evict forgets any box but one.
func (s *onceShard) evict(but store.Owner) bool {
	for box := range s.boxes { // map order is random enough
		if box != but {
			s.drop(box)
			return true
		}
	}
	return false
}

func (s *onceShard) drop(box store.Owner) {
	if f := s.boxes[box]; f != nil {
		s.words -= len(f.bits)
		delete(s.boxes, box)
	}
}

// add notes a record that is about to be written.
func (o *onces) add(box store.Owner, random int64) {
	if o == nil {
		return
	}
	s := o.of(box)
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.boxes[box]
	if f == nil || f.bits == nil {
		return
	}
	if f.room--; f.room < 0 {
		s.drop(box) // it is made anew, with more room
		return
	}
	f.set(random)
}

// places are the four bits of an entry.
func (f *filter) places(random int64) (out [4]uint64) {
	x := uint64(random)
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9 // splitmix64
	x = (x ^ x>>27) * 0x94d049bb133111eb
	x ^= x >> 31
	size, step := uint64(len(f.bits))*64, x>>32|1
	for i := range out {
		out[i] = (x&0xffffffff + uint64(i)*step) % size
	}
	return out
}

func (f *filter) set(random int64) {
	for _, p := range f.places(random) {
		f.bits[p/64] |= 1 << (p % 64)
	}
}

func (f *filter) has(random int64) bool {
	for _, p := range f.places(random) {
		if f.bits[p/64]&(1<<(p%64)) == 0 {
			return false
		}
	}
	return true
}

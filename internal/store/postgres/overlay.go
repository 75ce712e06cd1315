package postgres

import (
	"bytes"
	"maps"
	"slices"

	"heliograph/internal/store"
)

// overlay holds the writes of one owner that are not in the database yet:
// removed ranges first, then points. A nil point is a deletion.
type overlay struct {
	points map[string][]byte
	ranges []span
}

// span is from <= key < to; a nil to is open.
type span struct{ from, to []byte }

func (s span) has(key string) bool {
	return key >= string(s.from) && (s.to == nil || key < string(s.to))
}

// get says whether the overlay decides the key, and its value.
func (v *overlay) get(key []byte) (value []byte, known bool) {
	if x, ok := v.points[string(key)]; ok {
		return x, true
	}
	for _, s := range v.ranges {
		if bytes.Compare(key, s.from) >= 0 && (s.to == nil || bytes.Compare(key, s.to) < 0) {
			return nil, true
		}
	}
	return nil, false
}

func (v *overlay) empty() bool { return len(v.points)+len(v.ranges) == 0 }

func (v *overlay) put(key, value []byte) {
	if v.points == nil {
		v.points = map[string][]byte{}
	}
	v.points[string(key)] = value
}

func (v *overlay) deleteRange(s span) {
	maps.DeleteFunc(v.points, func(k string, _ []byte) bool { return s.has(k) })
	v.ranges = append(v.ranges, s)
}

func (v *overlay) clone() overlay {
	return overlay{points: maps.Clone(v.points), ranges: slices.Clip(v.ranges)}
}

// within returns the keys of points in a span in order, and how many of them
// are deletions.
func (v *overlay) within(in span, reverse bool) (keys []string, gone int) {
	for k, x := range v.points {
		if in.has(k) {
			keys = append(keys, k)
			if x == nil {
				gone++
			}
		}
	}
	slices.Sort(keys)
	if reverse {
		slices.Reverse(keys)
	}
	return keys, gone
}

// page reads records from the database.
type page func(from, to []byte, reverse bool, limit int) ([]store.Record, error)

// merge is a scan of the overlay laid over the database.
type merge struct {
	over    *overlay
	mine    []string // keys of the overlay not yet passed
	reverse bool
	limit   int
	out     []store.Record
}

func (m *merge) full() bool { return m.limit > 0 && len(m.out) >= m.limit }

// emit passes the overlay's keys up to one from the database, or all.
func (m *merge) emit(until []byte, all bool) {
	for len(m.mine) > 0 && !m.full() {
		k := m.mine[0]
		if !all && (k == string(until) || (k > string(until)) != m.reverse) {
			return
		}
		if x := m.over.points[k]; x != nil {
			m.out = append(m.out, store.Record{Key: []byte(k), Value: keep(x)})
		}
		m.mine = m.mine[1:]
	}
}

// scan asks for more pages for as long as the overlay hides what they hold.
func (v *overlay) scan(base page, from, to []byte, reverse bool, limit int) ([]store.Record, error) {
	if v == nil || v.empty() {
		return base(from, to, reverse, limit)
	}
	mine, gone := v.within(span{from, to}, reverse)
	m := &merge{over: v, mine: mine, reverse: reverse, limit: limit}
	for {
		want := 0
		if limit > 0 {
			want = limit - len(m.out) + gone
		}
		rs, err := base(from, to, reverse, want)
		if err != nil {
			return nil, err
		}
		for _, r := range rs {
			m.emit(r.Key, false)
			if m.full() {
				return m.out, nil
			}
			if _, known := v.get(r.Key); !known { // a replaced one is still in mine
				m.out = append(m.out, r)
			}
		}
		if want == 0 || len(rs) < want {
			m.emit(nil, true)
			return m.out, nil
		}
		if m.full() {
			return m.out, nil
		}
		if last := rs[len(rs)-1].Key; reverse {
			to = last
		} else {
			from = append(slices.Clone(last), 0)
		}
	}
}

// keep copies a value that is remembered here and handed out. nil stays nil,
// empty stays empty.
func keep(b []byte) []byte {
	if b == nil {
		return nil
	}
	return append(make([]byte, 0, len(b)), b...)
}

func notNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

package pebble

import (
	"slices"

	"heliograph/internal/store"
)

// A few records of a box, its counters and the dialogs in use, are read and
// written by nearly every Update of its owner. Each stripe keeps those that
// were read as they stand after the newest commit; its lock guards them, so
// they need no other.

const (
	maxRows   = 32  // of one stripe
	maxRowLen = 512 // of a value
)

// rows is records by their key on disk.
type rows map[string][]byte

// keep remembers a record that an Update has read.
func (s *stripe) keep(key, value []byte) {
	if len(value) > maxRowLen {
		return
	}
	if s.rows == nil {
		s.rows = rows{}
	}
	for k := range s.rows {
		if len(s.rows) < maxRows {
			break
		}
		delete(s.rows, k) // any: the next read brings it back
	}
	s.rows[string(key)] = slices.Clone(value)
}

// follow brings the rows of the held stripes up to a batch that was applied.
func (t *tx) follow(h *held) {
	if t.batch.Indexed() {
		h.forget()
		return
	}
	for i := range t.ops {
		p := &t.ops[i]
		s := t.s.locks.of(store.Owner(p.key[1 : 2+int(p.key[0])]))
		switch {
		case p.end != nil:
			clear(s.rows)
		case s.rows[string(p.key)] == nil: // not kept
		case p.value == nil || len(p.value) > maxRowLen:
			delete(s.rows, string(p.key))
		default:
			s.rows[string(p.key)] = append(make([]byte, 0, len(p.value)), p.value...)
		}
	}
}

// forget drops what is kept of the held stripes.
func (h *held) forget() {
	for _, s := range h.stripes {
		clear(s.rows)
	}
}

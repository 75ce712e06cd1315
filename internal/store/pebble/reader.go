package pebble

import (
	"context"
	"errors"
	"slices"

	pdb "github.com/cockroachdb/pebble/v2"

	"heliograph/internal/store"
)

// View runs fn over one snapshot of everything, which is more than the seam
// promises.
func (s *Store) View(ctx context.Context, fn func(store.Reader) error) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.leave()
	snap := s.db.NewSnapshot()
	r := &reader{s: s, from: snap}
	err := func() error {
		defer snap.Close()
		return fn(r)
	}()
	if serr := r.settle(ctx); serr != nil {
		return serr
	}
	return err
}

// reader reads from a snapshot, the database or an indexed batch, and notes
// which commits it depends on.
type reader struct {
	s     *Store
	from  pdb.Reader
	waits []*commit
	buf   []byte // the key on disk of the read at hand
}

// note remembers the newest commit of an owner when it is not synced yet. It
// runs after the read, so it cannot miss a commit that the read saw: each is
// announced before it shows.
func (r *reader) note(o store.Owner) {
	c := r.s.locks.of(o).last.Load()
	if c == nil {
		return
	}
	select {
	case <-c.synced:
		if c.err == nil {
			return
		}
	default:
	}
	if !slices.Contains(r.waits, c) {
		r.waits = append(r.waits, c)
	}
}

// settle waits until nothing that was read can be lost any more (P1).
func (r *reader) settle(ctx context.Context) error {
	for _, c := range r.waits {
		select {
		case <-c.synced:
			if c.err != nil {
				return r.s.broken()
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// Get copies: Pebble's memory is only lent.
func (r *reader) Get(o store.Owner, key []byte) ([]byte, error) {
	return r.get(o, key, nil)
}

func (r *reader) get(o store.Owner, key []byte, a *arena) ([]byte, error) {
	if err := checkOwner(o); err != nil {
		return nil, err
	}
	r.buf = appendKey(r.buf[:0], o, key)
	return r.getBuf(o, a)
}

// getBuf reads the key in buf.
func (r *reader) getBuf(o store.Owner, a *arena) ([]byte, error) {
	v, c, err := r.from.Get(r.buf)
	if errors.Is(err, pdb.ErrNotFound) {
		r.note(o)
		return nil, nil
	}
	if err != nil {
		return nil, wrapRead(err)
	}
	out := a.copy(v)
	if err := c.Close(); err != nil {
		return nil, wrapRead(err)
	}
	r.note(o)
	return out, nil
}

// GetMany is Get for each.
func (r *reader) GetMany(refs ...store.Ref) ([][]byte, error) {
	out := make([][]byte, len(refs))
	var a arena
	for i, f := range refs {
		v, err := r.get(f.Owner, f.Key, &a)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

// Scan walks an iterator with bounds.
func (r *reader) Scan(o store.Owner, from, to []byte, reverse bool, limit int) ([]store.Record, error) {
	if err := checkOwner(o); err != nil {
		return nil, err
	}
	lo, hi, buf := appendBounds(r.buf[:0], o, from, to)
	r.buf = buf
	if to != nil && string(lo) >= string(hi) {
		return nil, nil
	}
	it, err := r.from.NewIter(&pdb.IterOptions{LowerBound: lo, UpperBound: hi})
	if err != nil {
		return nil, wrapRead(err)
	}
	out := walk(it, 1+len(o), reverse, limit)
	if err := it.Close(); err != nil {
		return nil, wrapRead(err)
	}
	r.note(o)
	return out, nil
}

// walk copies up to limit records without the first skip bytes of their keys.
func walk(it *pdb.Iterator, skip int, reverse bool, limit int) []store.Record {
	var a arena
	var out []store.Record
	first, next := it.First, it.Next
	if reverse {
		first, next = it.Last, it.Prev
	}
	for ok := first(); ok && (limit <= 0 || len(out) < limit); ok = next() {
		if out == nil {
			out = make([]store.Record, 0, min(max(limit, 8), 64))
		}
		out = append(out, store.Record{Key: a.copy(it.Key()[skip:]), Value: a.copy(it.Value())})
	}
	return out
}

// arena hands out small copies from shared memory, which saves allocations. A
// nil arena gives each its own.
type arena struct {
	free []byte
	next int
}

func (a *arena) copy(b []byte) []byte {
	if a == nil || len(b) > 1<<10 {
		return append(make([]byte, 0, len(b)), b...)
	}
	if len(b) > len(a.free) || a.free == nil {
		a.next = min(max(2*a.next, 256), 8<<10)
		a.free = make([]byte, max(a.next, len(b)))
	}
	out := a.free[:len(b):len(b)]
	a.free = a.free[len(b):]
	copy(out, b)
	return out
}

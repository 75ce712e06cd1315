package pebble

import (
	"bytes"
	"slices"

	pdb "github.com/cockroachdb/pebble/v2"

	"heliograph/internal/store"
)

// scanOps is how many pending writes a Get looks through one by one.
const scanOps = 48

// tx collects writes in a plain batch and looks them up in a list, which is
// cheaper than Pebble's indexed batch for the dozen writes of an ordinary
// transaction. Where that does not do it goes over to an indexed batch: for a
// Scan across pending writes, and for a Get after many.
type tx struct {
	reader
	owners []store.Owner
	batch  *pdb.Batch
	ops    []op
	hi     []byte // scratch
	err    error
}

// op is a pending write. Its slices are in the batch, which never changes what
// it once holds.
type op struct {
	key   []byte
	end   []byte // of a range, else nil
	value []byte // nil: deleted
}

func newTx(s *Store, owners []store.Owner) *tx {
	return &tx{
		reader: reader{s: s, from: s.db, buf: make([]byte, 0, 128)},
		owners: owners,
		batch:  s.db.NewBatch(),
		ops:    make([]op, 0, 16),
	}
}

// discard gives the batch back; after that the tx is of no use.
func (t *tx) discard() {
	t.batch.Close()
	t.batch, t.from, t.ops = nil, nil, nil
}

func (t *tx) fail(err error) {
	if t.err == nil {
		t.err = err
	}
}

// writable says whether the tx may write to the owner n more bytes.
func (t *tx) writable(o store.Owner, n int) bool {
	if t.err != nil {
		return false
	}
	if !slices.Contains(t.owners, o) {
		t.err = store.ErrNotNamed
	} else if t.batch.Len()+n > MaxUpdate {
		t.err = ErrTooLarge
	}
	return t.err == nil
}

// Put writes into the batch; see op.
func (t *tx) Put(o store.Owner, key, value []byte) {
	if !t.writable(o, len(o)+len(key)+len(value)) {
		return
	}
	d := t.batch.SetDeferred(1+len(o)+len(key), len(value))
	appendKey(d.Key[:0], o, key)
	copy(d.Value, value)
	t.done(op{key: d.Key, value: d.Value[:len(d.Value):len(d.Value)]}, d)
}

// Delete removes one record.
func (t *tx) Delete(o store.Owner, key []byte) {
	if !t.writable(o, len(o)+len(key)) {
		return
	}
	d := t.batch.DeleteDeferred(1 + len(o) + len(key))
	appendKey(d.Key[:0], o, key)
	t.done(op{key: d.Key}, d)
}

// DeleteRange writes one tombstone, whatever the range holds.
func (t *tx) DeleteRange(o store.Owner, from, to []byte) {
	if !t.writable(o, 2*len(o)+len(from)+len(to)) {
		return
	}
	lo, hi, buf := appendBounds(t.buf[:0], o, from, to)
	t.buf = buf
	if bytes.Compare(lo, hi) >= 0 {
		return
	}
	d := t.batch.DeleteRangeDeferred(len(lo), len(hi))
	copy(d.Key, lo)
	copy(d.Value, hi)
	t.done(op{key: d.Key, end: d.Value}, d)
}

func (t *tx) done(p op, d *pdb.DeferredBatchOp) {
	if err := d.Finish(); err != nil {
		t.fail(err)
	}
	if !t.batch.Indexed() {
		t.ops = append(t.ops, p)
	}
}

// Get looks at the pending writes first, the newest first.
func (t *tx) Get(o store.Owner, key []byte) ([]byte, error) {
	return t.lookup(o, key, nil)
}

// GetMany is Get for each.
func (t *tx) GetMany(refs ...store.Ref) ([][]byte, error) {
	out := make([][]byte, len(refs))
	var a arena
	for i, f := range refs {
		v, err := t.lookup(f.Owner, f.Key, &a)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

func (t *tx) lookup(o store.Owner, key []byte, a *arena) ([]byte, error) {
	if t.err != nil {
		return nil, t.err
	}
	if err := checkOwner(o); err != nil {
		return nil, err
	}
	if len(t.ops) > scanOps {
		if err := t.index(); err != nil {
			return nil, err
		}
	}
	t.buf = appendKey(t.buf[:0], o, key)
	for i := len(t.ops) - 1; i >= 0; i-- {
		p := &t.ops[i]
		if p.end != nil {
			if bytes.Compare(p.key, t.buf) <= 0 && bytes.Compare(t.buf, p.end) < 0 {
				return nil, nil
			}
			continue
		}
		if bytes.Equal(p.key, t.buf) {
			if p.value == nil {
				return nil, nil
			}
			return a.copy(p.value), nil
		}
	}
	if t.batch.Indexed() || !slices.Contains(t.owners, o) {
		return t.getBuf(o, a)
	}
	s := t.s.locks.of(o)
	if v := s.rows[string(t.buf)]; v != nil {
		t.note(o)
		return a.copy(v), nil
	}
	v, err := t.getBuf(o, a)
	if v != nil {
		s.keep(t.buf, v)
	}
	return v, err
}

// Scan reads the database alone while no pending write is in the way.
func (t *tx) Scan(o store.Owner, from, to []byte, reverse bool, limit int) ([]store.Record, error) {
	if t.err != nil {
		return nil, t.err
	}
	if err := checkOwner(o); err != nil {
		return nil, err
	}
	if len(t.ops) > 0 {
		lo, hi, buf := appendBounds(t.hi[:0], o, from, to)
		t.hi = buf
		if t.touches(lo, hi) {
			if err := t.index(); err != nil {
				return nil, err
			}
		}
	}
	return t.reader.Scan(o, from, to, reverse, limit)
}

func (t *tx) touches(lo, hi []byte) bool {
	for i := range t.ops {
		p := &t.ops[i]
		if bytes.Compare(p.key, hi) >= 0 {
			continue
		}
		if p.end != nil && bytes.Compare(p.end, lo) > 0 || p.end == nil && bytes.Compare(p.key, lo) >= 0 {
			return true
		}
	}
	return false
}

// index goes over to an indexed batch that merges itself with the database.
func (t *tx) index() error {
	if t.batch.Indexed() {
		return nil
	}
	b := t.s.db.NewIndexedBatch()
	if err := b.Apply(t.batch, nil); err != nil {
		b.Close()
		return err
	}
	t.batch.Close()
	t.batch, t.from, t.ops = b, b, nil
	return nil
}

package postgres

import (
	"context"
	"errors"
	"slices"

	"heliograph/internal/store"
)

// errPanicked stands for a panic, which goes on in the caller's goroutine.
var errPanicked = errors.New("store: transaction panicked")

// tx is one run of one request's fn. It writes into the overlays of its batch
// and takes that back when fn fails.
type tx struct {
	b    *batch
	i    int // of the request in the batch
	undo []change
	err  error
}

// change is what a write replaced: one point, or with whole set everything.
type change struct {
	over  *overlay
	key   string
	value []byte
	had   bool
	whole *overlay
}

func (c *change) revert() {
	switch {
	case c.whole != nil:
		*c.over = *c.whole
	case c.had:
		c.over.points[c.key] = c.value
	default:
		delete(c.over.points, c.key)
	}
}

// run tells the batch the outcome in any case, also when fn panics.
func (t *tx) run(ctx context.Context, fn func(store.Tx) error) {
	fail := errPanicked
	defer func() {
		if t.err == nil {
			t.err = fail
		}
		if t.err != nil {
			for i := range slices.Backward(t.undo) {
				t.undo[i].revert()
			}
		}
		t.b.errs[t.i] = t.err
		t.b.events <- event{}
	}()
	if fail = ctx.Err(); fail == nil { // it may have ended between two tries
		fail = errPanicked
		fail = fn(t)
	}
}

// named is the state of an owner that the request may write.
func (t *tx) named(o store.Owner) *state {
	if slices.Contains(t.b.reqs[t.i].owners, o) {
		return t.b.state[o]
	}
	return nil
}

// fetch waits for the batch to carry out a read.
func (t *tx) fetch(r *read) error {
	r.done = make(chan struct{})
	t.b.events <- event{r}
	<-r.done
	return r.err
}

// Get is GetMany of one.
func (t *tx) Get(o store.Owner, key []byte) ([]byte, error) {
	v, err := t.GetMany(store.Ref{Owner: o, Key: key})
	if err != nil {
		return nil, err
	}
	return v[0], nil
}

// GetMany asks the database only for what is neither written nor known.
func (t *tx) GetMany(refs ...store.Ref) ([][]byte, error) {
	if t.err != nil {
		return nil, t.err
	}
	out := make([][]byte, len(refs))
	var missing []store.Ref
	var at []int
	for i, f := range refs {
		if s := t.named(f.Owner); s != nil {
			v, ok := s.over.get(f.Key)
			if !ok {
				v, ok = s.base[string(f.Key)]
			}
			if ok {
				out[i] = keep(v)
				continue
			}
		}
		missing, at = append(missing, f), append(at, i)
	}
	if len(missing) == 0 {
		return out, nil
	}
	r := &read{refs: missing}
	if err := t.fetch(r); err != nil {
		return nil, err
	}
	for j, i := range at {
		out[i] = r.values[j]
		if s := t.named(missing[j].Owner); s != nil {
			s.base[string(missing[j].Key)] = keep(r.values[j])
		}
	}
	return out, nil
}

// Scan always asks the database.
func (t *tx) Scan(o store.Owner, from, to []byte, reverse bool, limit int) ([]store.Record, error) {
	if t.err != nil {
		return nil, t.err
	}
	var over *overlay
	if s := t.named(o); s != nil {
		over = &s.over
	}
	return over.scan(func(from, to []byte, reverse bool, limit int) ([]store.Record, error) {
		r := &read{owner: o, from: from, to: to, reverse: reverse, limit: limit}
		err := t.fetch(r)
		return r.records, err
	}, from, to, reverse, limit)
}

// Put remembers the write; the value must not change until Update returns.
func (t *tx) Put(o store.Owner, key, value []byte) { t.set(o, key, notNil(value)) }

// Delete remembers the write.
func (t *tx) Delete(o store.Owner, key []byte) { t.set(o, key, nil) }

func (t *tx) set(o store.Owner, key, value []byte) {
	s := t.writable(o)
	if s == nil {
		return
	}
	old, had := s.over.points[string(key)]
	t.undo = append(t.undo, change{over: &s.over, key: string(key), value: old, had: had})
	s.over.put(key, value)
}

// DeleteRange remembers the range and drops what it covers.
func (t *tx) DeleteRange(o store.Owner, from, to []byte) {
	s := t.writable(o)
	if s == nil {
		return
	}
	whole := s.over.clone()
	t.undo = append(t.undo, change{over: &s.over, whole: &whole})
	s.over.deleteRange(span{notNil(from), to})
}

func (t *tx) writable(o store.Owner) *state {
	if t.err != nil {
		return nil
	}
	s := t.named(o)
	if s == nil {
		t.err = store.ErrNotNamed
	}
	return s
}

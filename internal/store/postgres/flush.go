package postgres

import (
	"context"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5"

	"heliograph/internal/store"
)

// errStale says that an owner was changed by another server while a batch that
// wrote nothing read it.
var errStale = errors.New("store: records changed while they were read")

// flush writes what the overlays hold and commits, in one round trip.
func (b *batch) flush(ctx context.Context) error {
	if !b.dirty() {
		return b.verify(ctx)
	}
	q := &pgx.Batch{}
	if !b.locked {
		q.Queue("BEGIN")
	}
	if b.s.narrow {
		for _, o := range b.owners {
			b.queueOwner(q, o)
		}
	} else {
		b.queueAll(q)
	}
	q.Queue("COMMIT")
	b.commit = true
	return b.send(ctx, q)
}

func (b *batch) dirty() bool {
	return slices.ContainsFunc(b.owners, func(o store.Owner) bool { return !b.state[o].over.empty() })
}

// verify checks that what failing or reading fns saw is current (P5).
func (b *batch) verify(ctx context.Context) error {
	q := &pgx.Batch{}
	if b.locked {
		q.Queue("ROLLBACK") // the locks kept it current
		return b.send(ctx, q)
	}
	now := map[*state]int64{}
	b.queueVersions(q, b.owners, func(st *state, v int64) { now[st] = v })
	if err := b.send(ctx, q); err != nil {
		return err
	}
	for _, st := range b.state {
		if now[st] != st.version {
			return errStale
		}
	}
	return nil
}

// queueAll writes all owners with one statement for each kind of write.
func (b *batch) queueAll(q *pgx.Batch) {
	if !b.locked {
		versions := make([]int64, len(b.owners))
		for i, o := range b.owners {
			versions[i] = b.state[o].version
		}
		q.Queue(sqlGuard, ownerBytes(b.owners), versions)
	}
	var put, gone writes
	for _, o := range b.owners {
		st := b.state[o]
		queueRanges(q, o, st.over.ranges)
		st.over.split(o, &put, &gone)
	}
	if len(gone.keys) > 0 {
		q.Queue(sqlDeletes, gone.owners, gone.keys)
	}
	if len(put.keys) > 0 {
		q.Queue(sqlUpsert, put.owners, put.keys, put.values)
	}
}

// queueOwner writes one owner with statements that name it as a constant.
func (b *batch) queueOwner(q *pgx.Batch, o store.Owner) {
	st := b.state[o]
	if !b.locked {
		q.Queue(sqlGuardOne, []byte(o), st.version)
	}
	queueRanges(q, o, st.over.ranges)
	var put, gone writes
	st.over.split(o, &put, &gone)
	if len(gone.keys) > 0 {
		q.Queue(sqlDeletesOne, []byte(o), gone.keys)
	}
	for n := upsertRows; len(put.keys) > 0; {
		for n > len(put.keys) {
			n /= 2
		}
		args := []any{[]byte(o)}
		for i := range n {
			args = append(args, put.keys[i], put.values[i])
		}
		q.Queue(upsertSQL(n), args...)
		put.keys, put.values = put.keys[n:], put.values[n:]
	}
}

func queueRanges(q *pgx.Batch, o store.Owner, ranges []span) {
	for _, r := range ranges {
		if r.to == nil {
			q.Queue(sqlRangeEnd, []byte(o), r.from)
			continue
		}
		q.Queue(sqlRange, []byte(o), r.from, r.to)
	}
}

// writes are the columns of a statement.
type writes struct{ owners, keys, values [][]byte }

// split sorts the points into what is put and what is deleted, in the order of
// their keys: for the locality of the index, and as the order of row locks.
func (v *overlay) split(o store.Owner, put, gone *writes) {
	keys, _ := v.within(span{}, false)
	for _, k := range keys {
		w := put
		if v.points[k] == nil {
			w = gone
		}
		w.owners = append(w.owners, []byte(o))
		w.keys = append(w.keys, []byte(k))
		w.values = append(w.values, v.points[k])
	}
}

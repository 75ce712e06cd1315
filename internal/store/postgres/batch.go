package postgres

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"heliograph/internal/store"
)

// batch is one try at one database transaction for several requests.
type batch struct {
	s      *Store
	conn   *pgx.Conn
	reqs   []*request
	errs   []error       // of each request's fn
	owners []store.Owner // of all requests, sorted
	state  map[store.Owner]*state
	locked bool          // the owners' rows are locked first
	unread []store.Owner // versions still to be read, when not locked
	events chan event
	commit bool // the COMMIT may have been sent
	lost   bool // the connection broke
}

// state is an owner within a batch.
type state struct {
	version int64 // before the batch
	base    map[string][]byte
	over    overlay
	wave    int
}

// event is sent by a running fn: it wants a read, or (nil) it is done.
type event struct{ read *read }

func newBatch(s *Store, conn *pgx.Conn, reqs []*request, locked bool) *batch {
	b := &batch{
		s: s, conn: conn, reqs: reqs, errs: make([]error, len(reqs)),
		state: map[store.Owner]*state{}, locked: locked, events: make(chan event, len(reqs)),
	}
	for _, r := range reqs {
		b.owners = append(b.owners, r.owners...)
	}
	slices.Sort(b.owners)
	b.owners = slices.Compact(b.owners)
	for _, o := range b.owners {
		st := &state{version: -1}
		if k, ok := s.memory.take(o); ok {
			st.version, st.base = k.version, k.values
		} else {
			st.base = map[string][]byte{}
			b.unread = append(b.unread, o)
		}
		b.state[o] = st
	}
	return b
}

// do runs the whole try. On an error nothing was written, unless commit is set
// and the connection is gone.
func (b *batch) do(ctx context.Context) error {
	if b.locked {
		if err := b.lock(ctx); err != nil {
			return err
		}
	}
	for _, w := range b.waves() {
		if err := b.wave(ctx, w); err != nil {
			return err
		}
	}
	if len(b.unread) > 0 { // nobody read anything
		if err := b.reads(ctx, nil); err != nil {
			return err
		}
	}
	return b.flush(ctx)
}

// waves sorts requests that share an owner into successive waves.
func (b *batch) waves() [][]int {
	var waves [][]int
	for i, r := range b.reqs {
		w := 0
		for _, o := range r.owners {
			w = max(w, b.state[o].wave)
		}
		if w == len(waves) {
			waves = append(waves, nil)
		}
		waves[w] = append(waves[w], i)
		for _, o := range r.owners {
			b.state[o].wave = w + 1
		}
	}
	return waves
}

// lock takes the owners' rows in order, moves their versions and drops what is
// known of those that another server has changed.
func (b *batch) lock(ctx context.Context) error {
	q := &pgx.Batch{}
	q.Queue("BEGIN")
	take := func(rows pgx.Rows) error {
		return eachVersion(rows, func(st *state, v int64) {
			if st.version != v-1 {
				st.version, st.base = v-1, map[string][]byte{}
			}
		}, b.state)
	}
	if b.s.narrow {
		for _, o := range b.owners {
			q.Queue(sqlLockOne, []byte(o)).Query(take)
		}
	} else {
		q.Queue(sqlLock, ownerBytes(b.owners)).Query(take)
	}
	b.unread = nil
	return b.send(ctx, q)
}

func eachVersion(rows pgx.Rows, f func(*state, int64), states map[store.Owner]*state) error {
	for rows.Next() {
		var o []byte
		var v int64
		if err := rows.Scan(&o, &v); err != nil {
			return err
		}
		f(states[store.Owner(o)], v)
	}
	return rows.Err()
}

func (b *batch) send(ctx context.Context, q *pgx.Batch) error {
	b.s.stats.trips.Add(1)
	ctx, cancel := context.WithTimeout(ctx, tripTimeout)
	defer cancel()
	return b.conn.SendBatch(ctx, q).Close()
}

// wave runs fns that share no owner side by side. When all that are not done
// wait for a read, the reads go out together.
func (b *batch) wave(ctx context.Context, w []int) error {
	going := 0
	for _, i := range w {
		if b.reqs[i].start(&tx{b: b, i: i}) {
			going++
		}
	}
	var fatal error
	for going > 0 {
		var pending []*read
		for ; going > 0; going-- {
			if e := <-b.events; e.read != nil {
				pending = append(pending, e.read)
			}
		}
		if len(pending) > 0 && fatal == nil {
			fatal = b.reads(ctx, pending)
		}
		for _, r := range pending {
			r.err = fatal
			close(r.done)
		}
		going = len(pending)
	}
	return fatal
}

// reads gets versions first, so that no record is older than its owner's.
func (b *batch) reads(ctx context.Context, rs []*read) error {
	q := &pgx.Batch{}
	if len(b.unread) > 0 {
		for _, o := range b.unread {
			b.state[o].version = 0
		}
		b.queueVersions(q, b.unread, func(st *state, v int64) { st.version = v })
		b.unread = nil
	}
	queueReads(q, b.s.narrow, rs...)
	return b.send(ctx, q)
}

func (b *batch) queueVersions(q *pgx.Batch, owners []store.Owner, f func(*state, int64)) {
	take := func(rows pgx.Rows) error { return eachVersion(rows, f, b.state) }
	if b.s.narrow {
		for _, o := range owners {
			q.Queue(sqlVersionOne, []byte(o)).Query(take)
		}
		return
	}
	q.Queue(sqlVersions, ownerBytes(owners)).Query(take)
}

// remember keeps what was read as it is after this batch.
func (b *batch) remember() {
	moved := int64(0)
	if b.commit {
		moved = 1
	}
	for _, o := range b.owners {
		st := b.state[o]
		for k := range st.base {
			if v, ok := st.over.get([]byte(k)); ok {
				st.base[k] = v
			}
		}
		b.s.memory.put(o, known{st.version + moved, st.base})
	}
}

func ownerBytes(owners []store.Owner) [][]byte {
	out := make([][]byte, len(owners))
	for i, o := range owners {
		out[i] = []byte(o)
	}
	return out
}

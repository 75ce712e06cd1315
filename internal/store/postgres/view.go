package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"heliograph/internal/store"
)

// View reads under REPEATABLE READ; on Citus each shard has a snapshot of its
// own. What the database shows is on its disk already (S4).
func (s *Store) View(ctx context.Context, fn func(store.Reader) error) error {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.leave()
	r := &reader{s: s, ctx: ctx}
	defer r.end()
	return fn(r)
}

// reader begins its transaction together with its first read.
type reader struct {
	s    *Store
	ctx  context.Context // of the View, for which a reader lives
	conn *conn
}

// send carries out one read.
func (r *reader) send(q *read) error {
	b := &pgx.Batch{}
	if r.conn == nil {
		c, err := r.s.views.Acquire(r.ctx)
		if err != nil {
			return clean(r.ctx, err)
		}
		r.conn = c
		b.Queue("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
	}
	queueReads(b, r.s.narrow, q)
	r.s.stats.trips.Add(1)
	return clean(r.ctx, r.conn.SendBatch(r.ctx, b).Close())
}

// end returns the connection. Nobody waits for the COMMIT but Close.
func (r *reader) end() {
	c := r.conn
	if c == nil {
		return
	}
	r.conn = nil
	if c.Conn().IsClosed() || c.Conn().PgConn().TxStatus() == 'I' {
		c.Release()
		return
	}
	r.s.lanes.Add(1)
	go func() {
		defer r.s.lanes.Done()
		defer c.Release()
		ctx, cancel := context.WithTimeout(context.Background(), tripTimeout)
		defer cancel()
		_, _ = c.Exec(ctx, "COMMIT") // of reads: a failure closes the connection
	}()
}

// Get is GetMany of one.
func (r *reader) Get(o store.Owner, key []byte) ([]byte, error) {
	v, err := r.GetMany(store.Ref{Owner: o, Key: key})
	if err != nil {
		return nil, err
	}
	return v[0], nil
}

// GetMany is one round trip.
func (r *reader) GetMany(refs ...store.Ref) ([][]byte, error) {
	if len(refs) == 0 {
		return nil, nil
	}
	q := &read{refs: refs}
	if err := r.send(q); err != nil {
		return nil, err
	}
	return q.values, nil
}

// Scan is one round trip.
func (r *reader) Scan(o store.Owner, from, to []byte, reverse bool, limit int) ([]store.Record, error) {
	q := &read{owner: o, from: from, to: to, reverse: reverse, limit: limit}
	if err := r.send(q); err != nil {
		return nil, err
	}
	return q.records, nil
}

package postgres

import (
	"github.com/jackc/pgx/v5"

	"heliograph/internal/store"
)

// read is one read on its way: points when refs is set, else a scan.
type read struct {
	refs     []store.Ref
	owner    store.Owner
	from, to []byte
	reverse  bool
	limit    int

	values  [][]byte
	records []store.Record
	err     error
	done    chan struct{}
}

// queueReads adds reads to a pipeline: one statement for each scan, and for all
// points together or, with byOwner, of each owner.
func queueReads(q *pgx.Batch, byOwner bool, rs ...*read) {
	var points []*read
	for _, r := range rs {
		if r.refs == nil {
			r.queueScan(q)
			continue
		}
		r.values = make([][]byte, len(r.refs))
		points = append(points, r)
	}
	switch {
	case len(points) == 0:
	case byOwner:
		queueByOwner(q, points)
	default:
		queuePoints(q, points)
	}
}

func (r *read) queueScan(q *pgx.Batch) {
	var limit *int64
	if r.limit > 0 {
		n := int64(r.limit)
		limit = &n
	}
	args := []any{[]byte(r.owner), notNil(r.from), limit}
	if r.to != nil {
		args = append(args, r.to)
	}
	q.Queue(scanSQL(r.to != nil, r.reverse), args...).Query(func(rows pgx.Rows) error {
		r.records = nil
		for rows.Next() {
			var x store.Record
			if err := rows.Scan(&x.Key, &x.Value); err != nil {
				return err
			}
			r.records = append(r.records, x)
		}
		return rows.Err()
	})
}

// slot is where a value goes.
type slot struct {
	r *read
	i int
}

// fill hands v to each slot; every one gets a slice of its own.
func fill(slots []slot, v []byte) {
	for j, s := range slots {
		if j > 0 {
			v = keep(v)
		}
		s.r.values[s.i] = v
	}
}

func queuePoints(q *pgx.Batch, rs []*read) {
	var owners, keys [][]byte
	var slots []slot
	for _, r := range rs {
		for i, f := range r.refs {
			owners, keys = append(owners, []byte(f.Owner)), append(keys, notNil(f.Key))
			slots = append(slots, slot{r, i})
		}
	}
	q.Queue(sqlGets, owners, keys).Query(func(rows pgx.Rows) error {
		for rows.Next() {
			var n int64
			var v []byte
			if err := rows.Scan(&n, &v); err != nil {
				return err
			}
			fill(slots[n-1:n], v)
		}
		return rows.Err()
	})
}

func queueByOwner(q *pgx.Batch, rs []*read) {
	where := map[store.Owner]map[string][]slot{}
	var order []store.Owner
	for _, r := range rs {
		for i, f := range r.refs {
			m := where[f.Owner]
			if m == nil {
				m = map[string][]slot{}
				where[f.Owner] = m
				order = append(order, f.Owner)
			}
			m[string(f.Key)] = append(m[string(f.Key)], slot{r, i})
		}
	}
	for _, o := range order {
		keys := make([][]byte, 0, len(where[o]))
		for k := range where[o] {
			keys = append(keys, []byte(k))
		}
		q.Queue(sqlGetsOne, []byte(o), keys).Query(func(rows pgx.Rows) error {
			for rows.Next() {
				var k, v []byte
				if err := rows.Scan(&k, &v); err != nil {
					return err
				}
				fill(where[o][string(k)], v)
			}
			return rows.Err()
		})
	}
}

package storetest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"heliograph/internal/store"
)

// model is what an owner should hold.
type model map[string]string

// random is a source of keys, bounds and choices that can be wound back.
type random struct{ *rand.Rand }

func (r random) key() []byte { return binary.BigEndian.AppendUint16([]byte{'k'}, uint16(r.IntN(300))) }

// change does random writes to the store and to the model.
func (m model) change(r random, tx store.Tx, o store.Owner) {
	for range 30 {
		switch k := r.key(); r.IntN(12) {
		case 0:
			to := r.key()
			if bytes.Compare(k, to) > 0 && r.IntN(8) > 0 { // else an empty range
				k, to = to, k
			}
			tx.DeleteRange(o, k, to)
			maps.DeleteFunc(m, func(x, _ string) bool { return x >= string(k) && x < string(to) })
		case 1, 2, 3:
			tx.Delete(o, k)
			delete(m, string(k))
		default:
			v := fmt.Sprint(r.Uint32())
			tx.Put(o, k, []byte(v))
			m[string(k)] = v
		}
	}
}

// check compares scans and gets with the model.
func (m model) check(r random, rd store.Reader, o store.Owner) error {
	for range 20 {
		from, to := r.key(), r.key()
		if r.IntN(4) == 0 {
			from = nil
		}
		if r.IntN(4) == 0 {
			to = nil
		}
		reverse, limit := r.IntN(2) == 0, r.IntN(3)*r.IntN(40)
		got, err := rd.Scan(o, from, to, reverse, limit)
		if err != nil {
			return err
		}
		want := m.scan(from, to, reverse, limit)
		if len(got) != len(want) {
			return fmt.Errorf("scan [%x %x) reverse %t limit %d: %d records, want %d", from, to, reverse, limit, len(got), len(want))
		}
		for i, x := range got {
			if string(x.Key) != want[i] || string(x.Value) != m[want[i]] {
				return fmt.Errorf("scan [%x %x) reverse %t limit %d: record %d is %x %q, want %x %q", from, to, reverse, limit, i, x.Key, x.Value, want[i], m[want[i]])
			}
		}
		k := r.key()
		v, err := rd.Get(o, k)
		if want, ok := m[string(k)]; err != nil || (v != nil) != ok || string(v) != want {
			return fmt.Errorf("get %x: %q, %w, want %q", k, v, err, want)
		}
	}
	return nil
}

func (m model) scan(from, to []byte, reverse bool, limit int) []string {
	var keys []string
	for k := range m {
		if k >= string(from) && (to == nil || k < string(to)) {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	if reverse {
		slices.Reverse(keys)
	}
	if limit > 0 && len(keys) > limit {
		keys = keys[:limit]
	}
	return keys
}

func testScan(t *testing.T, s store.Store) {
	o, below, above := owner(10), owner(9), owner(11)
	update(t, s, []store.Owner{below, above}, func(tx store.Tx) error {
		tx.Put(below, []byte("k\x00\x01"), []byte("x"))
		tx.Put(above, []byte("k\x00\x01"), []byte("x"))
		return nil
	})
	now := model{}
	for round := range 40 {
		seed := uint64(round)
		var after model
		update(t, s, []store.Owner{o}, func(tx store.Tx) error {
			r := random{rand.New(rand.NewPCG(seed, 1))} // the same when it runs again
			after = maps.Clone(now)
			for range r.IntN(4) {
				after.change(r, tx, o)
				if err := after.check(r, tx, o); err != nil {
					return fmt.Errorf("inside: %w", err)
				}
			}
			return nil
		})
		now = after
		view(t, s, func(rd store.Reader) error {
			return now.check(random{rand.New(rand.NewPCG(seed, 2))}, rd, o)
		})
	}
	view(t, s, func(r store.Reader) error {
		for _, n := range []store.Owner{below, above} {
			if rs, err := r.Scan(n, nil, nil, true, 0); err != nil || len(rs) != 1 {
				return fmt.Errorf("neighbour: %d records, %w", len(rs), err)
			}
		}
		return nil
	})
}

func testScanLimits(t *testing.T, s store.Store) {
	o := owner(1)
	update(t, s, []store.Owner{o}, func(tx store.Tx) error {
		for i := range 200 {
			tx.Put(o, store.K('a').Int(int64(i)), encode(uint64(i)))
		}
		return nil
	})
	k := func(n int64) []byte { return store.K('a').Int(n) }
	check := func(r store.Reader) error {
		for _, x := range []struct {
			from, to    []byte
			reverse     bool
			limit, want int
			first       uint64
		}{
			{nil, nil, false, 1, 1, 0},
			{nil, nil, true, 1, 1, 199},
			{k(50), nil, false, 50, 50, 50},
			{nil, k(50), true, 50, 50, 49},
			{store.K('a'), store.K('a').End(), true, 0, 200, 199},
			{k(10), k(20), false, 100, 10, 10},
			{k(10), k(10), false, 0, 0, 0},
			{k(20), k(10), true, 5, 0, 0},
			{k(200), nil, false, 1, 0, 0},
			{nil, k(0), true, 1, 0, 0},
			{[]byte{}, []byte{}, false, 0, 0, 0}, // an empty bound is not an open one
		} {
			rs, err := r.Scan(o, x.from, x.to, x.reverse, x.limit)
			if err != nil {
				return err
			}
			if len(rs) != x.want || len(rs) > 0 && number(rs[0].Value) != x.first {
				return fmt.Errorf("scan [%x %x) reverse %t limit %d: %d records, want %d from %d", x.from, x.to, x.reverse, x.limit, len(rs), x.want, x.first)
			}
		}
		return nil
	}
	view(t, s, check)
	update(t, s, []store.Owner{o}, func(tx store.Tx) error {
		for i := range 200 { // the same under pending writes that change nothing
			tx.Put(o, k(int64(i)), encode(uint64(i)))
			tx.Put(o, k(int64(i)+300), nil)
			tx.Delete(o, k(int64(i)+300))
		}
		return check(tx)
	})
}

func testDeleteRange(t *testing.T, s store.Store) {
	a, b := owner(1), owner(2)
	fill := func(tx store.Tx) {
		for i := range 100 {
			tx.Put(a, []byte{byte(i)}, []byte("a"))
			tx.Put(b, []byte{byte(i)}, []byte("b"))
		}
	}
	left := func(r store.Reader, wantA, wantB int) error {
		ra, err := r.Scan(a, nil, nil, false, 0)
		if err != nil {
			return err
		}
		rb, err := r.Scan(b, nil, nil, false, 0)
		if len(ra) != wantA || len(rb) != wantB {
			return fmt.Errorf("%d and %d records, want %d and %d", len(ra), len(rb), wantA, wantB)
		}
		return err
	}
	update(t, s, []store.Owner{a, b}, func(tx store.Tx) error { fill(tx); return nil })
	for _, x := range []struct {
		from, to []byte
		want     int
	}{{[]byte{90}, nil, 90}, {nil, []byte{10}, 80}, {[]byte{20}, []byte{20}, 80}, {[]byte{30}, []byte{20}, 80}, {[]byte{20}, []byte{30}, 70}, {nil, nil, 0}} {
		update(t, s, []store.Owner{a}, func(tx store.Tx) error {
			tx.DeleteRange(a, x.from, x.to)
			return left(tx, x.want, 100)
		})
		view(t, s, func(r store.Reader) error { return left(r, x.want, 100) })
	}
	update(t, s, []store.Owner{a, b}, func(tx store.Tx) error { // put, delete, put again
		fill(tx)
		tx.DeleteRange(a, nil, nil)
		tx.DeleteRange(b, nil, []byte{50})
		tx.Put(a, []byte{200}, nil)
		tx.Put(b, []byte{0}, nil)
		return left(tx, 1, 51)
	})
	view(t, s, func(r store.Reader) error { return left(r, 1, 51) })
}

package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"heliograph/internal/store"
)

func testOwnWrites(t *testing.T, s store.Store) {
	a, b := owner(1), owner(2)
	k := []byte("k")
	update(t, s, []store.Owner{b, a, a}, func(tx store.Tx) error {
		if err := expect(tx, a, "k", nil); err != nil {
			return err
		}
		tx.Put(a, k, []byte("1"))
		tx.Put(b, k, nil)
		vs, err := tx.GetMany(store.Ref{Owner: a, Key: k}, store.Ref{Owner: a, Key: []byte("none")}, store.Ref{Owner: b, Key: k}, store.Ref{Owner: a, Key: k})
		if err != nil {
			return err
		}
		if string(vs[0]) != "1" || vs[1] != nil || vs[2] == nil || len(vs[2]) != 0 || string(vs[3]) != "1" {
			return fmt.Errorf("own writes: %q", vs)
		}
		tx.Delete(a, k)
		if err := expect(tx, a, "k", nil); err != nil {
			return err
		}
		tx.Put(a, k, []byte("2"))
		tx.Put(a, []byte("l"), []byte("x"))
		tx.DeleteRange(a, []byte("l"), nil)
		return expect(tx, a, "l", nil)
	})
	view(t, s, func(r store.Reader) error {
		return errors.Join(expect(r, a, "k", []byte("2")), expect(r, b, "k", []byte{}), expect(r, a, "l", nil))
	})
}

func testEmptyAndAbsent(t *testing.T, s store.Store) {
	o := owner(1)
	update(t, s, []store.Owner{o}, func(tx store.Tx) error {
		tx.Put(o, []byte("nil"), nil)
		tx.Put(o, []byte("empty"), []byte{})
		tx.Put(o, nil, []byte("under the empty key"))
		tx.Delete(o, []byte("never there"))
		return nil
	})
	check := func(r store.Reader) error {
		rs, err := r.Scan(o, nil, nil, false, 0)
		if err != nil {
			return err
		}
		if len(rs) != 3 || len(rs[0].Key) != 0 || rs[1].Value == nil || len(rs[1].Value) != 0 {
			return fmt.Errorf("scan: %q", rs)
		}
		return errors.Join(expect(r, o, "nil", []byte{}), expect(r, o, "empty", []byte{}),
			expect(r, o, "", []byte("under the empty key")), expect(r, o, "never there", nil))
	}
	view(t, s, check)
	update(t, s, []store.Owner{o}, func(tx store.Tx) error { return check(tx) })
	view(t, s, func(r store.Reader) error { // an owner without records
		vs, err := r.GetMany(store.Ref{Owner: owner(9), Key: []byte("k")})
		if err != nil || len(vs) != 1 || vs[0] != nil {
			return fmt.Errorf("got %q, %w", vs, err)
		}
		vs, err = r.GetMany()
		if len(vs) != 0 {
			return fmt.Errorf("no references, %d values", len(vs))
		}
		return err
	})
}

func testBigValue(t *testing.T, s store.Store) {
	o := owner(1)
	big := noise(rand.New(rand.NewPCG(1, 1)), 1<<20)
	update(t, s, []store.Owner{o}, func(tx store.Tx) error {
		for i := range 4 {
			tx.Put(o, []byte{byte(i)}, big[i:])
		}
		return nil
	})
	view(t, s, func(r store.Reader) error {
		rs, err := r.Scan(o, nil, nil, true, 3)
		if err != nil || len(rs) != 3 {
			return fmt.Errorf("%d records, %w", len(rs), err)
		}
		for i, x := range rs {
			if !bytes.Equal(x.Value, big[3-i:]) {
				return fmt.Errorf("value %d differs", 3-i)
			}
		}
		return nil
	})
}

// testManyWrites makes a transaction large enough for whatever an engine does
// about large ones, and reads in the midst of it.
func testManyWrites(t *testing.T, s store.Store) {
	const n = 3000
	o := owner(1)
	key := func(i int) []byte { return store.K('k').Int(int64(i)) }
	update(t, s, []store.Owner{o}, func(tx store.Tx) error {
		for i := range n {
			tx.Put(o, key(i), encode(uint64(i)))
			if v, err := tx.Get(o, key(i/2)); err != nil || number(v) != uint64(i/2) {
				return fmt.Errorf("after %d: %x, %w", i, v, err)
			}
		}
		tx.DeleteRange(o, key(100), key(200))
		tx.Put(o, key(150), encode(1))
		return nil
	})
	view(t, s, func(r store.Reader) error {
		rs, err := r.Scan(o, nil, nil, false, 0)
		if err != nil || len(rs) != n-99 {
			return fmt.Errorf("%d records, %w", len(rs), err)
		}
		return nil
	})
}

func testManyOwners(t *testing.T, s store.Store) {
	const n = 500
	for i := 0; i < n; i += 2 {
		update(t, s, []store.Owner{owner(i), owner(i + 1)}, func(tx store.Tx) error {
			tx.Put(owner(i), []byte("k"), encode(uint64(i)))
			tx.Put(owner(i+1), []byte("k"), encode(uint64(i+1)))
			return nil
		})
	}
	refs := make([]store.Ref, n)
	for i := range refs {
		refs[i] = store.Ref{Owner: owner(n - 1 - i), Key: []byte("k")}
	}
	check := func(r store.Reader) error {
		vs, err := r.GetMany(refs...)
		for i := range vs {
			if number(vs[i]) != uint64(n-1-i) {
				return fmt.Errorf("owner %d: %x", n-1-i, vs[i])
			}
		}
		return err
	}
	view(t, s, check)
	update(t, s, []store.Owner{owner(3)}, func(tx store.Tx) error { return check(tx) })
	var all []store.Owner // more than two in a transaction, in no order
	for i := range 20 {
		all = append(all, owner((i*7)%20))
	}
	update(t, s, all, func(tx store.Tx) error {
		for _, o := range all {
			tx.Delete(o, []byte("k"))
		}
		return nil
	})
	view(t, s, func(r store.Reader) error { return expect(r, owner(19), "k", nil) })
}

// testOwnersAsPrefixes has owners that are prefixes of each other, and the
// shortest and longest there are.
func testOwnersAsPrefixes(t *testing.T, s store.Store) {
	owners := []store.Owner{
		"a", "aa", "aaa", "\x00", "\x00\x00", "\xff", "\xff\xff",
		store.Owner(strings.Repeat("\xff", 255)), store.Owner(strings.Repeat("a", 255)), store.Owner(strings.Repeat("\x00", 254)),
	}
	for i, o := range owners {
		update(t, s, []store.Owner{o}, func(tx store.Tx) error {
			for _, k := range []string{"", "a", "\x00", "\xff", "\xff\xff"} {
				tx.Put(o, []byte(k), encode(uint64(i)))
			}
			return nil
		})
	}
	view(t, s, func(r store.Reader) error {
		for i, o := range owners {
			for _, reverse := range []bool{false, true} {
				rs, err := r.Scan(o, nil, nil, reverse, 0)
				if err != nil || len(rs) != 5 {
					return fmt.Errorf("owner %d: %d records, %w", i, len(rs), err)
				}
				for _, x := range rs {
					if number(x.Value) != uint64(i) {
						return fmt.Errorf("owner %d got a record of owner %d", i, number(x.Value))
					}
				}
			}
		}
		return nil
	})
	last := owners[7]
	update(t, s, []store.Owner{last}, func(tx store.Tx) error { tx.DeleteRange(last, nil, nil); return nil })
	view(t, s, func(r store.Reader) error {
		rs, err := r.Scan(last, nil, nil, false, 0)
		if len(rs) != 0 {
			return fmt.Errorf("%d records left", len(rs))
		}
		return err
	})
}

// testKept changes what reads returned: it is the caller's.
func testKept(t *testing.T, s store.Store) {
	o := owner(1)
	update(t, s, []store.Owner{o}, func(tx store.Tx) error {
		for i := range 10 {
			tx.Put(o, []byte{byte(i)}, []byte("value"))
		}
		return nil
	})
	spoil := func(r store.Reader) error {
		rs, err := r.Scan(o, nil, nil, false, 0)
		if err != nil {
			return err
		}
		vs, err := r.GetMany(store.Ref{Owner: o, Key: []byte{1}}, store.Ref{Owner: o, Key: []byte{1}})
		if err != nil {
			return err
		}
		for _, x := range rs {
			vs = append(vs, x.Value)
		}
		for i, v := range vs {
			if string(v) != "value" {
				return fmt.Errorf("value %d: %q", i, v)
			}
			_ = append(v, "into the next?"...)
		}
		for _, v := range vs {
			if string(v) != "value" {
				return fmt.Errorf("%q: values share memory", v)
			}
			copy(v, "spoil")
		}
		return expect(r, o, "\x01", []byte("value"))
	}
	for range 3 {
		view(t, s, spoil)
		update(t, s, []store.Owner{o}, func(tx store.Tx) error { return spoil(tx) })
		update(t, s, []store.Owner{o}, func(tx store.Tx) error {
			tx.Put(o, []byte{2}, []byte("value"))
			return spoil(tx)
		})
	}
}

package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"heliograph/internal/store"
)

var errBoom = errors.New("boom")

// testRollback has failing Updates side by side with ones that succeed.
func testRollback(t *testing.T, s store.Store) {
	o := owner(1)
	update(t, s, []store.Owner{o}, func(tx store.Tx) error { tx.Put(o, []byte("x"), []byte("0")); return nil })
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			err := s.Update(t.Context(), []store.Owner{o}, func(tx store.Tx) error {
				tx.Put(o, []byte{byte(i)}, []byte("v"))
				if i%2 != 0 {
					return nil
				}
				tx.Put(o, []byte("x"), []byte("1"))
				tx.Delete(o, []byte("x"))
				tx.DeleteRange(o, nil, nil)
				return errBoom
			})
			if i%2 == 0 && err != errBoom || i%2 != 0 && err != nil {
				t.Errorf("%d: %v", i, err)
			}
		})
	}
	wg.Wait()
	view(t, s, func(r store.Reader) error {
		rs, err := r.Scan(o, nil, nil, false, 0)
		if len(rs) != 9 {
			return fmt.Errorf("%d records, want 9", len(rs))
		}
		return errors.Join(err, expect(r, o, "x", []byte("0")))
	})
	if err := s.View(t.Context(), func(store.Reader) error { return errBoom }); err != errBoom {
		t.Errorf("view: %v, want its own error", err)
	}
}

func testNotNamed(t *testing.T, s store.Store) {
	a, b := owner(1), owner(2)
	for name, write := range map[string]func(store.Tx){
		"put":         func(tx store.Tx) { tx.Put(b, []byte("x"), nil) },
		"delete":      func(tx store.Tx) { tx.Delete(b, []byte("x")) },
		"deleteRange": func(tx store.Tx) { tx.DeleteRange(b, nil, nil) },
	} {
		err := s.Update(t.Context(), []store.Owner{a}, func(tx store.Tx) error {
			tx.Put(a, []byte("x"), nil)
			write(tx)
			tx.Put(a, []byte("y"), nil)
			return nil
		})
		if !errors.Is(err, store.ErrNotNamed) {
			t.Errorf("%s: %v, want ErrNotNamed", name, err)
		}
	}
	view(t, s, func(r store.Reader) error {
		return errors.Join(expect(r, a, "x", nil), expect(r, a, "y", nil), expect(r, b, "x", nil))
	})
	update(t, s, []store.Owner{b}, func(tx store.Tx) error { tx.Put(b, []byte("x"), []byte("1")); return nil })
	update(t, s, []store.Owner{a}, func(tx store.Tx) error { return expect(tx, b, "x", []byte("1")) })
}

func testBadOwners(t *testing.T, s store.Store) {
	long := store.Owner(make([]byte, 256))
	for _, bad := range [][]store.Owner{nil, {}, {""}, {owner(1), ""}, {long}} {
		if err := s.Update(t.Context(), bad, func(store.Tx) error { return nil }); err == nil {
			t.Errorf("%.20q was accepted", bad)
		}
	}
	short := long[:1]
	update(t, s, []store.Owner{short}, func(tx store.Tx) error { tx.Put(short, make([]byte, 256), []byte("x")); return nil })
	view(t, s, func(r store.Reader) error { // must not see the short owner's record
		if v, err := r.Get(long+"\x00", make([]byte, 1)); err == nil && v != nil {
			return errors.New("a long owner read another owner's record")
		}
		return nil
	})
}

// testPanic expects that a panic of fn reaches the caller, writes nothing and
// leaves nothing locked.
func testPanic(t *testing.T, s store.Store) {
	o := owner(1)
	for range 3 {
		got := func() (p any) {
			defer func() { p = recover() }()
			err := s.Update(t.Context(), []store.Owner{o}, func(tx store.Tx) error {
				tx.Put(o, []byte("x"), nil)
				panic(errBoom)
			})
			t.Errorf("update returned %v", err)
			return nil
		}()
		if got != errBoom {
			t.Errorf("recovered %v", got)
		}
		got = func() (p any) {
			defer func() { p = recover() }()
			return s.View(t.Context(), func(store.Reader) error { panic(errBoom) })
		}()
		if got != errBoom {
			t.Errorf("recovered %v from a view", got)
		}
	}
	update(t, s, []store.Owner{o}, func(tx store.Tx) error { return expect(tx, o, "x", nil) })
}

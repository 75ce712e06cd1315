package storetest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"heliograph/internal/store"
)

// testCancelQueued cancels Updates that wait for an owner.
func testCancelQueued(t *testing.T, s store.Store) {
	o := owner(1)
	inside, leave := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		var once sync.Once
		err := s.Update(t.Context(), []store.Owner{o}, func(tx store.Tx) error {
			once.Do(func() { close(inside) })
			<-leave
			tx.Put(o, []byte("first"), nil)
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-inside
	ctx, cancel := context.WithCancel(t.Context())
	const queued = 20
	errs := make(chan error, queued)
	for i := range queued {
		go func() {
			errs <- s.Update(ctx, []store.Owner{o, owner(2 + i)}, func(tx store.Tx) error {
				tx.Put(o, []byte("second"), nil)
				return nil
			})
		}()
	}
	cancel()
	got := make(chan struct{})
	go func() {
		defer close(got)
		for range queued {
			if err := <-errs; !errors.Is(err, context.Canceled) {
				t.Errorf("queued update: %v", err)
			}
		}
	}()
	within(t, got) // while the first still holds the owner
	close(leave)
	wg.Wait()
	view(t, s, func(r store.Reader) error {
		return errors.Join(expect(r, o, "first", []byte{}), expect(r, o, "second", nil))
	})
	for i := range queued { // nothing stayed locked
		update(t, s, []store.Owner{o, owner(2 + i)}, func(store.Tx) error { return nil })
	}
}

func testCancelledBefore(t *testing.T, s store.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	ran := false
	err := s.Update(ctx, []store.Owner{owner(1)}, func(store.Tx) error { ran = true; return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("update: %v", err)
	}
	err = s.View(ctx, func(store.Reader) error { ran = true; return nil })
	if !errors.Is(err, context.Canceled) || ran {
		t.Errorf("view: %v, ran: %t", err, ran)
	}
}

// testCloseUnderLoad closes while transactions run: each succeeds or is told
// that the store is closed.
func testCloseUnderLoad(t *testing.T, s store.Store) {
	const workers = 32
	var wg sync.WaitGroup
	var commits atomic.Int64
	enough := make(chan struct{})
	for w := range workers {
		wg.Go(func() {
			for {
				err := s.Update(t.Context(), []store.Owner{owner(w), owner(100 + w%4)}, func(tx store.Tx) error {
					_, err := add(tx, owner(w), []byte("n"), 1)
					_, err2 := add(tx, owner(100+w%4), []byte("n"), 1)
					return errors.Join(err, err2)
				})
				if err == nil {
					err = s.View(t.Context(), func(r store.Reader) error {
						_, err := r.Scan(owner(w), nil, nil, false, 0)
						return err
					})
				}
				if errors.Is(err, store.ErrClosed) {
					return
				}
				if err != nil {
					t.Errorf("neither done nor closed: %v", err)
					return
				}
				if commits.Add(1) == 10*workers {
					close(enough)
				}
			}
		})
	}
	within(t, enough)
	if err := s.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	within(t, done)
	for name, err := range map[string]error{
		"update": s.Update(t.Context(), []store.Owner{owner(1)}, func(store.Tx) error { return nil }),
		"view":   s.View(t.Context(), func(store.Reader) error { return nil }),
		"backup": s.Backup(t.Context(), filepath.Join(t.TempDir(), "b")),
	} {
		if !errors.Is(err, store.ErrClosed) {
			t.Errorf("%s after close: %v", name, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Errorf("second close: %v", err)
	}
}

// testBackup takes a backup under load. Each transaction moves one from an
// owner to another, so a copy that is consistent adds up.
func testBackup(t *testing.T, e Engine) {
	s := e.Open(t)[0]
	const pairs = 8
	n := []byte("n")
	stop := make(chan struct{})
	var wg sync.WaitGroup
	var acked [pairs]atomic.Uint64
	for p := range pairs {
		wg.Go(func() {
			a, b := owner(2*p), owner(2*p+1)
			for {
				select {
				case <-stop:
					return
				default:
				}
				var top uint64
				err := s.Update(t.Context(), []store.Owner{a, b}, func(tx store.Tx) (err error) {
					if top, err = add(tx, a, n, 1); err == nil {
						_, err = add(tx, b, n, ^uint64(0))
					}
					tx.Put(a, store.K('m').Int(int64(top)), make([]byte, 300))
					return err
				})
				if err != nil {
					t.Error(err)
					return
				}
				acked[p].Store(top)
			}
		})
	}
	dir := filepath.Join(t.TempDir(), "copy")
	for acked[0].Load() < 20 {
		view(t, s, func(store.Reader) error { return nil })
	}
	var before [pairs]uint64
	for p := range before {
		before[p] = acked[p].Load()
	}
	if err := s.Backup(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	close(stop)
	wg.Wait()
	re := e.OpenBackup(t, dir)
	for p := range pairs {
		view(t, re, func(r store.Reader) error { return checkPair(r, p, before[p]) })
	}
	update(t, re, []store.Owner{owner(0)}, func(tx store.Tx) error { tx.Put(owner(0), n, nil); return nil })
}

func checkPair(r store.Reader, p int, atLeast uint64) error {
	a, err := r.Get(owner(2*p), []byte("n"))
	if err != nil {
		return err
	}
	b, err := r.Get(owner(2*p+1), []byte("n"))
	if err != nil {
		return err
	}
	rs, err := r.Scan(owner(2*p), store.K('m'), nil, false, 0)
	if err != nil {
		return err
	}
	if number(a)+number(b) != 0 || number(a) < atLeast || uint64(len(rs)) < number(a) {
		return fmt.Errorf("pair %d: %d and %d with %d records, at least %d", p, number(a), -number(b), len(rs), atLeast)
	}
	return nil
}

func testBackupRefused(t *testing.T, s store.Store) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), dir); err == nil {
		t.Error("wrote a backup into a directory with files in it")
	}
	names, err := os.ReadDir(dir)
	if err != nil || len(names) != 1 {
		t.Errorf("the directory holds %d files now, %v", len(names), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Backup(ctx, filepath.Join(dir, "b")); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled backup: %v", err)
	}
	if err := s.Backup(t.Context(), filepath.Join(dir, "b")); err != nil {
		t.Errorf("backup of an empty store: %v", err)
	}
	empty := t.TempDir()
	if err := s.Backup(t.Context(), empty); err != nil {
		t.Errorf("backup into an empty directory: %v", err)
	}
}

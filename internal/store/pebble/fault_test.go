package pebble_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"

	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/store/storetest"
)

const patience = time.Minute // ends a test that hangs

func put(t *testing.T, s store.Store, o store.Owner, key, value string) error {
	t.Helper()
	return s.Update(t.Context(), []store.Owner{o}, func(tx store.Tx) error {
		tx.Put(o, []byte(key), []byte(value))
		return nil
	})
}

func get(t *testing.T, s store.Store, o store.Owner, key string) (v string, err error) {
	t.Helper()
	err = s.View(t.Context(), func(r store.Reader) error {
		b, err := r.Get(o, []byte(key))
		v = string(b)
		return err
	})
	return v, err
}

// TestLittleRoom refuses Updates, not Views, until there is room again.
func TestLittleRoom(t *testing.T) {
	t.Parallel()
	d := newDisk(vfs.NewMem())
	s := open(t, "db", pebble.Options{FS: d, MinFree: 1 << 20})
	if err := put(t, s, "a", "k", "1"); err != nil {
		t.Fatal(err)
	}
	d.setFree(1<<20 - 1)
	var err error
	for range 16 { // it does not ask each time
		if err = put(t, s, "a", "k", "1"); err != nil {
			break
		}
	}
	if !errors.Is(err, pebble.ErrFull) || !strings.Contains(err.Error(), "db") {
		t.Fatalf("with little room: %v", err)
	}
	for range 20 {
		if err := put(t, s, "a", "k", "2"); !errors.Is(err, pebble.ErrFull) {
			t.Fatalf("with little room: %v", err)
		}
	}
	if v, err := get(t, s, "a", "k"); v != "1" || err != nil {
		t.Errorf("view: %q, %v", v, err)
	}
	if n := s.Metrics().Refused; n != 21 {
		t.Errorf("%d counted as refused", n)
	}
	d.setFree(1 << 30)
	if err := put(t, s, "a", "k", "3"); err != nil {
		t.Errorf("with room again: %v", err)
	}
	big := func(n int) error {
		return s.Update(t.Context(), []store.Owner{"a"}, func(tx store.Tx) error {
			tx.Put("a", []byte("big"), make([]byte, n))
			return nil
		})
	}
	if err := big(20 << 20); err != nil {
		t.Errorf("20 MiB with 1 GiB of room: %v", err)
	}
	d.setFree(30 << 20)
	if err := big(20 << 20); !errors.Is(err, pebble.ErrFull) {
		t.Errorf("20 MiB with 30 MiB of room: %v", err)
	}
	if err := big(pebble.MaxUpdate); !errors.Is(err, pebble.ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
}

// TestBroken makes each kind of write to the log and the manifest fail, under a
// load that rotates logs and flushes. The store must say so, refuse everything,
// and hold all that it acknowledged once it is opened again.
func TestBroken(t *testing.T) {
	t.Parallel()
	for _, op := range []string{
		"write .log", "sync .log", "create .log", "close .log",
		"write MANIFEST", "sync MANIFEST", "write everything", "create everything", "sync everything",
	} {
		t.Run(op, func(t *testing.T) {
			t.Parallel()
			breakStore(t, op)
		})
	}
}

func breakStore(t *testing.T, what string) {
	below := vfs.NewMem()
	d := newDisk(below)
	told := make(chan error, 10)
	s, err := pebble.Open("db", pebble.Options{FS: d, Fatal: func(err error) { told <- err }})
	if err != nil {
		t.Fatal(err)
	}
	low := storetest.NewLow(workers, 500)
	load := storetest.Load{Workers: workers, Durable: low.Note}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	done := make(chan error, 2)
	go func() { done <- load.Run(ctx, s) }()
	<-low.Reached()
	op, name, _ := strings.Cut(what, " ")
	d.on(func(o, n string) error {
		if o == op && (strings.Contains(n, name) || name == "everything") {
			return &vfsError{op, n}
		}
		return nil
	})
	go func() { done <- fillLogs(ctx, s) }()
	for range 2 {
		if err := <-done; !errors.Is(err, pebble.ErrBroken) && !errors.Is(err, store.ErrUnknown) {
			t.Errorf("under load: %v", err)
		}
	}
	if err := <-told; !errors.Is(err, pebble.ErrBroken) || !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("the hook was told %v", err)
	}
	if err := put(t, s, "a", "k", "1"); !errors.Is(err, pebble.ErrBroken) || !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("update: %v", err)
	}
	if _, err := get(t, s, "a", "k"); !errors.Is(err, pebble.ErrBroken) {
		t.Errorf("view: %v", err)
	}
	if err := s.Close(); !errors.Is(err, pebble.ErrBroken) {
		t.Errorf("close: %v", err)
	}
	if len(told) > 0 {
		t.Errorf("the hook was called again: %v", <-told)
	}
	re := open(t, "db", pebble.Options{FS: below}) // room again
	if err := load.Verify(t.Context(), re, low.Now()); err != nil {
		t.Error(err)
	}
}

type vfsError struct{ op, name string }

func (e *vfsError) Error() string { return fmt.Sprintf("%s %s: no space left on device", e.op, e.name) }
func (e *vfsError) Unwrap() error { return syscall.ENOSPC }

// fillLogs writes until the store refuses, for many memtables.
func fillLogs(ctx context.Context, s store.Store) error {
	for i := range 1000 {
		o := store.Owner(fmt.Sprint("fill", i%4))
		err := s.Update(ctx, []store.Owner{o}, func(tx store.Tx) error {
			tx.Put(o, []byte{byte(i)}, make([]byte, 1<<20))
			return nil
		})
		if err != nil {
			return err
		}
	}
	return errors.New("the store took everything")
}

// TestFlushRetries lets tables fail for a while, as on a disk that is full for
// tables but whose log is preallocated: writes go on when there is room again.
func TestFlushRetries(t *testing.T) {
	t.Parallel()
	d := newDisk(vfs.NewMem())
	s := open(t, "db", pebble.Options{FS: d})
	var failed atomic.Int64
	three := make(chan struct{})
	d.on(func(op, name string) error {
		if op == "create" && strings.HasSuffix(name, ".sst") {
			if failed.Add(1) == 3 {
				close(three)
			}
			return &vfsError{op, name}
		}
		return nil
	})
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := range 140 { // more than the memtables take
			if err := put(t, s, "a", fmt.Sprint(i), strings.Repeat("x", 1<<20)); err != nil {
				t.Error(err)
				return
			}
		}
	})
	select {
	case <-three:
	case <-time.After(patience):
		t.Error("no flush was tried")
	}
	d.on(nil)
	wg.Wait()
	if v, err := get(t, s, "a", "139"); len(v) != 1<<20 || err != nil {
		t.Errorf("%d bytes, %v", len(v), err)
	}
	if s.Metrics().Failures < 3 {
		t.Errorf("%d failures counted", s.Metrics().Failures)
	}
}

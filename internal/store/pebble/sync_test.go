package pebble_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"

	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
)

// holdSync makes every sync of a log say so and then wait.
func holdSync(d *disk) (syncing, release chan struct{}) {
	syncing, release = make(chan struct{}, 100), make(chan struct{})
	d.on(func(op, name string) error {
		if op == "sync" && strings.HasSuffix(name, ".log") {
			syncing <- struct{}{}
			<-release
		}
		return nil
	})
	return syncing, release
}

// TestWaitsForSync holds up the sync of a commit: nobody who saw it may return,
// whoever did not see it may, and the lock of its owner is free.
func TestWaitsForSync(t *testing.T) {
	t.Parallel()
	d := newDisk(vfs.NewMem())
	s := open(t, "db", pebble.Options{FS: d})
	syncing, release := holdSync(d)
	saw := make(chan string, 10) // at the end of a function that read "new"
	returned := make(chan string, 10)
	go func() {
		if err := put(t, s, "a", "k", "new"); err != nil {
			t.Error(err)
		}
		returned <- "update"
	}()
	<-syncing
	read := func(who string, r store.Reader) error {
		v, err := r.Get("a", []byte("k"))
		saw <- who + " " + string(v)
		return err
	}
	go func() {
		err := s.Update(t.Context(), []store.Owner{"a"}, func(tx store.Tx) error { return errors.Join(read("failed", tx), errStop) })
		if !errors.Is(err, errStop) {
			t.Error(err)
		}
		returned <- "failed"
	}()
	if got := <-saw; got != "failed new" { // behind the lock, so it shows by now
		t.Errorf("%s: the commit was to show", got)
	}
	go func() {
		if err := s.View(t.Context(), func(r store.Reader) error { return read("view", r) }); err != nil {
			t.Error(err)
		}
		returned <- "view"
	}()
	go func() { // writes nothing, and has not even named the owner
		if err := s.Update(t.Context(), []store.Owner{"b"}, func(tx store.Tx) error { return read("other", tx) }); err != nil {
			t.Error(err)
		}
		returned <- "other"
	}()
	for range 2 {
		if got := <-saw; !strings.HasSuffix(got, " new") {
			t.Errorf("%s: the commit was to show", got)
		}
	}
	if _, err := get(t, s, "c", "k"); err != nil { // does not wait
		t.Error(err)
	}
	early := len(returned)
	close(release)
	for i := range 4 {
		if who := <-returned; i < early {
			t.Errorf("%s returned before the sync", who)
		}
	}
}

var errStop = errors.New("stop")

package bench

import (
	"os"
	"path/filepath"
	"testing"
)

// A server that comes back with an older state has lost what it had answered:
// the rounds of the job kill have to notice.
func TestKillFindsLoss(t *testing.T) {
	t.Parallel()
	ctx, dir := t.Context(), filepath.Join(t.TempDir(), "data")
	accounts, err := provision(ctx, dir, 4)
	if err != nil {
		t.Fatal(err)
	}
	o := options(t)
	s, err := newServer(o.Server, dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.ready(ctx, &accounts[0]); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.kill)
	l := newLoad(ctx, accounts, 60, 2)
	if err := l.attach(ctx, s.addr); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.detach)
	older := filepath.Join(t.TempDir(), "older")
	round := func(meanwhile func()) {
		l.run()
		if err := l.settle(ctx); err != nil {
			t.Fatal(err)
		}
		l.detach()
		s.kill()
		meanwhile()
		if _, err := s.ready(ctx, &accounts[0]); err != nil {
			t.Fatal(err)
		}
		l.breaking.Store(false)
		if err := l.attach(ctx, s.addr); err != nil {
			t.Fatal(err)
		}
	}
	round(func() {
		if err := os.CopyFS(older, os.DirFS(filepath.Join(dir, "store"))); err != nil {
			t.Fatal(err)
		}
	})
	if n, words := l.wrongs(); n != 0 || l.acked.Load() == 0 {
		t.Fatalf("a kill alone: %d faults, %d answers, %q", n, l.acked.Load(), words)
	}
	round(func() {
		if err := os.RemoveAll(filepath.Join(dir, "store")); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(older, filepath.Join(dir, "store")); err != nil {
			t.Fatal(err)
		}
	})
	if n, _ := l.wrongs(); n == 0 {
		t.Fatal("nobody noticed that messages were lost")
	}
}

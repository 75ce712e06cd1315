package postgres_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"

	"heliograph/internal/store"
	"heliograph/internal/store/postgres"
	"heliograph/internal/store/postgres/pgtest"
	"heliograph/internal/store/storetest"
)

const workers = 16

// hit puts load on two stores of one database, calls harm in the midst of it,
// and checks the records once load went on for a while after that.
func hit(t *testing.T, dsn string, harm func(t *testing.T)) {
	t.Helper()
	a, b := open(t, dsn, postgres.Options{}), open(t, dsn, postgres.Options{})
	before, after := storetest.NewLow(workers, 300), storetest.NewLow(workers, 300)
	var harmed atomic.Bool
	load := storetest.Load{Workers: workers, Stubborn: true, Durable: func(w int, n uint64) {
		before.Note(w, n)
		if harmed.Load() {
			after.Note(w, n)
		}
	}}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan error, 2)
	for _, s := range []store.Store{a, b} {
		go func() { done <- load.Run(ctx, s) }()
	}
	<-before.Reached()
	harm(t)
	harmed.Store(true)
	<-after.Reached()
	cancel()
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if err := load.Verify(t.Context(), a, before.Now()); err != nil {
		t.Error(err)
	}
}

// TestBackendsKilled ends all connections of the stores, several times.
func TestBackendsKilled(t *testing.T) {
	t.Parallel()
	s := pgtest.New(t)
	dsn := s.Schema(t)
	c, err := pgx.Connect(t.Context(), s.DSN("public"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.WithoutCancel(t.Context()))
	for range 3 {
		hit(t, dsn, func(t *testing.T) {
			var n int
			err := c.QueryRow(t.Context(), `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'heliograph'`).Scan(&n)
			if err != nil || n == 0 {
				t.Errorf("%d connections ended, %v", n, err)
			}
		})
	}
}

// TestServerRestarted restarts the server under load, once in order and once
// with SIGKILL.
func TestServerRestarted(t *testing.T) {
	t.Parallel()
	for name, stop := range map[string]func(*pgtest.Server) error{
		"stop": (*pgtest.Server).Stop,
		"kill": (*pgtest.Server).Kill,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := pgtest.New(t)
			hit(t, s.Schema(t), func(t *testing.T) {
				if err := errors.Join(stop(s), s.Start()); err != nil {
					t.Fatal(err)
				}
			})
		})
	}
}

// TestServerAway gets errors, not a hang, from a server that is not there.
func TestServerAway(t *testing.T) {
	t.Parallel()
	srv := pgtest.New(t)
	s := open(t, srv.Schema(t), postgres.Options{})
	write := func() error {
		return s.Update(t.Context(), []store.Owner{"a"}, func(tx store.Tx) error {
			tx.Put("a", []byte("k"), nil)
			return nil
		})
	}
	if err := write(); err != nil {
		t.Fatal(err)
	}
	if err := srv.Stop(); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := write(); err == nil {
			t.Error("an update without a server")
		}
		err := s.View(t.Context(), func(r store.Reader) error { _, err := r.Get("a", []byte("k")); return err })
		if err == nil {
			t.Error("a view without a server")
		}
	}
	if err := s.Backup(t.Context(), t.TempDir()); err == nil {
		t.Error("a backup without a server")
	}
	if _, err := postgres.Open(t.Context(), srv.DSN("public"), postgres.Options{}); err == nil {
		t.Error("opened a store without a server")
	}
	if err := srv.Start(); err != nil {
		t.Fatal(err)
	}
	if err := write(); err != nil {
		t.Errorf("with the server back: %v", err)
	}
}

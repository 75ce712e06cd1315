package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"heliograph/internal/store"
	"heliograph/internal/store/postgres"
	"heliograph/internal/store/postgres/pgtest"
)

// TestOneBadOfMany has a batch of which one Update is more than the database
// takes: only that one fails.
func TestOneBadOfMany(t *testing.T) {
	t.Parallel()
	s := open(t, pgtest.Schema(t), postgres.Options{Lanes: 1})
	inside, leave := make(chan struct{}), make(chan struct{})
	var once sync.Once
	var wg sync.WaitGroup
	wg.Go(func() { // keeps the lane busy while the batch gathers
		err := s.Update(t.Context(), []store.Owner{"first"}, func(store.Tx) error {
			once.Do(func() { close(inside) })
			<-leave
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-inside
	const n = 10
	errs := make([]error, n)
	for i := range n {
		wg.Go(func() {
			o := store.Owner(fmt.Sprint("o", i))
			errs[i] = s.Update(t.Context(), []store.Owner{o}, func(tx store.Tx) error {
				key := make([]byte, 10)
				if i == 5 { // larger than an index takes, and not to be compressed
					for j := range 2000 {
						key = append(key, fmt.Sprintf("%x", j*7919)...)
					}
				}
				tx.Put(o, key, []byte("v"))
				return nil
			})
		})
	}
	close(leave)
	wg.Wait()
	for i, err := range errs {
		if (err != nil) != (i == 5) {
			t.Errorf("update %d: %v", i, err)
		}
	}
}

// TestStaleError has a fn that fails because of a record that another server
// has changed since: it must run again, on what is there now (P5).
func TestStaleError(t *testing.T) {
	t.Parallel()
	dsn := pgtest.Schema(t)
	a, b := open(t, dsn, postgres.Options{}), open(t, dsn, postgres.Options{})
	set := func(s store.Store, v string) {
		t.Helper()
		err := s.Update(t.Context(), []store.Owner{"o"}, func(tx store.Tx) error {
			if _, err := tx.Get("o", []byte("banned")); err != nil { // now it is known
				return err
			}
			tx.Put("o", []byte("banned"), []byte(v))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	errBanned := errors.New("banned")
	set(a, "yes")
	set(b, "no")
	runs := 0
	err := a.Update(t.Context(), []store.Owner{"o"}, func(tx store.Tx) error {
		runs++
		v, err := tx.Get("o", []byte("banned"))
		if err == nil && string(v) == "yes" {
			return errBanned
		}
		return err
	})
	if err != nil || runs != 2 {
		t.Errorf("%v after %d runs", err, runs)
	}
	if a.Metrics().Conflicts != 1 {
		t.Errorf("%+v", a.Metrics())
	}
}

// TestWarmIsOneTrip counts round trips.
func TestWarmIsOneTrip(t *testing.T) {
	t.Parallel()
	s := open(t, pgtest.Schema(t), postgres.Options{})
	bump := func() {
		t.Helper()
		err := s.Update(t.Context(), []store.Owner{"a", "b"}, func(tx store.Tx) error {
			vs, err := tx.GetMany(store.Ref{Owner: "a", Key: []byte("n")}, store.Ref{Owner: "b", Key: []byte("n")})
			if err != nil {
				return err
			}
			tx.Put("a", []byte("n"), append(vs[0], 1))
			tx.Put("b", []byte("n"), append(vs[1], 1))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	bump()
	before := s.Metrics().Trips
	for range 10 {
		bump()
	}
	if n := s.Metrics().Trips - before; n != 10 {
		t.Errorf("10 warm Updates took %d round trips", n)
	}
}

func TestFormat(t *testing.T) {
	t.Parallel()
	exec := func(dsn, q string) {
		t.Helper()
		c, err := pgx.Connect(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.Exec(t.Context(), q)
		if err = errors.Join(err, c.Close(t.Context())); err != nil {
			t.Fatal(err)
		}
	}
	foreign := pgtest.Schema(t)
	exec(foreign, "CREATE TABLE records (x int)")
	newer := pgtest.Schema(t)
	open(t, newer, postgres.Options{})
	exec(newer, "UPDATE store_format SET version = 2")
	for _, dsn := range []string{foreign, newer} {
		if _, err := postgres.Open(t.Context(), dsn, postgres.Options{}); !errors.Is(err, postgres.ErrFormat) {
			t.Errorf("opened: %v", err)
		}
	}
	if _, err := postgres.Open(t.Context(), "host=", postgres.Options{}); err == nil {
		t.Error("opened nothing")
	}
}

// TestOpenTogether starts several servers on an empty database at once.
func TestOpenTogether(t *testing.T) {
	t.Parallel()
	dsn := pgtest.Schema(t)
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			s, err := postgres.Open(context.Background(), dsn, postgres.Options{})
			if err == nil {
				err = s.Close()
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func TestRestoreRefused(t *testing.T) {
	t.Parallel()
	dsn := pgtest.Schema(t)
	s := open(t, dsn, postgres.Options{})
	err := s.Update(t.Context(), []store.Owner{"a"}, func(tx store.Tx) error {
		tx.Put("a", []byte("k"), []byte("v"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "b")
	if err := s.Backup(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	if err := postgres.Restore(t.Context(), dsn, dir); err == nil {
		t.Error("restored over a database in use")
	}
	name := filepath.Join(dir, "records.copy")
	if i, err := os.Stat(name); err != nil || os.Truncate(name, i.Size()-5) != nil {
		t.Fatal(err)
	}
	empty := pgtest.Schema(t)
	if err := postgres.Restore(t.Context(), empty, dir); err == nil {
		t.Error("restored a backup that was cut off")
	}
	re := open(t, empty, postgres.Options{})
	err = re.View(t.Context(), func(r store.Reader) error {
		rs, err := r.Scan("a", nil, nil, false, 0)
		if len(rs) > 0 {
			return errors.New("half a restore")
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

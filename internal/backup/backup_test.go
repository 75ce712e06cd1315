package backup_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"heliograph/internal/backup"
	"heliograph/internal/config"
	"heliograph/internal/serverkey"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
)

const owner = store.Owner("box")

func newData(t *testing.T) *config.Config {
	t.Helper()
	c := config.Default()
	c.Data = filepath.Join(t.TempDir(), "data")
	return &c
}

func open(t *testing.T, c *config.Config) *pebble.Store {
	t.Helper()
	s, err := pebble.Open(c.StoreDir(), pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func put(t *testing.T, s store.Store, value string) {
	t.Helper()
	err := s.Update(t.Context(), []store.Owner{owner}, func(tx store.Tx) error {
		tx.Put(owner, []byte("k"), []byte(value))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func value(t *testing.T, c *config.Config) string {
	t.Helper()
	s := open(t, c)
	defer func() { _ = s.Close() }()
	var got []byte
	err := s.View(t.Context(), func(r store.Reader) (err error) {
		got, err = r.Get(owner, []byte("k"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(got)
}

func TestBackupOfRunningStoreRestoresThatMoment(t *testing.T) {
	t.Parallel()
	c := newData(t)
	key, err := serverkey.LoadOrCreate(c.Data)
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, c)
	put(t, s, "before")
	dir := filepath.Join(t.TempDir(), "b")
	if err := backup.Take(t.Context(), c, s, dir); err != nil {
		t.Fatal(err)
	}
	put(t, s, "after")
	if err := backup.TakeStopped(t.Context(), c, filepath.Join(t.TempDir(), "x")); !errors.Is(err, pebble.ErrInUse) {
		t.Errorf("a backup past a running server: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	again := newData(t)
	if err := backup.Restore(t.Context(), again, dir); err != nil {
		t.Fatal(err)
	}
	if got := value(t, again); got != "before" {
		t.Errorf("restored %q", got)
	}
	if k, err := serverkey.Load(again.Data); err != nil || !k.Equal(key) {
		t.Errorf("the key is another one: %v", err)
	}
	if got := value(t, c); got != "after" {
		t.Errorf("the original holds %q", got)
	}
	if err := backup.Restore(t.Context(), again, dir); err == nil {
		t.Error("a restore over data was not refused")
	}
}

func TestStoppedBackupRestoresTwice(t *testing.T) {
	t.Parallel()
	c := newData(t)
	if _, err := serverkey.LoadOrCreate(c.Data); err != nil {
		t.Fatal(err)
	}
	s := open(t, c)
	put(t, s, "kept")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir() // empty: allowed
	if err := backup.TakeStopped(t.Context(), c, dir); err != nil {
		t.Fatal(err)
	}
	if err := backup.TakeStopped(t.Context(), c, dir); !errors.Is(err, backup.ErrNotEmpty) {
		t.Errorf("a second backup into the same directory: %v", err)
	}
	for range 2 { // a restore does not use up or change the backup
		again := newData(t)
		if err := backup.Restore(t.Context(), again, dir); err != nil {
			t.Fatal(err)
		}
		if s := open(t, again); true {
			put(t, s, "changed")
			_ = s.Close()
		}
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	c := newData(t)
	if err := backup.TakeStopped(t.Context(), c, t.TempDir()); !errors.Is(err, serverkey.ErrNone) {
		t.Errorf("a backup of nothing: %v", err)
	}
	if err := backup.Restore(t.Context(), c, t.TempDir()); !errors.Is(err, backup.ErrNoBackup) {
		t.Errorf("a restore of nothing: %v", err)
	}
	newer := t.TempDir()
	if err := os.WriteFile(filepath.Join(newer, "backup.json"), []byte(`{"format":99,"engine":"pebble"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := backup.Restore(t.Context(), c, newer); err == nil || !strings.Contains(err.Error(), "newer") {
		t.Errorf("a newer backup: %v", err)
	}
	c.Store.Engine = config.EnginePostgres
	if err := backup.Restore(t.Context(), c, newer); !errors.Is(err, backup.ErrEngine) {
		t.Errorf("postgres: %v", err)
	}
}

func TestCancelledBackupLeavesNothing(t *testing.T) {
	t.Parallel()
	c := newData(t)
	if _, err := serverkey.LoadOrCreate(c.Data); err != nil {
		t.Fatal(err)
	}
	s := open(t, c)
	defer func() { _ = s.Close() }()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	parent := t.TempDir()
	if err := backup.Take(ctx, c, s, filepath.Join(parent, "b")); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if left, _ := os.ReadDir(parent); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

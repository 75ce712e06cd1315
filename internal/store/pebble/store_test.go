package pebble_test

import (
	"testing"

	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/store/storetest"
)

func open(t testing.TB, dir string, o pebble.Options) *pebble.Store {
	t.Helper()
	if o.CacheBytes == 0 {
		o.CacheBytes = 8 << 20
	}
	s, err := pebble.Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

func TestContract(t *testing.T) {
	t.Parallel()
	storetest.Run(t, storetest.Engine{
		Open: func(t *testing.T) []store.Store {
			return []store.Store{open(t, t.TempDir(), pebble.Options{})}
		},
		OpenBackup: func(t *testing.T, dir string) store.Store {
			return open(t, dir, pebble.Options{})
		},
	})
}

package postgres_test

import (
	"fmt"
	"os"
	"testing"

	"heliograph/internal/store"
	"heliograph/internal/store/postgres"
	"heliograph/internal/store/postgres/pgtest"
	"heliograph/internal/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

func open(t testing.TB, dsn string, o postgres.Options) *postgres.Store {
	t.Helper()
	s, err := postgres.Open(t.Context(), dsn, o)
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

// TestContract runs two servers on each database, with the memory of records
// on and off and in both forms.
func TestContract(t *testing.T) {
	t.Parallel()
	for _, o := range []postgres.Options{
		{},
		{Owners: -1, Lanes: 1, Batch: 3},
		{Form: postgres.FormCitus, Lanes: 4},
		{Form: postgres.FormCitus, Owners: -1},
	} {
		t.Run(fmt.Sprintf("%+v", o), func(t *testing.T) {
			t.Parallel()
			storetest.Run(t, storetest.Engine{
				Open: func(t *testing.T) []store.Store {
					dsn := pgtest.Schema(t)
					return []store.Store{open(t, dsn, o), open(t, dsn, o)}
				},
				OpenBackup: func(t *testing.T, dir string) store.Store {
					dsn := pgtest.Schema(t)
					if err := postgres.Restore(t.Context(), dsn, dir); err != nil {
						t.Fatal(err)
					}
					return open(t, dsn, o)
				},
			})
		})
	}
}

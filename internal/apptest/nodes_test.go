package apptest_test

import (
	"testing"

	"heliograph/internal/apptest"
)

// TestOnNodes runs every scenario against three nodes that share a PostgreSQL
// database and a bus. Each device of a scenario connects to another node than
// the one before.
func TestOnNodes(t *testing.T) {
	t.Parallel()
	for name, file := range scripts(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			apptest.RunScript(t, apptest.New(t, apptest.WithNodes(3), onPostgres(t)), file, false)
		})
	}
}

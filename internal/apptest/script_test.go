package apptest_test

import (
	"flag"
	"path/filepath"
	"strings"
	"testing"

	"heliograph/internal/apptest"
)

var update = flag.Bool("update", false, "write the output that the scripts give into them")

// TestScripts runs every scenario against a server of its own.
func TestScripts(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/script/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txt"), func(t *testing.T) {
			t.Parallel()
			apptest.RunScript(t, apptest.New(t), f, *update)
		})
	}
}

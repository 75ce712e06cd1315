package apptest_test

import (
	"flag"
	"path/filepath"
	"strings"
	"testing"

	"heliograph/internal/apptest"
)

var update = flag.Bool("update", false, "write the output that the scripts give into them")

// scripts is the scenarios by name.
func scripts(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("testdata/script/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	out := map[string]string{}
	for _, f := range files {
		out[strings.TrimSuffix(filepath.Base(f), ".txt")] = f
	}
	return out
}

// TestScripts runs every scenario against a server of its own.
func TestScripts(t *testing.T) {
	t.Parallel()
	for name, file := range scripts(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			apptest.RunScript(t, apptest.New(t), file, *update)
		})
	}
}

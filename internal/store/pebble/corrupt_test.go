package pebble_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
)

// written is a closed store with records in tables, or with flushed false in
// the log alone.
func written(t *testing.T, flushed bool) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "db")
	s, err := pebble.Open(dir, pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 300 {
		if err := put(t, s, "a", fmt.Sprintf("%04d", i), strings.Repeat("v", 500)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if !flushed {
		return dir
	}
	for range 2 { // opening flushes what the log held
		s = open(t, dir, pebble.Options{})
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// largest is the largest file that matches.
func largest(t *testing.T, dir, pattern string) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		t.Fatal(err)
	}
	var best string
	size := int64(-1)
	for _, n := range names {
		if i, err := os.Stat(n); err == nil && i.Size() > size {
			best, size = n, i.Size()
		}
	}
	if best == "" {
		t.Fatalf("no %s in %s", pattern, dir)
	}
	return best
}

// newest is the file that matches with the highest number.
func newest(t *testing.T, dir, pattern string) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(names) == 0 {
		t.Fatalf("no %s in %s, %v", pattern, dir, err)
	}
	return slices.Max(names)
}

// readAll opens the directory and reads every record.
func readAll(t *testing.T, dir string) (n int, err error) {
	t.Helper()
	s, err := pebble.Open(dir, pebble.Options{})
	if err != nil {
		return 0, err
	}
	defer s.Close()
	err = s.View(t.Context(), func(r store.Reader) error {
		rs, err := r.Scan("a", nil, nil, false, 0)
		n = len(rs)
		return err
	})
	return n, err
}

// flip changes eight bytes of a file.
func flip(at func(size int) int) func(*testing.T, string) {
	return func(t *testing.T, name string) {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 8 {
			b[at(len(b))+i] ^= 0x5a
		}
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// cut takes half of a file away.
func cut(t *testing.T, name string) {
	i, err := os.Stat(name)
	if err == nil {
		err = os.Truncate(name, i.Size()/2)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, name string) {
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
}

func TestCorrupt(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name, pattern string
		flushed       bool
		damage        func(*testing.T, string)
	}{
		{"TableBlock", "*.sst", true, flip(func(int) int { return 100 })},
		{"TableFooter", "*.sst", true, flip(func(n int) int { return n - 20 })},
		{"TableCut", "*.sst", true, cut},
		{"TableGone", "*.sst", true, remove},
		{"Log", "*.log", false, flip(func(int) int { return 30_000 })},
		{"LogStart", "*.log", false, flip(func(int) int { return 11 })},
		{"Manifest", "MANIFEST-*", true, flip(func(int) int { return 20 })},
		{"ManifestGone", "MANIFEST-*", true, remove},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			dir := written(t, x.flushed)
			name := largest(t, dir, x.pattern)
			if strings.HasPrefix(x.pattern, "MANIFEST") {
				name = newest(t, dir, x.pattern)
			}
			x.damage(t, name)
			_, err := readAll(t, dir)
			if !errors.Is(err, store.ErrCorrupt) {
				t.Fatalf("got %v", err)
			}
			number := strings.TrimLeft(strings.TrimSuffix(strings.TrimPrefix(filepath.Base(name), "MANIFEST-"), filepath.Ext(name)), "0")
			if !strings.Contains(err.Error(), "backup") || !strings.Contains(err.Error(), number) {
				t.Errorf("does not name %s or the backup: %v", name, err)
			}
			t.Log(err)
		})
	}
}

// TestLogCutOff opens a log that ends in the middle of a record, as after a
// crash: that is not damage.
func TestLogCutOff(t *testing.T) {
	t.Parallel()
	dir := written(t, false)
	name := largest(t, dir, "*.log")
	i, err := os.Stat(name)
	if err == nil {
		err = os.Truncate(name, i.Size()-i.Size()/10)
	}
	if err != nil {
		t.Fatal(err)
	}
	if n, err := readAll(t, dir); n == 0 || err != nil {
		t.Errorf("%d records, %v", n, err)
	}
}

func TestInUse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir, pebble.Options{})
	if _, err := pebble.Open(dir, pebble.Options{}); !errors.Is(err, pebble.ErrInUse) || !strings.Contains(err.Error(), dir) {
		t.Errorf("second open: %v", err)
	}
	if err := put(t, s, "a", "k", "1"); err != nil { // the first is as it was
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	open(t, dir, pebble.Options{})
}

func TestFormat(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name, text string
		want       error
	}{
		{"newer", "heliograph store 2\n", pebble.ErrFormat},
		{"garbage", "hello", pebble.ErrFormat},
		{"gone", "", pebble.ErrFormat},
		{"same", "heliograph store 1\n", nil},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			dir := written(t, true)
			name := filepath.Join(dir, "FORMAT")
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
			if x.text != "" {
				if err := os.WriteFile(name, []byte(x.text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			n, err := readAll(t, dir)
			if !errors.Is(err, x.want) || x.want == nil && n != 300 {
				t.Errorf("%d records, %v", n, err)
			}
		})
	}
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir(), pebble.Options{})
	for i := range 10 {
		if err := put(t, s, "a", fmt.Sprint(i), "v"); err != nil {
			t.Fatal(err)
		}
	}
	_ = s.Update(context.Background(), []store.Owner{"a"}, func(store.Tx) error { return errStop })
	if m := s.Metrics(); m.Commits != 10 || m.LogBytes == 0 || m.MemtableBytes == 0 {
		t.Errorf("%+v", m)
	}
	if s.Size() == 0 {
		t.Error("no size")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if m := s.Metrics(); m.Commits != 10 || s.Size() != 0 {
		t.Errorf("after close: %+v, %d", m, s.Size())
	}
}

package pebble_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"

	"heliograph/internal/store/pebble"
	"heliograph/internal/store/storetest"
)

const (
	workers  = 16
	childDir = "HELIOGRAPH_TEST_STORE_CHILD"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		fmt.Fprintln(os.Stderr, child(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// child works until it is killed and says what must survive.
func child(dir string) error {
	s, err := pebble.Open(dir, pebble.Options{})
	if err != nil {
		return err
	}
	return storetest.Load{Workers: workers, Durable: func(w int, n uint64) {
		fmt.Printf("%d %d.\n", w, n) // one write, so lines do not mix
	}}.Run(context.Background(), s)
}

// TestKill kills a process under load ten times and opens its directory again.
func TestKill(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	low := storetest.NewLow(workers, 0)
	for round := range 10 {
		lines := runAndKill(t, dir, 200+rand.IntN(3000), low)
		s, err := pebble.Open(dir, pebble.Options{})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if err := (storetest.Load{Workers: workers}).Verify(t.Context(), s, low.Now()); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		t.Logf("round %d: killed after %d notes", round, lines)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func runAndKill(t *testing.T, dir string, after int, low *storetest.Low) (lines int) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for sc := bufio.NewScanner(out); sc.Scan(); lines++ {
		var w int
		var n uint64
		if k, _ := fmt.Sscanf(sc.Text()+"\n", "%d %d.\n", &w, &n); k == 2 && sc.Text()[len(sc.Text())-1] == '.' {
			low.Note(w, n)
		}
		if lines == after {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil || lines < after {
		t.Fatalf("the child ended by itself after %d lines: %v", lines, err)
	}
	return lines
}

// TestPowerLoss drops what was not synced: all of it, or half of the blocks.
func TestPowerLoss(t *testing.T) {
	t.Parallel()
	for round := range 10 {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			t.Parallel()
			disk := vfs.NewCrashableMem()
			s := open(t, "data/db", pebble.Options{FS: disk})
			low := storetest.NewLow(workers, 300+rand.IntN(1500))
			load := storetest.Load{Workers: workers, Durable: low.Note}
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error)
			go func() { done <- load.Run(ctx, s) }()
			<-low.Reached()
			want := low.Now() // before the cut: what comes later may be lost
			after := disk.CrashClone(vfs.CrashCloneCfg{
				UnsyncedDataPercent: 50 * (round % 2),
				RNG:                 rand.New(rand.NewPCG(1, uint64(round))),
			})
			cancel()
			if err := <-done; err != nil {
				t.Error(err)
			}
			re := open(t, "data/db", pebble.Options{FS: after})
			if err := load.Verify(t.Context(), re, want); err != nil {
				t.Error(err)
			}
		})
	}
}

package job_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"heliograph/internal/clock"
	"heliograph/internal/job"
	"heliograph/internal/logx"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
)

const childDir = "HELIOGRAPH_TEST_JOB_CHILD"

// child sets alarms and says of which the answer was that they are set, while
// it handles others that lead from one to the next.
func child(dir string) error {
	s, err := pebble.Open(dir, pebble.Options{CacheBytes: 8 << 20})
	if err != nil {
		return err
	}
	j := job.New(job.Deps{Store: s, Clock: clock.System{}, Logger: logx.Discard(), Alone: true})
	j.Handle(job.Expiry, func(context.Context, store.Owner, int64) (int64, error) { return 0, nil })
	j.Handle(job.Online, func(_ context.Context, o store.Owner, now int64) (int64, error) {
		fmt.Printf("chain %s.\n", o) // from here on there is always one alarm for it
		return now, nil
	})
	ctx := context.Background()
	for i := range 20 {
		if err := j.Set(ctx, job.Online, store.Owner(fmt.Sprint("chain", i)), 1); err != nil {
			return err
		}
	}
	go func() { _ = j.Run(ctx) }()
	for i := 0; ; i++ {
		o := store.Owner(fmt.Sprintf("%d-%d", os.Getpid(), i))
		if err := j.Set(ctx, job.Expiry, o, time.Now().Unix()+1000+int64(i%100)); err != nil {
			return err
		}
		fmt.Printf("set %s.\n", o)
	}
}

// TestKill kills a process that sets and handles alarms, time and again: none
// that was set is lost, nor one that leads on.
func TestKill(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	owed, chains := map[store.Owner]bool{}, map[store.Owner]bool{}
	for range 5 {
		kill(t, dir, 100+rand.IntN(400), owed, chains)
	}
	j := job.New(job.Deps{
		Store: openPebble(t, dir), Clock: clock.NewFake(time.Now().Add(time.Hour)), Logger: logx.Discard(), Alone: true, Parallel: 1,
	})
	ended := func(m map[store.Owner]bool) job.Handler {
		return func(_ context.Context, o store.Owner, _ int64) (int64, error) {
			delete(m, o)
			return 0, nil
		}
	}
	all := len(owed)
	j.Handle(job.Expiry, ended(owed))
	j.Handle(job.Online, ended(chains))
	pass(t, j)
	if all < 100 || len(owed) > 0 || len(chains) > 0 {
		t.Errorf("of %d alarms %d are lost, and %d chains", all, len(owed), len(chains))
	}
}

// kill runs a child until it has said so many lines.
func kill(t *testing.T, dir string, after int, owed, chains map[store.Owner]bool) {
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
	lines := 0
	for sc := bufio.NewScanner(out); sc.Scan(); lines++ {
		var what, o string
		if k, _ := fmt.Sscanf(sc.Text(), "%s %s", &what, &o); k == 2 && o[len(o)-1] == '.' {
			m := owed
			if what == "chain" {
				m = chains
			}
			m[store.Owner(o[:len(o)-1])] = true
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
}

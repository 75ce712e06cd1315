package bench

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"testing"
	"time"

	"heliograph/internal/config"
	"heliograph/internal/logx"
	"heliograph/internal/node"
)

// TestMain makes the test binary the server as well: bench starts it with
// "serve".
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "serve" {
		os.Exit(serve())
	}
	os.Exit(m.Run())
}

func serve() int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	log := logx.New(os.Stderr, slog.LevelWarn, false)
	c, err := config.Load("", os.Environ())
	if err == nil {
		err = c.Validate()
	}
	if err == nil {
		err = node.Run(ctx, node.Options{Config: c, Logger: log, Out: os.Stdout, Version: "test"})
	}
	if err != nil {
		log.Error("serve", "error", err)
		return 1
	}
	return 0
}

// options are those of a small run.
func options(t *testing.T, jobs ...string) Options {
	t.Helper()
	return Options{
		Server: []string{os.Args[0], "serve"}, Version: "test", Dir: t.TempDir(), Out: t.Output(), Jobs: jobs,
		Pairs: 10, Duration: time.Second,
	}
}

// run runs a small bench and fails the test when a job fails, or when the
// verdict on a count of faults is not that there were none.
func run(t *testing.T, o Options) *Report {
	t.Helper()
	r, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Text(t.Output()); err != nil {
		t.Fatal(err)
	}
	if r.Failed() {
		t.Fatal("something was lost, doubled or out of order")
	}
	return r
}

func TestMessages(t *testing.T) {
	t.Parallel()
	run(t, options(t, "messages"))
}

// Ten kills at random moments under load: no acknowledged message may be lost,
// doubled or out of order, and pts may have no gap.
func TestKill(t *testing.T) {
	t.Parallel()
	o := options(t, "kill")
	o.Rounds = 10
	run(t, o)
}

func TestIdle(t *testing.T) {
	t.Parallel()
	o := options(t, "idle", "exchange")
	o.Connections, o.Exchanges, o.Rest = 50, 3, time.Millisecond
	run(t, o)
}

func TestStored(t *testing.T) {
	t.Parallel()
	o := options(t, "start", "history")
	o.Stored, o.Chat, o.Pages = 4000, 1000, 30
	run(t, o)
}

func TestSearch(t *testing.T) {
	t.Parallel()
	o := options(t, "search")
	o.Searched, o.Pages = 3000, 30
	run(t, o)
}

func TestUnknownJob(t *testing.T) {
	t.Parallel()
	if _, err := Run(t.Context(), options(t, "everything")); err == nil {
		t.Error("a job that does not exist ran")
	}
	if _, err := Run(t.Context(), Options{}); err == nil {
		t.Error("a run without a server")
	}
}

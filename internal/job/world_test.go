package job_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"heliograph/internal/clock"
	"heliograph/internal/job"
	"heliograph/internal/logx"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/store/postgres"
	"heliograph/internal/store/postgres/pgtest"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		fmt.Fprintln(os.Stderr, child(dir))
		os.Exit(1)
	}
	os.Exit(pgtest.Main(m))
}

const start = 1_700_000_000

// engines opens the same empty data twice, as two nodes would, on each engine.
var engines = map[string]func(t *testing.T) [2]store.Store{
	"pebble": func(t *testing.T) [2]store.Store {
		s := openPebble(t, t.TempDir())
		return [2]store.Store{s, s}
	},
	"postgres": func(t *testing.T) [2]store.Store {
		dsn := pgtest.Schema(t)
		return [2]store.Store{openPostgres(t, dsn), openPostgres(t, dsn)}
	},
}

func openPebble(t *testing.T, dir string) store.Store {
	t.Helper()
	s, err := pebble.Open(dir, pebble.Options{CacheBytes: 8 << 20})
	return opened(t, s, err)
}

func openPostgres(t *testing.T, dsn string) store.Store {
	t.Helper()
	s, err := postgres.Open(t.Context(), dsn, postgres.Options{})
	return opened(t, s, err)
}

func opened(t *testing.T, s store.Store, err error) store.Store {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// onEach runs a test on each engine.
func onEach(t *testing.T, f func(t *testing.T, s [2]store.Store)) {
	for name, open := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f(t, open(t))
		})
	}
}

// list is a subject: what each owner has due, handled in order.
type list struct {
	mu     sync.Mutex
	due    map[store.Owner][]int64
	calls  int
	done   []int64 // times of what was handled
	when   []int64 // the time at which each was
	fail   func() error
	called chan struct{}
}

func newList() *list {
	return &list{due: map[store.Owner][]int64{}, called: make(chan struct{}, 1)}
}

// add commits that something is due.
func (l *list) add(o store.Owner, at int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.due[o] = append(l.due[o], at)
	slices.Sort(l.due[o])
}

func (l *list) handle(_ context.Context, o store.Owner, now int64) (int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	defer func() {
		select {
		case l.called <- struct{}{}:
		default: // there is enough to read
		}
	}()
	l.calls++
	if l.fail != nil {
		if err := l.fail(); err != nil {
			return 0, err
		}
	}
	d := l.due[o]
	for len(d) > 0 && d[0] <= now {
		l.done, l.when = append(l.done, d[0]), append(l.when, now)
		d = d[1:]
	}
	if l.due[o] = d; len(d) == 0 {
		return 0, nil
	}
	return d[0], nil
}

// left is what is due at or before a time and was not handled.
func (l *list) left(now int64) (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, d := range l.due {
		for _, at := range d {
			if at <= now {
				n++
			}
		}
	}
	return n
}

func (l *list) state() (calls int, done []int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.calls, slices.Clone(l.done)
}

func fakeClock() *clock.Fake { return clock.NewFake(time.Unix(start, 0)) }

// node makes a Service with l's handler.
func node(s store.Store, c clock.Clock, l *list, alone bool) *job.Service {
	j := job.New(job.Deps{Store: s, Clock: c, Logger: logx.Discard(), Alone: alone})
	j.Handle(job.Expiry, l.handle)
	return j
}

func set(t *testing.T, j *job.Service, o store.Owner, at int64) {
	t.Helper()
	if err := j.Set(t.Context(), job.Expiry, o, at); err != nil {
		t.Fatal(err)
	}
}

func pass(t *testing.T, j *job.Service) {
	t.Helper()
	if err := j.Pass(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// count is how many alarms there are.
func count(t *testing.T, s store.Store) (n int) {
	t.Helper()
	err := s.View(t.Context(), func(r store.Reader) error {
		n = 0
		for i := range 64 {
			rows, err := r.Scan(store.Owner(fmt.Sprintf("job/%02x", i)), store.K('a'), store.K('b'), false, 0)
			if err != nil {
				return err
			}
			n += len(rows)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// run runs j until the test, or stop, ends it.
func run(t *testing.T, j *job.Service) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- j.Run(ctx) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			if err := <-done; err != nil {
				t.Error(err)
			}
		})
	}
	t.Cleanup(stop)
	return stop
}

// logged counts the lines that a logger writes.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logged) lines() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return bytes.Count(l.b.Bytes(), []byte("\n"))
}

func (l *logged) logger() *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }

var errBoom = errors.New("boom")

package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"time"
)

// Options of a run. Zero values are the defaults.
type Options struct {
	// Server is the command that serves when its settings come through the
	// environment: the program itself with "serve".
	Server  []string
	Version string
	Dir     string    // where data goes, removed afterwards: the system's place for temporary files
	Out     io.Writer // progress; nil: nowhere

	Jobs        []string      // of Jobs(); none: all
	Pairs       int           // J2: 500; J7: at most 100 of them
	Size        int           // bytes of a text: 200
	Window      int           // messages of a pair under way: 1
	Duration    time.Duration // of each part of J2: 10 s
	Connections int           // J1: 10,000
	Rest        time.Duration // J1: how long they are left alone: 15 s
	Exchanges   int           // J1: 40
	Stored      int           // J5, start: messages stored: 1,000,000
	Chat        int           // J5: of those, messages of the chat: 100,000
	Pages       int           // J5, J5b: pages asked for: 2,000
	Searched    int           // J5b: messages of the chat: 1,000,000
	Rounds      int           // J7: 10
	Online      int           // J4: members with a session: 1,000
	Members     int           // J4b: members: 200,000
	Crowd       int           // J4b: members with a session: 5,000
	CPUProfile  string        // directory for profiles of the server
}

// bench is a run.
type bench struct {
	o   Options
	dir string
	r   *Report

	archive *archive // nil until a job needs it
}

// job is one thing to measure.
type job struct {
	name string
	run  func(*bench, context.Context) error
}

// jobs in the order that they run in.
func jobs() []job {
	return []job{
		{"idle", (*bench).idle},
		{"exchange", (*bench).exchanges},
		{"messages", (*bench).messages},
		{"start", (*bench).starting},
		{"history", (*bench).histories},
		{"search", (*bench).searching},
		{"kill", (*bench).killing},
		{"group", (*bench).groups},
		{"joins", (*bench).joining},
	}
}

// Jobs are the names of the jobs, in the order that they run in.
func Jobs() []string {
	var names []string
	for _, j := range jobs() {
		names = append(names, j.name)
	}
	return names
}

// Run runs the jobs one after the other. The report has the results of those
// that ran, whatever the error.
func Run(ctx context.Context, o Options) (*Report, error) {
	if len(o.Server) == 0 {
		return nil, errors.New("bench: no server to start")
	}
	o.defaults()
	for _, name := range o.Jobs {
		if !slices.Contains(Jobs(), name) {
			return nil, fmt.Errorf("bench: there is no job %q", name)
		}
	}
	if o.Dir != "" {
		if err := os.MkdirAll(o.Dir, 0o700); err != nil {
			return nil, err
		}
	}
	dir, err := os.MkdirTemp(o.Dir, "heliograph-bench-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	b := &bench{o: o, dir: dir, r: &Report{Began: time.Now()}}
	if b.r.Machine, err = describe(o.Version, dir); err != nil {
		return b.r, err
	}
	// Less of the cores for our own garbage: they are the server's as well.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	for _, j := range jobs() {
		if len(o.Jobs) > 0 && !slices.Contains(o.Jobs, j.name) {
			continue
		}
		if err := j.run(b, ctx); err != nil {
			return b.r, fmt.Errorf("job %s: %w", j.name, err)
		}
	}
	b.r.Seconds = time.Since(b.r.Began).Seconds()
	return b.r, nil
}

func (o *Options) defaults() {
	or(&o.Size, 200)
	or(&o.Window, 1)
	or(&o.Pairs, 500)
	or(&o.Duration, 10*time.Second)
	or(&o.Connections, 10_000)
	or(&o.Rest, 15*time.Second)
	or(&o.Exchanges, 40)
	or(&o.Stored, 1_000_000)
	or(&o.Chat, 100_000)
	or(&o.Pages, 2_000)
	or(&o.Searched, 1_000_000)
	or(&o.Rounds, 10)
	or(&o.Online, 1000)
	or(&o.Members, 200_000)
	or(&o.Crowd, 5000)
	if o.Out == nil {
		o.Out = io.Discard
	}
}

func or[T int | time.Duration](v *T, d T) {
	if *v == 0 {
		*v = d
	}
}

// progress tells what is being done.
func (b *bench) progress(format string, args ...any) {
	_, _ = fmt.Fprintf(b.o.Out, format+"\n", args...)
}

// serve makes accounts in a data directory of a job and starts a server there.
func (b *bench) serve(ctx context.Context, name string, accounts int) ([]account, *server, error) {
	dir := filepath.Join(b.dir, name)
	b.progress("%s: %d users", name, accounts)
	all, err := provision(ctx, dir, accounts)
	if err != nil {
		return nil, nil, err
	}
	s, err := newServer(b.o.Server, dir)
	if err != nil {
		return nil, nil, err
	}
	if _, err := s.ready(ctx, &all[0]); err != nil {
		s.kill()
		return nil, nil, err
	}
	return all, s, nil
}

package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"heliograph/internal/bench"
)

type benchCmd struct {
	Jobs        []string      `arg:"" optional:"" help:"What to measure: ${jobs}; everything by default."`
	Pairs       int           `help:"Pairs of users that write to each other." default:"500"`
	Size        int           `help:"Bytes of a message's text." default:"200"`
	Window      int           `help:"Messages of one pair under way at once." default:"1"`
	Duration    time.Duration `help:"How long each part of the job messages takes." default:"10s"`
	Connections int           `help:"Idle connections." default:"10000"`
	Exchanges   int           `help:"Key exchanges." default:"40"`
	Stored      int           `help:"Messages in the store of the jobs history and start." default:"1000000"`
	Searched    int           `help:"Messages in the chat of the job search." default:"1000000"`
	Rounds      int           `help:"How often the job kill kills the server." default:"10"`
	Online      int           `help:"Members with a session in the small group of the job group." default:"1000"`
	Members     int           `help:"Members of the big group of the job group." default:"200000"`
	Crowd       int           `help:"Members with a session in the big group." default:"5000"`
	Dir         string        `help:"Where the data goes, removed afterwards; choose the disk to be measured." type:"path" placeholder:"DIR"`
	JSON        string        `name:"json" help:"Also write the report here." type:"path" placeholder:"FILE"`
	CPUProfile  string        `name:"cpuprofile" help:"Write CPU profiles of the server here." type:"path" placeholder:"DIR"`
}

// errBench says that the bench found, and printed, something wrong.
var errBench = errors.New("messages were lost, doubled or out of order")

// Help is shown by `heliograph bench --help`.
func (benchCmd) Help() string {
	return "Starts servers of its own on loopback addresses and private directories, and never touches another one. " +
		"A number beyond its budget is marked OVER and is no failure; a message lost, doubled or out of order is one. " +
		"Server and generator share the cores of this machine, so let nothing else run. docs/performance.md explains " +
		"the jobs. The long run: heliograph bench kill --rounds 1000."
}

// Run measures and prints.
func (b *benchCmd) Run(p *process) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	r, err := bench.Run(p.ctx, bench.Options{
		Server: []string{program, "serve"}, Version: "heliograph " + version(), Dir: b.Dir, Out: p.err, Jobs: b.Jobs,
		Pairs: b.Pairs, Size: b.Size, Window: b.Window, Duration: b.Duration, Connections: b.Connections,
		Exchanges: b.Exchanges, Stored: b.Stored, Searched: b.Searched, Rounds: b.Rounds, CPUProfile: b.CPUProfile,
		Online: b.Online, Members: b.Members, Crowd: b.Crowd,
	})
	if r == nil {
		return err
	}
	err = errors.Join(err, r.Text(p.out))
	if b.JSON != "" {
		err = errors.Join(err, writeReport(b.JSON, r))
	}
	if err == nil && r.Failed() {
		err = errBench
	}
	return err
}

func writeReport(file string, r *bench.Report) (err error) {
	f, err := os.Create(file)
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return r.JSON(f)
}

// benchJobs is for the help.
func benchJobs() string { return strings.Join(bench.Jobs(), ", ") }

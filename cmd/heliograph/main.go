// Command heliograph is the whole product: the server and what its operator
// needs. `heliograph --help` lists the commands.
//
// Owns the command line. Must not hold anything that another program could
// want: each command calls a package and prints what it returns.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// The exit codes.
const (
	exitOK      = 0
	exitFailure = 1
	exitUsage   = 2
)

// cli is every command. Each has a Run method that kong calls with what run
// binds.
type cli struct {
	Serve       serveCmd       `cmd:"" help:"Run the server. Needs no file and no flag."`
	Key         keyCmd         `cmd:"" help:"Print the server's public key, for clients."`
	Doctor      doctorCmd      `cmd:"" help:"Check configuration, ports, disk, clock and key, and say what to do."`
	Backup      backupCmd      `cmd:"" help:"Copy store and key into a directory; the server may go on running."`
	Restore     restoreCmd     `cmd:"" help:"Put a backup into a data directory that holds nothing yet."`
	Reports     reportsCmd     `cmd:"" help:"Print what people reported to the operator, the newest first."`
	PatchClient patchClientCmd `cmd:"" help:"Copy a Telegram client and have the copy know this server alone."`
	Bench       benchCmd       `cmd:"" help:"Measure a server of its own against the budgets, under load."`
	Version     versionCmd     `cmd:"" help:"Print what this program was built from."`
}

// process is the world outside as the commands see it.
type process struct {
	ctx     context.Context
	out     io.Writer
	err     io.Writer
	environ []string
}

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, os.Environ())) }

func run(args []string, out, errOut io.Writer, environ []string) int {
	var c cli
	parser := kong.Must(&c,
		kong.Name("heliograph"),
		kong.Description("A self-hosted messenger server that Telegram clients can use."),
		kong.Writers(out, errOut),
		kong.UsageOnError(),
		kong.Vars{"jobs": benchJobs()},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if len(args) == 0 {
		args = []string{"--help"}
	}
	k, err := parser.Parse(args)
	if err != nil {
		complain(errOut, fmt.Errorf("%w; see heliograph --help", err))
		return exitUsage
	}
	// The first signal stops the command in order, the second at once.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	switch err := k.Run(&process{ctx, out, errOut, environ}); {
	case err == nil:
		return exitOK
	case errors.Is(err, errUnwell): // doctor has said it all
		return exitFailure
	default:
		complain(errOut, err)
		return exitFailure
	}
}

func complain(w io.Writer, err error) { _, _ = fmt.Fprintf(w, "heliograph: %v\n", err) }

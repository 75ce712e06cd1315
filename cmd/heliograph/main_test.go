package main

import (
	"bufio"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"heliograph/internal/patchclient/patchclienttest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"heliograph": main})
}

// TestScripts runs the commands as a person would: testdata/script/*.txtar.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Values[running{}] = &server{}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"server": startServer,
			"await":  await,
			"client": writeClient,
			"freeport": func(ts *testscript.TestScript, _ bool, args []string) {
				l, err := net.Listen("tcp", "127.0.0.1:0")
				ts.Check(err)
				ts.Check(l.Close())
				ts.Setenv(args[0], l.Addr().String())
			},
			"occupy": func(ts *testscript.TestScript, _ bool, args []string) {
				l, err := net.Listen("tcp", "127.0.0.1:0")
				ts.Check(err)
				ts.Defer(func() { _ = l.Close() })
				ts.Setenv(args[0], l.Addr().String())
			},
		},
	})
}

// startServer implements `server [flags]`: it runs heliograph serve, waits for
// the end of its banner, which it leaves in $BANNER, and stops it after the
// script or at `server stop`.
func startServer(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) == 1 && args[0] == "stop" {
		ts.Check(ts.Value(running{}).(*server).stop())
		return
	}
	cmd := exec.Command("heliograph", append([]string{"serve"}, args...)...)
	cmd.Dir = ts.Getenv("WORK")
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	s := ts.Value(running{}).(*server)
	s.cmd = cmd
	ts.Defer(func() { _ = s.stop() })
	var banner strings.Builder
	for lines := bufio.NewScanner(out); lines.Scan(); {
		banner.WriteString(lines.Text() + "\n")
		if strings.Contains(lines.Text(), "test numbers") {
			break
		}
	}
	ts.Setenv("BANNER", banner.String())
	if !strings.Contains(banner.String(), "test numbers") {
		ts.Fatalf("the server ended before it served: %v\n%s", cmd.Wait(), banner.String())
	}
}

// writeClient implements `client desktop|unknown FILE`.
func writeClient(ts *testscript.TestScript, _ bool, args []string) {
	client := patchclienttest.Desktop()
	if args[0] == "unknown" {
		client.Rodata, client.Rela = nil, nil
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), client.Bytes(), 0o755))
}

// await implements `await FILE`: it returns once the file is there.
func await(ts *testscript.TestScript, _ bool, args []string) {
	file := ts.MkAbs(args[0])
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); runtime.Gosched() {
		if _, err := os.Stat(file); err == nil {
			return
		}
	}
	ts.Fatalf("%s did not appear", args[0])
}

type running struct{}

type server struct{ cmd *exec.Cmd }

// stop ends the server as an operator would and waits for it.
func (s *server) stop() error {
	if s.cmd == nil {
		return nil
	}
	cmd := s.cmd
	s.cmd = nil
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return cmd.Wait()
}

//go:build clients

package clients

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// scenarioTimeout bounds one scenario; each of its steps has a limit of its own.
const scenarioTimeout = 5 * time.Minute

// TestTDLib is the main job on three devices of two people, over a crash.
func TestTDLib(t *testing.T) {
	t.Parallel()
	s := startServer(t)
	script := node(t, s, "tdlib.mjs", "TDJSON="+s.patched(tdlib))
	for line := range script.lines {
		t.Log(line)
		switch {
		case line == "RESTART":
			s.kill()
			s.start()
			script.say("restarted")
		case strings.HasPrefix(line, "FAIL"):
			t.Error("a step failed")
		}
	}
	if err := script.wait(); err != nil {
		t.Errorf("tdlib.mjs: %v", err)
	}
}

// server is the real binary on a port of its own.
type server struct {
	t     *testing.T
	bin   string
	work  string // data, logs and whatever clients need; kept when the test fails
	addr  netip.AddrPort
	admin netip.AddrPort // metrics
	env   []string       // settings of its own
	log   *os.File
	cmd   *exec.Cmd
}

// startServer runs the binary that CLIENTS_SERVER names, as make test-clients
// does, with settings as in its environment.
func startServer(t *testing.T, env ...string) *server {
	t.Helper()
	return startServerAt(t, netip.AddrFrom4([4]byte{127, 0, 0, 1}), env...)
}

// startServerAt is startServer on another address.
func startServerAt(t *testing.T, host netip.Addr, env ...string) *server {
	t.Helper()
	bin := os.Getenv("CLIENTS_SERVER")
	if bin == "" {
		t.Fatal("CLIENTS_SERVER names no server: use make test-clients")
	}
	s := &server{t: t, bin: bin, work: workDir(t), addr: freeAddr(t, host), admin: freeAddr(t, host), env: env}
	var err error
	if s.log, err = os.Create(filepath.Join(s.work, "server.log")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.kill()
		_ = s.log.Close()
	})
	s.start()
	return s
}

// workDir is a directory that is kept, under artifacts, when the test fails.
func workDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "clients-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			keep := filepath.Join("..", "..", "artifacts", t.Name())
			if err := keepLogs(keep, dir); err != nil {
				t.Error(err)
			}
			t.Logf("logs are in artifacts/%s", t.Name())
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// keepLogs copies the logs in dir to a fresh directory keep.
func keepLogs(keep, dir string) error {
	if err := os.RemoveAll(keep); err != nil {
		return err
	}
	if err := os.MkdirAll(keep, 0o755); err != nil {
		return err
	}
	logs, err := filepath.Glob(filepath.Join(dir, "*.log"))
	if err != nil {
		return err
	}
	for _, path := range logs {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(keep, filepath.Base(path)), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func freeAddr(t *testing.T, host netip.Addr) netip.AddrPort {
	t.Helper()
	l, err := net.Listen("tcp", netip.AddrPortFrom(host, 0).String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).AddrPort()
}

// start runs the server and returns when it serves.
func (s *server) start() {
	s.t.Helper()
	s.cmd = exec.Command(s.bin, "serve", "--listen", s.addr.String(), "--admin-listen", s.admin.String(), "--data", s.data(), "--test-numbers")
	s.cmd.Env = append(append(os.Environ(), "HELIOGRAPH_LOG_LEVEL=debug", "HELIOGRAPH_LANGUAGES="+s.languages()), s.env...)
	s.cmd.Stderr = s.log
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		_, _ = fmt.Fprintln(s.log, lines.Text())
		if strings.Contains(lines.Text(), "test numbers") { // the banner's end
			go func() { _, _ = io.Copy(s.log, out) }()
			return
		}
	}
	s.t.Fatalf("the server did not start: %v", s.cmd.Wait())
}

// languages is the directory of the operator's files of languages.
func (s *server) languages() string {
	dir := filepath.Join(s.work, "languages")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		s.t.Fatal(err)
	}
	return dir
}

// kill ends the server without any warning.
func (s *server) kill() {
	if s.cmd == nil || s.cmd.Process == nil {
		return
	}
	_ = s.cmd.Process.Kill() // it may have ended by itself
	_ = s.cmd.Wait()
	s.cmd = nil
}

func (s *server) data() string { return filepath.Join(s.work, "data") }

func (s *server) publicKey() []byte {
	s.t.Helper()
	key, err := exec.Command(s.bin, "key", "--data", s.data()).Output()
	if err != nil {
		s.t.Fatalf("heliograph key: %v", err)
	}
	return key
}

// script is a running client.
type script struct {
	t     *testing.T
	cmd   *exec.Cmd
	in    io.Writer
	lines <-chan string // closed when it ends
}

// node runs a script of this folder and passes on what it prints.
func node(t *testing.T, s *server, name string, env ...string) *script {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), scenarioTimeout)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, "node", name)
	cmd.Env = append(append(os.Environ(), "WORK="+s.work), env...)
	cmd.WaitDelay = 5 * time.Second
	log, err := os.Create(filepath.Join(s.work, "client.log"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = log.Close() })
	cmd.Stderr = log
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := make(chan string)
	go func() {
		defer close(lines)
		for scan := bufio.NewScanner(io.TeeReader(out, log)); scan.Scan(); {
			lines <- scan.Text()
		}
	}()
	return &script{t: t, cmd: cmd, in: in, lines: lines}
}

// say writes a line to the script.
func (s *script) say(line string) {
	s.t.Helper()
	if _, err := fmt.Fprintln(s.in, line); err != nil {
		s.t.Error(err)
	}
}

// wait is for a script whose lines have ended.
func (s *script) wait() error {
	err := s.cmd.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) && !exit.Exited() {
		return fmt.Errorf("ended after %v: %w", scenarioTimeout, err)
	}
	return err
}

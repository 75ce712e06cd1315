package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// server is the server under test, a process of its own.
type server struct {
	command []string
	dir     string
	addr    string // of clients
	admin   string

	cmd  *exec.Cmd
	log  *tail
	gone chan struct{} // the process has ended
}

// startWait bounds how long a server may take until it answers.
const startWait = time.Minute

// newServer prepares a server on a data directory. The port stays the same
// over restarts.
func newServer(command []string, dir string) (*server, error) {
	addr, err := freePort()
	if err != nil {
		return nil, err
	}
	admin, err := freePort()
	return &server{command: command, dir: dir, addr: addr, admin: admin}, err
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// start starts the process; it may not answer yet.
func (s *server) start() error {
	s.log = &tail{}
	s.gone = make(chan struct{})
	s.cmd = exec.Command(s.command[0], s.command[1:]...)
	s.cmd.Env = s.environ()
	s.cmd.Stderr = s.log
	if err := s.cmd.Start(); err != nil {
		return fmt.Errorf("start the server: %w", err)
	}
	cmd, gone := s.cmd, s.gone
	go func() {
		_ = cmd.Wait() // how it ended is in the log
		close(gone)
	}()
	return nil
}

// environ is our own environment without any setting of a server, and those of
// this one: every limit on the load is lifted, durability is as it always is.
func (s *server) environ() []string {
	var env []string
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "HELIOGRAPH_") {
			env = append(env, e)
		}
	}
	return append(env,
		"HELIOGRAPH_LISTEN="+s.addr,
		"HELIOGRAPH_ADMIN_LISTEN="+s.admin,
		"HELIOGRAPH_DATA="+s.dir,
		"HELIOGRAPH_LOG_LEVEL=warn",
		"HELIOGRAPH_LIMITS_CALLS_PER_SECOND=1000000",
		"HELIOGRAPH_LIMITS_SENDS_PER_SECOND=1000000",
	)
}

// started is how long a start took until the first answer, and the CPU time
// that the server had used by then.
type started struct{ took, cpu time.Duration }

// slower is whichever took longer.
func (x started) slower(y started) started {
	if x.took > y.took {
		return x
	}
	return y
}

// ready starts the process and waits until a user's first request is answered.
func (s *server) ready(ctx context.Context, a *account) (x started, err error) {
	ctx, cancel := context.WithTimeout(ctx, startWait)
	defer cancel()
	begin := time.Now()
	if err := s.start(); err != nil {
		return x, err
	}
	for {
		err := s.ask(ctx, a)
		if err == nil {
			x.took = time.Since(begin)
			x.cpu, err = cpuOf(s.pid())
			return x, err
		}
		if _, told := errors.AsType[*rpcError](err); told {
			return x, err
		}
		select {
		case <-s.gone:
			return x, fmt.Errorf("the server ended: %s", s.log)
		case <-ctx.Done():
			return x, fmt.Errorf("the server did not answer: %w; %w; %s", ctx.Err(), err, s.log)
		case <-time.After(2 * time.Millisecond):
		}
	}
}

// ask makes one request.
func (s *server) ask(ctx context.Context, a *account) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	c, err := connect(ctx, s.addr, &a.key, nil)
	if err != nil {
		return err
	}
	defer c.close()
	_, err = c.login(ctx)
	return err
}

// kill ends the process as a power button would, and waits.
func (s *server) kill() {
	if s.cmd == nil || s.cmd.Process == nil {
		return
	}
	_ = s.cmd.Process.Kill() // it may have ended
	<-s.gone
}

// stop asks the process to end, and waits.
func (s *server) stop() error {
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return fmt.Errorf("stop the server: %w; %s", err, s.log)
	}
	select {
	case <-s.gone:
	case <-time.After(startWait):
		s.kill()
		return errors.New("the server did not stop when asked to")
	}
	if !s.cmd.ProcessState.Success() {
		return fmt.Errorf("the server ended badly: %v; %s", s.cmd.ProcessState, s.log)
	}
	return nil
}

// get reads a page of the administration's port.
func (s *server) get(ctx context.Context, path string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.admin+path, nil)
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", path, res.Status)
	}
	return body, err
}

// metrics reads the server's metrics, by name and labels as they are written.
func (s *server) metrics(ctx context.Context) (map[string]float64, error) {
	text, err := s.get(ctx, "/metrics")
	if err != nil {
		return nil, err
	}
	out := map[string]float64{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		at := strings.LastIndexByte(line, ' ') // labels may have spaces
		if at < 0 || line[0] == '#' {
			continue
		}
		if f, err := strconv.ParseFloat(line[at+1:], 64); err == nil {
			out[line[:at]] = f
		}
	}
	return out, nil
}

// profile writes a CPU profile of the next d into dir; "" is nowhere.
func (s *server) profile(ctx context.Context, dir, name string, d time.Duration) error {
	if dir == "" {
		return nil
	}
	b, err := s.get(ctx, fmt.Sprintf("/debug/pprof/profile?seconds=%d", max(1, int(d.Seconds()))))
	if err != nil {
		return fmt.Errorf("profile: %w", err)
	}
	return save(dir, name+"-cpu.pprof", b)
}

// save writes a file into dir, which it makes.
func save(dir, name string, b []byte) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, name), b, 0o644)
}

// tail keeps the end of what is written to it.
type tail struct {
	mu sync.Mutex
	b  []byte
}

// Write implements io.Writer.
func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.b = append(t.b, p...)
	if over := len(t.b) - 4096; over > 0 {
		t.b = t.b[over:]
	}
	return len(p), nil
}

// String is what was kept.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(bytes.TrimSpace(t.b))
}

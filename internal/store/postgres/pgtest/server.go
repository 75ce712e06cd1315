package pgtest

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// Server is a cluster. Its methods are for one goroutine at a time.
type Server struct {
	bin  string // directory of the programs
	dir  string
	cred *syscall.Credential // nil: ourselves

	proc *os.Process
	done chan struct{} // closed when the process has ended
	log  *tail
}

// Dir is where the programs of the server are: the newest under
// /usr/lib/postgresql, else in PATH.
func Dir() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	if len(found) > 0 {
		version := func(p string) int { n, _ := strconv.Atoi(strings.Split(p, "/")[4]); return n }
		return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })), nil
	}
	p, err := exec.LookPath("initdb")
	if err != nil {
		return "", errors.New("no PostgreSQL server on this machine: `make tools` installs it")
	}
	return filepath.Dir(p), nil
}

// newServer makes a cluster and starts it.
func newServer() (s *Server, err error) {
	s = &Server{}
	if s.bin, err = Dir(); err != nil {
		return nil, err
	}
	sweep()
	if s.dir, err = os.MkdirTemp("", fmt.Sprintf("%s%d-", prefix, os.Getpid())); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(s.dir))
		}
	}()
	if err := s.unprivileged(); err != nil {
		return nil, err
	}
	init := exec.Command(filepath.Join(s.bin, "initdb"), "-D", s.data(), "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	init.Dir = s.dir
	init.SysProcAttr = &syscall.SysProcAttr{Credential: s.cred}
	if out, err := init.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return s, s.Start()
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

// unprivileged finds a user for the server, which refuses to run as root, and
// gives it the directory.
func (s *Server) unprivileged() error {
	if os.Getuid() != 0 {
		return nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return fmt.Errorf("a user to run PostgreSQL as: %w", err)
		}
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return err
	}
	s.cred = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return os.Chown(s.dir, int(uid), int(gid))
}

// Start starts a stopped server and waits until it takes connections.
func (s *Server) Start() error {
	cmd := exec.Command(filepath.Join(s.bin, "postgres"), "-D", s.data(), "-k", s.dir,
		"-c", "listen_addresses=", "-c", "max_connections=300", "-c", "log_min_messages=warning",
		"-c", "log_error_verbosity=terse", "-c", "logging_collector=off", "-c", "max_wal_size=512MB")
	cmd.Dir = s.dir
	// The server ends with us, whatever ends us.
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.cred, Setpgid: true, Pdeathsig: syscall.SIGQUIT}
	out, err := cmd.StderrPipe()
	if err != nil {
		return err
	}
	started := make(chan error)
	s.done, s.log = make(chan struct{}), &tail{ready: make(chan struct{})}
	go func() {
		// Pdeathsig means the death of the thread that started the process.
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err != nil {
			return
		}
		for sc := bufio.NewScanner(out); sc.Scan(); {
			s.log.line(sc.Text())
		}
		_ = cmd.Wait() // it says how the server was stopped
		close(s.done)
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("start postgres: %w", err)
	}
	s.proc = cmd.Process
	select {
	case <-s.log.ready:
		return nil
	case <-s.done:
		return fmt.Errorf("postgres ended at once:\n%s", s.log)
	}
}

// Stop shuts the server down as an administrator does: transactions are rolled
// back and connections closed.
func (s *Server) Stop() error { return s.end(syscall.SIGINT) }

// Kill ends the server and all its processes with SIGKILL.
func (s *Server) Kill() error {
	err := syscall.Kill(-s.proc.Pid, syscall.SIGKILL)
	<-s.done
	return err
}

func (s *Server) end(sig os.Signal) error {
	err := s.proc.Signal(sig)
	<-s.done
	if errors.Is(err, os.ErrProcessDone) {
		return nil
	}
	return err
}

func (s *Server) remove() error { return errors.Join(s.Stop(), os.RemoveAll(s.dir)) }

// DSN is the address of the server with search_path as schema.
func (s *Server) DSN(schema string) string {
	return fmt.Sprintf("host=%s user=test dbname=postgres search_path=%s sslmode=disable", s.dir, schema)
}

// tail keeps the last lines of the log and sees when the server is ready.
type tail struct {
	mu    sync.Mutex
	lines []string
	ready chan struct{}
	once  sync.Once
}

func (l *tail) line(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.lines = append(l.lines, text); len(l.lines) > 50 {
		l.lines = l.lines[1:]
	}
	if strings.Contains(text, "ready to accept connections") {
		l.once.Do(func() { close(l.ready) })
	}
}

// String is what is left of the log.
func (l *tail) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.lines, "\n")
}

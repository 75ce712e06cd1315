package pgtest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
)

const prefix = "heliograph-pg-"

// shared is the process's own cluster, started by the first test that asks.
var shared struct {
	once sync.Once
	s    *Server
	err  error
	n    atomic.Int64
}

// Main runs the tests and removes the shared cluster. For TestMain.
func Main(m *testing.M) int {
	code := m.Run()
	if shared.s != nil {
		if err := shared.s.remove(); err != nil {
			fmt.Fprintln(os.Stderr, "pgtest:", err)
			code = max(code, 1)
		}
	}
	return code
}

// Schema returns the address of an empty schema in the shared cluster. A
// package that calls it has a TestMain that calls Main.
func Schema(t testing.TB) string {
	t.Helper()
	shared.once.Do(func() { shared.s, shared.err = newServer() })
	if shared.err != nil {
		t.Fatalf("pgtest: %v", shared.err)
	}
	return shared.s.Schema(t)
}

// New starts a cluster that the test may stop and kill.
func New(t testing.TB) *Server {
	t.Helper()
	s, err := newServer()
	if err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	t.Cleanup(func() {
		if err := s.remove(); err != nil {
			t.Errorf("pgtest: %v", err)
		}
	})
	return s
}

// Schema creates an empty schema and returns its address.
func (s *Server) Schema(t testing.TB) string {
	t.Helper()
	name := fmt.Sprintf("t%d", shared.n.Add(1))
	c, err := pgx.Connect(t.Context(), s.DSN("public"))
	if err != nil {
		t.Fatalf("pgtest: %v\n%s", err, s.log)
	}
	_, err = c.Exec(t.Context(), "CREATE SCHEMA "+name)
	if err = errors.Join(err, c.Close(t.Context())); err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	return s.DSN(name)
}

// sweep removes what processes left that were killed.
func sweep() {
	dirs, _ := filepath.Glob(filepath.Join(os.TempDir(), prefix+"*"))
	for _, d := range dirs {
		pid, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(d), prefix), "-")
		n, err := strconv.Atoi(pid)
		if err == nil && errors.Is(syscall.Kill(n, 0), syscall.ESRCH) {
			_ = os.RemoveAll(d) // another's, or in use after all
		}
	}
}

package control_test

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"heliograph/internal/control"
)

// start runs a server, which can be reached on return.
func start(t *testing.T, data string, s control.Server) (stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	l, err := control.Listen(ctx, data)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, l) }()
	return func() error { cancel(); return <-done }
}

func TestBackupReachesTheServer(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	c := control.NewClient(data)
	if err := c.Backup(t.Context(), "/x"); !errors.Is(err, control.ErrNotRunning) {
		t.Errorf("before the start: %v", err)
	}
	got := make(chan string, 1)
	stop := start(t, data, control.Server{Backup: func(_ context.Context, dir string) error {
		got <- dir
		if dir == "/bad" {
			return errors.New("no room")
		}
		return nil
	}})
	if err := c.Backup(t.Context(), "/good"); err != nil || <-got != "/good" {
		t.Errorf("good: %v", err)
	}
	if err := c.Backup(t.Context(), "/bad"); err == nil || err.Error() != "no room" || <-got != "/bad" {
		t.Errorf("bad: %v", err)
	}
	if err := c.Backup(t.Context(), "relative"); err == nil || len(got) > 0 {
		t.Errorf("a relative path: %v", err)
	}
	info, err := os.Stat(filepath.Join(data, control.File))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket: %v, %v", info, err)
	}
	if err := stop(); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if err := c.Backup(t.Context(), "/x"); !errors.Is(err, control.ErrNotRunning) {
		t.Errorf("after the stop: %v", err)
	}
}

func TestDataDirectoryWithALongPath(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), strings.Repeat("long", 30))
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := control.NewClient(data).Backup(t.Context(), "/x"); !errors.Is(err, control.ErrNotRunning) {
		t.Errorf("before the start: %v", err)
	}
	stop := start(t, data, control.Server{Backup: func(context.Context, string) error { return nil }})
	if err := control.NewClient(data).Backup(t.Context(), "/x"); err != nil {
		t.Error(err)
	}
	_ = stop()
	if err := control.NewClient(data).Backup(t.Context(), "/x"); !errors.Is(err, control.ErrNotRunning) {
		t.Errorf("after the stop: %v", err)
	}
}

func TestSocketOfACrashIsReplaced(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	l, err := net.Listen("unix", filepath.Join(data, control.File))
	if err != nil {
		t.Fatal(err)
	}
	l.(*net.UnixListener).SetUnlinkOnClose(false)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := control.NewClient(data).Backup(t.Context(), "/x"); !errors.Is(err, control.ErrNotRunning) {
		t.Errorf("a dead socket: %v", err)
	}
	stop := start(t, data, control.Server{Backup: func(context.Context, string) error { return nil }})
	if err := control.NewClient(data).Backup(t.Context(), "/x"); err != nil {
		t.Error(err)
	}
	_ = stop()
}

package desktop

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// System calls of Linux that package syscall has no names for; they have the
// same numbers on all architectures.
const (
	pidfdOpen  = 434
	pidfdGetfd = 438
)

// Away stops the program and shuts its connections, as when a laptop is closed.
// Nothing comes of it but Back.
func (c *Client) Away() error {
	c.hands.Lock()
	defer c.hands.Unlock()
	if c.cmd == nil {
		return errors.New("the client does not run")
	}
	if err := c.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		return err
	}
	n, err := cut(c.cmd.Process.Pid)
	if err == nil && n == 0 {
		err = errors.New("the client had no connection")
	}
	return err
}

// Back lets the program go on after Away. It finds out by itself that it has
// lost its connection.
func (c *Client) Back() error {
	c.hands.Lock()
	defer c.hands.Unlock()
	if c.cmd == nil {
		return errors.New("the client does not run")
	}
	return c.cmd.Process.Signal(syscall.SIGCONT)
}

// cut shuts the TCP connections of a process, and returns how many it had.
func cut(pid int) (int, error) {
	process, _, errno := syscall.Syscall(pidfdOpen, uintptr(pid), 0, 0)
	if errno != 0 {
		return 0, fmt.Errorf("pidfd_open: %w", errno)
	}
	defer func() { _ = syscall.Close(int(process)) }()
	dir := fmt.Sprintf("/proc/%d/fd", pid)
	open, err := os.ReadDir(dir)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, entry := range open {
		target, err := os.Readlink(filepath.Join(dir, entry.Name()))
		if err != nil || !strings.HasPrefix(target, "socket:") {
			continue
		}
		fd, err := strconv.Atoi(entry.Name())
		if err != nil {
			return n, err
		}
		copied, _, errno := syscall.Syscall(pidfdGetfd, process, uintptr(fd), 0)
		if errno != 0 {
			return n, fmt.Errorf("pidfd_getfd: %w", errno)
		}
		if shut(int(copied)) {
			n++
		}
	}
	return n, nil
}

// shut ends the connection of a socket, if it is one of TCP, and closes it here.
func shut(socket int) bool {
	defer func() { _ = syscall.Close(socket) }()
	peer, err := syscall.Getpeername(socket)
	if err != nil {
		return false
	}
	switch peer.(type) {
	case *syscall.SockaddrInet4, *syscall.SockaddrInet6:
		return syscall.Shutdown(socket, syscall.SHUT_RDWR) == nil
	}
	return false
}

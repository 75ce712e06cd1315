package bench

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// ticks is how many clock ticks of /proc a second has, on every Linux.
const ticks = 100

var errProc = errors.New("/proc cannot be read: measuring needs Linux")

// self names our own process in /proc.
const self = "self"

func (s *server) pid() string { return strconv.Itoa(s.cmd.Process.Pid) }

// cpuOf is the CPU time that a process has used, in user and kernel.
func cpuOf(pid string) (time.Duration, error) {
	b, err := os.ReadFile(filepath.Join("/proc", pid, "stat"))
	if err != nil {
		return 0, fmt.Errorf("%w: %w", errProc, err)
	}
	_, rest, ok := bytes.Cut(b, []byte(") ")) // the name before it may hold anything
	f := bytes.Fields(rest)
	if !ok || len(f) < 13 {
		return 0, errProc
	}
	user, err1 := strconv.ParseInt(string(f[11]), 10, 64)
	system, err2 := strconv.ParseInt(string(f[12]), 10, 64)
	return time.Duration(user+system) * time.Second / ticks, errors.Join(err1, err2)
}

// residentOf is the physical memory of a process, in bytes.
func residentOf(pid string) (float64, error) {
	b, err := os.ReadFile(filepath.Join("/proc", pid, "statm"))
	if err != nil {
		return 0, fmt.Errorf("%w: %w", errProc, err)
	}
	f := bytes.Fields(b)
	if len(f) < 2 {
		return 0, errProc
	}
	pages, err := strconv.ParseInt(string(f[1]), 10, 64)
	return float64(pages) * float64(os.Getpagesize()), err
}

// cost is CPU time used by server and generator between two moments.
type cost struct {
	server, generator, wall time.Duration
}

// meter starts measuring; the function that it returns tells the cost so far.
func (s *server) meter() (func() (cost, error), error) {
	begin := time.Now()
	server, err := cpuOf(s.pid())
	if err != nil {
		return nil, err
	}
	own, err := cpuOf(self)
	return func() (cost, error) {
		x, err1 := cpuOf(s.pid())
		y, err2 := cpuOf(self)
		return cost{x - server, y - own, time.Since(begin)}, errors.Join(err1, err2)
	}, err
}

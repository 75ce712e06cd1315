package main

import (
	"os"
	"runtime"
)

// addProcessor lets one more goroutine run at once than there are cores. The
// store waits for the disk thousands of times a second, each time for a
// fraction of a millisecond, in a system call that keeps its place among those
// who run: for Go's scheduler it is busy, for the machine a core is idle. On two
// cores a fifth of the throughput was lost to that. GOMAXPROCS in the
// environment decides instead.
func addProcessor() {
	if os.Getenv("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + 1)
	}
}

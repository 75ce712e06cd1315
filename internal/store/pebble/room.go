package pebble

import (
	"fmt"
	"sync/atomic"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// room watches how much the disk still takes (P4). It asks on every 16th
// Update, on large ones, and on every one while there is too little.
type room struct {
	disk vfs.FS
	dir  string
	min  int64
	n    atomic.Uint32
	low  atomic.Bool
}

// check returns ErrFull when an Update of size bytes should not be tried.
func (r *room) check(size int) error {
	if r.min < 0 || !r.low.Load() && size < 64<<10 && r.n.Add(1)%16 != 1 {
		return nil
	}
	u, err := r.disk.GetDiskUsage(r.dir)
	if err != nil { // a file system that does not say
		return nil
	}
	need := uint64(r.min) + 2*uint64(size) // once in the log, once in a table
	full := u.AvailBytes < need
	r.low.Store(full)
	if full {
		return fmt.Errorf("%w: %s: %d MiB free, %d MiB kept in reserve", ErrFull, r.dir, u.AvailBytes>>20, need>>20)
	}
	return nil
}

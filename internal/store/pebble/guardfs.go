package pebble

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// guardFS stands between Pebble and the disk. It hides failures of the log from
// Pebble, which would panic with its mutexes held (P3), watches the manifest,
// and calls broken with the first failure. From then on no transaction may be
// acknowledged, and nothing on the disk changes any more: Pebble would flush
// again what a manifest in doubt already names, or remove it.
type guardFS struct {
	vfs.FS
	dir   string      // only logs in here are guarded, not those of a backup
	armed atomic.Bool // false while opening: Open returns errors of its own
	cause atomic.Pointer[error]
	once  sync.Once
	// broken is called once, with the first error; it must not block.
	broken func(error)
}

// err is the first failure, nil while all is well.
func (g *guardFS) err() error {
	if e := g.cause.Load(); e != nil {
		return *e
	}
	return nil
}

// fail breaks the store. It returns only once err reports the failure.
func (g *guardFS) fail(err error) {
	if g.cause.CompareAndSwap(nil, &err) {
		g.once.Do(func() { g.broken(err) })
	}
}

// hide swallows the error of an operation on a log.
func (g *guardFS) hide(err error) error {
	if err == nil || !g.armed.Load() {
		return err
	}
	g.fail(err)
	return nil
}

// errFrozen is what Pebble is told of writes after the failure.
var errFrozen = errors.New("the store is broken, nothing is written any more")

// frozen is errFrozen after the failure.
func (g *guardFS) frozen() error {
	if g.err() != nil {
		return errFrozen
	}
	return nil
}

// kinds of files.
const (
	other = iota
	logFile
	manifest
)

func (g *guardFS) kind(name string) int {
	base := g.PathBase(name)
	switch {
	case g.PathDir(name) != g.dir:
		return other // of a backup
	case strings.HasSuffix(base, ".log"):
		return logFile
	case strings.HasPrefix(base, "MANIFEST-"):
		return manifest
	}
	return other
}

// Create gives logs a guard; a failing one gets a file that leads nowhere.
func (g *guardFS) Create(name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	return g.create(name, func() (vfs.File, error) { return g.FS.Create(name, c) })
}

// ReuseForWrite is how Pebble recycles logs.
func (g *guardFS) ReuseForWrite(from, to string, c vfs.DiskWriteCategory) (vfs.File, error) {
	return g.create(to, func() (vfs.File, error) { return g.FS.ReuseForWrite(from, to, c) })
}

func (g *guardFS) create(name string, do func() (vfs.File, error)) (vfs.File, error) {
	kind := g.kind(name)
	err := g.frozen()
	var f vfs.File
	if err == nil {
		f, err = do()
	}
	switch {
	case kind == logFile:
		if err = g.hide(err); err != nil {
			return nil, err
		}
		if f == nil {
			f = nowhere{}
		}
		return &quietFile{File: f, g: g}, nil
	case err != nil:
		g.slow()
		return nil, err
	case kind == manifest:
		return &loudFile{File: f, g: g}, nil
	}
	return f, nil
}

// slow holds up a failing flush for a moment: Pebble tries again at once, and
// would spin for as long as the disk is full.
func (g *guardFS) slow() {
	if g.armed.Load() {
		<-time.After(50 * time.Millisecond)
	}
}

// OpenDir guards the sync that follows the creation of a log.
func (g *guardFS) OpenDir(name string) (vfs.File, error) {
	f, err := g.FS.OpenDir(name)
	if err != nil || name != g.dir {
		return f, err
	}
	return &quietFile{File: f, g: g}, nil
}

// Remove does nothing once the disk is frozen: what Pebble takes for obsolete
// may be what the manifest names.
func (g *guardFS) Remove(name string) error {
	if g.frozen() != nil {
		return nil
	}
	return g.FS.Remove(name)
}

// RemoveAll is as Remove.
func (g *guardFS) RemoveAll(name string) error {
	if g.frozen() != nil {
		return nil
	}
	return g.FS.RemoveAll(name)
}

// Rename fails once the disk is frozen.
func (g *guardFS) Rename(from, to string) error {
	if err := g.frozen(); err != nil {
		return err
	}
	return g.FS.Rename(from, to)
}

// Unwrap returns the file system below.
func (g *guardFS) Unwrap() vfs.FS { return g.FS }

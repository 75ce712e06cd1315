package pebble

import (
	"io/fs"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// guardFS stands between Pebble and the disk. It hides failures of the log from
// Pebble, which would panic with its mutexes held (P3), and calls broken with
// the first of them. From then on nothing that Pebble writes to a log goes
// anywhere, and no transaction may be acknowledged.
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

func (g *guardFS) isLog(name string) bool {
	return strings.HasSuffix(name, ".log") && g.PathDir(name) == g.dir
}

// Create gives logs a guard; a failing one gets a file that leads nowhere.
func (g *guardFS) Create(name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	if !g.isLog(name) {
		return g.slow(g.FS.Create(name, c))
	}
	if g.err() != nil {
		return &guardFile{File: nowhere{}, g: g}, nil
	}
	f, err := g.FS.Create(name, c)
	return g.wrap(f, err)
}

// ReuseForWrite is how Pebble recycles logs.
func (g *guardFS) ReuseForWrite(from, to string, c vfs.DiskWriteCategory) (vfs.File, error) {
	if !g.isLog(to) {
		return g.FS.ReuseForWrite(from, to, c)
	}
	if g.err() != nil {
		return &guardFile{File: nowhere{}, g: g}, nil
	}
	f, err := g.FS.ReuseForWrite(from, to, c)
	return g.wrap(f, err)
}

func (g *guardFS) wrap(f vfs.File, err error) (vfs.File, error) {
	if err = g.hide(err); err != nil {
		return nil, err
	}
	if f == nil {
		f = nowhere{}
	}
	return &guardFile{File: f, g: g}, nil
}

// slow holds up a failing flush for a moment: Pebble tries again at once, and
// would spin for as long as the disk is full.
func (g *guardFS) slow(f vfs.File, err error) (vfs.File, error) {
	if err != nil && g.armed.Load() {
		<-time.After(50 * time.Millisecond)
	}
	return f, err
}

// OpenDir guards the sync that follows the creation of a log.
func (g *guardFS) OpenDir(name string) (vfs.File, error) {
	f, err := g.FS.OpenDir(name)
	if err != nil || name != g.dir {
		return f, err
	}
	return &guardFile{File: f, g: g}, nil
}

// Unwrap returns the file system below.
func (g *guardFS) Unwrap() vfs.FS { return g.FS }

// guardFile is a log or a directory.
type guardFile struct {
	vfs.File
	g *guardFS
}

func (f *guardFile) Write(b []byte) (int, error) {
	if f.g.err() != nil {
		return len(b), nil
	}
	n, err := f.File.Write(b)
	if err = f.g.hide(err); err != nil {
		return n, err
	}
	return len(b), nil
}

func (f *guardFile) Sync() error { return f.do(f.File.Sync) }

func (f *guardFile) SyncData() error { return f.do(f.File.SyncData) }

func (f *guardFile) SyncTo(n int64) (full bool, err error) {
	err = f.do(func() error { full, err = f.File.SyncTo(n); return err })
	return full, err
}

func (f *guardFile) Preallocate(off, n int64) error {
	return f.do(func() error { return f.File.Preallocate(off, n) })
}

func (f *guardFile) do(op func() error) error {
	if f.g.err() != nil {
		return nil
	}
	return f.g.hide(op())
}

func (f *guardFile) Close() error { return f.g.hide(f.File.Close()) }

func (f *guardFile) Stat() (vfs.FileInfo, error) {
	i, err := f.File.Stat()
	if err = f.g.hide(err); err != nil {
		return nil, err
	}
	if i == nil {
		return noInfo{}, nil
	}
	return i, nil
}

// nowhere is a log that could not be created.
type nowhere struct{}

func (nowhere) Close() error                       { return nil }
func (nowhere) Read([]byte) (int, error)           { return 0, os.ErrInvalid }
func (nowhere) ReadAt([]byte, int64) (int, error)  { return 0, os.ErrInvalid }
func (nowhere) Write(b []byte) (int, error)        { return len(b), nil }
func (nowhere) WriteAt([]byte, int64) (int, error) { return 0, os.ErrInvalid }
func (nowhere) Preallocate(int64, int64) error     { return nil }
func (nowhere) Stat() (vfs.FileInfo, error)        { return noInfo{}, nil }
func (nowhere) Sync() error                        { return nil }
func (nowhere) SyncTo(int64) (bool, error)         { return false, nil }
func (nowhere) SyncData() error                    { return nil }
func (nowhere) Prefetch(int64, int64) error        { return nil }
func (nowhere) Fd() uintptr                        { return vfs.InvalidFd }

type noInfo struct{}

func (noInfo) Name() string           { return "" }
func (noInfo) Size() int64            { return 0 }
func (noInfo) Mode() fs.FileMode      { return 0 }
func (noInfo) ModTime() time.Time     { return time.Time{} }
func (noInfo) IsDir() bool            { return false }
func (noInfo) Sys() any               { return nil }
func (noInfo) DeviceID() vfs.DeviceID { return vfs.DeviceID{} }

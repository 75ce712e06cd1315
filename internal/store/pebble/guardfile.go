package pebble

import (
	"io/fs"
	"os"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// quietFile is a log or a directory, whose failures Pebble must not see.
type quietFile struct {
	vfs.File
	g *guardFS
}

func (f *quietFile) Write(b []byte) (int, error) {
	if f.g.err() != nil {
		return len(b), nil
	}
	n, err := f.File.Write(b)
	if err = f.g.hide(err); err != nil {
		return n, err
	}
	return len(b), nil
}

func (f *quietFile) Sync() error { return f.do(f.File.Sync) }

func (f *quietFile) SyncData() error { return f.do(f.File.SyncData) }

func (f *quietFile) SyncTo(n int64) (full bool, err error) {
	err = f.do(func() error { full, err = f.File.SyncTo(n); return err })
	return full, err
}

func (f *quietFile) Preallocate(off, n int64) error {
	return f.do(func() error { return f.File.Preallocate(off, n) })
}

func (f *quietFile) do(op func() error) error {
	if f.g.err() != nil {
		return nil
	}
	return f.g.hide(op())
}

func (f *quietFile) Close() error { return f.g.hide(f.File.Close()) }

func (f *quietFile) Stat() (vfs.FileInfo, error) {
	i, err := f.File.Stat()
	if err = f.g.hide(err); err != nil {
		return nil, err
	}
	if i == nil {
		return noInfo{}, nil
	}
	return i, nil
}

// loudFile is a manifest. Pebble sees its failures, the guard takes note.
type loudFile struct {
	vfs.File
	g *guardFS
}

func (f *loudFile) Write(b []byte) (n int, err error) {
	err = f.do(func() error { n, err = f.File.Write(b); return err })
	return n, err
}

func (f *loudFile) Sync() error { return f.do(f.File.Sync) }

func (f *loudFile) SyncData() error { return f.do(f.File.SyncData) }

func (f *loudFile) do(op func() error) error {
	if err := f.g.frozen(); err != nil {
		return err
	}
	err := op()
	if err != nil && f.g.armed.Load() {
		f.g.fail(err)
	}
	return err
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

package pebble_test

import (
	"path"
	"sync"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// disk is a file system of which operations can be made to fail or to wait.
type disk struct {
	vfs.FS
	mu   sync.Mutex
	hook func(op, name string) error
	free uint64
}

func newDisk(below vfs.FS) *disk { return &disk{FS: below, free: 1 << 40} }

// on sets what every operation asks first; nil is none.
func (d *disk) on(hook func(op, name string) error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.hook = hook
}

func (d *disk) setFree(n uint64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.free = n
}

func (d *disk) ask(op, name string) error {
	d.mu.Lock()
	hook := d.hook
	d.mu.Unlock()
	if hook == nil {
		return nil
	}
	return hook(op, path.Base(name))
}

func (d *disk) wrap(f vfs.File, err error, name string) (vfs.File, error) {
	if err != nil {
		return nil, err
	}
	return &diskFile{f, d, name}, nil
}

func (d *disk) Create(name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	if err := d.ask("create", name); err != nil {
		return nil, err
	}
	f, err := d.FS.Create(name, c)
	return d.wrap(f, err, name)
}

func (d *disk) ReuseForWrite(from, to string, c vfs.DiskWriteCategory) (vfs.File, error) {
	if err := d.ask("create", to); err != nil {
		return nil, err
	}
	f, err := d.FS.ReuseForWrite(from, to, c)
	return d.wrap(f, err, to)
}

func (d *disk) OpenDir(name string) (vfs.File, error) {
	f, err := d.FS.OpenDir(name)
	return d.wrap(f, err, name)
}

func (d *disk) Rename(from, to string) error {
	if err := d.ask("rename", to); err != nil {
		return err
	}
	return d.FS.Rename(from, to)
}

func (d *disk) GetDiskUsage(string) (vfs.DiskUsage, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return vfs.DiskUsage{AvailBytes: d.free, TotalBytes: 1 << 40}, nil
}

type diskFile struct {
	vfs.File
	d    *disk
	name string
}

func (f *diskFile) Write(b []byte) (int, error) {
	if err := f.d.ask("write", f.name); err != nil {
		return 0, err
	}
	return f.File.Write(b)
}

func (f *diskFile) sync(do func() error) error {
	if err := f.d.ask("sync", f.name); err != nil {
		return err
	}
	return do()
}

func (f *diskFile) Sync() error     { return f.sync(f.File.Sync) }
func (f *diskFile) SyncData() error { return f.sync(f.File.SyncData) }

func (f *diskFile) Close() error {
	err := f.d.ask("close", f.name)
	if cerr := f.File.Close(); err == nil {
		err = cerr
	}
	return err
}

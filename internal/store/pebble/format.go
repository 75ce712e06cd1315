package pebble

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	pdb "github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
)

const (
	// formatName is the file that says how the directory is to be read.
	formatName = "FORMAT"
	// formatVersion is the newest layout. It moves when keys on disk change, or
	// when an older program could no longer read what this one writes.
	formatVersion = 1
	formatText    = "heliograph store %d\n"
	// pebbleFormat is Pebble's own version of its files, pinned so that a new
	// Pebble does not change what is on disk by itself. It checks the tail of
	// the log: a damaged log is told from one that a crash cut off.
	pebbleFormat = pdb.FormatValueSeparation
)

// checkFormat reads FORMAT, or writes it into a new directory.
func checkFormat(disk vfs.FS, dir string) error {
	f, err := disk.Open(disk.PathJoin(dir, formatName))
	if errors.Is(err, fs.ErrNotExist) {
		return newFormat(disk, dir)
	}
	if err != nil {
		return err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, 100))
	if err != nil {
		return err
	}
	var v int
	if _, err := fmt.Sscanf(string(text), formatText, &v); err != nil || v < 1 {
		return fmt.Errorf("%w: %s says %q", ErrFormat, formatName, text)
	}
	if v > formatVersion {
		return fmt.Errorf("%w: it has layout %d and this version reads up to %d: use the newer version that wrote it", ErrFormat, v, formatVersion)
	}
	return nil
}

// newFormat refuses a directory that already has something in it.
func newFormat(disk vfs.FS, dir string) error {
	names, err := disk.List(dir)
	if err != nil {
		return err
	}
	for _, n := range names {
		if strings.HasPrefix(n, "MANIFEST-") || strings.HasPrefix(n, "marker.") {
			return fmt.Errorf("%w: %s has files of a database but no file %s", ErrFormat, dir, formatName)
		}
	}
	return writeFormat(disk, dir)
}

func writeFormat(disk vfs.FS, dir string) error {
	tmp, name := disk.PathJoin(dir, formatName+".tmp"), disk.PathJoin(dir, formatName)
	f, err := disk.Create(tmp, vfs.WriteCategoryUnspecified)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, formatText, formatVersion)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = disk.Rename(tmp, name)
	}
	if err == nil {
		err = syncDir(disk, dir)
	}
	return err
}

func syncDir(disk vfs.FS, dir string) error {
	d, err := disk.OpenDir(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// makeDir creates dir and what is missing above it, and makes sure that a power
// cut does not take them away again.
func makeDir(disk vfs.FS, dir string) error {
	var above []string // of what is missing
	for d := dir; ; d = disk.PathDir(d) {
		if _, err := disk.Stat(d); err == nil || disk.PathDir(d) == d {
			break
		}
		above = append(above, disk.PathDir(d))
	}
	if err := disk.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, d := range above {
		if err := syncDir(disk, d); err != nil {
			return err
		}
	}
	return nil
}

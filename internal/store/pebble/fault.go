package pebble

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	pdb "github.com/cockroachdb/pebble/v2"

	"heliograph/internal/store"
)

var (
	// ErrFull is returned by Update while there is too little room on the disk.
	// Nothing was written; it ends by itself when there is room again.
	ErrFull = errors.New("store: too little room left on the disk, writes are refused until there is more")
	// ErrBroken is returned by View and Update once the log or the manifest
	// could not be written. It stays until the directory is opened again.
	ErrBroken = errors.New("store: the disk refused a write, the store must be opened again")
	// ErrInUse is returned by Open when another process, or another Store of
	// this one, has the directory open.
	ErrInUse = errors.New("store: directory is in use by another server")
	// ErrFormat is returned by Open for a directory that this version cannot
	// read: not a store, or one of a newer version.
	ErrFormat = errors.New("store: directory is not a store that this version reads")
	// ErrTooLarge is returned by an Update with more than MaxUpdate bytes.
	ErrTooLarge = errors.New("store: transaction is too large")
)

// wrapRead makes an error of Pebble one of the seam.
func wrapRead(err error) error {
	if err == nil || !pdb.IsCorruptionError(err) {
		return err
	}
	return fmt.Errorf("%w: %s: restore the newest backup, or take this directory to another disk first", store.ErrCorrupt, details(err))
}

// wrapOpen does the same for an error of opening dir, where besides damaged
// files there are missing ones and ones of the wrong size.
func wrapOpen(dir string, err error) error {
	var no syscall.Errno
	if pdb.IsCorruptionError(err) || errors.Is(err, fs.ErrNotExist) || !errors.As(err, &no) {
		return fmt.Errorf("%w: cannot open %s: %s: keep a copy of the directory and restore the newest backup", store.ErrCorrupt, dir, details(err))
	}
	return fmt.Errorf("store: open %s: %w", dir, err)
}

// details is an error with what its layers know of the place (file, offset).
func details(err error) string {
	parts := []string{err.Error()}
	for e := err; e != nil; e = errors.Unwrap(e) {
		d, ok := e.(interface{ ErrorDetail() string })
		if ok && !strings.Contains(d.ErrorDetail(), "<") { // not for people
			parts = append(parts, d.ErrorDetail())
		}
	}
	text := strings.Join(parts, ", ")
	text = strings.ReplaceAll(text, "<corruption detail carrier>", "")
	return strings.Join(strings.Fields(text), " ")
}

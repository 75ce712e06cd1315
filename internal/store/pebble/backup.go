package pebble

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	pdb "github.com/cockroachdb/pebble/v2"
)

// Backup makes dir a directory that Open opens: tables are linked where dir is
// on the same disk and copied where not. It is built beside dir and renamed, so
// dir is whole as soon as it is there. The copy itself cannot be interrupted.
func (s *Store) Backup(ctx context.Context, dir string) (err error) {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.leave()
	switch names, err := s.disk.List(dir); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return fmt.Errorf("store: backup: %w", err)
	case len(names) > 0:
		return fmt.Errorf("store: backup: %s is not empty", dir)
	default:
		if err := s.disk.Remove(dir); err != nil {
			return fmt.Errorf("store: backup: %w", err)
		}
	}
	part := dir + ".partial"
	if err := s.disk.RemoveAll(part); err != nil {
		return fmt.Errorf("store: backup: %w", err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("store: backup: %w", errors.Join(err, s.disk.RemoveAll(part)))
		}
	}()
	if err := s.db.Checkpoint(part, pdb.WithFlushedWAL()); err != nil {
		return err
	}
	if err := writeFormat(s.disk, part); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.disk.Rename(part, dir); err != nil {
		return err
	}
	if err := s.broken(); err != nil { // the log in the copy may lack its end
		return errors.Join(err, s.disk.RemoveAll(dir))
	}
	return syncDir(s.disk, s.disk.PathDir(dir))
}

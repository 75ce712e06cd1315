package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/jackc/pgx/v5"
)

// The tables of a backup, each a file NAME.copy in PostgreSQL's binary COPY
// format.
var backupTables = []string{"store_format", "owners", "records"}

// Backup writes the tables as of one moment into dir, for Restore. On Citus
// every shard has a moment of its own: use the database's own backup there. It
// is built beside dir and renamed, so dir is whole as soon as it is there.
func (s *Store) Backup(ctx context.Context, dir string) (err error) {
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.leave()
	if err := emptyOrAbsent(dir); err != nil {
		return fmt.Errorf("store: backup: %w", err)
	}
	part := dir + ".partial"
	if err := errors.Join(os.RemoveAll(part), os.MkdirAll(part, 0o700)); err != nil {
		return fmt.Errorf("store: backup: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(part))
		}
	}()
	c, err := s.views.Acquire(ctx)
	if err != nil {
		return clean(ctx, err)
	}
	defer c.Release()
	opts := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	err = pgx.BeginTxFunc(ctx, c, opts, func(tx pgx.Tx) error {
		for _, table := range backupTables {
			err := writeFile(filepath.Join(part, table+".copy"), func(w io.Writer) error {
				_, err := tx.Conn().PgConn().CopyTo(ctx, w, "COPY (SELECT * FROM "+table+") TO STDOUT (FORMAT binary)")
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return clean(ctx, err)
	}
	if err := os.Rename(part, dir); err != nil {
		return fmt.Errorf("store: backup: %w", err)
	}
	return nil
}

// Restore copies a backup into the empty database at dsn and leaves it ready
// for Open. It is one transaction: all of the backup, or nothing.
func Restore(ctx context.Context, dsn, dir string) error {
	s, err := Open(ctx, dsn, Options{})
	if err != nil {
		return err
	}
	err = pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		var used bool
		if err := tx.QueryRow(ctx, "SELECT EXISTS (SELECT FROM owners)").Scan(&used); err != nil {
			return err
		}
		if used {
			return errors.New("the database is not empty")
		}
		if _, err := tx.Exec(ctx, "DELETE FROM store_format"); err != nil {
			return err
		}
		for _, table := range backupTables {
			if err := readFile(ctx, tx, filepath.Join(dir, table+".copy"), table); err != nil {
				return err
			}
		}
		var v int
		if err := tx.QueryRow(ctx, "SELECT version FROM store_format").Scan(&v); err != nil {
			return err
		}
		if v > formatVersion {
			return fmt.Errorf("%w: the backup has layout %d", ErrFormat, v)
		}
		return nil
	})
	if err = errors.Join(err, s.Close()); err != nil {
		return fmt.Errorf("store: restore %s: %w", dir, err)
	}
	return nil
}

func readFile(ctx context.Context, tx pgx.Tx, name, table string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = tx.Conn().PgConn().CopyFrom(ctx, f, "COPY "+table+" FROM STDIN (FORMAT binary)")
	return err
}

func writeFile(name string, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Sync(), f.Close())
}

func emptyOrAbsent(dir string) error {
	names, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if len(names) > 0 {
		return fmt.Errorf("%s is not empty", dir)
	}
	return os.Remove(dir)
}

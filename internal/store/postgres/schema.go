package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// ErrFormat is returned by Open for tables that this version cannot use.
var ErrFormat = errors.New("store: tables are not ones that this version reads")

// lockKey keeps two servers that start at once from both creating the tables.
const lockKey = 0x68656c696f

// prepare creates the tables in an empty database, checks them in another, and
// tells whether this is Citus.
func (s *Store) prepare(ctx context.Context) (citus bool, err error) {
	err = pgx.BeginFunc(ctx, s.write, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", int64(lockKey)); err != nil {
			return err
		}
		if err := tx.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')").Scan(&citus); err != nil {
			return err
		}
		var ours, records bool
		if err := tx.QueryRow(ctx, "SELECT to_regclass('store_format') IS NOT NULL, to_regclass('records') IS NOT NULL").Scan(&ours, &records); err != nil {
			return err
		}
		if !ours && records {
			return fmt.Errorf("%w: there is a table records but no store_format: use an empty database", ErrFormat)
		}
		if !ours {
			return create(ctx, tx, citus)
		}
		var v int
		if err := tx.QueryRow(ctx, "SELECT version FROM store_format").Scan(&v); err != nil {
			return err
		}
		if v < 1 || v > formatVersion {
			return fmt.Errorf("%w: they have layout %d and this version reads up to %d", ErrFormat, v, formatVersion)
		}
		return nil
	})
	return citus, err
}

func create(ctx context.Context, tx pgx.Tx, citus bool) error {
	all := append([]string{"CREATE TABLE store_format (version int NOT NULL)"}, schema...)
	if citus {
		all = append(all, citusSchema...)
	}
	for _, q := range all {
		if _, err := tx.Exec(ctx, q); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, "INSERT INTO store_format VALUES ($1)", formatVersion)
	return err
}

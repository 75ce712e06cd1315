package postgres

import (
	"fmt"
	"strings"
)

// formatVersion is the layout of the tables. It moves when they change.
const formatVersion = 1

var schema = []string{
	`CREATE TABLE records (owner bytea NOT NULL, key bytea NOT NULL, value bytea NOT NULL, PRIMARY KEY (owner, key))`,
	`ALTER TABLE records ALTER COLUMN value SET STORAGE MAIN`,
	`CREATE TABLE owners (owner bytea NOT NULL PRIMARY KEY, version bigint NOT NULL) WITH (fillfactor = 50)`,
}

// citusSchema follows schema where the extension is installed.
var citusSchema = []string{
	`SELECT create_distributed_table('records', 'owner', shard_count := 32)`,
	`SELECT create_distributed_table('owners', 'owner', colocate_with := 'records')`,
}

// Every statement has one right plan, an index lookup: a table that was never
// analysed, or a generic plan, must not lead to another.
var settings = map[string]string{
	"application_name":                    "heliograph",
	"enable_bitmapscan":                   "off",
	"enable_hashjoin":                     "off",
	"enable_mergejoin":                    "off",
	"enable_seqscan":                      "off",
	"idle_in_transaction_session_timeout": "60s",
	"jit":                                 "off",
	"lock_timeout":                        "10s",
	"plan_cache_mode":                     "force_generic_plan",
	"synchronous_commit":                  "on", // S3, whatever the server's default
}

// One statement for all owners of a batch; ORDER BY is the order of the locks.
const (
	sqlLock = `INSERT INTO owners AS w SELECT o, 1 FROM unnest($1::bytea[]) o ORDER BY o
 ON CONFLICT (owner) DO UPDATE SET version = w.version + 1 RETURNING owner, version`
	sqlGuard = `INSERT INTO owners AS w SELECT o, v + 1 FROM unnest($1::bytea[], $2::bigint[]) g(o, v) ORDER BY o
 ON CONFLICT (owner) DO UPDATE SET version = CASE WHEN w.version = excluded.version - 1 THEN excluded.version END`
	sqlVersions = `SELECT owner, version FROM owners WHERE owner = ANY ($1)`
	sqlGets     = `SELECT q.n, r.value FROM unnest($1::bytea[], $2::bytea[]) WITH ORDINALITY q(owner, key, n) JOIN records r USING (owner, key)`
	sqlUpsert   = `INSERT INTO records SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::bytea[])
 ON CONFLICT (owner, key) DO UPDATE SET value = excluded.value`
	sqlDeletes = `DELETE FROM records r USING unnest($1::bytea[], $2::bytea[]) d(owner, key) WHERE r.owner = d.owner AND r.key = d.key`
)

// One owner to a statement, which Citus sends straight to its shard.
const (
	sqlLockOne  = `INSERT INTO owners AS w VALUES ($1, 1) ON CONFLICT (owner) DO UPDATE SET version = w.version + 1 RETURNING owner, version`
	sqlGuardOne = `INSERT INTO owners AS w VALUES ($1, $2::bigint + 1)
 ON CONFLICT (owner) DO UPDATE SET version = CASE WHEN w.version = excluded.version - 1 THEN excluded.version END`
	sqlVersionOne = `SELECT owner, version FROM owners WHERE owner = $1`
	sqlGetsOne    = `SELECT key, value FROM records WHERE owner = $1 AND key = ANY ($2)`
	sqlDeletesOne = `DELETE FROM records WHERE owner = $1 AND key = ANY ($2)`
	sqlRange      = `DELETE FROM records WHERE owner = $1 AND key >= $2 AND key < $3`
	sqlRangeEnd   = `DELETE FROM records WHERE owner = $1 AND key >= $2`
)

// upsertRows are the sizes of the statements that upsertSQL makes: few, so that
// each stays prepared.
const upsertRows = 64

// upsertSQL inserts n records of one owner.
func upsertSQL(n int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO records VALUES ")
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "($1, $%d, $%d)", 2*i+2, 2*i+3)
	}
	b.WriteString(" ON CONFLICT (owner, key) DO UPDATE SET value = excluded.value")
	return b.String()
}

// scanSQL scans with an upper bound or not, forwards or backwards.
func scanSQL(to, reverse bool) string {
	q := `SELECT key, value FROM records WHERE owner = $1 AND key >= $2`
	if to {
		q += ` AND key < $4`
	}
	q += ` ORDER BY key`
	if reverse {
		q += ` DESC`
	}
	return q + ` LIMIT $3::bigint`
}

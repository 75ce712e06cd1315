// Package postgres is the engine of the record store for PostgreSQL 14 and
// later, and for Citus with statements of its own; several servers may share
// one database.
//
// Owns three tables: records(owner, key, value), owners(owner, version) and
// store_format(version). Owners and keys are opaque bytes to the database. Must
// not know any subject.
//
// P1  Every owner has a version. A batch of Updates runs over records that are
// at least as new as the version it started from; its commit moves the version
// from exactly that value to the next, or violates NOT NULL and rolls back. The
// batch then runs again behind the locks of the owners' rows.
//
// P2  So a record that was read once stays known for as long as its owner's
// version does not move, and a warm Update is one round trip.
//
// P3  Updates wait in one queue. Lanes take batches from it that share no owner
// with a running batch, first in first out for each owner: servers may collide
// in the database, lanes of one server never do.
//
// P4  fn runs in the goroutine of its caller. Updates of a batch that share an
// owner run one after the other, the rest side by side, and their reads go out
// together. A fn that waits for something else holds up its whole lane.
//
// P5  The error of a failing fn is returned only once the records that it saw
// have been found current, so a stale one cannot refuse a message.
//
// A connection that breaks while a COMMIT is on its way leaves the outcome
// unknown: store.ErrUnknown. One that breaks earlier is replaced, and the batch
// runs again. The server's log prints rows that fail a constraint: run it with
// log_error_verbosity = terse.
//
// DeleteRange is one statement, 4 microseconds a record during which the owner
// is locked: callers delete in chunks of a thousand.
package postgres

// Package store is the seam to the record store: ordered records partitioned
// by owner (design: docs/ARCHITECTURE.md, ADR 0002).
//
// The unit of everything is the owner: a user's box, a channel's box, a phone
// number, an auth key. A transaction names the owners that it writes, reads
// anything, is serializable for the owners that it named, and is durable when
// Update returns. Reads of owners that it did not name are the latest committed
// values and are not validated.
//
// Invariants every engine keeps, checked by storetest:
//
//	S1  all or nothing: no reader sees half an Update, no crash leaves half
//	S2  Updates that share an owner are serial
//	S3  an Update that returned nil survives a crash of process and machine
//	S4  nothing that a View or a failed Update saw can be lost in a crash
//	S5  a View reads one snapshot of each owner
//	S6  a write to an owner that was not named fails the whole Update
//
// Owns the contract and helpers for keys. Must not know any subject.
package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Owner is the unit of partition, locking and placement: 1 to 255 bytes.
type Owner string

// Record is one key with its value. Both are the receiver's to keep.
type Record struct{ Key, Value []byte }

// Ref names one record.
type Ref struct {
	Owner Owner
	Key   []byte
}

// Reader reads records. It is valid only inside the function it was handed to
// and only in that function's goroutine.
type Reader interface {
	// Get returns nil when the key is absent; a present empty value is not nil.
	Get(o Owner, key []byte) ([]byte, error)
	// GetMany returns one value for each reference, nil where absent, in one
	// round trip. The owners may differ.
	GetMany(refs ...Ref) ([][]byte, error)
	// Scan returns the records with from <= key < to in order, or in reverse
	// order; nil bounds are open. limit 0 is no limit.
	Scan(o Owner, from, to []byte, reverse bool, limit int) ([]Record, error)
}

// Tx is a Reader that sees its own writes. The slices handed to Put must not
// change afterwards. A nil value is stored as an empty one.
type Tx interface {
	Reader
	Put(o Owner, key, value []byte)
	Delete(o Owner, key []byte)
	// DeleteRange removes from <= key < to; nil bounds are open. Callers keep
	// the ranges small (a thousand records): see docs on engines.
	DeleteRange(o Owner, from, to []byte)
}

// Store is one engine. Safe for concurrent use.
type Store interface {
	// View runs fn over a snapshot for each owner. Nothing that fn saw can be
	// lost in a crash once View has returned. fn's error is returned as it is.
	View(ctx context.Context, fn func(Reader) error) error
	// Update runs fn, possibly more than once, and makes its writes durable
	// before it returns nil. An error of fn is returned as it is and nothing is
	// written. Never call Update or View inside fn. When ctx ends while the
	// Update still waits for its turn it returns ctx.Err() and wrote nothing.
	Update(ctx context.Context, owners []Owner, fn func(Tx) error) error
	// Backup writes a consistent copy into dir, which must not exist or be
	// empty, while the store goes on working.
	Backup(ctx context.Context, dir string) error
	// Close waits for running transactions, then closes. Later calls of View
	// and Update return ErrClosed.
	Close() error
}

var (
	// ErrNotNamed is returned by an Update that wrote to another owner.
	ErrNotNamed = errors.New("store: write to an owner that the transaction did not name")
	// ErrClosed is returned once the store is closed.
	ErrClosed = errors.New("store: closed")
	// ErrUnknown says that a commit was on its way when the connection broke:
	// it may have happened or not. A unique record in the transaction makes a
	// retry safe.
	ErrUnknown = errors.New("store: outcome of the transaction is unknown")
	// ErrCorrupt says that data on disk failed its checksum or cannot be read.
	ErrCorrupt = errors.New("store: data is corrupt")
)

// CheckOwners sorts owners, drops repeats and refuses what no engine takes.
// For engines.
func CheckOwners(owners []Owner) ([]Owner, error) {
	if len(owners) == 1 || len(owners) == 2 && owners[0] < owners[1] {
		return owners, checkEach(owners)
	}
	os := slices.Compact(slices.Sorted(slices.Values(owners)))
	if len(os) == 0 {
		return nil, errors.New("store: no owner named")
	}
	return os, checkEach(os)
}

func checkEach(owners []Owner) error {
	for _, o := range owners {
		if len(o) == 0 || len(o) > 255 {
			return fmt.Errorf("store: owner of %d bytes", len(o))
		}
	}
	return nil
}

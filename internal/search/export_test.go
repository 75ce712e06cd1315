package search

import (
	"context"

	"heliograph/internal/store"
)

// Shrink makes batches and chunks small, so that a test has many of them.
func (s *Service) Shrink() { s.sizes = sizes{batch: 7, stale: 3, wipe: 50, close: 8, split: 6, few: 1} }

// Round is one round of the worker.
func (s *Service) Round(ctx context.Context, box store.Owner) (more bool, err error) {
	return s.round(ctx, box)
}

// Age makes the index of a box look like one of another version.
func Age(tx store.Tx, box store.Owner) error {
	st, found, err := loadState(tx, box)
	if err != nil || !found {
		return err
	}
	st.Version--
	tx.Put(box, stateKey, store.Encode(&st))
	return nil
}

// Extend and Decode are those of chunks.
var (
	Extend = extend
	Decode = decode
)

package search

import (
	"context"

	"heliograph/internal/store"
)

// Drop removes the index of a box, for good or to have it made anew: a box that
// grows or is searched is indexed again.
func (s *Service) Drop(ctx context.Context, box store.Owner) error {
	for more := true; more; {
		err := s.store.Update(ctx, []store.Owner{box}, func(tx store.Tx) (err error) {
			more, err = s.dropSome(tx, box)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// dropSome removes some lists, and with the last of them the rest. Until then
// the state says that there are some left of which nothing is known.
func (s *Service) dropSome(tx store.Tx, box store.Owner) (more bool, err error) {
	st, _, err := loadState(tx, box)
	if err != nil {
		return false, err
	}
	from := store.K('x').Byte(1)
	rows, err := tx.Scan(box, from, store.K('x').End(), false, s.sizes.wipe)
	if err != nil {
		return false, err
	}
	if len(rows) > 0 {
		tx.DeleteRange(box, rows[0].Key, append(rows[len(rows)-1].Key, 0))
	}
	if len(rows) < s.sizes.wipe {
		tx.Delete(box, stateKey)
		return false, nil
	}
	tx.Put(box, stateKey, store.Encode(&state{Version: version, Turn: st.Turn + 1, Wiping: true}))
	return true, nil
}

package pebble

import (
	"context"
	"errors"
	"fmt"

	pdb "github.com/cockroachdb/pebble/v2"

	"heliograph/internal/store"
)

// Update runs fn once, behind the locks of its owners. See store.Store and, for
// errors of this engine, ErrFull, ErrBroken and ErrTooLarge.
func (s *Store) Update(ctx context.Context, owners []store.Owner, fn func(store.Tx) error) error {
	owners, err := store.CheckOwners(owners)
	if err != nil {
		return err
	}
	if err := s.enter(ctx); err != nil {
		return err
	}
	defer s.leave()
	var h held
	if err := s.locks.acquire(ctx, owners, &h); err != nil {
		return err
	}
	defer h.release() // also when fn panics
	t := newTx(s, owners)
	defer t.discard()
	if err := fn(t); err != nil {
		t.fail(err)
	}
	if t.err == nil && !t.batch.Empty() {
		t.err = s.room.check(t.batch.Len())
		if t.err == nil {
			return s.commit(t, &h)
		}
		s.stats.refused.Add(1)
	}
	h.release()
	// What fn saw may decide what the caller does next.
	if err := t.settle(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	return t.err
}

// commit applies the batch, unlocks and waits for the disk.
func (s *Store) commit(t *tx, h *held) error {
	c := &commit{synced: make(chan struct{})}
	h.announce(c)
	if err := s.db.ApplyNoSyncWait(t.batch, pdb.Sync); err != nil {
		h.withdraw()
		h.forget()
		h.release()
		for _, b := range h.before { // a View may wait for c instead of these
			if b != nil {
				<-b.synced
				c.err = errors.Join(c.err, b.err)
			}
		}
		close(c.synced)
		return fmt.Errorf("store: apply: %w", err)
	}
	t.follow(h)
	h.release()
	err := t.batch.SyncWait()
	if b := s.broken(); b != nil { // the guard hid it from Pebble
		err = fmt.Errorf("%w: %w", store.ErrUnknown, b)
	}
	c.err = err
	close(c.synced)
	if err == nil {
		s.stats.commits.Add(1)
	}
	return err
}

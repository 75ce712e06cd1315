package channel

import (
	"context"
	"slices"
	"sync"

	"heliograph/internal/dialog"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// seeded is how many members one transaction of Seed writes, and seeders how many
// boxes it writes side by side.
const (
	seeded  = 1000
	seeders = 64
)

// Seed makes people members and tells nobody: for whoever fills a store with no
// server on it. Those of listed get the channel on their lists of chats; others have
// no box, as they are in no store.
func (s *Service) Seed(ctx context.Context, id ID, listed, others []user.ID) error {
	now := s.clock.Now().Unix()
	for part := range slices.Chunk(slices.Concat(listed, others), seeded) {
		err := s.store.Update(ctx, []store.Owner{id.Owner()}, func(tx store.Tx) error {
			c, _, err := Load(tx, id)
			for _, u := range part {
				put(tx, &c, Member{User: u}, Member{User: u, In: true, Joined: now})
			}
			Save(tx, &c)
			return err
		})
		if err != nil {
			return err
		}
	}
	var wg sync.WaitGroup
	errs := make([]error, seeders)
	for n := range seeders {
		wg.Go(func() {
			for i := n; i < len(listed) && errs[n] == nil; i += seeders {
				box := listed[i].Owner()
				errs[n] = s.store.Update(ctx, []store.Owner{box}, func(tx store.Tx) error {
					dialog.Save(tx, box, &dialog.Dialog{Peer: id.Peer(), Date: now})
					return nil
				})
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

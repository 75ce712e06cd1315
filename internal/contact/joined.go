package contact

import (
	"context"

	"golang.org/x/sync/errgroup"

	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const joinedChunk = 100

// Joined makes somebody who has just signed up a contact of everybody who had
// saved the number, and has them told. It may be called again at any time: what it did is not done
// twice, and what a crash left is done then.
func (s *Service) Joined(ctx context.Context, id user.ID) error {
	p, err := s.users.Profiles(ctx, id)
	if err != nil || p[0].Phone == "" || id == user.Notices {
		return err
	}
	phone := p[0].Phone
	for {
		var rows []store.Record
		err := s.store.View(ctx, func(r store.Reader) (err error) {
			rows, err = r.Scan(user.PhoneOwner(phone), waiters, waiters.End(), false, joinedChunk)
			return err
		})
		if err != nil {
			return err
		}
		g, gctx := errgroup.WithContext(ctx)
		g.SetLimit(together)
		for _, row := range rows {
			viewer := user.ID(store.IntAt(row.Key, 1))
			g.Go(func() error {
				met, err := s.meet(gctx, viewer, id, phone)
				if err != nil || !met {
					return err
				}
				return s.greet(gctx, viewer, id)
			})
		}
		if err := g.Wait(); err != nil {
			return err
		}
		if len(rows) == 0 {
			return nil
		}
		err = s.store.Update(ctx, []store.Owner{user.PhoneOwner(phone)}, func(tx store.Tx) error {
			for _, row := range rows {
				tx.Delete(user.PhoneOwner(phone), row.Key)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}

// meet turns a viewer's saved number into a contact. It says whether id is one
// now.
func (s *Service) meet(ctx context.Context, viewer, id user.ID, phone string) (met bool, err error) {
	s.hold(viewer, id)
	defer s.hold(viewer, id)
	err = s.log.Run(ctx, []store.Owner{viewer.Owner(), id.Owner()}, func(tx *update.Tx) error {
		met = false
		var n number
		found, err := store.Load(tx, viewer.Owner(), numberKey(phone), &n)
		if err != nil {
			return err
		}
		if !found { // an earlier run did it, or the viewer deleted the number
			met, err = Saved(tx, viewer, id)
			return err
		}
		tx.Delete(viewer.Owner(), numberKey(phone))
		if viewer == id {
			return nil
		}
		var old saved
		if found, err = store.Load(tx, viewer.Owner(), contactKey(id), &old); err != nil {
			return err
		}
		if old.Phone = phone; !found {
			old.First, old.Last, old.Created = n.First, n.Last, n.Created
		}
		putPair(tx, viewer, id, old)
		met = true
		box, err := tx.Box(viewer.Owner())
		if err != nil {
			return err
		}
		box.Append(update.Event{Kind: update.ContactsReset})
		return nil
	})
	return met, err
}

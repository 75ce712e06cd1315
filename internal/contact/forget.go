package contact

import (
	"context"

	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// forgotten is how many people one call of Forget sees to of each list.
const forgotten = 100

// Forget takes somebody who is deleted out of the contacts of others, whose saved
// number waits for whoever has it next, and lets go of those that they had saved and
// blocked. Who has blocked them still has. It says whether there is more to do.
func (s *Service) Forget(ctx context.Context, id user.ID) (more bool, err error) {
	lists := []struct {
		of   store.Key
		drop func(context.Context, user.ID, store.Record) error
	}{
		{savers, s.forgetSaver}, {contacts, s.forgetSaved}, {blocks, s.forgetBlocked}, {numbers, s.forgetSavedNumber},
	}
	for _, l := range lists {
		var rows []store.Record
		err := s.store.View(ctx, func(r store.Reader) (err error) {
			rows, err = r.Scan(id.Owner(), l.of, l.of.End(), false, forgotten)
			return err
		})
		if err != nil {
			return false, err
		}
		more = more || len(rows) == forgotten
		for _, row := range rows {
			if err := l.drop(ctx, id, row); err != nil {
				return false, err
			}
		}
	}
	return more, nil
}

// forgetSaver has whoever saved id keep the number alone.
func (s *Service) forgetSaver(ctx context.Context, id user.ID, row store.Record) error {
	viewer := user.ID(store.IntAt(row.Key, 1))
	phone, err := s.keepNumber(ctx, viewer, id)
	if err != nil {
		return err
	}
	s.hold(viewer, id)
	defer s.hold(viewer, id)
	err = s.log.Run(ctx, []store.Owner{viewer.Owner(), id.Owner()}, func(tx *update.Tx) error {
		deletePair(tx, viewer, id)
		box, err := tx.Box(viewer.Owner())
		if err == nil {
			box.Append(update.Event{Kind: update.ContactsReset})
		}
		return err
	})
	if err != nil || phone == "" {
		return err
	}
	// Somebody may have signed up with it since.
	next, err := s.users.ByPhone(ctx, phone)
	if err != nil || next == 0 {
		return err
	}
	return s.Joined(ctx, next)
}

// keepNumber writes the number by which viewer has saved id among those that belong
// to nobody, and returns it; it is empty when viewer does not know it.
func (s *Service) keepNumber(ctx context.Context, viewer, id user.ID) (phone string, err error) {
	var c saved
	err = s.store.View(ctx, func(r store.Reader) error {
		c = saved{}
		_, err := store.Load(r, viewer.Owner(), contactKey(id), &c)
		return err
	})
	if err != nil || c.Phone == "" {
		return "", err
	}
	return c.Phone, s.store.Update(ctx, []store.Owner{viewer.Owner(), user.PhoneOwner(c.Phone)}, func(tx store.Tx) error {
		found, err := has(tx, viewer.Owner(), contactKey(id))
		if err == nil && found { // else it was deleted since
			putNumber(tx, viewer, c.Phone, number{First: c.First, Last: c.Last, Created: c.Created})
		}
		return err
	})
}

func (s *Service) forgetSaved(ctx context.Context, id user.ID, row store.Record) error {
	other := user.ID(store.IntAt(row.Key, 1))
	s.hold(id, other)
	defer s.hold(id, other)
	return s.store.Update(ctx, []store.Owner{id.Owner(), other.Owner()}, func(tx store.Tx) error {
		deletePair(tx, id, other)
		return nil
	})
}

func (s *Service) forgetBlocked(ctx context.Context, id user.ID, row store.Record) error {
	other := user.ID(store.IntAt(row.Key, 1))
	s.hold(id, other)
	defer s.hold(id, other)
	return s.store.Update(ctx, []store.Owner{id.Owner(), other.Owner()}, func(tx store.Tx) error {
		tx.Delete(id.Owner(), blockedKey(other))
		tx.Delete(other.Owner(), barredKey(id))
		return nil
	})
}

func (s *Service) forgetSavedNumber(ctx context.Context, id user.ID, row store.Record) error {
	_, err := s.dropNumber(ctx, id, string(row.Key[1:]))
	return err
}

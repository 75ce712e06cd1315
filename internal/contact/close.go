package contact

import (
	"context"

	"golang.org/x/sync/errgroup"

	"heliograph/internal/fault"
	"heliograph/internal/privacy"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const maxClose = 1000

var (
	errCloseMany = fault.New(fault.Invalid, "LIMIT_INVALID")
	errNoRequest = fault.New(fault.Invalid, "CONTACT_REQ_MISSING")
)

// SetCloseFriends makes those of the actor's contacts that are named the close
// friends, and no others; who is no contact is passed over. Fault: LIMIT_INVALID.
func (s *Service) SetCloseFriends(ctx context.Context, a user.Actor, ids []user.ID) error {
	if len(ids) > maxClose {
		return errCloseMany
	}
	wanted := make(map[user.ID]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	l, err := s.All(ctx, a.ID)
	if err != nil {
		return err
	}
	people, err := s.People(ctx, a.ID, l.IDs)
	if err != nil {
		return err
	}
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(together)
	for i := range people {
		if id := l.IDs[i]; people[i].Close != wanted[id] {
			g.Go(func() error { return s.setClose(gctx, a, id, wanted[id]) })
		}
	}
	return g.Wait()
}

func (s *Service) setClose(ctx context.Context, a user.Actor, other user.ID, on bool) error {
	s.hold(a.ID, other)
	defer s.hold(a.ID, other)
	err := s.store.Update(ctx, []store.Owner{a.ID.Owner(), other.Owner()}, func(tx store.Tx) error {
		var c saved
		found, err := store.Load(tx, a.ID.Owner(), contactKey(other), &c)
		if err != nil || !found {
			return err
		}
		c.Close = on
		putPair(tx, a.ID, other, c)
		return nil
	})
	if err == nil {
		s.tellMutual(other, a.ID) // the own devices
		s.tellStatus(a.ID, other) // what close friends see may have changed
	}
	return err
}

// Share lets a contact, who has saved the actor without knowing the number, see
// it: what the bar above their chat offers. Faults: CONTACT_ID_INVALID,
// CONTACT_REQ_MISSING when it does not, PRIVACY_TOO_LONG.
func (s *Service) Share(ctx context.Context, a user.Actor, other user.ID) ([]update.Event, error) {
	people, err := s.People(ctx, a.ID, []user.ID{other})
	switch {
	case err != nil:
		return nil, err
	case people[0].ID == 0, people[0].Self, people[0].Deleted:
		return nil, errContactID
	case people[0].Sharing != Wanted:
		return nil, errNoRequest
	}
	var events []update.Event
	s.privacy.Hold(a.ID)
	defer s.privacy.Hold(a.ID)
	err = s.log.Run(ctx, []store.Owner{a.ID.Owner()}, func(tx *update.Tx) error {
		events = nil
		if err := privacy.Except(tx, a, privacy.PhoneNumber, other); err != nil {
			return err
		}
		box, err := tx.Box(a.ID.Owner())
		if err == nil {
			events = append(events, box.Append(update.Event{Kind: update.PeerSettings, Peer: other.Peer()}))
		}
		return err
	})
	if err == nil {
		s.tellMutual(a.ID, other)
	}
	return events, err
}

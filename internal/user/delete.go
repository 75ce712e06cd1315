package user

import (
	"context"
	"errors"

	"heliograph/internal/fault"
	"heliograph/internal/store"
	"heliograph/internal/update"
)

// ErrDeactivated is for what cannot be done with somebody who is deleted.
var ErrDeactivated = fault.New(fault.Invalid, "INPUT_USER_DEACTIVATED")

// errPhoneMoved says that a number changed while it was looked at; try again.
var errPhoneMoved = errors.New("user: number changed meanwhile")

// Delete has a profile say that it is deleted, and nothing else: the number and the
// username are free. Whoever is interested is told. Fault: USER_ID_INVALID for who
// is not there, or not any more.
func (s *Service) Delete(ctx context.Context, id ID) error {
	for {
		err := s.remove(ctx, id)
		if !errors.Is(err, errPhoneMoved) {
			return err
		}
	}
}

func (s *Service) remove(ctx context.Context, id ID) error {
	var was Profile
	err := s.store.View(ctx, func(r store.Reader) (err error) {
		was, err = ReadFresh(r, id)
		return err
	})
	if err != nil {
		return err
	}
	owners := []store.Owner{id.Owner()}
	if was.Phone != "" {
		owners = append(owners, PhoneOwner(was.Phone))
	}
	name := ""
	_, err = s.change(ctx, id, owners, func(tx *update.Tx, p *Profile) error {
		if p.Phone != was.Phone {
			return errPhoneMoved
		}
		if p.Phone != "" {
			tx.Delete(PhoneOwner(p.Phone), phoneUserKey)
		}
		name = p.Username
		*p = Profile{ID: id, Deleted: true, Bot: p.Bot, Created: p.Created}
		return nil
	})
	if err == nil && name != "" {
		// What a failure leaves is stale: the name is free all the same.
		_ = s.FreeUsername(context.WithoutCancel(ctx), id.Peer(), name)
	}
	return err
}

// ReadFresh is the profile of a user past the cache; ID 0 when there is none.
func ReadFresh(r store.Reader, id ID) (Profile, error) { return loadProfile(r, id) }

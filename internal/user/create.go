package user

import (
	"context"

	"heliograph/internal/store"
)

// Create writes a new profile and takes its phone number, if it has one. The
// transaction must have named p.ID.Owner() and, with a phone number,
// PhoneOwner(p.Phone). Username is ignored: SetUsername claims one. Faults:
// PHONE_NUMBER_OCCUPIED, PHONE_NUMBER_INVALID, FIRSTNAME_INVALID,
// LASTNAME_INVALID; ErrTaken when the id is somebody's.
func (s *Service) Create(tx store.Tx, p Profile) error {
	var err error
	if p.FirstName, p.LastName, err = CleanName(p.FirstName, p.LastName); err != nil {
		return err
	}
	if p.ID <= 0 || p.ID == Notices {
		return ErrTaken
	}
	old, err := loadProfile(tx, p.ID)
	if err != nil {
		return err
	}
	if old.ID != 0 {
		return ErrTaken
	}
	if p.Phone != "" {
		if !validPhone(p.Phone) {
			return errPhoneInvalid
		}
		holder, err := userOfPhone(tx, p.Phone)
		if err != nil {
			return err
		}
		if holder != 0 {
			return errPhoneTaken
		}
		tx.Put(PhoneOwner(p.Phone), phoneUserKey, store.Encode(p.ID))
	}
	p.Username = ""
	if p.Created == 0 {
		p.Created = s.clock.Now().Unix()
	}
	putProfile(tx, p)
	return nil
}

// ByPhone is whom a number belongs to, digits only; 0 when to nobody.
func (s *Service) ByPhone(ctx context.Context, digits string) (id ID, err error) {
	if !validPhone(digits) {
		return 0, nil
	}
	err = s.store.View(ctx, func(r store.Reader) error {
		id, err = userOfPhone(r, digits)
		return err
	})
	return id, err
}

// ReadByPhone is ByPhone inside a View or an Update.
func (s *Service) ReadByPhone(r store.Reader, digits string) (ID, error) {
	if !validPhone(digits) {
		return 0, nil
	}
	return userOfPhone(r, digits)
}

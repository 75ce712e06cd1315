package auth

import (
	"context"
	"errors"

	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Name is who signs up.
type Name struct {
	First, Last string
}

// SignUp makes an account for a number whose code was proven on the same key,
// and logs it in. A client that lost the answer may ask again. Faults:
// PHONE_NUMBER_INVALID, PHONE_CODE_HASH_EMPTY, PHONE_CODE_INVALID,
// PHONE_CODE_EXPIRED, PHONE_NUMBER_OCCUPIED, FIRSTNAME_INVALID,
// LASTNAME_INVALID.
func (s *Service) SignUp(ctx context.Context, a Ask, name Name) (Result, error) {
	phone, err := s.named(a)
	if err != nil {
		return Result{}, err
	}
	if name.First, name.Last, err = user.CleanName(name.First, name.Last); err != nil {
		return Result{}, err
	}
	c, made, err := s.create(ctx, phone, a, name)
	if err != nil {
		return Result{}, err
	}
	who := user.ID(c.User)
	if c.Used {
		return s.again(ctx, a, who)
	}
	if made && s.deps.Joined != nil {
		if err := s.deps.Joined.Joined(context.WithoutCancel(ctx), who); err != nil {
			s.deps.Logger.Warn("contacts were not told of a new account", "err", err)
		}
	}
	return s.enter(ctx, phone, a, who)
}

// create makes the account, unless an earlier try with this code has made it.
func (s *Service) create(ctx context.Context, phone string, a Ask, name Name) (c sentCode, made bool, err error) {
	now := s.deps.Clock.Now()
	for {
		who := user.NewID()
		err = s.deps.Store.Update(ctx, []store.Owner{user.PhoneOwner(phone), who.Owner()}, func(tx store.Tx) error {
			made = false
			n, err := openNumber(tx, phone, a.Perm)
			if err != nil {
				return err
			}
			c = n.code
			switch {
			case !c.live(now) || !c.named(a.Hash):
				return ErrCodeExpired
			case !c.Proven:
				return ErrCodeInvalid
			case c.User != 0:
				return nil
			case c.Used: // it has logged somebody in
				return ErrPhoneOccupied
			}
			if err := s.deps.Users.Create(tx, user.Profile{
				ID: who, FirstName: name.First, LastName: name.Last, Phone: phone, Created: now.Unix(),
			}); err != nil {
				return err
			}
			n.code.User = int64(who)
			n.saveCode()
			c, made = n.code, true
			return nil
		})
		if !errors.Is(err, user.ErrTaken) {
			return c, made, err
		}
	}
}

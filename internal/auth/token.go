package auth

import (
	"context"
	"errors"
	"time"

	"heliograph/internal/session"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Token is what a device that wants in shows, most often as a QR code, to one
// that is in. https://core.telegram.org/api/qr-login
type Token struct {
	Value   []byte
	Expires time.Time
}

// Entry is how far the device with a token has come.
type Entry struct {
	User  user.ID // who is logged in on it; 0: nobody yet
	Token Token   // what to show, while User is 0
}

// ExportToken gives a device a token to show, or says who has let it in since.
// Asking again soon gives the same token. except are whom it does not want.
// Faults: AUTH_KEY_PERM_EMPTY, AUTH_KEY_INVALID, BOT_METHOD_INVALID,
// LIMIT_INVALID, FLOOD_WAIT_X.
func (s *Service) ExportToken(ctx context.Context, a Ask, except []user.ID) (Entry, error) {
	if len(except) > maxExcept {
		return Entry{}, ErrExceptTooMany
	}
	if e, err := s.entered(ctx, a.Perm); err != nil || e.User != 0 {
		return e, err
	}
	now := s.deps.Clock.Now()
	if err := s.tokens.take(a.IP, now); err != nil {
		return Entry{}, err
	}
	t, err := s.keepToken(ctx, a.Perm, newLoginToken(a.IP, except, now.Add(s.deps.TokenTTL)), now)
	if err != nil {
		return Entry{}, err
	}
	return Entry{Token: t.show(a.Perm)}, nil
}

// keepToken is the transaction of ExportToken. It returns fresh, or the token
// that will do as well.
func (s *Service) keepToken(ctx context.Context, perm int64, fresh loginToken, now time.Time) (kept loginToken, err error) {
	owner := session.KeyOwner(perm)
	err = s.deps.Store.Update(ctx, []store.Owner{owner}, func(tx store.Tx) error {
		old, err := loadToken(tx, perm)
		if err != nil {
			return err
		}
		if kept = old; old.replaces(&fresh, now.Add(s.deps.TokenTTL/2)) {
			return nil
		}
		known, err := session.HasKey(tx, perm)
		if err != nil {
			return err
		}
		if !known {
			return session.ErrKeyInvalid
		}
		kept = fresh
		kept.Before = old.Secret
		tx.Put(owner, tokenKey, store.Encode(&kept))
		return nil
	})
	return kept, err
}

// ImportToken says how far a device has come with a token that it was given
// before. Faults: AUTH_KEY_PERM_EMPTY, BOT_METHOD_INVALID, AUTH_TOKEN_INVALID,
// AUTH_TOKEN_EXPIRED, AUTH_TOKEN_ALREADY_ACCEPTED.
func (s *Service) ImportToken(ctx context.Context, a Ask, token []byte) (Entry, error) {
	e, err := s.entered(ctx, a.Perm)
	if err != nil {
		return Entry{}, err
	}
	perm, secret := readToken(token)
	if perm != a.Perm {
		return Entry{}, ErrTokenInvalid
	}
	t, err := s.token(ctx, perm)
	if err != nil {
		return Entry{}, err
	}
	if t.named(secret) && e.User != 0 {
		return e, nil
	}
	if err := t.open(secret, s.deps.Clock.Now()); err != nil {
		return Entry{}, err
	}
	return Entry{Token: t.show(perm)}, nil
}

// AcceptToken lets in the device that shows a token, as the actor's own, and
// tells that device and the others of the actor. Faults: AUTH_TOKEN_INVALID,
// AUTH_TOKEN_EXPIRED, AUTH_TOKEN_ALREADY_ACCEPTED, AUTH_TOKEN_EXCEPTION,
// AUTH_KEY_UNREGISTERED.
func (s *Service) AcceptToken(ctx context.Context, actor user.Actor, token []byte) (session.Authorization, error) {
	perm, secret := readToken(token)
	t, err := s.token(ctx, perm)
	if err == nil { // before anything is done for the login
		err = t.admit(secret, actor.ID, s.deps.Clock.Now())
	}
	if err != nil {
		return session.Authorization{}, err
	}
	e, err := s.deps.Sessions.LogIn(ctx, session.Login{
		Perm: perm, User: actor.ID, IP: t.IP, By: actor.Session,
		Spend: func(tx store.Tx) error {
			t, err := loadToken(tx, perm)
			if err != nil {
				return err
			}
			if err := t.admit(secret, actor.ID, s.deps.Clock.Now()); err != nil {
				return err
			}
			t.Used = true
			tx.Put(session.KeyOwner(perm), tokenKey, store.Encode(&t))
			return nil
		},
	})
	switch {
	case errors.Is(err, session.ErrOccupied):
		return session.Authorization{}, ErrTokenAccepted
	case errors.Is(err, session.ErrKeyInvalid): // of the other device, not of the one that asks
		return session.Authorization{}, ErrTokenExpired
	case err != nil:
		return session.Authorization{}, err
	}
	s.warn(ctx, actor.ID, e.Authorization)
	return e.Authorization, nil
}

// entered says who is logged in on a key.
func (s *Service) entered(ctx context.Context, perm int64) (Entry, error) {
	if perm == 0 {
		return Entry{}, session.ErrPermEmpty
	}
	who, bot, err := s.deps.Sessions.User(ctx, perm)
	if bot {
		return Entry{}, ErrBot
	}
	return Entry{User: who}, err
}

// token reads the token of a key.
func (s *Service) token(ctx context.Context, perm int64) (t loginToken, err error) {
	err = s.deps.Store.View(ctx, func(r store.Reader) (err error) {
		t, err = loadToken(r, perm)
		return err
	})
	return t, err
}

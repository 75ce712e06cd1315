package auth

import (
	"context"
	"strings"
	"time"

	"heliograph/internal/fault"
	"heliograph/internal/session"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Result is what a right code led to.
type Result struct {
	User   user.ID // 0: nobody has this number yet, it is free to sign up with
	Device session.Entered
}

// SignIn logs in whoever has the number. When nobody has, the code counts as
// proven and SignUp may follow. A client that lost the answer may ask again.
// Faults: PHONE_NUMBER_INVALID, PHONE_CODE_HASH_EMPTY, PHONE_CODE_EMPTY,
// PHONE_CODE_INVALID, PHONE_CODE_EXPIRED, FLOOD_WAIT_X, PHONE_NUMBER_FLOOD.
func (s *Service) SignIn(ctx context.Context, a Ask, code string) (Result, error) {
	phone, err := s.named(a)
	if err != nil {
		return Result{}, err
	}
	if code = strings.TrimSpace(code); code == "" {
		return Result{}, ErrCodeEmpty
	}
	used, err := s.prove(ctx, phone, a, code)
	if err != nil {
		return Result{}, err
	}
	who, err := s.deps.Users.ByPhone(ctx, phone)
	if err != nil || who == 0 {
		return Result{}, err
	}
	if used {
		return s.again(ctx, a, who)
	}
	return s.enter(ctx, phone, a, who)
}

// prove checks a code and remembers the outcome. used says that it was right,
// but has opened a session before.
func (s *Service) prove(ctx context.Context, phone string, a Ask, code string) (used bool, err error) {
	now := s.deps.Clock.Now()
	var verdict error
	err = s.deps.Store.Update(ctx, []store.Owner{user.PhoneOwner(phone)}, func(tx store.Tx) error {
		n, err := openNumber(tx, phone, a.Perm)
		if err != nil {
			return err
		}
		used, verdict = n.code.Used, s.judge(n, a.Hash, code, now)
		return nil
	})
	if err != nil {
		return false, err
	}
	return used, verdict
}

// judge compares a code: invariants A1 and A2.
func (s *Service) judge(n *number, hash, code string, now time.Time) error {
	c := &n.code
	if !c.live(now) || !c.named(hash) {
		return ErrCodeExpired
	}
	if c.Tries >= maxTries {
		return fault.Wait(c.left(now))
	}
	if err := n.tried.open(now, &s.deps.Limits); err != nil {
		return err
	}
	if !same(c.Code, code) {
		c.Tries++
		n.tried.Wrong.N++
		n.saveCode()
		n.saveTried()
		return ErrCodeInvalid
	}
	if !c.Proven {
		c.Proven, c.Expires = true, now.Add(signUpTime).Unix()
		n.saveCode()
		n.forgetTried()
	}
	return nil
}

// again answers who asks once more after having been let in.
func (s *Service) again(ctx context.Context, a Ask, who user.ID) (Result, error) {
	if on, _, err := s.deps.Sessions.User(ctx, a.Perm); err != nil || on != who {
		if err == nil {
			err = ErrCodeExpired
		}
		return Result{}, err
	}
	e, err := s.deps.Sessions.LogIn(ctx, session.Login{Perm: a.Perm, User: who, IP: a.IP})
	return Result{who, e}, err
}

// enter logs in, and only then uses up the code: a crash between the two leaves
// a code that its key can give again.
func (s *Service) enter(ctx context.Context, phone string, a Ask, who user.ID) (Result, error) {
	e, err := s.deps.Sessions.LogIn(ctx, session.Login{Perm: a.Perm, User: who, IP: a.IP})
	if err != nil {
		return Result{}, err
	}
	err = s.deps.Store.Update(ctx, []store.Owner{user.PhoneOwner(phone)}, func(tx store.Tx) error {
		n, err := openNumber(tx, phone, a.Perm)
		if err == nil && n.code.named(a.Hash) {
			n.code.Used = true
			n.saveCode()
		}
		return err
	})
	if err != nil {
		return Result{}, err
	}
	if e.New && e.Others > 0 {
		s.warn(ctx, who, e.Authorization)
	}
	return Result{who, e}, nil
}

package auth

import (
	"context"
	"fmt"
	"time"

	"heliograph/internal/fault"
	"heliograph/internal/id"
	"heliograph/internal/logx"
	"heliograph/internal/session"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Ask is who asks for a code or a token, or says something about one.
type Ask struct {
	Phone string // as typed
	Hash  string // of the code, once there is one
	Perm  int64  // the permanent auth key
	IP    string
}

// SendCode sends a code to a number: to the devices that are logged in, if
// there are any, else outside. Asking again within a minute changes nothing.
// Faults: PHONE_NUMBER_INVALID, PHONE_NUMBER_FLOOD, FLOOD_WAIT_X,
// SMS_CODE_CREATE_FAILED.
func (s *Service) SendCode(ctx context.Context, a Ask) (Sent, error) {
	phone, err := s.Phone(a.Phone)
	if err != nil {
		return Sent{}, err
	}
	if a.Perm == 0 {
		return Sent{}, session.ErrPermEmpty
	}
	now := s.deps.Clock.Now()
	test := s.testCode(phone)
	if test == "" {
		if err := s.addresses.take(a.IP, now); err != nil {
			return Sent{}, err
		}
	}
	who, err := s.deps.Users.ByPhone(ctx, phone)
	if err != nil {
		return Sent{}, err
	}
	c := sentCode{Hash: id.Hex(9), Code: test, Sent: now.Unix(), Expires: now.Add(s.deps.CodeTTL).Unix()}
	if test == "" {
		c.Code = fmt.Sprintf("%0*d", codeLength, id.Below(100_000))
	}
	if c.Way, err = s.way(ctx, who, a.Perm, now); err != nil {
		return Sent{}, err
	}
	if c.Way == SMS {
		c.SMS = 1
	}
	c, fresh, err := s.keepCode(ctx, phone, a.Perm, c, now)
	if err != nil {
		return Sent{}, err
	}
	if fresh {
		if err := s.deliver(ctx, phone, who, &c); err != nil {
			return Sent{}, s.notSent(ctx, phone, a.Perm, c.Hash, err)
		}
	}
	return c.answer(now), nil
}

// way is how to reach a person: by the devices at hand, if there are any.
func (s *Service) way(ctx context.Context, who user.ID, perm int64, now time.Time) (Way, error) {
	if who == 0 {
		return SMS, nil
	}
	list, err := s.deps.Sessions.Of(ctx, who)
	if err != nil {
		return 0, err
	}
	for _, a := range list {
		if a.Perm != perm && now.Sub(a.Active) < activeFor {
			return App, nil
		}
	}
	return SMS, nil
}

// keepCode is the transaction of SendCode. It returns c, or the code that is on
// its way already.
func (s *Service) keepCode(ctx context.Context, phone string, perm int64, c sentCode, now time.Time) (kept sentCode, fresh bool, err error) {
	test := s.testCode(phone) != ""
	err = s.deps.Store.Update(ctx, []store.Owner{user.PhoneOwner(phone)}, func(tx store.Tx) error {
		n, err := openNumber(tx, phone, perm)
		if err != nil {
			return err
		}
		if old := n.code; old.live(now) && !old.Used && !old.Proven {
			if old.Tries >= maxTries {
				return fault.Wait(old.left(now))
			}
			if now.Before(time.Unix(old.Sent, 0).Add(resendAfter)) {
				kept, fresh = old, false
				return nil
			}
		}
		if err := n.tried.open(now, &s.deps.Limits); err != nil {
			return err
		}
		if !test { // nothing is sent to a test number
			if err := n.tried.sent(now, &s.deps.Limits); err != nil {
				return err
			}
			n.saveTried()
		}
		if err := n.dropOld(now); err != nil {
			return err
		}
		n.code = c
		n.saveCode()
		kept, fresh = c, true
		return nil
	})
	return kept, fresh, err
}

// deliver takes a code where it has to go.
func (s *Service) deliver(ctx context.Context, phone string, who user.ID, c *sentCode) error {
	ctx, cancel := context.WithTimeout(ctx, deliverTime)
	defer cancel()
	if c.Way == App {
		return s.deps.Notices.Notify(ctx, who, s.codeText(s.language(ctx, who), c.Code))
	}
	if s.testCode(phone) != "" {
		return nil
	}
	return s.deps.Sender.Send(ctx, phone, logx.Secret(c.Code))
}

// notSent forgets a code that could not be delivered, so that the next request
// tries again. The attempt still counts.
func (s *Service) notSent(ctx context.Context, phone string, perm int64, hash string, cause error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	s.deps.Logger.Error("a login code could not be delivered", "err", cause)
	err := s.deps.Store.Update(ctx, []store.Owner{user.PhoneOwner(phone)}, func(tx store.Tx) error {
		n, err := openNumber(tx, phone, perm)
		if err == nil && n.code.named(hash) {
			n.dropCode()
		}
		return err
	})
	if err != nil {
		return err
	}
	return ErrNotSent
}

// Resend sends the same code once more, outside. Faults: PHONE_NUMBER_INVALID,
// PHONE_CODE_HASH_EMPTY, PHONE_CODE_EXPIRED, SEND_CODE_UNAVAILABLE,
// SMS_CODE_CREATE_FAILED, PHONE_NUMBER_FLOOD, FLOOD_WAIT_X.
func (s *Service) Resend(ctx context.Context, a Ask) (Sent, error) {
	phone, err := s.named(a)
	if err != nil {
		return Sent{}, err
	}
	now := s.deps.Clock.Now()
	if s.testCode(phone) == "" {
		if err := s.addresses.take(a.IP, now); err != nil {
			return Sent{}, err
		}
	}
	var c sentCode
	err = s.deps.Store.Update(ctx, []store.Owner{user.PhoneOwner(phone)}, func(tx store.Tx) error {
		n, err := openNumber(tx, phone, a.Perm)
		if err != nil {
			return err
		}
		if err := s.resend(n, a.Hash, s.testCode(phone) != "", now); err != nil {
			return err
		}
		c = n.code
		return nil
	})
	if err != nil {
		return Sent{}, err
	}
	if err := s.deliver(ctx, phone, 0, &c); err != nil {
		return Sent{}, s.notSent(ctx, phone, a.Perm, c.Hash, err)
	}
	return c.answer(now), nil
}

func (s *Service) resend(n *number, hash string, test bool, now time.Time) error {
	c := &n.code
	if !c.live(now) || !c.named(hash) || c.Used || c.Proven {
		return ErrCodeExpired
	}
	if c.Tries >= maxTries {
		return fault.Wait(c.left(now))
	}
	if c.next() == 0 {
		return ErrNoOtherWay
	}
	// Whoever has no other device at hand need not wait for its message.
	if at := time.Unix(c.Sent, 0).Add(resendAfter); c.Way == SMS && now.Before(at) {
		return fault.Wait(at.Sub(now))
	}
	if !test {
		if err := n.tried.sent(now, &s.deps.Limits); err != nil {
			return err
		}
		n.saveTried()
	}
	c.Way, c.SMS, c.Sent, c.Expires = SMS, c.SMS+1, now.Unix(), now.Add(s.deps.CodeTTL).Unix()
	n.saveCode()
	return nil
}

// Cancel makes a code void. A code that was guessed too often stays as it is:
// it holds up who guesses. Faults: PHONE_NUMBER_INVALID, PHONE_CODE_HASH_EMPTY,
// PHONE_CODE_EXPIRED.
func (s *Service) Cancel(ctx context.Context, a Ask) error {
	phone, err := s.named(a)
	if err != nil {
		return err
	}
	now := s.deps.Clock.Now()
	return s.deps.Store.Update(ctx, []store.Owner{user.PhoneOwner(phone)}, func(tx store.Tx) error {
		n, err := openNumber(tx, phone, a.Perm)
		if err != nil {
			return err
		}
		if !n.code.live(now) || !n.code.named(a.Hash) || n.code.Used {
			return ErrCodeExpired
		}
		if n.code.Tries < maxTries {
			n.dropCode()
		}
		return nil
	})
}

// named checks what every word about a code has to name.
func (s *Service) named(a Ask) (phone string, err error) {
	if phone, err = s.Phone(a.Phone); err != nil {
		return "", err
	}
	if a.Hash == "" {
		return "", ErrHashEmpty
	}
	if a.Perm == 0 {
		return "", session.ErrPermEmpty
	}
	return phone, nil
}

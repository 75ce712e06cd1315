package auth_test

import (
	"errors"
	"fmt"
	"regexp"
	"testing"
	"time"

	"heliograph/internal/auth"
	"heliograph/internal/fault"
	"heliograph/internal/session"
	"heliograph/internal/text"
)

func (w *world) resend(a auth.Ask) (auth.Ask, auth.Sent) {
	w.t.Helper()
	sent, err := w.Resend(w.ctx, a)
	w.ok(err)
	a.Hash = sent.Hash
	return a, sent
}

func TestSendCode(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	a, sent := w.send(w.device("+" + mobile))
	code := w.code(mobile)
	if !regexp.MustCompile(`^[0-9]{5}$`).MatchString(code) {
		t.Errorf("code %q", code)
	}
	if sent.Way != auth.SMS || sent.Length != 5 || len(sent.Hash) < 16 || sent.Next != auth.SMS || sent.Timeout != time.Minute {
		t.Errorf("sent %+v", sent)
	}
	w.clock.Advance(20 * time.Second)
	_, again := w.send(a) // a retry, or back and forth on the screen
	if again.Hash != sent.Hash || again.Timeout != 40*time.Second || len(w.out.codes[mobile]) != 1 {
		t.Errorf("asked again: %+v, codes %v", again, w.out.codes)
	}
	w.clock.Advance(time.Minute)
	_, later := w.send(a)
	if later.Hash == sent.Hash || len(w.out.codes[mobile]) != 2 {
		t.Errorf("asked later: %+v, codes %v", later, w.out.codes)
	}
	_, err := w.SignIn(w.ctx, a, code)
	w.is(err, auth.ErrCodeExpired) // the first hash is void
	_, err = w.SendCode(w.ctx, auth.Ask{Phone: mobile})
	w.is(err, session.ErrPermEmpty)
	_, err = w.SendCode(w.ctx, auth.Ask{Phone: "1234", Perm: 1})
	w.is(err, auth.ErrPhoneInvalid)
}

func TestTestNumberSendsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	for range 30 { // and has no limit
		w.send(w.device(testNo))
	}
	if len(w.out.codes) != 0 {
		t.Errorf("codes %v", w.out.codes)
	}
}

func TestCodeGoesToTheOtherDevice(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	_, who := w.signUp(mobile, "Ann")
	w.clock.Advance(time.Hour)
	outside := len(w.out.codes[mobile])
	a, sent := w.send(w.device(mobile))
	if sent.Way != auth.App || sent.Next != auth.SMS || len(w.out.codes[mobile]) != outside {
		t.Errorf("sent %+v, codes %v", sent, w.out.codes)
	}
	texts := w.out.texts[who]
	if len(texts) != 1 {
		t.Fatalf("texts %+v", texts)
	}
	m := regexp.MustCompile(`^Login code: ([0-9]{5})\. Do not give this code to anyone`).FindStringSubmatch(texts[0].String)
	if m == nil {
		t.Fatalf("text %q", texts[0].String)
	}
	if _, err := text.Normal(texts[0], 4096); err != nil {
		t.Errorf("text is not valid: %v", err)
	}
	a, sent = w.resend(a) // at once: the other device is not at hand
	if sent.Way != auth.SMS || sent.Next != auth.SMS || w.out.last(mobile) != m[1] {
		t.Errorf("sent %+v, codes %v, in the app %s", sent, w.out.codes, m[1])
	}
	r, err := w.SignIn(w.ctx, a, m[1])
	if err != nil || r.User != who {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestCodeGoesOutsideWhenDevicesAreIdle(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.signUp(mobile, "Ann")
	w.clock.Advance(31 * 24 * time.Hour)
	if _, sent := w.send(w.device(mobile)); sent.Way != auth.SMS {
		t.Errorf("sent %+v", sent)
	}
}

func TestResend(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	a, _ := w.send(w.device(mobile))
	w.clock.Advance(20 * time.Second)
	_, err := w.Resend(w.ctx, a)
	w.waits(err, 40*time.Second)
	w.clock.Advance(40 * time.Second)
	a, sent := w.resend(a)
	if codes := w.out.codes[mobile]; len(codes) != 2 || codes[0] != codes[1] || sent.Next != 0 || sent.Timeout != 0 {
		t.Errorf("sent %+v, codes %v", sent, codes)
	}
	w.clock.Advance(time.Minute)
	_, err = w.Resend(w.ctx, a)
	w.is(err, auth.ErrNoOtherWay)
	for name, c := range map[string]struct {
		ask  auth.Ask
		want error
	}{
		"no hash":     {auth.Ask{Phone: mobile, Perm: a.Perm}, auth.ErrHashEmpty},
		"wrong hash":  {auth.Ask{Phone: mobile, Perm: a.Perm, Hash: "x"}, auth.ErrCodeExpired},
		"another key": {auth.Ask{Phone: mobile, Perm: 9, Hash: a.Hash}, auth.ErrCodeExpired},
		"no number":   {auth.Ask{Phone: "x", Perm: a.Perm, Hash: a.Hash}, auth.ErrPhoneInvalid},
	} {
		if _, err := w.Resend(w.ctx, c.ask); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	w.clock.Advance(5 * time.Minute)
	_, err = w.Resend(w.ctx, a)
	w.is(err, auth.ErrCodeExpired)
}

func TestCancel(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	a, _ := w.send(w.device(mobile))
	other := a
	other.Hash = "x"
	w.is(w.Cancel(w.ctx, other), auth.ErrCodeExpired)
	w.ok(w.Cancel(w.ctx, a))
	w.is(w.Cancel(w.ctx, a), auth.ErrCodeExpired)
	_, err := w.SignIn(w.ctx, a, w.code(mobile))
	w.is(err, auth.ErrCodeExpired)
}

func TestCodesOfANumberAreLimited(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	for range 5 {
		w.send(w.device(mobile))
	}
	w.restart()
	_, err := w.SendCode(w.ctx, w.device(mobile))
	w.waits(err, 10*time.Minute)
	w.send(w.device(second)) // another number is not held up
	sent := 5
	for range 200 {
		w.clock.Advance(5 * time.Minute)
		if _, err := w.SendCode(w.ctx, w.device(mobile)); err == nil {
			sent++
		} else if f := fault.As(err); f == nil || f.Kind != fault.Flood && f != auth.ErrPhoneFlood {
			t.Fatal(err)
		}
	}
	if sent != 20 {
		t.Errorf("%d codes in 17 hours", sent)
	}
	w.clock.Advance(8 * time.Hour)
	w.send(w.device(mobile))
}

func TestRightCodeEndsTheLimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.signUp(mobile, "Ann")
	for range 12 {
		a := w.device(mobile)
		a, _ = w.send(a)
		a, _ = w.resend(a)
		_, err := w.SignIn(w.ctx, a, w.code(mobile))
		w.ok(err)
	}
}

func TestCodesOfAnAddressAreLimited(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(d *auth.Deps) { d.Limits.Address = 3 })
	ask := func(ip string, n int) error {
		a := w.device(fmt.Sprintf("49151123456%02d", n))
		a.IP = ip
		_, err := w.SendCode(w.ctx, a)
		return err
	}
	for n := range 3 {
		w.ok(ask("2001:db8::1", n))
	}
	w.waits(ask("2001:db8::2", 3), 10*time.Minute) // the same network
	w.ok(ask("2001:db8:0:1::2", 4))
	w.ok(ask("192.0.2.1", 5))
	w.clock.Advance(10 * time.Minute)
	w.ok(ask("2001:db8::1", 6))
}

func TestCodeThatCannotBeSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	a := w.device(mobile)
	w.out.broken = errors.New("no network")
	_, err := w.SendCode(w.ctx, a)
	w.is(err, auth.ErrNotSent)
	w.out.broken = nil
	if _, sent := w.send(a); sent.Way != auth.SMS || w.code(mobile) == "" { // at once: nothing is on its way
		t.Errorf("sent %+v", sent)
	}
}

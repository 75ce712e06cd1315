package apptest_test

import (
	"context"
	"errors"
	"testing"
	"time"

	gotdclock "github.com/gotd/td/clock"
	"github.com/gotd/td/telegram/auth/qrlogin"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
)

// bell is the clock of a QR login: its timer rings by hand.
type bell struct {
	gotdclock.Clock
	ring chan time.Time
}

func newBell() bell { return bell{gotdclock.System, make(chan time.Time)} }

func (b bell) Timer(time.Duration) gotdclock.Timer { return b }

func (b bell) C() <-chan time.Time { return b.ring }
func (bell) Reset(time.Duration)   {}
func (bell) Stop() bool            { return true }

// qrLogin is gotd's own QR login on a device, and who accepts it.
type qrLogin struct {
	t     *testing.T
	srv   *apptest.Server
	phone *apptest.Device // logged in
	pc    *apptest.Device // to be let in
	bell  bell
	codes chan string // what the pc shows, as a phone reads it
}

func newQRLogin(t *testing.T) *qrLogin {
	t.Helper()
	s := apptest.New(t)
	q := &qrLogin{
		t: t, srv: s, bell: newBell(), codes: make(chan string),
		phone: s.NewDevice("alice", apptest.TestNumber(1)), pc: s.NewDevice("alice", apptest.TestNumber(1)),
	}
	login(t, q.phone)
	q.pc.Connect()
	return q
}

// start begins the login, which ends on done.
func (q *qrLogin) start(ctx context.Context, told qrlogin.LoggedIn) (done chan error) {
	done = make(chan error, 1)
	go func() {
		qr := qrlogin.NewQR(q.pc.API, 1, "x", qrlogin.Options{Clock: q.bell})
		a, err := qr.Auth(ctx, told, func(ctx context.Context, token qrlogin.Token) error {
			select {
			case q.codes <- token.URL():
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
		if err == nil && a.User.GetID() != q.phone.Self.ID {
			err = errors.New("logged in as somebody else")
		}
		done <- err
	}()
	return done
}

// scan accepts what the pc shows.
func (q *qrLogin) scan(ctx context.Context, code string) error {
	q.t.Helper()
	token, err := qrlogin.ParseTokenURL(code)
	if err != nil {
		q.t.Fatal(err)
	}
	a, err := qrlogin.NewQR(q.phone.API, 1, "x", qrlogin.Options{}).Accept(ctx, token)
	if err == nil && (a.Hash == 0 || a.Current || a.DeviceModel != "alice's device") {
		q.t.Errorf("accepted %v", a)
	}
	return err
}

func (q *qrLogin) finish(ctx context.Context, done chan error) {
	q.t.Helper()
	if err := <-done; err != nil {
		q.t.Fatal(err)
	}
	if _, err := q.pc.API.UpdatesGetState(ctx); err != nil {
		q.t.Errorf("not logged in: %v", err)
	}
}

// TestQRLogin: gotd shows a code, shows another when it has expired, and hears
// at once that this one was accepted.
func TestQRLogin(t *testing.T) {
	t.Parallel()
	q := newQRLogin(t)
	ctx, cancel := q.pc.Context()
	defer cancel()
	told := make(chan struct{})
	done := q.start(ctx, told)
	first := <-q.codes
	q.srv.Later(31 * time.Second)
	if err := q.scan(ctx, first); !tgerr.Is(err, "AUTH_TOKEN_EXPIRED") {
		t.Errorf("an expired code: %v", err)
	}
	q.bell.ring <- time.Now()
	second := <-q.codes
	if second == first {
		t.Error("the same code again")
	}
	if err := q.scan(ctx, second); err != nil {
		t.Fatal(err)
	}
	if err := q.pc.Expect("updateLoginToken", func(u tg.UpdateClass) bool { _, ok := u.(*tg.UpdateLoginToken); return ok }); err != nil {
		t.Fatal(err)
	}
	close(told)
	q.finish(ctx, done)
}

// TestQRLoginUntold: whoever misses the update finds out when the code expires.
func TestQRLoginUntold(t *testing.T) {
	t.Parallel()
	q := newQRLogin(t)
	ctx, cancel := q.pc.Context()
	defer cancel()
	done := q.start(ctx, nil)
	if err := q.scan(ctx, <-q.codes); err != nil {
		t.Fatal(err)
	}
	q.srv.Later(31 * time.Second)
	q.bell.ring <- time.Now()
	q.finish(ctx, done)
}

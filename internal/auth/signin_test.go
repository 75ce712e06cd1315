package auth_test

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"heliograph/internal/auth"
	"heliograph/internal/fault"
	"heliograph/internal/session"
	"heliograph/internal/text"
	"heliograph/internal/user"
)

func TestSignUpAndSignIn(t *testing.T) {
	t.Parallel()
	for _, phone := range []string{mobile, testNo} {
		w := newWorld(t, nil)
		first, who := w.signUp(phone, "  Ann ")
		if w.who(first) != who || who == 0 {
			t.Errorf("logged in as %d, signed up as %d", w.who(first), who)
		}
		ps, err := w.users.Profiles(w.ctx, who)
		w.ok(err)
		if ps[0].FirstName != "Ann" || ps[0].Phone != phone {
			t.Errorf("profile %+v", ps[0])
		}
		if len(w.out.joined) != 1 || w.out.joined[0] != who {
			t.Errorf("joined %v", w.out.joined)
		}
		w.ok(w.sessions.LogOut(w.ctx, user.Actor{ID: who, Session: first.Perm}))
		w.clock.Advance(time.Hour)
		a, sent := w.send(w.device("+" + phone))
		if sent.Way != auth.SMS { // nobody is logged in
			t.Errorf("sent by way %d", sent.Way)
		}
		a.Phone = phone // without the plus, as some clients do
		r, err := w.SignIn(w.ctx, a, w.code(phone))
		if err != nil || r.User != who || w.who(a) != who || !r.Device.New {
			t.Errorf("signed in as %+v, %v; want %d", r, err, who)
		}
		if n := len(w.out.texts[who]); n != 0 {
			t.Errorf("%d notices to the only device", n)
		}
	}
}

func TestSignInRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	a, _ := w.send(w.device(mobile))
	right := w.code(mobile)
	other := w.device(mobile)
	with := func(change func(*auth.Ask)) auth.Ask { b := a; change(&b); return b }
	for _, c := range []struct {
		name string
		ask  auth.Ask
		code string
		want error
	}{
		{"no number", with(func(a *auth.Ask) { a.Phone = "x" }), right, auth.ErrPhoneInvalid},
		{"no hash", with(func(a *auth.Ask) { a.Hash = "" }), right, auth.ErrHashEmpty},
		{"no code", a, " ", auth.ErrCodeEmpty},
		{"no key", with(func(a *auth.Ask) { a.Perm = 0 }), right, session.ErrPermEmpty},
		{"wrong hash", with(func(a *auth.Ask) { a.Hash = "abc" }), right, auth.ErrCodeExpired},
		{"another key", with(func(a *auth.Ask) { a.Perm = other.Perm }), right, auth.ErrCodeExpired},
		{"another number", with(func(a *auth.Ask) { a.Phone = second }), right, auth.ErrCodeExpired},
		{"wrong code", a, w.wrong(mobile), auth.ErrCodeInvalid},
		{"shorter", a, right[:4], auth.ErrCodeInvalid},
		{"longer", a, right + "0", auth.ErrCodeInvalid},
	} {
		if _, err := w.SignIn(w.ctx, c.ask, c.code); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	w.clock.Advance(5 * time.Minute)
	_, err := w.SignIn(w.ctx, a, right)
	w.is(err, auth.ErrCodeExpired)
}

func TestWrongCodesThenFlood(t *testing.T) {
	t.Parallel()
	for _, phone := range []string{mobile, testNo} {
		w := newWorld(t, nil)
		a, _ := w.send(w.device(phone))
		for range 5 {
			_, err := w.SignIn(w.ctx, a, w.wrong(phone))
			w.is(err, auth.ErrCodeInvalid)
		}
		w.restart()
		_, err := w.SignIn(w.ctx, a, w.code(phone)) // right, but too late
		w.waits(err, 5*time.Minute)
		w.ok(w.Cancel(w.ctx, a)) // is no way around
		_, err = w.SendCode(w.ctx, a)
		w.waits(err, 5*time.Minute)
		_, err = w.Resend(w.ctx, a)
		w.waits(err, 5*time.Minute)
		w.clock.Advance(5 * time.Minute)
		_, err = w.SignIn(w.ctx, a, w.code(phone))
		w.is(err, auth.ErrCodeExpired)
		a, _ = w.send(a)
		r, err := w.SignIn(w.ctx, a, w.code(phone))
		if err != nil || r.User != 0 {
			t.Errorf("after waiting: %+v, %v", r, err)
		}
	}
}

func TestGuessesSideBySideCount(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	a, _ := w.send(w.device(mobile))
	wrong := w.wrong(mobile)
	var guessed atomic.Int64
	var wg sync.WaitGroup
	for range 30 {
		wg.Go(func() {
			if _, err := w.SignIn(w.ctx, a, wrong); errors.Is(err, auth.ErrCodeInvalid) {
				guessed.Add(1)
			} else if f := fault.As(err); f == nil || f.Kind != fault.Flood {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := guessed.Load(); n != 5 {
		t.Errorf("%d guesses", n)
	}
}

// TestGuessingIsBoundedByNumber guesses from ever new keys.
func TestGuessingIsBoundedByNumber(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	wrong := 0
	for range 40 {
		a, err := w.SendCode(w.ctx, w.device(testNo))
		if errors.Is(err, auth.ErrPhoneFlood) {
			break
		}
		w.ok(err)
		ask := auth.Ask{Phone: testNo, Perm: w.keys, Hash: a.Hash}
		for range 5 {
			if _, err := w.SignIn(w.ctx, ask, w.wrong(testNo)); errors.Is(err, auth.ErrCodeInvalid) {
				wrong++
			}
		}
		w.clock.Advance(time.Minute)
	}
	if wrong != 25 {
		t.Errorf("%d guesses in a day", wrong)
	}
	w.restart()
	_, err := w.SendCode(w.ctx, w.device(testNo))
	w.is(err, auth.ErrPhoneFlood)
	w.clock.Advance(24 * time.Hour)
	w.send(w.device(testNo))
}

func TestCodeIsUsedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	_, who := w.signUp(mobile, "Ann")
	w.clock.Advance(time.Hour)
	a, _ := w.send(w.device(mobile))
	a, _ = w.resend(a) // the first went to the other device
	code := w.code(mobile)
	r, err := w.SignIn(w.ctx, a, code)
	w.ok(err)
	again, err := w.SignIn(w.ctx, a, code) // the answer was lost
	if err != nil || again.User != who || again.Device.New || again.Device.Hash != r.Device.Hash {
		t.Errorf("asked again: %+v, %v", again, err)
	}
	if n := len(w.out.texts[who]); n != 2 { // the code, one notice
		t.Errorf("%d messages", n)
	}
	w.ok(w.sessions.LogOut(w.ctx, user.Actor{ID: who, Session: a.Perm}))
	_, err = w.SignIn(w.ctx, a, code)
	w.is(err, auth.ErrCodeExpired)
	_, err = w.SignUp(w.ctx, a, auth.Name{First: "Eve"})
	w.is(err, auth.ErrPhoneOccupied)
	if u := w.who(a); u != 0 {
		t.Errorf("logged in as %d", u)
	}
}

func TestNewLoginIsAnnounced(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	_, who := w.signUp(testNo, "Ann")
	a := w.device(testNo)
	a.IP = "198.51.100.9"
	w.ok(w.sessions.SetClient(w.ctx, a.Perm, session.Client{LangPack: "android", AppVersion: "11", DeviceModel: "Pixel"}))
	a, _ = w.send(a)
	w.out.texts[who] = nil
	_, err := w.SignIn(w.ctx, a, "22222")
	w.ok(err)
	if len(w.out.texts[who]) != 1 {
		t.Fatalf("texts %+v", w.out.texts[who])
	}
	got := w.out.texts[who][0]
	for _, want := range []string{
		"New login. Dear Ann,", "Device: Telegram Android 11, Pixel\n", "Location: IP 198.51.100.9\n",
		"on 17/03/2030 at 17:46:40 UTC",
	} {
		if !strings.Contains(got.String, want) {
			t.Errorf("%q is not in %q", want, got.String)
		}
	}
	if _, err := text.Normal(got, 4096); err != nil || len(got.Entities) != 2 || got.Entities[0] != (text.Entity{Kind: text.Bold, Length: 10}) {
		t.Errorf("entities %+v, %v", got.Entities, err)
	}
}

// TestLoginStandsWithoutNotice: what tells of a login may fail, the login not.
func TestLoginStandsWithoutNotice(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	_, who := w.signUp(testNo, "Ann")
	a, _ := w.send(w.device(testNo))
	w.out.broken = errors.New("broken")
	r, err := w.SignIn(w.ctx, a, "22222")
	if err != nil || r.User != who {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestSignUpRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	unproven, _ := w.send(w.device(mobile))
	_, err := w.SignUp(w.ctx, unproven, auth.Name{First: "Ann"})
	w.is(err, auth.ErrCodeInvalid)
	_, err = w.SignIn(w.ctx, unproven, w.code(mobile))
	w.ok(err)
	proven, stranger := unproven, w.device(mobile)
	stranger.Hash = proven.Hash
	noHash := proven
	noHash.Hash = ""
	for _, c := range []struct {
		name        string
		ask         auth.Ask
		first, last string
		want        string
	}{
		{"no first name", proven, " \u200b ", "B", "400 FIRSTNAME_INVALID"},
		{"first name too long", proven, strings.Repeat("a", 65), "B", "400 FIRSTNAME_INVALID"},
		{"last name too long", proven, "A", strings.Repeat("a", 65), "400 LASTNAME_INVALID"},
		{"another key", stranger, "A", "B", "400 PHONE_CODE_EXPIRED"},
		{"no hash", noHash, "A", "B", "400 PHONE_CODE_HASH_EMPTY"},
	} {
		if _, err := w.SignUp(w.ctx, c.ask, auth.Name{First: c.first, Last: c.last}); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	w.clock.Advance(10 * time.Minute) // longer than a code lives: typing a name takes its time
	r, err := w.SignUp(w.ctx, proven, auth.Name{First: "A"})
	w.ok(err)
	again, err := w.SignUp(w.ctx, proven, auth.Name{First: "A"})
	if err != nil || again.User != r.User || again.Device.New {
		t.Errorf("asked again: %+v, %v", again, err)
	}
	if len(w.out.joined) != 1 {
		t.Errorf("told of %v", w.out.joined)
	}
}

// TestOneAccountForANumber: of several devices that proved the same number one
// makes the account.
func TestOneAccountForANumber(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	var devices []auth.Ask
	for range 4 {
		a, _ := w.send(w.device(testNo))
		_, err := w.SignIn(w.ctx, a, "22222")
		w.ok(err)
		devices = append(devices, a)
	}
	var wg sync.WaitGroup
	made := make(chan user.ID, len(devices))
	for _, a := range devices {
		wg.Go(func() {
			r, err := w.SignUp(w.ctx, a, auth.Name{First: "Ann"})
			if err == nil {
				made <- r.User
			} else if err.Error() != "400 PHONE_NUMBER_OCCUPIED" {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if len(made) != 1 {
		t.Fatalf("%d accounts", len(made))
	}
	who, err := w.users.ByPhone(w.ctx, testNo)
	if err != nil || who != <-made {
		t.Errorf("the number is of %d, %v", who, err)
	}
}

func TestProvenCodeDoesNotLast(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	a, _ := w.send(w.device(testNo))
	_, err := w.SignIn(w.ctx, a, "22222")
	w.ok(err)
	w.clock.Advance(30 * time.Minute)
	_, err = w.SignUp(w.ctx, a, auth.Name{First: "Ann"})
	w.is(err, auth.ErrCodeExpired)
}

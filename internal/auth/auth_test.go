package auth_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"heliograph/internal/auth"
	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/fault"
	"heliograph/internal/logx"
	"heliograph/internal/session"
	"heliograph/internal/store/pebble"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const (
	mobile = "4915112345678"
	second = "4915112345679"
	testNo = "9996621234"
)

// world is a server's accounts, with a sender and notices that remember.
type world struct {
	*auth.Service
	t        *testing.T
	ctx      context.Context
	clock    *clock.Fake
	users    *user.Service
	sessions *session.Service
	deps     auth.Deps
	out      *outside
	keys     int64
}

// outside is the world outside: the phone network and what people read.
type outside struct {
	mu     sync.Mutex
	codes  map[string][]string
	texts  map[user.ID][]text.Text
	joined []user.ID
	broken error
}

func (o *outside) Send(_ context.Context, phone string, code logx.Secret) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.broken != nil {
		return o.broken
	}
	o.codes[phone] = append(o.codes[phone], code.Reveal())
	return nil
}

func (o *outside) Notify(_ context.Context, to user.ID, t text.Text) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.texts[to] = append(o.texts[to], t)
	return o.broken
}

func (o *outside) Joined(_ context.Context, who user.ID) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.joined = append(o.joined, who)
	return o.broken
}

func (o *outside) last(phone string) string {
	o.mu.Lock()
	defer o.mu.Unlock()
	if all := o.codes[phone]; len(all) > 0 {
		return all[len(all)-1]
	}
	return ""
}

func newWorld(t *testing.T, change func(*auth.Deps)) *world {
	t.Helper()
	s, err := pebble.Open(t.TempDir(), pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	b, c := bus.NewLocal(), clock.NewFake(time.Unix(1_900_000_000, 0))
	log := update.New(update.Deps{Store: s, Bus: b, Clock: c})
	w := &world{
		t: t, ctx: t.Context(), clock: c,
		users:    user.New(user.Deps{Store: s, Log: log, Bus: b, Clock: c}),
		sessions: session.New(session.Deps{Store: s, Log: log, Bus: b, Clock: c, Logger: logx.Discard()}),
		out:      &outside{codes: map[string][]string{}, texts: map[user.ID][]text.Text{}},
	}
	t.Cleanup(w.sessions.Close)
	w.deps = auth.Deps{
		Store: s, Users: w.users, Sessions: w.sessions, Notices: w.out, Sender: w.out, Joined: w.out,
		Clock: c, Logger: logx.Discard(), TestNumbers: true,
	}
	if change != nil {
		change(&w.deps)
	}
	w.Service = auth.New(w.deps)
	return w
}

// restart is a new process on the same store.
func (w *world) restart() { w.Service = auth.New(w.deps) }

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// device is a client with a key of its own.
func (w *world) device(phone string) auth.Ask {
	w.t.Helper()
	w.keys++
	w.ok(w.sessions.AddKey(w.ctx, &session.Key{ID: w.keys}))
	return auth.Ask{Phone: phone, Perm: w.keys, IP: "192.0.2.1"}
}

// send asks for a code and returns the device with its hash.
func (w *world) send(a auth.Ask) (auth.Ask, auth.Sent) {
	w.t.Helper()
	sent, err := w.SendCode(w.ctx, a)
	w.ok(err)
	a.Hash = sent.Hash
	return a, sent
}

// signUp makes an account and returns its first device.
func (w *world) signUp(phone, first string) (auth.Ask, user.ID) {
	w.t.Helper()
	a, _ := w.send(w.device(phone))
	r, err := w.SignIn(w.ctx, a, w.code(phone))
	w.ok(err)
	if r.User != 0 {
		w.t.Fatalf("%s is taken by %d", phone, r.User)
	}
	r, err = w.SignUp(w.ctx, a, auth.Name{First: first})
	w.ok(err)
	return a, r.User
}

// code is the right code of a number: the newest that was sent.
func (w *world) code(phone string) string {
	if strings.HasPrefix(phone, "99966") {
		return strings.Repeat(phone[5:6], 5)
	}
	return w.out.last(phone)
}

// wrong is a code that is not the right one.
func (w *world) wrong(phone string) string {
	if w.code(phone) == "12345" {
		return "54321"
	}
	return "12345"
}

func (w *world) is(err, want error) {
	w.t.Helper()
	if !errors.Is(err, want) {
		w.t.Errorf("got %v, want %v", err, want)
	}
}

// waits checks that err is FLOOD_WAIT_X of d.
func (w *world) waits(err error, d time.Duration) {
	w.t.Helper()
	f := fault.As(err)
	if f == nil || f.Kind != fault.Flood || f.N != int(d/time.Second) {
		w.t.Errorf("got %v, want FLOOD_WAIT_%d", err, int(d/time.Second))
	}
}

func (w *world) who(a auth.Ask) user.ID {
	w.t.Helper()
	u, _, err := w.sessions.User(w.ctx, a.Perm)
	w.ok(err)
	return u
}

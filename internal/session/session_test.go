package session_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/logx"
	"heliograph/internal/session"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// world is a store, a bus and one node.
type world struct {
	*session.Service
	t     *testing.T
	ctx   context.Context
	store store.Store
	bus   *bus.Local
	clock *clock.Fake
	log   *update.Log
	ends  *ends
}

// ends remembers what OnEnd was called with.
type ends struct {
	mu  sync.Mutex
	all []session.End
}

func (e *ends) add(x session.End) { e.mu.Lock(); defer e.mu.Unlock(); e.all = append(e.all, x) }

func (e *ends) take() []session.End {
	e.mu.Lock()
	defer e.mu.Unlock()
	all := e.all
	e.all = nil
	return all
}

func newWorld(t *testing.T, change func(*session.Deps)) *world {
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
	w := &world{
		t: t, ctx: t.Context(), store: s, bus: bus.NewLocal(),
		clock: clock.NewFake(time.Unix(1_900_000_000, 0)),
	}
	w.log = update.New(update.Deps{Store: s, Bus: w.bus, Clock: w.clock})
	w.Service, w.ends = w.node(change)
	return w
}

// node starts one more node on the same store and bus.
func (w *world) node(change func(*session.Deps)) (*session.Service, *ends) {
	e := &ends{}
	d := session.Deps{
		Store: w.store, Log: w.log, Bus: w.bus, Clock: w.clock, Logger: logx.Discard(), OnEnd: e.add,
		FreshWait: 24 * time.Hour,
	}
	if change != nil {
		change(&d)
	}
	s := session.New(d)
	w.t.Cleanup(s.Close)
	return s, e
}

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func key(id int64) *session.Key {
	k := &session.Key{ID: id}
	k.Value[0], k.Value[255] = byte(id), 7
	return k
}

func (w *world) temp(id int64, d time.Duration) {
	w.t.Helper()
	k := key(id)
	k.Expires = w.clock.Now().Add(d)
	w.ok(w.AddKey(w.ctx, k))
}

// logIn adds the key and logs u in on it.
func (w *world) logIn(perm int64, u user.ID) session.Entered {
	w.t.Helper()
	w.ok(w.AddKey(w.ctx, key(perm)))
	e, err := w.LogIn(w.ctx, session.Login{Perm: perm, User: u, IP: "192.0.2.1"})
	w.ok(err)
	return e
}

func (w *world) who(s *session.Service, perm int64) user.ID {
	w.t.Helper()
	u, _, err := s.User(w.ctx, perm)
	w.ok(err)
	return u
}

// perms lists the keys that u is logged in on, sorted.
func (w *world) perms(u user.ID) []int64 {
	w.t.Helper()
	list, err := w.Of(w.ctx, u)
	w.ok(err)
	var ps []int64
	for _, a := range list {
		ps = append(ps, a.Perm)
	}
	slices.Sort(ps)
	return ps
}

func (w *world) want(got, want []int64) {
	w.t.Helper()
	if !slices.Equal(got, want) {
		w.t.Errorf("got %v, want %v", got, want)
	}
}

// news reads the new-login events in a user's box.
func (w *world) news(u user.ID) []session.NewLogin {
	w.t.Helper()
	d, err := w.log.Since(w.ctx, u.Owner(), update.Position{}, 100)
	w.ok(err)
	var all []session.NewLogin
	for _, e := range d.Events {
		n, err := session.DecodeNewLogin(e.Data)
		if err != nil || e.Kind != update.NewAuthorization {
			w.t.Fatalf("event %+v: %v", e, err)
		}
		all = append(all, n)
	}
	return all
}

func actor(u user.ID, perm int64) user.Actor { return user.Actor{ID: u, Session: perm} }

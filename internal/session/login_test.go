package session_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"heliograph/internal/session"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

func TestLogInAndOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	if u := w.who(w.Service, 1); u != 0 { // cached as nobody
		t.Fatalf("user %d", u)
	}
	e := w.logIn(1, 50)
	if !e.New || e.Others != 0 || e.Unconfirmed || e.Hash == 0 || e.User != 50 || e.IP != "192.0.2.1" {
		t.Errorf("first login %+v", e)
	}
	again, err := w.LogIn(w.ctx, session.Login{Perm: 1, User: 50})
	if err != nil || again.New || again.Hash != e.Hash {
		t.Errorf("same again: %+v, %v", again, err)
	}
	if n := len(w.news(50)); n != 0 {
		t.Errorf("%d new-login events for the only device", n)
	}
	if u := w.who(w.Service, 1); u != 50 {
		t.Errorf("user %d", u)
	}
	w.ok(w.LogOut(w.ctx, actor(50, 1)))
	if u := w.who(w.Service, 1); u != 0 {
		t.Errorf("user %d after logging out", u)
	}
	w.want(w.perms(50), nil)
	if ends := w.ends.take(); len(ends) != 1 || ends[0] != (session.End{Key: 1, Self: true}) {
		t.Errorf("ends %+v", ends)
	}
	w.ok(w.LogOut(w.ctx, actor(50, 1))) // a retry
	if ends := w.ends.take(); len(ends) != 0 {
		t.Errorf("ends %+v", ends)
	}
}

func TestLogInNeedsPermanentKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.temp(10, time.Hour)
	for perm, want := range map[int64]error{0: session.ErrPermEmpty, 99: session.ErrKeyInvalid, 10: session.ErrKeyInvalid} {
		if _, err := w.LogIn(w.ctx, session.Login{Perm: perm, User: 50}); !errors.Is(err, want) {
			t.Errorf("key %d: %v, want %v", perm, err, want)
		}
	}
	w.want(w.perms(50), nil)
}

func TestOtherDevicesHearOfLogin(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.logIn(1, 50)
	w.ok(w.AddKey(w.ctx, key(2)))
	w.ok(w.SetClient(w.ctx, 2, session.Client{AppVersion: "5.1", DeviceModel: "PC", LangPack: "tdesktop"}))
	e := w.logIn(2, 50)
	if !e.Unconfirmed || e.Others != 1 {
		t.Errorf("second login %+v", e)
	}
	news := w.news(50)
	if len(news) != 1 {
		t.Fatalf("news %+v", news)
	}
	n := news[0]
	if n.Hash != e.Hash || n.Perm != 2 || !n.Unconfirmed || n.Device != "Telegram Desktop 5.1, PC" ||
		n.Location != "192.0.2.1" || !n.Date.Equal(w.clock.Now()) {
		t.Errorf("news %+v", n)
	}
}

func TestLogInReplacesOtherUser(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.logIn(1, 50)
	w.logIn(1, 51)
	if u := w.who(w.Service, 1); u != 51 {
		t.Errorf("user %d", u)
	}
	w.want(w.perms(50), nil)
	w.want(w.perms(51), []int64{1})
}

func TestLogInEndsLeastUsedBeyondLimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(d *session.Deps) { d.PerUser = 3 })
	for perm := int64(1); perm <= 3; perm++ {
		w.logIn(perm, 50)
		w.clock.Advance(time.Minute)
	}
	w.Touch(1, "192.0.2.9") // not written yet, but used last
	w.logIn(4, 50)
	w.want(w.perms(50), []int64{1, 3, 4})
	if u := w.who(w.Service, 2); u != 0 {
		t.Errorf("user %d on the key that was ended", u)
	}
}

func TestEveryNodeForgetsAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	other, ends := w.node(nil)
	w.logIn(1, 50)
	w.logIn(2, 50)
	for _, perm := range []int64{1, 2} {
		if u := w.who(other, perm); u != 50 {
			t.Fatalf("user %d", u)
		}
	}
	w.clock.Advance(48 * time.Hour)
	list, err := w.List(w.ctx, actor(50, 1))
	w.ok(err)
	w.who(other, 2) // in the cache again
	w.ok(w.Reset(w.ctx, actor(50, 1), list[1].Hash))
	if u := w.who(other, 2); u != 0 {
		t.Errorf("the other node still sees user %d", u)
	}
	if e := ends.take(); len(e) != 1 || e[0] != (session.End{Key: 2}) {
		t.Errorf("the other node heard %+v", e)
	}
	if e := w.ends.take(); len(e) != 1 {
		t.Errorf("the node itself heard %+v", e)
	}
	known, err := w.DestroyKey(w.ctx, 1) // its own connection waits for the answer, here only
	if err != nil || !known {
		t.Errorf("destroyed: %v, %v", known, err)
	}
	w.wantEnds(w.ends.take(), session.End{Key: 1, Self: true}, session.End{Key: 1, Gone: true, Self: true})
	w.wantEnds(ends.take(), session.End{Key: 1}, session.End{Key: 1, Gone: true})
}

func (w *world) wantEnds(got []session.End, want ...session.End) {
	w.t.Helper()
	if !slices.Equal(got, want) {
		w.t.Errorf("ends %+v, want %+v", got, want)
	}
}

func TestCacheHealsWithoutBus(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	deaf, _ := w.node(nil)
	deaf.Close()
	w.logIn(1, 50)
	w.who(deaf, 1)
	w.ok(w.LogOut(w.ctx, actor(50, 1)))
	w.clock.Advance(time.Minute)
	if u := w.who(deaf, 1); u != 0 {
		t.Errorf("a minute later the node still sees user %d", u)
	}
}

// TestLoginsStayConsistent runs logins, logouts and destructions of two keys
// side by side; then invariant S1 must hold.
func TestLoginsStayConsistent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	var wg sync.WaitGroup
	for g := range 6 {
		wg.Go(func() {
			for i := range 25 {
				perm, u := int64(1+i%2), user.ID(50+(g+i)%2)
				var err error
				switch (g + i) % 4 {
				case 0:
					_, err = w.DestroyKey(w.ctx, perm)
				case 1:
					err = w.LogOut(w.ctx, actor(u, perm))
				default:
					if err = w.AddKey(w.ctx, key(perm)); err == nil {
						_, err = w.LogIn(w.ctx, session.Login{Perm: perm, User: u})
					}
				}
				if err != nil && !errors.Is(err, session.ErrKeyInvalid) {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	in := map[int64]user.ID{}
	for _, u := range []user.ID{50, 51} {
		for _, perm := range w.perms(u) {
			if in[perm] != 0 {
				t.Errorf("key %d is logged in as two users", perm)
			}
			in[perm] = u
		}
	}
	for _, perm := range []int64{1, 2} {
		if u := w.who(w.Service, perm); u != in[perm] {
			t.Errorf("key %d: login says %d, boxes say %d", perm, u, in[perm])
		}
	}
}

// TestLetIn: a device lets another in, and every node hears of it.
func TestLetIn(t *testing.T) {
	t.Parallel()
	heard := make(chan int64, 4)
	listen := func(d *session.Deps) { d.OnLetIn = func(perm int64) { heard <- perm } }
	w := newWorld(t, listen)
	other, _ := w.node(listen)
	w.logIn(1, 50)
	w.ok(w.AddKey(w.ctx, key(2)))
	if u := w.who(other, 2); u != 0 { // cached as nobody
		t.Fatalf("user %d", u)
	}
	spent := false
	e, err := w.LogIn(w.ctx, session.Login{Perm: 2, User: 50, By: 1, Spend: func(store.Tx) error { spent = true; return nil }})
	if err != nil || !spent || !e.New || e.Unconfirmed || e.Others != 1 {
		t.Errorf("let in %+v, %v; spent: %v", e, err, spent)
	}
	if a, b := <-heard, <-heard; a != 2 || b != 2 || len(heard) != 0 {
		t.Errorf("heard of %d and %d, and %d more", a, b, len(heard))
	}
	if u := w.who(other, 2); u != 50 {
		t.Errorf("the other node sees user %d", u)
	}
	if news := w.news(50); len(news) != 1 || news[0].Unconfirmed || news[0].Hash != e.Hash {
		t.Errorf("news %+v", news)
	}
}

func TestLetInRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(d *session.Deps) { d.OnLetIn = func(perm int64) { t.Errorf("key %d was let in", perm) } })
	w.logIn(1, 50)
	w.logIn(2, 51)
	w.ok(w.AddKey(w.ctx, key(3)))
	broke := errors.New("broke")
	for _, c := range []struct {
		name string
		l    session.Login
		want error
	}{
		{"in the place of another", session.Login{Perm: 2, User: 50, By: 1}, session.ErrOccupied},
		{"twice", session.Login{Perm: 1, User: 50, By: 1}, session.ErrOccupied},
		{"by a stranger's device", session.Login{Perm: 3, User: 50, By: 2}, session.ErrUnregistered},
		{"by nobody's device", session.Login{Perm: 3, User: 50, By: 3}, session.ErrUnregistered},
		{"without what it is paid with", session.Login{Perm: 3, User: 50, By: 1, Spend: func(store.Tx) error { return broke }}, broke},
	} {
		if _, err := w.LogIn(w.ctx, c.l); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	w.want(w.perms(50), []int64{1})
	w.want(w.perms(51), []int64{2})
}

// TestLetInByOneInQuestion: who is in question cannot make a device that is not.
func TestLetInByOneInQuestion(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.logIn(1, 50)
	if e := w.logIn(2, 50); !e.Unconfirmed {
		t.Fatalf("login %+v", e)
	}
	w.ok(w.AddKey(w.ctx, key(3)))
	e, err := w.LogIn(w.ctx, session.Login{Perm: 3, User: 50, By: 2})
	if err != nil || !e.Unconfirmed {
		t.Errorf("let in %+v, %v", e, err)
	}
}

func TestAppNames(t *testing.T) {
	t.Parallel()
	for pack, want := range map[string]string{"web": "Heliograph Web", "weba": "Telegram Web A", "": "Unofficial app", "x": "Unofficial app"} {
		if got := (session.Client{LangPack: pack}).App(); got != want {
			t.Errorf("%q: %q, want %q", pack, got, want)
		}
	}
}

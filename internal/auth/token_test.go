package auth_test

import (
	"bytes"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"heliograph/internal/auth"
	"heliograph/internal/session"
	"heliograph/internal/user"
)

func as(u user.ID, a auth.Ask) user.Actor { return user.Actor{ID: u, Session: a.Perm} }

// show is the token that a device shows.
func (w *world) show(a auth.Ask, except ...user.ID) auth.Token {
	w.t.Helper()
	e, err := w.ExportToken(w.ctx, a, except)
	w.ok(err)
	if e.User != 0 || len(e.Token.Value) == 0 {
		w.t.Fatalf("no token: %+v", e)
	}
	return e.Token
}

// in checks who a device that shows tokens is logged in as.
func (w *world) in(a auth.Ask, want user.ID) {
	w.t.Helper()
	if e, err := w.ExportToken(w.ctx, a, nil); err != nil || e.User != want {
		w.t.Errorf("logged in as %+v, %v; want %d", e, err, want)
	}
}

func (w *world) refuse(token []byte, a user.Actor, want error) {
	w.t.Helper()
	got, err := w.AcceptToken(w.ctx, a, token)
	w.is(err, want)
	if got.Hash != 0 {
		w.t.Errorf("an authorization: %+v", got)
	}
}

func TestTokenLetsIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	phone, ann := w.signUp(mobile, "Ann")
	pc := w.device("")
	pc.IP = "192.0.2.7"
	w.ok(w.sessions.SetClient(w.ctx, pc.Perm, session.Client{LangPack: "tdesktop", DeviceModel: "PC", AppVersion: "5.1"}))
	token := w.show(pc)
	if want := w.clock.Now().Add(30 * time.Second); !token.Expires.Equal(want) {
		t.Errorf("expires at %v, want %v", token.Expires, want)
	}
	w.clock.Advance(29 * time.Second)
	got, err := w.AcceptToken(w.ctx, as(ann, phone), token.Value)
	w.ok(err)
	if got.Perm != pc.Perm || got.User != ann || got.Unconfirmed || got.IP != pc.IP || got.Client.DeviceModel != "PC" {
		t.Errorf("authorization %+v", got)
	}
	list, err := w.sessions.List(w.ctx, as(ann, phone))
	w.ok(err)
	if len(list) != 2 || list[1] != got || list[0].Perm != phone.Perm {
		t.Errorf("authorizations %+v", list)
	}
	texts := w.out.texts[ann]
	if len(texts) != 1 || !strings.Contains(texts[0].String, "Device: Telegram Desktop 5.1, PC\nLocation: IP 192.0.2.7") {
		t.Errorf("notices %+v", texts)
	}
	w.in(pc, ann)
	w.in(pc, ann) // a client that lost the answer
	e, err := w.ImportToken(w.ctx, pc, token.Value)
	if err != nil || e.User != ann {
		t.Errorf("imported %+v, %v", e, err)
	}
}

// TestTokenOnce: a token lets one user in, once, whatever the device does then.
func TestTokenOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	phone, ann := w.signUp(mobile, "Ann")
	other, bob := w.signUp(second, "Bob")
	pc := w.device("")
	token := w.show(pc)
	_, err := w.AcceptToken(w.ctx, as(ann, phone), token.Value)
	w.ok(err)
	w.refuse(token.Value, as(ann, phone), auth.ErrTokenAccepted)
	w.refuse(token.Value, as(bob, other), auth.ErrTokenAccepted)
	w.ok(w.sessions.LogOut(w.ctx, as(ann, pc)))
	w.refuse(token.Value, as(ann, phone), auth.ErrTokenAccepted)
	_, err = w.ImportToken(w.ctx, pc, token.Value)
	w.is(err, auth.ErrTokenAccepted)
	again := w.show(pc)
	w.refuse(token.Value, as(ann, phone), auth.ErrTokenExpired)
	_, err = w.AcceptToken(w.ctx, as(bob, other), again.Value)
	w.ok(err)
	w.in(pc, bob)
}

func TestTokenAcceptedByTwoAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	phone, ann := w.signUp(mobile, "Ann")
	other, bob := w.signUp(second, "Bob")
	pc := w.device("")
	token := w.show(pc)
	var wg sync.WaitGroup
	var mu sync.Mutex
	var let []user.ID
	for i := range 8 {
		who := as(ann, phone)
		if i%2 == 1 {
			who = as(bob, other)
		}
		wg.Go(func() {
			a, err := w.AcceptToken(w.ctx, who, token.Value)
			if err != nil {
				w.is(err, auth.ErrTokenAccepted)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			let = append(let, a.User)
		})
	}
	wg.Wait()
	if len(let) != 1 {
		t.Fatalf("let in %d", let)
	}
	w.in(pc, let[0])
}

func TestTokenRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	phone, ann := w.signUp(mobile, "Ann")
	pc, other := w.device(""), w.device("")
	token := w.show(pc).Value
	w.show(other)
	with := func(i int) []byte { b := bytes.Clone(token); b[i] ^= 1; return b }
	for name, wrong := range map[string][]byte{
		"nothing": nil, "short": token[:23], "long": append(bytes.Clone(token), 0), "zeros": make([]byte, 24),
		"another key": append(with(7)[:8:8], token[8:]...), "no such key": with(0), "first": with(8), "last": with(23),
	} {
		if _, err := w.AcceptToken(w.ctx, as(ann, phone), wrong); !errors.Is(err, auth.ErrTokenInvalid) {
			t.Errorf("%s: accepted: %v", name, err)
		}
		if _, err := w.ImportToken(w.ctx, pc, wrong); !errors.Is(err, auth.ErrTokenInvalid) {
			t.Errorf("%s: imported: %v", name, err)
		}
	}
	_, err := w.ImportToken(w.ctx, other, token) // of another key
	w.is(err, auth.ErrTokenInvalid)
	_, err = w.ExportToken(w.ctx, auth.Ask{}, nil)
	w.is(err, session.ErrPermEmpty)
	_, err = w.ImportToken(w.ctx, auth.Ask{}, token)
	w.is(err, session.ErrPermEmpty)
	_, err = w.ExportToken(w.ctx, auth.Ask{Perm: 99}, nil)
	w.is(err, session.ErrKeyInvalid)
	_, err = w.ExportToken(w.ctx, pc, make([]user.ID, 101))
	w.is(err, auth.ErrExceptTooMany)
	w.in(pc, 0)
}

func TestTokenExpires(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	phone, ann := w.signUp(mobile, "Ann")
	pc := w.device("")
	first := w.show(pc)
	w.clock.Advance(15 * time.Second)
	if same := w.show(pc); !bytes.Equal(same.Value, first.Value) || !same.Expires.Equal(first.Expires) {
		t.Errorf("another token after half its life: %+v, %+v", first, same)
	}
	w.clock.Advance(15 * time.Second)
	w.refuse(first.Value, as(ann, phone), auth.ErrTokenExpired)
	_, err := w.ImportToken(w.ctx, pc, first.Value)
	w.is(err, auth.ErrTokenExpired)
	next := w.show(pc)
	if bytes.Equal(next.Value, first.Value) {
		t.Error("the same token")
	}
	w.refuse(first.Value, as(ann, phone), auth.ErrTokenExpired)
	e, err := w.ImportToken(w.ctx, pc, next.Value)
	if err != nil || e.User != 0 || !bytes.Equal(e.Token.Value, next.Value) {
		t.Errorf("imported %+v, %v", e, err)
	}
	w.clock.Advance(20 * time.Second)
	last := w.show(pc) // while the one before is still good
	w.refuse(next.Value, as(ann, phone), auth.ErrTokenExpired)
	w.refuse(first.Value, as(ann, phone), auth.ErrTokenInvalid) // forgotten
	_, err = w.AcceptToken(w.ctx, as(ann, phone), last.Value)
	w.ok(err)
	w.in(pc, ann)
}

// TestTokenExcepts: a device does not want an account twice.
func TestTokenExcepts(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	phone, ann := w.signUp(mobile, "Ann")
	other, bob := w.signUp(second, "Bob")
	pc := w.device("")
	open := w.show(pc)
	token := w.show(pc, ann)
	w.refuse(open.Value, as(ann, phone), auth.ErrTokenExpired) // the newer one says more
	w.refuse(token.Value, as(ann, phone), auth.ErrTokenUnwanted)
	_, err := w.AcceptToken(w.ctx, as(bob, other), token.Value)
	w.ok(err)
	w.in(pc, bob)
}

// TestTokenOfDeviceThatGotIn: who got in by a code is not put out by a token
// that somebody still sees.
func TestTokenOfDeviceThatGotIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	phone, ann := w.signUp(mobile, "Ann")
	w.signUp(testNo, "Bob")
	pc := w.device(testNo)
	token := w.show(pc)
	pc, _ = w.send(pc)
	r, err := w.SignIn(w.ctx, pc, w.code(testNo))
	w.ok(err)
	w.refuse(token.Value, as(ann, phone), auth.ErrTokenAccepted)
	w.in(pc, r.User)
}

// TestTokenNeedsLogin: a device that was logged out a moment ago lets nobody in.
func TestTokenNeedsLogin(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	phone, ann := w.signUp(mobile, "Ann")
	pc := w.device("")
	token := w.show(pc)
	w.ok(w.sessions.LogOut(w.ctx, as(ann, phone)))
	w.refuse(token.Value, as(ann, phone), session.ErrUnregistered)
	w.in(pc, 0)
}

// TestTokenOfKeyThatIsGone: the device that accepts keeps its own login.
func TestTokenOfKeyThatIsGone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	phone, ann := w.signUp(mobile, "Ann")
	pc := w.device("")
	token := w.show(pc)
	known, err := w.sessions.DestroyKey(w.ctx, pc.Perm)
	if err != nil || !known {
		t.Fatal(known, err)
	}
	w.refuse(token.Value, as(ann, phone), auth.ErrTokenInvalid)
}

// TestTokenSurvivesRestart: tokens are records, of use on every node.
func TestTokenSurvivesRestart(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	phone, ann := w.signUp(mobile, "Ann")
	pc := w.device("")
	token := w.show(pc)
	w.restart()
	_, err := w.AcceptToken(w.ctx, as(ann, phone), token.Value)
	w.ok(err)
	w.in(pc, ann)
}

func TestTokensByAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(d *auth.Deps) { d.Limits.Tokens = 3 })
	for range 3 {
		w.show(w.device(""))
	}
	_, err := w.ExportToken(w.ctx, w.device(""), nil)
	w.waits(err, 10*time.Minute)
	a, _ := w.send(w.device(mobile)) // codes are counted apart
	a.IP = "192.0.2.2"
	w.show(a)
	w.clock.Advance(10 * time.Minute)
	w.show(w.device(""))
}

func TestTokensAreNotForBots(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	_, ann := w.signUp(mobile, "Ann")
	a := w.device("")
	token := w.show(a)
	_, err := w.sessions.LogIn(w.ctx, session.Login{Perm: a.Perm, User: ann, Bot: true})
	w.ok(err)
	_, err = w.ExportToken(w.ctx, a, nil)
	w.is(err, auth.ErrBot)
	_, err = w.ImportToken(w.ctx, a, token.Value)
	w.is(err, auth.ErrBot)
}

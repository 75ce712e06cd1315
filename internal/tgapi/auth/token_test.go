package auth_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/mtproto"
	"heliograph/internal/rpc"
	"heliograph/internal/session"
)

// waits are the keys that sessions wait on.
type waits map[int64][]*mtproto.Session

func (w waits) Await(_ context.Context, perm int64, s *mtproto.Session) { w[perm] = append(w[perm], s) }

var export = &tg.AuthExportLoginTokenRequest{APIID: 4, APIHash: "x"}

// TestLoginToken: a second device is let in by the first.
func TestLoginToken(t *testing.T) {
	t.Parallel()
	e := newEdge(t)
	me := e.signUp(1)
	e.key(2)
	e.refuses(2, &tg.AuthExportLoginTokenRequest{}, "400 API_ID_INVALID")
	if err := e.sessions.SetClient(t.Context(), 2, session.Client{LangPack: "tdesktop", DeviceModel: "PC"}); err != nil {
		t.Fatal(err)
	}
	shown := ask[tg.AuthLoginToken](e, 2, export)
	if shown.Expires != int(e.clock.Now().Add(30*time.Second).Unix()) || len(shown.Token) != 24 {
		t.Errorf("shown %v", shown)
	}
	same := ask[tg.AuthLoginToken](e, 2, &tg.AuthImportLoginTokenRequest{Token: shown.Token})
	if !bytes.Equal(same.Token, shown.Token) || same.Expires != shown.Expires {
		t.Errorf("imported %v", same)
	}
	got := ask[tg.Authorization](e, 1, &tg.AuthAcceptLoginTokenRequest{Token: shown.Token})
	if got.Current || got.Unconfirmed || got.Hash == 0 || got.DeviceModel != "PC" || got.AppName != "Telegram Desktop" {
		t.Errorf("accepted %v", got)
	}
	e.refuses(1, &tg.AuthAcceptLoginTokenRequest{Token: shown.Token}, "400 AUTH_TOKEN_ALREADY_ACCEPTED")
	for range 2 {
		in := ask[tg.AuthLoginTokenSuccess](e, 2, export)
		if a, ok := in.Authorization.(*tg.AuthAuthorization); !ok || a.User.GetID() != me {
			t.Errorf("logged in as %v", in)
		}
	}
	in := ask[tg.AuthLoginTokenSuccess](e, 2, &tg.AuthImportLoginTokenRequest{Token: shown.Token})
	if a, ok := in.Authorization.(*tg.AuthAuthorization); !ok || a.User.GetID() != me {
		t.Errorf("imported as %v", in)
	}
}

func TestLoginTokenRefuses(t *testing.T) {
	t.Parallel()
	e := newEdge(t)
	me := e.signUp(1)
	e.key(2)
	e.refuses(0, export, "401 AUTH_KEY_PERM_EMPTY")
	e.refuses(0, &tg.AuthImportLoginTokenRequest{}, "401 AUTH_KEY_PERM_EMPTY")
	e.refuses(2, &tg.AuthAcceptLoginTokenRequest{}, "401 AUTH_KEY_UNREGISTERED")
	e.refuses(1, &tg.AuthAcceptLoginTokenRequest{Token: []byte("x")}, "400 AUTH_TOKEN_INVALID")
	e.refuses(2, &tg.AuthImportLoginTokenRequest{Token: []byte("x")}, "400 AUTH_TOKEN_INVALID")
	shown := ask[tg.AuthLoginToken](e, 2, &tg.AuthExportLoginTokenRequest{APIID: 4, ExceptIDs: []int64{5, me}})
	e.refuses(1, &tg.AuthAcceptLoginTokenRequest{Token: shown.Token}, "400 AUTH_TOKEN_EXCEPTION")
	e.clock.Advance(30 * time.Second)
	e.refuses(1, &tg.AuthAcceptLoginTokenRequest{Token: shown.Token}, "400 AUTH_TOKEN_EXPIRED")
	e.refuses(2, &tg.AuthImportLoginTokenRequest{Token: shown.Token}, "400 AUTH_TOKEN_EXPIRED")
	e.key(3)
	if _, err := e.sessions.LogIn(t.Context(), session.Login{Perm: 3, User: 9, Bot: true}); err != nil {
		t.Fatal(err)
	}
	for _, r := range []bin.Encoder{export, &tg.AuthImportLoginTokenRequest{}, &tg.AuthAcceptLoginTokenRequest{}} {
		e.refuses(3, r, "400 BOT_METHOD_INVALID")
	}
}

// TestWhoAwaitsLogin: the session that asks waits, unless it wants no updates or
// there is nothing to wait for.
func TestWhoAwaitsLogin(t *testing.T) {
	t.Parallel()
	e := newEdge(t)
	e.signUp(1)
	e.key(2)
	s := &mtproto.Session{}
	for _, c := range []rpc.Call{{Perm: 2}, {Perm: 2, Session: s, NoUpdates: true}, {Session: s}, {Perm: 1, Session: s}} {
		_, err := e.callAs(c, export)
		if len(e.waits) != 0 || (err == nil) != (c.Perm != 0) {
			t.Errorf("%+v: waits %v, %v", c, e.waits, err)
		}
	}
	if _, err := e.callAs(rpc.Call{Perm: 2, Session: s}, export); err != nil || len(e.waits[2]) != 1 || e.waits[2][0] != s {
		t.Errorf("waits %v, %v", e.waits, err)
	}
}

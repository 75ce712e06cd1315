// Package auth is the edge of the auth.* methods: codes, signing in and up,
// login tokens, logging out, temporary keys.
//
// Owns their decoding and answers. Must not hold a rule: those are in the
// subjects auth and session.
package auth

import (
	"context"

	"github.com/gotd/td/tg"

	login "heliograph/internal/auth"
	"heliograph/internal/mtproto"
	"heliograph/internal/rpc"
	"heliograph/internal/session"
	"heliograph/internal/user"
)

// View renders a user.
type View interface {
	// Self is id as it sees itself.
	Self(ctx context.Context, c *rpc.Call, id user.ID) (tg.UserClass, error)
}

// Waiting tells sessions that nobody is logged in on yet.
type Waiting interface {
	// Await has s told, once, when another device logs somebody in on the
	// permanent key perm.
	Await(ctx context.Context, perm int64, s *mtproto.Session)
}

// Deps is what the Handlers need.
type Deps struct {
	Auth     *login.Service
	Sessions *session.Service
	View     View
	Waiting  Waiting
}

// Handlers answer the methods of the namespace.
type Handlers struct{ d Deps }

// New makes the Handlers.
func New(d Deps) *Handlers {
	if d.Auth == nil || d.Sessions == nil || d.View == nil || d.Waiting == nil {
		panic("auth: missing dependency")
	}
	return &Handlers{d}
}

// Register lists every auth.* method that is served.
func (h *Handlers) Register(d *tg.ServerDispatcher) {
	d.OnAuthAcceptLoginToken(rpc.User(h.acceptLoginToken))
	d.OnAuthBindTempAuthKey(rpc.Public(h.bindTempAuthKey))
	d.OnAuthCancelCode(rpc.Public(h.cancelCode))
	d.OnAuthDropTempAuthKeys(rpc.Public(h.dropTempAuthKeys))
	d.OnAuthExportLoginToken(rpc.Public(h.exportLoginToken))
	d.OnAuthImportLoginToken(rpc.Public(h.importLoginToken))
	d.OnAuthLogOut(rpc.Any0(h.logOut))
	d.OnAuthResendCode(rpc.Public(h.resendCode))
	d.OnAuthResetAuthorizations(rpc.User0(h.resetAuthorizations))
	d.OnAuthSendCode(rpc.Public(h.sendCode))
	d.OnAuthSignIn(rpc.Public(h.signIn))
	d.OnAuthSignUp(rpc.Public(h.signUp))
}

// ask is what every request of who is not logged in yet says.
func ask(c *rpc.Call, phone, hash string) login.Ask {
	a := login.Ask{Phone: phone, Hash: hash, Perm: c.Perm}
	if c.Session != nil && c.Session.Addr().IsValid() {
		a.IP = c.Session.Addr().Unmap().String()
	}
	return a
}

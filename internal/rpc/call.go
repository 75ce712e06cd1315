package rpc

import (
	"context"
	"log/slog"

	"heliograph/internal/fault"
	"heliograph/internal/mtproto"
	"heliograph/internal/user"
)

// Call is who asks, and over what.
type Call struct {
	User      user.ID // 0: nobody is logged in on this key
	Bot       bool
	Session   *mtproto.Session
	Perm      int64 // the permanent auth key; 0 for a temporary key that is not bound
	Layer     int
	MsgID     int64
	NoUpdates bool
	Log       *slog.Logger
	feed      Feed
}

// Reach waits, for a moment at most, until the caller's session has been sent
// the updates up to pts, so that an answer which counts what they tell does not
// come before them: a client that gets the count first adds the update to it.
func (c *Call) Reach(ctx context.Context, pts int) {
	if c.feed != nil && c.Session != nil {
		c.feed.Reach(ctx, c.Session, pts)
	}
}

// Actor is the caller as the subjects know it.
func (c *Call) Actor() user.Actor {
	a := user.Actor{ID: c.User, Session: c.Perm, Bot: c.Bot}
	if c.Session != nil {
		a.Origin = c.Session.ID()
	}
	return a
}

// DefaultDC is for clients that do not say which one they dialled.
const DefaultDC = 2

// DC is the data centre that the caller believes to talk to: there is one, which
// answers under every number.
func (c *Call) DC() int {
	if c.Session != nil {
		if dc := c.Session.Key().DC % 10000; dc != 0 {
			return max(dc, -dc)
		}
	}
	return DefaultDC
}

// key is the auth key that the call came with.
func (c *Call) key() int64 {
	if c.Session == nil {
		return c.Perm
	}
	return c.Session.Key().ID
}

// ip is the address that the call came from.
func (c *Call) ip() string {
	if c.Session == nil {
		return ""
	}
	return c.Session.Addr().String()
}

type callKey struct{}

// WithCall puts c where the adapters find it; for the server and for tests.
func WithCall(ctx context.Context, c *Call) context.Context {
	return context.WithValue(ctx, callKey{}, c)
}

// Policy says who may call a method.
type Policy int

// The policies. Deny by default: a method without a registration has none.
const (
	PolicyPublic Policy = iota + 1 // anyone, before login too
	PolicyUser                     // people
	PolicyBot                      // bots
	PolicyAny                      // people and bots
)

var (
	errUnregistered = fault.New(fault.Unauthorized, "AUTH_KEY_UNREGISTERED")
	errKeyEmpty     = fault.New(fault.Unauthorized, "AUTH_KEY_PERM_EMPTY")
	errBotMethod    = fault.New(fault.Invalid, "BOT_METHOD_INVALID")
	errUserBot      = fault.New(fault.Invalid, "USER_BOT_REQUIRED")
)

func (p Policy) check(c *Call) error {
	switch {
	case p == PolicyPublic:
		return nil
	case c.Perm == 0:
		return errKeyEmpty
	case c.User == 0:
		return errUnregistered
	case p == PolicyUser && c.Bot:
		return errBotMethod
	case p == PolicyBot && !c.Bot:
		return errUserBot
	}
	return nil
}

// answered wraps whatever a handler returned, so that the server can tell a
// handler's error from one of decoding.
type answered struct{ err error }

func (a answered) Error() string { return a.err.Error() }
func (a answered) Unwrap() error { return a.err }

func adapt[Req, Res any](p Policy, h func(context.Context, *Call, Req) (Res, error)) func(context.Context, Req) (Res, error) {
	return func(ctx context.Context, req Req) (res Res, err error) {
		c, _ := ctx.Value(callKey{}).(*Call)
		if c == nil {
			c = &Call{}
		}
		if err = p.check(c); err == nil {
			res, err = h(ctx, c, req)
		}
		if err != nil {
			return res, answered{err}
		}
		return res, nil
	}
}

func adapt0[Res any](p Policy, h func(context.Context, *Call) (Res, error)) func(context.Context) (Res, error) {
	f := adapt(p, func(ctx context.Context, c *Call, _ struct{}) (Res, error) { return h(ctx, c) })
	return func(ctx context.Context) (Res, error) { return f(ctx, struct{}{}) }
}

// Public admits anyone.
func Public[Req, Res any](h func(context.Context, *Call, Req) (Res, error)) func(context.Context, Req) (Res, error) {
	return adapt(PolicyPublic, h)
}

// User admits people who are logged in.
func User[Req, Res any](h func(context.Context, *Call, Req) (Res, error)) func(context.Context, Req) (Res, error) {
	return adapt(PolicyUser, h)
}

// Bot admits bots that are logged in.
func Bot[Req, Res any](h func(context.Context, *Call, Req) (Res, error)) func(context.Context, Req) (Res, error) {
	return adapt(PolicyBot, h)
}

// Any admits people and bots who are logged in.
func Any[Req, Res any](h func(context.Context, *Call, Req) (Res, error)) func(context.Context, Req) (Res, error) {
	return adapt(PolicyAny, h)
}

// Public0 is Public for methods without arguments.
func Public0[Res any](h func(context.Context, *Call) (Res, error)) func(context.Context) (Res, error) {
	return adapt0(PolicyPublic, h)
}

// User0 is User for methods without arguments.
func User0[Res any](h func(context.Context, *Call) (Res, error)) func(context.Context) (Res, error) {
	return adapt0(PolicyUser, h)
}

// Any0 is Any for methods without arguments.
func Any0[Res any](h func(context.Context, *Call) (Res, error)) func(context.Context) (Res, error) {
	return adapt0(PolicyAny, h)
}

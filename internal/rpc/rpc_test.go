package rpc_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/tg"
	"github.com/prometheus/client_golang/prometheus"

	"heliograph/internal/clock"
	"heliograph/internal/fault"
	"heliograph/internal/mtproto"
	"heliograph/internal/rpc"
	"heliograph/internal/user"
)

var errBroken = errors.New("broken")

// logins is who is logged in on which key: a person with the key's number, a
// bot when it is above 1000, nobody when it is above 2000.
type logins struct {
	mu      sync.Mutex
	touched int
	ended   bool // since the last Attach
	err     error
}

func (l *logins) User(_ context.Context, perm int64) (user.ID, bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ended || perm > 2000 {
		return 0, false, l.err
	}
	return user.ID(perm), perm > 1000, l.err
}

func (l *logins) Touch(int64, string) { l.touched++ }

// feeds notes who is attached.
type feeds struct {
	l        *logins
	ends     bool // the login, while it is attached
	attached int
	err      error
}

func (f *feeds) Attach(context.Context, user.Actor, *mtproto.Session) (bool, error) {
	f.attached++
	f.l.ended = f.ends
	return true, f.err
}

func (f *feeds) Reach(context.Context, *mtproto.Session, int) {}

func (f *feeds) Detach(*mtproto.Session) { f.attached-- }

type world struct {
	t     *testing.T
	clock *clock.Fake
	log   *bytes.Buffer
	reg   *prometheus.Registry
	who   *logins
	feed  *feeds
	s     *rpc.Server
}

func open(t *testing.T, l rpc.Limits) *world {
	t.Helper()
	w := &world{t: t, clock: clock.NewFake(time.Unix(1_700_000_000, 0)), log: &bytes.Buffer{}, reg: prometheus.NewRegistry(), who: &logins{}}
	w.feed = &feeds{l: w.who}
	w.s = rpc.New(rpc.Deps{
		Identity: w.who, Feed: w.feed, Logger: slog.New(slog.NewTextHandler(w.log, nil)), Clock: w.clock, Limits: l, Registerer: w.reg,
	})
	return w
}

// call sends a request over a key, and is what the answer is: "ok", or status
// and code.
func (w *world) call(perm int64, req bin.Encoder) string {
	w.t.Helper()
	var b bin.Buffer
	if err := req.Encode(&b); err != nil {
		w.t.Fatal(err)
	}
	return w.raw(w.t.Context(), perm, &mtproto.Request{Body: b.Buf, Layer: 229})
}

func (w *world) raw(ctx context.Context, perm int64, r *mtproto.Request) string {
	w.t.Helper()
	answer := w.s.Answer(ctx, &rpc.Call{Perm: perm, NoUpdates: r.NoUpdates, Layer: r.Layer}, r)
	if answer == nil {
		return ""
	}
	var e mt.RPCError
	if e.Decode(&bin.Buffer{Buf: answer}) == nil {
		return fmt.Sprint(e.ErrorCode, " ", e.ErrorMessage)
	}
	return "ok"
}

// serve registers what help.getNearestDc answers.
func (w *world) serve(h func() (*tg.NearestDC, error)) {
	w.s.Dispatcher().OnHelpGetNearestDC(rpc.Public0(func(context.Context, *rpc.Call) (*tg.NearestDC, error) { return h() }))
}

// method is what serve registers.
var method = &tg.HelpGetNearestDCRequest{}

func (w *world) expect(what, got, want string) {
	w.t.Helper()
	if got != want {
		w.t.Errorf("%s: %q, not %q", what, got, want)
	}
}

// The kinds of callers: no login, a temporary key that is not bound, a person,
// a bot.
const (
	nobody  = 2001
	unbound = 0
	person  = 1
	robot   = 1001
)

func TestPolicies(t *testing.T) {
	t.Parallel()
	w := open(t, rpc.Limits{})
	d := w.s.Dispatcher()
	yes := func(context.Context, *rpc.Call) (bool, error) { return true, nil }
	d.OnAuthLogOut(rpc.Any0(func(context.Context, *rpc.Call) (*tg.AuthLoggedOut, error) { return &tg.AuthLoggedOut{}, nil }))
	d.OnAuthResetAuthorizations(rpc.User0(yes))
	d.OnHelpGetNearestDC(rpc.Public0(func(context.Context, *rpc.Call) (*tg.NearestDC, error) { return &tg.NearestDC{}, nil }))
	d.OnMessagesGetMessages(rpc.Any(func(context.Context, *rpc.Call, []tg.InputMessageClass) (tg.MessagesMessagesClass, error) {
		return &tg.MessagesMessages{}, nil
	}))
	d.OnMessagesReceivedMessages(rpc.User(func(context.Context, *rpc.Call, int) ([]tg.ReceivedNotifyMessage, error) { return nil, nil }))
	d.OnHelpSetBotUpdatesStatus(rpc.Bot(func(context.Context, *rpc.Call, *tg.HelpSetBotUpdatesStatusRequest) (bool, error) { return true, nil }))
	d.OnHelpGetCDNConfig(rpc.Any0(func(context.Context, *rpc.Call) (*tg.CDNConfig, error) { return &tg.CDNConfig{}, nil }))
	d.OnHelpGetAppUpdate(rpc.Public(func(context.Context, *rpc.Call, string) (tg.HelpAppUpdateClass, error) {
		return &tg.HelpNoAppUpdate{}, nil
	}))
	const unregistered, empty = "401 AUTH_KEY_UNREGISTERED", "401 AUTH_KEY_PERM_EMPTY"
	for _, c := range []struct {
		req                             bin.Encoder
		nobody, unbound, person, robots string
	}{
		{&tg.HelpGetNearestDCRequest{}, "ok", "ok", "ok", "ok"},
		{&tg.HelpGetAppUpdateRequest{}, "ok", "ok", "ok", "ok"},
		{&tg.AuthLogOutRequest{}, unregistered, empty, "ok", "ok"},
		{&tg.MessagesGetMessagesRequest{}, unregistered, empty, "ok", "ok"},
		{&tg.AuthResetAuthorizationsRequest{}, unregistered, empty, "ok", "400 BOT_METHOD_INVALID"},
		{&tg.MessagesReceivedMessagesRequest{}, unregistered, empty, "ok", "400 BOT_METHOD_INVALID"},
		{&tg.HelpSetBotUpdatesStatusRequest{}, unregistered, empty, "400 USER_BOT_REQUIRED", "ok"},
		{&tg.ChannelsGetLeftChannelsRequest{}, "400 METHOD_INVALID", "400 METHOD_INVALID", "400 METHOD_INVALID", "400 METHOD_INVALID"},
	} {
		for perm, want := range map[int64]string{nobody: c.nobody, unbound: c.unbound, person: c.person, robot: c.robots} {
			w.expect(fmt.Sprintf("%T of %d", c.req, perm), w.call(perm, c.req), want)
		}
	}
	// Outside a server there is nobody.
	if _, err := d.Handle(t.Context(), body(t, &tg.AuthLogOutRequest{})); fault.As(err) == nil {
		t.Error(err)
	}
}

func body(t testing.TB, req bin.Encoder) *bin.Buffer {
	t.Helper()
	b := &bin.Buffer{}
	if err := req.Encode(b); err != nil {
		t.Fatal(err)
	}
	return b
}

func TestErrors(t *testing.T) {
	t.Parallel()
	w := open(t, rpc.Limits{})
	var err error
	w.serve(func() (*tg.NearestDC, error) { return &tg.NearestDC{}, err })
	for _, c := range []struct {
		err  error
		want string
	}{
		{nil, "ok"},
		{fault.New(fault.Invalid, "PEER_ID_INVALID"), "400 PEER_ID_INVALID"},
		{fault.New(fault.Unauthorized, "SESSION_REVOKED"), "401 SESSION_REVOKED"},
		{fmt.Errorf("at a border: %w", fault.New(fault.Forbidden, "X")), "403 X"},
		{fault.New(fault.NotFound, "X"), "404 X"},
		{fault.New(fault.NotAcceptable, "X"), "406 X"},
		{fault.Wait(1500 * time.Millisecond), "420 FLOOD_WAIT_2"},
		{errBroken, "500 INTERNAL"},
		{context.DeadlineExceeded, "500 INTERNAL"}, // somebody else's
		{context.Canceled, "500 INTERNAL"},
	} {
		err = c.err
		w.log.Reset()
		w.expect(fmt.Sprint(c.err), w.call(person, method), c.want)
		if n := strings.Count(w.log.String(), "\n"); n != strings.Count(c.want, "INTERNAL") {
			t.Errorf("%v: %d lines in the log: %s", c.err, n, w.log)
		}
	}
	w.who.err = errBroken
	w.expect("who is it", w.call(person, method), "500 INTERNAL")
	w.who.err, w.feed.err = nil, errBroken
	w.expect("no feed", w.call(person, method), "500 INTERNAL")
}

// An answer that cannot be encoded is our mistake, not the client's.
func TestBrokenAnswer(t *testing.T) {
	t.Parallel()
	w := open(t, rpc.Limits{})
	w.s.Dispatcher().OnHelpGetAppUpdate(rpc.Public(func(context.Context, *rpc.Call, string) (tg.HelpAppUpdateClass, error) {
		return &tg.HelpAppUpdate{Entities: []tg.MessageEntityClass{nil}}, nil
	}))
	w.expect("nil inside", w.call(person, &tg.HelpGetAppUpdateRequest{}), "500 INTERNAL")
	if !strings.Contains(w.log.String(), "encode answer") {
		t.Error(w.log)
	}
}

func TestPanic(t *testing.T) {
	t.Parallel()
	w := open(t, rpc.Limits{})
	w.serve(func() (*tg.NearestDC, error) { panic("nobody expects it") })
	w.expect("panic", w.call(person, method), "500 INTERNAL")
	log := w.log.String()
	for _, want := range []string{"nobody expects it", "help.getNearestDc", "rpc_test.go", "user=1", "request="} {
		if strings.Count(log, "level=") != 1 || !strings.Contains(log, want) {
			t.Errorf("no %q in the one line: %s", want, log)
		}
	}
}

func TestTimeAndCancel(t *testing.T) {
	t.Parallel()
	w := open(t, rpc.Limits{})
	w.s.Dispatcher().OnHelpGetNearestDC(rpc.Public0(func(ctx context.Context, _ *rpc.Call) (*tg.NearestDC, error) {
		<-ctx.Done()
		return nil, fmt.Errorf("store: %w", ctx.Err())
	}))
	ctx, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancel()
	r := &mtproto.Request{Body: body(t, method).Buf, Layer: 229}
	w.expect("too late", w.raw(ctx, person, r), "500 TIMEOUT")
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	w.log.Reset()
	w.expect("nobody is there", w.raw(gone, person, r), "")
	if w.log.Len() > 0 {
		t.Error(w.log)
	}
}

func TestBadRequests(t *testing.T) {
	t.Parallel()
	w := open(t, rpc.Limits{})
	w.s.Dispatcher().OnMessagesGetMessages(rpc.Any(func(context.Context, *rpc.Call, []tg.InputMessageClass) (tg.MessagesMessagesClass, error) {
		return &tg.MessagesMessages{}, nil
	}))
	full := body(t, &tg.MessagesGetMessagesRequest{ID: []tg.InputMessageClass{&tg.InputMessageID{ID: 5}}}).Buf
	for n := range len(full) {
		w.expect(fmt.Sprint(n, " bytes"), w.raw(t.Context(), person, &mtproto.Request{Body: full[:n], Layer: 229}), "400 INPUT_FETCH_ERROR")
	}
	w.expect("all of it", w.raw(t.Context(), person, &mtproto.Request{Body: full, Layer: 229}), "ok")
	w.expect("unknown id", w.raw(t.Context(), person, &mtproto.Request{Body: []byte{1, 2, 3, 4}, Layer: 229}), "400 METHOD_INVALID")
	w.expect("not inited", w.raw(t.Context(), person, &mtproto.Request{Body: full}), "400 CONNECTION_NOT_INITED")
	w.expect("binding comes first", w.raw(t.Context(), unbound, &mtproto.Request{Body: body(t, &tg.AuthBindTempAuthKeyRequest{}).Buf}), "400 METHOD_INVALID")
	if w.log.Len() > 0 {
		t.Errorf("a client can fill the log: %s", w.log)
	}
}

func TestPresent(t *testing.T) {
	t.Parallel()
	w := open(t, rpc.Limits{})
	w.serve(func() (*tg.NearestDC, error) { return &tg.NearestDC{}, nil })
	w.call(nobody, method)
	w.call(unbound, method)
	if w.who.touched+w.feed.attached != 0 {
		t.Error("nobody was noted")
	}
	w.call(person, method)
	r := &mtproto.Request{Body: body(t, method).Buf, Layer: 229, NoUpdates: true}
	w.expect("without updates", w.raw(t.Context(), person, r), "ok")
	if w.who.touched != 2 || w.feed.attached != 1 {
		t.Errorf("touched %d, attached %d", w.who.touched, w.feed.attached)
	}
	w.feed.ends = true
	w.expect("the login ends", w.call(person, method), "401 AUTH_KEY_UNREGISTERED")
	if w.feed.attached != 1 {
		t.Error("stays attached without a login")
	}
}

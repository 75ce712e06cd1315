package rpc

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
	"github.com/prometheus/client_golang/prometheus"

	"heliograph/internal/clock"
	"heliograph/internal/fault"
	"heliograph/internal/id"
	"heliograph/internal/mtproto"
	"heliograph/internal/user"
)

// Identity knows who is logged in on an auth key.
type Identity interface {
	// User is 0 when nobody is. It is asked on every call and must be cheap.
	User(ctx context.Context, perm int64) (id user.ID, bot bool, err error)
	// Touch notes that the login was used from an address just now.
	Touch(perm int64, ip string)
}

// Feed brings updates to sessions.
type Feed interface {
	// Attach makes the session get the actor's updates from here on, and says
	// whether it did not get them before. Repeating it is cheap.
	Attach(ctx context.Context, a user.Actor, s *mtproto.Session) (fresh bool, err error)
	// Reach waits, for a moment at most, until the session has been sent the
	// updates up to pts. At once when it gets none.
	Reach(ctx context.Context, s *mtproto.Session, pts int)
	// Detach undoes it.
	Detach(s *mtproto.Session)
}

// Server answers the requests of MTProto sessions. Safe for concurrent use.
type Server struct {
	dispatch *tg.ServerDispatcher
	who      Identity
	feed     Feed
	log      *slog.Logger
	clock    clock.Clock
	limit    *limiter
	metrics  *metrics
	timeout  time.Duration
}

// Deps is what a Server needs. Registerer may be nil.
type Deps struct {
	Identity   Identity
	Feed       Feed
	Logger     *slog.Logger
	Clock      clock.Clock
	Limits     Limits
	Registerer prometheus.Registerer
	Timeout    time.Duration // of one request; 0: 60 s
}

// New makes a Server; register the methods on Dispatcher before it serves.
func New(d Deps) *Server {
	if d.Identity == nil || d.Feed == nil || d.Logger == nil || d.Clock == nil {
		panic("rpc: missing dependency")
	}
	if d.Timeout == 0 {
		d.Timeout = time.Minute
	}
	s := &Server{
		who: d.Identity, feed: d.Feed, log: d.Logger, clock: d.Clock, timeout: d.Timeout,
		limit: newLimiter(d.Limits, d.Clock), metrics: newMetrics(d.Registerer),
	}
	s.dispatch = tg.NewServerDispatcher(func(context.Context, *bin.Buffer) (bin.Encoder, error) {
		return nil, answered{errMethod}
	})
	return s
}

// Dispatcher is where the edges register their methods.
func (s *Server) Dispatcher() *tg.ServerDispatcher { return s.dispatch }

var (
	errMethod    = fault.New(fault.Invalid, "METHOD_INVALID")
	errNotInited = fault.New(fault.Invalid, "CONNECTION_NOT_INITED")
	errFetch     = fault.New(fault.Invalid, "INPUT_FETCH_ERROR")
	errInternal  = fault.New(500, "INTERNAL")
	errTimeout   = fault.New(500, "TIMEOUT")
)

// Serve implements mtproto.Handler.
func (s *Server) Serve(ctx context.Context, ms *mtproto.Session, r *mtproto.Request) []byte {
	return s.serve(ctx, &Call{
		Session: ms, Perm: ms.PermKey(), Layer: r.Layer, MsgID: r.MsgID, NoUpdates: r.NoUpdates, Log: s.log, feed: s.feed,
	}, r)
}

func (s *Server) serve(ctx context.Context, c *Call, r *mtproto.Request) []byte {
	start := s.clock.Now()
	method := s.metrics.method(r.Body)
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	answer, err := s.handle(ctx, c, r, method)
	if err != nil {
		f := s.refusal(ctx, c, err, method)
		if f == nil {
			return nil
		}
		method.fail(f)
		return encodeError(f)
	}
	method.done(s.clock.Now().Sub(start))
	return answer
}

// handle identifies the caller, checks the limits, runs the method and encodes
// what it answers.
func (s *Server) handle(ctx context.Context, c *Call, r *mtproto.Request, m *methodMetrics) (answer []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = panicked{p, debug.Stack()}
		}
	}()
	if r.Layer == 0 && m.id != tg.AuthBindTempAuthKeyRequestTypeID {
		return nil, answered{errNotInited}
	}
	if c.Perm != 0 {
		if c.User, c.Bot, err = s.who.User(ctx, c.Perm); err != nil {
			return nil, answered{err}
		}
	}
	if c.User != 0 {
		if err := s.present(ctx, c); err != nil {
			return nil, answered{err}
		}
	}
	if wait := s.limit.take(c, m.class); wait > 0 {
		return nil, answered{fault.Wait(wait)}
	}
	res, err := s.dispatch.Handle(WithCall(ctx, c), &bin.Buffer{Buf: r.Body})
	if err != nil {
		return nil, err
	}
	return encode(res)
}

var scratch = sync.Pool{New: func() any { return new(bin.Buffer) }}

// maxScratch is the largest buffer that is kept for the next answer.
const maxScratch = 64 << 10

// encode makes an answer no longer than it is: a session keeps it until the
// client has it.
func encode(res bin.Encoder) ([]byte, error) {
	b, _ := scratch.Get().(*bin.Buffer)
	b.Reset()
	if err := res.Encode(b); err != nil {
		return nil, answered{fmt.Errorf("encode answer: %w", err)}
	}
	out := bytes.Clone(b.Buf)
	if cap(b.Buf) <= maxScratch {
		scratch.Put(b)
	}
	return out, nil
}

// present notes that the caller is here, and from now on is told of updates.
func (s *Server) present(ctx context.Context, c *Call) error {
	s.who.Touch(c.Perm, c.ip())
	if c.NoUpdates {
		return nil
	}
	fresh, err := s.feed.Attach(ctx, c.Actor(), c.Session)
	if err != nil || !fresh {
		return err
	}
	now, _, err := s.who.User(ctx, c.Perm)
	if err == nil && now != c.User { // the login ended before it could be detached
		s.feed.Detach(c.Session)
		return errUnregistered
	}
	return err
}

type panicked struct {
	value any
	stack []byte
}

func (p panicked) Error() string { return fmt.Sprintf("panic: %v\n%s", p.value, p.stack) }

// refusal is what the client is told of an error; nil: nothing, for nobody is
// there any more. What is no fault is logged, once.
func (s *Server) refusal(ctx context.Context, c *Call, err error, m *methodMetrics) *fault.Error {
	if f := fault.As(err); f != nil {
		return f
	}
	var a answered
	var p panicked
	switch {
	case !errors.As(err, &a) && !errors.As(err, &p): // of the generated decoder
		return errFetch
	case errors.Is(err, context.DeadlineExceeded) && ctx.Err() != nil:
		s.log.Error("request timed out", "method", m.name, "after", s.timeout)
		return errTimeout
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return nil
	}
	s.log.Error("request failed", "method", m.name, "request", id.Hex(6), "user", int64(c.User), "error", err)
	return errInternal
}

// Ended implements mtproto.Handler.
func (s *Server) Ended(ms *mtproto.Session) { s.feed.Detach(ms) }

const rpcErrorID = 0x2144ca19

func encodeError(f *fault.Error) []byte {
	var b bin.Buffer
	b.PutID(rpcErrorID)
	b.PutInt(int(f.Kind))
	b.PutString(f.Message())
	return b.Buf
}

package mtproto

import (
	"context"
	"log/slog"
	"sync"

	"heliograph/internal/clock"
	"heliograph/internal/id"
	"heliograph/internal/mtproto/transport"
)

// Server serves the connections of one node. Make it with New; all methods are
// safe for concurrent use.
type Server struct {
	opt     Options
	limits  Limits
	clock   clock.Clock
	log     *slog.Logger
	secret  []byte
	metrics *metrics
	ids     msgIDs
	started int64 // M1: ids up to this may have been served by an earlier process

	// Calls outlive the connection that brought them, so their context comes
	// from here; it ends with Run.
	base context.Context
	stop context.CancelFunc
	work chan job       // to a warm goroutine
	idle chan struct{}  // one token per warm goroutine
	busy chan struct{}  // one token per call in flight
	wg   sync.WaitGroup // calls and readers

	mu       sync.Mutex
	closed   bool
	conns    map[*conn]struct{}
	keys     map[int64]*authKey
	idleKeys int                   // of keys, those without a user
	closings int                   // how often a key was closed
	due      map[*Session]struct{} // have acks or waiting calls to look after
	dead     tombstones
}

// New makes a server. It panics when a required option is missing.
func New(o Options) *Server {
	if o.Keys == nil || o.Handler == nil || o.Clock == nil || o.Logger == nil {
		panic("mtproto: Keys, Handler, Clock and Logger are required")
	}
	o.Limits.defaults()
	secret := o.Secret
	if secret == nil {
		secret = id.Bytes(32)
	}
	base, stop := context.WithCancel(context.Background())
	return &Server{
		opt: o, limits: o.Limits, clock: o.Clock, log: o.Logger, secret: secret,
		metrics: newMetrics(o.Registerer),
		started: idAt(o.Clock.Now()) - 1,
		base:    base, stop: stop,
		work:  make(chan job),
		idle:  make(chan struct{}, o.Limits.WarmRoutines),
		busy:  make(chan struct{}, o.Limits.CallsTotal),
		conns: map[*conn]struct{}{},
		keys:  map[int64]*authKey{},
		due:   map[*Session]struct{}{},
		dead:  tombstones{limit: o.Limits.Tombstones},
	}
}

// ServeConn reads and serves one connection until it breaks, misbehaves, is
// closed by a limit or Run ends, and closes it. Sessions that used it live on
// for Limits.SessionTTL.
func (s *Server) ServeConn(ctx context.Context, t transport.Conn) {
	c := &conn{srv: s, t: t, done: make(chan struct{}), turn: make(chan error)}
	c.touch(s.clock.Now())
	defer c.close("")
	if !s.addConn(c) {
		return
	}
	defer s.removeConn(c)
	if err := c.serve(ctx); err != nil {
		c.close(err.Error())
	}
}

func (s *Server) addConn(c *conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.conns[c] = struct{}{}
	s.wg.Add(1)
	s.metrics.connections.Inc()
	return true
}

func (s *Server) removeConn(c *conn) {
	c.close("") // before the sessions look for another connection
	for _, x := range c.attached() {
		x.detach(c)
	}
	defer s.wg.Done()
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.conns, c)
	c.current.release()
	s.metrics.connections.Dec()
	if c.key != nil {
		s.releaseKey(c.key)
	}
}

// Run looks after timers until ctx ends, then closes every connection, ends
// every session and waits for the calls in flight, whose contexts end first.
func (s *Server) Run(ctx context.Context) error {
	s.sweep(ctx)
	s.mu.Lock()
	s.closed = true
	conns := make([]*conn, 0, len(s.conns))
	for c := range s.conns {
		conns = append(conns, c)
	}
	var sessions []*Session
	for _, k := range s.keys {
		for _, x := range k.sessions {
			sessions = append(sessions, x)
		}
	}
	s.mu.Unlock()
	s.stop()
	for _, c := range conns {
		c.close("shutdown")
	}
	for _, x := range sessions {
		x.end("shutdown", nil)
	}
	s.wg.Wait()
	return ctx.Err()
}

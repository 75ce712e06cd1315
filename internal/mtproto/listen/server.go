package listen

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"heliograph/internal/clock"
	"heliograph/internal/logx"
	"heliograph/internal/mtproto/transport"
)

// Options set up a Server.
type Options struct {
	// Listener is the port. Run closes it. Required.
	Listener net.Listener
	// MTProto serves one client until it is gone or ctx ends; the connection is
	// closed when it returns. It runs in a goroutine of its own. Required.
	MTProto func(ctx context.Context, c transport.Conn)
	// HTTP serves requests but those to transport.WebSocketPath; nil: 404.
	HTTP http.Handler
	// TLS is for clients that begin with it; nil: they are refused. It is not
	// changed.
	TLS *tls.Config
	// Proxies may say in a PROXY protocol header whom they speak for.
	Proxies []netip.Prefix

	// FirstBytes is how long a peer may take to show what it is, TLS handshake
	// included, and how long the head of an HTTP request may take; 0: 10 s.
	FirstBytes time.Duration
	// MaxConns bounds connections in all; 0: 100,000; negative: no bound.
	MaxConns int
	// MaxPerAddr bounds those of one address, an IPv6 /64 being one; 0: 1,000;
	// negative: no bound.
	MaxPerAddr int
	// ExemptLoopback frees the machine itself of the bound for an address.
	ExemptLoopback bool
	// Grace is how long connections may take to end when Run is told to; 0: 5 s.
	Grace time.Duration

	Log        *slog.Logger          // nil: none
	Registerer prometheus.Registerer // nil: none
}

// Server is one port.
type Server struct {
	o       Options
	metrics *metrics
	limits  *limits
	queue   *queue // of connections that turned out to be HTTP

	mu       sync.Mutex
	conns    map[*conn]struct{}
	stopping bool
	serving  sync.WaitGroup // the goroutines of connections but those of HTTP
}

// New panics when a required option is missing.
func New(o Options) *Server {
	if o.Listener == nil || o.MTProto == nil {
		panic("listen: no Listener or no MTProto")
	}
	if o.HTTP == nil {
		o.HTTP = http.NotFoundHandler()
	}
	if o.TLS != nil { // HTTP/2 would need a server of its own
		o.TLS = o.TLS.Clone()
		o.TLS.NextProtos = slices.DeleteFunc(o.TLS.NextProtos, func(p string) bool { return p == "h2" })
	}
	if o.FirstBytes <= 0 {
		o.FirstBytes = 10 * time.Second
	}
	if o.Grace <= 0 {
		o.Grace = 5 * time.Second
	}
	if o.Log == nil {
		o.Log = logx.Discard()
	}
	return &Server{
		o:       o,
		metrics: newMetrics(o.Registerer),
		limits:  newLimits(o.MaxConns, o.MaxPerAddr, o.ExemptLoopback),
		queue:   newQueue(o.Listener.Addr()),
		conns:   map[*conn]struct{}{},
	}
}

// Addr is where the server listens.
func (s *Server) Addr() net.Addr { return s.o.Listener.Addr() }

// Run serves until ctx ends, which is not an error, or the listener breaks. It
// returns when every connection is closed. It is called once.
func (s *Server) Run(ctx context.Context) error {
	// Requests under way may end in the time of grace, so they have another
	// context than connections, which end with ctx.
	requests, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	conns, cancelConns := context.WithCancel(ctx)
	defer cancelConns()
	stop := context.AfterFunc(conns, func() { _ = s.o.Listener.Close() })
	defer stop()

	web := s.webServer(conns, requests)
	webDone := make(chan error, 1)
	go func() { webDone <- web.Serve(s.queue) }()

	err := s.acceptAll(conns)
	cancelConns()
	s.shutDown(web, cancel)
	if e := <-webDone; err == nil && !errors.Is(e, http.ErrServerClosed) && !errors.Is(e, net.ErrClosed) {
		err = e
	}
	return err
}

// acceptAll accepts until the listener is closed. Errors such as running out of
// file descriptors pass: it waits a little, longer each time.
func (s *Server) acceptAll(ctx context.Context) error {
	var delay time.Duration
	for {
		nc, err := s.o.Listener.Accept()
		switch {
		case err == nil:
			delay = 0
			s.accept(ctx, nc)
			continue
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, net.ErrClosed):
			return fmt.Errorf("listen: %w", err)
		}
		delay = min(max(2*delay, 5*time.Millisecond), time.Second)
		s.metrics.reject("accept error")
		s.o.Log.Warn("cannot accept connections", "error", err, "retry_in", delay)
		timer := time.NewTimer(delay)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return nil
		}
	}
}

// accept gives an admitted connection its goroutine.
func (s *Server) accept(ctx context.Context, nc net.Conn) {
	s.metrics.accepted.Inc()
	c := &conn{Conn: nc, s: s, remote: transport.AddrPort(nc.RemoteAddr())}
	if !s.limits.enter() {
		s.metrics.reject("too many connections")
		_ = nc.Close()
		return
	}
	c.counted = true
	s.track(c)
	trusted := s.trusts(c.remote.Addr())
	if !trusted && !c.admit() {
		s.metrics.reject("too many connections of an address")
		_ = c.Close()
		return
	}
	if tcp, ok := nc.(*net.TCPConn); ok {
		_ = tcp.SetKeepAliveConfig(net.KeepAliveConfig{Enable: true, Idle: time.Minute, Interval: 15 * time.Second, Count: 4})
	}
	_ = c.SetDeadline(clock.System{}.Now().Add(s.o.FirstBytes))
	s.serving.Go(func() { s.serve(ctx, c, trusted) })
}

func (s *Server) trusts(a netip.Addr) bool {
	return slices.ContainsFunc(s.o.Proxies, func(p netip.Prefix) bool { return p.Contains(a) })
}

// shutDown ends everything: at once what has not shown what it is, in the time
// of grace what ends by itself, then the rest.
func (s *Server) shutDown(web *http.Server, cancelRequests func()) {
	s.mu.Lock()
	s.stopping = true
	s.mu.Unlock()
	s.closeConns(func(c *conn) bool { return !c.known.Load() })
	grace, cancel := context.WithTimeout(context.Background(), s.o.Grace)
	defer cancel()
	ended := make(chan struct{})
	go func() {
		s.serving.Wait()
		close(ended)
	}()
	_ = web.Shutdown(grace)
	cancelRequests()
	_ = web.Close()
	select {
	case <-ended:
	case <-grace.Done():
		s.o.Log.Warn("closing connections that did not end in time")
	}
	s.closeConns(func(*conn) bool { return true })
	<-ended
}

func (s *Server) track(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.conns[c] = struct{}{}
}

func (s *Server) forget(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.conns, c)
}

func (s *Server) closeConns(which func(*conn) bool) {
	s.mu.Lock()
	var some []*conn
	for c := range s.conns {
		if which(c) {
			some = append(some, c)
		}
	}
	s.mu.Unlock()
	for _, c := range some {
		_ = c.Close()
	}
}

// begin counts a goroutine that serves a client inside HTTP. It reports whether
// the server is still running.
func (s *Server) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopping {
		return false
	}
	s.serving.Add(1)
	return true
}

package apptest

import (
	"context"
	"crypto/rsa"
	"io"
	"net/netip"
	"testing"

	"heliograph/internal/clock"
	"heliograph/internal/config"
	"heliograph/internal/logx"
	"heliograph/internal/node"
	"heliograph/internal/rpc"
)

// Server is a running server with test numbers on and limits off.
type Server struct {
	t     testing.TB
	opt   node.Options
	node  *node.Node
	stop  context.CancelFunc
	done  chan error
	addr  netip.AddrPort
	key   *rsa.PublicKey
	Codes *Codes // what the sender "log" wrote
	clock *ahead
}

// Option changes how a Server is set up.
type Option func(*node.Options)

// WithClock gives the server another clock.
func WithClock(c clock.Clock) Option { return func(o *node.Options) { o.Clock = c } }

// WithConfig changes the configuration.
func WithConfig(f func(*config.Config)) Option { return func(o *node.Options) { f(&o.Config) } }

// WithLimits sets flood limits.
func WithLimits(l rpc.Limits) Option { return func(o *node.Options) { o.Limits = l } }

// unlimited are flood limits that no test reaches.
var unlimited = rpc.Limits{
	Normal: rpc.Rate{PerSecond: 1e6, Burst: 1e6}, Sending: rpc.Rate{PerSecond: 1e6, Burst: 1e6},
	Anonymous: rpc.Rate{PerSecond: 1e6, Burst: 1e6},
}

// New starts a server on a free port of the loopback address, with its data in
// a directory of the test. It stops with the test.
func New(t testing.TB, options ...Option) *Server {
	t.Helper()
	c := config.Default()
	c.Listen, c.AdminListen, c.Data = "127.0.0.1:0", "", t.TempDir()
	c.Login.TestNumbers, c.Login.FreshResetWait, c.Store.CacheMB = true, 0, 16
	s := &Server{t: t, Codes: &Codes{}, clock: &ahead{}}
	s.opt = node.Options{Config: c, Clock: s.clock, Logger: logx.New(testWriter{t}, 4, false), Out: s.Codes, Version: "test", Limits: unlimited}
	for _, o := range options {
		o(&s.opt)
	}
	s.start()
	t.Cleanup(s.Stop)
	return s
}

func (s *Server) start() {
	s.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	n, err := node.New(ctx, s.opt)
	if err != nil {
		stop()
		s.t.Fatal(err)
	}
	s.node, s.stop, s.done = n, stop, make(chan error, 1)
	s.addr, s.key = n.Addr(), n.Key()
	s.opt.Config.Listen = s.addr.String() // the same after a restart
	go func() { s.done <- n.Run(ctx) }()
}

// Stop ends the server and fails the test if that is not clean.
func (s *Server) Stop() {
	if s.stop == nil {
		return
	}
	s.stop()
	s.stop = nil
	if err := <-s.done; err != nil {
		s.t.Errorf("server ended: %v", err)
	}
}

// Restart stops the server and starts it again on the same data and address.
func (s *Server) Restart() {
	s.t.Helper()
	s.Stop()
	s.start()
}

// Addr is where clients connect.
func (s *Server) Addr() netip.AddrPort { return s.addr }

// Key is the server's public key.
func (s *Server) Key() *rsa.PublicKey { return s.key }

// Node is the running node.
func (s *Server) Node() *node.Node { return s.node }

// testWriter shows the server's log with the test's.
type testWriter struct{ t testing.TB }

func (w testWriter) Write(p []byte) (int, error) {
	defer func() { _ = recover() }() // a line after the test's end
	w.t.Logf("%s", p)
	return len(p), nil
}

var _ io.Writer = testWriter{}

// External is a server that the test did not start in its own process. Devices
// of it make their own keys (Exchange).
func External(t testing.TB, addr netip.AddrPort, key *rsa.PublicKey) *Server {
	return &Server{t: t, addr: addr, key: key, Codes: &Codes{}, clock: &ahead{}}
}

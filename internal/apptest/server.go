package apptest

import (
	"context"
	"crypto/rsa"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"testing"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/config"
	"heliograph/internal/logx"
	"heliograph/internal/node"
	"heliograph/internal/rpc"
	"heliograph/internal/serverkey"
	"heliograph/internal/store"
)

// Server is a running server with test numbers on and limits off: one node, or
// several.
type Server struct {
	t       testing.TB
	parts   []*part
	addr    netip.AddrPort
	key     *rsa.PublicKey
	Codes   *Codes // what the sender "log" wrote
	clock   *ahead
	devices int // made so far: each connects to the next node
}

// part is one node.
type part struct {
	opt  node.Options
	node *node.Node
	addr netip.AddrPort
	stop context.CancelFunc
	done chan error
}

// setup is what the options choose.
type setup struct {
	node.Options
	nodes int
}

// Option changes how a Server is set up.
type Option func(*setup)

// WithClock gives the server another clock.
func WithClock(c clock.Clock) Option { return func(o *setup) { o.Clock = c } }

// WithConfig changes the configuration.
func WithConfig(f func(*config.Config)) Option { return func(o *setup) { f(&o.Config) } }

// WithLimits sets flood limits.
func WithLimits(l rpc.Limits) Option { return func(o *setup) { o.Limits = l } }

// WithNodes makes the server of n nodes with a bus between them. They need a
// store that they share: PostgreSQL, or one given with WithStore. The devices
// connect to one after the other.
func WithNodes(n int) Option { return func(o *setup) { o.nodes = n } }

// WithStore has the nodes use an open store, which stays open after them.
func WithStore(st store.Store) Option {
	return func(o *setup) {
		if o.Shared == nil {
			o.Shared = &node.Shared{Bus: bus.NewLocal()}
		}
		o.Shared.Store = st
	}
}

// unlimited are flood limits that no test reaches.
var unlimited = rpc.Limits{
	Normal: rpc.Rate{PerSecond: 1e6, Burst: 1e6}, Sending: rpc.Rate{PerSecond: 1e6, Burst: 1e6},
	Anonymous: rpc.Rate{PerSecond: 1e6, Burst: 1e6},
}

// New starts a server on free ports of the loopback address, with its data in
// a directory of the test. It stops with the test.
func New(t testing.TB, options ...Option) *Server {
	t.Helper()
	c := config.Default()
	c.Listen, c.AdminListen = "127.0.0.1:0", ""
	c.Previews.Enabled = false // scenarios that want them say so
	c.Languages = t.TempDir()
	c.Login.TestNumbers, c.Login.FreshResetWait, c.Store.CacheMB = true, 0, 16
	s := &Server{t: t, Codes: &Codes{}, clock: &ahead{}}
	all := setup{nodes: 1, Options: node.Options{Config: c, Clock: s.clock, Logger: logx.New(testWriter{t}, 4, false), Out: s.Codes, Version: "test", Limits: unlimited}}
	for _, o := range options {
		o(&all)
	}
	if all.nodes > 1 && all.Shared == nil {
		all.Shared = &node.Shared{Bus: bus.NewLocal()}
	}
	for i := range all.nodes {
		p := &part{opt: all.Options}
		p.opt.Config.Data = t.TempDir()
		if i > 0 { // all have one key
			s.copyKey(p)
		}
		s.parts = append(s.parts, p)
		s.start(p)
	}
	s.addr, s.key = s.parts[0].addr, s.parts[0].node.Key()
	t.Cleanup(s.Stop)
	return s
}

// copyKey gives a node the key of the first.
func (s *Server) copyKey(p *part) {
	s.t.Helper()
	b, err := os.ReadFile(filepath.Join(s.parts[0].opt.Config.Data, serverkey.File))
	if err == nil {
		err = os.WriteFile(filepath.Join(p.opt.Config.Data, serverkey.File), b, 0o600)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *Server) start(p *part) {
	s.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	n, err := node.New(ctx, p.opt)
	if err != nil {
		stop()
		s.t.Fatal(err)
	}
	p.node, p.addr, p.stop, p.done = n, n.Addr(), stop, make(chan error, 1)
	p.opt.Config.Listen = p.addr.String() // the same after a restart
	go func() { p.done <- n.Run(ctx) }()
}

// Stop ends the server and fails the test if that is not clean.
func (s *Server) Stop() {
	for _, p := range s.parts {
		if p.stop != nil {
			p.stop()
		}
	}
	for _, p := range s.parts {
		if p.stop == nil {
			continue
		}
		p.stop = nil
		if err := <-p.done; err != nil {
			s.t.Errorf("server ended: %v", err)
		}
	}
}

// Restart stops the server and starts it again on the same data and addresses.
func (s *Server) Restart() {
	s.t.Helper()
	s.Stop()
	s.Start()
}

// Start starts a server that was stopped, on the same data and addresses.
func (s *Server) Start() {
	s.t.Helper()
	for _, p := range s.parts {
		s.start(p)
	}
}

// RestartNode restarts one of several nodes, while the others go on.
func (s *Server) RestartNode(i int) {
	s.t.Helper()
	p := s.parts[i]
	p.stop()
	if err := <-p.done; err != nil {
		s.t.Errorf("node %d ended: %v", i, err)
	}
	s.start(p)
}

// Kill stops the server however that may end.
func (s *Server) Kill() {
	for _, p := range s.parts {
		p.stop()
	}
	for _, p := range s.parts {
		p.stop = nil
		<-p.done
	}
}

// Now is the time by the server's clock.
func (s *Server) Now() time.Time { return s.clock.Now() }

// next is where a new device connects.
func (s *Server) next() netip.AddrPort {
	if len(s.parts) == 0 {
		return s.addr
	}
	p := s.parts[s.devices%len(s.parts)]
	s.devices++
	return p.addr
}

// Addr is where clients connect: the first node.
func (s *Server) Addr() netip.AddrPort { return s.addr }

// Key is the server's public key.
func (s *Server) Key() *rsa.PublicKey { return s.key }

// Node is the running node, the first of several.
func (s *Server) Node() *node.Node { return s.parts[0].node }

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

package node

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/errgroup"
	"golang.org/x/time/rate"

	"heliograph/internal/clock"
	"heliograph/internal/config"
	"heliograph/internal/control"
	"heliograph/internal/layer"
	"heliograph/internal/mtproto"
	"heliograph/internal/mtproto/exchange"
	"heliograph/internal/rpc"
	"heliograph/internal/serverkey"
	"heliograph/internal/session"
	"heliograph/internal/tgapi/push"
	"heliograph/internal/tgapi/view"
)

// Options of a Node.
type Options struct {
	Config  config.Config // valid
	Logger  *slog.Logger
	Out     io.Writer // receives a few lines for the operator once the server answers, and login codes
	Version string
	Clock   clock.Clock // nil: the system's
	Limits  rpc.Limits  // flood limits; zero: those of Config
	Shared  *Shared     // with other nodes in this process; nil: nothing
}

// Node is one server.
type Node struct {
	o        Options
	key      *rsa.PrivateKey
	subjects *Subjects
	exchange *exchange.Server
	mtproto  *mtproto.Server
	hub      *push.Hub
	registry *prometheus.Registry
	listener net.Listener
	admin    net.Listener // nil: none
	control  net.Listener // for commands on this machine
	edges    edges
	fatal    chan error
}

// Run runs a server until ctx ends, which is no error, or a part of it fails.
func Run(ctx context.Context, o Options) error {
	n, err := New(ctx, o)
	if err != nil {
		return err
	}
	return n.Run(ctx)
}

// New opens the store, makes every part and listens; nothing is served before
// Run, which must follow.
func New(ctx context.Context, o Options) (_ *Node, err error) {
	if o.Clock == nil {
		o.Clock = clock.System{}
	}
	n := &Node{o: o, registry: newRegistry(), fatal: make(chan error, 1)}
	c := &n.o.Config
	if n.key, err = serverkey.LoadOrCreate(c.Data); err != nil {
		return nil, err
	}
	n.subjects, err = newSubjects(ctx, subjectDeps{
		config: c, logger: o.Logger, metrics: n.registry, clock: o.Clock, codes: o.Out, shared: o.Shared, onEnd: n.ended, onLetIn: n.letIn,
		onFatal: func(err error) { n.fatal <- fmt.Errorf("the store can go on no longer: %w", err) },
	})
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = n.close()
		}
	}()
	n.wire()
	if err = n.listen(ctx); err != nil {
		return nil, err
	}
	return n, n.register()
}

// wire makes what stands between the subjects and the wire.
func (n *Node) wire() {
	s := n.subjects
	renderer := view.New(view.Deps{People: s.Contact, Channels: s.Channel, Messages: s.Message, Drafts: s.Draft, Dialogs: s.Dialog, Polls: s.Poll, Notify: s.Notify, Folders: s.Folder, Scheduled: s.Schedule, Topics: s.Channel, Hash: s.Hash})
	n.hub = push.New(push.Deps{Log: s.Log, Channels: audience{s}, View: renderer, Presence: s.Presence, Logger: n.o.Logger, Registerer: n.registry})
	server := rpc.New(rpc.Deps{
		Identity: s.Session, Feed: n.hub, Logger: n.o.Logger, Clock: n.o.Clock, Limits: n.limits(), Registerer: n.registry,
	})
	n.exchange = exchange.New(exchange.Options{
		Keys: []*rsa.PrivateKey{n.key}, Clock: n.o.Clock, Exists: n.exists, ExemptLoopback: true, Registerer: n.registry,
		PerAddress: rate.Limit(float64(n.o.Config.Limits.ExchangesPerMinute) / 60),
	})
	n.mtproto = mtproto.New(mtproto.Options{
		Keys: keys{s.Session}, Handler: server, Layers: layer.New(), Secret: s.salt,
		Exchange: func(a netip.Addr) mtproto.Exchange { return n.exchange.Conn(a) },
		Clock:    n.o.Clock, Logger: n.o.Logger, Registerer: n.registry,
	})
	n.edges = edges{dispatch: server.Dispatcher(), view: renderer}
}

// limits are the flood limits: those of the options or else the configured ones.
func (n *Node) limits() rpc.Limits {
	if n.o.Limits != (rpc.Limits{}) {
		return n.o.Limits
	}
	l := n.o.Config.Limits
	of := func(perSecond int) rpc.Rate { return rpc.Rate{PerSecond: float64(perSecond), Burst: 10 * perSecond} }
	return rpc.Limits{Normal: of(l.CallsPerSecond), Sending: of(l.SendsPerSecond)}
}

// exists says whether an auth key id is taken.
func (n *Node) exists(ctx context.Context, id int64) (bool, error) {
	k, err := n.subjects.Session.Key(ctx, id)
	return k != nil, err
}

// ended stops what a login that has ended still had: its updates at once, its
// connections unless it asked for the end itself and waits for the answer.
func (n *Node) ended(e session.End) {
	if n.hub == nil {
		return
	}
	n.hub.DetachLogin(e.Key)
	if !e.Self {
		n.mtproto.CloseKey(e.Key)
	}
}

// letIn tells whoever waits on a key that somebody is logged in there now.
func (n *Node) letIn(perm int64) {
	if n.hub != nil {
		n.hub.LetIn(perm, n.o.Clock.Now())
	}
}

func (n *Node) listen(ctx context.Context) (err error) {
	c := &n.o.Config
	var lc net.ListenConfig
	if n.listener, err = lc.Listen(ctx, "tcp", c.Listen); err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	if n.control, err = control.Listen(ctx, c.Data); err != nil {
		return err
	}
	if c.AdminListen == "" {
		return nil
	}
	if n.admin, err = lc.Listen(ctx, "tcp", c.AdminListen); err != nil {
		return fmt.Errorf("listen for administration: %w", err)
	}
	return nil
}

// Addr is where the server listens.
func (n *Node) Addr() netip.AddrPort {
	a, _ := netip.ParseAddrPort(n.listener.Addr().String())
	return a
}

// Key is the server's public key.
func (n *Node) Key() *rsa.PublicKey { return &n.key.PublicKey }

// Subjects is what holds the rules, for tools that work on a node in process.
func (n *Node) Subjects() *Subjects { return n.subjects }

// Run serves until ctx ends, which is no error, or a part fails; then it stops
// every part and closes the store.
func (n *Node) Run(ctx context.Context) error {
	parent := ctx
	g, ctx := errgroup.WithContext(ctx)
	for _, run := range n.parts() {
		g.Go(func() error { return run(ctx) })
	}
	g.Go(func() error {
		select {
		case err := <-n.fatal:
			return err
		case <-ctx.Done():
			return ctx.Err()
		}
	})
	if err := banner(n.o.Out, &n.o.Config, n.o.Version, n.listener.Addr(), n.Key()); err != nil {
		n.o.Logger.Error("cannot say hello", "error", err)
	}
	err := g.Wait()
	if parent.Err() != nil && (errors.Is(err, context.Canceled) || errors.Is(err, http.ErrServerClosed)) {
		err = nil
	}
	return errors.Join(err, n.close())
}

// close is for a node that has stopped, or was never run.
func (n *Node) close() error {
	for _, l := range []net.Listener{n.listener, n.admin, n.control} {
		if l != nil {
			_ = l.Close() // closed already by whoever served it
		}
	}
	done := make(chan error, 1)
	go func() { done <- n.subjects.Close() }()
	select {
	case err := <-done:
		return err
	case <-time.After(closeWait):
		return errors.New("closing the store took too long")
	}
}

// closeWait bounds how long closing waits for what runs.
const closeWait = 30 * time.Second

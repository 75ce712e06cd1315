package node

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/pprof"
	"net/netip"
	"path/filepath"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"heliograph/internal/backup"
	"heliograph/internal/control"
	"heliograph/internal/mtproto/listen"
	"heliograph/internal/rpc"
	"heliograph/internal/serverkey"
	"heliograph/internal/webclient"
)

func newRegistry() *prometheus.Registry {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return r
}

// parts is everything that runs, each until its context ends.
func (n *Node) parts() []func(context.Context) error {
	s := n.subjects
	out := []func(context.Context) error{
		n.exchange.Run, n.mtproto.Run, n.hub.Run, s.Session.Run, s.Lang.Run, s.Presence.Run, s.Search.Run, s.Job.Run, s.Schedule.Run, s.Preview.Run, s.Message.Copy, n.serveClients, n.tendMemory,
		func(ctx context.Context) error {
			return control.Server{Backup: n.Backup, Reports: n.Reports}.Serve(ctx, n.control)
		},
	}
	if n.admin != nil {
		out = append(out, n.serveAdmin)
	}
	return out
}

// Backup writes a copy of the store and the server's key into dir, which must
// not exist or be empty, while the server goes on.
func (n *Node) Backup(ctx context.Context, dir string) error {
	return backup.Take(ctx, &n.o.Config, n.subjects.Store, dir)
}

// Reports is up to limit reports before a number, 0: all, the newest first.
func (n *Node) Reports(ctx context.Context, before int64, limit int) (any, error) {
	return n.subjects.Report.Newest(ctx, before, limit)
}

// serveClients serves the one port.
func (n *Node) serveClients(ctx context.Context) error {
	pages, err := n.pages()
	if err != nil {
		return err
	}
	secure, err := n.tls()
	if err != nil {
		return err
	}
	c := &n.o.Config
	return listen.New(listen.Options{
		Listener: n.listener, MTProto: n.mtproto.ServeConn, HTTP: pages, TLS: secure, Proxies: c.TrustedProxies(),
		MaxConns: c.Limits.Connections, MaxPerAddr: c.Limits.ConnectionsPerAddress, ExemptLoopback: true,
		Log: n.o.Logger, Registerer: n.registry,
	}).Run(ctx)
}

func (n *Node) tls() (*tls.Config, error) {
	c := n.o.Config.TLS
	switch {
	case len(c.ACMEDomains) > 0:
		return listen.ACMEConfig(c.ACMEDomains, filepath.Join(n.o.Config.Data, "acme")), nil
	case c.CertFile != "":
		return listen.TLSConfig(c.CertFile, c.KeyFile)
	}
	return nil, nil
}

// pages is what browsers are served.
func (n *Node) pages() (http.Handler, error) {
	c := &n.o.Config
	address, err := n.advertised()
	if err != nil {
		return nil, err
	}
	page, err := webclient.Handler(webclient.Info{
		Name: c.Name, Address: address.String(), Layer: 229, Fingerprint: serverkey.Fingerprint(n.Key()),
		Key: string(serverkey.PublicPEM(n.Key())), TestNumbers: c.Login.TestNumbers,
		Links: c.Links(int(n.Addr().Port())), DC: rpc.DefaultDC, Version: n.o.Version, Chats: strangers{n.subjects}, Clock: n.o.Clock,
	})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/", page)
	mux.HandleFunc("GET /healthz", healthy)
	return mux, nil
}

func healthy(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = fmt.Fprintln(w, "ok")
}

// serveAdmin serves metrics, health and profiles.
func (n *Node) serveAdmin(ctx context.Context) error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", healthy)
	mux.Handle("GET /metrics", promhttp.HandlerFor(n.registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	h := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	defer context.AfterFunc(ctx, func() { _ = h.Close() })()
	if err := h.Serve(n.admin); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("administration: %w", err)
	}
	return ctx.Err()
}

// resolve makes an address of a host and port.
func resolve(host, port string) (netip.AddrPort, error) {
	a, err := net.ResolveTCPAddr("tcp", net.JoinHostPort(host, port))
	if err != nil {
		return netip.AddrPort{}, fmt.Errorf("advertise: %w", err)
	}
	p := a.AddrPort()
	return netip.AddrPortFrom(p.Addr().Unmap(), p.Port()), nil
}

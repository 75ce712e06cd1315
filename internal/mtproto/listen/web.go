package listen

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"heliograph/internal/mtproto/transport"
)

// webServer serves what turned out to be HTTP. conns ends clients over
// WebSocket, requests all other requests.
func (s *Server) webServer(conns, requests context.Context) *http.Server {
	return &http.Server{
		Handler:           s.webHandler(conns),
		ReadHeaderTimeout: s.o.FirstBytes,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(s.o.Log.Handler(), slog.LevelDebug),
		BaseContext:       func(net.Listener) context.Context { return requests },
		ConnContext: func(ctx context.Context, nc net.Conn) context.Context {
			if c, ok := nc.(*conn); ok {
				if t, ok := c.Conn.(*tls.Conn); ok {
					state := t.ConnectionState()
					return context.WithValue(ctx, tlsKey{}, &state)
				}
			}
			return ctx
		},
	}
}

type tlsKey struct{}

// webHandler sets what net/http cannot know, as TLS is not its own, and takes
// WebSocket clients out.
func (s *Server) webHandler(conns context.Context) http.Handler {
	ws := &transport.WebSocket{
		FirstBytes: s.o.FirstBytes,
		Refused:    func(err error) { s.refuse(conns, "garbage", err) },
		Serve: func(ctx context.Context, c transport.Conn) {
			s.metrics.serve(c.Name(), func() { s.o.MTProto(ctx, c) })
		},
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if state, ok := r.Context().Value(tlsKey{}).(*tls.ConnectionState); ok {
			r.TLS = state
		}
		if r.URL.Path != transport.WebSocketPath {
			s.o.HTTP.ServeHTTP(w, r)
			return
		}
		if !s.begin() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		defer s.serving.Done()
		ctx, cancel := context.WithCancel(r.Context())
		defer cancel()
		defer context.AfterFunc(conns, cancel)()
		ws.ServeHTTP(w, r.WithContext(ctx))
	})
}

// queue is a net.Listener of connections that were accepted elsewhere.
type queue struct {
	addr   net.Addr
	conns  chan net.Conn
	once   sync.Once
	closed chan struct{}
}

func newQueue(a net.Addr) *queue {
	return &queue{addr: a, conns: make(chan net.Conn), closed: make(chan struct{})}
}

// push reports whether the connection was taken.
func (q *queue) push(ctx context.Context, c net.Conn) bool {
	select {
	case q.conns <- c:
		return true
	case <-q.closed:
	case <-ctx.Done():
	}
	return false
}

// Accept waits for the next connection.
func (q *queue) Accept() (net.Conn, error) {
	select {
	case c := <-q.conns:
		return c, nil
	case <-q.closed:
		return nil, net.ErrClosed
	}
}

// Close ends Accept.
func (q *queue) Close() error {
	q.once.Do(func() { close(q.closed) })
	return nil
}

// Addr is that of the listener the connections came through.
func (q *queue) Addr() net.Addr { return q.addr }

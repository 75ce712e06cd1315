package listen

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"os"
	"slices"
	"time"

	"heliograph/internal/mtproto/transport"
)

// firstRead is how much is read ahead at most, but for long PROXY headers.
const firstRead = 256

// kind is what a connection's first bytes say that it is.
type kind int

const (
	undecided kind = iota
	isMTProto
	isHTTP
	isTLS
	isProxy
)

// methods are the starts of HTTP requests, four bytes each. Clients see to it
// that an obfuscated stream begins with none of the usual ones
// (https://core.telegram.org/mtproto/mtproto-transports#transport-obfuscation).
var methods = [][]byte{
	[]byte("GET "), []byte("POST"), []byte("HEAD"), []byte("OPTI"), []byte("PUT "),
	[]byte("DELE"), []byte("PATC"), []byte("CONN"), []byte("TRAC"), []byte("PRI "),
}

// choose decides as soon as it can.
func choose(head []byte) kind {
	if len(head) == 0 {
		return undecided
	}
	for _, m := range methods {
		if bytes.HasPrefix(head, m) {
			return isHTTP
		}
		if bytes.HasPrefix(m, head) {
			return undecided
		}
	}
	if bytes.HasPrefix(head, proxySignature) {
		return isProxy
	}
	if bytes.HasPrefix(proxySignature, head) {
		return undecided
	}
	return chooseTLS(head)
}

// chooseTLS looks for a ClientHello: a handshake record of TLS 1.x with a
// message of type 1. So many bytes, because an obfuscated stream may well begin
// with two or three of them.
func chooseTLS(head []byte) kind {
	for i, ok := range []func(b byte) bool{
		func(b byte) bool { return b == 0x16 },
		func(b byte) bool { return b == 3 },
		func(b byte) bool { return b <= 4 },
		func(b byte) bool { return b <= 0x40 },
		func(byte) bool { return true },
		func(b byte) bool { return b == 1 },
	} {
		if i == len(head) {
			return undecided
		}
		if !ok(head[i]) {
			return isMTProto
		}
	}
	return isTLS
}

// find peeks until the kind is clear.
func (c *conn) find() (kind, error) {
	for n := 1; ; n = len(c.head) + 1 {
		if err := c.peek(n); err != nil {
			return undecided, err
		}
		if k := choose(c.head); k != undecided {
			return k, nil
		}
	}
}

// serve finds out what a connection is and has it served as that. An HTTP
// connection goes on when serve returns, every other one is closed.
func (s *Server) serve(ctx context.Context, c *conn, trusted bool) {
	handedOver := false
	defer func() {
		if !handedOver {
			_ = c.Close()
		}
	}()
	k, err := c.find()
	if err == nil && k == isProxy {
		if !trusted {
			s.metrics.reject("PROXY header from a stranger")
			return
		}
		if err := c.readProxyHeader(); err != nil {
			s.refuse(ctx, "bad PROXY header", err)
			return
		}
		if !c.admit() {
			s.metrics.reject("too many connections of an address")
			return
		}
		k, err = c.find()
	}
	inner := c
	if err == nil && k == isTLS {
		if inner = s.unwrap(ctx, c); inner == nil {
			return
		}
		k, err = inner.find()
	}
	switch {
	case err != nil:
		s.refuse(ctx, "no first bytes", err)
	case k == isHTTP:
		c.known.Store(true)
		_ = inner.SetDeadline(time.Time{})
		handedOver = s.queue.push(ctx, inner)
	case k == isMTProto:
		s.serveMTProto(ctx, c, inner)
	default:
		s.metrics.reject("garbage") // PROXY twice, TLS in TLS
	}
}

// unwrap makes the TLS handshake; nil when there is none to be had.
func (s *Server) unwrap(ctx context.Context, c *conn) *conn {
	if s.o.TLS == nil {
		s.metrics.reject("TLS is off")
		return nil
	}
	t := tls.Server(c, s.o.TLS)
	if err := t.HandshakeContext(ctx); err != nil {
		s.refuse(ctx, "TLS handshake", err)
		return nil
	}
	if !slices.Contains([]string{"", "http/1.1"}, t.ConnectionState().NegotiatedProtocol) {
		return nil // an ACME challenge, answered by the handshake
	}
	return &conn{Conn: t, s: s, remote: c.remote}
}

// serveMTProto serves inner, which is c or in it.
func (s *Server) serveMTProto(ctx context.Context, c, inner *conn) {
	tc, err := transport.Accept(inner, nil)
	if err != nil {
		s.refuse(ctx, "garbage", err)
		return
	}
	c.known.Store(true)
	_ = inner.SetDeadline(time.Time{})
	s.metrics.serve(tc.Name(), func() { s.o.MTProto(ctx, tc) })
	_ = tc.Close()
}

// refuse counts a peer that did not get through: by its silence, by its going
// away, or by reason.
func (s *Server) refuse(ctx context.Context, reason string, err error) {
	switch {
	case ctx.Err() != nil:
		return // we go away
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded):
		reason = "too slow"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		reason = "hung up"
	}
	s.metrics.reject(reason)
}

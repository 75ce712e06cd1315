package mtproto

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"heliograph/internal/mtproto/exchange"
	"heliograph/internal/mtproto/transport"
	"heliograph/internal/mtproto/wire"
)

const maxConnSessions = 8

// refusal closes a connection; the text is a metric's label.
type refusal string

func (r refusal) Error() string { return string(r) }

// conn is one connection. Its reader is the goroutine of ServeConn, which only
// waits: what has come is read by a warm goroutine in its stead, so that the
// stack of one that waits stays small. Whoever has something to write and finds
// busy unset writes.
type conn struct {
	srv       *Server
	t         transport.Conn
	done      chan struct{}
	turn      chan error // from the goroutine that reads, back to the reader
	closed    atomic.Bool
	busy      atomic.Bool  // somebody is in pump
	scheduled atomic.Bool  // somebody will be
	last      atomic.Int64 // Unix nanoseconds of the last packet read
	closeAt   atomic.Int64 // by ping_delay_disconnect; 0: not asked for
	writing   atomic.Int64 // since when a write goes on; 0: none
	answered  atomic.Int64 // the same for writes of the reader

	// The reader's own.
	key      *authKey
	exchange Exchange
	misses   int
	size     int     // of the packet before
	current  *packet // that is being served, when it is pooled

	mu       sync.Mutex
	sessions []*Session
}

func (c *conn) touch(now time.Time) { c.last.Store(now.UnixNano()) }

// close is idempotent; an empty reason is not counted.
func (c *conn) close(reason string) {
	if c.closed.Swap(true) {
		return
	}
	close(c.done)
	_ = c.t.Close()
	if reason != "" {
		c.srv.metrics.close(reason)
	}
}

// attached is a copy of the sessions that use the connection.
func (c *conn) attached() []*Session {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.sessions)
}

// serve reads packets until one of them, or the stream, is an end. A clean end
// of the stream is no error.
func (c *conn) serve(ctx context.Context) error {
	w, ok := c.t.(transport.Waiter)
	if !ok {
		return clean(c.readAll(ctx, func() bool { return true }))
	}
	for {
		if err := w.Wait(); err != nil {
			return nil
		}
		c.srv.dispatch(job{read: c, ctx: ctx})
		if err := <-c.turn; err != nil {
			return clean(err)
		}
	}
}

// errStream says that the stream has ended.
var errStream = errors.New("mtproto: end of the stream")

func clean(err error) error {
	if err == errStream {
		return nil
	}
	return err
}

// readReady reads the packet whose first byte is there, and those behind it
// that are there already.
func (c *conn) readReady(ctx context.Context) error {
	w, ok := c.t.(transport.Waiter)
	if !ok {
		return nil
	}
	return c.readAll(ctx, w.Ready)
}

// readAll reads one packet, and more while there are some.
func (c *conn) readAll(ctx context.Context, more func() bool) error {
	m := c.srv.metrics
	for again := true; again; again = more() {
		packet, quick, err := c.read()
		if err != nil {
			return errStream
		}
		now := c.srv.clock.Now()
		c.touch(now)
		m.packetsIn.Inc()
		m.bytesIn.Add(float64(len(packet)))
		if len(packet) < 8 {
			return c.bad("short")
		}
		if id := int64(le.Uint64(packet)); id != 0 {
			err = c.encrypted(ctx, id, packet, quick, now)
		} else {
			err = c.plain(ctx, packet)
		}
		if err != nil {
			return err
		}
	}
	c.current.release() // while we wait nobody needs it
	c.current = nil
	return nil
}

// read reads a packet, into a pooled buffer when a big one is to be expected.
func (c *conn) read() ([]byte, bool, error) {
	c.current.release()
	c.current = nil
	w, ok := c.t.(transport.Waiter)
	if !ok || c.size < bigPacket {
		p, quick, err := c.t.ReadPacket(nil)
		c.size = len(p)
		return p, quick, err
	}
	if err := w.Wait(); err != nil { // without a buffer: it may take long
		return nil, false, err
	}
	c.current = newPacket(c.size)
	p, quick, err := c.t.ReadPacket(c.current.buf)
	c.size = len(p)
	if cap(p) > cap(c.current.buf) {
		c.current.buf = p[:0]
	}
	return p, quick, err
}

// bad counts a packet that was not understood and closes the connection.
func (c *conn) bad(reason string) error {
	c.srv.metrics.badPacket(reason)
	return refusal(reason)
}

// plain serves an unencrypted message: a step of a key exchange.
func (c *conn) plain(ctx context.Context, packet []byte) error {
	r := wire.NewReader(packet[8:])
	r.Int64() // message id: the client does not know the time yet
	body := r.Take(int(r.Int32()))
	if r.Err() != nil || c.srv.opt.Exchange == nil {
		return c.bad("plain")
	}
	if c.exchange == nil {
		c.exchange = c.srv.opt.Exchange(c.t.RemoteAddr().Addr())
	}
	answer, key, err := c.exchange.Handle(ctx, body)
	if err != nil {
		_ = c.direct(func() error { return c.t.WriteError(exchange.Code(err)) }, 4)
		return c.bad("exchange")
	}
	if key != nil {
		if err := c.srv.addKey(ctx, key); err != nil {
			c.srv.log.Error("auth key not stored", "error", err)
			return refusal("keys")
		}
	}
	if answer == nil {
		return nil
	}
	out := make([]byte, 0, 20+len(answer))
	out = wire.AppendLong(wire.AppendLong(out, 0), c.srv.ids.next(c.srv.clock.Now(), lowAnswer))
	out = append(wire.AppendInt(out, int32(len(answer))), answer...)
	return c.direct(func() error { return c.t.WritePackets(out) }, len(out))
}

// direct writes from the reader.
func (c *conn) direct(write func() error, size int) error {
	c.answered.Store(c.srv.clock.Now().UnixNano())
	err := write()
	c.answered.Store(0)
	if err != nil {
		return refusal("write")
	}
	c.srv.metrics.packetsOut.Inc()
	c.srv.metrics.bytesOut.Add(float64(size))
	return nil
}

// useKey makes id the connection's key; nil: there is no such key.
func (c *conn) useKey(ctx context.Context, id int64, now time.Time) (*authKey, error) {
	if c.key != nil && c.key.id == id && !c.key.gone.Load() {
		if c.key.expired(now) {
			return nil, nil
		}
		return c.key, nil
	}
	k, err := c.srv.useKey(ctx, id)
	if err != nil {
		return nil, err
	}
	if k == nil {
		return nil, nil
	}
	c.srv.mu.Lock()
	if c.key != nil {
		c.srv.releaseKey(c.key)
	}
	c.srv.mu.Unlock()
	c.key = k
	if k.expired(now) {
		return nil, nil
	}
	return k, nil
}

// unknownKey answers a packet of a key that is not there. The client may make
// a new key on this connection, so it stays open for a while.
func (c *conn) unknownKey() error {
	c.srv.metrics.badPacket("unknown key")
	c.misses++
	if err := c.direct(func() error { return c.t.WriteError(-404) }, 4); err != nil {
		return err
	}
	if c.misses >= c.srv.limits.Unknown {
		return refusal("unknown key")
	}
	return nil
}

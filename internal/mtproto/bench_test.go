package mtproto

import (
	"context"
	"io"
	"net"
	"net/netip"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"heliograph/internal/mtproto/wire"
)

// pipeConn is a transport.Conn without a socket: what it costs is ours alone.
type pipeConn struct {
	in   chan []byte
	out  chan []byte
	once sync.Once
	done chan struct{}
}

func newPipe() *pipeConn {
	return &pipeConn{in: make(chan []byte), out: make(chan []byte, 64), done: make(chan struct{})}
}

func (p *pipeConn) ReadPacket([]byte) ([]byte, bool, error) {
	select {
	case b := <-p.in:
		return b, false, nil
	case <-p.done:
		return nil, false, io.EOF
	}
}

func (p *pipeConn) WritePackets(list ...[]byte) error {
	for _, b := range list {
		select {
		case p.out <- slices.Clone(b):
		case <-p.done:
			return io.ErrClosedPipe
		}
	}
	return nil
}

func (p *pipeConn) WriteQuickAck(uint32) error       { return nil }
func (p *pipeConn) WriteError(int32) error           { return nil }
func (p *pipeConn) SetReadDeadline(time.Time) error  { return nil }
func (p *pipeConn) SetWriteDeadline(time.Time) error { return nil }
func (p *pipeConn) RemoteAddr() netip.AddrPort       { return netip.MustParseAddrPort("127.0.0.1:1") }
func (p *pipeConn) Name() string                     { return "pipe" }
func (p *pipeConn) Close() error                     { p.once.Do(func() { close(p.done) }); return nil }

// piped is a client over a pipe, its session established.
func (f *fixture) piped() (*client, *pipeConn) {
	c := f.offline(f.newKey(time.Time{}))
	p := newPipe()
	go f.srv.ServeConn(f.t.Context(), p)
	m := c.message(wire.AppendID(nil, callEcho))
	p.in <- c.seal(m)
	for len(c.inbox) < 2 {
		c.open(<-p.out)
	}
	return c, p
}

func BenchmarkRoundTrip(b *testing.B) {
	b.Run("pipe", func(b *testing.B) {
		f := start(b)
		f.handler.onServe = echo
		c, p := f.piped()
		var left [][]byte
		b.ReportAllocs()
		for range b.N {
			left = c.ahead(b, left)
			p.in <- left[0]
			left = left[1:]
			<-p.out
		}
	})
	b.Run("tcp", func(b *testing.B) {
		f := start(b)
		f.handler.onServe = echo
		c := f.dial()
		b.ReportAllocs()
		for range b.N {
			c.result(c.call(callEcho, make([]byte, 200)...))
		}
	})
}

// ahead are packets with calls, made while the timer stands.
func (c *client) ahead(b *testing.B, left [][]byte) [][]byte {
	if len(left) > 0 {
		return left
	}
	b.StopTimer()
	for range min(10000, b.N) {
		left = append(left, c.seal(c.message(append(wire.AppendID(nil, callEcho), make([]byte, 200)...))))
	}
	b.StartTimer()
	return left
}

// BenchmarkCalls keeps the server busy with the calls of one session.
func BenchmarkCalls(b *testing.B) {
	f := start(b)
	f.handler.onServe = echo
	c, p := f.piped()
	go func() {
		for {
			select {
			case <-p.out:
			case <-p.done:
				return
			}
		}
	}()
	var left [][]byte
	b.ReportAllocs()
	for range b.N {
		left = c.ahead(b, left)
		p.in <- left[0]
		left = left[1:]
	}
}

func echo(_ context.Context, _ *Session, r *Request) []byte { return slices.Clone(r.Body) }

// BenchmarkIdle shows what a connection costs that has logged in and is silent.
func BenchmarkIdle(b *testing.B) {
	const n = 1000
	for b.Loop() {
		f := start(b)
		f.handler.onServe = echo
		k := make([]*Key, n)
		for i := range k {
			k[i] = f.newKey(time.Time{})
		}
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		for i := range n {
			c := &client{t: b, f: f, key: k[i], session: int64(i + 1)}
			c.salt = f.srv.saltsOf(newAuthKey(k[i]), f.clock.Now()).current
			nc, err := net.Dial("tcp", f.ln.Addr().String())
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() { _ = nc.Close() })
			_, _ = nc.Write([]byte{0xee, 0xee, 0xee, 0xee})
			c.nc, c.acks = nc, true
			m := c.message(initConnection(200, "Model", wire.AppendID(nil, callEcho)))
			c.send(m)
			c.result(m.ID)
			c.ping(1)
			c.expect(wire.PongID)
			c.inbox = nil
		}
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc+after.StackInuse-before.HeapAlloc-before.StackInuse)/n, "B/conn")
		b.ReportMetric(float64(after.StackInuse-before.StackInuse)/n, "stack/conn")
	}
}

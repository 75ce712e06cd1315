package listen

import (
	"bytes"
	"context"
	"io"
	"net"
	"runtime"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/gotd/td/proto/codec"

	"heliograph/internal/mtproto/transport"
)

// BenchmarkIdle reports the memory of the server for each client that has sent
// one packet and is silent now. The clients are bare sockets: they weigh nothing
// here.
func BenchmarkIdle(b *testing.B) {
	for name, hello := range map[string][]byte{
		"intermediate":            {0xee, 0xee, 0xee, 0xee},
		"obfuscated intermediate": obfuscatedHello(b),
	} {
		b.Run(name, func(b *testing.B) {
			var idle atomic.Int32
			s, stop := serveIdle(b, &idle)
			before := inUse()
			n := 0
			for b.Loop() {
				n++
				fd := connect(b, s.Addr().(*net.TCPAddr).Port)
				defer func() { _ = syscall.Close(fd) }()
				if _, err := syscall.Write(fd, hello); err != nil {
					b.Fatal(err)
				}
				for idle.Load() != int32(n) {
					runtime.Gosched()
				}
			}
			b.ReportMetric(float64(inUse()-before)/float64(n), "B/conn")
			stop()
		})
	}
}

func serveIdle(b *testing.B, idle *atomic.Int32) (*Server, func()) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	s := New(Options{Listener: l, MaxPerAddr: -1, MTProto: func(ctx context.Context, c transport.Conn) {
		defer context.AfterFunc(ctx, func() { _ = c.Close() })()
		idle.Add(1)
		_, _, _ = c.ReadPacket(nil)
	}})
	ctx, cancel := context.WithCancel(b.Context())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	return s, func() {
		cancel()
		if err := <-done; err != nil {
			b.Error(err)
		}
	}
}

func connect(b *testing.B, port int) int {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		b.Fatal(err)
	}
	if err := syscall.Connect(fd, &syscall.SockaddrInet4{Port: port, Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		b.Fatal(err)
	}
	return fd
}

// inUse is what heap and stacks hold.
func inUse() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc + m.StackInuse
}

func obfuscatedHello(b *testing.B) []byte {
	var out bytes.Buffer
	rw := struct {
		io.Reader
		io.Writer
	}{bytes.NewReader(nil), &out}
	_ = talk(rw, codec.Intermediate{}, true) // ends with EOF when it wants an answer
	return out.Bytes()[:64]
}

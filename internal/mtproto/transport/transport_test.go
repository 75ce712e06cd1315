package transport

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mtproxy"
	"github.com/gotd/td/mtproxy/obfuscated2"
	"github.com/gotd/td/proto/codec"
)

// kinds are all ways to frame, with gotd's codec as the independent peer.
var kinds = []struct {
	name       string
	codec      func() codec.Codec
	obfuscated bool
}{
	{"abridged", func() codec.Codec { return codec.Abridged{} }, false},
	{"intermediate", func() codec.Codec { return codec.Intermediate{} }, false},
	{"padded intermediate", func() codec.Codec { return codec.PaddedIntermediate{} }, false},
	{"full", func() codec.Codec { return &codec.Full{} }, false},
	{"obfuscated abridged", func() codec.Codec { return codec.Abridged{} }, true},
	{"obfuscated intermediate", func() codec.Codec { return codec.Intermediate{} }, true},
	{"obfuscated padded intermediate", func() codec.Codec { return codec.PaddedIntermediate{} }, true},
}

// pair is a TCP connection on loopback, both ends with a deadline.
func pair(t testing.TB) (client, server net.Conn) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	if client, err = net.Dial("tcp", l.Addr().String()); err != nil {
		t.Fatal(err)
	}
	if server, err = l.Accept(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []net.Conn{client, server} {
		t.Cleanup(func() { _ = c.Close() })
		if err := c.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
			t.Fatal(err)
		}
	}
	return client, server
}

// greet sends what a client sends first and returns what it talks through.
func greet(t testing.TB, nc io.ReadWriter, cd codec.Codec, obfuscated bool) io.ReadWriter {
	t.Helper()
	if !obfuscated {
		if err := cd.WriteHeader(nc); err != nil {
			t.Fatal(err)
		}
		return nc
	}
	o := obfuscated2.NewObfuscated2(rand.Reader, nc)
	if err := o.Handshake(cd.(codec.TaggedCodec).ObfuscatedTag(), 2, mtproxy.Secret{}); err != nil {
		t.Fatal(err)
	}
	return o
}

// message looks like an encrypted message of n bytes, 24 more than whole blocks.
func message(n int) []byte {
	p := make([]byte, n)
	_, _ = rand.Read(p)
	p[0] |= 1
	return p
}

func unencrypted(n int) []byte {
	p := make([]byte, 20+n)
	_, _ = rand.Read(p[8:])
	binary.LittleEndian.PutUint32(p[16:], uint32(n))
	return p
}

func TestRoundTrip(t *testing.T) {
	t.Parallel()
	var sent [][]byte
	for _, n := range []int{56, 488, 504, 520, readBuffer + 8, 4088, 1<<16 + 8, 1<<19 + 8, MaxPacket - 8} {
		sent = append(sent, message(n&^15+8))
	}
	sent = append(sent, unencrypted(4), unencrypted(20), unencrypted(340), unencrypted(484))
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			client, server := pair(t)
			cd := k.codec()
			done := make(chan error, 1)
			go func() { done <- echo(server, k.name) }()
			rw := greet(t, client, cd, k.obfuscated)
			for i, p := range sent {
				if err := cd.Write(rw, &bin.Buffer{Buf: bytes.Clone(p)}); err != nil {
					t.Fatal(err)
				}
				for range 3 {
					var b bin.Buffer
					if err := cd.Read(rw, &b); err != nil {
						t.Fatalf("packet %d: %v", i, err)
					}
					if !bytes.Equal(b.Buf, p) {
						t.Fatalf("packet %d of %d bytes came back as %d others", i, len(p), len(b.Buf))
					}
				}
			}
			_ = client.Close()
			if err := <-done; err != io.EOF {
				t.Fatalf("server ended with %v, want EOF", err)
			}
		})
	}
}

// echo answers each packet with three copies of it.
func echo(nc net.Conn, name string) error {
	c, err := Accept(nc, nil)
	if err != nil {
		return err
	}
	if c.Name() != name {
		return fmt.Errorf("named %q", c.Name())
	}
	if !c.RemoteAddr().Addr().IsLoopback() {
		return fmt.Errorf("remote address %v", c.RemoteAddr())
	}
	var buf []byte
	for {
		p, quick, err := c.ReadPacket(buf)
		if err != nil {
			return err
		}
		if quick {
			return fmt.Errorf("quick ack was not asked for")
		}
		if err := c.WritePackets(p, p, p); err != nil {
			return err
		}
		buf = p
	}
}

// script is a net.Conn that reads fixed bytes in pieces and keeps what is
// written.
type script struct {
	net.Conn
	in            []byte
	piece         int // 0: whatever fits
	reads, writes atomic.Int32
	out           bytes.Buffer
}

func (s *script) Read(p []byte) (int, error) {
	s.reads.Add(1)
	if len(s.in) == 0 {
		return 0, io.EOF
	}
	if s.piece > 0 {
		p = p[:min(len(p), s.piece)]
	}
	n := copy(p, s.in)
	s.in = s.in[n:]
	return n, nil
}

func (s *script) Write(p []byte) (int, error) { s.writes.Add(1); return s.out.Write(p) }
func (s *script) RemoteAddr() net.Addr        { return nil }
func (s *script) Close() error                { return nil }

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

func le(n uint32) []byte { return binary.LittleEndian.AppendUint32(nil, n) }

func TestSmallPacketsCostOneRead(t *testing.T) {
	t.Parallel()
	p := message(120&^15 + 8)
	one := join([]byte{byte(len(p) / 4)}, p)
	s := &script{in: join([]byte{0xef}, one, one, one)}
	c, err := Accept(s, nil)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		got, _, err := c.ReadPacket(nil)
		if err != nil || !bytes.Equal(got, p) {
			t.Fatalf("got %d bytes, %v", len(got), err)
		}
	}
	if n := s.reads.Load(); n != 1 {
		t.Errorf("%d reads for three small packets", n)
	}
	if err := c.WritePackets(p, p, p, p); err != nil {
		t.Fatal(err)
	}
	if n := s.writes.Load(); n != 1 {
		t.Errorf("%d writes for four small packets", n)
	}
	if want := join(one, one, one, one); !bytes.Equal(s.out.Bytes(), want) {
		t.Error("wrong bytes written")
	}
}

func TestReadAhead(t *testing.T) {
	t.Parallel()
	p := message(56)
	for _, k := range kinds {
		var in bytes.Buffer
		cd := k.codec()
		w := greet(t, struct {
			io.Reader
			io.Writer
		}{nil, &in}, cd, k.obfuscated)
		for range 2 {
			if err := cd.Write(w, &bin.Buffer{Buf: bytes.Clone(p)}); err != nil {
				t.Fatal(err)
			}
		}
		all := in.Bytes()
		for head := range len(all) {
			c, err := Accept(&script{in: all[head:], piece: 1 + head%7}, all[:head])
			if err != nil {
				t.Fatalf("%s, %d bytes ahead: %v", k.name, head, err)
			}
			for range 2 {
				if err := c.(Waiter).Wait(); err != nil {
					t.Fatal(err)
				}
				if got, _, err := c.ReadPacket(nil); err != nil || !bytes.Equal(got, p) {
					t.Fatalf("%s, %d bytes ahead: %d bytes, %v", k.name, head, len(got), err)
				}
			}
		}
	}
	if _, err := Accept(&script{}, make([]byte, MaxHead+1)); err == nil {
		t.Error("a head that does not fit was taken")
	}
}

func TestIdleConnIsSmall(t *testing.T) {
	t.Parallel()
	if n := unsafe.Sizeof(conn{}); n > 1024 {
		t.Errorf("a connection takes %d bytes", n)
	}
}

package listen

import (
	"bytes"
	"io"
	"net"
	"testing"
)

// FuzzChoose wants a decision to stand whatever follows, and to come in time.
func FuzzChoose(f *testing.F) {
	f.Add([]byte("GET / HTTP/1.1"))
	f.Add([]byte("\x16\x03\x01\x02\x00\x01\x00"))
	f.Add([]byte("\r\n\r\n\x00\r\nQUIT\n\x21"))
	f.Add([]byte("\xef\x0a"))
	f.Add([]byte("\x16\x03\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, head []byte) {
		first := undecided
		for i := range head {
			k := choose(head[:i+1])
			if first == undecided {
				first = k
			}
			if k != first {
				t.Fatalf("%q is %d, then %d", head[:i+1], first, k)
			}
		}
		if len(head) >= len(proxySignature) && first == undecided {
			t.Fatalf("%q is nothing", head)
		}
	})
}

type fixed struct {
	net.Conn
	in    []byte
	piece int
}

func (f *fixed) Read(p []byte) (int, error) {
	if len(f.in) == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), f.piece)], f.in)
	f.in = f.in[n:]
	return n, nil
}

// FuzzProxy wants what follows a header to come through whole.
func FuzzProxy(f *testing.F) {
	f.Add(header(0x21, 0x11, addresses("203.0.113.9:1"))[12:], []byte("\xef"), uint8(3))
	f.Add(header(0x21, 0x21, addresses("[2001:db8::1]:1"))[12:], []byte("GET"), uint8(200))
	f.Add(header(0x20, 0)[12:], []byte{}, uint8(1))
	f.Fuzz(func(t *testing.T, rest, after []byte, piece uint8) {
		c := &conn{Conn: &fixed{in: bytes.Join([][]byte{proxySignature, rest, after}, nil), piece: 1 + int(piece)}}
		if k, err := c.find(); k != isProxy || err != nil {
			t.Fatal(k, err)
		}
		if c.readProxyHeader() != nil {
			return
		}
		got, err := io.ReadAll(c)
		if err != nil {
			t.Fatal(err)
		}
		if all := append(rest, after...); !bytes.HasSuffix(all, got) || len(all)-len(got) < 4 {
			t.Fatalf("%d bytes left of %d", len(got), len(all))
		}
	})
}

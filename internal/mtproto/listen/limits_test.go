package listen

import (
	"context"
	"encoding/binary"
	"errors"
	"net"
	"net/netip"
	"sync"
	"syscall"
	"testing"

	"github.com/gotd/td/proto/codec"

	"heliograph/internal/mtproto/transport"
)

func TestMaxConns(t *testing.T) {
	t.Parallel()
	r := start(t, Options{MaxConns: 3, MaxPerAddr: -1})
	var kept []net.Conn
	for range 3 {
		nc := r.dial()
		if err := talk(nc, codec.Abridged{}, false); err != nil {
			t.Fatal(err)
		}
		kept = append(kept, nc)
	}
	mustClose(t, r.dial())
	if n := r.rejected("too many connections"); n != 1 {
		t.Errorf("counted %v times", n)
	}
	_ = kept[0].Close()
	for talk(r.dial(), codec.Abridged{}, false) != nil { // until the server has noticed
		t.Log("not yet")
	}
}

func TestMaxPerAddr(t *testing.T) {
	t.Parallel()
	r := start(t, Options{MaxPerAddr: 2})
	for range 2 {
		if err := talk(r.dial(), codec.Abridged{}, false); err != nil {
			t.Fatal(err)
		}
	}
	mustClose(t, r.dial())
	if n := r.rejected("too many connections of an address"); n != 1 {
		t.Errorf("counted %v times", n)
	}

	r = start(t, Options{MaxPerAddr: 2, ExemptLoopback: true})
	for range 5 {
		if err := talk(r.dial(), codec.Abridged{}, false); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCustomer(t *testing.T) {
	t.Parallel()
	for a, want := range map[string]string{
		"192.0.2.1": "192.0.2.1/32", "::ffff:192.0.2.1": "192.0.2.1/32", "2001:db8:1:2:3::4": "2001:db8:1:2::/64",
	} {
		if got := customer(netip.MustParseAddr(a)).String(); got != want {
			t.Errorf("%s: %s", a, got)
		}
	}
	if customer(netip.Addr{}).IsValid() {
		t.Error("no address is somebody")
	}
}

// remotes is a server for clients behind proxies that tells their addresses.
func remotes(t *testing.T, o Options) (*running, chan netip.AddrPort) {
	seen := make(chan netip.AddrPort, 10)
	o.Proxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	o.MTProto = func(ctx context.Context, c transport.Conn) {
		seen <- c.RemoteAddr()
		echo(ctx, c)
	}
	return start(t, o), seen
}

func header(command, family byte, parts ...[]byte) []byte {
	var rest []byte
	for _, p := range parts {
		rest = append(rest, p...)
	}
	b := append([]byte{}, proxySignature...)
	b = append(b, command, family)
	b = binary.BigEndian.AppendUint16(b, uint16(len(rest)))
	return append(b, rest...)
}

func addresses(a string) (b []byte) {
	ap := netip.MustParseAddrPort(a)
	b = append(b, ap.Addr().AsSlice()...)
	b = append(b, ap.Addr().AsSlice()...)
	b = binary.BigEndian.AppendUint16(b, ap.Port())
	return binary.BigEndian.AppendUint16(b, 443)
}

func TestProxy(t *testing.T) {
	t.Parallel()
	serverTLS, _ := certificates(t)
	r, seen := remotes(t, Options{TLS: serverTLS, MaxPerAddr: 2})
	for _, tt := range []struct {
		name   string
		header []byte
		want   string
	}{
		{"IPv4", header(0x21, 0x11, addresses("203.0.113.9:4711")), "203.0.113.9:4711"},
		{"IPv6", header(0x21, 0x21, addresses("[2001:db8::9]:4711")), "[2001:db8::9]:4711"},
		{"with extensions", header(0x21, 0x11, addresses("203.0.113.9:4712"), make([]byte, 3000)), "203.0.113.9:4712"},
		{"for itself", header(0x20, 0), ""},
		{"for a Unix socket", header(0x21, 0x31, make([]byte, 216)), ""},
		{"no header", nil, ""},
	} {
		nc := r.dial()
		if _, err := nc.Write(tt.header); err != nil {
			t.Fatal(err)
		}
		if err := talk(nc, &codec.Full{}, false); err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		want := tt.want
		if want == "" {
			want = nc.LocalAddr().String()
		}
		if got := <-seen; got.String() != want {
			t.Errorf("%s: client %v, want %s", tt.name, got, want)
		}
	}

	nc := r.dial()
	if _, err := nc.Write(header(0x21, 0x11, addresses("203.0.113.9:1"))); err != nil {
		t.Fatal(err)
	}
	mustClose(t, nc) // the third of its address
	if n := r.rejected("too many connections of an address"); n != 1 {
		t.Errorf("counted %v times", n)
	}
}

func TestBadProxyHeaders(t *testing.T) {
	t.Parallel()
	r, _ := remotes(t, Options{})
	twice := append(header(0x20, 0), header(0x20, 0)...)
	for name, b := range map[string][]byte{
		"version 1 in version 2": header(0x11, 0x11, addresses("203.0.113.9:1")),
		"unknown command":        header(0x22, 0x11, addresses("203.0.113.9:1")),
		"short":                  header(0x21, 0x21, addresses("203.0.113.9:1")),
		"huge":                   header(0x21, 0x11, make([]byte, maxProxy+1)),
		"twice":                  twice,
	} {
		nc := r.dial()
		if _, err := nc.Write(b); err != nil {
			t.Fatal(err)
		}
		mustClose(t, nc)
		reason := "bad PROXY header"
		if name == "twice" {
			reason = "garbage"
		}
		if r.rejected(reason) == 0 {
			t.Errorf("%s is not counted as %q", name, reason)
		}
	}
}

// exhausted is a listener that first fails as one without file descriptors.
type exhausted struct {
	net.Listener
	mu    sync.Mutex
	fails int
}

func (e *exhausted) Accept() (net.Conn, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.fails > 0 {
		e.fails--
		return nil, &net.OpError{Op: "accept", Err: syscall.EMFILE}
	}
	return e.Listener.Accept()
}

func TestAcceptErrorsPass(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := start(t, Options{Listener: &exhausted{Listener: l, fails: 4}})
	if err := talk(r.dial(), codec.Intermediate{}, false); err != nil {
		t.Fatal(err)
	}
	if n := r.rejected("accept error"); n != 4 {
		t.Errorf("counted %v times", n)
	}
}

func TestBrokenListenerEndsRun(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := New(Options{Listener: l, MTProto: echo})
	_ = l.Close()
	if err := s.Run(t.Context()); !errors.Is(err, net.ErrClosed) {
		t.Errorf("Run: %v", err)
	}
}

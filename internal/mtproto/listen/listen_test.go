package listen

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/gotd/td/bin"
	"github.com/gotd/td/mtproxy"
	"github.com/gotd/td/mtproxy/obfuscated2"
	"github.com/gotd/td/proto/codec"
	"github.com/prometheus/client_golang/prometheus"

	"heliograph/internal/mtproto/transport"
)

// running is a Server under test.
type running struct {
	*Server
	t    *testing.T
	addr string
	reg  *prometheus.Registry
	stop context.CancelFunc
	done chan error
}

// start runs a server that echoes packets, on loopback unless o says otherwise.
func start(t *testing.T, o Options) *running {
	t.Helper()
	if o.Listener == nil {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		o.Listener = l
	}
	if o.MTProto == nil {
		o.MTProto = echo
	}
	if o.HTTP == nil {
		o.HTTP = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = fmt.Fprintf(w, "%s %s tls=%v", r.Method, r.RemoteAddr, r.TLS != nil)
		})
	}
	r := &running{t: t, reg: prometheus.NewRegistry(), addr: o.Listener.Addr().String(), done: make(chan error, 1)}
	o.Registerer = r.reg
	r.Server = New(o)
	ctx, cancel := context.WithCancel(context.Background())
	r.stop = cancel
	go func() { r.done <- r.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-r.done; err != nil {
			t.Errorf("Run: %v", err)
		}
		r.done <- nil
		if n := len(r.conns); n != 0 || r.limits.total != 0 || len(r.limits.byAddr) != 0 {
			t.Errorf("%d connections are left, %d counted, %d addresses", n, r.limits.total, len(r.limits.byAddr))
		}
	})
	return r
}

func echo(ctx context.Context, c transport.Conn) {
	defer context.AfterFunc(ctx, func() { _ = c.Close() })()
	var buf []byte
	for {
		p, _, err := c.ReadPacket(buf)
		if err != nil {
			return
		}
		if err := c.WritePackets(p); err != nil {
			return
		}
		buf = p
	}
}

// dial connects, with a deadline for everything that follows.
func (r *running) dial() net.Conn {
	r.t.Helper()
	nc, err := net.Dial("tcp", r.addr)
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() { _ = nc.Close() })
	_ = nc.SetDeadline(time.Now().Add(20 * time.Second))
	return nc
}

// rejected reads the counter of a reason.
func (r *running) rejected(reason string) float64 { return r.metric("rejected_total", reason) }

func (r *running) metric(name, label string) float64 {
	r.t.Helper()
	fams, err := r.reg.Gather()
	if err != nil {
		r.t.Fatal(err)
	}
	for _, f := range fams {
		if f.GetName() != "heliograph_listen_"+name {
			continue
		}
		for _, m := range f.GetMetric() {
			if len(m.GetLabel()) == 0 || m.GetLabel()[0].GetValue() == label {
				return m.GetCounter().GetValue() + m.GetGauge().GetValue()
			}
		}
	}
	return 0
}

// mustClose wants the server to hang up without a word.
func mustClose(t *testing.T, nc net.Conn) {
	t.Helper()
	n, err := io.Copy(io.Discard, nc)
	if n != 0 || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("read %d bytes, %v", n, err)
	}
}

func message(n int) []byte {
	p := make([]byte, n&^15+8)
	_, _ = rand.Read(p)
	p[0] |= 1
	return p
}

// talk greets in a framing and sends packets forth and back.
func talk(rw io.ReadWriter, cd codec.Codec, obfuscated bool) error {
	if !obfuscated {
		if err := cd.WriteHeader(rw); err != nil {
			return err
		}
	} else {
		o := obfuscated2.NewObfuscated2(rand.Reader, rw)
		if err := o.Handshake(cd.(codec.TaggedCodec).ObfuscatedTag(), 2, mtproxy.Secret{}); err != nil {
			return err
		}
		rw = o
	}
	for _, n := range []int{64, 1000, 100_000} {
		m, b := message(n), bin.Buffer{}
		if err := cd.Write(rw, &bin.Buffer{Buf: bytes.Clone(m)}); err != nil {
			return err
		}
		if err := cd.Read(rw, &b); err != nil {
			return err
		}
		if !bytes.Equal(b.Buf, m) {
			return errors.New("something else came back")
		}
	}
	return nil
}

// TestSideBySide has every kind of client on one port at once, among peers that
// say nothing.
func TestSideBySide(t *testing.T) {
	t.Parallel()
	serverTLS, clientTLS := certificates(t)
	r := start(t, Options{TLS: serverTLS, FirstBytes: time.Minute})
	for range 300 {
		r.dial()
	}
	secure := func() net.Conn { return tls.Client(r.dial(), clientTLS) }
	web := &http.Client{Transport: &http.Transport{TLSClientConfig: clientTLS.Clone(), ForceAttemptHTTP2: true}}
	defer web.CloseIdleConnections()
	clients := map[string]func() error{
		"abridged":                    func() error { return talk(r.dial(), codec.Abridged{}, false) },
		"intermediate":                func() error { return talk(r.dial(), codec.Intermediate{}, false) },
		"padded intermediate":         func() error { return talk(r.dial(), codec.PaddedIntermediate{}, false) },
		"full":                        func() error { return talk(r.dial(), &codec.Full{}, false) },
		"obfuscated abridged":         func() error { return talk(r.dial(), codec.Abridged{}, true) },
		"obfuscated padded":           func() error { return talk(r.dial(), codec.PaddedIntermediate{}, true) },
		"full in TLS":                 func() error { return talk(secure(), &codec.Full{}, false) },
		"obfuscated intermed. in TLS": func() error { return talk(secure(), codec.Intermediate{}, true) },
		"WebSocket":                   func() error { return talkWeb(t, "ws://"+r.addr, nil) },
		"WebSocket in TLS":            func() error { return talkWeb(t, "wss://"+r.addr, web) },
		"HTTP":                        func() error { return get(web, "http://"+r.addr, "tls=false") },
		"HTTPS":                       func() error { return get(web, "https://"+r.addr, "tls=true") },
	}
	var wg sync.WaitGroup
	for range 5 {
		for name, f := range clients {
			wg.Go(func() {
				if err := f(); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			})
		}
	}
	wg.Wait()
	if n := r.metric("accepted_total", ""); n < 340 {
		t.Errorf("%v accepted", n)
	}
}

func talkWeb(t *testing.T, url string, web *http.Client) error {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	ws, _, err := websocket.Dial(ctx, url+transport.WebSocketPath, &websocket.DialOptions{
		Subprotocols: []string{"binary"}, HTTPClient: web,
	})
	if err != nil {
		return err
	}
	defer func() { _ = ws.CloseNow() }()
	return talk(websocket.NetConn(ctx, ws, websocket.MessageBinary), codec.Abridged{}, true)
}

func get(web *http.Client, url, want string) error {
	for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} {
		req, err := http.NewRequest(method, url+"/x", nil)
		if err != nil {
			return err
		}
		res, err := web.Do(req)
		if err != nil {
			return err
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil || !bytes.HasSuffix(body, []byte(want)) || !bytes.HasPrefix(body, []byte(method+" 127.0.0.1:")) {
			return fmt.Errorf("%s: %q, %v", method, body, err)
		}
	}
	return nil
}

// TestHalfOpen has peers that stop in the middle of everything.
func TestHalfOpen(t *testing.T) {
	t.Parallel()
	serverTLS, _ := certificates(t)
	r := start(t, Options{TLS: serverTLS, FirstBytes: 2 * time.Second})
	starts := []string{
		"", "G", "GET", "\x16", "\x16\x03\x01\x02\x00\x01", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
		"\r\n\r\n", "\xee\xee", "\xdd\xdd\xdd", "\x40\x00\x00", "\x40\x00\x00\x00\x00\x00\x00",
		"obfuscated, but not all of the 64 bytes",
	}
	var wg sync.WaitGroup
	for _, s := range starts {
		nc := r.dial()
		if _, err := nc.Write([]byte(s)); err != nil {
			t.Fatal(err)
		}
		wg.Go(func() { mustClose(t, nc) })
	}
	for _, s := range []string{"GET / HTTP/1.1\r\nHost: h", "POST /apiws HTTP/1.1\r\nHost: h\r\nX-"} {
		nc := r.dial()
		if _, err := nc.Write([]byte(s)); err != nil {
			t.Fatal(err)
		}
		wg.Go(func() { _, _ = io.Copy(io.Discard, nc) }) // net/http may say 408
	}
	if err := talk(r.dial(), codec.Intermediate{}, true); err != nil {
		t.Errorf("beside them: %v", err)
	}
	wg.Wait()
	if n := r.rejected("too slow"); n != float64(len(starts)) {
		t.Errorf("%v were too slow, want %d", n, len(starts))
	}
}

// TestSlowloris sends a byte now and then, for ever.
func TestSlowloris(t *testing.T) {
	t.Parallel()
	r := start(t, Options{FirstBytes: 200 * time.Millisecond})
	nc := r.dial()
	go func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for range tick.C {
			if _, err := nc.Write([]byte{7}); err != nil {
				return
			}
		}
	}()
	mustClose(t, nc)
	if n := r.rejected("too slow"); n != 1 {
		t.Errorf("%v were too slow", n)
	}
}

func TestGarbage(t *testing.T) {
	t.Parallel()
	r := start(t, Options{})
	for _, tt := range []struct{ name, send, reason string }{
		{"garbage", string(bytes.Repeat([]byte("\x99garbage"), 10)), "garbage"},
		{"TLS without a certificate", "\x16\x03\x01\x02\x00\x01", "TLS is off"},
		{"PROXY header from anybody", "\r\n\r\n\x00\r\nQUIT\n\x21\x11\x00\x0c", "PROXY header from a stranger"},
	} {
		nc := r.dial()
		if _, err := nc.Write([]byte(tt.send)); err != nil {
			t.Fatal(err)
		}
		mustClose(t, nc)
		if n := r.rejected(tt.reason); n != 1 {
			t.Errorf("%s: counted %v times as %q", tt.name, n, tt.reason)
		}
	}
	nc := r.dial() // these are the reader's to refuse
	if _, err := nc.Write([]byte("\xee\xee\xee\xee\xff\xff\xff\x7f")); err != nil {
		t.Fatal(err)
	}
	mustClose(t, nc)

	nc = r.dial()
	if err := nc.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	mustClose(t, nc)
	if n := r.rejected("hung up"); n != 1 {
		t.Errorf("%v hung up", n)
	}
}

// TestFiles has HTTP send more than fits in any buffer.
func TestFiles(t *testing.T) {
	t.Parallel()
	want := message(3 << 20)
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, want, 0o600); err != nil {
		t.Fatal(err)
	}
	serverTLS, clientTLS := certificates(t)
	r := start(t, Options{TLS: serverTLS, HTTP: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, path)
	})})
	web := &http.Client{Transport: &http.Transport{TLSClientConfig: clientTLS}}
	defer web.CloseIdleConnections()
	for _, url := range []string{"http://", "https://"} {
		res, err := web.Get(url + r.addr)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes of %d, %v", url, len(got), len(want), err)
		}
	}
}

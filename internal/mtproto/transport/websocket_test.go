package transport

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/gotd/td/bin"
)

// webServer serves h and tells how the connections end that were served.
func webServer(t *testing.T, h *WebSocket) (url string, ended chan error) {
	t.Helper()
	ended = make(chan error, 1)
	h.Serve = func(_ context.Context, c Conn) {
		defer func() { _ = c.Close() }()
		if !c.RemoteAddr().Addr().IsLoopback() {
			t.Errorf("remote address %v", c.RemoteAddr())
		}
		for {
			p, _, err := c.ReadPacket(nil)
			if err == nil {
				err = c.WritePackets(p)
			}
			if err != nil {
				ended <- err
				return
			}
		}
	}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return "ws" + s.URL[len("http"):] + WebSocketPath, ended
}

func dial(t *testing.T, url string) (net.Conn, *websocket.Conn) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	ws, _, err := websocket.Dial(ctx, url, &websocket.DialOptions{
		Subprotocols: []string{"binary"},
		HTTPHeader:   http.Header{"Origin": {"https://client.example"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ws.CloseNow() })
	if ws.Subprotocol() != "binary" {
		t.Errorf("subprotocol %q", ws.Subprotocol())
	}
	return websocket.NetConn(ctx, ws, websocket.MessageBinary), ws
}

// pieces writes in messages of a few bytes.
type pieces struct{ net.Conn }

func (p pieces) Write(b []byte) (int, error) {
	for i := 0; i < len(b); i += 29 {
		if _, err := p.Conn.Write(b[i:min(i+29, len(b))]); err != nil {
			return i, err
		}
	}
	return len(b), nil
}

func TestWebSocket(t *testing.T) {
	t.Parallel()
	for _, k := range kinds[4:] {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			url, ended := webServer(t, &WebSocket{})
			nc, ws := dial(t, url)
			cd := k.codec()
			rw := greet(t, pieces{nc}, cd, true)
			for _, n := range []int{56, 3000&^15 + 8, 1<<17 + 8} {
				m := message(n)
				if err := cd.Write(rw, &bin.Buffer{Buf: bytes.Clone(m)}); err != nil {
					t.Fatal(err)
				}
				var b bin.Buffer
				if err := cd.Read(rw, &b); err != nil || !bytes.Equal(b.Buf, m) {
					t.Fatalf("%d of %d bytes, %v", len(b.Buf), n, err)
				}
			}
			_ = ws.Close(websocket.StatusNormalClosure, "")
			if err := <-ended; err != io.EOF {
				t.Errorf("ended with %v", err)
			}
		})
	}
}

func TestWebSocketRefuses(t *testing.T) {
	t.Parallel()
	refused := make(chan error, 1)
	tell := func(err error) { refused <- err }
	url, _ := webServer(t, &WebSocket{Refused: tell})

	nc, _ := dial(t, url)
	if _, err := nc.Write(bytes.Repeat([]byte("garbage "), 20)); err != nil {
		t.Fatal(err)
	}
	if err := <-refused; !errors.Is(err, ErrFraming) {
		t.Errorf("garbage: %v", err)
	}
	_, ws := dial(t, url)
	ws.CloseRead(t.Context()) // answers the closing frame
	if err := ws.Write(t.Context(), websocket.MessageText, []byte("text")); err != nil {
		t.Fatal(err)
	}
	if err := <-refused; err == nil {
		t.Error("a text message was taken")
	}

	hasty, _ := webServer(t, &WebSocket{FirstBytes: 50 * time.Millisecond, Refused: tell})
	dial(t, hasty) // and says nothing
	if err := <-refused; !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, context.Canceled) && !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("silence: %v", err)
	}
}

func TestWebSocketDropsTheDead(t *testing.T) {
	t.Parallel()
	url, ended := webServer(t, &WebSocket{Ping: 100 * time.Millisecond})
	nc, _ := dial(t, url)
	greet(t, nc, kinds[5].codec(), true)
	select { // the client never reads, so it never answers a ping
	case <-ended:
	case <-time.After(20 * time.Second):
		t.Error("still connected")
	}
}

func TestWebSocketPlainRequests(t *testing.T) {
	t.Parallel()
	h := &WebSocket{}
	r := httptest.NewRequest(http.MethodOptions, WebSocketPath, nil)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusNoContent || w.Header().Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("OPTIONS: %d %v", w.Code, w.Header())
	}
	w = httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, WebSocketPath, nil))
	if w.Code != http.StatusUpgradeRequired {
		t.Errorf("GET: %d", w.Code)
	}
}

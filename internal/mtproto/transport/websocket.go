package transport

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/coder/websocket"

	"heliograph/internal/clock"
)

// WebSocketPath is where web clients connect.
const WebSocketPath = "/apiws"

// webSocketMessage is the longest WebSocket message. Messages are read as they
// come, so this bounds nothing but nonsense.
const webSocketMessage = 16 << 20

// WebSocket serves MTProto over WebSocket: binary messages that carry an
// obfuscated stream, their boundaries without a meaning. Any origin may
// connect: the clients are pages of others, and nothing here trusts a cookie.
// https://core.telegram.org/mtproto/transports#websocket
type WebSocket struct {
	// Serve is called for each connection, which is closed when it returns. Its
	// context ends with that of the server. A deadline that passes closes the
	// connection. Required.
	Serve func(ctx context.Context, c Conn)
	// FirstBytes is how long a client may take to show its framing; 0: 10 s.
	FirstBytes time.Duration
	// Ping is how often a client is pinged and how long it may take to answer
	// before it is disconnected; 0: 60 s.
	Ping time.Duration
	// Refused, when set, is told of connections that showed no framing.
	Refused func(err error)
}

// ServeHTTP upgrades the request and serves the connection until it ends.
func (h *WebSocket) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	if r.Method == http.MethodOptions {
		w.Header().Set("Access-Control-Allow-Methods", "GET, OPTIONS")
		w.Header().Set("Access-Control-Allow-Headers", "*")
		w.WriteHeader(http.StatusNoContent)
		return
	}
	ws, err := websocket.Accept(w, r, &websocket.AcceptOptions{
		Subprotocols:       []string{"binary"},
		InsecureSkipVerify: true, // any origin
		CompressionMode:    websocket.CompressionDisabled,
	})
	if err != nil {
		return // answered already
	}
	defer func() { _ = ws.CloseNow() }()
	nc := messages{websocket.NetConn(r.Context(), ws, websocket.MessageBinary), ws}
	ws.SetReadLimit(webSocketMessage)

	_ = nc.SetReadDeadline(clock.System{}.Now().Add(orDefault(h.FirstBytes, 10*time.Second)))
	c, err := accept(nc, nil, remoteOf(r), true)
	if err != nil {
		if h.Refused != nil {
			h.Refused(err)
		}
		return
	}
	_ = nc.SetReadDeadline(time.Time{})
	stop := keepAlive(r.Context(), ws, orDefault(h.Ping, time.Minute))
	defer stop()
	h.Serve(r.Context(), c)
}

func orDefault(d, otherwise time.Duration) time.Duration {
	if d <= 0 {
		return otherwise
	}
	return d
}

func remoteOf(r *http.Request) netip.AddrPort {
	ap, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.AddrPort{}
	}
	return unmap(ap)
}

// keepAlive pings the client from time to time and closes the connection when
// no answer comes. It costs a timer while it waits, not a goroutine.
func keepAlive(ctx context.Context, ws *websocket.Conn, every time.Duration) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	k := &pinger{ws: ws, every: every}
	k.schedule(ctx)
	return func() {
		cancel()
		k.mu.Lock()
		defer k.mu.Unlock()
		k.timer.Stop()
	}
}

type pinger struct {
	ws    *websocket.Conn
	every time.Duration
	mu    sync.Mutex
	timer clock.Timer
}

func (k *pinger) schedule(ctx context.Context) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if ctx.Err() == nil {
		k.timer = clock.System{}.AfterFunc(k.every, func() { k.ping(ctx) })
	}
}

func (k *pinger) ping(ctx context.Context) {
	answer, done := context.WithTimeout(ctx, k.every)
	defer done()
	if k.ws.Ping(answer) != nil {
		_ = k.ws.CloseNow()
		return
	}
	k.schedule(ctx)
}

// messages closes at once: a closing handshake would wait for the peer.
type messages struct {
	net.Conn
	ws *websocket.Conn
}

// Close drops the connection without waiting for the client.
func (m messages) Close() error { return m.ws.CloseNow() }

package mtproto

import (
	"context"
	"crypto/aes"
	"crypto/rand"
	"crypto/sha1"
	"encoding/binary"
	"io"
	"net"
	"sync"
	"testing"
	"time"

	"heliograph/internal/clock"
	"heliograph/internal/logx"
	"heliograph/internal/mtproto/transport"
	"heliograph/internal/mtproto/wire"
)

// Calls that the test handler knows.
const (
	callEcho  = 0x11111111
	callFail  = 0x22222222
	callBlock = 0x33333333
	callBig   = 0x44444444
)

// patience is how long a test waits for what has to come.
const patience = 20 * time.Second

// memKeys is Keys in memory.
type memKeys struct {
	mu      sync.Mutex
	keys    map[int64]*Key
	clients map[int64]Client
	saved   int
}

func (m *memKeys) Key(_ context.Context, id int64) (*Key, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if k := m.keys[id]; k != nil {
		kept := *k
		return &kept, nil
	}
	return nil, nil
}

func (m *memKeys) AddKey(_ context.Context, k *Key) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	kept := *k
	m.keys[k.ID] = &kept
	return nil
}

func (m *memKeys) BindKey(_ context.Context, temp, perm int64, expires time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keys[temp].Perm, m.keys[temp].Expires = perm, expires
	return nil
}

func (m *memKeys) DestroyKey(_ context.Context, id int64) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, known := m.keys[id]
	delete(m.keys, id)
	return known, nil
}

func (m *memKeys) Client(_ context.Context, perm int64) (Client, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.clients[perm], nil
}

func (m *memKeys) SetClient(_ context.Context, perm int64, c Client) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.clients[perm] = c
	m.saved++
	return nil
}

// testHandler serves the calls above.
type testHandler struct {
	mu       sync.Mutex
	served   int
	requests []Request
	sessions []*Session
	ended    chan *Session
	blocked  chan *Request // a callBlock has begun
	release  chan struct{} // lets one callBlock go on
	onServe  func(ctx context.Context, s *Session, r *Request) []byte
}

func (h *testHandler) Serve(ctx context.Context, s *Session, r *Request) []byte {
	h.mu.Lock()
	h.served++
	kept := *r
	kept.Body = append([]byte(nil), r.Body...)
	h.requests = append(h.requests, kept)
	h.sessions = append(h.sessions, s)
	h.mu.Unlock()
	if h.onServe != nil {
		return h.onServe(ctx, s, r)
	}
	switch wire.ID(r.Body) {
	case callFail:
		return wire.Error(400, "TEST_FAILED")
	case callBlock:
		h.blocked <- &kept
		select {
		case <-h.release:
		case <-ctx.Done():
			return nil
		}
	case callBig:
		return append(wire.AppendID(nil, callBig), make([]byte, le.Uint32(r.Body[4:]))...)
	}
	return append([]byte(nil), r.Body...)
}

func (h *testHandler) Ended(s *Session) {
	select {
	case h.ended <- s:
	default: // nobody looks
	}
}

func (h *testHandler) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.served
}

func (h *testHandler) last() (Request, *Session) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.requests[len(h.requests)-1], h.sessions[len(h.sessions)-1]
}

// fixture is a server on a real socket.
type fixture struct {
	t       testing.TB
	srv     *Server
	keys    *memKeys
	handler *testHandler
	ln      net.Listener
	clock   clock.Clock
	fake    *clock.Fake // nil: the system's clock
}

type setup func(*Options, *fixture)

func withFake(o *Options, f *fixture) {
	f.fake = clock.NewFake(time.Unix(1_800_000_000, 0))
	o.Clock = f.fake
	o.Limits.WriteStall = 24 * time.Hour // or a write that goes on during Advance is stalled
}

func withLimits(l Limits) setup { return func(o *Options, _ *fixture) { o.Limits = l } }

// bare is a server without a socket and without timers.
func bare(t testing.TB, setups ...setup) *fixture {
	t.Helper()
	f := &fixture{
		t:    t,
		keys: &memKeys{keys: map[int64]*Key{}, clients: map[int64]Client{}},
		handler: &testHandler{
			ended: make(chan *Session, 100), blocked: make(chan *Request, 100), release: make(chan struct{}),
		},
	}
	o := Options{
		Keys: f.keys, Handler: f.handler, Clock: clock.System{}, Logger: logx.Discard(), Secret: []byte("test"),
	}
	for _, s := range setups {
		s(&o, f)
	}
	f.clock = o.Clock
	f.srv = New(o)
	return f
}

func start(t testing.TB, setups ...setup) *fixture {
	t.Helper()
	f := bare(t, setups...)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	f.ln = ln
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() { _ = f.srv.Run(ctx) })
	wg.Go(func() { f.accept(ctx) })
	t.Cleanup(func() {
		_ = ln.Close()
		cancel()
		wg.Wait()
	})
	return f
}

func (f *fixture) accept(ctx context.Context) {
	for {
		nc, err := f.ln.Accept()
		if err != nil {
			return
		}
		go func() {
			c, err := transport.Accept(nc, nil)
			if err != nil {
				_ = nc.Close()
				return
			}
			f.srv.ServeConn(ctx, c)
		}()
	}
}

// newKey stores a permanent key; expires makes it a temporary one.
func (f *fixture) newKey(expires time.Time) *Key {
	k := &Key{Expires: expires}
	_, _ = rand.Read(k.Value[:])
	sum := sha1.Sum(k.Value[:])
	k.ID = int64(le.Uint64(sum[12:]))
	_ = f.keys.AddKey(context.Background(), k)
	return k
}

// client is a client with nothing but the protocol.
type client struct {
	t       testing.TB
	f       *fixture
	nc      net.Conn
	key     *Key
	session int64
	salt    int64
	lastID  int64
	related int32
	inbox   []inbound
	quick   []uint32
	acks    bool // acknowledge what comes
}

// inbound is a message from the server.
type inbound struct {
	id   int64
	seq  int32
	body []byte
	salt int64
}

// dial connects a client with a new key and a session that is established.
func (f *fixture) dial() *client {
	c := f.client(f.newKey(time.Time{}))
	c.ping(1)
	c.expect(wire.NewSessionID)
	c.expect(wire.PongID)
	return c
}

// client connects a client that has said nothing yet.
func (f *fixture) client(k *Key) *client {
	f.t.Helper()
	c := f.offline(k)
	c.connect()
	return c
}

// offline is a client without a connection.
func (f *fixture) offline(k *Key) *client {
	var id [8]byte
	_, _ = rand.Read(id[:])
	c := &client{t: f.t, f: f, key: k, session: int64(le.Uint64(id[:])) | 1}
	a := newAuthKey(k)
	c.salt = f.srv.saltsOf(a, f.clock.Now()).current
	return c
}

// connect opens a new connection for the same session.
func (c *client) connect() {
	c.t.Helper()
	nc, err := net.Dial("tcp", c.f.ln.Addr().String())
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { _ = nc.Close() })
	_, _ = nc.Write([]byte{0xee, 0xee, 0xee, 0xee})
	c.nc = nc
	c.inbox = nil
}

func (c *client) newID() int64 {
	c.lastID = max(idAt(c.f.clock.Now()), c.lastID+4)
	return c.lastID
}

func (c *client) seqno(content bool) int32 {
	if !content {
		return 2 * c.related
	}
	c.related++
	return 2*c.related - 1
}

// message gives a body its id and seqno.
func (c *client) message(body []byte) wire.Message {
	content := wire.SeqParity(wire.ID(body)) == wire.Odd || wire.ID(body) == wire.GzipPackedID
	return wire.Message{ID: c.newID(), Seq: c.seqno(content), Body: body}
}

// send sends one message, or several in a container.
func (c *client) send(msgs ...wire.Message) {
	if len(msgs) == 1 {
		c.sendAs(msgs[0])
		return
	}
	c.sendAs(c.container(msgs...))
}

func (c *client) container(msgs ...wire.Message) wire.Message {
	b := wire.AppendInt(wire.AppendID(nil, wire.ContainerID), int32(len(msgs)))
	for _, m := range msgs {
		b = append(wire.AppendHeader(b, m.ID, m.Seq, len(m.Body)), m.Body...)
	}
	return wire.Message{ID: c.newID(), Seq: c.seqno(false), Body: b}
}

func (c *client) sendAs(m wire.Message) { c.packet(c.seal(m), false) }

// seal is the client's half of encryption.
func (c *client) seal(m wire.Message) []byte {
	return sealAs(c.key, c.plain(m))
}

func (c *client) plain(m wire.Message) []byte {
	b := wire.AppendLong(wire.AppendLong(nil, c.salt), c.session)
	return append(wire.AppendHeader(b, m.ID, m.Seq, len(m.Body)), m.Body...)
}

func sealAs(k *Key, plain []byte) []byte {
	pad := minPadding + (16-(len(plain)+minPadding)%16)%16
	return sealRaw(k, append(plain, make([]byte, pad)...))
}

func sealRaw(k *Key, plain []byte) []byte {
	sum := msgKeyLarge(&k.Value, fromClient, plain)
	b := wire.AppendLong(nil, k.ID)
	b = append(b, sum[8:24]...)
	var key, iv [32]byte
	deriveKeys(&k.Value, fromClient, b[8:24], &key, &iv)
	block, _ := aes.NewCipher(key[:])
	b = append(b, plain...)
	igeEncrypt(block, &iv, b[headSize:])
	return b
}

// packet frames a payload.
func (c *client) packet(p []byte, quick bool) {
	n := uint32(len(p))
	if quick {
		n |= 1 << 31
	}
	_, _ = c.nc.Write(append(binary.LittleEndian.AppendUint32(nil, n), p...))
}

func (c *client) call(id uint32, args ...byte) int64 {
	m := c.message(append(wire.AppendID(nil, id), args...))
	c.send(m)
	return m.ID
}

func (c *client) ping(n int64) int64 {
	m := c.message(wire.AppendLong(wire.AppendID(nil, wire.PingID), n))
	c.send(m)
	return m.ID
}

// readFrame reads one packet, or a transport error, or nil at the end.
func (c *client) readFrame() []byte {
	c.t.Helper()
	_ = c.nc.SetReadDeadline(time.Now().Add(patience))
	var head [4]byte
	if _, err := io.ReadFull(c.nc, head[:]); err != nil {
		if ne, ok := err.(net.Error); ok && ne.Timeout() {
			c.t.Fatal("nothing came from the server")
		}
		return nil
	}
	n := le.Uint32(head[:])
	if n&(1<<31) != 0 {
		c.quick = append(c.quick, n)
		return head[:]
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(c.nc, b); err != nil {
		return nil
	}
	return b
}

// open decrypts a packet and takes containers apart.
func (c *client) open(p []byte) {
	c.t.Helper()
	if int64(le.Uint64(p)) != c.key.ID {
		c.t.Fatalf("packet of key %x", le.Uint64(p))
	}
	var key, iv [32]byte
	deriveKeys(&c.key.Value, fromServer, p[8:24], &key, &iv)
	block, _ := aes.NewCipher(key[:])
	msgKey := append([]byte(nil), p[8:24]...)
	p = p[headSize:]
	igeDecrypt(block, &iv, p)
	if sum := msgKeyLarge(&c.key.Value, fromServer, p); string(sum[8:24]) != string(msgKey) {
		c.t.Fatal("wrong msg_key")
	}
	e, ok := open(p)
	if !ok || e.session != c.session {
		c.t.Fatalf("bad packet: %v, session %x", ok, e.session)
	}
	msgs := []wire.Message{{ID: e.id, Seq: e.seq, Body: e.body}}
	if wire.ID(e.body) == wire.ContainerID {
		var err error
		if msgs, err = wire.Container(e.body, nil); err != nil {
			c.t.Fatal(err)
		}
		for _, m := range msgs {
			if m.ID >= e.id {
				c.t.Fatal("a container's id must be the highest")
			}
		}
	}
	var ids []int64
	for _, m := range msgs {
		if m.ID&1 == 0 {
			c.t.Fatalf("id %x is not a server's", m.ID)
		}
		if m.Seq&1 != 0 {
			ids = append(ids, m.ID)
		}
		c.inbox = append(c.inbox, inbound{m.ID, m.Seq, m.Body, e.salt})
	}
	if c.acks && len(ids) > 0 {
		c.ack(ids...)
	}
}

func (c *client) ack(ids ...int64) {
	c.send(c.message(wire.AppendIDs(wire.AppendID(nil, wire.AckID), ids)))
}

// expect reads until a message of this TL id comes; others stay in the inbox.
func (c *client) expect(id uint32) inbound {
	c.t.Helper()
	return c.find(func(m inbound) bool { return wire.ID(m.body) == id })
}

func (c *client) find(want func(inbound) bool) inbound {
	c.t.Helper()
	for {
		for i, m := range c.inbox {
			if want(m) {
				c.inbox = append(c.inbox[:i:i], c.inbox[i+1:]...)
				return m
			}
		}
		p := c.readFrame()
		if p == nil {
			c.t.Fatal("the server closed the connection")
		}
		if le.Uint32(p)>>31 != 0 && len(p) == 4 && len(c.quick) > 0 && c.quick[len(c.quick)-1] == le.Uint32(p) {
			continue
		}
		if len(p) < 8 {
			c.t.Fatalf("transport error %d", int32(le.Uint32(p)))
		}
		c.open(p)
	}
}

// result waits for the answer to a call.
func (c *client) result(req int64) []byte {
	c.t.Helper()
	return c.answer(req).body[12:]
}

func (c *client) answer(req int64) inbound {
	c.t.Helper()
	return c.find(func(m inbound) bool {
		return wire.ID(m.body) == wire.RPCResultID && int64(le.Uint64(m.body[4:])) == req
	})
}

// expectBad waits for a bad_msg_notification about a message.
func (c *client) expectBad(id int64, code int32) {
	c.t.Helper()
	m := c.expect(wire.BadMsgID)
	if got := int64(le.Uint64(m.body[4:])); got != id {
		c.t.Fatalf("bad_msg about %x, not %x", got, id)
	}
	if got := int32(le.Uint32(m.body[16:])); got != code {
		c.t.Fatalf("bad_msg code %d, not %d", got, code)
	}
}

// expectClosed waits for the end of the connection and returns the transport
// error that came before it, or 0.
func (c *client) expectClosed() int32 {
	c.t.Helper()
	var code int32
	for {
		p := c.readFrame()
		if p == nil {
			return code
		}
		if len(p) == 4 {
			code = int32(le.Uint32(p))
		}
	}
}

// within waits for something from a channel.
func within[T any](t testing.TB, ch <-chan T) T {
	t.Helper()
	select {
	case v := <-ch:
		return v
	case <-time.After(patience):
		t.Fatal("nothing happened")
		panic("unreachable")
	}
}

package exchange

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/exchange"
	"github.com/gotd/td/proto"
	"golang.org/x/time/rate"

	"heliograph/internal/clock"
)

// testKey is made once: it takes a while.
var testKey = sync.OnceValue(func() *rsa.PrivateKey {
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return k
})

var testAddr = netip.MustParseAddr("192.0.2.7")

func newServer(t testing.TB, o Options) *Server {
	t.Helper()
	if o.Keys == nil {
		o.Keys = []*rsa.PrivateKey{testKey()}
	}
	return New(o)
}

// link is a connection of gotd's client to a Conn.
type link struct {
	c      *Conn
	answer []byte
	key    *NewKey
	pad    int
}

func (l *link) Send(ctx context.Context, b *bin.Buffer) error {
	var m proto.UnencryptedMessage
	if err := m.Decode(b); err != nil {
		return err
	}
	answer, key, err := l.c.Handle(ctx, append(m.MessageData, make([]byte, l.pad)...))
	if err != nil {
		return err
	}
	l.answer = answer
	if key != nil {
		l.key = key
	}
	return nil
}

func (l *link) Recv(_ context.Context, b *bin.Buffer) error {
	b.Reset()
	return proto.UnencryptedMessage{
		MessageID:   int64(proto.NewMessageID(time.Now(), proto.MessageServerResponse)),
		MessageData: l.answer,
	}.Encode(b)
}

func (l *link) Close() error { return nil }

func TestGotdClient(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		dc      int
		expires int
		pad     int
	}{
		{"permanent", 2, 0, 0},
		{"test servers, padded as TDLib does", 10002, 0, 208},
		{"media", -4, 0, 0},
		{"temporary", 2, 86400, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t, Options{})
			l := &link{c: s.Conn(testAddr), pad: tt.pad}
			for range 2 { // the connection may be used again
				e := exchange.NewExchanger(l, tt.dc)
				if tt.expires > 0 {
					e = e.WithTempMode(tt.expires)
				}
				got, err := e.Client([]exchange.PublicKey{{RSA: &testKey().PublicKey}}).Run(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				k := l.key
				if k == nil || k.Value != got.AuthKey.Value || k.ID != got.AuthKey.IntID() || k.ServerSalt != got.ServerSalt {
					t.Fatal("the two sides have different keys")
				}
				if k.DC != tt.dc || k.ExpiresIn != tt.expires {
					t.Errorf("DC %d, expires in %d", k.DC, k.ExpiresIn)
				}
			}
		})
	}
}

func TestVariants(t *testing.T) {
	t.Parallel()
	s := newServer(t, Options{})
	for _, old := range []bool{false, true} {
		for _, legacy := range []bool{false, true} {
			for _, kind := range []uint32{innerPlain, innerDC, innerTemp, innerTempDC} {
				c := newClient(t, s)
				c.oldPadding, c.legacyReq, c.kind, c.dc, c.expires = old, legacy, kind, -10003, 3600
				k := c.run()
				wantDC, wantExpires := 0, 0
				if kind == innerDC || kind == innerTempDC {
					wantDC = -10003
				}
				if kind == innerTemp || kind == innerTempDC {
					wantExpires = 3600
				}
				if k.DC != wantDC || k.ExpiresIn != wantExpires {
					t.Errorf("%x: DC %d, expires in %d", kind, k.DC, k.ExpiresIn)
				}
			}
		}
	}
}

func TestRepeatedReqPQ(t *testing.T) {
	t.Parallel()
	c := newClient(t, newServer(t, Options{}))
	c.reqPQ()
	first := c.serverNonce
	c.reqPQ()
	if c.serverNonce == first {
		t.Error("the server's nonce did not change")
	}
	c.reqDH()
	c.reqPQ() // even from the middle
	c.reqDH()
	if c.setDH() == nil {
		t.Error("no key")
	}
}

// refusals are steps that no client takes that follows the protocol.
var refusals = []struct {
	name string
	want string
	do   func(c *client) error
}{
	{"nothing", "no TL id", func(c *client) error { return c.send(nil) }},
	{"unknown id", "unexpected TL id", func(c *client) error { return c.send(make([]byte, 40)) }},
	{"req_pq cut short", "cut short", func(c *client) error { return c.send(c.reqPQBody()[:19]) }},
	{"req_DH_params first", "without a beginning", func(c *client) error { return c.send(c.reqDHBody()) }},
	{"set_client_DH_params early", "out of turn", func(c *client) error { c.reqPQ(); return c.send(c.setDHBody()) }},
	{"req_DH_params cut short", "cut short", func(c *client) error { c.reqPQ(); return c.send(c.reqDHBody()[:100]) }},
	{"wrong nonce", "wrong nonce", func(c *client) error { c.reqPQ(); c.nonce[0]++; return c.send(c.reqDHBody()) }},
	{"wrong server nonce", "wrong nonce", func(c *client) error { c.reqPQ(); c.serverNonce[15]++; return c.send(c.reqDHBody()) }},
	{"wrong p", "wrong factors", func(c *client) error { c.reqPQ(); c.p[0] ^= 1; return c.send(c.reqDHBody()) }},
	{"p and q exchanged", "wrong factors", func(c *client) error { c.reqPQ(); c.p, c.q = c.q, c.p; return c.send(c.reqDHBody()) }},
	{"one and pq", "wrong factors", func(c *client) error { c.reqPQ(); c.p, c.q = []byte{1}, c.pq; return c.send(c.reqDHBody()) }},
	{"long p", "wrong factors", func(c *client) error { c.reqPQ(); c.p = make([]byte, 900); return c.send(c.reqDHBody()) }},
	{"wrong fingerprint", "unknown fingerprint", func(c *client) error { c.reqPQ(); c.fingerprint++; return c.send(c.reqDHBody()) }},
	{"short encrypted_data", "wrong length", func(c *client) error { c.reqPQ(); c.sealed = make([]byte, 255); return c.send(c.reqDHBody()) }},
	{"encrypted_data not below the modulus", "larger", func(c *client) error {
		c.reqPQ()
		c.sealed = c.s.keys[0].N.Bytes()
		return c.send(c.reqDHBody())
	}},
	{"encrypted_data damaged", "", func(c *client) error {
		c.reqPQ()
		c.sealed = make([]byte, 256)
		c.sealed[255] = 3
		return c.send(c.reqDHBody())
	}},
	{"wrong nonce inside", "nonce inside", func(c *client) error { c.reqPQ(); c.innerNonce[3]++; return c.send(c.reqDHBody()) }},
	{"not p_q_inner_data inside", "not p_q_inner_data", func(c *client) error { c.reqPQ(); c.kind = 7; return c.send(c.reqDHBody()) }},
	{"req_DH_params again", "again", func(c *client) error { c.reqPQ(); c.reqDH(); return c.send(c.reqDHBody()) }},
	{"g_b is 1", "out of range", func(c *client) error { c.reqPQ(); c.reqDH(); c.gb = []byte{1}; return c.send(c.setDHBody()) }},
	{"g_b is 0", "out of range", func(c *client) error { c.reqPQ(); c.reqDH(); c.gb = []byte{}; return c.send(c.setDHBody()) }},
	{"g_b is p-1", "out of range", func(c *client) error { c.reqPQ(); c.reqDH(); c.gb = minus(prime, 1); return c.send(c.setDHBody()) }},
	{"g_b is small", "out of range", func(c *client) error { c.reqPQ(); c.reqDH(); c.gb = minus(lowest, 1); return c.send(c.setDHBody()) }},
	{"g_b is large", "out of range", func(c *client) error { c.reqPQ(); c.reqDH(); c.gb = minus(highest, -1); return c.send(c.setDHBody()) }},
	{"g_b is huge", "", func(c *client) error { c.reqPQ(); c.reqDH(); c.gb = make([]byte, 4096); return c.send(c.setDHBody()) }},
	{"wrong retry_id", "retry_id", func(c *client) error { c.reqPQ(); c.reqDH(); c.retryID = 5; return c.send(c.setDHBody()) }},
	{"wrong nonce with g_b", "wrong nonce", func(c *client) error { c.reqPQ(); c.reqDH(); c.nonce[1]++; return c.send(c.setDHBody()) }},
	{"wrong nonce inside with g_b", "nonce inside", func(c *client) error { c.reqPQ(); c.reqDH(); c.innerNonce[1]++; return c.send(c.setDHBody()) }},
	{"set_client_DH_params damaged", "", func(c *client) error {
		c.reqPQ()
		c.reqDH()
		body := c.setDHBody()
		body[len(body)-200] ^= 1
		return c.send(body)
	}},
	{"set_client_DH_params cut short", "cut short", func(c *client) error { c.reqPQ(); c.reqDH(); return c.send(c.setDHBody()[:60]) }},
	{"set_client_DH_params again", "without a beginning", func(c *client) error {
		c.reqPQ()
		c.reqDH()
		body := c.setDHBody()
		if err := c.send(body); err != nil {
			return err
		}
		return c.send(body)
	}},
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	now := clock.NewFake(time.Now())
	s := newServer(t, Options{Clock: now, PerAddress: rate.Inf})
	for _, tt := range refusals {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := newClient(t, s)
			err := tt.do(c)
			if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), tt.want) || Code(err) != -404 {
				t.Fatalf("got %v", err)
			}
			if c.conn.run != nil {
				t.Error("the exchange goes on")
			}
			if c := (&client{t: t, s: s, conn: c.conn}).fresh(); c.run() == nil { // a new one can begin
				t.Error("no key")
			}
		})
	}
}

func TestExpires(t *testing.T) {
	t.Parallel()
	now := clock.NewFake(time.Now())
	c := newClient(t, newServer(t, Options{Clock: now}))
	c.reqPQ()
	now.Advance(59 * time.Second)
	c.reqDH()
	now.Advance(2 * time.Second)
	if err := c.send(c.setDHBody()); !errors.Is(err, ErrRefused) {
		t.Errorf("after a minute: %v", err)
	}
}

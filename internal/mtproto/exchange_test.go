package mtproto

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"net"
	"net/netip"
	"testing"
	"time"

	"github.com/gotd/td/crypto"
	theirs "github.com/gotd/td/exchange"
	"github.com/gotd/td/transport"

	"heliograph/internal/mtproto/exchange"
	"heliograph/internal/mtproto/wire"
)

// TestFromNothing makes a permanent and a temporary key with another
// implementation's client on one connection, binds them and calls.
func TestFromNothing(t *testing.T) {
	t.Parallel()
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	x := exchange.New(exchange.Options{Keys: []*rsa.PrivateKey{rsaKey}})
	f := start(t, func(o *Options, _ *fixture) {
		o.Exchange = func(a netip.Addr) Exchange { return x.Conn(a) }
	})
	nc, err := net.Dial("tcp", f.ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = nc.Close() }()
	conn, err := transport.Intermediate.Handshake(nc)
	if err != nil {
		t.Fatal(err)
	}
	makeKey := func(expires int) theirs.ClientExchangeResult {
		e := theirs.NewExchanger(conn, 2)
		if expires > 0 {
			e = e.WithTempMode(expires)
		}
		r, err := e.Client([]theirs.PublicKey{{RSA: &rsaKey.PublicKey}}).Run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	perm, temp := makeKey(0), makeKey(3600)
	stored, _ := f.keys.Key(t.Context(), temp.AuthKey.IntID())
	if stored == nil || time.Until(stored.Expires) > time.Hour || time.Until(stored.Expires) < 50*time.Minute {
		t.Fatalf("temporary key stored as %+v", stored)
	}
	c := f.offline(stored)
	c.nc, c.salt = nc, temp.ServerSalt // what the exchange agreed on

	f.handler.onServe = func(ctx context.Context, s *Session, r *Request) []byte {
		rd := wire.NewReader(r.Body[4:])
		if wire.ID(r.Body) != 0xcdd42a05 {
			return updateOf(9)
		}
		permID, nonce, expires := rd.Int64(), rd.Int64(), rd.Int32()
		if err := s.BindTemporary(ctx, r.MsgID, permID, nonce, int(expires), rd.Bytes()); err != nil {
			t.Error(err)
		}
		return wire.AppendID(nil, 0x997275b5)
	}
	expires := int(time.Now().Add(50 * time.Minute).Unix())
	m := c.message(wire.AppendID(nil, 0xcdd42a05))
	b, err := crypto.EncryptBindMessage(rand.Reader, perm.AuthKey, m.ID, &crypto.BindAuthKeyInner{
		Nonce: 7, TempAuthKeyID: stored.ID, PermAuthKeyID: perm.AuthKey.IntID(), TempSessionID: c.session, ExpiresAt: expires,
	})
	if err != nil {
		t.Fatal(err)
	}
	m.Body = wire.AppendLong(wire.AppendLong(m.Body, perm.AuthKey.IntID()), 7)
	m.Body = wire.AppendBytes(wire.AppendInt(m.Body, int32(expires)), b)
	c.send(m)
	if got := c.result(m.ID); wire.ID(got) != 0x997275b5 {
		t.Fatalf("bound: %x", got)
	}
	c.result(c.call(callEcho))
	if _, s := f.handler.last(); s.PermKey() != perm.AuthKey.IntID() {
		t.Error("not bound")
	}
}

func TestExchangeRefuses(t *testing.T) {
	t.Parallel()
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	x := exchange.New(exchange.Options{Keys: []*rsa.PrivateKey{rsaKey}})
	f := start(t, func(o *Options, _ *fixture) {
		o.Exchange = func(a netip.Addr) Exchange { return x.Conn(a) }
	})
	c := f.client(f.newKey(time.Time{}))
	body := append(wire.AppendID(nil, 0xf5045f1f), make([]byte, 60)...)
	p := wire.AppendInt(wire.AppendLong(wire.AppendLong(nil, 0), c.newID()), int32(len(body)))
	c.packet(append(p, body...), false)
	if code := c.expectClosed(); code != -404 {
		t.Errorf("error %d, not -404", code)
	}
}

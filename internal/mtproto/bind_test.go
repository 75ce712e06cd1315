package mtproto

import (
	"context"
	"crypto/rand"
	"errors"
	"testing"
	"time"

	"github.com/gotd/td/crypto"

	"heliograph/internal/mtproto/wire"
)

// bindMessage is made by an independent implementation.
func bindMessage(t *testing.T, perm *Key, msgID int64, inner crypto.BindAuthKeyInner) []byte {
	t.Helper()
	b, err := crypto.EncryptBindMessage(rand.Reader, crypto.Key(perm.Value).WithID(), msgID, &inner)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestBindTemporary(t *testing.T) {
	t.Parallel()
	f := start(t)
	perm, temp := f.newKey(time.Time{}), f.newKey(time.Now().Add(time.Hour))
	c := f.client(temp)
	m := c.message(initConnection(200, "Model", wire.AppendID(nil, callEcho)))
	c.send(m)
	c.result(m.ID)
	_, s := f.handler.last()
	if s.PermKey() != 0 || f.keys.saved != 0 {
		t.Fatal("a key that is not bound belongs to somebody")
	}
	expires := int(time.Now().Add(30 * time.Minute).Unix())
	good := crypto.BindAuthKeyInner{
		Nonce: 5, TempAuthKeyID: temp.ID, PermAuthKeyID: perm.ID, TempSessionID: s.ID(), ExpiresAt: expires,
	}
	const msgID = 1 << 34
	for name, change := range map[string]func(*crypto.BindAuthKeyInner){
		"nonce":   func(i *crypto.BindAuthKeyInner) { i.Nonce++ },
		"temp":    func(i *crypto.BindAuthKeyInner) { i.TempAuthKeyID++ },
		"perm":    func(i *crypto.BindAuthKeyInner) { i.PermAuthKeyID++ },
		"session": func(i *crypto.BindAuthKeyInner) { i.TempSessionID++ },
		"expires": func(i *crypto.BindAuthKeyInner) { i.ExpiresAt++ },
	} {
		inner := good
		change(&inner)
		if err := s.BindTemporary(context.Background(), msgID, perm.ID, 5, expires, bindMessage(t, perm, msgID, inner)); !errors.Is(err, ErrBindMessage) {
			t.Errorf("another %s: %v", name, err)
		}
	}
	bind := func(msgID, perm int64, expires int, b []byte) error {
		return s.BindTemporary(context.Background(), msgID, perm, 5, expires, b)
	}
	b := bindMessage(t, perm, msgID, good)
	tampered := append([]byte(nil), b...)
	tampered[60] ^= 1
	other := f.newKey(time.Time{})
	for name, err := range map[string]error{
		"message id": bind(msgID+4, perm.ID, expires, b),
		"tampered":   bind(msgID, perm.ID, expires, tampered),
		"cut":        bind(msgID, perm.ID, expires, b[:len(b)-16]),
		"other key":  bind(msgID, other.ID, expires, b),
		"no key":     bind(msgID, 99, expires, b),
		"to itself":  bind(msgID, temp.ID, expires, b),
	} {
		if !errors.Is(err, ErrBindMessage) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := bind(msgID, perm.ID, int(time.Now().Unix())-1, b); !errors.Is(err, ErrBindExpires) {
		t.Error(err)
	}
	for range 2 { // the second time it is bound already, to the same
		if err := bind(msgID, perm.ID, expires, b); err != nil {
			t.Fatal(err)
		}
	}
	if s.PermKey() != perm.ID || s.Key().Owner() != perm.ID {
		t.Error("not bound")
	}
	if k := f.keys.keys[temp.ID]; k.Perm != perm.ID || k.Expires.Unix() != int64(expires) {
		t.Errorf("stored perm %x, expires %v", k.Perm, k.Expires)
	}
	if f.keys.clients[perm.ID].DeviceModel != "Model" {
		t.Error("what the client told is not remembered with the permanent key")
	}
	inner := good
	inner.PermAuthKeyID = other.ID
	if err := bind(msgID, other.ID, expires, bindMessage(t, other, msgID, inner)); !errors.Is(err, ErrBindAlready) {
		t.Error(err)
	}
}

func TestBindPermanent(t *testing.T) {
	t.Parallel()
	f := start(t)
	_, s := established(f)
	if err := s.BindTemporary(context.Background(), 4, s.PermKey(), 1, 1<<30, nil); !errors.Is(err, ErrBindNoTemp) {
		t.Error(err)
	}
}

func TestBoundKeyInheritsTheClient(t *testing.T) {
	t.Parallel()
	f := start(t)
	perm, temp := f.newKey(time.Time{}), f.newKey(time.Now().Add(time.Hour))
	f.keys.clients[perm.ID] = Client{Layer: 180, DeviceModel: "Old"}
	c := f.client(temp)
	c.result(c.call(callEcho))
	_, s := f.handler.last()
	expires := int(time.Now().Add(30 * time.Minute).Unix())
	b := bindMessage(t, perm, 8, crypto.BindAuthKeyInner{
		Nonce: 1, TempAuthKeyID: temp.ID, PermAuthKeyID: perm.ID, TempSessionID: s.ID(), ExpiresAt: expires,
	})
	if err := s.BindTemporary(context.Background(), 8, perm.ID, 1, expires, b); err != nil {
		t.Fatal(err)
	}
	c.result(c.call(callEcho))
	if r, _ := f.handler.last(); r.Layer != 180 || s.Client().DeviceModel != "Old" {
		t.Errorf("layer %d, client %+v", r.Layer, s.Client())
	}
}

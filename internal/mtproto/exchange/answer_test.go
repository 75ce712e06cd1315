package exchange

import (
	"context"
	"crypto/sha1"
	"encoding/binary"
	"errors"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
)

func (c *client) hash(n byte, aux int64) bin.Int128 {
	b := append(append([]byte{}, c.newNonce[:]...), n)
	sum := sha1.Sum(binary.LittleEndian.AppendUint64(b, uint64(aux)))
	return bin.Int128(sum[4:])
}

func TestKeyTaken(t *testing.T) {
	t.Parallel()
	taken := 0
	c := newClient(t, newServer(t, Options{Exists: func(context.Context, int64) (bool, error) {
		taken--
		return taken >= 0, nil
	}}))
	taken = 2
	c.reqPQ()
	c.reqDH()
	for range 2 {
		c.must(c.send(c.setDHBody()))
		_, aux := c.authKey()
		var retry mt.DhGenRetry
		c.decode(&retry, c.answer)
		if retry.NewNonceHash2 != c.hash(2, aux) {
			t.Fatal("wrong new_nonce_hash2")
		}
		nonce := [3]bin.Int128{c.nonce, c.serverNonce, c.innerNonce}
		newNonce, key, iv := c.newNonce, c.key, c.iv
		c.fresh() // another b
		c.nonce, c.serverNonce, c.innerNonce, c.newNonce, c.key, c.iv = nonce[0], nonce[1], nonce[2], newNonce, key, iv
		c.retryID = aux
	}
	if c.setDH() == nil {
		t.Error("no key")
	}

	taken, c.retryID = 1000, 0
	c.reqPQ()
	c.reqDH()
	for range maxTries {
		c.must(c.send(c.setDHBody()))
		_, c.retryID = c.authKey()
	}
	var fail mt.DhGenFail
	c.decode(&fail, c.answer)
	if fail.NewNonceHash3 != c.hash(3, c.retryID) {
		t.Error("wrong new_nonce_hash3")
	}
	if err := c.send(c.setDHBody()); !errors.Is(err, ErrRefused) {
		t.Errorf("after dh_gen_fail: %v", err)
	}
}

func TestLookUpFails(t *testing.T) {
	t.Parallel()
	broken := errors.New("disk on fire")
	c := newClient(t, newServer(t, Options{Exists: func(context.Context, int64) (bool, error) { return false, broken }}))
	c.reqPQ()
	c.reqDH()
	if err := c.send(c.setDHBody()); !errors.Is(err, broken) || c.got != nil {
		t.Errorf("got %v", err)
	}
}

func TestServerDHParamsFail(t *testing.T) {
	t.Parallel()
	s := newServer(t, Options{})
	for name, change := range map[string]func(c *client){
		"pq":           func(c *client) { c.pq = []byte{1, 2, 3} },
		"no time":      func(c *client) { c.kind, c.expires = innerTempDC, 0 },
		"negative":     func(c *client) { c.kind, c.expires = innerTemp, -5 },
		"for too long": func(c *client) { c.kind, c.expires = innerTempDC, maxExpires+1 },
	} {
		c := newClient(t, s)
		c.reqPQ()
		change(c)
		c.must(c.send(c.reqDHBody()))
		var fail mt.ServerDHParamsFail
		c.decode(&fail, c.answer)
		if sum := sha1.Sum(c.newNonce[:]); fail.NewNonceHash != bin.Int128(sum[4:]) || fail.Nonce != c.nonce || fail.ServerNonce != c.serverNonce {
			t.Errorf("%s: %+v", name, fail)
		}
		if c.conn.run != nil {
			t.Errorf("%s: the exchange goes on", name)
		}
	}
}

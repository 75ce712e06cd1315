package exchange

import (
	"crypto/rand"
	"crypto/sha1"
	"encoding/binary"
	"math/big"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
)

const (
	innerPlain  = mt.PQInnerDataTypeID
	innerDC     = mt.PQInnerDataDCTypeID
	innerTempDC = mt.PQInnerDataTempDCTypeID
)

// client makes every kind of exchange by hand, wrong ones too.
type client struct {
	t    testing.TB
	s    *Server
	conn *Conn

	oldPadding, legacyReq bool
	kind                  uint32
	dc, expires           int

	nonce, serverNonce, innerNonce bin.Int128
	newNonce                       bin.Int256
	pq, p, q                       []byte
	fingerprint                    int64
	sealed                         []byte // in place of what is calculated

	key, iv []byte
	ga      *big.Int
	b       *big.Int
	gb      []byte
	retryID int64
	answer  []byte
	got     *NewKey
}

func newClient(t testing.TB, s *Server) *client {
	return (&client{t: t, s: s, conn: s.Conn(testAddr)}).fresh()
}

func (c *client) fresh() *client {
	c.kind, c.fingerprint = innerDC, Fingerprint(&testKey().PublicKey)
	c.b = new(big.Int).SetBytes(random(256))
	c.gb = new(big.Int).Exp(big.NewInt(3), c.b, prime).Bytes()
	c.key, c.iv = random(32), random(32)
	return c
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return b
}

func minus(n *big.Int, k int64) []byte { return new(big.Int).Sub(n, big.NewInt(k)).Bytes() }

func (c *client) encode(v bin.Encoder) []byte {
	var b bin.Buffer
	if err := v.Encode(&b); err != nil {
		c.t.Fatal(err)
	}
	return b.Buf
}

func (c *client) decode(v bin.Decoder, b []byte) {
	c.t.Helper()
	if err := v.Decode(&bin.Buffer{Buf: b}); err != nil {
		c.t.Fatal(err)
	}
}

func (c *client) send(body []byte) (err error) {
	var key *NewKey
	c.answer, key, err = c.conn.Handle(c.t.Context(), body)
	if key != nil {
		c.got = key
	}
	return err
}

func (c *client) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// run is the whole exchange.
func (c *client) run() *NewKey {
	c.t.Helper()
	c.reqPQ()
	c.reqDH()
	return c.setDH()
}

func (c *client) reqPQBody() []byte {
	if c.legacyReq {
		return c.encode(&mt.ReqPqRequest{Nonce: c.nonce})
	}
	return c.encode(&mt.ReqPqMultiRequest{Nonce: c.nonce})
}

func (c *client) reqPQ() {
	c.t.Helper()
	c.nonce, c.newNonce = bin.Int128(random(16)), bin.Int256(random(32))
	c.innerNonce = c.nonce
	c.must(c.send(c.reqPQBody()))
	var r mt.ResPQ
	c.decode(&r, c.answer)
	if r.Nonce != c.nonce || len(r.ServerPublicKeyFingerprints) != len(c.s.keys) {
		c.t.Fatalf("%+v", r)
	}
	c.serverNonce, c.pq = r.ServerNonce, r.Pq
	// To factor pq is the client's work, not this test's.
	c.p = binary.BigEndian.AppendUint32(nil, uint32(c.conn.run.p))
	c.q = binary.BigEndian.AppendUint32(nil, uint32(c.conn.run.q))
}

func (c *client) inner() []byte {
	b := &bin.Buffer{}
	b.PutID(c.kind)
	b.PutBytes(c.pq)
	b.PutBytes(c.p)
	b.PutBytes(c.q)
	b.PutInt128(c.innerNonce)
	b.PutInt128(c.serverNonce)
	b.PutInt256(c.newNonce)
	if c.kind == innerDC || c.kind == innerTempDC {
		b.PutInt(c.dc)
	}
	if c.kind == innerTemp || c.kind == innerTempDC {
		b.PutInt(c.expires)
	}
	return b.Buf
}

func (c *client) reqDHBody() []byte {
	c.t.Helper()
	sealed := c.sealed
	if sealed == nil && len(c.p) < 9 {
		var err error
		pad := crypto.RSAPad
		if c.oldPadding {
			pad = crypto.RSAEncryptHashed
		}
		sealed, err = pad(c.inner(), &testKey().PublicKey, rand.Reader)
		c.must(err)
	}
	return c.encode(&mt.ReqDHParamsRequest{
		Nonce: c.nonce, ServerNonce: c.serverNonce, P: c.p, Q: c.q,
		PublicKeyFingerprint: c.fingerprint, EncryptedData: sealed,
	})
}

func (c *client) reqDH() {
	c.t.Helper()
	c.must(c.send(c.reqDHBody()))
	var ok mt.ServerDHParamsOk
	c.decode(&ok, c.answer)
	c.key, c.iv = crypto.TempAESKeys(c.newNonce.BigInt(), c.serverNonce.BigInt())
	plain, err := crypto.DecryptExchangeAnswer(ok.EncryptedAnswer, c.key, c.iv)
	c.must(err)
	var in mt.ServerDHInnerData
	c.decode(&in, plain)
	if in.Nonce != c.nonce || in.ServerNonce != c.serverNonce || int64(in.ServerTime) != c.s.clock.Now().Unix() {
		c.t.Fatalf("%+v", in)
	}
	c.ga = new(big.Int).SetBytes(in.GA)
	c.must(crypto.CheckDHParams(prime, big.NewInt(int64(in.G)), c.ga, new(big.Int).SetBytes(c.gb)))
}

func (c *client) setDHBody() []byte {
	c.t.Helper()
	sealed, err := crypto.EncryptExchangeAnswer(rand.Reader, c.encode(&mt.ClientDHInnerData{
		Nonce: c.innerNonce, ServerNonce: c.serverNonce, RetryID: c.retryID, GB: c.gb,
	}), c.key, c.iv)
	c.must(err)
	return c.encode(&mt.SetClientDHParamsRequest{Nonce: c.nonce, ServerNonce: c.serverNonce, EncryptedData: sealed})
}

// authKey is the client's, with its auth_key_aux_hash.
func (c *client) authKey() (key [256]byte, aux int64) {
	new(big.Int).Exp(c.ga, c.b, prime).FillBytes(key[:])
	sum := sha1.Sum(key[:])
	return key, int64(binary.LittleEndian.Uint64(sum[:]))
}

func (c *client) setDH() *NewKey {
	c.t.Helper()
	c.got = nil
	c.must(c.send(c.setDHBody()))
	var ok mt.DhGenOk
	c.decode(&ok, c.answer)
	key, _ := c.authKey()
	if c.got == nil || c.got.Value != key || ok.NewNonceHash1 != crypto.NonceHash1(c.newNonce, key) {
		c.t.Fatal("the two sides have different keys")
	}
	return c.got
}

package exchange

import (
	"context"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/binary"
	"fmt"
	"io"
	"math/big"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
)

// begin answers req_pq and req_pq_multi, which differ by their id only. A run
// that was under way is forgotten: clients do start over.
func (c *Conn) begin(b *bin.Buffer) ([]byte, error) {
	c.run = nil
	if c.begun++; c.begun > maxBegins {
		return nil, ErrFlood
	}
	b.Skip(bin.Word)
	nonce, err := b.Int128()
	if err != nil {
		return nil, refuse("req_pq cut short")
	}
	r := &run{began: c.s.clock.Now(), nonce: nonce}
	if _, err := io.ReadFull(c.s.rand, r.serverNonce[:]); err != nil {
		return nil, fmt.Errorf("exchange: server nonce: %w", err)
	}
	if r.p, r.q, err = newPQ(c.s.rand); err != nil {
		return nil, fmt.Errorf("exchange: pq: %w", err)
	}
	answer := mt.ResPQ{
		Nonce:       r.nonce,
		ServerNonce: r.serverNonce,
		Pq:          binary.BigEndian.AppendUint64(nil, r.p*r.q),
	}
	for _, k := range c.s.keys {
		answer.ServerPublicKeyFingerprints = append(answer.ServerPublicKeyFingerprints, k.fingerprint)
	}
	c.run = r
	return encode(&answer)
}

// offer answers req_DH_params. What can be checked without big-integer maths is
// checked first: the client has to have factored pq.
func (c *Conn) offer(ctx context.Context, b *bin.Buffer) ([]byte, error) {
	r := c.run
	var req mt.ReqDHParamsRequest
	if err := req.Decode(b); err != nil {
		return nil, refuse("req_DH_params cut short")
	}
	key := c.s.key(req.PublicKeyFingerprint)
	switch {
	case r.power != nil:
		return nil, refuse("req_DH_params again")
	case !r.is(req.Nonce, req.ServerNonce):
		return nil, refuse("wrong nonce")
	case !isNumber(req.P, r.p) || !isNumber(req.Q, r.q):
		return nil, refuse("wrong factors")
	case key == nil:
		return nil, refuse("unknown fingerprint")
	case len(req.EncryptedData) != rsaSize:
		return nil, refuse("encrypted_data of a wrong length")
	case !c.s.limit.allow(c.addr, c.s.clock.Now()):
		return nil, ErrFlood
	}
	if err := c.s.gate.enter(ctx); err != nil {
		return nil, err
	}
	defer c.s.gate.leave()
	inner, err := key.open([rsaSize]byte(req.EncryptedData))
	if err != nil {
		return nil, err
	}
	if !r.is(inner.nonce, inner.serverNonce) {
		return nil, refuse("wrong nonce inside")
	}
	r.newNonce = inner.newNonce
	if !isNumber(inner.pq, r.p*r.q) || !isNumber(inner.p, r.p) || !isNumber(inner.q, r.q) ||
		inner.temporary && (inner.expiresIn <= 0 || inner.expiresIn > maxExpires) {
		c.run = nil
		sum := sha1.Sum(r.newNonce[:])
		return encode(&mt.ServerDHParamsFail{Nonce: r.nonce, ServerNonce: r.serverNonce, NewNonceHash: bin.Int128(sum[4:])})
	}
	r.expiresIn, r.dc = inner.expiresIn, inner.dc
	r.aesKey, r.aesIV = tmpAES(r.newNonce, r.serverNonce)
	return c.offerPower()
}

// offerPower chooses a and encrypts g_a. The caller has a place.
func (c *Conn) offerPower() ([]byte, error) {
	r := c.run
	e, err := c.s.exponent()
	if err != nil {
		return nil, err
	}
	inner, err := encode(&mt.ServerDHInnerData{
		Nonce:       r.nonce,
		ServerNonce: r.serverNonce,
		G:           generator,
		DhPrime:     prime.Bytes(),
		GA:          e.power[:],
		ServerTime:  int(c.s.clock.Now().Unix()),
	})
	if err != nil {
		return nil, err
	}
	sealed, err := seal(c.s.rand, inner, r.aesKey, r.aesIV)
	if err != nil {
		return nil, err
	}
	r.power = e.secret
	return encode(&mt.ServerDHParamsOk{Nonce: r.nonce, ServerNonce: r.serverNonce, EncryptedAnswer: sealed})
}

// finish answers set_client_DH_params.
func (c *Conn) finish(ctx context.Context, b *bin.Buffer) ([]byte, *NewKey, error) {
	r := c.run
	var req mt.SetClientDHParamsRequest
	if err := req.Decode(b); err != nil {
		return nil, nil, refuse("set_client_DH_params cut short")
	}
	if r.power == nil || !r.is(req.Nonce, req.ServerNonce) {
		return nil, nil, refuse("set_client_DH_params out of turn or wrong nonce")
	}
	inner, err := openClientDH(req.EncryptedData, r.aesKey, r.aesIV)
	if err != nil {
		return nil, nil, err
	}
	gb := new(big.Int).SetBytes(inner.GB)
	switch {
	case !r.is(inner.Nonce, inner.ServerNonce):
		return nil, nil, refuse("wrong nonce inside")
	case inner.RetryID != r.retryID:
		return nil, nil, refuse("wrong retry_id")
	case !inRange(gb):
		return nil, nil, refuse("g_b out of range")
	}
	key, err := c.calculate(ctx, gb)
	if err != nil {
		return nil, nil, err
	}
	return c.conclude(ctx, key)
}

// calculate is the key that both sides know now.
func (c *Conn) calculate(ctx context.Context, gb *big.Int) (*NewKey, error) {
	if err := c.s.gate.enter(ctx); err != nil {
		return nil, err
	}
	defer c.s.gate.leave()
	r := c.run
	k := &NewKey{ExpiresIn: r.expiresIn, DC: r.dc}
	new(big.Int).Exp(gb, r.power, prime).FillBytes(k.Value[:])
	sum := sha1.Sum(k.Value[:])
	k.ID = int64(binary.LittleEndian.Uint64(sum[12:]))
	k.ServerSalt = int64(binary.LittleEndian.Uint64(r.newNonce[:]) ^ binary.LittleEndian.Uint64(r.serverNonce[:]))
	return k, nil
}

// conclude answers with dh_gen_ok, or with dh_gen_retry and in the end with
// dh_gen_fail when the key's id is taken.
func (c *Conn) conclude(ctx context.Context, k *NewKey) ([]byte, *NewKey, error) {
	r := c.run
	taken := k.ID == 0 // marks unencrypted messages
	if !taken && c.s.exists != nil {
		var err error
		if taken, err = c.s.exists(ctx, k.ID); err != nil {
			return nil, nil, fmt.Errorf("exchange: look up key: %w", err)
		}
	}
	sum := sha1.Sum(k.Value[:])
	aux := sum[:8]
	if !taken {
		answer, err := encode(&mt.DhGenOk{Nonce: r.nonce, ServerNonce: r.serverNonce, NewNonceHash1: r.hash(1, aux)})
		if err != nil {
			return nil, nil, err
		}
		return answer, k, nil
	}
	if r.tries++; r.tries == maxTries {
		c.run = nil
		answer, err := encode(&mt.DhGenFail{Nonce: r.nonce, ServerNonce: r.serverNonce, NewNonceHash3: r.hash(3, aux)})
		return answer, nil, err
	}
	r.retryID = int64(binary.LittleEndian.Uint64(aux))
	answer, err := encode(&mt.DhGenRetry{Nonce: r.nonce, ServerNonce: r.serverNonce, NewNonceHash2: r.hash(2, aux)})
	return answer, nil, err
}

// hash is new_nonce_hash1, 2 or 3.
func (r *run) hash(n byte, aux []byte) bin.Int128 {
	var b [32 + 1 + 8]byte
	copy(b[:], r.newNonce[:])
	b[32] = n
	copy(b[33:], aux)
	sum := sha1.Sum(b[:])
	return bin.Int128(sum[4:])
}

// is reports whether the nonces are those of this run.
func (r *run) is(nonce, serverNonce bin.Int128) bool {
	return subtle.ConstantTimeCompare(r.nonce[:], nonce[:])&
		subtle.ConstantTimeCompare(r.serverNonce[:], serverNonce[:]) == 1
}

// isNumber reports whether the big-endian number b, leading zeros allowed, is n.
func isNumber(b []byte, n uint64) bool {
	if len(b) > 8 {
		return false
	}
	var full [8]byte
	copy(full[8-len(b):], b)
	return subtle.ConstantTimeCompare(full[:], binary.BigEndian.AppendUint64(nil, n)) == 1
}

func encode(v bin.Encoder) ([]byte, error) {
	var b bin.Buffer
	if err := v.Encode(&b); err != nil {
		return nil, fmt.Errorf("exchange: encode: %w", err)
	}
	return b.Buf, nil
}

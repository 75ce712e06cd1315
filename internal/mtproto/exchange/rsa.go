package exchange

import (
	"crypto/aes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"math/big"
	"slices"
	"sync"

	"github.com/gotd/ige"
	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
)

// rsaSize is the length of what the server's key encrypts.
const rsaSize = 256

// innerTemp is p_q_inner_data_temp, which has left the schema; old clients with
// temporary keys send it.
const innerTemp = 0x3c6a84d4

// rsaKey opens what was encrypted for the server.
type rsaKey struct {
	fingerprint int64
	*rsa.PrivateKey
	blind blinding
}

func newRSAKey(k *rsa.PrivateKey) *rsaKey {
	if k.N.BitLen() != 8*rsaSize || len(k.Primes) != 2 {
		panic("exchange: not an RSA key of 2048 bits and two primes")
	}
	k.Precompute()
	return &rsaKey{fingerprint: Fingerprint(&k.PublicKey), PrivateKey: k}
}

// inner is P_Q_inner_data in all its forms.
type inner struct {
	pq, p, q           []byte
	nonce, serverNonce bin.Int128
	newNonce           bin.Int256
	dc, expiresIn      int
	temporary          bool
}

// open decrypts encrypted_data of req_DH_params. The caller has a place.
func (k *rsaKey) open(sealed [rsaSize]byte) (*inner, error) {
	m, err := k.decrypt(sealed)
	if err != nil {
		return nil, err
	}
	if data, ok := unpad(m); ok {
		in, _, err := parseInner(data)
		return in, err
	}
	return openOld(m)
}

// unpad undoes RSA_PAD and reports whether m was made by it.
func unpad(m [rsaSize]byte) (data []byte, ok bool) {
	key := sha256.Sum256(m[32:])
	subtle.XORBytes(key[:], key[:], m[:32])
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, false
	}
	var plain [rsaSize - 32]byte
	ige.DecryptBlocks(block, make([]byte, 32), plain[:], m[32:])
	data = plain[:192]
	slices.Reverse(data)
	h := sha256.New()
	h.Write(key[:])
	h.Write(data)
	return data, subtle.ConstantTimeCompare(h.Sum(nil), plain[192:]) == 1
}

// openOld undoes the padding of older clients: a zero, SHA-1 of the data, the
// data, any bytes. The zero is looked at last, so that the time taken does not
// tell who guesses at messages of others whether it was there.
func openOld(m [rsaSize]byte) (*inner, error) {
	hash, data := m[1:1+sha1.Size], m[1+sha1.Size:]
	in, n, err := parseInner(data)
	if err != nil {
		return nil, err
	}
	if sum := sha1.Sum(data[:n]); subtle.ConstantTimeCompare(sum[:], hash)&subtle.ConstantTimeByteEq(m[0], 0) != 1 {
		return nil, refuse("encrypted_data is damaged")
	}
	return in, nil
}

// parseInner parses P_Q_inner_data and returns its length.
func parseInner(data []byte) (*inner, int, error) {
	b := &bin.Buffer{Buf: data}
	id, err := b.ID()
	if err != nil {
		return nil, 0, refuse("p_q_inner_data cut short")
	}
	var in inner
	var dc bool
	switch id {
	case mt.PQInnerDataTypeID:
	case mt.PQInnerDataDCTypeID:
		dc = true
	case mt.PQInnerDataTempDCTypeID:
		dc, in.temporary = true, true
	case innerTemp:
		in.temporary = true
	default:
		return nil, 0, refuse("encrypted_data is not p_q_inner_data")
	}
	if err := in.parse(b, dc); err != nil {
		return nil, 0, refuse("p_q_inner_data cut short")
	}
	return &in, len(data) - b.Len(), nil
}

func (in *inner) parse(b *bin.Buffer, dc bool) (err error) {
	for _, number := range []*[]byte{&in.pq, &in.p, &in.q} {
		if *number, err = b.Bytes(); err != nil {
			return err
		}
	}
	for _, nonce := range []*bin.Int128{&in.nonce, &in.serverNonce} {
		if *nonce, err = b.Int128(); err != nil {
			return err
		}
	}
	if in.newNonce, err = b.Int256(); err != nil {
		return err
	}
	if dc {
		if in.dc, err = b.Int(); err != nil {
			return err
		}
	}
	if in.temporary {
		in.expiresIn, err = b.Int()
	}
	return err
}

// decrypt is the bare RSA operation, by the two primes apart and blinded: what
// time it takes says nothing of the key.
func (k *rsaKey) decrypt(sealed [rsaSize]byte) (m [rsaSize]byte, err error) {
	c := new(big.Int).SetBytes(sealed[:])
	if c.Cmp(k.N) >= 0 {
		return m, refuse("encrypted_data is larger than the key")
	}
	forth, back, err := k.blind.next(&k.PublicKey)
	if err != nil {
		return m, err
	}
	c.Mod(c.Mul(c, forth), k.N)
	p, q := k.Primes[0], k.Primes[1]
	mp := new(big.Int).Exp(c, k.Precomputed.Dp, p)
	mq := new(big.Int).Exp(c, k.Precomputed.Dq, q)
	mp.Sub(mp, mq)
	mp.Mod(mp.Mul(mp, k.Precomputed.Qinv), p)
	mp.Add(mp.Mul(mp, q), mq)
	mp.Mod(mp.Mul(mp, back), k.N)
	mp.FillBytes(m[:])
	return m, nil
}

// blinding hands out pairs r^e and r^-1. A pair is the square of the last one,
// a new r comes now and then.
type blinding struct {
	mu          sync.Mutex
	forth, back *big.Int
	uses        int
}

func (b *blinding) next(k *rsa.PublicKey) (forth, back *big.Int, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.uses%64 == 0 {
		b.back = nil
	}
	b.uses++
	for b.back == nil {
		r, err := rand.Int(rand.Reader, k.N)
		if err != nil {
			return nil, nil, fmt.Errorf("exchange: blinding: %w", err)
		}
		b.back = new(big.Int).ModInverse(r, k.N) // nil for zero and the primes
		b.forth = r.Exp(r, big.NewInt(int64(k.E)), k.N)
	}
	forth, back = b.forth, b.back
	b.forth = new(big.Int).Mul(forth, forth)
	b.forth.Mod(b.forth, k.N)
	b.back = new(big.Int).Mul(back, back)
	b.back.Mod(b.back, k.N)
	return forth, back, nil
}

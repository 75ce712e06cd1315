package mtproto

import (
	"crypto/aes"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"hash"
	"sync"
)

// Layout of an encrypted packet: auth_key_id, msg_key, then encrypted: salt,
// session, msg_id, seqno, length, body, padding.
const (
	headSize   = 24
	innerSize  = 32
	minPadding = 12
	maxPadding = 1024
)

// The direction's offset into the auth key (x in the protocol's description).
const (
	fromClient = 0
	fromServer = 8
)

type hasher struct {
	h   hash.Hash
	sum [32]byte
}

var hashers = sync.Pool{New: func() any { return &hasher{h: sha256.New()} }}

// msgKeyLarge is SHA-256 of a piece of the auth key and the plaintext; its
// middle is the msg_key, its first 32 bits the quick ack.
func msgKeyLarge(value *[256]byte, x int, plain []byte) [32]byte {
	h := hashers.Get().(*hasher)
	h.h.Reset()
	h.h.Write(value[88+x : 120+x])
	h.h.Write(plain)
	h.h.Sum(h.sum[:0])
	sum := h.sum
	hashers.Put(h)
	return sum
}

// deriveKeys is the key derivation of MTProto 2.0.
func deriveKeys(value *[256]byte, x int, msgKey []byte, key, iv *[32]byte) {
	var in [52]byte
	copy(in[:], msgKey)
	copy(in[16:], value[x:x+36])
	a := sha256.Sum256(in[:])
	copy(in[:], value[40+x:76+x])
	copy(in[36:], msgKey)
	b := sha256.Sum256(in[:])
	copy(key[:], a[:8])
	copy(key[8:], b[8:24])
	copy(key[24:], a[24:])
	copy(iv[:], b[:8])
	copy(iv[8:], a[8:24])
	copy(iv[24:], b[24:])
}

// decrypt decrypts a client's packet in place. plain is everything from the
// salt on, padding included; ok is false when the packet is not of this key or
// was tampered with. token is its quick ack.
func decrypt(value *[256]byte, packet []byte) (plain []byte, token uint32, ok bool) {
	data := packet[headSize:]
	data = data[:len(data)&^15] // padded framings leave their own padding behind
	if len(data) < innerSize+minPadding {
		return nil, 0, false
	}
	var key, iv [32]byte
	msgKey := packet[8:headSize]
	deriveKeys(value, fromClient, msgKey, &key, &iv)
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, 0, false
	}
	igeDecrypt(block, &iv, data)
	sum := msgKeyLarge(value, fromClient, data)
	if subtle.ConstantTimeCompare(sum[8:24], msgKey) != 1 {
		return nil, 0, false
	}
	return data, le.Uint32(sum[:]) | 1<<31, true
}

// seal pads and encrypts a packet in place: b holds room for the head, then
// salt to body. It returns b with its padding.
func seal(k *authKey, b []byte) []byte {
	n := len(b)
	pad := minPadding + (16-(n-headSize+minPadding)%16)%16
	for range pad {
		b = append(b, 0)
	}
	_, _ = rand.Read(b[n:]) // never fails
	sum := msgKeyLarge(&k.value, fromServer, b[headSize:])
	le.PutUint64(b, uint64(k.id))
	copy(b[8:headSize], sum[8:24])
	var key, iv [32]byte
	deriveKeys(&k.value, fromServer, b[8:headSize], &key, &iv)
	block, err := aes.NewCipher(key[:])
	if err != nil {
		panic(err) // the key's size is right
	}
	igeEncrypt(block, &iv, b[headSize:])
	return b
}

package bench

import (
	"crypto/aes"
	"encoding/binary"
	"errors"
	"math/rand/v2"

	"github.com/gotd/ige"
	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
)

// Layout of a packet: auth_key_id, msg_key; encrypted: salt, session, msg_id,
// seqno, length, body, padding.
const (
	headSize  = 24
	innerSize = 32
	minPad    = 12
)

var errPacket = errors.New("packet that is not the server's")

// authKey is an auth key that both sides have.
type authKey struct {
	id    int64
	value crypto.Key
}

// seal pads plain, which begins with the salt, encrypts it and appends head and
// cipher text to dst.
func (k *authKey) seal(dst, plain []byte) []byte {
	for n := minPad + (16-(len(plain)+minPad)%16)%16; n > 0; n -= 4 {
		plain = binary.LittleEndian.AppendUint32(plain, rand.Uint32())
	}
	msgKey := crypto.MessageKey(k.value, plain, crypto.Client)
	key, iv := crypto.Keys(k.value, msgKey, crypto.Client)
	block, err := aes.NewCipher(key[:])
	if err != nil {
		panic(err) // the key's size is right
	}
	dst = binary.LittleEndian.AppendUint64(dst, uint64(k.id))
	dst = append(dst, msgKey[:]...)
	at := len(dst)
	dst = append(dst, plain...) // room
	ige.EncryptBlocks(block, iv[:], dst[at:], plain)
	return dst
}

// open decrypts a packet of the server into dst, which is grown when too small.
func (k *authKey) open(dst, packet []byte) ([]byte, error) {
	if len(packet) < headSize+innerSize || len(packet)%16 != headSize%16 ||
		int64(binary.LittleEndian.Uint64(packet)) != k.id {
		return nil, errPacket
	}
	var msgKey bin.Int128
	copy(msgKey[:], packet[8:headSize])
	key, iv := crypto.Keys(k.value, msgKey, crypto.Server)
	block, err := aes.NewCipher(key[:])
	if err != nil {
		panic(err) // the key's size is right
	}
	body := packet[headSize:]
	if cap(dst) < len(body) {
		dst = make([]byte, len(body))
	}
	dst = dst[:len(body)]
	ige.DecryptBlocks(block, iv[:], dst, body)
	if crypto.MessageKey(k.value, dst, crypto.Server) != msgKey {
		return nil, errPacket
	}
	return dst, nil
}

package exchange

import (
	"crypto/aes"
	"crypto/sha1"
	"crypto/subtle"
	"fmt"
	"io"

	"github.com/gotd/ige"
	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
)

// maxClientDH is the longest encrypted_data of set_client_DH_params: hash,
// client_DH_inner_data and padding come to less.
const maxClientDH = 384

// tmpAES derives the key and the start of the encryption of step 6.
func tmpAES(newNonce bin.Int256, serverNonce bin.Int128) (key, iv [32]byte) {
	ns := sha1.Sum(append(append(make([]byte, 0, 48), newNonce[:]...), serverNonce[:]...))
	sn := sha1.Sum(append(append(make([]byte, 0, 48), serverNonce[:]...), newNonce[:]...))
	nn := sha1.Sum(append(append(make([]byte, 0, 64), newNonce[:]...), newNonce[:]...))
	copy(key[:], ns[:])
	copy(key[20:], sn[:12])
	copy(iv[:], sn[12:])
	copy(iv[8:], nn[:])
	copy(iv[28:], newNonce[:4])
	return key, iv
}

// seal hashes, pads and encrypts.
func seal(random io.Reader, data []byte, key, iv [32]byte) ([]byte, error) {
	b := make([]byte, (sha1.Size+len(data)+15)&^15)
	sum := sha1.Sum(data)
	copy(b, sum[:])
	n := sha1.Size + copy(b[sha1.Size:], data)
	if _, err := io.ReadFull(random, b[n:]); err != nil {
		return nil, fmt.Errorf("exchange: padding: %w", err)
	}
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, fmt.Errorf("exchange: %w", err)
	}
	sealed := make([]byte, len(b)) // not in place: the next block needs this one's plain text
	ige.EncryptBlocks(block, iv[:], sealed, b)
	return sealed, nil
}

// openClientDH undoes the client's seal.
func openClientDH(sealed []byte, key, iv [32]byte) (*mt.ClientDHInnerData, error) {
	if len(sealed) > maxClientDH || len(sealed) <= sha1.Size || len(sealed)%aes.BlockSize != 0 {
		return nil, refuse("encrypted_data of a wrong length")
	}
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, fmt.Errorf("exchange: %w", err)
	}
	plain := make([]byte, len(sealed))
	ige.DecryptBlocks(block, iv[:], plain, sealed)
	b := &bin.Buffer{Buf: plain[sha1.Size:]}
	var inner mt.ClientDHInnerData
	if err := inner.Decode(b); err != nil || b.Len() > 15 {
		return nil, refuse("client_DH_inner_data is not one")
	}
	sum := sha1.Sum(plain[sha1.Size : len(plain)-b.Len()])
	if subtle.ConstantTimeCompare(sum[:], plain[:sha1.Size]) != 1 {
		return nil, refuse("client_DH_inner_data is damaged")
	}
	return &inner, nil
}

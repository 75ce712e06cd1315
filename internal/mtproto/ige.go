package mtproto

import (
	"crypto/cipher"
	"encoding/binary"
)

var le = binary.LittleEndian

// igeDecrypt decrypts whole blocks in place (AES in Infinite Garble Extension).
func igeDecrypt(b cipher.Block, iv *[32]byte, data []byte) {
	c0, c1 := le.Uint64(iv[0:]), le.Uint64(iv[8:])
	p0, p1 := le.Uint64(iv[16:]), le.Uint64(iv[24:])
	for len(data) >= 16 {
		blk := data[:16:16]
		x0, x1 := le.Uint64(blk), le.Uint64(blk[8:])
		le.PutUint64(blk, x0^p0)
		le.PutUint64(blk[8:], x1^p1)
		b.Decrypt(blk, blk)
		p0, p1 = le.Uint64(blk)^c0, le.Uint64(blk[8:])^c1
		le.PutUint64(blk, p0)
		le.PutUint64(blk[8:], p1)
		c0, c1 = x0, x1
		data = data[16:]
	}
}

// igeEncrypt encrypts whole blocks in place.
func igeEncrypt(b cipher.Block, iv *[32]byte, data []byte) {
	c0, c1 := le.Uint64(iv[0:]), le.Uint64(iv[8:])
	p0, p1 := le.Uint64(iv[16:]), le.Uint64(iv[24:])
	for len(data) >= 16 {
		blk := data[:16:16]
		x0, x1 := le.Uint64(blk), le.Uint64(blk[8:])
		le.PutUint64(blk, x0^c0)
		le.PutUint64(blk[8:], x1^c1)
		b.Encrypt(blk, blk)
		c0, c1 = le.Uint64(blk)^p0, le.Uint64(blk[8:])^p1
		le.PutUint64(blk, c0)
		le.PutUint64(blk[8:], c1)
		p0, p1 = x0, x1
		data = data[16:]
	}
}

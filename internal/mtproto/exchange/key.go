package exchange

import (
	"crypto/rsa"
	"crypto/sha1"
	"encoding/binary"
	"math/big"

	"github.com/gotd/td/bin"
)

// Fingerprint names a key in resPQ: the low 64 bits of the SHA-1 of its modulus
// and exponent, each as a TL string.
func Fingerprint(k *rsa.PublicKey) int64 {
	var b bin.Buffer
	b.PutBytes(k.N.Bytes())
	b.PutBytes(big.NewInt(int64(k.E)).Bytes())
	sum := sha1.Sum(b.Buf)
	return int64(binary.LittleEndian.Uint64(sum[12:]))
}

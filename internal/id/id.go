// Package id makes the random numbers that name things.
//
// Owns randomness for identifiers. Must not import anything but the standard
// library.
package id

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
)

// Int64 is a random non-zero 64-bit number from the system's secure source.
func Int64() int64 {
	for {
		if n := int64(binary.LittleEndian.Uint64(Bytes(8))); n != 0 {
			return n
		}
	}
}

// Below is a uniform random number in [0, n), n > 0, from the secure source.
func Below(n int64) int64 {
	limit := (1<<63 - 1) / n * n
	for {
		if x := int64(binary.LittleEndian.Uint64(Bytes(8)) >> 1); x < limit {
			return x % n
		}
	}
}

// Bytes is n secure random bytes.
func Bytes(n int) []byte {
	b := make([]byte, n)
	if _, err := rand.Read(b); err != nil {
		panic(err) // crypto/rand never returns an error since Go 1.24
	}
	return b
}

// Hex is n secure random bytes in hexadecimal, for request ids and tokens.
func Hex(n int) string { return hex.EncodeToString(Bytes(n)) }

package store

import "encoding/binary"

// Key builds a record key. The first byte says which subject's record it is
// (the list is in docs/ARCHITECTURE.md); numbers are big endian with the sign
// bit flipped, so keys order as the numbers do.
type Key []byte

// K starts a key.
func K(kind byte) Key { return append(make(Key, 0, 18), kind) }

// Int appends a number as 8 bytes.
func (k Key) Int(n int64) Key { return binary.BigEndian.AppendUint64(k, uint64(n)^(1<<63)) }

// Byte appends one byte.
func (k Key) Byte(b byte) Key { return append(k, b) }

// String appends raw text; only as the last part of a key.
func (k Key) String(s string) Key { return append(k, s...) }

// End is the first key after all that begin with k: the upper bound of a scan.
func (k Key) End() Key {
	end := append(Key(nil), k...)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i]++; end[i] != 0 {
			return end[:i+1]
		}
	}
	return nil
}

// IntAt reads the number that Int wrote at an offset of a key. It panics when
// the key is shorter, which means that a record is not what its kind says.
func IntAt(key []byte, at int) int64 {
	return int64(binary.BigEndian.Uint64(key[at:]) ^ (1 << 63))
}

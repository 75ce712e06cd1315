package pebble

import (
	"fmt"

	"heliograph/internal/store"
)

// checkOwner refuses to read an owner that does not fit the length byte: it
// would name the records of another.
func checkOwner(o store.Owner) error {
	if len(o) == 0 || len(o) > 255 {
		return fmt.Errorf("store: owner of %d bytes", len(o))
	}
	return nil
}

// appendKey appends what a record is called on disk. The first byte is the
// length of the owner less one: it is never ff, so every owner has a successor.
func appendKey(b []byte, o store.Owner, key []byte) []byte {
	b = append(b, byte(len(o)-1))
	b = append(b, o...)
	return append(b, key...)
}

// appendBounds appends the bounds on disk of from <= key < to, one after the
// other, and returns both and the grown buffer.
func appendBounds(b []byte, o store.Owner, from, to []byte) (lo, hi, buf []byte) {
	b = appendKey(b, o, from)
	n := len(b)
	b = appendKey(b, o, to)
	if to == nil { // the first key after the owner's
		for i := len(b) - 1; ; i-- {
			if b[i]++; b[i] != 0 {
				b = b[:i+1]
				break
			}
		}
	}
	return b[:n:n], b[n:], b
}

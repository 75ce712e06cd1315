package store

import (
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// Records are CBOR maps with integer keys: fields may be added, their numbers
// are never used again, and an unknown one is left alone.
var (
	encMode = func() cbor.EncMode {
		m, err := cbor.EncOptions{Time: cbor.TimeUnix}.EncMode()
		if err != nil {
			panic(err)
		}
		return m
	}()
	decMode = func() cbor.DecMode {
		m, err := cbor.DecOptions{MaxArrayElements: 1 << 20, MaxMapPairs: 1 << 16}.DecMode()
		if err != nil {
			panic(err)
		}
		return m
	}()
)

// Encode is v, a subject's record struct, as bytes. It panics on types that
// CBOR cannot hold, which no record struct has.
func Encode(v any) []byte {
	b, err := encMode.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("store: encode %T: %v", v, err))
	}
	return b
}

// Decode reads what Encode wrote. A record that cannot be read is ErrCorrupt.
func Decode(b []byte, v any) error {
	if err := decMode.Unmarshal(b, v); err != nil {
		return fmt.Errorf("%w: record %T: %w", ErrCorrupt, v, err)
	}
	return nil
}

// Load reads and decodes one record. found is false, and v untouched, when it
// is absent.
func Load(r Reader, o Owner, key []byte, v any) (found bool, err error) {
	b, err := r.Get(o, key)
	if err != nil || b == nil {
		return false, err
	}
	return true, Decode(b, v)
}

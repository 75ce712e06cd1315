package wire

import (
	"encoding/binary"
	"errors"
)

// What is wrong with bytes from a peer.
var (
	ErrMalformed = errors.New("malformed message")
	ErrTooDeep   = errors.New("nested too deep")
	ErrTooBig    = errors.New("inflates to too much")
)

// Reader walks over TL bytes. After the first failure everything reads as zero
// and Err reports it. The zero Reader is empty.
type Reader struct {
	b   []byte
	bad bool
}

// NewReader reads b.
func NewReader(b []byte) Reader { return Reader{b: b} }

// Err is ErrMalformed once something did not fit.
func (r *Reader) Err() error {
	if r.bad {
		return ErrMalformed
	}
	return nil
}

// Rest is what has not been read.
func (r *Reader) Rest() []byte { return r.b }

// Uint32 reads a constructor id or a number.
func (r *Reader) Uint32() uint32 {
	b := r.Take(4)
	if b == nil {
		return 0
	}
	return binary.LittleEndian.Uint32(b)
}

// Int32 reads an int.
func (r *Reader) Int32() int32 { return int32(r.Uint32()) }

// Int64 reads a long.
func (r *Reader) Int64() int64 {
	b := r.Take(8)
	if b == nil {
		return 0
	}
	return int64(binary.LittleEndian.Uint64(b))
}

// Take reads n raw bytes, or nil when there are fewer.
func (r *Reader) Take(n int) []byte {
	if r.bad || n < 0 || len(r.b) < n {
		r.bad, r.b = true, nil
		return nil
	}
	b := r.b[:n:n]
	r.b = r.b[n:]
	return b
}

// Bytes reads a TL string or bytes without its padding.
func (r *Reader) Bytes() []byte {
	if len(r.b) < 4 {
		r.bad, r.b = true, nil
		return nil
	}
	n, head := int(r.b[0]), 1
	switch n {
	case 254:
		n, head = int(r.b[1])|int(r.b[2])<<8|int(r.b[3])<<16, 4
	case 255:
		r.bad, r.b = true, nil // lengths of 2^24 and more have no place here
		return nil
	}
	b := r.Take((head + n + 3) &^ 3)
	if b == nil {
		return nil
	}
	return b[head : head+n : head+n]
}

// IDs reads a Vector<long>, boxed, of at most limit elements.
func (r *Reader) IDs(limit int) IDs {
	if r.Uint32() != VectorID {
		r.bad = true
	}
	n := int(r.Uint32())
	if r.bad || n > limit || n > len(r.b)/8 {
		r.bad, r.b = true, nil
		return nil
	}
	return IDs(r.Take(8 * n))
}

// IDs are the elements of a Vector<long> as they lie on the wire.
type IDs []byte

// Len is how many there are.
func (x IDs) Len() int { return len(x) / 8 }

// At is the i-th.
func (x IDs) At(i int) int64 { return int64(binary.LittleEndian.Uint64(x[8*i:])) }

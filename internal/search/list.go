package search

import (
	"encoding/binary"
	"fmt"

	"heliograph/internal/store"
)

// A chunk of a list holds rising ids: the first, how far the last is from it,
// then the gaps from id to id, as varints. A gap of 0 is followed by how many
// ids come in an unbroken run. So a chunk is extended without being decoded,
// and lists that nearly every message is in are short.

const (
	minRun   = 3
	maxChunk = 1 << 20
)

// extend adds rising ids above the last one to a chunk, nil for none.
func extend(old []byte, ids []uint32) []byte {
	if len(ids) == 0 {
		return old
	}
	first, last, body := ids[0], ids[0], []byte(nil)
	if old == nil {
		ids = ids[1:]
	} else {
		f, n := binary.Uvarint(old)
		d, m := binary.Uvarint(old[n:])
		first, last, body = uint32(f), uint32(f+d), old[n+m:]
	}
	end := last
	if len(ids) > 0 {
		end = ids[len(ids)-1]
	}
	out := make([]byte, 0, 10+len(body)+2*len(ids))
	out = binary.AppendUvarint(out, uint64(first))
	out = binary.AppendUvarint(out, uint64(end-first))
	out = append(out, body...)
	for len(ids) > 0 {
		n := 0
		for n < len(ids) && ids[n] == last+uint32(n)+1 {
			n++
		}
		switch {
		case n >= minRun:
			out = binary.AppendUvarint(append(out, 0), uint64(n))
		default:
			n = 1
			out = binary.AppendUvarint(out, uint64(ids[0]-last))
		}
		last, ids = ids[n-1], ids[n:]
	}
	return out
}

// firstOf is the first id of a chunk.
func firstOf(chunk []byte) uint32 {
	first, _ := binary.Uvarint(chunk)
	return uint32(first)
}

// runs calls f with each run of ids of a chunk, from lo to hi inclusive.
func runs(chunk []byte, f func(lo, hi uint32)) error {
	first, n := binary.Uvarint(chunk)
	if n <= 0 {
		return errChunk(chunk)
	}
	length, m := binary.Uvarint(chunk[n:])
	last := first + length
	if m <= 0 || last > 1<<31 {
		return errChunk(chunk)
	}
	at, rest := uint32(first), chunk[n+m:]
	f(at, at)
	for len(rest) > 0 {
		gap, n := uint64(rest[0]), 1
		if gap >= 0x80 {
			if gap, n = binary.Uvarint(rest); n <= 0 {
				return errChunk(chunk)
			}
		}
		rest = rest[n:]
		count := uint64(1)
		if gap == 0 {
			if count, n = binary.Uvarint(rest); n <= 0 {
				return errChunk(chunk)
			}
			gap, rest = 1, rest[n:]
		}
		if gap > last || count > last || uint64(at)+gap+count-1 > last {
			return errChunk(chunk)
		}
		lo := at + uint32(gap)
		at = lo + uint32(count) - 1
		f(lo, at)
	}
	return nil
}

func errChunk(chunk []byte) error {
	return fmt.Errorf("%w: search: a chunk of %d bytes", store.ErrCorrupt, len(chunk))
}

// decode is the ids of a chunk, rising; none for nil.
func decode(chunk []byte) ([]uint32, error) {
	if chunk == nil {
		return nil, nil
	}
	var out []uint32
	err := runs(chunk, func(lo, hi uint32) {
		if len(out)+int(hi-lo) > maxChunk {
			return
		}
		for id := lo; id <= hi; id++ {
			out = append(out, id)
		}
	})
	return out, err
}

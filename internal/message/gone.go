package message

import (
	"math/bits"

	"heliograph/internal/store"
)

// Which ids of a channel were deleted is kept as bits: so how many messages there
// are between two ids, which is what a member has not read, costs next to nothing
// however many there are.

// goneChunk is how many ids one record covers.
const goneChunk = 1024

func goneKey(chunk int) store.Key { return store.K('X').Int(int64(chunk)) }

// markGone notes that ids of a channel are deleted.
func markGone(tx store.Tx, box store.Owner, ids []int) error {
	dirty := map[int][]byte{}
	for _, id := range ids {
		c := id / goneChunk
		if dirty[c] == nil {
			b, err := tx.Get(box, goneKey(c))
			if err != nil {
				return err
			}
			dirty[c] = make([]byte, goneChunk/8)
			copy(dirty[c], b)
		}
		at := id % goneChunk
		dirty[c][at/8] |= 1 << (at % 8)
	}
	for c, b := range dirty {
		tx.Put(box, goneKey(c), b)
	}
	return nil
}

// goneBetween is how many of the ids of a channel above after, up to and with to,
// are deleted.
func goneBetween(r store.Reader, box store.Owner, after, to int) (int, error) {
	if to <= after {
		return 0, nil
	}
	rows, err := r.Scan(box, goneKey((after+1)/goneChunk), goneKey(to/goneChunk+1), false, 0)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, row := range rows {
		base := int(store.IntAt(row.Key, 1)) * goneChunk
		n += ones(row.Value, max(after+1-base, 0), min(to+1-base, goneChunk))
	}
	return n, nil
}

// ones is how many bits of b are set from lo up to, without, hi.
func ones(b []byte, lo, hi int) int {
	n := 0
	for i := lo; i < hi; {
		if i%8 == 0 && i+8 <= hi {
			n += bits.OnesCount8(b[i/8])
			i += 8
			continue
		}
		n += int(b[i/8] >> (i % 8) & 1)
		i++
	}
	return n
}

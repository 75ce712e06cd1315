package peer

import (
	"crypto/subtle"
	"encoding/binary"
)

// What else has access hashes. These are no peers: they have no box.
const (
	File       Kind = 16
	StickerSet Kind = 17
	reference  Kind = 18
)

// lasting begins a file reference that does not expire.
const lasting = 1

// Reference is by which viewer shows that it was shown a file, one of those that
// everybody may see for ever.
func (h *Hasher) Reference(viewer, file int64) []byte {
	return binary.BigEndian.AppendUint64([]byte{lasting}, uint64(h.Hash(viewer, Of(reference, file))))
}

// CheckReference says, in constant time, whether ref is viewer's reference of a
// file.
func (h *Hasher) CheckReference(viewer, file int64, ref []byte) bool {
	return subtle.ConstantTimeCompare(ref, h.Reference(viewer, file)) == 1
}

package transport

import (
	"encoding/binary"
	"errors"
	"math/rand/v2"
)

// Errors of the byte stream. Each one ends the connection.
var (
	// ErrFraming says that the first bytes belong to no framing that we know.
	ErrFraming = errors.New("transport: no known framing")
	// ErrLength says that a packet is longer than MaxPacket, shorter than any
	// MTProto message or not a multiple of four bytes.
	ErrLength = errors.New("transport: bad packet length")
	// ErrSequence says that a packet of the full framing came out of order.
	ErrSequence = errors.New("transport: bad packet sequence number")
	// ErrChecksum says that a packet of the full framing was damaged.
	ErrChecksum = errors.New("transport: bad packet checksum")
	// ErrPayload says that a payload to be written is empty, too long or not a
	// multiple of four bytes; nothing was written.
	ErrPayload = errors.New("transport: payload cannot be framed")
)

// framing is one of the four envelopes.
type framing uint8

const (
	abridged framing = iota
	intermediate
	padded
	full
)

const (
	// minPacket is the shortest MTProto message: key id, message id, length and
	// one TL id, all unencrypted.
	minPacket = 24
	// maxPad is the longest padding of a padded intermediate packet.
	maxPad = 15
	// quickBit asks for a quick ack in a 32-bit length; abridged has it in its
	// first byte.
	quickBit = 1 << 31

	tagAbridged     = 0xefefefef
	tagIntermediate = 0xeeeeeeee
	tagPadded       = 0xdddddddd
)

var framingNames = [...]string{"abridged", "intermediate", "padded intermediate", "full"}

// framingOf finds the framing that the tag of an obfuscated stream announces.
// Full has no tag: it cannot be obfuscated.
func framingOf(tag uint32) (framing, bool) {
	switch tag {
	case tagAbridged:
		return abridged, true
	case tagIntermediate:
		return intermediate, true
	case tagPadded:
		return padded, true
	}
	return 0, false
}

// names are built once, so that naming a connection costs no memory.
var names = func() (n [2][2][4]string) {
	for ws := range 2 {
		for obfuscated := range 2 {
			for f := range framingNames {
				s := framingNames[f]
				if obfuscated == 1 {
					s = "obfuscated " + s
				}
				if ws == 1 {
					s = "websocket " + s
				}
				n[ws][obfuscated][f] = s
			}
		}
	}
	return n
}()

func nameOf(f framing, obfuscated, ws bool) string { return names[index(ws)][index(obfuscated)][f] }

func index(b bool) int {
	if b {
		return 1
	}
	return 0
}

// checkLength refuses n, the length of a payload as announced.
func (f framing) checkLength(n int) error {
	switch {
	case f == padded && (n < minPacket || n > MaxPacket+maxPad):
		return ErrLength
	case f != padded && (n < minPacket || n > MaxPacket || n%4 != 0):
		return ErrLength
	}
	return nil
}

// appendHead appends what goes before a payload of n bytes with pad bytes of
// padding.
func (f framing) appendHead(b []byte, n, pad int, seq uint32) []byte {
	switch f {
	case abridged:
		if n/4 < 0x7f {
			return append(b, byte(n/4))
		}
		return binary.LittleEndian.AppendUint32(b, uint32(n/4)<<8|0x7f)
	case full:
		b = binary.LittleEndian.AppendUint32(b, uint32(n+12))
		return binary.LittleEndian.AppendUint32(b, seq)
	default:
		return binary.LittleEndian.AppendUint32(b, uint32(n+pad))
	}
}

// padding is how many bytes to add to the next packet. Never more than three,
// although fifteen are allowed: not all clients strip whole words.
func (f framing) padding() int {
	if f != padded {
		return 0
	}
	return rand.IntN(4)
}

// appendQuickAck appends the answer to a packet that asked for a quick ack. Full
// has none (https://core.telegram.org/mtproto/mtproto-transports#quick-ack).
func (f framing) appendQuickAck(b []byte, token uint32) []byte {
	token |= quickBit
	switch f {
	case abridged:
		return binary.BigEndian.AppendUint32(b, token)
	case intermediate:
		return binary.LittleEndian.AppendUint32(b, token)
	case padded:
		pad := rand.IntN(9)
		b = binary.LittleEndian.AppendUint32(b, uint32(8+pad))
		b = binary.LittleEndian.AppendUint32(b, 0xffffffff)
		b = binary.LittleEndian.AppendUint32(b, token)
		return appendPad(b, pad)
	}
	return b
}

func appendPad(b []byte, n int) []byte {
	var pad [16]byte
	binary.LittleEndian.PutUint64(pad[:], rand.Uint64())
	binary.LittleEndian.PutUint64(pad[8:], rand.Uint64())
	return append(b, pad[:n]...)
}

// unpad cuts the padding of a padded intermediate packet. Its length is not
// sent: it is whatever is left after a message, so the heads of the two kinds
// of message are the one thing that this package knows of what it carries. A
// payload that is neither comes back with its last partial word cut, for the
// reader to refuse.
func unpad(p []byte) []byte {
	if binary.LittleEndian.Uint64(p) != 0 { // encrypted: key id, message key, whole blocks
		return p[:24+(len(p)-24)&^15]
	}
	if n := uint64(20) + uint64(binary.LittleEndian.Uint32(p[16:])); n <= uint64(len(p)) && uint64(len(p))-n <= maxPad {
		return p[:n]
	}
	return p[:len(p)&^3]
}

// Package transport frames MTProto packets over byte streams.
//
// Owns the framings (abridged, intermediate, padded intermediate, full), their
// obfuscation and WebSocket, and telling them apart by the first bytes
// (https://core.telegram.org/mtproto/mtproto-transports). Must not know what is
// in a packet.
package transport

import (
	"net/netip"
	"time"
)

// MaxPacket is the largest packet that is read, in bytes; a longer one closes
// the connection before anything of it is allocated.
const MaxPacket = 1<<20 + 1<<16

// Conn is one client's connection after its framing is known. One goroutine
// reads; writes are safe for concurrent use.
type Conn interface {
	// ReadPacket reads the next packet into buf, grown when too small, and
	// returns the payload, which aliases buf. quick says that the client asked
	// for a quick ack of it. Errors are final: close the connection.
	ReadPacket(buf []byte) (payload []byte, quick bool, err error)
	// WritePackets frames each payload and writes all in one system call where
	// the stream allows. payloads are not kept.
	WritePackets(payloads ...[]byte) error
	// WriteQuickAck answers a packet read with quick set.
	WriteQuickAck(token uint32) error
	// WriteError sends a transport error such as -404 or -429.
	WriteError(code int32) error
	SetReadDeadline(t time.Time) error
	SetWriteDeadline(t time.Time) error
	RemoteAddr() netip.AddrPort
	// Name is the framing for logs and metrics: "abridged", "obfuscated
	// intermediate", "websocket obfuscated abridged" …
	Name() string
	Close() error
}

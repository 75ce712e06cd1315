package bench

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
)

// intermediateTag opens the intermediate transport
// (https://core.telegram.org/mtproto/mtproto-transports#intermediate).
const intermediateTag = 0xeeeeeeee

// maxPacket bounds what the server may send in one packet.
const maxPacket = 16 << 20

// errNotLoopback refuses to load a machine that is not this one: B1.
var errNotLoopback = errors.New("bench only dials loopback addresses")

// transportError is what a server says in four bytes before it hangs up.
type transportError int32

// Error implements error.
func (e transportError) Error() string { return fmt.Sprintf("transport error %d", int32(e)) }

// socket frames packets. One goroutine reads; the caller orders writes.
type socket struct {
	nc  net.Conn
	r   *bufio.Reader
	buf []byte // of the packet that was read last
}

// dial connects to a server on this machine.
func dial(ctx context.Context, addr string) (*socket, error) {
	at, err := netip.ParseAddrPort(addr)
	if err != nil {
		return nil, fmt.Errorf("bench: %w", err)
	}
	if !at.Addr().IsLoopback() {
		return nil, fmt.Errorf("%w, not %s", errNotLoopback, at)
	}
	var d net.Dialer
	nc, err := d.DialContext(ctx, "tcp", at.String())
	if err != nil {
		return nil, err
	}
	if _, err := nc.Write(binary.LittleEndian.AppendUint32(nil, intermediateTag)); err != nil {
		_ = nc.Close()
		return nil, err
	}
	return &socket{nc: nc, r: bufio.NewReaderSize(nc, 4096)}, nil
}

// read returns the next packet, valid until the next read.
func (s *socket) read() ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(s.r, head[:]); err != nil {
		return nil, err
	}
	n := int(binary.LittleEndian.Uint32(head[:]))
	if n < 4 || n > maxPacket {
		return nil, fmt.Errorf("packet of %d bytes", n)
	}
	if cap(s.buf) < n {
		s.buf = make([]byte, n)
	}
	s.buf = s.buf[:n]
	if _, err := io.ReadFull(s.r, s.buf); err != nil {
		return nil, err
	}
	if n == 4 {
		return nil, transportError(binary.LittleEndian.Uint32(s.buf))
	}
	return s.buf, nil
}

// write sends framed, which begins with 4 bytes of room for the length.
func (s *socket) write(framed []byte) error {
	binary.LittleEndian.PutUint32(framed, uint32(len(framed)-4))
	_, err := s.nc.Write(framed)
	return err
}

func (s *socket) close() { _ = s.nc.Close() }

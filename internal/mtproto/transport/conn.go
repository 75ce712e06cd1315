package transport

import (
	"crypto/cipher"
	"encoding/binary"
	"hash/crc32"
	"io"
	"net"
	"net/netip"
	"sync"
	"time"
)

const (
	// readBuffer is what an idle connection keeps for reading; with it a conn
	// fills a 640 byte allocation.
	readBuffer = 464
	// firstGrowth is the most that is allocated on the word of a length alone;
	// more is allocated as the bytes arrive.
	firstGrowth = 32 << 10
)

// conn is a Conn over a byte stream.
type conn struct {
	nc     net.Conn
	remote netip.AddrPort
	name   string
	frame  framing

	// The reader's.
	seqIn uint32        // of the next packet, in the full framing
	sumIn uint32        // of the head of the packet being read, likewise
	dec   cipher.Stream // nil when not obfuscated
	r, w  int           // buf[r:w] is read and not consumed, in the clear
	buf   [readBuffer]byte

	// The writers', in the order that they get mu.
	mu     sync.Mutex
	seqOut uint32
	enc    cipher.Stream // nil when not obfuscated
	broken error         // why nothing more can be written
}

// Waiter is what every Conn of this package also is.
type Waiter interface {
	// Wait blocks until the first byte of the next packet is there, so that the
	// reader needs no buffer while the client is idle. Errors are final.
	Wait() error
	// Ready says whether Wait would return at once.
	Ready() bool
}

// Wait implements Waiter.
func (c *conn) Wait() error { return c.fill(1) }

// Ready implements Waiter.
func (c *conn) Ready() bool { return c.r < c.w }

// ReadPacket implements Conn.
func (c *conn) ReadPacket(buf []byte) (payload []byte, quick bool, err error) {
	n, quick, err := c.readHead()
	if err != nil {
		return nil, false, err
	}
	if err := c.frame.checkLength(n); err != nil {
		return nil, false, err
	}
	if payload, err = c.readBody(buf, n); err != nil {
		return nil, false, err
	}
	switch c.frame {
	case padded:
		payload = unpad(payload)
	case full:
		if err := c.checkTail(payload); err != nil {
			return nil, false, err
		}
	}
	return payload, quick, nil
}

// readHead reads what goes before a payload and returns the payload's length,
// padding included, not checked yet.
func (c *conn) readHead() (n int, quick bool, err error) {
	switch c.frame {
	case abridged:
		return c.readAbridgedHead()
	case full:
		if err := c.fill(8); err != nil {
			return 0, false, err
		}
		length, seq := binary.LittleEndian.Uint32(c.buf[c.r:]), binary.LittleEndian.Uint32(c.buf[c.r+4:])
		c.sumIn = crc32.ChecksumIEEE(c.buf[c.r : c.r+8])
		c.r += 8
		if length < 12 || length > MaxPacket+12 {
			return 0, false, ErrLength
		}
		if seq != c.seqIn {
			return 0, false, ErrSequence
		}
		c.seqIn++
		return int(length) - 12, false, nil
	default:
		if err := c.fill(4); err != nil {
			return 0, false, err
		}
		length := binary.LittleEndian.Uint32(c.buf[c.r:])
		c.r += 4
		return int(length &^ quickBit), length&quickBit != 0, nil
	}
}

func (c *conn) readAbridgedHead() (n int, quick bool, err error) {
	if err := c.fill(1); err != nil {
		return 0, false, err
	}
	b := c.buf[c.r]
	quick, b = b&0x80 != 0, b&0x7f
	if b < 0x7f {
		c.r++
		return int(b) * 4, quick, nil
	}
	if err := c.fill(4); err != nil {
		return 0, false, err
	}
	n = int(binary.LittleEndian.Uint32(c.buf[c.r:])>>8) * 4
	c.r += 4
	return n, quick, nil
}

// readBody reads n bytes into buf, which grows as they arrive.
func (c *conn) readBody(buf []byte, n int) ([]byte, error) {
	if buf = buf[:0]; cap(buf) < n {
		buf = make([]byte, 0, min(n, max(cap(buf), firstGrowth)))
	}
	for len(buf) < n {
		if len(buf) == cap(buf) {
			grown := make([]byte, len(buf), min(n, 2*cap(buf)))
			copy(grown, buf)
			buf = grown
		}
		k, err := c.read(buf[len(buf):min(n, cap(buf))], n-len(buf))
		if err != nil {
			return nil, noEOF(err)
		}
		buf = buf[:len(buf)+k]
	}
	return buf, nil
}

// read reads into p, which is a part of the left bytes that are to come. The
// last of them pass through the small buffer, so that packets which follow
// come with the same system call.
func (c *conn) read(p []byte, left int) (int, error) {
	if c.r == c.w && left >= len(c.buf) {
		k, err := c.nc.Read(p)
		if k == 0 {
			return 0, err
		}
		if c.dec != nil {
			c.dec.XORKeyStream(p[:k], p[:k])
		}
		return k, nil
	}
	if err := c.fill(1); err != nil {
		return 0, err
	}
	k := copy(p, c.buf[c.r:c.w])
	c.r += k
	return k, nil
}

// checkTail reads and checks what follows a payload in the full framing.
func (c *conn) checkTail(payload []byte) error {
	if err := c.fill(4); err != nil {
		return noEOF(err)
	}
	sum := binary.LittleEndian.Uint32(c.buf[c.r:])
	c.r += 4
	if sum != crc32.Update(c.sumIn, crc32.IEEETable, payload) {
		return ErrChecksum
	}
	return nil
}

// fill reads until n bytes, n <= readBuffer, wait in c.buf from c.r on. io.EOF
// means that the stream ended before any of them.
func (c *conn) fill(n int) error {
	if c.r == c.w {
		c.r, c.w = 0, 0
	}
	if c.r+n > len(c.buf) {
		c.w = copy(c.buf[:], c.buf[c.r:c.w])
		c.r = 0
	}
	for empty := 0; c.w-c.r < n; {
		k, err := c.nc.Read(c.buf[c.w:])
		if k > 0 {
			if c.dec != nil {
				c.dec.XORKeyStream(c.buf[c.w:c.w+k], c.buf[c.w:c.w+k])
			}
			c.w += k
			continue
		}
		if err == nil {
			if empty++; empty == 100 {
				return io.ErrNoProgress
			}
			continue
		}
		if c.w > c.r {
			return noEOF(err)
		}
		return err
	}
	return nil
}

func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// SetReadDeadline implements Conn.
func (c *conn) SetReadDeadline(t time.Time) error { return c.nc.SetReadDeadline(t) }

// SetWriteDeadline implements Conn.
func (c *conn) SetWriteDeadline(t time.Time) error { return c.nc.SetWriteDeadline(t) }

// RemoteAddr implements Conn.
func (c *conn) RemoteAddr() netip.AddrPort { return c.remote }

// Name implements Conn.
func (c *conn) Name() string { return c.name }

// Close implements Conn.
func (c *conn) Close() error { return c.nc.Close() }

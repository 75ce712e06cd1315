package transport

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
)

// MaxHead is how many bytes Accept takes that were read ahead.
const MaxHead = 512

// obfuscatedHead is the length of the head of an obfuscated stream.
const obfuscatedHead = 64

// Accept finds out the framing of a client that has just connected. head holds
// what the caller has read of the stream already, at most MaxHead bytes; it is
// not kept. Accept reads more where it must, so the caller sets a deadline
// first. After an error the caller closes nc.
func Accept(nc net.Conn, head []byte) (Conn, error) {
	return accept(nc, head, AddrPort(nc.RemoteAddr()), false)
}

func accept(nc net.Conn, head []byte, remote netip.AddrPort, ws bool) (Conn, error) {
	if len(head) > MaxHead {
		return nil, fmt.Errorf("transport: %d bytes read ahead", len(head))
	}
	c := &conn{nc: nc, remote: remote}
	c.w = copy(c.buf[:], head)
	if err := c.detect(); err != nil {
		return nil, noEOF(err)
	}
	c.name = nameOf(c.frame, c.dec != nil, ws)
	return c, nil
}

// detect tells the framings apart by as few bytes as each one needs.
func (c *conn) detect() error {
	if err := c.fill(1); err != nil {
		return err
	}
	if c.buf[c.r] == 0xef {
		c.frame = abridged
		c.r++
		return nil
	}
	if err := c.fill(4); err != nil {
		return err
	}
	if tag := binary.LittleEndian.Uint32(c.buf[c.r:]); tag == tagIntermediate || tag == tagPadded {
		c.frame, _ = framingOf(tag)
		c.r += 4
		return nil
	}
	// The sequence number of the first full packet is zero, and an obfuscated
	// stream never has zero there.
	if err := c.fill(8); err != nil {
		return err
	}
	if binary.LittleEndian.Uint32(c.buf[c.r+4:]) == 0 {
		c.frame = full
		return nil
	}
	return c.deobfuscate()
}

// deobfuscate reads the head of an obfuscated stream: 8 bytes of nothing, key
// and start of the client's key stream, then encrypted the tag of the framing
// and a DC that half of the clients fill with garbage. Our key stream has the
// same 48 bytes backwards.
// https://core.telegram.org/mtproto/mtproto-transports#transport-obfuscation
func (c *conn) deobfuscate() error {
	if err := c.fill(obfuscatedHead); err != nil {
		return err
	}
	head := c.buf[c.r : c.r+obfuscatedHead]
	secret := slices.Clone(head[8:56])
	dec, err := keyStream(secret)
	if err != nil {
		return err
	}
	slices.Reverse(secret)
	enc, err := keyStream(secret)
	if err != nil {
		return err
	}
	dec.XORKeyStream(head, head)
	frame, known := framingOf(binary.LittleEndian.Uint32(head[56:]))
	if !known {
		return ErrFraming
	}
	c.r += obfuscatedHead
	dec.XORKeyStream(c.buf[c.r:c.w], c.buf[c.r:c.w])
	c.frame, c.dec, c.enc = frame, dec, enc
	return nil
}

// keyStream is AES-256-CTR with the key and the counter that secret holds.
func keyStream(secret []byte) (cipher.Stream, error) {
	block, err := aes.NewCipher(secret[:32])
	if err != nil {
		return nil, errors.Join(ErrFraming, err)
	}
	return cipher.NewCTR(block, secret[32:48]), nil
}

// AddrPort is the address of a peer, an IPv4 address always in its own form;
// zero when a is not an IP address with a port.
func AddrPort(a net.Addr) netip.AddrPort {
	switch a := a.(type) {
	case *net.TCPAddr:
		return unmap(a.AddrPort())
	case nil:
		return netip.AddrPort{}
	}
	ap, err := netip.ParseAddrPort(a.String())
	if err != nil {
		return netip.AddrPort{}
	}
	return unmap(ap)
}

func unmap(a netip.AddrPort) netip.AddrPort {
	return netip.AddrPortFrom(a.Addr().Unmap(), a.Port())
}

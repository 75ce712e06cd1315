package listen

import (
	"encoding/binary"
	"errors"
	"net/netip"
)

// proxySignature begins a PROXY protocol header of version 2
// (https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt, section 2.2).
var proxySignature = []byte("\r\n\r\n\x00\r\nQUIT\n")

const (
	proxyFixed  = 16   // signature, version and command, family, length
	maxProxy    = 4096 // of what follows; addresses take 36 bytes, the rest is extensions
	proxyLocal  = 0x20 // the proxy speaks for itself
	proxyRemote = 0x21
	overTCP4    = 0x11
	overTCP6    = 0x21
)

var errProxy = errors.New("listen: bad PROXY header")

// readProxyHeader consumes the header and takes the client's address from it.
func (c *conn) readProxyHeader() error {
	if err := c.peek(proxyFixed); err != nil {
		return err
	}
	n := int(binary.BigEndian.Uint16(c.head[14:]))
	if n > maxProxy {
		return errProxy
	}
	if err := c.peek(proxyFixed + n); err != nil {
		return err
	}
	remote, err := parseProxy(c.head[12], c.head[13], c.head[proxyFixed:proxyFixed+n])
	if err != nil {
		return err
	}
	if remote.IsValid() {
		c.remote = remote
	}
	c.head = append([]byte(nil), c.head[proxyFixed+n:]...)
	return nil
}

// parseProxy is the client's address, or none when the proxy speaks for itself
// or for something that is not TCP.
func parseProxy(command, family byte, b []byte) (netip.AddrPort, error) {
	size := 4
	switch {
	case command == proxyLocal:
		return netip.AddrPort{}, nil
	case command != proxyRemote:
		return netip.AddrPort{}, errProxy
	case family == overTCP6:
		size = 16
	case family != overTCP4:
		return netip.AddrPort{}, nil
	}
	if len(b) < 2*size+4 {
		return netip.AddrPort{}, errProxy
	}
	addr, _ := netip.AddrFromSlice(b[:size])
	return netip.AddrPortFrom(addr.Unmap(), binary.BigEndian.Uint16(b[2*size:])), nil
}

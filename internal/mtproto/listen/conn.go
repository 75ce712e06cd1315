package listen

import (
	"io"
	"net"
	"net/netip"
	"sync/atomic"
)

// conn is a connection whose first bytes were read and come again.
type conn struct {
	net.Conn
	s      *Server
	head   []byte // read ahead
	remote netip.AddrPort
	known  atomic.Bool // what it is

	// Of a connection that counts; one inside TLS does not.
	counted  bool
	admitted bool // counted for its address, too
	closed   atomic.Bool
}

// admit counts the connection for its address and reports whether it may stay.
func (c *conn) admit() bool {
	c.admitted = c.s.limits.admit(c.remote.Addr())
	return c.admitted
}

// Read reads the first bytes again and then what follows.
func (c *conn) Read(p []byte) (int, error) {
	if len(c.head) == 0 {
		return c.Conn.Read(p)
	}
	n := copy(p, c.head)
	if c.head = c.head[n:]; len(c.head) == 0 {
		c.head = nil
	}
	return n, nil
}

// peek reads ahead until n bytes are there.
func (c *conn) peek(n int) error {
	if c.head == nil {
		c.head = make([]byte, 0, max(n, firstRead))
	}
	for len(c.head) < n {
		if cap(c.head) < n {
			c.head = append(make([]byte, 0, n), c.head...)
		}
		k, err := c.Conn.Read(c.head[len(c.head):cap(c.head)])
		c.head = c.head[:len(c.head)+k]
		if err != nil && len(c.head) < n {
			return err
		}
	}
	return nil
}

// ReadFrom lets files go from the disk to the socket inside the kernel.
func (c *conn) ReadFrom(r io.Reader) (int64, error) {
	if to, ok := c.Conn.(io.ReaderFrom); ok {
		return to.ReadFrom(r)
	}
	return io.Copy(struct{ io.Writer }{c.Conn}, r)
}

// CloseWrite ends what we send and leaves the client time to read it.
func (c *conn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

// RemoteAddr is the client's address, be there a proxy or not.
func (c *conn) RemoteAddr() net.Addr { return net.TCPAddrFromAddrPort(c.remote) }

// Close closes the connection and counts it out, once.
func (c *conn) Close() error {
	if c.counted && !c.closed.Swap(true) {
		c.s.forget(c)
		c.s.limits.leave()
		if c.admitted {
			c.s.limits.dismiss(c.remote.Addr())
		}
	}
	return c.Conn.Close()
}

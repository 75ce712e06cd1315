package transport

import (
	"encoding/binary"
	"hash/crc32"
	"sync"
)

// Buffers to write from are lent by pools: an idle connection holds none.
const (
	smallWrite = 4 << 10
	largeWrite = 64 << 10
)

var (
	smallWrites = sync.Pool{New: func() any { return new([smallWrite]byte) }}
	largeWrites = sync.Pool{New: func() any { return new([largeWrite]byte) }}
)

// withBuffer calls f with an empty buffer that has room for size bytes, or for
// as many as fit in a large one.
func withBuffer(size int, f func(b []byte) error) error {
	if size <= smallWrite {
		b := smallWrites.Get().(*[smallWrite]byte)
		defer smallWrites.Put(b)
		return f(b[:0])
	}
	b := largeWrites.Get().(*[largeWrite]byte)
	defer largeWrites.Put(b)
	return f(b[:0])
}

// overhead is the most that a framing adds to a payload.
const overhead = 12 + maxPad

// WritePackets implements Conn. What is longer than 64 KiB in all takes several
// system calls.
func (c *conn) WritePackets(payloads ...[]byte) error {
	size := 0
	for _, p := range payloads {
		if len(p) == 0 || len(p)%4 != 0 || len(p) > MaxPacket {
			return ErrPayload
		}
		size += len(p) + overhead
	}
	if size == 0 {
		return nil
	}
	return withBuffer(size, func(b []byte) error {
		c.mu.Lock()
		defer c.mu.Unlock()
		w := writer{c: c, b: b}
		for _, p := range payloads {
			w.packet(p, c.frame.padding())
		}
		return w.flush()
	})
}

// WriteError implements Conn.
func (c *conn) WriteError(code int32) error {
	var p [4]byte
	binary.LittleEndian.PutUint32(p[:], uint32(code))
	return withBuffer(len(p)+overhead, func(b []byte) error {
		c.mu.Lock()
		defer c.mu.Unlock()
		w := writer{c: c, b: b}
		w.packet(p[:], 0)
		return w.flush()
	})
}

// WriteQuickAck implements Conn.
func (c *conn) WriteQuickAck(token uint32) error {
	return withBuffer(32, func(b []byte) error {
		c.mu.Lock()
		defer c.mu.Unlock()
		w := writer{c: c, b: c.frame.appendQuickAck(b, token)}
		return w.flush()
	})
}

// writer collects bytes and writes them when its buffer is full. It is used
// with c.mu held. An error sticks to the connection.
type writer struct {
	c *conn
	b []byte
}

// packet adds one framed payload.
func (w *writer) packet(p []byte, pad int) {
	var frame [16]byte
	head := w.c.frame.appendHead(frame[:0], len(p), pad, w.c.seqOut)
	w.add(head)
	w.add(p)
	switch w.c.frame {
	case padded:
		w.add(appendPad(frame[:0], pad))
	case full:
		w.c.seqOut++
		sum := crc32.Update(crc32.ChecksumIEEE(head), crc32.IEEETable, p)
		w.add(binary.LittleEndian.AppendUint32(frame[:0], sum))
	}
}

func (w *writer) add(p []byte) {
	for len(p) > 0 {
		if len(w.b) == cap(w.b) {
			_ = w.flush() // it sticks: the last flush returns it
			w.b = w.b[:0]
		}
		k := copy(w.b[len(w.b):cap(w.b)], p)
		w.b, p = w.b[:len(w.b)+k], p[k:]
	}
}

// flush obfuscates and writes what was collected.
func (w *writer) flush() error {
	c := w.c
	if c.broken != nil || len(w.b) == 0 {
		return c.broken
	}
	if c.enc != nil {
		c.enc.XORKeyStream(w.b, w.b)
	}
	_, c.broken = c.nc.Write(w.b)
	return c.broken
}

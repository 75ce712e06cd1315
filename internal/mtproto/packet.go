package mtproto

import (
	"sync"
	"sync/atomic"
)

// bigPacket is the size from which packets are read into pooled buffers: a
// client that sends parts of a file sends many.
const bigPacket = 32 << 10

// packet is a pooled buffer that was read into. Calls alias it, so it goes back
// once the reader and all of its calls are done with it.
type packet struct {
	buf  []byte
	refs atomic.Int32
}

var packets sync.Pool

func newPacket(size int) *packet {
	p, _ := packets.Get().(*packet)
	if p == nil || cap(p.buf) < size {
		p = &packet{buf: make([]byte, 0, size+4096)}
	}
	p.refs.Store(1)
	return p
}

// retain and release do nothing for nil.
func (p *packet) retain() *packet {
	if p != nil {
		p.refs.Add(1)
	}
	return p
}

func (p *packet) release() {
	if p != nil && p.refs.Add(-1) == 0 {
		packets.Put(p)
	}
}

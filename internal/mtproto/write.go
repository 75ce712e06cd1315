package mtproto

import (
	"sync"

	"heliograph/internal/mtproto/wire"
)

// Bounds of one packet.
const (
	maxBatch   = 100
	stackBatch = 16
)

// buffer is a pooled packet on its way out.
type buffer struct{ b []byte }

// Buffers that grew for a piece of a file are pooled apart, so that small
// packets do not keep them alive.
var smallBuffers, bigBuffers sync.Pool

const bigBuffer = 128 << 10

func newBuffer(size int) *buffer {
	pool := &smallBuffers
	if size > bigBuffer {
		pool = &bigBuffers
	}
	p, _ := pool.Get().(*buffer)
	if p == nil {
		p = new(buffer)
	}
	if cap(p.b) < size {
		p.b = make([]byte, 0, max(size, 1024))
	}
	return p
}

func (p *buffer) release() {
	if cap(p.b) > bigBuffer {
		bigBuffers.Put(p)
		return
	}
	smallBuffers.Put(p)
}

// flush writes what is queued, unless somebody is writing: then that one does.
func (s *Session) flush() {
	s.mu.Lock()
	c := s.live()
	ready := c != nil && s.ready()
	s.mu.Unlock()
	if ready {
		c.pump()
	}
}

// flushLater is flush by another goroutine: for those who must not wait for
// this client.
func (s *Session) flushLater() {
	s.mu.Lock()
	c := s.live()
	ready := c != nil && s.ready()
	s.mu.Unlock()
	if ready && !c.busy.Load() && c.scheduled.CompareAndSwap(false, true) {
		s.srv.dispatch(job{pump: c})
	}
}

// ready reports whether there is something to write now. mu is held.
func (s *Session) ready() bool {
	return len(s.pending) > 0 || s.resends > 0 || s.ackNow && len(s.acks) > 0
}

// pump writes what the sessions of c have, until there is nothing more.
// Whoever adds to a queue after pump has looked finds busy unset and pumps.
func (c *conn) pump() {
	c.scheduled.Store(false)
	for c.wanted() && c.busy.CompareAndSwap(false, true) {
		var list [maxConnSessions]*Session
		for _, s := range c.copySessions(&list) {
			for {
				p := s.next(c)
				if p == nil {
					break
				}
				c.write(p)
			}
		}
		c.busy.Store(false)
	}
}

func (c *conn) copySessions(list *[maxConnSessions]*Session) []*Session {
	c.mu.Lock()
	defer c.mu.Unlock()
	return list[:copy(list[:], c.sessions)]
}

// wanted reports whether some session has something to write to c.
func (c *conn) wanted() bool {
	var list [maxConnSessions]*Session
	for _, s := range c.copySessions(&list) {
		s.mu.Lock()
		yes := s.live() == c && s.ready()
		s.mu.Unlock()
		if yes {
			return true
		}
	}
	return false
}

// write sends a packet; when that fails the connection is done with, and its
// reader sees to it that the messages are written elsewhere.
func (c *conn) write(p *buffer) {
	c.writing.Store(c.srv.clock.Now().UnixNano())
	err := c.t.WritePackets(p.b)
	c.writing.Store(0)
	n := len(p.b)
	p.release()
	if err != nil {
		c.close("write")
		return
	}
	c.srv.metrics.packetsOut.Inc()
	c.srv.metrics.bytesOut.Add(float64(n))
}

// next takes messages from the queue and makes a packet of them, nil when
// there is nothing for c.
func (s *Session) next(c *conn) *buffer {
	s.mu.Lock()
	if s.live() != c || !s.ready() {
		s.mu.Unlock()
		return nil
	}
	var room [stackBatch]*message
	again := s.resends > 0
	list := s.batch(c, room[:0])
	if len(list) == 0 && len(s.acks) == 0 {
		s.mu.Unlock()
		return nil
	}
	p := s.pack(list, again)
	s.mu.Unlock()
	p.b = seal(s.key, p.b)
	return p
}

// batch takes what goes into one packet: first what has to be written again,
// in a container because its ids may be too old for a packet of its own.
func (s *Session) batch(c *conn, list []*message) []*message {
	now, size := s.srv.clock.Now(), 0
	full := func() bool { return len(list) >= maxBatch || size >= s.srv.limits.BatchBytes }
	for _, m := range s.unacked {
		if s.resends == 0 || full() {
			break
		}
		if m.resend {
			m.resend, m.conn = false, c
			s.resends--
			size += m.size()
			list = append(list, m)
		}
	}
	n := 0
	for n < len(s.pending) && !full() {
		m := s.pending[n]
		n++
		s.queued -= m.size()
		size += m.size()
		m.id = s.srv.ids.next(now, m.low())
		m.seq = 2 * s.related
		if m.kind != reply {
			m.seq++
			s.related++
			m.sent, m.conn = now.Unix(), c
			s.store(m)
		}
		if m.kind == push {
			s.pushes--
			s.pushBytes -= len(m.body)
			if s.pushes == 0 {
				s.tooLong = false
			}
		}
		list = append(list, m)
	}
	s.shift(n)
	return list
}

// shift takes the first n out of the queue, and gives memory back when it is
// empty.
func (s *Session) shift(n int) {
	rest := copy(s.pending, s.pending[n:])
	clear(s.pending[rest:])
	s.pending = s.pending[:rest]
	if rest == 0 && cap(s.pending) > stackBatch {
		s.pending = nil
	}
	if s.queued <= s.srv.limits.QueueBytes {
		s.wake()
	}
}

// pack lays messages and the acks that wait out in the clear. again says that
// some were written before. mu is held.
func (s *Session) pack(list []*message, again bool) *buffer {
	acks := s.acks
	if len(acks) > maxAcks {
		acks = acks[:maxAcks]
	}
	size := headSize + innerSize + 8 + minPadding + 16
	for _, m := range list {
		size += m.size()
	}
	if len(acks) > 0 {
		size += 28 + 8*len(acks)
	}
	now := s.srv.clock.Now()
	p := newBuffer(size)
	b := p.b[:headSize]
	b = wire.AppendLong(b, s.srv.saltsOf(s.key, now).current)
	b = wire.AppendLong(b, s.id)
	switch {
	case len(acks) == 0 && len(list) == 1 && !again:
		b = appendMessage(b, list[0])
	case len(list) == 0:
		b = s.appendAcks(b, acks)
	default:
		b = s.appendContainer(b, list, acks)
	}
	s.acks = append(s.acks[:0], s.acks[len(acks):]...)
	if len(s.acks) == 0 {
		s.ackNow = false
		if cap(s.acks) > stackBatch {
			s.acks = nil
		}
	}
	p.b = b
	return p
}

func (s *Session) appendContainer(b []byte, list []*message, acks []int64) []byte {
	start, n := len(b), len(list)
	b = wire.AppendHeader(b, 0, 0, 0) // filled in below
	b = wire.AppendID(b, wire.ContainerID)
	if len(acks) > 0 {
		n++
	}
	b = wire.AppendInt(b, int32(n))
	for _, m := range list {
		b = appendMessage(b, m)
	}
	if len(acks) > 0 {
		b = s.appendAcks(b, acks)
	}
	id := s.srv.ids.next(s.srv.clock.Now(), lowAnswer)
	wire.AppendHeader(b[:start], id, 2*s.related, len(b)-start-16)
	return b
}

func (s *Session) appendAcks(b []byte, acks []int64) []byte {
	b = wire.AppendHeader(b, s.srv.ids.next(s.srv.clock.Now(), lowOther), 2*s.related, 12+8*len(acks))
	return wire.AppendIDs(wire.AppendID(b, wire.AckID), acks)
}

func appendMessage(b []byte, m *message) []byte {
	if m.kind == answer {
		b = wire.AppendHeader(b, m.id, m.seq, 12+len(m.body))
		b = wire.AppendLong(wire.AppendID(b, wire.RPCResultID), m.req)
		return append(b, m.body...)
	}
	b = wire.AppendHeader(b, m.id, m.seq, len(m.body))
	return append(b, m.body...)
}

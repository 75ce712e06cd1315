package mtproto

import (
	"slices"
	"time"

	"heliograph/internal/mtproto/wire"
)

// kind is what a message to the client is.
type kind uint8

const (
	reply  kind = iota // to a service message: not acknowledged, not kept
	answer             // rpc_result
	push               // updates
	notice             // anything else that is acknowledged
)

// message is one to the client, on its way or waiting for its ack.
type message struct {
	id     int64 // 0 until it is first written
	req    int64 // of an answer, the call
	seq    int32
	kind   kind
	resend bool
	conn   *conn // that it was written to last
	sent   int64 // Unix seconds
	body   []byte
}

// size is what the message takes in a packet.
func (m *message) size() int {
	if m.kind == answer {
		return 28 + len(m.body)
	}
	return 16 + len(m.body)
}

func (m *message) low() int64 {
	if m.kind == reply || m.kind == answer {
		return lowAnswer
	}
	return lowOther
}

// maxRepeat is the size of a small message.
const maxRepeat = 16 << 10

// maxAcks is how many ids go into one msgs_ack.
const maxAcks = 512

// outbox is what a session has for its client. Guarded by Session.mu; M3.
type outbox struct {
	pending   []*message // to be written, in order
	queued    int        // bytes in pending
	pushes    int        // in pending
	pushBytes int
	tooLong   bool // pending has updatesTooLong, so other pushes are pointless

	unacked  []*message // written, by id
	stored   int        // bytes in unacked
	resends  int        // of unacked, those to be written again
	lostPush bool       // an unacknowledged push was dropped

	acks    []int64
	ackNow  bool  // do not wait for something to ride on
	related int32 // content-related messages written
}

var updatesTooLong = wire.AppendID(nil, wire.UpdatesTooLongID)

// Push queues an updates object. When the client is too slow, or away for too
// long, updatesTooLong takes the place of what was queued, and the client asks
// for the difference. Push never waits for the client.
func (s *Session) Push(u *Update) {
	body, err := u.in(s.srv.opt.Layers, s.Layer())
	if err != nil {
		s.srv.metrics.translation("update")
		s.srv.log.Error("update not carried to the client's layer", "layer", s.Layer(), "error", err)
	}
	if body == nil {
		return
	}
	s.mu.Lock()
	if !s.ended {
		s.push(body)
	}
	s.mu.Unlock()
	s.flushLater()
}

func (s *Session) push(body []byte) {
	l := &s.srv.limits
	if s.tooLong {
		return
	}
	if s.pushes >= l.Pushes || s.pushBytes+len(body) > l.PushBytes {
		s.srv.metrics.overflow("pushes")
		s.dropPushes()
		body = updatesTooLong
		s.tooLong = true
	}
	s.put(&message{kind: push, body: body})
}

func (s *Session) dropPushes() {
	s.pending = slices.DeleteFunc(s.pending, func(m *message) bool {
		if m.kind == push {
			s.queued -= m.size()
		}
		return m.kind == push
	})
	s.pushes, s.pushBytes = 0, 0
}

// put queues a message. mu is held.
func (s *Session) put(m *message) {
	s.pending = append(s.pending, m)
	s.queued += m.size()
	if m.kind == push {
		s.pushes++
		s.pushBytes += len(m.body)
		return
	}
	if s.queued > 2*s.srv.limits.QueueBytes || len(s.pending) > 2*s.srv.limits.Calls+s.srv.limits.Pushes {
		s.shed()
	}
}

// shed drops replies and the oldest answers from a queue that nobody reads.
func (s *Session) shed() {
	s.srv.metrics.overflow("answers")
	half := s.queued / 2
	s.pending = slices.DeleteFunc(s.pending, func(m *message) bool {
		if s.queued <= half || m.kind == push || m.kind == notice {
			return false
		}
		s.queued -= m.size()
		s.forgotten(m)
		return true
	})
}

// forgotten notes that an answer cannot be given again.
func (s *Session) forgotten(m *message) {
	switch m.kind {
	case answer:
		if it := s.window.find(m.req); it != nil {
			it.flags |= wasForgotten
		}
	case push:
		s.lostPush = true
	}
}

// reply queues the answer to a service message.
func (s *Session) reply(body []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.ended {
		s.put(&message{kind: reply, body: body})
	}
}

// ack notes a message to acknowledge. mu is held.
func (s *Session) ack(m wire.Message) {
	if m.Seq&1 == 0 {
		return
	}
	s.acks = append(s.acks, m.ID)
	if len(s.acks) >= maxAcks {
		s.ackNow = true
	}
}

// unack takes back an ack, because an answer says the same.
func (s *Session) unack(id int64) {
	if i := slices.Index(s.acks, id); i >= 0 {
		s.acks = slices.Delete(s.acks, i, i+1)
	}
}

// acknowledged forgets messages that the client has.
func (s *Session) acknowledged(ids wire.IDs) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range ids.Len() {
		if m := s.storedAs(ids.At(i)); m != nil {
			s.drop(m)
		}
	}
	if len(s.unacked) == 0 {
		s.unacked = nil
	}
}

// storedAs finds an unacknowledged message.
func (s *Session) storedAs(id int64) *message {
	if i, ok := s.storedAt(id); ok {
		return s.unacked[i]
	}
	return nil
}

func (s *Session) storedAt(id int64) (int, bool) {
	return slices.BinarySearchFunc(s.unacked, id, func(m *message, id int64) int {
		switch {
		case m.id < id:
			return -1
		case m.id > id:
			return 1
		}
		return 0
	})
}

// drop takes m out of the unacknowledged.
func (s *Session) drop(m *message) {
	i, ok := s.storedAt(m.id)
	if !ok {
		return
	}
	if i == 0 { // the usual one: nothing has to move
		s.unacked[0] = nil
		s.unacked = s.unacked[1:]
	} else {
		s.unacked = slices.Delete(s.unacked, i, i+1)
	}
	s.stored -= m.size()
	if m.resend {
		s.resends--
	}
}

// store keeps a message until its ack, at the cost of the oldest.
func (s *Session) store(m *message) {
	s.unacked = append(s.unacked, m)
	s.stored += m.size()
	l := &s.srv.limits
	for len(s.unacked) > 1 && (len(s.unacked) > l.StoredCount || s.stored > l.StoredBytes) {
		old := s.unacked[0]
		s.forgotten(old)
		s.drop(old)
	}
}

// expire drops messages that were written so long ago that a client would
// refuse their ids.
func (s *Session) expire(before time.Time) {
	for len(s.unacked) > 0 && s.unacked[0].sent < before.Unix() {
		s.forgotten(s.unacked[0])
		s.drop(s.unacked[0])
	}
}

// writeAgain marks a stored message to be written once more.
func (s *Session) writeAgain(m *message) {
	if !m.resend {
		m.resend = true
		s.resends++
	}
}

// repeatAnswer writes the answer to a call again. False: there is none.
func (s *Session) repeatAnswer(req int64) bool {
	for _, m := range s.unacked {
		if m.req == req && m.kind == answer {
			s.writeAgain(m)
			return true
		}
	}
	return slices.ContainsFunc(s.pending, func(m *message) bool { return m.req == req && m.kind == answer })
}

// repeat writes again what only c was given.
func (s *Session) repeat(c *conn) {
	for _, m := range s.unacked {
		if m.conn == c {
			m.conn = nil
			s.writeAgain(m)
		}
	}
}

// repeatSmall writes again to a new connection what others were given: they may
// be dead without our knowing. Big answers wait until that is certain, or until
// the client asks.
func (s *Session) repeatSmall() {
	for _, m := range s.unacked {
		if m.size() <= maxRepeat {
			s.writeAgain(m)
		}
	}
}

// reconnected tells a client that is back about pushes which are gone.
func (s *Session) reconnected() {
	if s.lostPush && !s.tooLong {
		s.lostPush = false
		s.dropPushes()
		s.tooLong = true
		s.put(&message{kind: push, body: updatesTooLong})
	}
}

package mtproto

import (
	"context"
	"time"

	"heliograph/internal/mtproto/wire"
)

// envelope is a decrypted packet.
type envelope struct {
	salt, session, id int64
	seq               int32
	body              []byte
}

// open reads a plaintext; false: its lengths are not as the protocol wants.
func open(plain []byte) (envelope, bool) {
	if len(plain) < innerSize+minPadding {
		return envelope{}, false
	}
	e := envelope{
		salt:    int64(le.Uint64(plain)),
		session: int64(le.Uint64(plain[8:])),
		id:      int64(le.Uint64(plain[16:])),
		seq:     int32(le.Uint32(plain[24:])),
	}
	size := int64(int32(le.Uint32(plain[28:])))
	pad := int64(len(plain)-innerSize) - size
	if size < 4 || size%4 != 0 || pad < minPadding || pad > maxPadding {
		return envelope{}, false
	}
	e.body = plain[innerSize : innerSize+size : innerSize+size]
	return e, true
}

// encrypted serves a packet of a key.
func (c *conn) encrypted(ctx context.Context, id int64, packet []byte, quick bool, now time.Time) error {
	if len(packet) < headSize+innerSize+minPadding {
		return c.bad("short")
	}
	k, err := c.useKey(ctx, id, now)
	if err != nil {
		c.srv.log.Error("auth key not read", "error", err)
		return refusal("keys")
	}
	if k == nil {
		return c.unknownKey()
	}
	plain, token, ok := decrypt(&k.value, packet)
	if !ok {
		return c.bad("msg_key")
	}
	accepted, err := c.payload(ctx, k, plain, now)
	if err != nil || !accepted || !quick {
		return err
	}
	return c.direct(func() error { return c.t.WriteQuickAck(token) }, 4)
}

// payload serves a decrypted packet. It reports whether it was accepted: a
// refusal is answered to the client and changes nothing (M2).
func (c *conn) payload(ctx context.Context, k *authKey, plain []byte, now time.Time) (bool, error) {
	e, ok := open(plain)
	if !ok {
		return false, c.bad("length")
	}
	if e.session == 0 {
		return false, c.bad("session")
	}
	if code := checkID(e.id, now); code != 0 {
		return false, c.refuse(k, &e, code, now)
	}
	if !c.srv.saltGood(k, e.salt, now) {
		return false, c.refuse(k, &e, badSalt, now)
	}
	msgs := []wire.Message{{ID: e.id, Seq: e.seq, Body: e.body}}
	container := wire.ID(e.body) == wire.ContainerID
	if container {
		var err error
		if msgs, err = wire.Container(e.body, nil); err != nil {
			return false, c.refuse(k, &e, badContainer, now)
		}
		for _, m := range msgs {
			if m.ID >= e.id || m.ID&3 != 0 {
				return false, c.refuse(k, &e, badContainer, now)
			}
		}
	}
	for range 3 { // a session may end while it is being found
		s, code, err := c.join(ctx, k, &e, msgs, now)
		if err != nil {
			return false, err
		}
		if code != 0 {
			return false, c.refuse(k, &e, code, now)
		}
		if accepted, err := s.receive(c, &e, msgs, container); err != errEnded {
			return accepted, err
		}
	}
	return false, refusal("session")
}

const errEnded = refusal("session ended")

// join finds the session of a packet among the connection's own, among the
// key's, or makes it. code is for a message that may have been run by a session
// which is forgotten.
func (c *conn) join(ctx context.Context, k *authKey, e *envelope, msgs []wire.Message, now time.Time) (s *Session, code int32, err error) {
	if s = c.known(k, e.session); s != nil {
		return s, 0, nil
	}
	if s = c.srv.session(k, e.session); s == nil {
		floor, first := c.srv.floor(k, e.session, now), int64(0)
		for _, m := range msgs {
			if m.ID > floor && (first == 0 || m.ID < first) {
				first = m.ID
			}
		}
		if first == 0 {
			return nil, badTooOld, nil
		}
		if s, err = c.srv.create(ctx, k, e.session, first, floor); err != nil {
			c.srv.log.Error("client not read", "error", err)
			return nil, 0, refusal("keys")
		}
	}
	if s == nil {
		_ = c.direct(func() error { return c.t.WriteError(-429) }, 4)
		return nil, 0, refusal("too many sessions")
	}
	c.admit(s)
	return s, 0, nil
}

// known is a session that the connection has used before.
func (c *conn) known(k *authKey, id int64) *Session {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.sessions {
		if s.id == id && s.key == k {
			return s
		}
	}
	return nil
}

// admit attaches the connection to one more session, in place of the one that
// it has had for longest when there are many: that one may come back.
func (c *conn) admit(s *Session) {
	var old *Session
	c.mu.Lock()
	if len(c.sessions) >= maxConnSessions {
		old = c.sessions[0]
	}
	c.mu.Unlock()
	if old != nil {
		c.forget(old)
		old.detach(c)
	}
	s.attach(c) // of an ended one, receive will tell
}

// forget takes an ended session out, so that its id can be used anew.
func (c *conn) forget(s *Session) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, x := range c.sessions {
		if x == s {
			c.sessions = append(c.sessions[:i:i], c.sessions[i+1:]...)
			return
		}
	}
}

// refuse answers a packet that is not accepted as a whole.
func (c *conn) refuse(k *authKey, e *envelope, code int32, now time.Time) error {
	c.srv.metrics.badMsg(code)
	body := wire.BadMsg(e.id, e.seq, code)
	if code == badSalt {
		body = wire.BadSalt(e.id, e.seq, c.srv.saltsOf(k, now).current)
	}
	if s := c.known(k, e.session); s != nil {
		s.reply(body)
		s.flush()
		return nil
	}
	return c.alone(k, e.session, 0, body)
}

// alone writes one message past every queue, for a session that is not there,
// or not for long.
func (c *conn) alone(k *authKey, session int64, seq int32, body []byte) error {
	now := c.srv.clock.Now()
	out := make([]byte, headSize, headSize+innerSize+len(body)+32)
	out = wire.AppendLong(out, c.srv.saltsOf(k, now).current)
	out = wire.AppendLong(out, session)
	out = wire.AppendHeader(out, c.srv.ids.next(now, lowAnswer), seq, len(body))
	out = seal(k, append(out, body...))
	return c.direct(func() error { return c.t.WritePackets(out) }, len(out))
}

// receive takes the messages of a packet into the session and serves those
// that are new.
func (s *Session) receive(c *conn, e *envelope, msgs []wire.Message, container bool) (bool, error) {
	s.mu.Lock()
	if s.ended {
		s.mu.Unlock()
		c.forget(s)
		return false, errEnded
	}
	if container {
		code := s.window.check(e.id, e.seq, wire.Even)
		if code == again {
			code = badIDReused
		}
		if code != 0 {
			s.refused(e.id, e.seq, code)
			s.mu.Unlock()
			s.flush()
			return false, nil
		}
		s.window.add(seen{id: e.id, seq: e.seq}, s.srv.limits.Window)
	}
	fresh := msgs[:0]
	for _, m := range msgs {
		if s.take(m) {
			fresh = append(fresh, m)
		}
	}
	s.mu.Unlock()
	for _, m := range fresh {
		if err := s.handle(c, m); err != nil {
			if err == errEnded {
				return true, nil // while it was served
			}
			return true, err
		}
	}
	s.flush()
	s.watch()
	return container || len(fresh) > 0, nil
}

// take judges a message, remembers it when it is new, and answers it when it
// is not. mu is held.
func (s *Session) take(m wire.Message) bool {
	code := s.window.check(m.ID, m.Seq, wire.SeqParity(wire.ID(m.Body)))
	if code == again || code == badTooOld {
		if code = s.repeated(m.ID, code); code == 0 {
			s.ack(m)
			return false
		}
	}
	if code != 0 {
		s.refused(m.ID, m.Seq, code)
		return false
	}
	it := seen{id: m.ID, seq: m.Seq}
	if m.Seq&1 != 0 {
		it.flags = wasRelated
		s.ack(m)
	}
	s.window.add(it, s.srv.limits.Window)
	return true
}

// repeated answers a message that was there before (M1). It returns the code
// for one that cannot be told or cannot be answered any more.
func (s *Session) repeated(id int64, code int32) int32 {
	if s.calls[id] != nil || s.repeatAnswer(id) {
		return 0
	}
	if code == badTooOld {
		return code
	}
	if it := s.window.find(id); it != nil && it.flags&wasForgotten != 0 {
		return badTooOld
	}
	return 0
}

// refused queues a bad_msg_notification. mu is held.
func (s *Session) refused(id int64, seq, code int32) {
	s.srv.metrics.badMsg(code)
	s.put(&message{kind: reply, body: wire.BadMsg(id, seq, code)})
}

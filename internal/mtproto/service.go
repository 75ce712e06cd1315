package mtproto

import (
	"context"
	"slices"
	"time"

	"heliograph/internal/mtproto/wire"
)

const (
	maxIDs      = 8192
	maxPingWait = 10 * time.Minute
)

// handle serves one message of a packet; an error closes the connection.
func (s *Session) handle(c *conn, m wire.Message) error {
	id := wire.ID(m.Body)
	r := wire.NewReader(m.Body[4:])
	switch id {
	case wire.AckID:
		if ids := r.IDs(maxIDs); r.Err() == nil {
			s.acknowledged(ids)
		}
	case wire.PingID:
		if ping := r.Int64(); r.Err() == nil {
			s.reply(wire.Pong(m.ID, ping))
		}
	case wire.PingDisconnectID:
		ping, delay := r.Int64(), time.Duration(r.Int32())*time.Second
		if r.Err() == nil {
			c.closeAt.Store(s.srv.clock.Now().Add(min(max(delay, time.Second), maxPingWait)).UnixNano())
			s.reply(wire.Pong(m.ID, ping))
		}
	case wire.FutureSaltsReqID:
		if n := r.Int32(); r.Err() == nil {
			now := s.srv.clock.Now()
			s.reply(wire.FutureSalts(m.ID, int32(now.Unix()), s.srv.futureSalts(s.key, now, int(n))))
		}
	case wire.StateReqID:
		if ids := r.IDs(maxIDs); r.Err() == nil {
			s.states(m.ID, ids)
		}
	case wire.ResendReqID:
		if ids := r.IDs(maxIDs); r.Err() == nil {
			s.resendMessages(m.ID, ids)
		}
	case wire.ResendAnswerReqID:
		if ids := r.IDs(maxIDs); r.Err() == nil {
			s.resendAnswers(m.ID, ids)
		}
	case wire.DropAnswerID:
		if req := r.Int64(); r.Err() == nil {
			s.dropAnswer(m.ID, req)
		}
	case wire.DestroySessionID:
		if other := r.Int64(); r.Err() == nil {
			s.destroy(c, other)
		}
	case wire.DestroyKeyID:
		return s.destroyKey(c)
	case wire.HTTPWaitID, wire.StateInfoID, wire.AllInfoID, wire.DetailedInfoID, wire.NewDetailedInfoID,
		wire.NewSessionID, wire.BadMsgID, wire.BadSaltID, wire.PongID:
		// Answers to questions that are never asked; http_wait is for another transport.
	case wire.ContainerID, wire.CopyID, wire.RPCResultID:
		return c.bad("message")
	case wire.GzipPackedID:
		return s.unpack(c, m)
	default:
		return s.invoke(c, m)
	}
	if r.Err() != nil {
		return c.bad("service")
	}
	return nil
}

// unpack serves what is in a gzip_packed that stands for a whole message.
func (s *Session) unpack(c *conn, m wire.Message) error {
	r := wire.NewReader(m.Body[4:])
	plain, err := wire.Inflate(r.Bytes(), s.srv.limits.Inflated)
	if err != nil || len(plain) < 4 {
		if err == nil {
			err = wire.ErrMalformed
		}
		s.srv.metrics.badPacket("gzip")
		s.fail(m.ID, peelFault(err))
		return nil
	}
	m.Body = plain
	if id := wire.ID(plain); wire.Service(id) && id != wire.GzipPackedID {
		return s.handle(c, m)
	}
	return s.invoke(c, m)
}

// What msgs_state_info tells of a message.
const (
	stateUnknown     = 1
	stateMissing     = 2
	stateTooHigh     = 3
	stateReceived    = 4
	stateNoAckNeeded = 16
	stateRunning     = 32
	stateAnswered    = 64
)

func (s *Session) states(msgID int64, ids wire.IDs) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return
	}
	info := make([]byte, ids.Len())
	for i := range info {
		info[i] = s.state(ids.At(i))
	}
	s.put(&message{kind: reply, body: wire.StateInfo(msgID, info)})
}

func (s *Session) state(id int64) byte {
	if s.calls[id] != nil {
		return stateReceived | stateRunning
	}
	it := s.window.find(id)
	switch {
	case it == nil && (id <= s.window.floor || id&3 != 0):
		return stateUnknown
	case it == nil && id > s.window.highest():
		return stateTooHigh
	case it == nil:
		return stateMissing
	}
	state := byte(stateReceived)
	if it.flags&wasRelated == 0 {
		state |= stateNoAckNeeded
	}
	if it.flags&wasAnswered != 0 {
		state |= stateRunning | stateAnswered
	}
	return state
}

// resendMessages serves msg_resend_req: what is kept is written again, and when
// something is not, the states of all are told.
func (s *Session) resendMessages(msgID int64, ids wire.IDs) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return
	}
	info, all := make([]byte, ids.Len()), true
	for i := range info {
		if m := s.storedAs(ids.At(i)); m != nil {
			s.writeAgain(m)
			info[i] = stateReceived
			continue
		}
		info[i], all = stateUnknown, false
	}
	if !all {
		s.put(&message{kind: reply, body: wire.StateInfo(msgID, info)})
	}
}

// resendAnswers serves msg_resend_ans_req: the same by the ids of the calls.
func (s *Session) resendAnswers(msgID int64, ids wire.IDs) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return
	}
	info, all := make([]byte, ids.Len()), true
	kept := map[int64]*message{}
	for _, m := range s.unacked {
		if m.kind == answer {
			kept[m.req] = m
		}
	}
	for i := range info {
		info[i] = s.state(ids.At(i))
		if m := kept[ids.At(i)]; m != nil {
			s.writeAgain(m)
			continue
		}
		all = false
	}
	if !all {
		s.put(&message{kind: reply, body: wire.StateInfo(msgID, info)})
	}
}

// dropAnswer serves rpc_drop_answer, itself answered as a call.
func (s *Session) dropAnswer(msgID, req int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return
	}
	result := wire.AppendID(nil, wire.AnswerUnknownID)
	if x := s.calls[req]; x != nil && !x.dropped {
		x.dropped = true
		x.cancel()
		result = wire.AppendID(nil, wire.AnswerDroppedRunning)
		s.put(&message{kind: answer, req: req, body: result}) // the call's own answer
	} else if m := s.takeAnswer(req); m != nil {
		result = wire.AnswerDropped(m.id, m.seq, m.size()-16)
	}
	s.unack(msgID)
	s.answered(msgID, false)
	s.put(&message{kind: answer, req: msgID, body: result})
}

// takeAnswer takes the answer to a call out of wherever it waits.
func (s *Session) takeAnswer(req int64) *message {
	for _, m := range s.unacked {
		if m.kind == answer && m.req == req {
			s.drop(m)
			return m
		}
	}
	for i, m := range s.pending {
		if m.kind == answer && m.req == req {
			s.pending = slices.Delete(s.pending, i, i+1)
			s.queued -= m.size()
			return m
		}
	}
	return nil
}

// destroy serves destroy_session, which is for other sessions of the same key.
func (s *Session) destroy(c *conn, other int64) {
	result := uint32(wire.DestroySessionNoneID)
	if x := s.srv.session(s.key, other); x != nil && x != s {
		x.end("session destroyed", c)
		c.forget(x)
		result = wire.DestroySessionOkID
	}
	s.reply(wire.AppendLong(wire.AppendID(nil, result), other))
}

// destroyKey serves destroy_auth_key: the answer is the last thing that the key
// encrypts.
func (s *Session) destroyKey(c *conn) error {
	ctx := context.WithoutCancel(s.srv.base)
	result := uint32(wire.DestroyKeyFailID)
	known, err := s.srv.opt.Keys.DestroyKey(ctx, s.key.id)
	switch {
	case err != nil:
		s.srv.log.Error("auth key not destroyed", "error", err)
	case known:
		result = wire.DestroyKeyOkID
	default:
		result = wire.DestroyKeyNoneID
	}
	if err != nil {
		s.reply(wire.AppendID(nil, result))
		return nil
	}
	s.mu.Lock()
	seq := 2 * s.related
	s.mu.Unlock()
	if err := c.alone(s.key, s.id, seq, wire.AppendID(nil, result)); err != nil {
		return err
	}
	s.srv.closeKey(s.key.id, c)
	return refusal("key destroyed")
}

package mtproto

import (
	"context"
	"slices"
	"time"

	"heliograph/internal/mtproto/wire"
)

// call is a request from its arrival to its answer.
type call struct {
	session *Session
	ctx     context.Context // not of the connection: the client may change it
	cancel  context.CancelFunc
	req     Request
	packet  *packet // that req.Body lies in
	told    *Client // to remember with the permanent key before serving

	// Guarded by Session.mu.
	dropped bool // the client does not want the answer
	failed  bool // a call that it waits for has failed
	waits   int  // for so many others
	absent  []int64
	until   time.Time // waits no longer
	next    []*call   // wait for this one
}

// invoke serves a call: it peels, waits for room and starts it.
func (s *Session) invoke(c *conn, m wire.Message) error {
	peeled, err := wire.Peel(m.Body, s.srv.limits.Inflated)
	if err != nil {
		s.srv.metrics.badPacket("call")
		s.fail(m.ID, peelFault(err))
		return nil
	}
	if id := wire.ID(peeled.Body); wire.Service(id) && id != wire.GzipPackedID {
		return s.handle(c, wire.Message{ID: m.ID, Seq: m.Seq, Body: peeled.Body})
	}
	if !s.enough(c) {
		return refusal("closed while waiting")
	}
	x := &call{session: s, packet: c.current.retain()}
	x.ctx, x.cancel = context.WithCancel(context.Background()) // leave ends it
	x.req = Request{MsgID: m.ID, Body: peeled.Body, NoUpdates: peeled.NoUpdates, Takeout: peeled.Takeout}
	s.srv.wg.Add(1)
	s.mu.Lock()
	if s.ended {
		s.mu.Unlock()
		x.failed = true
		s.srv.start(x)
		return errEnded
	}
	if it := s.window.find(m.ID); it != nil {
		it.flags |= wasCall
	}
	x.told = s.told(&peeled)
	x.req.Layer = s.Layer()
	if s.calls == nil {
		s.calls = make(map[int64]*call, 1)
	}
	s.calls[m.ID] = x
	s.depend(x, &peeled)
	s.arrived(x)
	ready := x.waits == 0
	s.mu.Unlock()
	if ready {
		s.srv.start(x)
	}
	return nil
}

func peelFault(err error) []byte {
	if err == wire.ErrTooBig || err == wire.ErrTooDeep {
		return wire.Error(400, "INPUT_REQUEST_TOO_LONG")
	}
	return wire.Error(400, "INPUT_FETCH_ERROR")
}

// fail answers a call that is not handed on.
func (s *Session) fail(msgID int64, rpcError []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return
	}
	s.answered(msgID, true)
	s.put(&message{kind: answer, req: msgID, body: rpcError})
}

// told takes over what a call's wrappers tell of the client. It returns what
// has to be remembered with the permanent key, nil when nothing changed or
// while there is none. mu is held.
func (s *Session) told(p *wire.Call) *Client {
	old := s.Client()
	c := old
	if p.Layer != 0 {
		c.Layer = p.Layer
	}
	if p.Inited {
		i := &p.Init
		c.APIID = int(i.APIID)
		same(&c.DeviceModel, i.DeviceModel)
		same(&c.SystemVersion, i.SystemVersion)
		same(&c.AppVersion, i.AppVersion)
		same(&c.SystemLangCode, i.SystemLangCode)
		same(&c.LangPack, i.LangPack)
		same(&c.LangCode, i.LangCode)
	}
	if c == old {
		return nil
	}
	kept := c
	s.client.Store(&kept)
	if s.key.owner() == 0 {
		s.unsaved = true
		return nil
	}
	return &kept
}

// same sets a text without allocating when it is the same.
func same(to *string, from []byte) {
	if *to != string(from) {
		*to = string(from)
	}
}

// enough waits until the session and the server have room for one more call
// and takes it. False: the connection closed first.
func (s *Session) enough(c *conn) bool {
	for {
		s.mu.Lock()
		if s.running < s.srv.limits.Calls && s.queued <= s.srv.limits.QueueBytes || s.ended {
			s.running++
			s.mu.Unlock()
			break
		}
		if s.room == nil {
			s.room = make(chan struct{})
		}
		room := s.room
		s.mu.Unlock()
		s.watch() // calls that wait for others may give up and make room
		select {
		case <-room:
		case <-c.done:
			return false
		}
	}
	select {
	case s.srv.busy <- struct{}{}:
		return true
	case <-c.done:
		s.mu.Lock()
		s.running--
		s.wake()
		s.mu.Unlock()
		return false
	}
}

// wake tells whoever waits for room. mu is held.
func (s *Session) wake() {
	if s.room != nil {
		close(s.room)
		s.room = nil
	}
}

// start runs a call.
func (s *Server) start(x *call) {
	s.metrics.calls.Inc()
	s.dispatch(job{call: x})
}

func (s *Server) run(x *call) {
	defer s.wg.Done()
	var result []byte
	if x.failed {
		result = wire.Error(400, "MSG_WAIT_FAILED")
	} else {
		x.session.save(x)
		result = s.serve(x)
	}
	x.packet.release()
	x.cancel()
	failed := wire.ID(result) == wire.RPCErrorID
	if len(result) > s.limits.GzipAbove {
		result = wire.Deflate(result)
	}
	<-s.busy
	s.metrics.calls.Dec()
	for _, n := range x.session.finish(x, result, failed) {
		s.start(n)
	}
	x.session.flush()
}

// save remembers what the call told of the client.
func (s *Session) save(x *call) {
	owner := s.key.owner()
	if x.told == nil || owner == 0 {
		return
	}
	if err := s.srv.opt.Keys.SetClient(x.ctx, owner, *x.told); err != nil {
		s.srv.log.Warn("client not remembered", "error", err)
	}
}

// finish queues the answer and returns the calls that waited for it.
func (s *Session) finish(x *call, result []byte, failed bool) []*call {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.calls, x.req.MsgID)
	if len(s.calls) == 0 {
		s.calls = nil
	}
	s.running--
	s.wake()
	if s.ended {
		return nil
	}
	s.answered(x.req.MsgID, failed || x.dropped)
	if result != nil && !x.dropped {
		s.unack(x.req.MsgID)
		s.put(&message{kind: answer, req: x.req.MsgID, body: result})
	}
	var ready []*call
	for _, n := range x.next {
		if n.waits == 0 {
			continue // gave up waiting
		}
		n.failed = n.failed || failed || x.dropped
		if n.waits--; n.waits == 0 {
			ready = append(ready, n)
			s.waiting = slices.DeleteFunc(s.waiting, func(w *call) bool { return w == n })
		}
	}
	return ready
}

// answered notes how a call went, for those that ask for it later.
func (s *Session) answered(id int64, failed bool) {
	it := s.window.find(id)
	if it == nil {
		return
	}
	it.flags |= wasCall | wasAnswered
	if failed {
		it.flags |= wasFailed
	}
}

// depend notes what a call has to wait for (invokeAfterMsg). mu is held.
func (s *Session) depend(x *call, p *wire.Call) {
	n := p.AfterLen()
	if n == 0 {
		return
	}
	wait := s.srv.limits.WaitRunning
	for i := range n {
		id := p.AfterAt(i)
		if other := s.calls[id]; other != nil && other != x {
			other.next = append(other.next, x)
			x.waits++
			continue
		}
		it := s.window.find(id)
		switch {
		case it != nil && id != x.req.MsgID:
			x.failed = x.failed || it.flags&wasFailed != 0
		case id > s.window.floor:
			x.absent = append(x.absent, id)
			x.waits++
			wait = s.srv.limits.WaitAbsent
		}
	}
	if x.waits > 0 {
		x.until = s.srv.clock.Now().Add(wait)
		s.waiting = append(s.waiting, x)
	}
}

// arrived ties calls that wait for x, which was not there yet, to it.
func (s *Session) arrived(x *call) {
	for _, w := range s.waiting {
		if i := slices.Index(w.absent, x.req.MsgID); i >= 0 && w != x {
			w.absent = slices.Delete(w.absent, i, i+1)
			x.next = append(x.next, w)
		}
	}
}

// overdue takes out the calls that have waited too long. mu is held.
func (s *Session) overdue(now time.Time) []*call {
	var late []*call
	s.waiting = slices.DeleteFunc(s.waiting, func(w *call) bool {
		if w.until.After(now) {
			return false
		}
		w.waits, w.failed = 0, true
		late = append(late, w)
		return true
	})
	return late
}

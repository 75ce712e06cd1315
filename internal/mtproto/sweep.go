package mtproto

import (
	"context"
	"time"
)

// slowSweep is how often what has minutes to live is looked at.
const (
	fastSweep = 2 // per AckDelay
	slowSweep = 5 * time.Second
)

// sweep does by one timer what would take a timer per connection and session.
func (s *Server) sweep(ctx context.Context) {
	var slow time.Time
	tick := make(chan struct{}, 1)
	for {
		t := s.clock.AfterFunc(s.limits.AckDelay/fastSweep, func() { tick <- struct{}{} })
		select {
		case <-ctx.Done():
			t.Stop()
			return
		case <-tick:
		}
		now := s.clock.Now()
		s.serveDue(now)
		s.closeIdle(now)
		if now.Sub(slow) >= slowSweep {
			slow = now
			s.forgetOld(now)
		}
	}
}

// watch has the sweep look at the session when it has acks or calls waiting.
func (s *Session) watch() {
	s.mu.Lock()
	yes := !s.watched && !s.ended && (len(s.acks) > 0 || len(s.waiting) > 0)
	s.watched = s.watched || yes
	s.mu.Unlock()
	if !yes {
		return
	}
	s.srv.mu.Lock()
	defer s.srv.mu.Unlock()
	if s.key.sessions[s.id] == s {
		s.srv.due[s] = struct{}{}
	}
}

// serveDue sends acks that nothing came to carry and gives up on calls that
// waited too long for others.
func (s *Server) serveDue(now time.Time) {
	s.mu.Lock()
	list := make([]*Session, 0, len(s.due))
	for x := range s.due {
		list = append(list, x)
	}
	clear(s.due)
	s.mu.Unlock()
	for _, x := range list {
		x.mu.Lock()
		late := x.overdue(now)
		x.watched = false
		x.ackNow = len(x.acks) > 0
		x.mu.Unlock()
		for _, c := range late {
			s.start(c)
		}
		x.flushLater()
		x.watch()
	}
}

// closeIdle closes connections that are silent, stuck or asked for it.
func (s *Server) closeIdle(now time.Time) {
	t := now.UnixNano()
	type end struct {
		c      *conn
		reason string
	}
	var ends []end
	s.mu.Lock()
	for c := range s.conns {
		if reason := s.lapsed(c, t); reason != "" {
			ends = append(ends, end{c, reason})
		}
	}
	s.mu.Unlock()
	for _, e := range ends {
		e.c.close(e.reason)
	}
}

func (s *Server) lapsed(c *conn, t int64) string {
	if at := c.closeAt.Load(); at != 0 && t >= at {
		return "ping delay"
	}
	for _, since := range []int64{c.writing.Load(), c.answered.Load()} {
		if since != 0 && t-since >= int64(s.limits.WriteStall) {
			return "slow reader"
		}
	}
	silent := t - c.last.Load()
	if silent >= int64(s.limits.Idle) {
		return "idle"
	}
	if silent >= int64(s.limits.Unproved) && !c.proved() {
		return "no session"
	}
	return ""
}

// proved reports whether the connection has had a session.
func (c *conn) proved() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.sessions) > 0
}

// forgetOld ends sessions that have been without a connection for too long and
// drops what is too old to be of use in the others.
func (s *Server) forgetOld(now time.Time) {
	s.mu.Lock()
	s.dead.expire(now)
	var all []*Session
	for _, k := range s.keys {
		for _, x := range k.sessions {
			all = append(all, x)
		}
	}
	s.mu.Unlock()
	lost := now.Add(-s.limits.SessionTTL).UnixNano()
	for _, x := range all {
		x.mu.Lock()
		old := len(x.conns) == 0 && x.lost <= lost
		x.expire(now.Add(-maxPast + time.Minute))
		if len(x.window.items) > stackBatch {
			x.window.trim(idAt(now.Add(-2 * maxPast)))
		}
		x.mu.Unlock()
		if old {
			s.expireSession(x, lost)
		}
	}
}

// expireSession ends a session, unless it has a connection again. Its ids are
// too old to be replayed, so nothing of it is remembered.
func (s *Server) expireSession(x *Session, lost int64) {
	s.mu.Lock()
	x.mu.Lock()
	old := len(x.conns) == 0 && x.lost <= lost
	x.mu.Unlock()
	var r *remains
	if old {
		r = s.leave(x, false)
	}
	s.mu.Unlock()
	r.finish("expired", nil)
}

package mtproto

import (
	"context"
	"net/netip"
	"slices"
	"sync"
	"sync/atomic"

	"heliograph/internal/id"
	"heliograph/internal/mtproto/wire"
)

// Session is one session of a client. It outlives its connections and may have
// several. All methods are safe for concurrent use, and none of them blocks
// but BindTemporary.
type Session struct {
	srv *Server
	id  int64
	key *authKey

	client atomic.Pointer[Client]
	value  atomic.Pointer[any]
	addr   atomic.Pointer[netip.Addr]

	mu      sync.Mutex
	ended   bool
	unsaved bool    // the client is not remembered with the permanent key yet
	conns   []*conn // the newest last
	lost    int64   // Unix nanoseconds when the last connection went
	window  window
	calls   map[int64]*call
	waiting []*call       // for other messages
	watched bool          // the sweep looks at it next time
	running int           // len(calls), without those that wait for room
	room    chan struct{} // closed when there is room again; nil: nobody waits
	outbox
}

// ID is the session id that the client chose; unique within its key only.
func (s *Session) ID() int64 { return s.id }

// Key is a snapshot of the key that the session is encrypted with.
func (s *Session) Key() *Key { return s.key.snapshot() }

// PermKey is the id of the permanent key that counts; 0 while the session's
// temporary key is not bound.
func (s *Session) PermKey() int64 { return s.key.owner() }

// Client is what the client told of itself, in this session or before.
func (s *Session) Client() Client {
	if c := s.client.Load(); c != nil {
		return *c
	}
	return Client{}
}

// Layer is the session's API layer; 0 when the client never told.
func (s *Session) Layer() int {
	if c := s.client.Load(); c != nil {
		return c.Layer
	}
	return 0
}

// Addr is where the newest connection came from.
func (s *Session) Addr() netip.Addr {
	if a := s.addr.Load(); a != nil {
		return *a
	}
	return netip.Addr{}
}

// Attach keeps v with the session for whoever serves calls.
func (s *Session) Attach(v any) { s.value.Store(&v) }

// Attached is what Attach kept, nil when nothing.
func (s *Session) Attached() any {
	if v := s.value.Load(); v != nil {
		return *v
	}
	return nil
}

// Connected reports whether some connection of the session is open.
func (s *Session) Connected() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.live() != nil
}

// live is the newest open connection. mu is held.
func (s *Session) live() *conn {
	for _, c := range slices.Backward(s.conns) {
		if !c.closed.Load() {
			return c
		}
	}
	return nil
}

// session finds a session of k, nil when there is none.
func (s *Server) session(k *authKey, id int64) *Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	return k.sessions[id]
}

// create makes a session, or finds the one that was made meanwhile. nil: the
// key has too many, all of them connected, or was closed.
func (s *Server) create(ctx context.Context, k *authKey, sid, first, floor int64) (*Session, error) {
	var client *Client
	if owner := k.owner(); owner != 0 {
		stored, err := s.opt.Keys.Client(ctx, owner)
		if err != nil {
			return nil, err
		}
		if stored != (Client{}) {
			client = &stored
		}
	}
	now := s.clock.Now()
	x := &Session{srv: s, id: sid, key: k, window: window{floor: floor}, lost: now.UnixNano()}
	x.client.Store(client)
	x.put(&message{
		kind: notice,
		body: wire.NewSession(first, id.Int64(), s.saltsOf(k, now).current),
	})
	entered, victim := s.enter(x)
	victim.finish("too many sessions", nil)
	return entered, nil
}

// enter adds x to its key and returns it, or the one that is there already, or
// nil. It may take out the session that was without a connection for longest.
func (s *Server) enter(x *Session) (*Session, *remains) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := x.key
	if old := k.sessions[x.id]; old != nil {
		return old, nil
	}
	if s.closed || k.gone.Load() {
		return nil, nil
	}
	var victim *remains
	if len(k.sessions) >= s.limits.Sessions {
		old := oldest(k)
		if old == nil {
			return nil, nil
		}
		victim = s.leave(old, true)
	}
	if k.sessions == nil {
		k.sessions = make(map[int64]*Session, 1)
	}
	k.sessions[x.id] = x
	s.holdKey(k)
	s.metrics.sessions.Inc()
	return x, victim
}

// oldest is the session of k that has been without a connection for longest.
func oldest(k *authKey) *Session {
	var found *Session
	var since int64
	for _, x := range k.sessions {
		x.mu.Lock()
		if len(x.conns) == 0 && (found == nil || x.lost < since) {
			found, since = x, x.lost
		}
		x.mu.Unlock()
	}
	return found
}

// attach makes c the session's newest connection. False: the session has ended.
func (s *Session) attach(c *conn) bool {
	addr := c.t.RemoteAddr().Addr()
	s.mu.Lock()
	if s.ended {
		s.mu.Unlock()
		return false
	}
	s.repeatSmall()
	s.conns = append(s.conns, c)
	s.addr.Store(&addr)
	s.reconnected()
	s.mu.Unlock()
	c.mu.Lock()
	c.sessions = append(c.sessions, s)
	c.mu.Unlock()
	return true
}

// detach takes c out: what was written to it and not acknowledged is written
// again to the next connection.
func (s *Session) detach(c *conn) {
	s.mu.Lock()
	s.conns = slices.DeleteFunc(s.conns, func(x *conn) bool { return x == c })
	if len(s.conns) == 0 {
		s.conns = nil
		s.lost = s.srv.clock.Now().UnixNano()
	}
	s.repeat(c)
	s.mu.Unlock()
	s.flushLater()
}

// end forgets the session: its calls are cancelled and its connections closed,
// but for keep. What runs after it sends nothing.
func (s *Session) end(reason string, keep *conn) {
	s.srv.mu.Lock()
	r := s.srv.leave(s, true)
	s.srv.mu.Unlock()
	r.finish(reason, keep)
}

// remains are what is left to do for a session that was taken out.
type remains struct {
	session *Session
	conns   []*conn
	waiting []*call
	running []context.CancelFunc
}

// leave takes x out of its key, nil when it was out already. remember keeps its
// ids refused for as long as they could be replayed (M1). Server.mu is held.
func (s *Server) leave(x *Session, remember bool) *remains {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.ended {
		return nil
	}
	x.ended = true
	if remember {
		s.dead.add(tombstone{x.key.id, x.id}, x.window.highest(), s.clock.Now())
	}
	r := &remains{session: x, conns: x.conns, waiting: x.waiting}
	for _, c := range x.calls {
		r.running = append(r.running, c.cancel)
	}
	x.conns, x.waiting, x.window, x.outbox = nil, nil, window{}, outbox{}
	x.wake()
	if x.key.sessions[x.id] == x {
		delete(x.key.sessions, x.id)
		s.releaseKey(x.key)
		s.metrics.sessions.Dec()
	}
	delete(s.due, x)
	return r
}

// finish does what must not be done under a lock.
func (r *remains) finish(reason string, keep *conn) {
	if r == nil {
		return
	}
	for _, cancel := range r.running {
		cancel()
	}
	for _, c := range r.waiting {
		c.failed = true
		r.session.srv.start(c)
	}
	for _, c := range r.conns {
		if c != keep {
			c.close(reason)
		}
	}
	r.session.srv.opt.Handler.Ended(r.session)
}

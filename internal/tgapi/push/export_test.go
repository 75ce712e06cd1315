package push

import (
	"context"

	"heliograph/internal/user"
)

// The limits, for tests.
const (
	MaxBehind   = maxBehind
	MaxMoments  = maxMoments
	MaxSessions = maxSessions
)

// AttachSession is Attach for a session of a test.
func (h *Hub) AttachSession(ctx context.Context, a user.Actor, s Session) (bool, error) {
	return h.attach(ctx, a, s)
}

// DetachSession is Detach for a session of a test.
func (h *Hub) DetachSession(s Session) { h.detach(s) }

// AwaitSession is Await for a session of a test.
func (h *Hub) AwaitSession(ctx context.Context, perm int64, s Session) { h.await(ctx, perm, s) }

// Waiting is how many sessions wait, by session and by key.
func (h *Hub) Waiting() (sessions, keys int) {
	h.waiting.mu.Lock()
	defer h.waiting.mu.Unlock()
	for _, all := range h.waiting.of {
		keys += len(all)
	}
	return len(h.waiting.keys), keys
}

// Feeds is how many feeds there are.
func (h *Hub) Feeds() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.feeds)
}

// ReachSession is Reach for a session of a test, without its bound.
func (h *Hub) ReachSession(ctx context.Context, s Session, pts int) {
	if st, _ := s.Attached().(*seat); st != nil {
		st.feed.reach(ctx, st, pts)
	}
}

// Crowds is how many crowds there are, and how many people are in them.
func (h *Hub) Crowds() (crowds, people int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, c := range h.crowds {
		c.mu.Lock()
		people += len(c.members)
		c.mu.Unlock()
	}
	return len(h.crowds), people
}

package push

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
	"github.com/prometheus/client_golang/prometheus"

	"heliograph/internal/mtproto"
	"heliograph/internal/peer"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Renderer makes what a session is sent.
type Renderer interface {
	// Push renders what is the same for all when viewer is 0.
	Push(ctx context.Context, viewer user.ID, events []update.Event) (tg.UpdatesClass, error)
}

// Channels knows who is in which channel.
type Channels interface {
	// Joined is the channels that a person is in.
	Joined(ctx context.Context, id user.ID) ([]peer.Peer, error)
	// In is the first message of a channel that each of some people may see, 0 for
	// who is not in it, and where its log stood when that was so.
	In(ctx context.Context, channel peer.Peer, ids ...user.ID) (first []int, at update.Position, err error)
	// Aside is who sees of events of a channel something else than all others: who
	// wrote, who is mentioned. It may complete the events.
	Aside(ctx context.Context, es []update.Event) ([]user.ID, error)
}

// Presence hears of logins that have a session open.
type Presence interface {
	// Attach is undone by the function that it returns.
	Attach(a user.Actor) (detach func())
}

// Session is what a feed needs of an MTProto session.
type Session interface {
	ID() int64
	// Push queues an updates object; it never blocks.
	Push(u *mtproto.Update)
	Attach(v any)
	Attached() any
}

var _ Session = (*mtproto.Session)(nil)

// Deps is what a Hub needs. Channels, Presence and Registerer may be nil.
type Deps struct {
	Log        *update.Log
	Channels   Channels
	View       Renderer
	Presence   Presence
	Logger     *slog.Logger
	Registerer prometheus.Registerer
}

// Hub is the feeds of this node. Safe for concurrent use; Run owns its
// goroutines.
type Hub struct {
	d      Deps
	pushed prometheus.Counter
	live   prometheus.Gauge

	work    *work
	waiting *waiting

	mu     sync.Mutex
	feeds  map[user.ID]*feed
	crowds map[peer.Peer]*crowd
}

// New makes a Hub.
func New(d Deps) *Hub {
	if d.Log == nil || d.View == nil || d.Logger == nil {
		panic("push: missing dependency")
	}
	h := &Hub{
		d: d, feeds: map[user.ID]*feed{}, crowds: map[peer.Peer]*crowd{}, work: newWork(), waiting: newWaiting(),
		pushed: prometheus.NewCounter(prometheus.CounterOpts{Name: "heliograph_push_updates_total", Help: "Updates handed to sessions."}),
		live:   prometheus.NewGauge(prometheus.GaugeOpts{Name: "heliograph_push_sessions", Help: "Sessions that get updates."}),
	}
	if d.Registerer != nil {
		d.Registerer.MustRegister(h.pushed, h.live)
	}
	return h
}

// Run pumps the feeds until ctx ends.
func (h *Hub) Run(ctx context.Context) error {
	h.work.run(ctx)
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, f := range h.feeds {
		f.cancel()
		h.disperse(f)
	}
	h.feeds = map[user.ID]*feed{}
	return ctx.Err()
}

// seat is a session's place in a feed.
type seat struct {
	feed    *feed
	login   int64 // the permanent auth key
	session Session
	at      update.Position // the session has, or need not get, all up to here
	since   int             // the pts at which it took its seat
	detach  func()          // undoes the presence
}

// Attach implements rpc.Feed: the session gets what happens from now on. What
// was before it asks for with updates.getDifference.
func (h *Hub) Attach(ctx context.Context, a user.Actor, s *mtproto.Session) (fresh bool, err error) {
	return h.attach(ctx, a, s)
}

func (h *Hub) attach(ctx context.Context, a user.Actor, s Session) (fresh bool, err error) {
	u := a.ID
	old, _ := s.Attached().(*seat)
	if old != nil && old.feed.user == u {
		return false, nil
	}
	if old != nil {
		h.leave(old)
	}
	h.mu.Lock()
	f := h.feeds[u]
	if f == nil {
		f = newFeed(h, u)
		h.feeds[u] = f
	}
	f.guests++ // keeps the feed while we read the state
	h.mu.Unlock()
	err = f.seek(ctx)
	var st update.State
	if err == nil {
		st, err = h.d.Log.State(ctx, u.Owner())
	}
	if err != nil {
		h.release(f)
		return false, err
	}
	mine := &seat{feed: f, login: a.Session, session: s, at: st.At, since: st.At.Pts, detach: func() {}}
	if h.d.Presence != nil {
		mine.detach = h.d.Presence.Attach(a)
	}
	if !f.add(mine) { // a call of the same session was faster
		mine.detach()
		h.release(f)
		return false, nil
	}
	h.live.Inc()
	if ctx.Err() != nil { // the session ended, and Detach may have come too early
		h.leave(mine)
	}
	return true, ctx.Err()
}

// reachFor bounds Reach: an answer that waits too long is better late than never.
const reachFor = time.Second

// Reach implements rpc.Feed.
func (h *Hub) Reach(ctx context.Context, s *mtproto.Session, pts int) { h.reach(ctx, s, pts) }

func (h *Hub) reach(ctx context.Context, s Session, pts int) {
	st, _ := s.Attached().(*seat)
	if st == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, reachFor)
	defer cancel()
	st.feed.reach(ctx, st, pts)
}

// Detach implements rpc.Feed.
func (h *Hub) Detach(s *mtproto.Session) { h.detach(s) }

func (h *Hub) detach(s Session) {
	h.waiting.drop(s)
	if st, _ := s.Attached().(*seat); st != nil {
		h.leave(st)
	}
}

// DetachLogin takes the updates away from every session of a login that ended.
func (h *Hub) DetachLogin(perm int64) {
	h.mu.Lock()
	feeds := slices.Collect(maps.Values(h.feeds))
	h.mu.Unlock()
	for _, f := range feeds {
		for _, s := range f.all() {
			if s.login == perm {
				h.leave(s)
			}
		}
	}
}

func (h *Hub) leave(s *seat) {
	if s.feed.remove(s) {
		h.live.Dec()
		s.detach()
		h.release(s.feed)
	}
}

// release drops a feed that nobody uses any more.
func (h *Hub) release(f *feed) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if f.guests--; f.guests == 0 && h.feeds[f.user] == f {
		delete(h.feeds, f.user)
		f.cancel()
		h.disperse(f)
	}
}

// encode is an updates object as it is pushed.
func encode(u tg.UpdatesClass) (*mtproto.Update, error) {
	b := bin.Buffer{Buf: make([]byte, 0, 512)} // most are smaller
	err := u.Encode(&b)
	return mtproto.NewUpdate(b.Buf), err
}

package push

import (
	"context"
	"slices"
	"sync"

	"github.com/gotd/td/tg"

	"heliograph/internal/peer"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const (
	stretch     = 100  // events read at once
	maxBehind   = 2000 // a session further behind is told to ask for the difference
	maxMoments  = 64   // ephemeral events waiting in a feed; more are lost
	maxSessions = 256  // of one user
)

// feed is the box of one user as the sessions of this node show it.
type feed struct {
	hub    *Hub
	user   user.ID
	cancel func()               // stops watching the log
	guests int                  // under hub.mu: seats and attaches under way
	crowds map[peer.Peer]*crowd // under hub.mu: the channels that the user is in

	once   sync.Mutex // held while the channels are looked for
	sought bool       // under once: they were

	mu      sync.Mutex
	seats   []*seat
	moments []update.Event  // ephemeral events that wait for the pump
	pos     update.Position // newest heard of
	woken   bool            // there is something to look at
	pumping bool
	changed chan struct{} // closed when the pump has come to its end; nil: nobody waits
}

func newFeed(h *Hub, u user.ID) *feed {
	f := &feed{hub: h, user: u}
	f.cancel = h.d.Log.Watch(u.Owner(), f.wake)
	return f
}

// add seats a session; false when it has a seat already. What happened since
// its position was read is shown to it.
func (f *feed) add(s *seat) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if old, _ := s.session.Attached().(*seat); old != nil && old.feed == f || len(f.seats) >= maxSessions {
		return false
	}
	s.session.Attach(s)
	f.seats = append(f.seats, s)
	if s.at.Before(f.pos) {
		f.woken = true
		f.start()
	}
	return true
}

func (f *feed) remove(s *seat) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	i := slices.Index(f.seats, s)
	if i < 0 {
		return false
	}
	f.seats = slices.Delete(f.seats, i, i+1)
	s.session.Attach((*seat)(nil))
	return true
}

// wake is called by the bus.
func (f *feed) wake(at update.Position, e *update.Event) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if e == nil && f.pos.Before(at) {
		f.pos = at
	}
	switch {
	case len(f.seats) == 0:
		return
	case e == nil:
		f.woken = true
	case len(f.moments) < maxMoments:
		f.moments = append(f.moments, *e)
	}
	f.start()
}

// reach waits until a session has been sent what happened up to pts.
func (f *feed) reach(ctx context.Context, s *seat, pts int) {
	for {
		f.mu.Lock()
		if !f.pumping && max(f.pos.Pts, s.since) >= pts {
			f.mu.Unlock()
			return
		}
		if f.changed == nil {
			f.changed = make(chan struct{})
		}
		changed := f.changed
		f.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}

// start has the feed pumped. mu is held.
func (f *feed) start() {
	if !f.pumping {
		f.pumping = true
		f.hub.work.add(f)
	}
}

// work takes what there is to do.
func (f *feed) work() (moments []update.Event, read, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	moments, read = f.moments, f.woken
	f.moments, f.woken = nil, false
	ok = (read || len(moments) > 0) && len(f.seats) > 0
	f.pumping = ok
	if !ok && f.changed != nil {
		close(f.changed)
		f.changed = nil
	}
	return moments, read, ok
}

// pump works until there is nothing left to do.
func (f *feed) pump(ctx context.Context) {
	for {
		moments, read, ok := f.work()
		if !ok {
			return
		}
		var err error
		if len(moments) > 0 {
			err = f.show(ctx, f.all(), moments)
		}
		if read && err == nil {
			err = f.catchUp(ctx)
		}
		if ctx.Err() != nil {
			continue // whatever failed: the clients come back
		}
		if err != nil {
			f.hub.d.Logger.Error("push failed", "user", int64(f.user), "error", err)
			f.skip(ctx)
		}
	}
}

func (f *feed) all() []*seat {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.seats)
}

// catchUp brings every session to the end of the log.
func (f *feed) catchUp(ctx context.Context) error {
	for {
		seats := f.all()
		if len(seats) == 0 {
			return nil
		}
		from := seats[0].at
		for _, s := range seats[1:] {
			if s.at.Before(from) {
				from = s.at
			}
		}
		d, err := f.since(ctx, from)
		if err != nil {
			return err
		}
		if d.TooLong || f.behind(from) {
			f.skip(ctx)
			return nil
		}
		if err := f.deliver(ctx, seats, d); err != nil {
			return err
		}
		if err := f.moved(ctx, d.Events); err != nil {
			return err
		}
		if !d.More {
			return nil
		}
	}
}

// since is what happened after a position: from memory when it has just
// happened here, else from the log.
func (f *feed) since(ctx context.Context, from update.Position) (update.Difference, error) {
	f.mu.Lock()
	to := f.pos
	f.mu.Unlock()
	if !from.Before(to) {
		return update.Difference{At: from}, nil
	}
	if es, ok := f.hub.d.Log.Recent(f.user.Owner(), from, to); ok {
		return update.Difference{Events: es, At: es[len(es)-1].At}, nil
	}
	return f.hub.d.Log.Since(ctx, f.user.Owner(), from, stretch)
}

func (f *feed) behind(from update.Position) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.pos.Pts-from.Pts > maxBehind
}

// deliver hands a stretch of the log to each session: to those that lack all of
// it and made none of it themselves in one rendering.
func (f *feed) deliver(ctx context.Context, seats []*seat, d update.Difference) error {
	var plain []*seat
	for _, s := range seats {
		lacks := make([]update.Event, 0, len(d.Events))
		for _, e := range d.Events {
			if s.at.Before(e.At) && e.Origin != s.session.ID() {
				lacks = append(lacks, e)
			}
		}
		s.at = d.At
		switch {
		case len(lacks) == len(d.Events):
			plain = append(plain, s)
		case len(lacks) > 0:
			if err := f.show(ctx, []*seat{s}, lacks); err != nil {
				return err
			}
		}
	}
	if len(plain) == 0 || len(d.Events) == 0 {
		return nil
	}
	return f.show(ctx, plain, d.Events)
}

// show renders events once and sends them to sessions.
func (f *feed) show(ctx context.Context, to []*seat, events []update.Event) error {
	u, err := f.hub.d.View.Push(ctx, f.user, events)
	if err != nil {
		return err
	}
	return f.hub.send(to, u, len(events))
}

// skip tells every session to ask for the difference. They go on from where
// the log stood before they were told; where that cannot be read, they stay.
func (f *feed) skip(ctx context.Context) {
	seats := f.all()
	st, err := f.hub.d.Log.State(ctx, f.user.Owner())
	if err != nil {
		f.hub.d.Logger.Error("push cannot go on", "user", int64(f.user), "error", err)
	}
	b, err := encode(&tg.UpdatesTooLong{})
	if err != nil {
		return
	}
	for _, s := range seats {
		if s.at.Before(st.At) {
			s.at = st.At
		}
		s.session.Push(b)
	}
}

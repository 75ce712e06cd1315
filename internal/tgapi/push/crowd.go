package push

import (
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/gotd/td/tg"

	"heliograph/internal/peer"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// crowd is who of the members of a channel has a session on this node. What
// happens in the channel is rendered once, for all that see the same of it.
//
// The log of the channel says who comes and who leaves, so whoever is removed
// sees nothing of what happens after that.
type crowd struct {
	hub     *Hub
	channel peer.Peer
	cancel  func() // stops watching the log

	mu      sync.Mutex
	members map[user.ID]*feed
	at      update.Position // shown up to here
	pos     update.Position // newest heard of
	known   bool            // at was read
	moments []update.Event
	woken   bool
	pumping bool
}

// seek has a feed join the crowds of the channels that its user is in: once, when
// the feed is new.
func (f *feed) seek(ctx context.Context) error {
	if f.hub.d.Channels == nil {
		return nil
	}
	f.once.Lock()
	defer f.once.Unlock()
	if f.sought {
		return nil
	}
	joined, err := f.hub.d.Channels.Joined(ctx, f.user)
	if err != nil {
		return err
	}
	for _, p := range joined {
		if err := f.hub.gather(ctx, f, p); err != nil {
			return err
		}
	}
	f.sought = true
	return nil
}

// moved looks after the channels that the user has joined or left, as the own log
// tells.
func (f *feed) moved(ctx context.Context, events []update.Event) error {
	for _, e := range events {
		if e.Kind != update.Channel || f.hub.d.Channels == nil {
			continue
		}
		in, err := f.hub.d.Channels.In(ctx, f.user, e.Peer)
		if err != nil {
			return err
		}
		if !in {
			f.hub.scatter(f, e.Peer)
			continue
		}
		if err := f.hub.gather(ctx, f, e.Peer); err != nil {
			return err
		}
	}
	return nil
}

// gather has a feed hear of a channel from now on.
func (h *Hub) gather(ctx context.Context, f *feed, p peer.Peer) error {
	h.mu.Lock()
	c := h.crowds[p]
	if c == nil {
		c = &crowd{hub: h, channel: p, members: map[user.ID]*feed{}}
		c.cancel = h.d.Log.Watch(p.Owner(), c.wake)
		h.crowds[p] = c
	}
	if f.crowds == nil {
		f.crowds = map[peer.Peer]*crowd{}
	}
	f.crowds[p] = c
	c.mu.Lock()
	c.members[f.user] = f
	known := c.known
	c.mu.Unlock()
	h.mu.Unlock()
	if known {
		return nil
	}
	st, err := h.d.Log.State(ctx, p.Owner())
	if err != nil {
		return err
	}
	c.begin(st.At)
	return nil
}

// begin says where the log stood when the crowd began to watch it.
func (c *crowd) begin(at update.Position) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known {
		return
	}
	c.at, c.known = at, true
	if c.at.Before(c.pos) {
		c.woken = true
		c.start()
	}
}

// scatter has a feed hear of a channel no more.
func (h *Hub) scatter(f *feed, p peer.Peer) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.leaveCrowd(f, p)
}

// leaveCrowd is scatter with mu held.
func (h *Hub) leaveCrowd(f *feed, p peer.Peer) {
	c := f.crowds[p]
	if c == nil {
		return
	}
	delete(f.crowds, p)
	c.mu.Lock()
	if c.members[f.user] == f {
		delete(c.members, f.user)
	}
	empty := len(c.members) == 0
	c.mu.Unlock()
	if empty && h.crowds[p] == c {
		delete(h.crowds, p)
		c.cancel()
	}
}

// disperse takes a feed out of all crowds. mu is held.
func (h *Hub) disperse(f *feed) {
	for _, p := range slices.Collect(maps.Keys(f.crowds)) {
		h.leaveCrowd(f, p)
	}
}

// wake is called by the bus.
func (c *crowd) wake(at update.Position, e *update.Event) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case e != nil:
		if len(c.moments) < maxMoments {
			c.moments = append(c.moments, *e)
		}
	case c.pos.Before(at):
		c.pos, c.woken = at, true
	}
	if c.known {
		c.start()
	}
}

// start has the crowd pumped. mu is held.
func (c *crowd) start() {
	if !c.pumping {
		c.pumping = true
		c.hub.work.add(c)
	}
}

// work takes what there is to do.
func (c *crowd) work() (moments []update.Event, from, to update.Position, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	moments = c.moments
	ok = (c.woken || len(moments) > 0) && len(c.members) > 0
	c.moments, c.woken, c.pumping = nil, false, ok
	return moments, c.at, c.pos, ok
}

func (c *crowd) pump(ctx context.Context) {
	for {
		moments, from, to, ok := c.work()
		if !ok {
			return
		}
		err := c.show(ctx, moments)
		if err == nil {
			err = c.catchUp(ctx, from, to)
		}
		if err != nil && ctx.Err() == nil {
			c.hub.d.Logger.Error("push to a channel failed", "channel", c.channel.ID, "error", err)
			if err = c.skip(ctx); err != nil {
				c.hub.d.Logger.Error("push to a channel cannot go on", "channel", c.channel.ID, "error", err)
			}
		}
	}
}

// catchUp shows what happened between two positions.
func (c *crowd) catchUp(ctx context.Context, from, to update.Position) error {
	for from.Before(to) {
		es, more := []update.Event(nil), false
		if recent, ok := c.hub.d.Log.Recent(c.channel.Owner(), from, to); ok {
			es = recent
		} else {
			d, err := c.hub.d.Log.Since(ctx, c.channel.Owner(), from, stretch)
			if err != nil {
				return err
			}
			if d.TooLong || to.Pts-from.Pts > maxBehind {
				return c.skip(ctx)
			}
			if es, more = d.Events, d.More; len(es) == 0 {
				break
			}
		}
		if err := c.walk(ctx, es); err != nil {
			return err
		}
		from = es[len(es)-1].At
		c.mu.Lock()
		c.at = from
		c.mu.Unlock()
		if !more && !from.Before(to) {
			break
		}
	}
	return nil
}

// walk shows events in their order to those who are members at each.
func (c *crowd) walk(ctx context.Context, es []update.Event) error {
	begin := 0
	for i := range es {
		e := &es[i]
		if e.Kind != update.MemberLeft && e.Kind != update.MemberCame {
			continue
		}
		if err := c.show(ctx, es[begin:i]); err != nil {
			return err
		}
		begin = i + 1
		c.turn(ctx, e)
	}
	return c.show(ctx, es[begin:])
}

// turn brings the members up to date.
func (c *crowd) turn(ctx context.Context, e *update.Event) {
	id := user.ID(e.Peer.ID)
	c.hub.mu.Lock()
	f := c.hub.feeds[id]
	c.hub.mu.Unlock()
	if f == nil {
		return
	}
	if e.Kind == update.MemberLeft {
		c.hub.scatter(f, c.channel)
		return
	}
	_ = c.hub.gather(ctx, f, c.channel) // the crowd is known: nothing is read
}

// show renders events once for all members, and once more for each who sees
// something else: who wrote, who is mentioned.
func (c *crowd) show(ctx context.Context, es []update.Event) error {
	if len(es) == 0 {
		return nil
	}
	apart, err := c.hub.d.Channels.Aside(ctx, es)
	if err != nil {
		return err
	}
	aside := map[user.ID]bool{}
	for _, id := range apart {
		aside[id] = true
	}
	c.mu.Lock()
	members := slices.Collect(maps.Values(c.members))
	c.mu.Unlock()
	var all []*seat
	for _, f := range members {
		seats := f.all()
		if !aside[f.user] {
			all = append(all, seats...)
			continue
		}
		for _, s := range seats {
			if err := c.showOne(ctx, s, es); err != nil {
				return err
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	return c.send(ctx, all, 0, es)
}

// showOne renders events for one session, without those that it made itself.
func (c *crowd) showOne(ctx context.Context, s *seat, es []update.Event) error {
	lacks := make([]update.Event, 0, len(es))
	for _, e := range es {
		if e.Origin == 0 || e.Origin != s.session.ID() {
			lacks = append(lacks, e)
		}
	}
	if len(lacks) == 0 {
		return nil
	}
	return c.send(ctx, []*seat{s}, s.feed.user, lacks)
}

func (c *crowd) send(ctx context.Context, to []*seat, viewer user.ID, es []update.Event) error {
	u, err := c.hub.d.View.Push(ctx, viewer, es)
	if err != nil {
		return err
	}
	return c.hub.send(to, u, len(es))
}

// send encodes an updates object once and queues it to sessions.
func (h *Hub) send(to []*seat, u tg.UpdatesClass, events int) error {
	if t, ok := u.(*tg.Updates); ok && len(t.Updates) == 0 {
		return nil
	}
	b, err := encode(u)
	if err != nil {
		return err
	}
	h.pushed.Add(float64(len(to) * events))
	for _, s := range to {
		s.session.Push(b)
	}
	return nil
}

// skip tells every member to ask for the difference.
func (c *crowd) skip(ctx context.Context) error {
	st, err := c.hub.d.Log.State(ctx, c.channel.Owner())
	if err != nil {
		return err
	}
	c.mu.Lock()
	c.at = st.At
	members := slices.Collect(maps.Values(c.members))
	c.mu.Unlock()
	var all []*seat
	for _, f := range members {
		all = append(all, f.all()...)
	}
	u := &tg.UpdateChannelTooLong{ChannelID: c.channel.ID}
	u.SetPts(st.At.Pts)
	return c.hub.send(all, &tg.Updates{
		Updates: []tg.UpdateClass{u}, Users: []tg.UserClass{}, Chats: []tg.ChatClass{}, Date: int(st.Date),
	}, 1)
}

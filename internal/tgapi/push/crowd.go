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
	members map[user.ID]place
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
		if err := f.hub.gather(ctx, f, p, 0); err != nil {
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
		if e.Kind != update.Channel || e.Peer.Kind != peer.Channel || f.hub.d.Channels == nil {
			continue
		}
		if e.Max == 0 && !f.hub.among(f, e.Peer) { // who has joined since is told so by a later event
			continue
		}
		if err := f.hub.gather(ctx, f, e.Peer, e.Max); err != nil {
			return err
		}
	}
	return nil
}

// among says whether a feed is in the crowd of a channel.
func (h *Hub) among(f *feed, p peer.Peer) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return f.crowds[p] != nil
}

// begin says where the log stood when the crowd began to watch it. mu is held.
func (c *crowd) begin(at update.Position) {
	if c.known {
		return
	}
	c.at, c.known = at, true
	if c.at.Before(c.pos) {
		c.woken = true
		c.start()
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
		err := c.catchUp(ctx, from, to)
		if err == nil { // after it, as whoever was removed is told nothing more
			err = c.show(ctx, moments)
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
		c.turn(e)
	}
	return c.show(ctx, es[begin:])
}

// show renders events once for all members, and once more for each who sees
// something else: who wrote, who is mentioned, who may not see all of them.
func (c *crowd) show(ctx context.Context, es []update.Event) error {
	if len(es) == 0 {
		return nil
	}
	members := c.audience(es)
	apart, err := c.hub.d.Channels.Aside(ctx, es)
	if err != nil {
		return err
	}
	aside := map[user.ID]bool{}
	for _, id := range apart {
		aside[id] = true
	}
	var all []*seat
	for i := range members {
		p := &members[i]
		seats, seen := p.feed.all(), p.sees(es)
		if !aside[p.feed.user] && len(seen) > 0 && &seen[0] == &es[0] {
			all = append(all, seats...)
			continue
		}
		for _, s := range seats {
			if err := c.showOne(ctx, s, seen); err != nil {
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

// skip tells every member to ask for the difference. Who is one is read anew.
func (c *crowd) skip(ctx context.Context) error {
	st, err := c.hub.d.Log.State(ctx, c.channel.Owner())
	if err != nil {
		return err
	}
	c.mu.Lock()
	ids := slices.Collect(maps.Keys(c.members))
	c.mu.Unlock()
	first, at, err := c.hub.d.Channels.In(ctx, c.channel, ids...)
	if err != nil {
		return err
	}
	u := &tg.UpdateChannelTooLong{ChannelID: c.channel.ID}
	u.SetPts(at.Pts)
	return c.hub.send(c.renew(ids, first, at), &tg.Updates{
		Updates: []tg.UpdateClass{u}, Users: []tg.UserClass{}, Chats: []tg.ChatClass{}, Date: int(st.Date),
	}, 1)
}

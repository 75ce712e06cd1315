package push

import (
	"context"
	"maps"
	"slices"

	"heliograph/internal/peer"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// place is somebody's place in a crowd.
type place struct {
	feed  *feed
	first int             // the first message that they may see
	since update.Position // they see what happens after it: so far they are known to be a member
}

// gather has a feed hear of a channel from now on if its user is a member, and no
// more if not.
func (h *Hub) gather(ctx context.Context, f *feed, p peer.Peer) error {
	c := h.hold(f, p)
	if c == nil {
		return nil
	}
	for {
		first, at, err := h.d.Channels.In(ctx, p, f.user)
		if err == nil && h.settle(c, f, place{feed: f, first: first[0], since: at}) {
			return nil
		}
		if err != nil {
			h.scatter(f, p)
			return err
		}
	}
}

// hold is the crowd of a channel with a feed in it, which is shown nothing yet
// unless it was there before; nil for a feed that nobody uses any more.
func (h *Hub) hold(f *feed, p peer.Peer) *crowd {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.feeds[f.user] != f {
		return nil
	}
	c := h.crowds[p]
	if c == nil {
		c = &crowd{hub: h, channel: p, members: map[user.ID]place{}}
		c.cancel = h.d.Log.Watch(p.Owner(), c.wake)
		h.crowds[p] = c
	}
	if f.crowds == nil {
		f.crowds = map[peer.Peer]*crowd{}
	}
	f.crowds[p] = c
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.members[f.user].feed != f {
		c.members[f.user] = place{feed: f}
	}
	return c
}

// settle gives a feed in a crowd the place that was read, or takes it out; false
// when the crowd has shown more than that tells of: then it has to be read again.
func (h *Hub) settle(c *crowd, f *feed, read place) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	c.mu.Lock()
	old, here := c.members[f.user]
	switch {
	case !here || old.feed != f: // taken out meanwhile, by what the log told or by its end
		c.mu.Unlock()
		return true
	case c.known && read.since.Before(c.at):
		c.mu.Unlock()
		return false
	case read.first > 0 && old.first == 0:
		c.members[f.user] = read
	}
	c.begin(read.since)
	c.mu.Unlock()
	if read.first == 0 {
		h.leaveCrowd(f, c.channel)
	}
	return true
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
	if c.members[f.user].feed == f {
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

// turn has who leaves hear nothing from here on. Whoever comes hears of it by their
// own log (moved): before clients know of the channel they can make nothing of what
// happens there.
func (c *crowd) turn(e *update.Event) {
	c.hub.mu.Lock()
	defer c.hub.mu.Unlock()
	c.mu.Lock()
	c.at = e.At
	p, here := c.members[user.ID(e.Peer.ID)]
	c.mu.Unlock()
	if here && e.Kind == update.MemberLeft && p.first > 0 && p.since.Before(e.At) {
		c.hub.leaveCrowd(p.feed, c.channel)
	}
}

// renew goes on at a position at which some people were members, and returns their
// sessions.
func (c *crowd) renew(ids []user.ID, first []int, at update.Position) (all []*seat) {
	c.hub.mu.Lock()
	defer c.hub.mu.Unlock()
	var gone []*feed
	c.mu.Lock()
	c.at = at
	for i, id := range ids {
		p, here := c.members[id]
		switch {
		case !here:
		case first[i] == 0:
			gone = append(gone, p.feed)
		default:
			c.members[id] = place{feed: p.feed, first: first[i], since: at}
			all = append(all, p.feed.all()...)
		}
	}
	c.mu.Unlock()
	for _, f := range gone {
		c.hub.leaveCrowd(f, c.channel)
	}
	return all
}

// audience is who is there to be shown events, which counts as done from then on.
func (c *crowd) audience(es []update.Event) []place {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at := es[len(es)-1].At; c.at.Before(at) {
		c.at = at
	}
	out := make([]place, 0, len(c.members))
	for _, p := range c.members {
		if p.first > 0 {
			out = append(out, p)
		}
	}
	return out
}

// sees is what of some events a member is shown: es itself when that is all.
func (p *place) sees(es []update.Event) []update.Event {
	if !slices.ContainsFunc(es, func(e update.Event) bool { return p.missed(&e) || p.hidden(&e) }) {
		return es
	}
	out := make([]update.Event, 0, len(es))
	for _, e := range es {
		switch {
		case p.missed(&e):
			continue
		case p.hidden(&e) && e.Count > 0: // the pts has to be there
			e = update.Event{Kind: update.DeleteMessages, Peer: e.Peer, IDs: []int{e.ID}, Count: e.Count, At: e.At, Date: e.Date}
		case p.hidden(&e):
			continue
		}
		out = append(out, e)
	}
	return out
}

// missed says whether an event of the log was before the member was there.
func (p *place) missed(e *update.Event) bool {
	return e.At != update.Position{} && !p.since.Before(e.At)
}

// hidden says whether an event is about a message that the member may not see.
func (p *place) hidden(e *update.Event) bool {
	switch e.Kind {
	case update.NewMessage, update.EditMessage, update.Reactions:
		return e.ID < p.first
	}
	return false
}

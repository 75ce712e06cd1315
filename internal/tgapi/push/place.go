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
	since update.Position // they see what happens after it
	known update.Position // they are known to be a member here
	away  bool            // they have left before that, and have not come back yet
}

// gather has a feed hear of a channel from now on if its user is a member, and no
// more if not. Who joined after a pts, unless that is 0, is shown what has happened
// since, before the crowd shows them anything: that they came, as a rule.
func (h *Hub) gather(ctx context.Context, f *feed, p peer.Peer, joined int) error {
	c := h.hold(f, p)
	if c == nil {
		return nil
	}
	for from := (update.Position{Pts: joined}); ; {
		first, at, err := h.d.Channels.In(ctx, p, f.user)
		now := place{feed: f, first: 0, since: at, known: at}
		if err == nil {
			now.first = first[0]
		}
		if err == nil && joined > 0 && now.first > 0 && c.waits(f) {
			err = c.introduce(ctx, &now, from)
			from = at
		}
		if err != nil {
			h.scatter(f, p)
			return err
		}
		if h.settle(c, f, now) {
			return nil
		}
	}
}

// waits says whether a feed is shown nothing yet.
func (c *crowd) waits(f *feed) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.members[f.user]
	return p.feed == f && p.first == 0
}

// introduce shows a new member what happened after a position and up to their place,
// as far as they were there.
func (c *crowd) introduce(ctx context.Context, p *place, from update.Position) error {
	d, err := c.hub.d.Log.Since(ctx, c.channel.Owner(), from, stretch)
	if err != nil || d.TooLong {
		return err
	}
	es := slices.DeleteFunc(d.Events, func(e update.Event) bool { return p.since.Before(e.At) || p.hidden(&e) })
	for i := len(es) - 1; i >= 0; i-- {
		if es[i].Kind == update.MemberCame && user.ID(es[i].Peer.ID) == p.feed.user {
			es = es[i+1:] // before that they were away
			break
		}
	}
	if len(es) == 0 {
		return nil
	}
	if _, err := c.hub.d.Channels.Aside(ctx, es); err != nil {
		return err
	}
	for _, s := range p.feed.all() {
		if err := c.showOne(ctx, s, es); err != nil {
			return err
		}
	}
	return nil
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
	case read.first > 0: // perhaps they were away in between, as the log will tell
		old.first, old.known = read.first, read.since
		c.members[f.user] = old
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
	switch {
	case !here || p.first == 0 || !p.since.Before(e.At):
	case p.known.Before(e.At):
		if e.Kind == update.MemberLeft {
			c.hub.leaveCrowd(p.feed, c.channel)
		}
	default:
		p.away, p.since = e.Kind == update.MemberLeft, e.At
		c.mu.Lock()
		c.members[user.ID(e.Peer.ID)] = p
		c.mu.Unlock()
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
			c.members[id] = place{feed: p.feed, first: first[i], since: at, known: at}
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
		if p.first > 0 && !p.away {
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

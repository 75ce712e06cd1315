package message

import (
	"context"
	"slices"

	"heliograph/internal/peer"
	"heliograph/internal/reaction"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Reaction is what one person thinks of a message.
type Reaction struct {
	_      struct{} `cbor:",toarray"`
	From   user.ID
	Emoji  string
	Date   int64 // Unix seconds
	Big    bool  // with a large animation
	Unread bool  // by the author, in whose box this is

	As peer.Peer `cbor:"-"` // in a channel: in whose name, zero: From's
}

// Reactions is everybody's, the oldest first; those of one person in the order
// in which they were chosen. In Saved Messages they are tags.
type Reactions []Reaction

// of is what one person reacted with.
func (rs Reactions) of(id user.ID) (emoji []string) {
	for _, r := range rs {
		if r.From == id {
			emoji = append(emoji, r.Emoji)
		}
	}
	return emoji
}

// with is rs once id reacts with emoji and nothing else; changed is false when
// that was so. What stays keeps its date. rs is not changed.
func (rs Reactions) with(id user.ID, emoji []string, like Reaction) (out Reactions, changed bool) {
	if slices.Equal(rs.of(id), emoji) {
		return rs, false
	}
	had := map[string]Reaction{}
	for _, r := range rs {
		if r.From == id {
			had[r.Emoji] = r
		} else {
			out = append(out, r)
		}
	}
	for _, e := range emoji {
		r, ok := had[e]
		if !ok {
			r = like
			r.From, r.Emoji = id, e
		}
		out = append(out, r)
	}
	return out, true
}

// kinds is how many different ones there are.
func (rs Reactions) kinds() int {
	seen := map[string]bool{}
	for _, r := range rs {
		seen[r.Emoji] = true
	}
	return len(seen)
}

// unreadReactions says whether the author has not seen some.
func (m *Message) unreadReactions() bool {
	return slices.ContainsFunc(m.Reactions, func(r Reaction) bool { return r.Unread })
}

func unreadKey(p peer.Peer, id int) store.Key { return unreadList(p).Int(int64(id)) }
func unreadList(p peer.Peer) store.Key        { return p.Key(store.K('y')) }

// React is what a person reacts to a message with: nothing else any more.
type React struct {
	Chat   peer.Peer
	ID     int
	Emoji  []string
	Big    bool
	Recent bool // add them to the person's recent ones
}

// React replaces the actor's reactions to a message, on both sides, or the tags
// of a saved one, or those to a message of a channel, which say who may. Faults: MESSAGE_ID_INVALID, MESSAGE_NOT_MODIFIED,
// REACTION_INVALID, REACTIONS_TOO_MANY; YOU_BLOCKED_USER and USER_IS_BLOCKED
// between those of whom one blocked the other; in a channel those of find and of
// channel.Access.React.
func (s *Service) React(ctx context.Context, a user.Actor, q React) (Change, error) {
	switch q.Chat.Kind {
	case peer.User, peer.Chat:
	case peer.Channel:
		return s.reactPost(ctx, a, q)
	default:
		return Change{}, errPeer
	}
	emoji, err := s.normalReactions(a, q)
	if err != nil {
		return Change{}, err
	}
	if q.Chat.Kind == peer.Chat {
		return s.reactIn(ctx, a, q, emoji)
	}
	barred, err := s.barred(ctx, a, q.Chat)
	if err != nil {
		return Change{}, err
	}
	var c Change
	boxes := owners(a.ID, q.Chat)
	err = s.log.Run(ctx, boxes, func(tx *update.Tx) error {
		c = Change{}
		p, err := s.openPair(tx, a, q.Chat, boxes)
		if err != nil {
			return err
		}
		m, err := loadMessage(tx, p.me, p.peer, q.ID)
		if err != nil {
			return err
		}
		if m == nil || m.Action != NoAction {
			return errID
		}
		if err := barred.touch(m); err != nil {
			return err
		}
		if m.saved(p.me) { // its tags are what it is found by
			if err := s.index.Forget(tx, p.me, *m); err != nil {
				return err
			}
		}
		was := m.Reactions.of(a.ID)
		if err := p.react(m, emoji, q.Big, &c); err != nil {
			return err
		}
		fresh := slices.DeleteFunc(slices.Clone(emoji), func(e string) bool { return slices.Contains(was, e) })
		if err := reaction.Used(tx, p.mine, a, q.Recent, fresh...); err != nil {
			return err
		}
		return p.save()
	})
	return c, err
}

// normalReactions is q's emoji as they are stored.
func (s *Service) normalReactions(a user.Actor, q React) ([]string, error) {
	limit := s.limits.React
	if q.Chat == a.ID.Peer() {
		limit = s.limits.Tags
	}
	var out []string
	for i, e := range q.Emoji {
		if i == limit {
			return nil, errReactions
		}
		n, err := reaction.Normal(e)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out, nil
}

// react changes both copies of m, which is the actor's.
func (p *pair) react(m *Message, emoji []string, big bool, c *Change) error {
	like := Reaction{Date: p.tx.Now(), Big: big}
	now, changed := m.Reactions.with(p.actor.ID, emoji, like)
	switch {
	case !changed:
		return errNotModified
	case p.theirs != nil && now.kinds() > max(p.limits.Kinds, m.Reactions.kinds()):
		return errReactions
	}
	if m.saved(p.me) {
		if err := retag(p.tx, p.me, m, m.Reactions.of(p.actor.ID), emoji); err != nil {
			return err
		}
	}
	p.my.UnreadReactions += setReactions(p.tx, p.me, m, now)
	e := p.mine.Append(update.Event{Kind: update.Reactions, Peer: p.peer, ID: m.ID, Origin: p.actor.Origin, Value: m})
	c.Events, c.Messages = append(c.Events, e), append(c.Messages, *m)
	if p.theirs == nil || m.Other == 0 {
		return nil
	}
	o, err := loadMessage(p.tx, p.them, p.actor.ID.Peer(), m.Other)
	if err != nil || o == nil {
		return err
	}
	like.Unread = o.Out
	if now, changed = o.Reactions.with(p.actor.ID, emoji, like); changed {
		p.their.UnreadReactions += setReactions(p.tx, p.them, o, now)
		p.theirs.Append(update.Event{Kind: update.Reactions, Peer: o.Peer, ID: o.ID, Value: o})
	}
	return nil
}

// setReactions writes the reactions of one copy, and is by how many the messages
// with unread ones grow: 1, 0 or -1.
func setReactions(tx store.Tx, box store.Owner, m *Message, now Reactions) (unread int) {
	before := m.unreadReactions()
	m.Reactions = now
	putMessage(tx, box, m)
	switch after := m.unreadReactions(); {
	case after && !before:
		tx.Put(box, unreadKey(m.Peer, m.ID), nil)
		return 1
	case before && !after:
		tx.Delete(box, unreadKey(m.Peer, m.ID))
		return -1
	}
	return 0
}

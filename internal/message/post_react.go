package message

import (
	"context"
	"slices"
	"strconv"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/reaction"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

var (
	errReaction  = fault.New(fault.Invalid, "REACTION_INVALID")
	errUnlisted  = fault.New(fault.Forbidden, "BROADCAST_FORBIDDEN")
	errReactorID = fault.New(fault.Invalid, "PARTICIPANT_ID_INVALID")
)

// reactPost is React in a channel. What one takes back one may always take back.
func (s *Service) reactPost(ctx context.Context, a user.Actor, q React) (Change, error) {
	emoji, err := s.normalReactions(a, q)
	if err != nil {
		return Change{}, err
	}
	var c Change
	err = s.log.Run(ctx, []store.Owner{q.Chat.Owner(), a.ID.Owner()}, func(tx *update.Tx) error {
		c = Change{}
		h, err := s.enter(tx, a.ID, q.Chat)
		if err != nil {
			return err
		}
		if err := h.in.React(tx.Now()); err != nil && len(emoji) > 0 {
			return err
		}
		m, err := h.load(q.ID)
		if err != nil {
			return err
		}
		if m == nil || m.Action != NoAction {
			return errID
		}
		v := Voice{User: a.ID, Date: tx.Now(), Big: q.Big}
		if v.As, err = h.voice(a); err != nil {
			return err
		}
		fresh, err := h.react(m, v, emoji)
		if err != nil {
			return err
		}
		mine, err := tx.Box(a.ID.Owner())
		if err != nil {
			return err
		}
		if err := reaction.Used(tx, mine, a, q.Recent, fresh...); err != nil {
			return err
		}
		c.Events, c.Messages = append(c.Events, h.tellEcho(a, m, a.ID)), append(c.Messages, *m)
		return nil
	})
	return c, err
}

// voice is in whose name the actor reacts: where it is told who reacts, in that in which
// they write.
func (h *hall) voice(a user.Actor) (peer.Peer, error) {
	if h.in.Broadcast {
		return peer.Peer{}, nil
	}
	var m Message
	err := h.speak(h.tx, h.tx.Now(), a, &m)
	return m.As, err
}

// react has somebody react to m with emoji and nothing else, as v says; fresh is what
// they had not reacted with.
func (h *hall) react(m *Message, v Voice, emoji []string) (fresh []string, err error) {
	had, err := loadVoices(h.tx, h.owner, v.User, m.ID)
	if err != nil {
		return nil, err
	}
	now := make([]Voice, 0, len(emoji))
	for _, e := range emoji {
		i := slices.IndexFunc(had, func(o Voice) bool { return o.Emoji == e })
		switch {
		case i >= 0:
			now = append(now, had[i])
			continue
		case !h.in.Reactions.Allows(e):
			return nil, errReaction
		}
		v.Emoji = e
		now, fresh = append(now, v), append(fresh, e)
	}
	if slices.EqualFunc(had, now, func(a, b Voice) bool { return a.Emoji == b.Emoji }) {
		return nil, errNotModified
	}
	limit := h.s.limits.Kinds
	if n := h.in.Reactions.Limit; n > 0 {
		limit = min(limit, n)
	}
	were := m.Echo.kinds()
	if err := h.set(m, v.User, had, now); err != nil {
		return nil, err
	}
	if m.Echo.kinds() > max(limit, were) {
		return nil, errReactions
	}
	return fresh, nil
}

// tellEcho writes m with how people have reacted to it, of which who is to see their
// own part, and tells of it. The log tells once of a message until its pts moves: it
// says that something changed, and who reads it sees how it is by then. Whoever looks
// at the channel now is told of each change.
func (h *hall) tellEcho(a user.Actor, m *Message, who user.ID) update.Event {
	e := update.Event{Kind: update.Reactions, Peer: h.chat(), ID: m.ID, IDs: []int{int(who)}, Origin: a.Origin}
	silent := m.Echo.Told == h.box.Pts()
	m.Echo.Told = h.box.Pts()
	putMessage(h.tx, h.owner, m)
	if silent {
		h.tx.After(func(context.Context) { h.s.log.Ephemeral(h.owner, e) })
		e.Value = m
		return e
	}
	e.Value = m
	return h.box.Append(e)
}

// Chosen is with what somebody has reacted to messages of channels, in the order in which
// they chose; messages without are left out.
func (s *Service) Chosen(ctx context.Context, who user.ID, posts []Ref) (map[Ref][]string, error) {
	if len(posts) == 0 {
		return nil, nil
	}
	out := map[Ref][]string{}
	refs := make([]store.Ref, len(posts))
	for i, p := range posts {
		refs[i] = store.Ref{Owner: p.Chat.Owner(), Key: voicesKey(who, p.ID)}
	}
	err := s.store.View(ctx, func(r store.Reader) error {
		values, err := r.GetMany(refs...)
		if err != nil {
			return err
		}
		for i, b := range values {
			if b == nil {
				continue
			}
			var vs []Voice
			if err := store.Decode(b, &vs); err != nil {
				return err
			}
			for _, v := range vs {
				out[posts[i]] = append(out[posts[i]], v.Emoji)
			}
		}
		return nil
	})
	return out, err
}

// voiced is Reactors in a channel. Faults: BROADCAST_FORBIDDEN where it is not told who
// reacts, and those of find.
func (s *Service) voiced(ctx context.Context, a user.Actor, q Reactors) (Reacted, error) {
	var out Reacted
	now := s.clock.Now().Unix()
	limit := min(max(q.Limit, 1), MaxPage)
	err := s.store.View(ctx, func(r store.Reader) error {
		out = Reacted{}
		at, err := find(r, now, a.ID, q.Chat)
		if err != nil {
			return err
		}
		m, err := loadMessage(r, at.box, q.Chat, q.ID)
		switch {
		case err != nil:
			return err
		case m == nil || m.ID < at.first:
			return errID
		case at.in.Broadcast:
			return errUnlisted
		case m.Echo == nil:
			return nil
		}
		for _, c := range m.Echo.Counts {
			if q.Emoji == "" || c.Emoji == q.Emoji {
				out.Total += c.Count
			}
		}
		list := voiceList(q.ID)
		if q.Emoji != "" {
			list = emojiList(q.ID, q.Emoji)
		}
		end := list.End()
		if q.Offset != "" {
			n, err := strconv.ParseInt(q.Offset, 10, 64)
			if err != nil {
				return nil // of a private chat, or made up
			}
			end = slices.Clone(list).Int(n)
		}
		rows, err := r.Scan(at.box, list, end, true, limit+1)
		if err != nil {
			return err
		}
		vs, err := decodeVoices(rows[:min(len(rows), limit)])
		if err != nil {
			return err
		}
		out.Reactions = m.shown(a.ID, vs)
		if len(rows) > limit {
			out.Next = strconv.FormatInt(vs[limit-1].Number, 10)
		}
		return nil
	})
	return out, err
}

// shown is voices as somebody sees them: in whose name an admin reacts who is not to be
// known, and to the author of the message, which are new.
func (m *Message) shown(viewer user.ID, vs []Voice) Reactions {
	out := make(Reactions, len(vs))
	for i, v := range vs {
		unread := viewer == m.From && viewer != 0 && v.User != viewer && v.Number > m.Echo.Seen
		out[i] = Reaction{From: v.User, As: v.As, Emoji: v.Emoji, Date: v.Date, Big: v.Big, Unread: unread}
		if !v.As.IsZero() && v.User != viewer {
			out[i].From = 0
		}
	}
	return out
}

// Newest is who reacted last to a message of a channel, the newest first, as viewer
// sees it; nobody where that is not told.
func (m *Message) Newest(viewer user.ID) Reactions { return m.shown(viewer, m.Echo.Recent) }

// unheardPosts is UnreadReactions in a channel.
func (s *Service) unheardPosts(ctx context.Context, a user.Actor, chat peer.Peer, q Page) (Slice, error) {
	var out Slice
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) error {
		at, err := find(r, now, a.ID, chat)
		if err != nil {
			return err
		}
		if q.Top != 0 {
			out, err = at.unseen(r, unheardList(a.ID), q)
			return err
		}
		u, err := channel.LoadUnseen(r, at.in.ID, a.ID)
		if err != nil {
			return err
		}
		out.Total = u.Reactions
		out.Messages, err = listed(r, at.box, chat, unheardList(a.ID), at.within(q))
		out.Messages = slices.DeleteFunc(out.Messages, func(m Message) bool { return !m.counts(&at.in.Me) })
		return err
	})
	return out, err
}

// hear notes that the author of m has seen how people have reacted; fresh says that
// they had not.
func (h *hall) hear(a user.Actor, mine *update.Box, m *Message) (fresh bool, err error) {
	if m.Echo == nil || m.From != a.ID || m.Echo.Unseen == 0 {
		return false, nil
	}
	e := *m.Echo
	e.Seen, e.Unseen = e.Last, 0
	if err := h.echo(m, &e); err != nil {
		return false, err
	}
	putMessage(h.tx, h.owner, m)
	mine.Append(update.Event{Kind: update.Reactions, Peer: m.Peer, ID: m.ID, Value: m, Origin: a.Origin})
	return true, nil
}

// Unreact takes back, for an admin, with what somebody has reacted to a message of a
// group or channel. Faults: CHAT_ADMIN_REQUIRED, MESSAGE_ID_INVALID, PARTICIPANT_ID_INVALID for
// who has not reacted, PEER_ID_INVALID, and those of find.
func (s *Service) Unreact(ctx context.Context, a user.Actor, chat peer.Peer, id int, who user.ID) (Change, error) {
	if chat.Kind == peer.Chat {
		return s.unreactIn(ctx, a, chat, id, who)
	}
	if chat.Kind != peer.Channel {
		return Change{}, errPeer
	}
	var c Change
	err := s.log.Run(ctx, []store.Owner{chat.Owner()}, func(tx *update.Tx) error {
		c = Change{}
		h, err := s.enter(tx, a.ID, chat)
		if err != nil {
			return err
		}
		if !h.in.Stand.Has(right.DeleteMessages) {
			return errAdmin
		}
		m, err := h.load(id)
		if err != nil {
			return err
		}
		if m == nil {
			return errID
		}
		e, done, err := h.unreact(a, m, who)
		if err != nil {
			return err
		}
		if !done {
			return errReactorID
		}
		c.Events, c.Messages = append(c.Events, e), append(c.Messages, *m)
		return nil
	})
	return c, err
}

func (h *hall) unreact(a user.Actor, m *Message, who user.ID) (e update.Event, done bool, err error) {
	had, err := loadVoices(h.tx, h.owner, who, m.ID)
	if err != nil || len(had) == 0 {
		return e, false, err
	}
	if err := h.set(m, who, had, nil); err != nil {
		return e, false, err
	}
	return h.tellEcho(a, m, who), true, nil
}

// UnreactAll is Unreact for all messages of a channel, and for the newest ten thousand
// of a basic group. Faults: CHAT_ADMIN_REQUIRED,
// PEER_ID_INVALID, and those of find.
func (s *Service) UnreactAll(ctx context.Context, a user.Actor, chat peer.Peer, who user.ID) error {
	if chat.Kind == peer.Chat {
		return s.unreactAllIn(ctx, a, chat, who)
	}
	if chat.Kind != peer.Channel {
		return errPeer
	}
	for more := true; more; {
		err := s.log.Run(ctx, []store.Owner{chat.Owner()}, func(tx *update.Tx) error {
			h, err := s.enter(tx, a.ID, chat)
			if err != nil {
				return err
			}
			if !h.in.Stand.Has(right.DeleteMessages) {
				return errAdmin
			}
			ids, err := scanIDs(tx, h.owner, voicesOf(who), 0, 0, true, chunk)
			if err != nil {
				return err
			}
			more = len(ids) == chunk
			ms, err := loadMany(tx, h.owner, repeat(chat, len(ids)), ids)
			for i := range ms {
				if err == nil {
					_, _, err = h.unreact(a, &ms[i], who)
				}
			}
			for _, id := range ids { // also of messages that are gone
				tx.Delete(h.owner, voicesKey(who, id))
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

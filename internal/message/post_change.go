package message

import (
	"context"
	"slices"
	"time"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

var (
	errDelete = fault.New(fault.Forbidden, "MESSAGE_DELETE_FORBIDDEN")
	errAdmin  = fault.New(fault.Invalid, "CHAT_ADMIN_REQUIRED")
)

// editPost is Edit in a channel. Whoever may edit what others post may do so at
// any time.
func (s *Service) editPost(ctx context.Context, a user.Actor, chat peer.Peer, id int, w Rewrite) (Change, error) {
	e := edition{Rewrite: w}
	err := s.store.View(ctx, func(r store.Reader) error {
		in, err := channel.Enter(r, channel.ID(chat.ID), a.ID, s.clock.Now().Unix())
		if err != nil {
			return err
		}
		m, err := loadMessage(r, chat.Owner(), chat, id)
		if err == nil {
			err = s.editablePost(&in, a, m, s.clock.Now().Unix())
		}
		if err == nil {
			e.of, err = m, s.reword(&e, m)
		}
		return err
	})
	if err == nil {
		err = s.lookFor(ctx, &e, a)
	}
	if err != nil {
		return Change{}, err
	}
	var c Change
	err = s.run(ctx, []store.Owner{chat.Owner()}, func(tx *update.Tx, ts timers) error {
		c = Change{}
		h, err := s.enter(tx, a.ID, chat)
		if err != nil {
			return err
		}
		m, err := h.editable(a, id)
		if err != nil {
			return err
		}
		e.now, e.timers = tx.Now(), ts
		if ok, _ := h.in.Stand.Write(right.EmbedLinks); !ok {
			e.preview = nil
		}
		if err := s.compare(&e, m); err != nil {
			return err
		}
		was := *m
		if err := s.publish(tx, h.owner, m, &e, a.Origin, &c); err != nil {
			return err
		}
		h.timers = ts
		if err := h.recopy(m); err != nil {
			return err
		}
		return h.record(a, channel.LogEdited, &was, m)
	})
	s.follow(&c, []store.Owner{chat.Owner()})
	return c, err
}

// postEditData is EditData in a channel.
func (s *Service) postEditData(ctx context.Context, a user.Actor, chat peer.Peer, id int) error {
	now := s.clock.Now().Unix()
	return s.store.View(ctx, func(r store.Reader) error {
		in, err := channel.Enter(r, channel.ID(chat.ID), a.ID, now)
		if err != nil {
			return err
		}
		m, err := loadMessage(r, chat.Owner(), chat, id)
		if err != nil {
			return err
		}
		return s.editablePost(&in, a, m, now)
	})
}

// editable reads a message that the actor may edit now.
func (h *hall) editable(a user.Actor, id int) (*Message, error) {
	m, err := h.load(id)
	if err == nil {
		err = h.s.editablePost(h.in, a, m, h.tx.Now())
	}
	return m, err
}

// editablePost is nil for a message of a channel that the actor may edit at a time:
// who may not write any more does not change what they wrote either.
func (s *Service) editablePost(in *channel.Access, a user.Actor, m *Message, now int64) error {
	switch {
	case m == nil || m.ID < in.First() || m.Action != NoAction || !m.Media.editable():
		return errID
	case in.Broadcast && in.Stand.Has(right.EditMessages):
		return nil
	case m.From != a.ID || m.Forward != nil:
		return errAuthor
	}
	if err := in.Writes(m.restricted()); err != nil {
		return err
	}
	switch {
	case m.Media != nil && m.Media.Live != nil:
		if m.Media.Live.over(m.Date, now) {
			return errEditTime
		}
		return nil
	case now-m.Date > int64(s.limits.Edit/time.Second):
		return errEditTime
	}
	return nil
}

// record writes into the admin log what became of a message.
func (h *hall) record(a user.Actor, k channel.LogKind, was, is *Message) error {
	e := channel.Entry{Kind: k, By: a.ID}
	if was != nil {
		e.Was = logged(was)
	}
	if is != nil {
		e.Is = logged(is)
	}
	if err := channel.Record(h.tx, &h.in.Channel, e, h.tx.Now()); err != nil {
		return err
	}
	channel.Save(h.tx, &h.in.Channel)
	return nil
}

// logged is a message as the admin log keeps it.
func logged(m *Message) channel.Logged {
	kept := *m
	kept.Echo = nil
	return channel.Logged{Message: store.Encode(&kept), Number: int64(m.ID)}
}

// Logged is a message of a channel that the admin log keeps; nil when it keeps
// none.
func Logged(id channel.ID, l channel.Logged) (*Message, error) {
	if l.Message == nil {
		return nil, nil
	}
	m := new(Message)
	return m, m.decode(id.Peer(), int(l.Number), l.Message)
}

// DeletePosts removes messages of a channel: one's own, or with the right to
// anybody's. Ids that name nothing are passed over. Faults:
// MESSAGE_DELETE_FORBIDDEN, LIMIT_INVALID, and those of find.
func (s *Service) DeletePosts(ctx context.Context, a user.Actor, chat peer.Peer, ids []int) (Affected, error) {
	if len(ids) > maxDelete {
		return Affected{}, errLimit
	}
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	var out Affected
	for part := range slices.Chunk(ids, chunk) {
		one, err := s.deletePosts(ctx, a, chat, func(h *hall) ([]Message, bool, error) {
			ms, err := h.loadMany(part)
			for i := range ms {
				if err == nil {
					err = h.deletable(a, &ms[i])
				}
			}
			return ms, false, err
		})
		if err != nil {
			return out, err
		}
		out.Pts, out.Count = max(out.Pts, one.Pts), out.Count+one.Count
	}
	if len(ids) == 0 {
		st, err := s.log.State(ctx, chat.Owner())
		out.Pts = st.At.Pts
		return out, err
	}
	return out, nil
}

// deletable is nil for a message that the actor may delete for all.
func (h *hall) deletable(a user.Actor, m *Message) error {
	own := m.From == a.ID && m.Action == NoAction && (h.in.Me.In || h.in.Linked != 0)
	switch {
	case m.Action == Action(channel.Created), m.Action == Action(channel.Migrated), m.Action == Action(channel.TopicCreated):
		return errDelete
	case h.in.Stand.Has(right.DeleteMessages):
		return nil
	case own && (!h.in.Broadcast || h.in.Stand.Has(right.PostMessages)):
		return nil
	}
	return errDelete
}

// deletePosts removes the messages that which names in one transaction.
func (s *Service) deletePosts(ctx context.Context, a user.Actor, chat peer.Peer, which func(*hall) ([]Message, bool, error)) (Affected, error) {
	var out Affected
	err := s.run(ctx, []store.Owner{chat.Owner()}, func(tx *update.Tx, ts timers) error {
		out = Affected{}
		h, err := s.enter(tx, a.ID, chat)
		if err != nil {
			return err
		}
		h.timers = ts
		ms, more, err := which(h)
		if err != nil {
			return err
		}
		if more {
			out.Offset = 1
		}
		out.Pts = h.box.Pts()
		if len(ms) == 0 {
			return nil
		}
		e, err := h.remove(ms, a.Origin)
		if err != nil {
			return err
		}
		out.Pts, out.Count = e.At.Pts, e.Count
		for i := range ms {
			if ms[i].From == a.ID {
				continue
			}
			if err := h.record(a, channel.LogDeleted, nil, &ms[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// remove removes messages with all that lists them, and tells of it.
func (h *hall) remove(ms []Message, origin int64) (update.Event, error) {
	if h.in.Basic() {
		return h.discard(ms, origin)
	}
	if err := h.s.index.Forget(h.tx, h.owner, ms...); err != nil {
		return update.Event{}, err
	}
	e := update.Event{Kind: update.DeleteMessages, Peer: h.chat(), Origin: origin}
	h.s.releasePolls(h.tx, h.owner, ms)
	for i := range ms {
		m := &ms[i]
		if err := removeMessage(h.tx, h.owner, m); err != nil {
			return e, err
		}
		if m.Viewed {
			h.tx.Delete(h.owner, countKey(m.ID))
		}
		if err := h.quiet(m); err != nil {
			return e, err
		}
		if m.expires() {
			h.tx.Delete(h.owner, expiryKey(m))
		}
		if err := h.recopy(m); err != nil {
			return e, err
		}
		for _, n := range m.Named {
			if err := h.unmention(n.User, m); err != nil {
				return e, err
			}
		}
		e.IDs = append(e.IDs, m.ID)
	}
	if err := markGone(h.tx, h.owner, e.IDs); err != nil {
		return e, err
	}
	if err := h.unthread(ms); err != nil {
		return e, err
	}
	h.head.Gone = max(h.head.Gone, slices.Max(e.IDs))
	if slices.Contains(e.IDs, h.head.Top) {
		last, err := scanMessages(h.tx, h.owner, h.chat(), 0, 0, true, 1)
		if err != nil {
			return e, err
		}
		if h.head.Top, h.head.Date = 0, h.in.Created; len(last) > 0 {
			h.head.Top, h.head.Date = last[0].ID, last[0].Date
		}
	}
	channel.SaveHead(h.tx, h.in.ID, h.head)
	return h.box.Append(e), nil
}

// DeleteFrom removes up to some hundred messages of one member, or such as were
// written in the name of one channel, the newest first.
// Offset of the answer says whether to call again. Faults: CHAT_ADMIN_REQUIRED,
// and those of find.
func (s *Service) DeleteFrom(ctx context.Context, a user.Actor, chat, who peer.Peer) (Affected, error) {
	var out Affected
	below := 0
	for range 20 {
		next := 0 // which may be found more than once
		one, err := s.deletePosts(ctx, a, chat, func(h *hall) ([]Message, bool, error) {
			if !h.in.Stand.Has(right.DeleteMessages) {
				return nil, false, errAdmin
			}
			ms, err := scanMessages(h.tx, h.owner, h.chat(), h.in.First(), below, true, 5*chunk)
			more := len(ms) == 5*chunk
			if more {
				next = ms[len(ms)-1].ID
			}
			return slices.DeleteFunc(ms, func(m Message) bool { return m.author() != who || h.deletable(a, &m) != nil }), more, err
		})
		if err != nil {
			return out, err
		}
		below = next
		out = Affected{Pts: max(out.Pts, one.Pts), Count: out.Count + one.Count, Offset: one.Offset}
		if one.Offset == 0 {
			break
		}
	}
	return out, nil
}

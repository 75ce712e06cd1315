package message

import (
	"context"
	"slices"

	"heliograph/internal/channel"
	"heliograph/internal/dialog"
	"heliograph/internal/peer"
	"heliograph/internal/reaction"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// rewriteMine is Rewrite in a basic group.
func (s *Service) rewriteMine(ctx context.Context, a user.Actor, chat peer.Peer, id int, w Rewrite) (Change, error) {
	e := edition{Rewrite: w}
	err := s.store.View(ctx, func(r store.Reader) error {
		if err := Follows(r, a.ID, chat); err != nil {
			return err
		}
		m, err := s.editable(r, s.clock.Now().Unix(), a, chat, id)
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
	err = s.gather(ctx, a, chat, func(g *circle) error {
		c = Change{}
		m, err := g.editable(id)
		if err != nil {
			return err
		}
		e.now, e.timers = g.tx.Now(), g.timers
		if ok, _ := g.in.Stand.Write(right.EmbedLinks); !ok {
			e.preview = nil
		}
		if err := s.compare(&e, m); err != nil {
			return err
		}
		m.Revised = g.box.Pts() + 1
		if err := s.publish(g.tx, g.owner, m, &e, a.Origin, &Change{}); err != nil {
			return err
		}
		return g.copied(&c)
	})
	s.follow(&c, []store.Owner{chat.Owner()})
	return c, err
}

// editable is a message of the actor's that the actor may edit now, as the group has
// it.
func (g *circle) editable(id int) (*Message, error) {
	if err := g.inside(); err != nil {
		return nil, err
	}
	if _, err := g.s.editable(g.tx, g.tx.Now(), g.a, g.chat(), id); err != nil {
		return nil, err
	}
	_, m, err := g.both(id)
	if err != nil {
		return nil, err
	}
	if ok, _ := g.in.Stand.Write(m.restricted()); !ok {
		return nil, errAuthor
	}
	return m, nil
}

// editMediaIn is EditMedia in a basic group.
func (s *Service) editMediaIn(ctx context.Context, a user.Actor, chat peer.Peer, id int, e MediaEdit) (Change, error) {
	var c Change
	err := s.gather(ctx, a, chat, func(g *circle) error {
		c = Change{}
		m, err := g.editable(id)
		if err != nil {
			return err
		}
		media, err := s.edited(m, &e, g.tx.Now())
		if err != nil {
			return err
		}
		set := func(m *Message) { m.Media, m.Edited, m.Revised = media, g.tx.Now(), g.box.Pts()+1 }
		if err := s.rewriteIn(g.tx, g.owner, m, a.Origin, set, &Change{}); err != nil {
			return err
		}
		return g.copied(&c)
	})
	return c, err
}

// changeTodoIn is changeTodo in a basic group.
func (s *Service) changeTodoIn(ctx context.Context, a user.Actor, chat peer.Peer, id int, change func(t *Todo, now int64, mine bool) (*Todo, Message, error)) (Change, error) {
	var c Change
	err := s.gather(ctx, a, chat, func(g *circle) error {
		c = Change{}
		if err := g.inside(); err != nil {
			return err
		}
		own, m, err := g.both(id)
		if err != nil {
			return err
		}
		if m.Media == nil || m.Media.Todo == nil || m.Forward != nil {
			return errID
		}
		t, note, err := change(m.Media.Todo, g.tx.Now(), own.Out)
		if err != nil {
			return err
		}
		if err := g.in.MayWrite(right.SendText, g.tx.Now()); err != nil {
			return err
		}
		set := func(m *Message) { m.Media, m.Revised = &Media{Todo: t}, g.box.Pts()+1 }
		if err := s.rewriteIn(g.tx, g.owner, m, a.Origin, set, &Change{}); err != nil {
			return err
		}
		note.From, note.Reply = a.ID, &Reply{ID: m.ID}
		if _, err := g.tellOf(&note, a.Origin); err != nil {
			return err
		}
		return g.copied(&c)
	})
	return c, err
}

// deleteIn is deleteFrom with revoke in a basic group: the actor's own messages go for
// all, and those of others if the actor may do that. Whoever is not in the group any
// more, or has what the group has not, removes the own copies. Fault:
// MESSAGE_DELETE_FORBIDDEN.
func (s *Service) deleteIn(ctx context.Context, a user.Actor, chat peer.Peer, ids []int) (Affected, error) {
	var out Affected
	err := s.gather(ctx, a, chat, func(g *circle) (err error) {
		out, err = g.delete(ids)
		return err
	})
	return out, err
}

// pairs is the actor's copies of messages, by their ids in the own box, and those
// messages as the group has them; what is gone is left out of each.
func (g *circle) pairs(ids []int) (owns, ms []Message, err error) {
	if owns, err = loadMany(g.tx, g.f.owner, repeat(g.chat(), len(ids)), ids); err != nil {
		return nil, nil, err
	}
	numbers := make([]int, len(owns))
	for i := range owns {
		numbers[i] = owns[i].Other
	}
	ms, err = loadMany(g.tx, g.owner, repeat(g.chat(), len(numbers)), numbers)
	return owns, ms, err
}

func (g *circle) delete(ids []int) (Affected, error) {
	owns, ms, err := g.pairs(ids)
	if err != nil {
		return Affected{}, err
	}
	if g.inside() == nil {
		for i := range ms {
			if err := g.deletable(g.a, &ms[i]); err != nil {
				return Affected{}, err
			}
		}
		if len(ms) > 0 {
			if _, err := g.remove(ms, g.a.Origin); err != nil {
				return Affected{}, err
			}
		}
		if err := g.copied(&Change{}); err != nil {
			return Affected{}, err
		}
	}
	if _, err := g.s.removeFrom(g.tx, g.f.owner, g.chat(), ids, g.a.Origin); err != nil {
		return Affected{}, err
	}
	return Affected{Pts: g.f.box.Pts(), Count: len(owns)}, nil
}

// pinIn is Pin in a basic group: for all, whatever OneSide says.
func (s *Service) pinIn(ctx context.Context, a user.Actor, q Pin) (Change, error) {
	var c Change
	err := s.gather(ctx, a, q.Chat, func(g *circle) error {
		c = Change{}
		if err := g.pins(); err != nil {
			return err
		}
		_, m, err := g.both(q.ID)
		switch {
		case err != nil:
			return err
		case m.Action != NoAction:
			return errID
		case m.Pinned != q.Unpin:
			return errSame
		}
		if err := s.setPinned(g.tx, g.owner, m, !q.Unpin); err != nil {
			return err
		}
		g.box.Append(update.Event{Kind: update.PinnedMessages, Peer: q.Chat, IDs: []int{m.ID}, Flag: m.Pinned, Origin: a.Origin})
		if !q.Unpin {
			told := Message{From: a.ID, Action: PinMessage, Reply: &Reply{ID: m.ID}, Silent: q.Silent}
			if _, err := g.tellOf(&told, a.Origin); err != nil {
				return err
			}
		}
		return g.copied(&c)
	})
	return c, err
}

// pins refuses who may not pin messages.
func (g *circle) pins() error {
	if err := g.inside(); err != nil {
		return err
	}
	if !g.in.Stand.Pin() {
		return errAdmin
	}
	return nil
}

// unpinIn is UnpinAll in a basic group.
func (s *Service) unpinIn(ctx context.Context, a user.Actor, chat peer.Peer) (Affected, error) {
	var out Affected
	err := s.gather(ctx, a, chat, func(g *circle) error {
		out = Affected{}
		if err := g.pins(); err != nil {
			return err
		}
		ids, err := scanIDs(g.tx, g.owner, pinnedList(chat), 0, 0, true, chunk+1)
		if err != nil {
			return err
		}
		if len(ids) > chunk {
			ids, out.Offset = ids[:chunk], 1
		}
		ms, err := loadMany(g.tx, g.owner, repeat(chat, len(ids)), ids)
		if err != nil {
			return err
		}
		for i := range ms {
			if err := s.setPinned(g.tx, g.owner, &ms[i], false); err != nil {
				return err
			}
		}
		if len(ids) > 0 {
			g.box.Append(update.Event{Kind: update.PinnedMessages, Peer: chat, IDs: ids, Origin: a.Origin})
		}
		var c Change
		if err := g.copied(&c); err != nil {
			return err
		}
		out.Pts = g.f.box.Pts()
		for _, e := range c.Events {
			out.Count += e.Count
		}
		return nil
	})
	return out, err
}

// reactIn is React in a basic group.
func (s *Service) reactIn(ctx context.Context, a user.Actor, q React, emoji []string) (Change, error) {
	var c Change
	err := s.gather(ctx, a, q.Chat, func(g *circle) error {
		c = Change{}
		if err := g.inside(); err != nil {
			return err
		}
		_, m, err := g.both(q.ID)
		switch {
		case err != nil:
			return err
		case m.Action != NoAction:
			return errID
		}
		if err := g.in.React(g.tx.Now()); err != nil && len(emoji) > 0 {
			return err
		}
		was := m.Reactions.of(a.ID)
		fresh := slices.DeleteFunc(slices.Clone(emoji), func(e string) bool { return slices.Contains(was, e) })
		if slices.ContainsFunc(fresh, func(e string) bool { return !g.in.Reactions.Allows(e) }) {
			return errReaction
		}
		now, changed := m.Reactions.with(a.ID, emoji, Reaction{Date: g.tx.Now(), Big: q.Big})
		switch {
		case !changed:
			return errNotModified
		case now.kinds() > max(g.kinds(), m.Reactions.kinds()):
			return errReactions
		}
		m.Reactions = now
		putMessage(g.tx, g.owner, m)
		g.box.Append(update.Event{Kind: update.Reactions, Peer: q.Chat, ID: m.ID, Origin: a.Origin})
		if err := reaction.Used(g.tx, g.f.box, a, q.Recent, fresh...); err != nil {
			return err
		}
		return g.copied(&c)
	})
	return c, err
}

// kinds is how many different reactions a message may have.
func (g *circle) kinds() int {
	if n := g.in.Reactions.Limit; n > 0 {
		return min(g.s.limits.Kinds, n)
	}
	return g.s.limits.Kinds
}

// setPeriodIn is SetPeriod in a basic group, for who may delete what others write.
func (s *Service) setPeriodIn(ctx context.Context, a user.Actor, chat peer.Peer, seconds int) (Change, error) {
	var c Change
	err := s.gather(ctx, a, chat, func(g *circle) error {
		c = Change{}
		if err := g.inside(); err != nil {
			return err
		}
		if !g.in.Stand.Has(right.DeleteMessages) {
			return errAdmin
		}
		was, err := dialog.Period(g.tx, g.owner, chat)
		switch {
		case err != nil:
			return err
		case was == seconds:
			return errSamePeriod
		}
		dialog.SetPeriod(g.tx, g.owner, chat, seconds)
		g.box.Append(update.Event{Kind: update.Period, Peer: chat, Max: seconds, Origin: a.Origin})
		if _, err := g.tellOf(&Message{From: a.ID, Action: SetPeriod, Period: seconds}, a.Origin); err != nil {
			return err
		}
		return g.copied(&c)
	})
	return c, err
}

// clearIn is clearSome with Revoke in a basic group: its owner removes what is written
// there for all, others for themselves.
func (s *Service) clearIn(ctx context.Context, a user.Actor, q *Clear) (Affected, error) {
	var out Affected
	err := s.gather(ctx, a, q.With, func(g *circle) (err error) {
		if !g.in.Stand.Owner || g.inside() != nil {
			out, err = s.clearSome(g.tx, a, q)
			return err
		}
		before, _, err := dialog.Load(g.tx, g.f.owner, q.With)
		if err != nil {
			return err
		}
		ids, more, err := q.named(g.tx, g.f.owner, q.With, true)
		if err != nil {
			return err
		}
		if out, err = g.wipe(ids); err != nil {
			return err
		}
		if more {
			out.Offset = 1
			return nil
		}
		return noteCleared(g.tx, a, q, before)
	})
	return out, err
}

// wipe removes messages that the actor's copies have ids of, for all; but what tells
// how the group began only for the actor.
func (g *circle) wipe(ids []int) (Affected, error) {
	owns, ms, err := g.pairs(ids)
	if err != nil {
		return Affected{}, err
	}
	if ms = slices.DeleteFunc(ms, func(m Message) bool { return g.deletable(g.a, &m) != nil }); len(ms) > 0 {
		if _, err := g.remove(ms, g.a.Origin); err != nil {
			return Affected{}, err
		}
		if err := g.copied(&Change{}); err != nil {
			return Affected{}, err
		}
	}
	if _, err := g.s.removeFrom(g.tx, g.f.owner, g.chat(), ids, g.a.Origin); err != nil {
		return Affected{}, err
	}
	return Affected{Pts: g.f.box.Pts(), Count: len(owns)}, nil
}

// protected says whether messages of some basic groups may not be copied out of them.
func protected(r store.Reader, ms []Message) (bool, error) {
	seen := map[peer.Peer]bool{}
	for i := range ms {
		p := ms[i].Peer
		if p.Kind != peer.Chat || seen[p] {
			continue
		}
		seen[p] = true
		c, _, err := channel.Load(r, channel.ID(p.ID))
		if err != nil || c.NoForwards {
			return c.NoForwards, err
		}
	}
	return false, nil
}

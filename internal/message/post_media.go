package message

import (
	"context"
	"slices"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/poll"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

var (
	errVoters  = fault.New(fault.Invalid, "BROADCAST_PUBLIC_VOTERS_FORBIDDEN")
	errUnnamed = fault.New(fault.Forbidden, "ANONYMOUS_REACTIONS_DISABLED")
)

// editPostMedia is EditMedia in a channel. That a point moves the admin log does not
// tell.
func (s *Service) editPostMedia(ctx context.Context, a user.Actor, chat peer.Peer, id int, e MediaEdit) (Change, error) {
	var c Change
	err := s.run(ctx, []store.Owner{chat.Owner()}, func(tx *update.Tx, ts timers) error {
		c = Change{}
		h, err := s.enter(tx, a.ID, chat)
		if err != nil {
			return err
		}
		h.timers = ts
		m, err := h.editable(a, id)
		if err != nil {
			return err
		}
		media, err := s.edited(m, &e, tx.Now())
		if err != nil {
			return err
		}
		was := *m
		set := func(m *Message) { m.Media, m.Edited = media, tx.Now() }
		if err := s.rewriteIn(tx, h.owner, m, a.Origin, set, &c); err != nil {
			return err
		}
		if err := h.recopy(m); err != nil || media.Live != nil {
			return err
		}
		return h.record(a, channel.LogEdited, &was, m)
	})
	return c, err
}

// changePostTodo is changeTodo in a channel, for who may write there what the list is.
// What an admin ticks whose name is not to be known is ticked by the group.
func (s *Service) changePostTodo(ctx context.Context, a user.Actor, chat peer.Peer, id int, change func(t *Todo, now int64, mine bool) (*Todo, Message, error)) (Change, error) {
	var c Change
	err := s.run(ctx, []store.Owner{chat.Owner(), a.ID.Owner()}, func(tx *update.Tx, ts timers) error {
		c = Change{}
		h, err := s.enter(tx, a.ID, chat)
		if err != nil {
			return err
		}
		h.timers = ts
		m, err := h.load(id)
		switch {
		case err != nil:
			return err
		case m == nil || m.Media == nil || m.Media.Todo == nil || m.Forward != nil:
			return errID
		}
		if err := h.in.MayWrite(m.restricted(), tx.Now()); err != nil {
			return err
		}
		was := m.Media.Todo
		t, note, err := change(was, tx.Now(), m.From == a.ID)
		if err != nil {
			return err
		}
		if err := h.speak(tx, tx.Now(), a, &note); err != nil {
			return err
		}
		for i := range t.Done {
			if !slices.Contains(was.Done, t.Done[i]) {
				t.Done[i].As = note.As
			}
		}
		if err := s.rewriteIn(tx, h.owner, m, a.Origin, func(m *Message) { m.Media = &Media{Todo: t} }, &c); err != nil {
			return err
		}
		if err := h.recopy(m); err != nil {
			return err
		}
		note.Viewed, note.Author, note.Reply = false, "", &Reply{ID: m.ID}
		if _, err := h.reply(&note); err != nil {
			return err
		}
		e, err := h.tellOf(&note, a.Origin)
		if err != nil {
			return err
		}
		c.Events, c.Messages = append(c.Events, e), append(c.Messages, note)
		return h.wrote(&note)
	})
	return c, err
}

// admits refuses a poll that tells who voted what where nobody is to know who is there.
func (h *hall) admits(m *Message) error {
	if !h.in.Broadcast || m.Media == nil || m.Media.Poll == nil {
		return nil
	}
	public, err := poll.Public(h.tx, m.Media.Poll.ID)
	if err == nil && public {
		err = errVoters
	}
	return err
}

// Vote has the actor vote in the poll of a message. Faults: those of poll.Vote and of
// PollOf, ANONYMOUS_REACTIONS_DISABLED for an admin of a group whose name is not to be
// known.
func (s *Service) Vote(ctx context.Context, a user.Actor, chat peer.Peer, id int, options [][]byte) (poll.View, error) {
	of, err := s.PollOf(ctx, a, chat, id)
	if err != nil {
		return poll.View{}, err
	}
	return s.polls.Vote(ctx, a, of, options, func(r store.Reader) error {
		at, err := find(r, s.clock.Now().Unix(), a.ID, chat)
		if err != nil || at.in == nil {
			return err
		}
		if !at.in.Broadcast && at.in.Stand.Has(right.Anonymous) {
			return errUnnamed
		}
		return nil
	})
}

// ClosePoll ends the poll of a message, for who made it; in a channel for who wrote the
// message, and for who may edit what others post. Faults: those of find, of editing and of poll.End.
func (s *Service) ClosePoll(ctx context.Context, a user.Actor, chat peer.Peer, id int) (poll.View, error) {
	of, err := s.PollOf(ctx, a, chat, id)
	if err != nil {
		return poll.View{}, err
	}
	if chat.Kind != peer.Channel {
		return s.polls.Close(ctx, a, of)
	}
	var out poll.View
	err = s.log.Run(ctx, []store.Owner{chat.Owner(), of.Owner()}, func(tx *update.Tx) error {
		h, err := s.enter(tx, a.ID, chat)
		if err != nil {
			return err
		}
		m, err := h.load(id)
		switch {
		case err != nil:
			return err
		case m == nil || m.Media == nil || m.Media.Poll == nil || m.Media.Poll.ID != of:
			return errID
		case m.Forward != nil, !h.in.Me.In, !h.closes(a, m):
			return errAuthor
		}
		if out, err = s.polls.End(tx, a.ID, of); err != nil {
			return err
		}
		return h.record(a, channel.LogPoll, nil, m)
	})
	return out, err
}

// closes says whether the actor may close the poll of m.
func (h *hall) closes(a user.Actor, m *Message) bool {
	if h.in.Broadcast {
		return h.in.Stand.Has(right.EditMessages) || m.From == a.ID && h.in.Stand.Has(right.PostMessages)
	}
	return m.From == a.ID
}

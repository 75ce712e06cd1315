package message

import (
	"context"
	"slices"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Spam is those of some messages of a supergroup that are from who, a member or a
// channel, for an admin who reports them. Faults: CHANNEL_INVALID for a channel,
// CHAT_ADMIN_REQUIRED, MSG_ID_INVALID for none, and those of find.
func (s *Service) Spam(ctx context.Context, a user.Actor, chat, who peer.Peer, ids []int) ([]Message, error) {
	var out []Message
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) error {
		in, err := channel.Enter(r, channel.ID(chat.ID), a.ID, now)
		switch {
		case err != nil:
			return err
		case in.Broadcast:
			return errNoGroup
		case !in.Stand.Admins():
			return errAdmin
		}
		out, err = loadMany(r, chat.Owner(), repeat(chat, len(ids)), ids)
		out = slices.DeleteFunc(out, func(m Message) bool { return m.author() != who })
		return err
	})
	if err == nil && len(out) == 0 {
		err = errMsgID
	}
	return out, err
}

var errNoGroup = fault.New(fault.Invalid, "CHANNEL_INVALID")

// Voices is with what somebody has reacted to a message of a group, as the actor sees
// it; nothing in a channel. Faults: those of find.
func (s *Service) Voices(ctx context.Context, a user.Actor, chat peer.Peer, id int, who user.ID) (Reactions, error) {
	var out Reactions
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) error {
		out = nil
		at, err := find(r, now, a.ID, chat)
		if err != nil || at.in == nil || at.in.Broadcast {
			return err
		}
		m, err := loadMessage(r, at.box, chat, id)
		if err != nil || m == nil || m.ID < at.first || m.Echo == nil {
			return err
		}
		vs, err := loadVoices(r, at.box, who, id)
		out = m.shown(a.ID, vs)
		return err
	})
	return out, err
}

// Shown is the user whom people see as the author of m, 0 for none.
func (m *Message) Shown() user.ID {
	if !m.As.IsZero() {
		return 0
	}
	return m.From
}

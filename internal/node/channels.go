package node

import (
	"cmp"
	"context"
	"slices"

	"heliograph/internal/channel"
	"heliograph/internal/dialog"
	"heliograph/internal/message"
	"heliograph/internal/notify"
	"heliograph/internal/peer"
	"heliograph/internal/privacy"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// maxJoined is of how many channels a person's sessions are told at once.
const maxJoined = 5000

// FillChannels implements dialog.Channels, which is wanted before there are
// messages.
func (s *Subjects) FillChannels(r store.Reader, id user.ID, ds []dialog.Dialog) error {
	return s.Message.FillChannels(r, id, ds)
}

// Scope implements notify.Kinds, likewise.
func (*Subjects) Scope(r store.Reader, p peer.Peer) (notify.Scope, error) {
	if p.Kind != peer.Channel {
		return notify.ScopeOf(p), nil
	}
	c, _, err := channel.Load(r, channel.ID(p.ID))
	if err != nil || c.Broadcast {
		return notify.Broadcasts, err
	}
	return notify.Groups, nil
}

// Met implements notify.Chats, likewise.
func (*Subjects) Met(r store.Reader, who user.ID, p peer.Peer) (bool, error) {
	return message.Met(r, who, p)
}

// Note implements channel.Notes, likewise.
func (s *Subjects) Note(tx *update.Tx, c *channel.Channel, n channel.Note, origin int64) (update.Event, error) {
	return s.Message.Note(tx, c, n, origin)
}

// Left implements channel.Notes, likewise.
func (s *Subjects) Left(tx *update.Tx, id channel.ID, who user.ID) error {
	return s.Message.Left(tx, id, who)
}

// Spread implements channel.Followers, likewise.
func (s *Subjects) Spread(ctx context.Context, group channel.ID, with store.Owner, fn func(*update.Tx) error) error {
	return s.Message.Spread(ctx, group, with, fn)
}

// Follow implements channel.Followers, likewise.
func (s *Subjects) Follow(tx *update.Tx, who user.ID, group channel.ID) ([]update.Event, error) {
	return s.Message.Follow(tx, who, group)
}

// Username implements user.Chats, for a service that is below channels.
func (s *Subjects) Username(r store.Reader, p peer.Peer) (string, error) {
	return channel.Username(r, p)
}

// usernames is the directory of names, which are wanted before there are users.
type usernames struct{ *Subjects }

// CheckChatUsername implements channel.Names, as do the two below.
func (d usernames) CheckChatUsername(ctx context.Context, chat peer.Peer, name string) error {
	return d.User.CheckChatUsername(ctx, chat, name)
}

func (d usernames) TakeUsername(ctx context.Context, chat peer.Peer, name string, fn func(*update.Tx) error) error {
	return d.User.TakeUsername(ctx, chat, name, fn)
}

func (d usernames) FreeUsername(ctx context.Context, chat peer.Peer, name string) error {
	return d.User.FreeUsername(ctx, chat, name)
}

// people is whom channels ask about people, wanted before there are contacts.
type people struct{ *Subjects }

// MayInvite implements channel.Privacy.
func (d people) MayInvite(ctx context.Context, by, who user.ID) (bool, error) {
	if ps, err := d.User.Profiles(ctx, who); err != nil || ps[0].Deleted {
		return false, cmp.Or(err, error(user.ErrDeactivated))
	}
	ok, err := d.Contact.May(ctx, by, privacy.ChatInvite, who)
	return err == nil && ok[0], err
}

// Online implements channel.Presence, as does AnyOnline.
func (d people) Online(ctx context.Context, viewer user.ID, ids []user.ID) (int, error) {
	return d.Contact.Online(ctx, viewer, ids)
}

func (d people) AnyOnline(ids []user.ID) int { return d.Contact.AnyOnline(ids) }

// members is who is in which chats, for rules of privacy that name chats.
type members struct{ *Subjects }

// Member implements contact.Chats.
func (m members) Member(ctx context.Context, id user.ID, chats []int64) (bool, error) {
	ids := make([]channel.ID, len(chats))
	for i, c := range chats {
		ids[i] = channel.ID(c)
	}
	as, err := m.Channel.Access(ctx, id, ids...)
	if err != nil {
		return false, err
	}
	var since []channel.ID // which basic groups have become
	for i := range as {
		if as[i].To != 0 {
			since = append(since, as[i].To)
		}
	}
	as = slices.DeleteFunc(as, func(a channel.Access) bool { return a.To != 0 })
	now, err := m.Channel.Access(ctx, id, since...)
	as = append(as, now...)
	return slices.ContainsFunc(as, func(a channel.Access) bool { return a.Me.In && !a.Deleted }), err
}

// audience is who is to be told of what happens in channels.
type audience struct{ *Subjects }

// Joined is the channels that a person is in.
func (s audience) Joined(ctx context.Context, id user.ID) ([]peer.Peer, error) {
	return s.Dialog.Joined(ctx, id, maxJoined)
}

// In is the first message of a channel that each of some people may see.
func (s audience) In(ctx context.Context, p peer.Peer, ids ...user.ID) ([]int, update.Position, error) {
	return s.Channel.In(ctx, channel.ID(p.ID), ids...)
}

// Aside is who sees of events something else than all others.
func (s audience) Aside(ctx context.Context, es []update.Event) ([]user.ID, error) {
	return s.Message.Aside(ctx, es)
}

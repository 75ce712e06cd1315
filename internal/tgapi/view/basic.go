package view

import (
	"cmp"
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// basic is a basic group as the viewer stands in it; nil for who was never in it.
// The date has to be the same for all, always: TDLib wants it so.
func (v *Renderer) basic(viewer user.ID, a *channel.Access) tg.ChatClass {
	switch {
	case a.Me.Joined == 0:
		return nil
	case a.Deleted, a.Stand.Banned():
		return &tg.ChatForbidden{ID: int64(a.ID), Title: a.Title}
	}
	c := &tg.Chat{
		ID: int64(a.ID), Title: a.Title, Photo: &tg.ChatPhotoEmpty{}, Date: int(a.Created), Version: a.Version, ParticipantsCount: a.Members,
		Creator: viewer == a.Owner, Left: !a.Me.In, Noforwards: a.NoForwards,
	}
	if a.To != 0 {
		c.Deactivated = true
		c.SetMigratedTo(&tg.InputChannel{ChannelID: int64(a.To), AccessHash: v.d.Hash.Hash(int64(viewer), a.To.Peer())})
	}
	c.SetDefaultBannedRights(Banned(a.Default, 0))
	if a.Stand.Admins() {
		c.SetAdminRights(Admin(a.Me.Admin))
	}
	return c
}

// BasicParticipants is who is in a basic group, to somebody who is.
func (v *Renderer) BasicParticipants(ctx context.Context, c *rpc.Call, a *channel.Access) (tg.ChatParticipantsClass, []tg.UserClass, error) {
	who := cast{viewer: c.User}
	ps, err := v.participants(ctx, &who, a)
	if err != nil {
		return nil, nil, err
	}
	_, us, err := v.everybody(ctx, c.User, &who)
	return ps, us, err
}

// participants is who is in a basic group.
func (v *Renderer) participants(ctx context.Context, who *cast, a *channel.Access) (tg.ChatParticipantsClass, error) {
	if !a.Sees() || !a.Me.In || a.To != 0 {
		return &tg.ChatParticipantsForbidden{ChatID: int64(a.ID)}, nil
	}
	ms, err := v.d.Channels.Everybody(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	out := &tg.ChatParticipants{ChatID: int64(a.ID), Version: a.Version, Participants: make([]tg.ChatParticipantClass, len(ms))}
	for i := range ms {
		out.Participants[i] = who.basicParticipant(a, &ms[i])
	}
	return out, nil
}

func (c *cast) basicParticipant(a *channel.Access, m *channel.Member) tg.ChatParticipantClass {
	inviter := m.Inviter
	if inviter == 0 { // came alone
		inviter = cmp.Or(a.Owner, m.User)
	}
	c.user(m.User, inviter)
	switch {
	case m.IsOwner:
		p := &tg.ChatParticipantCreator{UserID: int64(m.User)}
		if m.Rank != "" {
			p.SetRank(m.Rank)
		}
		return p
	case m.IsAdmin:
		p := &tg.ChatParticipantAdmin{UserID: int64(m.User), InviterID: int64(inviter), Date: int(m.Joined)}
		if m.Rank != "" {
			p.SetRank(m.Rank)
		}
		return p
	}
	p := &tg.ChatParticipant{UserID: int64(m.User), InviterID: int64(inviter), Date: int(m.Joined)}
	if m.Rank != "" {
		p.SetRank(m.Rank)
	}
	return p
}

// basicEvent renders an event that is about a basic group itself; ok is false for
// another. What it was then is not told: the group is shown as it is now, with its
// version.
func (r *rendering) basicEvent(ctx context.Context, e *update.Event) (us []tg.UpdateClass, ok bool, err error) {
	if e.Kind != update.Channel && e.Kind != update.Members && e.Kind != update.Rights {
		return nil, false, nil
	}
	r.who.peer(e.Peer)
	if e.Kind == update.Channel {
		return one(&tg.UpdateChat{ChatID: e.Peer.ID}), true, nil
	}
	if r.v.d.Channels == nil {
		return nil, true, nil
	}
	as, err := r.v.d.Channels.Access(ctx, r.viewer, channel.ID(e.Peer.ID))
	if err != nil || len(as) == 0 {
		return nil, true, err
	}
	if e.Kind == update.Rights {
		return one(&tg.UpdateChatDefaultBannedRights{
			Peer: Peer(e.Peer), DefaultBannedRights: Banned(as[0].Default, 0), Version: as[0].Version,
		}), true, nil
	}
	if r.listed[e.Peer] {
		return nil, true, nil
	}
	if r.listed == nil {
		r.listed = map[peer.Peer]bool{}
	}
	r.listed[e.Peer] = true
	ps, err := r.v.participants(ctx, &r.who, &as[0])
	return one(&tg.UpdateChatParticipants{Participants: ps}), true, err
}

// InvitedUsers is the answer to a request that added people to a basic group.
func (v *Renderer) InvitedUsers(ctx context.Context, c *rpc.Call, ch channel.Change) (*tg.MessagesInvitedUsers, error) {
	out := &tg.MessagesInvitedUsers{MissingInvitees: make([]tg.MissingInvitee, len(ch.Missing))}
	for i, id := range ch.Missing {
		out.MissingInvitees[i].UserID = int64(id)
	}
	var err error
	out.Updates, err = v.ChannelChange(ctx, c, ch)
	return out, err
}

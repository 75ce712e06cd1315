package view

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/rpc"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Invite is a link by which people join; prefix is what links to this server begin
// with.
func Invite(prefix string, i *channel.Invite) *tg.ChatInviteExported {
	out := &tg.ChatInviteExported{
		Revoked: i.Revoked, Permanent: i.Permanent, RequestNeeded: i.Ask, Link: prefix + "+" + i.Hash, AdminID: int64(i.By), Date: int(i.Made),
	}
	if i.Edited != 0 {
		out.SetStartDate(int(i.Edited))
	}
	if i.Expires != 0 {
		out.SetExpireDate(int(i.Expires))
	}
	if i.Limit != 0 {
		out.SetUsageLimit(i.Limit)
	}
	if i.Uses != 0 {
		out.SetUsage(i.Uses)
	}
	if i.Asking != 0 {
		out.SetRequested(i.Asking)
	}
	if i.Title != "" {
		out.SetTitle(i.Title)
	}
	return out
}

// Invites is a page of links.
func (v *Renderer) Invites(ctx context.Context, c *rpc.Call, prefix string, is []channel.Invite, total int) (*tg.MessagesExportedChatInvites, error) {
	out := &tg.MessagesExportedChatInvites{Count: total, Invites: make([]tg.ExportedChatInviteClass, len(is))}
	who := cast{viewer: c.User}
	for k := range is {
		out.Invites[k] = Invite(prefix, &is[k])
		who.user(is[k].By)
	}
	var err error
	_, out.Users, err = v.everybody(ctx, c.User, &who)
	return out, err
}

// ChatInvite is what somebody who is no member finds behind a link.
func ChatInvite(a *channel.Access, i *channel.Invite) *tg.ChatInvite {
	out := &tg.ChatInvite{
		Channel: !a.Basic(), Broadcast: a.Broadcast, Megagroup: !a.Broadcast && !a.Basic(), Public: a.Public(), RequestNeeded: i.Ask || a.JoinRequest,
		Title: a.Title, Photo: &tg.PhotoEmpty{}, ParticipantsCount: a.Members,
	}
	if a.About != "" {
		out.SetAbout(a.About)
	}
	return out
}

// Came is those who came by a link, or who ask to be let in: with what they say of
// themselves.
func (v *Renderer) Came(ctx context.Context, c *rpc.Call, came []channel.Came, asking bool, total int) (*tg.MessagesChatInviteImporters, error) {
	ids := make([]user.ID, len(came))
	who := cast{viewer: c.User}
	for k := range came {
		ids[k] = came[k].User
		who.user(came[k].User, came[k].By)
	}
	ps, err := v.d.People.People(ctx, c.User, ids)
	if err != nil {
		return nil, err
	}
	out := &tg.MessagesChatInviteImporters{Count: total, Importers: make([]tg.ChatInviteImporter, len(came))}
	for k := range came {
		in := tg.ChatInviteImporter{Requested: asking, UserID: int64(came[k].User), Date: int(came[k].At)}
		if asking && ps[k].About != "" {
			in.SetAbout(ps[k].About)
		}
		if came[k].By != 0 {
			in.SetApprovedBy(int64(came[k].By))
		}
		out.Importers[k] = in
	}
	_, out.Users, err = v.everybody(ctx, c.User, &who)
	return out, err
}

// requestsEvent tells an admin who waits to be let into a channel; nobody else
// hears of it.
func (r *rendering) requestsEvent(e *update.Event) []tg.UpdateClass {
	for _, id := range e.IDs {
		if user.ID(id) != r.viewer || r.viewer == Nobody {
			continue
		}
		waiting, err := channel.DecodeWaiting(e.Data)
		if err != nil {
			return nil
		}
		u := &tg.UpdatePendingJoinRequests{Peer: Peer(e.Peer), RequestsPending: e.Max, RecentRequesters: make([]int64, len(waiting))}
		for k, id := range waiting {
			u.RecentRequesters[k] = int64(id)
			r.who.user(id)
		}
		return one(u)
	}
	return nil
}

// loggedInvite is what an entry of the admin log tells of a link, nil for nothing.
func (c *cast) loggedInvite(prefix string, e *channel.Entry) tg.ChannelAdminLogEventActionClass {
	show := func(l *channel.Logged) tg.ExportedChatInviteClass {
		if l.Invite == nil { // by the name of the channel
			return &tg.ChatInvitePublicJoinRequests{}
		}
		i := *l.Invite
		i.Hash = l.Text
		c.user(i.By)
		return Invite(prefix, &i)
	}
	switch e.Kind {
	case channel.LogJoinedByLink:
		return &tg.ChannelAdminLogEventActionParticipantJoinByInvite{Invite: show(&e.Is)}
	case channel.LogJoinedByAsk:
		c.user(e.By)
		return &tg.ChannelAdminLogEventActionParticipantJoinByRequest{Invite: show(&e.Is), ApprovedBy: int64(e.By)}
	case channel.LogLinkDeleted:
		return &tg.ChannelAdminLogEventActionExportedInviteDelete{Invite: show(&e.Is)}
	case channel.LogLinkRevoked:
		return &tg.ChannelAdminLogEventActionExportedInviteRevoke{Invite: show(&e.Is)}
	case channel.LogLinkEdited:
		return &tg.ChannelAdminLogEventActionExportedInviteEdit{PrevInvite: show(&e.Was), NewInvite: show(&e.Is)}
	}
	return nil
}

// Inviting is the page of a group or channel.
type Inviting interface {
	SetExportedInvite(tg.ExportedChatInviteClass)
	SetRequestsPending(int)
	SetRecentRequesters([]int64)
}

// ToInviters shows on a page what those see who may invite people: the own link, as
// Invite does, and who waits to be let in, whom it returns. Faults: those of
// channel.Service.FirstInvite.
func ToInviters(ctx context.Context, s *channel.Service, prefix string, a user.Actor, id channel.ID, full Inviting) ([]user.ID, error) {
	i, err := s.FirstInvite(ctx, a, id, false)
	if err != nil {
		return nil, err
	}
	full.SetExportedInvite(Invite(prefix, &i))
	n, waiting, err := s.Pending(ctx, a, id)
	if err != nil || n == 0 {
		return nil, err
	}
	ids := make([]int64, len(waiting))
	for k, id := range waiting {
		ids[k] = int64(id)
	}
	full.SetRequestsPending(n)
	full.SetRecentRequesters(ids)
	return waiting, nil
}

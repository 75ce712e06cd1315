package view

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/right"
	"heliograph/internal/rpc"
	"heliograph/internal/user"
)

// participant is a member of a channel, as the viewer, who stands in it as a, sees
// it.
func (c *cast) participant(a *channel.Access, m *channel.Member) tg.ChannelParticipantClass {
	c.user(m.User)
	id := int64(m.User)
	switch {
	case m.Ban != 0 && (!m.In || m.Ban&right.View != 0 || !m.IsAdmin && !m.IsOwner):
		c.user(m.BannedBy)
		return &tg.ChannelParticipantBanned{
			Left: !m.In, Peer: &tg.PeerUser{UserID: id}, KickedBy: int64(m.BannedBy), Date: int(m.BannedAt), BannedRights: Banned(m.Ban, m.Until),
		}
	case !m.In:
		return &tg.ChannelParticipantLeft{Peer: &tg.PeerUser{UserID: id}}
	case m.IsOwner:
		out := &tg.ChannelParticipantCreator{UserID: id, AdminRights: Admin(m.Admin)}
		if m.Rank != "" {
			out.SetRank(m.Rank)
		}
		return out
	case m.IsAdmin:
		c.user(m.PromotedBy, m.Inviter)
		out := &tg.ChannelParticipantAdmin{
			UserID: id, Self: m.User == c.viewer, PromotedBy: int64(m.PromotedBy), Date: int(m.Joined), AdminRights: Admin(m.Admin),
			CanEdit: a.Stand.Owner || m.PromotedBy == c.viewer && a.Stand.Has(right.AddAdmins),
		}
		if out.Self && m.Inviter != 0 {
			out.SetInviterID(int64(m.Inviter))
		}
		if m.Rank != "" {
			out.SetRank(m.Rank)
		}
		return out
	case m.User == c.viewer:
		c.user(m.Inviter)
		out := &tg.ChannelParticipantSelf{ViaRequest: m.Asked, UserID: id, InviterID: int64(m.Inviter), Date: int(m.Joined)}
		if m.Rank != "" {
			out.SetRank(m.Rank)
		}
		return out
	}
	out := &tg.ChannelParticipant{UserID: id, Date: int(m.Joined)}
	if m.Rank != "" {
		out.SetRank(m.Rank)
	}
	return out
}

// Participants is a page of members.
func (v *Renderer) Participants(ctx context.Context, c *rpc.Call, a *channel.Access, ms channel.Members) (*tg.ChannelsChannelParticipants, error) {
	who := cast{viewer: c.User}
	out := &tg.ChannelsChannelParticipants{Count: ms.Total, Participants: make([]tg.ChannelParticipantClass, len(ms.Members))}
	for i := range ms.Members {
		out.Participants[i] = who.participant(a, &ms.Members[i])
	}
	var err error
	out.Chats, out.Users, err = v.everybody(ctx, c.User, &who)
	return out, err
}

// Participant is one member.
func (v *Renderer) Participant(ctx context.Context, c *rpc.Call, a *channel.Access, m *channel.Member) (*tg.ChannelsChannelParticipant, error) {
	who := cast{viewer: c.User}
	out := &tg.ChannelsChannelParticipant{Participant: who.participant(a, m)}
	var err error
	out.Chats, out.Users, err = v.everybody(ctx, c.User, &who)
	return out, err
}

// ChannelChange is the answer to a request that changed a channel.
func (v *Renderer) ChannelChange(ctx context.Context, c *rpc.Call, ch channel.Change) (tg.UpdatesClass, error) {
	return v.updates(ctx, c.User, ch.Events, nil, true)
}

// AdminLog is a page of the admin log of a channel.
//
// Links in it begin with prefix.
func (v *Renderer) AdminLog(ctx context.Context, c *rpc.Call, prefix string, a *channel.Access, es []channel.Entry) (*tg.ChannelsAdminLogResults, error) {
	who := cast{viewer: c.User}
	out := &tg.ChannelsAdminLogResults{Events: []tg.ChannelAdminLogEvent{}}
	for i := range es {
		e := &es[i]
		action, err := who.logged(a, e)
		if err != nil {
			return nil, err
		}
		if action == nil {
			action = who.loggedInvite(prefix, e)
		}
		if action == nil {
			action = who.loggedTopic(a, e)
		}
		if action == nil { // of a kind that this version does not know
			continue
		}
		by := e.By
		if e.Kind == channel.LogJoinedByAsk { // it is told of who came in
			by = e.User
		}
		who.user(by)
		out.Events = append(out.Events, tg.ChannelAdminLogEvent{ID: int64(e.ID), Date: int(e.At), UserID: int64(by), Action: action})
	}
	var err error
	out.Chats, out.Users, err = v.everybody(ctx, c.User, &who)
	return out, err
}

// logged is what an entry of the admin log tells, nil for nothing.
func (c *cast) logged(a *channel.Access, e *channel.Entry) (tg.ChannelAdminLogEventActionClass, error) {
	switch e.Kind {
	case channel.LogTitle:
		return &tg.ChannelAdminLogEventActionChangeTitle{PrevValue: e.Was.Text, NewValue: e.Is.Text}, nil
	case channel.LogAbout:
		return &tg.ChannelAdminLogEventActionChangeAbout{PrevValue: e.Was.Text, NewValue: e.Is.Text}, nil
	case channel.LogUsername:
		return &tg.ChannelAdminLogEventActionChangeUsername{PrevValue: e.Was.Text, NewValue: e.Is.Text}, nil
	case channel.LogSignatures:
		return &tg.ChannelAdminLogEventActionToggleSignatures{NewValue: e.Is.Flag}, nil
	case channel.LogProfiles:
		return &tg.ChannelAdminLogEventActionToggleSignatureProfiles{NewValue: e.Is.Flag}, nil
	case channel.LogHidden:
		return &tg.ChannelAdminLogEventActionTogglePreHistoryHidden{NewValue: e.Is.Flag}, nil
	case channel.LogNoForwards:
		return &tg.ChannelAdminLogEventActionToggleNoForwards{NewValue: e.Is.Flag}, nil
	case channel.LogForum:
		return &tg.ChannelAdminLogEventActionToggleForum{NewValue: e.Is.Flag}, nil
	case channel.LogReactions:
		was, is := channel.LoggedReactions(e.Was), channel.LoggedReactions(e.Is)
		return &tg.ChannelAdminLogEventActionChangeAvailableReactions{PrevValue: Allowed(&was), NewValue: Allowed(&is)}, nil
	case channel.LogPeriod:
		return &tg.ChannelAdminLogEventActionChangeHistoryTTL{PrevValue: int(e.Was.Number), NewValue: int(e.Is.Number)}, nil
	case channel.LogAntispam:
		return &tg.ChannelAdminLogEventActionToggleAntiSpam{NewValue: e.Is.Flag}, nil
	case channel.LogSilenced:
		return c.loggedSilence(e), nil
	case channel.LogLinked:
		for _, id := range []int64{e.Was.Number, e.Is.Number} {
			if id != 0 {
				c.peer(channel.ID(id).Peer())
			}
		}
		return &tg.ChannelAdminLogEventActionChangeLinkedChat{PrevValue: e.Was.Number, NewValue: e.Is.Number}, nil
	case channel.LogRank:
		c.user(e.User)
		return &tg.ChannelAdminLogEventActionParticipantEditRank{UserID: int64(e.User), PrevRank: e.Was.Text, NewRank: e.Is.Text}, nil
	case channel.LogSlow:
		return &tg.ChannelAdminLogEventActionToggleSlowMode{PrevValue: int(e.Was.Number), NewValue: int(e.Is.Number)}, nil
	case channel.LogDefault:
		return &tg.ChannelAdminLogEventActionDefaultBannedRights{PrevBannedRights: Banned(e.Was.Ban, 0), NewBannedRights: Banned(e.Is.Ban, 0)}, nil
	case channel.LogJoined:
		return &tg.ChannelAdminLogEventActionParticipantJoin{}, nil
	case channel.LogLeft:
		return &tg.ChannelAdminLogEventActionParticipantLeave{}, nil
	case channel.LogInvited:
		c.user(e.User)
		return &tg.ChannelAdminLogEventActionParticipantInvite{Participant: &tg.ChannelParticipant{UserID: int64(e.User), Date: int(e.At)}}, nil
	case channel.LogBanned, channel.LogAdmin:
		was, is := c.before(a, e), c.after(a, e)
		if e.Kind == channel.LogBanned {
			return &tg.ChannelAdminLogEventActionParticipantToggleBan{PrevParticipant: was, NewParticipant: is}, nil
		}
		return &tg.ChannelAdminLogEventActionParticipantToggleAdmin{PrevParticipant: was, NewParticipant: is}, nil
	}
	return c.loggedMessage(a, e)
}

func (c *cast) before(a *channel.Access, e *channel.Entry) tg.ChannelParticipantClass {
	return c.standing(a, e.User, e.Was.Member)
}

func (c *cast) after(a *channel.Access, e *channel.Entry) tg.ChannelParticipantClass {
	return c.standing(a, e.User, e.Is.Member)
}

// standing is what somebody was.
func (c *cast) standing(a *channel.Access, id user.ID, m *channel.Member) tg.ChannelParticipantClass {
	was := channel.Member{User: id}
	if m != nil {
		was = *m
		was.User = id
	}
	return c.participant(a, &was)
}

// loggedMessage is what became of a message.
func (c *cast) loggedMessage(a *channel.Access, e *channel.Entry) (tg.ChannelAdminLogEventActionClass, error) {
	was, err := c.loggedOne(a, e.Was)
	if err != nil {
		return nil, err
	}
	is, err := c.loggedOne(a, e.Is)
	if err != nil || is == nil {
		return nil, err
	}
	switch e.Kind {
	case channel.LogPinned:
		return &tg.ChannelAdminLogEventActionUpdatePinned{Message: is}, nil
	case channel.LogEdited:
		return &tg.ChannelAdminLogEventActionEditMessage{PrevMessage: was, NewMessage: is}, nil
	case channel.LogDeleted:
		return &tg.ChannelAdminLogEventActionDeleteMessage{Message: is}, nil
	case channel.LogPoll:
		return &tg.ChannelAdminLogEventActionStopPoll{Message: is}, nil
	}
	return nil, nil
}

func (c *cast) loggedOne(a *channel.Access, l channel.Logged) (tg.MessageClass, error) {
	m, err := message.Logged(a.ID, l)
	if err != nil || m == nil {
		return nil, err
	}
	c.message(m)
	return c.render(m), nil
}

package view

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/rpc"
)

// silenced is a channel that is banned in a group.
func (c *cast) silenced(b *channel.Silenced) *tg.ChannelParticipantBanned {
	c.user(b.By)
	c.peer(b.ID.Peer())
	return &tg.ChannelParticipantBanned{
		Left: true, Peer: Peer(b.ID.Peer()), KickedBy: int64(b.By), Date: int(b.At), BannedRights: Banned(b.Ban, b.Until),
	}
}

// Kicked is a page of who is banned in a group: channels, and people.
func (v *Renderer) Kicked(ctx context.Context, c *rpc.Call, a *channel.Access, bs []channel.Silenced, ms channel.Members) (*tg.ChannelsChannelParticipants, error) {
	who := cast{viewer: c.User}
	out := &tg.ChannelsChannelParticipants{Count: ms.Total, Participants: make([]tg.ChannelParticipantClass, 0, len(bs)+len(ms.Members))}
	for i := range bs {
		out.Participants = append(out.Participants, who.silenced(&bs[i]))
	}
	for i := range ms.Members {
		out.Participants = append(out.Participants, who.participant(a, &ms.Members[i]))
	}
	var err error
	out.Chats, out.Users, err = v.everybody(ctx, c.User, &who)
	return out, err
}

// loggedSilence is an entry of the admin log about a channel that was banned or let
// in again.
func (c *cast) loggedSilence(e *channel.Entry) tg.ChannelAdminLogEventActionClass {
	at := func(l channel.Logged) tg.ChannelParticipantClass {
		if l.Ban == 0 {
			return &tg.ChannelParticipantLeft{Peer: Peer(channel.ID(l.Number).Peer())}
		}
		return c.silenced(&channel.Silenced{ID: channel.ID(l.Number), Ban: l.Ban, By: e.By, At: e.At})
	}
	c.peer(channel.ID(e.Is.Number).Peer())
	return &tg.ChannelAdminLogEventActionParticipantToggleBan{PrevParticipant: at(e.Was), NewParticipant: at(e.Is)}
}

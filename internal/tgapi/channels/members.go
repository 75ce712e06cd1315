package channels

import (
	"context"
	"strings"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/contact"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/user"
)

var (
	errInvalid = fault.New(fault.Invalid, "CHANNEL_INVALID")
	errPrivate = fault.New(fault.Invalid, "CHANNEL_PRIVATE")
	errGeo     = fault.New(fault.Invalid, "ADDRESS_INVALID") // there are no groups of places
	errMany    = fault.New(fault.Invalid, "USERS_TOO_MUCH")
	errPerson  = fault.New(fault.Invalid, "PARTICIPANT_ID_INVALID")
)

// maxInvited is how many people one request may add.
const maxInvited = 100

// inviteToChannel adds people. Of several, those who cannot be added are named and
// the others are; of one alone it is told why not.
func (h *Handlers) inviteToChannel(ctx context.Context, c *rpc.Call, r *tg.ChannelsInviteToChannelRequest) (*tg.MessagesInvitedUsers, error) {
	id, err := h.In.Channel(c, r.Channel)
	if err != nil {
		return nil, err
	}
	if len(r.Users) > maxInvited {
		return nil, errMany
	}
	out := &tg.MessagesInvitedUsers{MissingInvitees: []tg.MissingInvitee{}}
	var all channel.Change
	for _, in := range r.Users {
		who, err := h.In.User(c, in)
		if err != nil {
			return nil, err
		}
		ch, err := h.Channel.Add(ctx, c.Actor(), id, who)
		switch f := fault.As(err); {
		case err == nil:
			all.Channel, all.Events = ch.Channel, append(all.Events, ch.Events...)
		case f == nil, len(r.Users) == 1, f.Code == "CHAT_ADMIN_REQUIRED", f.Code == "CHANNEL_PRIVATE":
			return nil, err
		case f.Code != "USER_ALREADY_PARTICIPANT":
			out.MissingInvitees = append(out.MissingInvitees, tg.MissingInvitee{UserID: int64(who)})
		}
	}
	out.Updates, err = h.View.ChannelChange(ctx, c, all)
	return out, err
}

func (h *Handlers) joinChannel(ctx context.Context, c *rpc.Call, in tg.InputChannelClass) (tg.MessagesChatInviteJoinResultClass, error) {
	id, err := h.In.Channel(c, in)
	if err != nil {
		return nil, err
	}
	ch, err := h.Channel.Join(ctx, c.Actor(), id)
	u, err := h.answer(ctx, c, ch, err)
	if err != nil {
		return nil, err
	}
	return &tg.MessagesChatInviteJoinResultOk{Updates: u}, nil
}

func (h *Handlers) leaveChannel(ctx context.Context, c *rpc.Call, in tg.InputChannelClass) (tg.UpdatesClass, error) {
	id, err := h.In.Channel(c, in)
	if err != nil {
		return nil, err
	}
	ch, err := h.Channel.Leave(ctx, c.Actor(), id)
	return h.answer(ctx, c, ch, err)
}

// person is the user that p names.
func (h *Handlers) person(c *rpc.Call, p tg.InputPeerClass) (user.ID, error) {
	at, err := h.In.Peer(c, p)
	if err == nil && at.Kind != peer.User {
		err = errPerson
	}
	return user.ID(at.ID), err
}

func (h *Handlers) editBanned(ctx context.Context, c *rpc.Call, r *tg.ChannelsEditBannedRequest) (tg.UpdatesClass, error) {
	id, err := h.In.Channel(c, r.Channel)
	if err != nil {
		return nil, err
	}
	who, err := h.participant(c, r.Participant)
	if err != nil {
		return nil, err
	}
	if who.Kind == peer.Channel {
		return h.silence(ctx, c, id, who, r.BannedRights)
	}
	b, until := input.Banned(r.BannedRights)
	ch, err := h.Channel.Restrict(ctx, c.Actor(), id, user.ID(who.ID), b, until)
	return h.answer(ctx, c, ch, err)
}

func (h *Handlers) editAdmin(ctx context.Context, c *rpc.Call, r *tg.ChannelsEditAdminRequest) (tg.UpdatesClass, error) {
	id, err := h.In.Channel(c, r.Channel)
	if err != nil {
		return nil, err
	}
	who, err := h.In.User(c, r.UserID)
	if err != nil {
		return nil, err
	}
	ch, err := h.Channel.Promote(ctx, c.Actor(), id, who, input.Admin(r.AdminRights), r.Rank)
	return h.answer(ctx, c, ch, err)
}

func (h *Handlers) getParticipant(ctx context.Context, c *rpc.Call, r *tg.ChannelsGetParticipantRequest) (*tg.ChannelsChannelParticipant, error) {
	a, err := h.access(ctx, c, r.Channel)
	if err != nil {
		return nil, err
	}
	who, err := h.person(c, r.Participant)
	if err != nil {
		return nil, err
	}
	m, err := h.Channel.Member(ctx, c.Actor(), a.ID, who)
	if err != nil {
		return nil, err
	}
	return h.View.Participant(ctx, c, a, &m)
}

func (h *Handlers) getParticipants(ctx context.Context, c *rpc.Call, r *tg.ChannelsGetParticipantsRequest) (tg.ChannelsChannelParticipantsClass, error) {
	a, err := h.access(ctx, c, r.Channel)
	if err != nil {
		return nil, err
	}
	q := channel.Query{Offset: r.Offset, Limit: r.Limit}
	var want contact.Choice
	switch f := r.Filter.(type) {
	case *tg.ChannelParticipantsAdmins:
		q.Filter = channel.Admins
	case *tg.ChannelParticipantsBanned:
		q.Filter, want.Name = channel.Restricted, f.Q
	case *tg.ChannelParticipantsKicked:
		q.Filter, want.Name = channel.Banned, f.Q
	case *tg.ChannelParticipantsSearch:
		want.Name = f.Q
	case *tg.ChannelParticipantsMentions:
		want.Name, _ = f.GetQ()
	case *tg.ChannelParticipantsContacts:
		want, q.Only = contact.Choice{Name: f.Q, Contacts: true}, true
	case *tg.ChannelParticipantsBots:
		want.Bots = true
	}
	if want.Name = strings.TrimSpace(want.Name); want.Name != "" || want.Contacts {
		if q.First, err = h.Contact.Known(ctx, c.User, want); err != nil {
			return nil, err
		}
	}
	if !q.Only && want != (contact.Choice{}) {
		q.Match = func(ctx context.Context, ids []user.ID) ([]bool, error) {
			return h.Contact.Chosen(ctx, c.User, ids, want)
		}
	}
	if q.Filter == channel.Banned && want == (contact.Choice{}) && !a.Broadcast {
		return h.kicked(ctx, c, a, q)
	}
	ms, err := h.Channel.List(ctx, c.Actor(), a.ID, q)
	if err != nil {
		return nil, err
	}
	return h.View.Participants(ctx, c, a, ms)
}

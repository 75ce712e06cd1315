package channels

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/right"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/user"
)

// maxByID is how many channels, or messages, one request may name.
const maxByID = 200

// getChannels leaves out nothing that the caller could name: what is hidden from
// them is a channelForbidden.
func (h *Handlers) getChannels(ctx context.Context, c *rpc.Call, ins []tg.InputChannelClass) (tg.MessagesChatsClass, error) {
	var ids []channel.ID
	for _, in := range ins[:min(len(ins), maxByID)] {
		id, err := h.In.Channel(c, in)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	chats, err := h.View.Channels(ctx, c, ids...)
	return &tg.MessagesChats{Chats: chats}, err
}

func (h *Handlers) getFullChannel(ctx context.Context, c *rpc.Call, in tg.InputChannelClass) (*tg.MessagesChatFull, error) {
	a, err := h.access(ctx, c, in)
	if err != nil {
		return nil, err
	}
	ds, err := h.Dialog.Of(ctx, c.User, a.ID.Peer())
	if err != nil {
		return nil, err
	}
	ns, err := h.Notify.Of(ctx, c.User, a.ID.Peer())
	if err != nil {
		return nil, err
	}
	pinned, err := h.Message.LastPinned(ctx, c.User, a.ID.Peer())
	if err != nil {
		return nil, err
	}
	d := &ds[0]
	full := &tg.ChannelFull{
		ID: int64(a.ID), About: a.About, CanViewParticipants: a.Lists(), CanSetUsername: a.Stand.Owner,
		HiddenPrehistory: a.HiddenHistory, CanDeleteChannel: a.Stand.Owner, Antispam: a.Antispam, ParticipantsHidden: a.HiddenMembers, ViewForumAsMessages: d.Unparted,
		ReadInboxMaxID: d.ReadIn, ReadOutboxMaxID: d.ReadOut, UnreadCount: d.Unread, Pts: d.Pts,
		ChatPhoto: &tg.PhotoEmpty{}, NotifySettings: *view.NotifySettings(&ns[0]), BotInfo: []tg.BotInfo{},
	}
	full.SetParticipantsCount(a.Members)
	if pinned != 0 {
		full.SetPinnedMsgID(pinned)
	}
	if d.Folder != 0 {
		full.SetFolderID(d.Folder)
	}
	if a.First() > 1 {
		full.SetAvailableMinID(a.First() - 1)
	}
	rules(a, full)
	if err := h.before(ctx, c, a, full); err != nil {
		return nil, err
	}
	if full.HasScheduled, err = h.View.HasScheduled(ctx, c.User, a.ID.Peer()); err != nil {
		return nil, err
	}
	waiting, err := h.toAdmins(ctx, c, a, full)
	if err != nil {
		return nil, err
	}
	out := &tg.MessagesChatFull{FullChat: full}
	if out.Users, err = h.View.Users(ctx, c, waiting...); err != nil {
		return nil, err
	}
	out.Chats, err = h.besides(ctx, c, a, full)
	return out, err
}

// before shows which basic group a supergroup was, to who was in that: the newest
// message of it is that of their own copies.
func (h *Handlers) before(ctx context.Context, c *rpc.Call, a *channel.Access, full *tg.ChannelFull) error {
	if a.FromChat == 0 {
		return nil
	}
	was := channel.ID(a.FromChat)
	as, err := h.Channel.Access(ctx, c.User, was)
	if err != nil || len(as) == 0 || as[0].Me.Joined == 0 {
		return err
	}
	ds, err := h.Dialog.Of(ctx, c.User, was.Peer())
	if err != nil {
		return err
	}
	full.SetMigratedFromChatID(int64(was))
	full.SetMigratedFromMaxID(ds[0].Top)
	return nil
}

// rules is what holds for what is written in a channel.
func rules(a *channel.Access, full *tg.ChannelFull) {
	if a.Slow > 0 {
		full.SetSlowmodeSeconds(a.Slow)
		if next := a.Me.Wrote + int64(a.Slow); a.Me.Wrote != 0 {
			full.SetSlowmodeNextSendDate(int(next))
		}
	}
	full.SetAvailableReactions(view.Allowed(&a.Reactions))
	if a.Period != 0 {
		full.SetTTLPeriod(a.Period)
	}
	if n := a.Reactions.Limit; n != 0 {
		full.SetReactionsLimit(n)
	}
}

// toAdmins shows what only admins see: the counts of people, and to who may invite
// some the own link and who waits to be let in.
func (h *Handlers) toAdmins(ctx context.Context, c *rpc.Call, a *channel.Access, full *tg.ChannelFull) ([]user.ID, error) {
	if a.Stand.Admins() {
		full.SetAdminsCount(a.Admins)
		full.SetKickedCount(a.Banned)
		full.SetBannedCount(a.Restricted)
	}
	if !a.Stand.Has(right.InviteUsers) {
		return nil, nil
	}
	return view.ToInviters(ctx, h.Channel, h.Links, c.Actor(), a.ID, full)
}

func (h *Handlers) getMessages(ctx context.Context, c *rpc.Call, r *tg.ChannelsGetMessagesRequest) (tg.MessagesMessagesClass, error) {
	a, err := h.access(ctx, c, r.Channel)
	if err != nil {
		return nil, err
	}
	var want []int
	for _, in := range r.ID[:min(len(r.ID), maxByID)] {
		n, err := h.named(ctx, c, a, in)
		if err != nil {
			return nil, err
		}
		want = append(want, n)
	}
	found, err := h.Message.Posts(ctx, c.Actor(), a.ID.Peer(), want...)
	if err != nil {
		return nil, err
	}
	shown, err := h.View.Messages(ctx, c, found)
	if err != nil {
		return nil, err
	}
	at := map[int]tg.MessageClass{}
	for _, m := range shown.Messages {
		at[m.GetID()] = m
	}
	out := &tg.MessagesChannelMessages{
		Count: len(want), Messages: make([]tg.MessageClass, len(want)), Topics: shown.Topics, Chats: shown.Chats, Users: shown.Users,
	}
	for i, id := range want {
		if out.Messages[i] = at[id]; out.Messages[i] == nil {
			out.Messages[i] = &tg.MessageEmpty{ID: id}
		}
	}
	return out, nil
}

// named is the id of a message that a client names: itself, by an answer to it, or
// as the pinned one.
func (h *Handlers) named(ctx context.Context, c *rpc.Call, a *channel.Access, in tg.InputMessageClass) (int, error) {
	switch in := in.(type) {
	case *tg.InputMessageID:
		return in.ID, nil
	case *tg.InputMessageReplyTo:
		ms, err := h.Message.Posts(ctx, c.Actor(), a.ID.Peer(), in.ID)
		if err != nil || len(ms) == 0 || ms[0].Reply == nil || !ms[0].Reply.Peer.IsZero() {
			return 0, err
		}
		return ms[0].Reply.ID, nil
	case *tg.InputMessagePinned:
		return h.Message.LastPinned(ctx, c.User, a.ID.Peer())
	}
	return 0, nil
}

func (h *Handlers) readHistory(ctx context.Context, c *rpc.Call, r *tg.ChannelsReadHistoryRequest) (bool, error) {
	id, err := h.In.Channel(c, r.Channel)
	if err != nil {
		return false, err
	}
	err = h.Message.ReadPosts(ctx, c.Actor(), id.Peer(), r.MaxID)
	return err == nil, err
}

func (h *Handlers) readMessageContents(ctx context.Context, c *rpc.Call, r *tg.ChannelsReadMessageContentsRequest) (bool, error) {
	id, err := h.In.Channel(c, r.Channel)
	if err != nil {
		return false, err
	}
	err = h.Message.SeePosts(ctx, c.Actor(), id.Peer(), r.ID)
	return err == nil, err
}

func (h *Handlers) deleteMessages(ctx context.Context, c *rpc.Call, r *tg.ChannelsDeleteMessagesRequest) (*tg.MessagesAffectedMessages, error) {
	id, err := h.In.Channel(c, r.Channel)
	if err != nil {
		return nil, err
	}
	a, err := h.Message.DeletePosts(ctx, c.Actor(), id.Peer(), r.ID)
	return &tg.MessagesAffectedMessages{Pts: a.Pts, PtsCount: a.Count}, err
}

func (h *Handlers) deleteParticipantHistory(ctx context.Context, c *rpc.Call, r *tg.ChannelsDeleteParticipantHistoryRequest) (*tg.MessagesAffectedHistory, error) {
	id, err := h.In.Channel(c, r.Channel)
	if err != nil {
		return nil, err
	}
	who, err := h.participant(c, r.Participant)
	if err != nil {
		return nil, err
	}
	a, err := h.Message.DeleteFrom(ctx, c.Actor(), id.Peer(), who)
	return &tg.MessagesAffectedHistory{Pts: a.Pts, PtsCount: a.Count, Offset: a.Offset}, err
}

// logKinds is the kinds of entries that a filter of the admin log stands for.
func logKinds(f *tg.ChannelAdminLogEventsFilter) []channel.LogKind {
	var out []channel.LogKind
	for _, x := range []struct {
		set   bool
		kinds []channel.LogKind
	}{
		{f.Join, []channel.LogKind{channel.LogJoined, channel.LogJoinedByLink, channel.LogJoinedByAsk}},
		{f.Leave, []channel.LogKind{channel.LogLeft}},
		{f.Invite, []channel.LogKind{channel.LogInvited}},
		{f.Ban || f.Unban || f.Kick || f.Unkick, []channel.LogKind{channel.LogBanned, channel.LogSilenced}},
		{f.Promote || f.Demote, []channel.LogKind{channel.LogAdmin}},
		{f.EditRank, []channel.LogKind{channel.LogRank}},
		{f.Info, []channel.LogKind{channel.LogTitle, channel.LogAbout, channel.LogUsername, channel.LogLinked}},
		{f.Settings, []channel.LogKind{
			channel.LogInvites, channel.LogSignatures, channel.LogProfiles, channel.LogHidden, channel.LogDefault, channel.LogSlow,
			channel.LogNoForwards, channel.LogForum, channel.LogAntispam, channel.LogHiddenMembers, channel.LogPeriod, channel.LogReactions,
		}},
		{f.Pinned, []channel.LogKind{channel.LogPinned}},
		{f.Edit, []channel.LogKind{channel.LogEdited, channel.LogPoll}},
		{f.Delete, []channel.LogKind{channel.LogDeleted}},
		{f.Invites, []channel.LogKind{channel.LogLinkDeleted, channel.LogLinkEdited, channel.LogLinkRevoked}},
		{f.Send, []channel.LogKind{channel.LogSent}},
		{f.Forums, []channel.LogKind{channel.LogTopicMade, channel.LogTopicEdited, channel.LogTopicDeleted, channel.LogTopicPinned}},
	} {
		if x.set {
			out = append(out, x.kinds...)
		}
	}
	return out
}

func (h *Handlers) getAdminLog(ctx context.Context, c *rpc.Call, r *tg.ChannelsGetAdminLogRequest) (*tg.ChannelsAdminLogResults, error) {
	a, err := h.access(ctx, c, r.Channel)
	if err != nil {
		return nil, err
	}
	q := channel.LogQuery{Text: r.Q, Max: int(r.MaxID), Min: int(r.MinID), Limit: r.Limit}
	if f, ok := r.GetEventsFilter(); ok {
		q.Kinds = logKinds(&f)
	}
	if in, ok := r.GetAdmins(); ok {
		for _, u := range in[:min(len(in), maxByID)] {
			id, err := h.In.User(c, u)
			if err != nil {
				return nil, err
			}
			q.Admins = append(q.Admins, id)
		}
	}
	if q.Text != "" {
		q.Match = func(ctx context.Context, ids []user.ID) ([]bool, error) {
			return h.Contact.Named(ctx, c.User, ids, q.Text)
		}
	}
	es, err := h.Channel.Entries(ctx, c.Actor(), a.ID, q)
	if err != nil {
		return nil, err
	}
	return h.View.AdminLog(ctx, c, h.Links, a, es)
}

package view

import (
	"context"
	"math"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/right"
	"heliograph/internal/rpc"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Nobody is the viewer of what is the same for all (https://core.telegram.org/api/min).
// The access hashes in it are nobody's: TDLib wants some, and may not use them.
const Nobody user.ID = 0

// Channels is channels as the caller sees them.
func (v *Renderer) Channels(ctx context.Context, c *rpc.Call, ids ...channel.ID) ([]tg.ChatClass, error) {
	return v.chats(ctx, c.User, ids)
}

// chats is channels as the viewer sees them; those that are not there are left out,
// and basic groups in which the viewer has never been.
func (v *Renderer) chats(ctx context.Context, viewer user.ID, ids []channel.ID) ([]tg.ChatClass, error) {
	if len(ids) == 0 || v.d.Channels == nil {
		return []tg.ChatClass{}, nil
	}
	as, err := v.d.Channels.Access(ctx, viewer, ids...)
	out := make([]tg.ChatClass, 0, len(as))
	for i := range as {
		if c := v.Channel(viewer, &as[i]); c != nil {
			out = append(out, c)
		}
	}
	return out, err
}

// Channel is a channel as the viewer stands in it; nil is a basic group that is
// nothing to the viewer.
func (v *Renderer) Channel(viewer user.ID, a *channel.Access) tg.ChatClass {
	if a.Basic() {
		return v.basic(viewer, a)
	}
	switch hash := v.d.Hash.Hash(int64(viewer), a.ID.Peer()); {
	case viewer == Nobody, a.Sees():
	case a.Deleted, a.Stand.Banned():
		return &tg.ChannelForbidden{Broadcast: a.Broadcast, Megagroup: !a.Broadcast, ID: int64(a.ID), Title: a.Title, AccessHash: hash}
	default: // has left
		c := &tg.Channel{
			ID: int64(a.ID), Title: a.Title, Broadcast: a.Broadcast, Megagroup: !a.Broadcast, Photo: &tg.ChatPhotoEmpty{}, Date: int(a.Created), Left: true,
		}
		c.SetAccessHash(hash)
		return c
	}
	c := &tg.Channel{
		ID: int64(a.ID), Title: a.Title, Broadcast: a.Broadcast, Megagroup: !a.Broadcast, Photo: &tg.ChatPhotoEmpty{},
		Date: int(a.Created), Signatures: a.Signatures, SignatureProfiles: a.Profiles, SlowmodeEnabled: a.Slow > 0,
		Noforwards: a.NoForwards, JoinToSend: a.JoinToSend, JoinRequest: a.JoinRequest, Forum: a.Forum, ForumTabs: a.Tabs, HasLink: a.Linked != 0,
		Min: viewer == Nobody,
	}
	if a.Username != "" {
		c.SetUsername(a.Username)
	}
	if !a.Broadcast {
		c.SetDefaultBannedRights(Banned(a.Default, 0))
	}
	if viewer == Nobody { // a hash that fits nobody would replace the one that clients have
		return c
	}
	c.SetAccessHash(v.d.Hash.Hash(int64(viewer), a.ID.Peer()))
	c.SetParticipantsCount(a.Members)
	c.Creator, c.Left = a.Stand.Owner, !a.Me.In
	if a.Me.In {
		c.Date = int(a.Me.Joined)
	}
	if a.Stand.Admins() {
		c.SetAdminRights(Admin(a.Me.Admin))
	}
	if a.Stand.Own != 0 {
		c.SetBannedRights(Banned(a.Stand.Own, a.Me.Until))
	}
	return c
}

// Admin is rights of an admin. Every admin has "other": TDLib takes those without
// it for a mistake.
func Admin(a right.Admin) tg.ChatAdminRights {
	has := func(b right.Admin) bool { return a&b != 0 }
	return tg.ChatAdminRights{
		ChangeInfo: has(right.ChangeInfo), PostMessages: has(right.PostMessages), EditMessages: has(right.EditMessages),
		DeleteMessages: has(right.DeleteMessages), BanUsers: has(right.BanUsers), InviteUsers: has(right.InviteUsers),
		PinMessages: has(right.PinMessages), AddAdmins: has(right.AddAdmins), Anonymous: has(right.Anonymous),
		ManageCall: has(right.ManageCall), Other: a != 0, ManageTopics: has(right.ManageTopics),
		PostStories: has(right.PostStories), EditStories: has(right.EditStories), DeleteStories: has(right.DeleteStories),
		ManageDirectMessages: has(right.ManageDirect), ManageRanks: has(right.ManageRanks),
		ManageLinkedPeers: has(right.ManageLinked), ManageWelcomeMessages: has(right.ManageWelcome),
	}
}

// Banned is what somebody may not do until a time, 0 for ever.
func Banned(b right.Ban, until int64) tg.ChatBannedRights {
	if until == 0 {
		until = math.MaxInt32
	}
	has := func(x right.Ban) bool { return b&x != 0 }
	return tg.ChatBannedRights{
		ViewMessages: has(right.View), SendMessages: has(right.Send), SendMedia: has(right.SendMedia), SendStickers: has(right.SendStickers),
		SendGifs: has(right.SendGifs), SendGames: has(right.SendGames), SendInline: has(right.SendInline), EmbedLinks: has(right.EmbedLinks),
		SendPolls: has(right.SendPolls), ChangeInfo: has(right.BanInfo), InviteUsers: has(right.BanInvite), PinMessages: has(right.BanPin),
		ManageTopics: has(right.BanTopics), SendPhotos: has(right.SendPhotos), SendVideos: has(right.SendVideos),
		SendRoundvideos: has(right.SendRounds), SendAudios: has(right.SendAudios), SendVoices: has(right.SendVoices),
		SendDocs: has(right.SendFiles), SendPlain: has(right.SendText), EditRank: has(right.EditRank),
		SendReactions: has(right.React), ManageLinkedPeers: has(right.BanLinked), UntilDate: int(until),
	}
}

// author is who a message is from, nil for a post of a channel.
func author(m *message.Message) tg.PeerClass {
	switch {
	case m.As.IsZero():
		return &tg.PeerUser{UserID: int64(m.From)}
	case m.Viewed || m.Note != nil && !m.Note.Unsaid: // of a channel in which only admins write
		return nil
	}
	return Peer(m.As)
}

// post is what a message of a channel shows besides.
func (c *cast) post(m *message.Message, out *tg.Message) {
	if from := author(m); from != nil {
		out.SetFromID(from)
	}
	if m.Rank != "" {
		out.SetFromRank(m.Rank)
	}
	out.Post = m.Viewed
	if m.Author != "" {
		out.SetPostAuthor(m.Author)
	}
	for _, n := range m.Named {
		if n.User == c.viewer && c.viewer != Nobody {
			out.Mentioned, out.MediaUnread = true, !n.Seen
		}
	}
}

// note is what a service message of a channel tells.
func note(m *message.Message) tg.MessageActionClass {
	n := m.Note
	ids := make([]int64, len(n.Users))
	for i, id := range n.Users {
		ids[i] = int64(id)
	}
	switch channel.NoteKind(m.Action) {
	case channel.Created:
		if m.Peer.Kind == peer.Chat {
			return &tg.MessageActionChatCreate{Title: n.Text, Users: ids}
		}
		return &tg.MessageActionChannelCreate{Title: n.Text}
	case channel.Joined:
		return &tg.MessageActionChatAddUser{Users: ids}
	case channel.JoinedByLink:
		return &tg.MessageActionChatJoinedByLink{InviterID: ids[0]}
	case channel.JoinedByAsk:
		return &tg.MessageActionChatJoinedByRequest{}
	case channel.Left:
		return &tg.MessageActionChatDeleteUser{UserID: ids[0]}
	case channel.Titled:
		return &tg.MessageActionChatEditTitle{Title: n.Text}
	case channel.TopicCreated:
		return &tg.MessageActionTopicCreate{Title: n.Text, IconColor: n.Color}
	case channel.TopicEdited:
		return topicEdit(n)
	case channel.Became:
		return &tg.MessageActionChatMigrateTo{ChannelID: n.Chat}
	case channel.Migrated:
		return &tg.MessageActionChannelMigrateFrom{Title: n.Text, ChatID: n.Chat}
	}
	return &tg.MessageActionEmpty{}
}

// channelEvent renders an event that is about a channel; ok is false for another.
func (r *rendering) channelEvent(e *update.Event) (us []tg.UpdateClass, ok bool) {
	switch e.Kind {
	case update.MemberCame, update.MemberLeft:
		return nil, true
	case update.JoinRequests:
		r.who.peer(e.Peer)
		return r.requestsEvent(e), true
	}
	if e.Peer.Kind != peer.Channel {
		return nil, false
	}
	r.who.peer(e.Peer)
	id := e.Peer.ID
	switch e.Kind {
	case update.NewMessage, update.EditMessage:
		return r.postEvent(e), true
	case update.WebPage:
		return r.pageEvent(e), true
	case update.DeleteMessages:
		return one(&tg.UpdateDeleteChannelMessages{ChannelID: id, Messages: e.IDs, Pts: e.At.Pts, PtsCount: e.Count}), true
	case update.PinnedMessages:
		return one(&tg.UpdatePinnedChannelMessages{ChannelID: id, Pinned: e.Flag, Messages: e.IDs, Pts: e.At.Pts, PtsCount: e.Count}), true
	case update.ForumView:
		return one(&tg.UpdateChannelViewForumAsMessages{ChannelID: id, Enabled: e.Flag}), true
	case update.PinnedTopic:
		return one(&tg.UpdatePinnedForumTopic{Pinned: e.Flag, Peer: Peer(e.Peer), TopicID: e.ID}), true
	case update.PinnedTopics:
		u := &tg.UpdatePinnedForumTopics{Peer: Peer(e.Peer)}
		u.SetOrder(e.IDs)
		return one(u), true
	case update.ReadChannel:
		return one(&tg.UpdateReadChannelInbox{ChannelID: id, MaxID: e.Max, StillUnreadCount: e.Unread, Pts: e.ID}), true
	case update.ReadChannelOut:
		return one(&tg.UpdateReadChannelOutbox{ChannelID: id, MaxID: e.Max}), true
	case update.ReadThread:
		return r.readThread(e), true
	case update.ReadThreadOut:
		return one(&tg.UpdateReadChannelDiscussionOutbox{ChannelID: id, TopMsgID: e.ID, ReadMaxID: e.Max}), true
	case update.Channel:
		return one(&tg.UpdateChannel{ChannelID: id}), true
	case update.Available:
		return one(&tg.UpdateChannelAvailableMessages{ChannelID: id, AvailableMinID: e.Max}), true
	case update.SeenPosts:
		return one(&tg.UpdateChannelReadMessagesContents{ChannelID: id, Messages: e.IDs}), true
	case update.Typing:
		return r.typingIn(e), true
	case update.Views:
		us = one(&tg.UpdateChannelMessageViews{ChannelID: id, ID: e.ID, Views: e.Max})
		if e.Unread > 0 {
			us = append(us, &tg.UpdateChannelMessageForwards{ChannelID: id, ID: e.ID, Forwards: e.Unread})
		}
		return us, true
	}
	return nil, false
}

// typingIn tells what somebody is doing in a group; not that person itself.
func (r *rendering) typingIn(e *update.Event) []tg.UpdateClass {
	a, err := message.DecodeActivity(e.Data)
	who := user.ID(e.ID)
	if err != nil || who == r.viewer { // of another version
		return nil
	}
	from := e.Peer
	if !e.Flag {
		from = who.Peer()
	}
	r.who.peer(from)
	u := &tg.UpdateChannelUserTyping{ChannelID: e.Peer.ID, FromID: Peer(from), Action: action(a)}
	if a.Top != 0 {
		u.SetTopMsgID(a.Top)
	}
	return one(u)
}

func (r *rendering) postEvent(e *update.Event) []tg.UpdateClass {
	m := r.message(e)
	if m == nil { // its deletion follows in the log; the pts has to be there
		return one(&tg.UpdateDeleteChannelMessages{ChannelID: e.Peer.ID, Messages: []int{e.ID}, Pts: e.At.Pts, PtsCount: e.Count})
	}
	if e.Kind == update.EditMessage {
		return one(&tg.UpdateEditChannelMessage{Message: m, Pts: e.At.Pts, PtsCount: e.Count})
	}
	u := &tg.UpdateNewChannelMessage{Message: m, Pts: e.At.Pts, PtsCount: e.Count}
	if r.answer && e.Random != 0 {
		return []tg.UpdateClass{&tg.UpdateMessageID{ID: e.ID, RandomID: e.Random}, u}
	}
	return one(u)
}

// ChannelDifference is a stretch of a channel's log as updates.getChannelDifference
// answers it. TDLib knows messages, and what is edited, deleted and pinned; what can
// be told so is.
func (v *Renderer) ChannelDifference(ctx context.Context, viewer user.ID, d update.Difference) (*tg.UpdatesChannelDifference, error) {
	r, err := v.prepare(ctx, viewer, d.Events, nil)
	if err != nil {
		return nil, err
	}
	out := &tg.UpdatesChannelDifference{Final: !d.More, Pts: d.At.Pts, NewMessages: []tg.MessageClass{}, OtherUpdates: []tg.UpdateClass{}}
	for i := range d.Events {
		e := d.Events[i]
		switch e.Kind {
		case update.Channel: // told by the chats, which are as they are now
			continue
		case update.Reactions, update.WebPage: // the message is as it is now
			e.Kind = update.EditMessage
		}
		switch m := r.message(&e); {
		case e.Kind == update.NewMessage && m != nil:
			out.NewMessages = append(out.NewMessages, m)
			continue
		case (e.Kind == update.NewMessage || e.Kind == update.EditMessage) && m == nil: // deleted since: that follows
			continue
		}
		e.At.Pts, e.Count = 0, 0 // as in Difference
		us, err := r.event(ctx, &e)
		if err != nil {
			return nil, err
		}
		out.OtherUpdates = append(out.OtherUpdates, us...)
	}
	out.Chats, out.Users, err = v.everybody(ctx, viewer, &r.who)
	return out, err
}

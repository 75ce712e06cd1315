package apptest_test

import (
	"context"
	"slices"
	"testing"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
	"heliograph/internal/id"
)

// gang is a group of some people, as each of them knows it.
type gang struct {
	t       *testing.T
	id      int64
	devices []*apptest.Device // the first made it
	chats   []*tg.Channel
}

// people logs in three who know each other.
func people(t *testing.T, srv *apptest.Server) []*apptest.Device {
	t.Helper()
	var out []*apptest.Device
	for i, name := range []string{"alice", "bob", "carol"} {
		d := srv.NewDevice(name, apptest.TestNumber(i+1))
		login(t, d)
		out = append(out, d)
	}
	meet(t, out[0], out[1])
	meet(t, out[0], out[2])
	return out
}

// gather makes a group of people, or a channel of the first and who reads it.
func gather(t *testing.T, devices []*apptest.Device, r *tg.ChannelsCreateChannelRequest) *gang {
	t.Helper()
	ctx, cancel := devices[0].Context()
	defer cancel()
	u, err := devices[0].API.ChannelsCreateChannel(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	c := chatOf(t, u)
	g := &gang{t: t, id: c.ID, devices: devices, chats: []*tg.Channel{c}}
	for _, d := range devices[1:] {
		if _, err := devices[0].API.ChannelsInviteToChannel(ctx, &tg.ChannelsInviteToChannelRequest{
			Channel: c.AsInput(), Users: []tg.InputUserClass{inputUser(devices[0], d)},
		}); err != nil {
			t.Fatal(err)
		}
		if err := d.Expect("the chat", func(u tg.UpdateClass) bool { c, ok := u.(*tg.UpdateChannel); return ok && c.ChannelID == g.id }); err != nil {
			t.Fatal(err)
		}
		g.chats = append(g.chats, chatFor(t, d, g.id))
	}
	return g
}

// do has somebody do something that must succeed.
func (g *gang) do(who int, fn func(ctx context.Context, api *tg.Client, c *tg.Channel) error) {
	g.t.Helper()
	if err := g.try(who, fn); err != nil {
		g.t.Fatalf("%s: %v", g.devices[who].Person, err)
	}
}

func (g *gang) try(who int, fn func(ctx context.Context, api *tg.Client, c *tg.Channel) error) error {
	ctx, cancel := g.devices[who].Context()
	defer cancel()
	return fn(ctx, g.devices[who].API, g.chats[who])
}

// post has somebody write, and is what others see of it.
func (g *gang) post(who int, text string, others ...int) []*tg.Message {
	g.t.Helper()
	if err := postTo(g.devices[who], g.chats[who], text); err != nil {
		g.t.Fatal(err)
	}
	var out []*tg.Message
	for _, o := range others {
		out = append(out, posted(g.t, g.devices[o], text))
	}
	return out
}

// dialog is the chat in somebody's list.
func (g *gang) dialog(who int) (d *tg.Dialog) {
	g.t.Helper()
	g.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		res, err := api.MessagesGetPeerDialogs(ctx, []tg.InputDialogPeerClass{&tg.InputDialogPeer{Peer: c.AsInputPeer()}})
		if err == nil {
			d = res.Dialogs[0].(*tg.Dialog)
		}
		return err
	})
	return d
}

// TestGroupTyping: what somebody does is told to the others, while that one may
// write.
func TestGroupTyping(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	g := gather(t, people(t, srv), &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	typing := func(who int) error {
		return g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			_, err := api.MessagesSetTyping(ctx, &tg.MessagesSetTypingRequest{Peer: c.AsInputPeer(), Action: &tg.SendMessageTypingAction{}})
			return err
		})
	}
	from := func(p tg.PeerClass) func(tg.UpdateClass) bool {
		return func(u tg.UpdateClass) bool {
			x, ok := u.(*tg.UpdateChannelUserTyping)
			return ok && x.ChannelID == g.id && x.FromID.String() == p.String()
		}
	}
	bob := &tg.PeerUser{UserID: g.devices[1].Self.ID}
	if err := typing(1); err != nil {
		t.Fatal(err)
	}
	for _, d := range []*apptest.Device{g.devices[0], g.devices[2]} {
		if err := d.Expect("that bob types", from(bob)); err != nil {
			t.Fatal(err)
		}
	}
	g.post(1, "typed", 0, 1, 2)
	if n := g.devices[1].Received(from(bob)); n != 0 {
		t.Error("bob is told what he does")
	}

	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsEditAdmin(ctx, &tg.ChannelsEditAdminRequest{
			Channel: c.AsInput(), UserID: &tg.InputUserSelf{}, AdminRights: tg.ChatAdminRights{Anonymous: true, Other: true},
		})
		return err
	})
	if err := typing(0); err != nil {
		t.Fatal(err)
	}
	if err := g.devices[1].Expect("that an admin types", from(&tg.PeerChannel{ChannelID: g.id})); err != nil {
		t.Fatal(err)
	}
	if n := g.devices[1].Received(from(&tg.PeerUser{UserID: g.devices[0].Self.ID})); n != 0 {
		t.Error("an anonymous admin is named")
	}

	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsEditBanned(ctx, &tg.ChannelsEditBannedRequest{
			Channel: c.AsInput(), Participant: g.devices[0].InputPeer(g.devices[2].Self.ID), BannedRights: tg.ChatBannedRights{SendMessages: true},
		})
		return err
	})
	if err := typing(2); !tgerr.Is(err, "CHAT_WRITE_FORBIDDEN") {
		t.Errorf("carol, who may not write, types: %v", err)
	}
}

// TestGroupList: what a person does with a chat of the list, with a group.
func TestGroupList(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	g := gather(t, people(t, srv), &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	m := g.post(0, "first", 1)[0]
	if d := g.dialog(1); d.UnreadCount == 0 || d.TopMessage != m.ID {
		t.Errorf("before it is read: %+v", d)
	}
	g.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.MessagesReadHistory(ctx, &tg.MessagesReadHistoryRequest{Peer: c.AsInputPeer(), MaxID: m.ID})
		return err
	})
	if d := g.dialog(1); d.UnreadCount != 0 || d.ReadInboxMaxID != m.ID {
		t.Errorf("once it is read: %+v", d)
	}
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		if _, err := api.MessagesUpdatePinnedMessage(ctx, &tg.MessagesUpdatePinnedMessageRequest{Peer: c.AsInputPeer(), ID: m.ID}); err != nil {
			return err
		}
		_, err := api.MessagesGetPeerSettings(ctx, c.AsInputPeer())
		return err
	})
	if err := g.devices[1].Expect("what is pinned", func(u tg.UpdateClass) bool {
		p, ok := u.(*tg.UpdatePinnedChannelMessages)
		return ok && p.Pinned && slices.Equal(p.Messages, []int{m.ID})
	}); err != nil {
		t.Fatal(err)
	}
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.MessagesUnpinAllMessages(ctx, &tg.MessagesUnpinAllMessagesRequest{Peer: c.AsInputPeer()})
		return err
	})
	peerOf := func(c *tg.Channel) tg.InputDialogPeerClass { return &tg.InputDialogPeer{Peer: c.AsInputPeer()} }
	g.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		if _, err := api.MessagesMarkDialogUnread(ctx, &tg.MessagesMarkDialogUnreadRequest{Unread: true, Peer: peerOf(c)}); err != nil {
			return err
		}
		if _, err := api.MessagesToggleDialogPin(ctx, &tg.MessagesToggleDialogPinRequest{Pinned: true, Peer: peerOf(c)}); err != nil {
			return err
		}
		if _, err := api.MessagesSaveDraft(ctx, &tg.MessagesSaveDraftRequest{Peer: c.AsInputPeer(), Message: "begun"}); err != nil {
			return err
		}
		s := tg.InputPeerNotifySettings{}
		s.SetMuteUntil(1<<31 - 1)
		_, err := api.AccountUpdateNotifySettings(ctx, &tg.AccountUpdateNotifySettingsRequest{Peer: &tg.InputNotifyPeer{Peer: c.AsInputPeer()}, Settings: s})
		return err
	})
	d := g.dialog(1)
	if !d.UnreadMark || !d.Pinned || d.NotifySettings.MuteUntil == 0 {
		t.Errorf("%+v", d)
	}
	if draft, ok := d.Draft.(*tg.DraftMessage); !ok || draft.Message != "begun" {
		t.Errorf("the draft is %v", d.Draft)
	}
	g.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		for scope, want := range map[tg.InputNotifyPeerClass]int{&tg.InputNotifyChats{}: 1, &tg.InputNotifyBroadcasts{}: 0} {
			r := &tg.AccountGetNotifyExceptionsRequest{}
			r.SetPeer(scope)
			u, err := api.AccountGetNotifyExceptions(ctx, r)
			if err != nil {
				return err
			}
			if n := len(u.(*tg.Updates).Updates); n != want {
				t.Errorf("%d exceptions of %v", n, scope)
			}
		}
		_, err := api.FoldersEditPeerFolders(ctx, []tg.InputFolderPeer{{Peer: c.AsInputPeer(), FolderID: 1}})
		return err
	})
	g.post(0, "second", 1)
	g.do(1, func(ctx context.Context, api *tg.Client, _ *tg.Channel) error {
		res, err := api.MessagesGetPinnedDialogs(ctx, 0)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(res.Dialogs, func(d tg.DialogClass) bool { _, ok := d.(*tg.DialogFolder); return ok })
		if i < 0 {
			t.Fatalf("no archive in %v", res.Dialogs)
		}
		if f := res.Dialogs[i].(*tg.DialogFolder); f.UnreadMutedPeersCount != 1 || f.UnreadMutedMessagesCount != 2 { // with the note of what was pinned
			t.Errorf("the archive is %+v", f)
		}
		return nil
	})

	g.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsLeaveChannel(ctx, c.AsInput())
		return err
	})
	g.do(1, func(ctx context.Context, api *tg.Client, _ *tg.Channel) error {
		u, err := api.MessagesGetAllDrafts(ctx)
		if err == nil && len(u.(*tg.Updates).Updates) != 0 {
			t.Errorf("drafts of who left: %v", u)
		}
		return err
	})
	if err := g.try(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.MessagesSaveDraft(ctx, &tg.MessagesSaveDraftRequest{Peer: c.AsInputPeer(), Message: "back?"})
		return err
	}); !tgerr.Is(err, "CHANNEL_PRIVATE") {
		t.Errorf("who left keeps a draft: %v", err)
	}
}

// TestGroupMentions: who is mentioned finds that, and has seen it once.
func TestGroupMentions(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	devices := people(t, srv)
	other := srv.NewDevice("bob", apptest.TestNumber(2))
	login(t, other)
	g := gather(t, devices, &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	hello := g.post(1, "hello", 0)[0]
	answer := func(text string) *tg.Message {
		g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			_, err := api.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{
				Peer: c.AsInputPeer(), Message: text, RandomID: id.Int64(), ReplyTo: &tg.InputReplyToMessage{ReplyToMsgID: hello.ID},
			})
			return err
		})
		return posted(t, g.devices[1], text)
	}
	one, two := answer("an answer"), answer("another answer")
	if !one.Mentioned || !one.MediaUnread {
		t.Errorf("bob sees %+v", one)
	}
	if m := posted(t, g.devices[2], "an answer"); m.Mentioned || m.MediaUnread {
		t.Errorf("carol sees %+v", m)
	}
	unread := func(who int) (ids []int) {
		g.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			res, err := api.MessagesGetUnreadMentions(ctx, &tg.MessagesGetUnreadMentionsRequest{Peer: c.AsInputPeer(), OffsetID: 1, AddOffset: -100, Limit: 100})
			if err != nil {
				return err
			}
			for _, m := range res.(*tg.MessagesMessages).Messages {
				ids = append(ids, m.GetID())
			}
			return nil
		})
		return ids
	}
	if ids := unread(1); !slices.Equal(ids, []int{two.ID, one.ID}) || g.dialog(1).UnreadMentionsCount != 2 {
		t.Errorf("unread: %v, %d", ids, g.dialog(1).UnreadMentionsCount)
	}
	if ids := unread(2); len(ids) != 0 {
		t.Errorf("carol is mentioned in %v", ids)
	}
	g.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsReadMessageContents(ctx, &tg.ChannelsReadMessageContentsRequest{Channel: c.AsInput(), ID: []int{one.ID, hello.ID, 9999}})
		return err
	})
	told := func(id int) func(tg.UpdateClass) bool {
		return func(u tg.UpdateClass) bool {
			x, ok := u.(*tg.UpdateChannelReadMessagesContents)
			return ok && x.ChannelID == g.id && slices.Equal(x.Messages, []int{id})
		}
	}
	if err := other.Expect("what was seen", told(one.ID)); err != nil {
		t.Fatal(err)
	}
	if ids := unread(1); !slices.Equal(ids, []int{two.ID}) || g.dialog(1).UnreadMentionsCount != 1 {
		t.Errorf("unread: %v, %d", ids, g.dialog(1).UnreadMentionsCount)
	}
	g.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		a, err := api.MessagesReadMentions(ctx, &tg.MessagesReadMentionsRequest{Peer: c.AsInputPeer()})
		if err == nil && a.Offset != 0 {
			t.Errorf("%+v", a)
		}
		return err
	})
	if err := other.Expect("what else was seen", told(two.ID)); err != nil {
		t.Fatal(err)
	}
	if ids := unread(1); len(ids) != 0 || g.dialog(1).UnreadMentionsCount != 0 {
		t.Errorf("unread: %v, %d", ids, g.dialog(1).UnreadMentionsCount)
	}
	if n := g.devices[0].Received(func(u tg.UpdateClass) bool { _, ok := u.(*tg.UpdateChannelReadMessagesContents); return ok }); n != 0 {
		t.Error("alice is told what bob has seen")
	}

	three := answer("a third answer")
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsDeleteMessages(ctx, &tg.ChannelsDeleteMessagesRequest{Channel: c.AsInput(), ID: []int{three.ID}})
		return err
	})
	if ids := unread(1); len(ids) != 0 || g.dialog(1).UnreadMentionsCount != 0 {
		t.Errorf("unread of what is gone: %v, %d", ids, g.dialog(1).UnreadMentionsCount)
	}
}

// onward forwards messages of one chat to another.
func onward(ctx context.Context, api *tg.Client, from, to tg.InputPeerClass, ids ...int) (*tg.Message, error) {
	r := &tg.MessagesForwardMessagesRequest{FromPeer: from, ToPeer: to, ID: ids}
	for range ids {
		r.RandomID = append(r.RandomID, id.Int64())
	}
	u, err := api.MessagesForwardMessages(ctx, r)
	if err != nil {
		return nil, err
	}
	for _, u := range u.(*tg.Updates).Updates {
		switch u := u.(type) {
		case *tg.UpdateNewMessage:
			return u.Message.(*tg.Message), nil
		case *tg.UpdateNewChannelMessage:
			return u.Message.(*tg.Message), nil
		}
	}
	return nil, nil
}

// TestGroupForwards: what is forwarded says where it comes from, and never who an
// anonymous admin is; what is protected stays where it is.
func TestGroupForwards(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	devices := people(t, srv)
	news := gather(t, devices, &tg.ChannelsCreateChannelRequest{Title: "News", Broadcast: true})
	group := gather(t, devices, &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	news.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsToggleSignatures(ctx, &tg.ChannelsToggleSignaturesRequest{Channel: c.AsInput(), SignaturesEnabled: true})
		return err
	})
	post := news.post(0, "the news", 1)[0]
	self := &tg.InputPeerSelf{}
	forward := func(from *gang, who int, to tg.InputPeerClass, ids ...int) *tg.Message {
		t.Helper()
		var m *tg.Message
		from.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) (err error) {
			m, err = onward(ctx, api, c.AsInputPeer(), to, ids...)
			return err
		})
		return m
	}
	isPost := func(m *tg.Message) bool {
		from, ok := m.FwdFrom.FromID.(*tg.PeerChannel)
		return ok && from.ChannelID == news.id && m.FwdFrom.ChannelPost == post.ID && m.FwdFrom.PostAuthor != "" && m.FwdFrom.Date == post.Date
	}
	m := forward(news, 1, self, post.ID)
	if saved, ok := m.FwdFrom.SavedFromPeer.(*tg.PeerChannel); !isPost(m) || !ok || saved.ChannelID != news.id || m.FwdFrom.SavedFromMsgID != post.ID {
		t.Errorf("saved: %+v", m.FwdFrom)
	}
	m = forward(news, 1, group.chats[1].AsInputPeer(), post.ID)
	if from, ok := m.FromID.(*tg.PeerUser); !isPost(m) || !ok || from.UserID != devices[1].Self.ID {
		t.Errorf("in the group: %+v", m)
	}
	seen := posted(t, devices[2], "the news") // the post or its copy
	if seen == nil {
		t.Error("carol sees nothing")
	}
	if m = forward(group, 2, self, m.ID); !isPost(m) {
		t.Errorf("forwarded twice: %+v", m.FwdFrom)
	}

	// A private message into the group, and on.
	private := 0
	group.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		u, err := api.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{
			Peer: devices[0].InputPeer(devices[1].Self.ID), Message: "between us", RandomID: 78,
		})
		if err != nil {
			return err
		}
		for _, u := range u.(*tg.Updates).Updates {
			if n, ok := u.(*tg.UpdateNewMessage); ok {
				private = n.Message.GetID()
			}
		}
		m, err = onward(ctx, api, devices[0].InputPeer(devices[1].Self.ID), c.AsInputPeer(), private)
		return err
	})
	if from, ok := m.FwdFrom.FromID.(*tg.PeerUser); !ok || from.UserID != devices[0].Self.ID {
		t.Errorf("of a private chat: %+v", m.FwdFrom)
	}

	// An anonymous admin.
	group.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsEditAdmin(ctx, &tg.ChannelsEditAdminRequest{
			Channel: c.AsInput(), UserID: &tg.InputUserSelf{}, AdminRights: tg.ChatAdminRights{Anonymous: true, Other: true},
		})
		return err
	})
	secret := group.post(0, "from nobody", 1)[0]
	m = forward(group, 1, self, secret.ID)
	if from, ok := m.FwdFrom.FromID.(*tg.PeerChannel); !ok || from.ChannelID != group.id || m.FwdFrom.ChannelPost != 0 || m.FwdFrom.SavedFromID != nil {
		t.Errorf("of an anonymous admin: %+v", m.FwdFrom)
	}
	group.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) (err error) {
		m, err = onward(ctx, api, news.chats[0].AsInputPeer(), c.AsInputPeer(), post.ID)
		return err
	})
	m = forward(group, 1, self, m.ID)
	if as, ok := m.FwdFrom.SavedFromID.(*tg.PeerChannel); !ok || as.ChannelID != group.id {
		t.Errorf("forwarded by an anonymous admin: %+v", m.FwdFrom)
	}
	group.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		u, err := api.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{
			Peer: self, Message: "what was that", RandomID: 77, ReplyTo: &tg.InputReplyToMessage{ReplyToMsgID: secret.ID, ReplyToPeerID: c.AsInputPeer()},
		})
		if err != nil {
			return err
		}
		for _, u := range u.(*tg.Updates).Updates {
			if n, ok := u.(*tg.UpdateNewMessage); ok {
				from, _ := n.Message.(*tg.Message).ReplyTo.(*tg.MessageReplyHeader).GetReplyFrom()
				if p, ok := from.FromID.(*tg.PeerChannel); !ok || p.ChannelID != group.id {
					t.Errorf("an answer elsewhere names %+v", from)
				}
			}
		}
		return nil
	})

	for what, err := range map[string]error{
		"CHAT_WRITE_FORBIDDEN": group.try(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			_, err := onward(ctx, api, c.AsInputPeer(), news.chats[1].AsInputPeer(), secret.ID)
			return err
		}),
		"MESSAGE_ID_INVALID": group.try(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			_, err := onward(ctx, api, c.AsInputPeer(), self, 9999)
			return err
		}),
	} {
		if !tgerr.Is(err, what) {
			t.Errorf("%v, not %s", err, what)
		}
	}
}

// TestKnownByMessage: whom one knows by a message alone can be named by it, and
// nobody else.
func TestKnownByMessage(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	g := gather(t, people(t, srv), &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	m := g.post(2, "who am I", 1)[0]
	carol := g.devices[2].Self.ID
	g.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		in := c.AsInputPeer()
		us, err := api.UsersGetUsers(ctx, []tg.InputUserClass{&tg.InputUserFromMessage{Peer: in, MsgID: m.ID, UserID: carol}})
		if err != nil {
			return err
		}
		if u := us[0].(*tg.User); u.ID != carol || u.Min || u.AccessHash == 0 {
			t.Errorf("%+v", u)
		}
		for what, u := range map[string]tg.InputUserClass{
			"nobody of that message": &tg.InputUserFromMessage{Peer: in, MsgID: m.ID, UserID: g.devices[0].Self.ID},
			"no message":             &tg.InputUserFromMessage{Peer: in, MsgID: 9999, UserID: carol},
			"one in another":         &tg.InputUserFromMessage{Peer: &tg.InputPeerUserFromMessage{Peer: in, MsgID: m.ID, UserID: carol}, MsgID: 1, UserID: carol},
		} {
			if us, err := api.UsersGetFullUser(ctx, u); !tgerr.Is(err, "USER_ID_INVALID") {
				t.Errorf("%s: %v %v", what, us, err)
			}
		}
		_, err = api.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{
			Peer: &tg.InputPeerUserFromMessage{Peer: in, MsgID: m.ID, UserID: carol}, Message: "you are carol", RandomID: 5,
		})
		return err
	})
	if err := g.devices[2].Expect("a message of bob's", func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewMessage)
		return ok && n.Message.(*tg.Message).Message == "you are carol"
	}); err != nil {
		t.Fatal(err)
	}
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsEditBanned(ctx, &tg.ChannelsEditBannedRequest{
			Channel: c.AsInput(), Participant: g.devices[0].InputPeer(g.devices[1].Self.ID), BannedRights: tg.ChatBannedRights{ViewMessages: true},
		})
		return err
	})
	if err := g.try(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.UsersGetFullUser(ctx, &tg.InputUserFromMessage{Peer: c.AsInputPeer(), MsgID: m.ID, UserID: carol})
		return err
	}); !tgerr.Is(err, "USER_ID_INVALID") {
		t.Errorf("who is removed names carol by a message: %v", err)
	}
}

// TestViews: a post is seen once by each, wherever a copy of it is.
func TestViews(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	devices := people(t, srv)
	news := gather(t, devices, &tg.ChannelsCreateChannelRequest{Title: "News", Broadcast: true})
	group := gather(t, devices, &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	post := news.post(0, "the news", 1, 2)[0]
	if !post.Post || post.Views != 1 {
		t.Errorf("a new post: %+v", post)
	}
	views := func(of *gang, who int, count bool, ids ...int) (out []tg.MessageViews) {
		t.Helper()
		of.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			res, err := api.MessagesGetMessagesViews(ctx, &tg.MessagesGetMessagesViewsRequest{Peer: c.AsInputPeer(), ID: ids, Increment: count})
			if err == nil {
				out = res.Views
			}
			return err
		})
		return out
	}
	for range 2 {
		if v := views(news, 1, true, post.ID, 9999); len(v) != 2 || v[0].Views != 1 || v[1].Views != 0 {
			t.Errorf("bob sees it: %+v", v)
		}
	}
	if v := views(news, 2, false, post.ID); v[0].Views != 1 {
		t.Errorf("carol only asks: %+v", v)
	}
	if v := views(news, 2, true, post.ID); v[0].Views != 2 {
		t.Errorf("carol sees it: %+v", v)
	}
	if err := devices[1].Expect("how often it was seen", func(u tg.UpdateClass) bool {
		v, ok := u.(*tg.UpdateChannelMessageViews)
		return ok && v.ChannelID == news.id && v.ID == post.ID
	}); err != nil {
		t.Fatal(err)
	}

	var copied *tg.Message
	news.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) (err error) {
		copied, err = onward(ctx, api, c.AsInputPeer(), group.chats[1].AsInputPeer(), post.ID)
		return err
	})
	if copied.Post || copied.Views != 2 {
		t.Errorf("the copy: %+v", copied)
	}
	if v := views(group, 1, true, copied.ID); v[0].Views != 2 {
		t.Errorf("bob sees the copy: %+v", v)
	}
	if v := views(group, 0, true, copied.ID); v[0].Views != 3 || v[0].Forwards != 1 {
		t.Errorf("alice sees the copy: %+v", v)
	}
	news.do(2, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		res, err := api.MessagesGetHistory(ctx, &tg.MessagesGetHistoryRequest{Peer: c.AsInputPeer(), Limit: 1})
		if err != nil {
			return err
		}
		all, ok := res.AsModified()
		if !ok || len(all.GetMessages()) != 1 {
			t.Fatalf("the history is %v", res)
		}
		if m, ok := all.GetMessages()[0].(*tg.Message); !ok || m.Views != 3 || m.Forwards != 1 {
			t.Errorf("in the history: %+v", m)
		}
		return nil
	})
	hello := group.post(1, "hello", 0)[0]
	if v := views(group, 0, true, hello.ID); v[0].Views != 0 {
		t.Errorf("a message of a group: %+v", v)
	}
}

// TestGroupSearch: what is written in groups is found there and in all chats, page
// by page, by those who may read it.
func TestGroupSearch(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	devices := people(t, srv)
	group := gather(t, devices, &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	news := gather(t, devices, &tg.ChannelsCreateChannelRequest{Title: "News", Broadcast: true})
	texts := map[string]bool{}
	say := func(g *gang, who int, text string) *tg.Message {
		t.Helper()
		texts[text] = true
		return g.post(who, text, 1)[0]
	}
	first := say(group, 0, "apples today")
	say(group, 2, "apples tomorrow")
	say(news, 0, "apples are news")
	say(group, 0, "apples https://example.org")
	group.do(1, func(ctx context.Context, api *tg.Client, _ *tg.Channel) error {
		_, err := api.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{Peer: &tg.InputPeerSelf{}, Message: "apples to buy", RandomID: 1})
		texts["apples to buy"] = true
		return err
	})
	in := func(who int, r *tg.MessagesSearchRequest) (found []string) {
		t.Helper()
		group.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			r.Peer, r.Limit = c.AsInputPeer(), 100
			if r.Filter == nil {
				r.Filter = &tg.InputMessagesFilterEmpty{}
			}
			res, err := api.MessagesSearch(ctx, r)
			if err != nil {
				return err
			}
			all, _ := res.AsModified()
			for _, m := range all.GetMessages() {
				found = append(found, m.(*tg.Message).Message)
			}
			return nil
		})
		return found
	}
	if got := in(1, &tg.MessagesSearchRequest{Q: "apples"}); len(got) != 3 {
		t.Errorf("in the group: %q", got)
	}
	of := &tg.MessagesSearchRequest{Q: "apples"}
	of.SetFromID(&tg.InputPeerUserFromMessage{Peer: group.chats[1].AsInputPeer(), MsgID: first.ID, UserID: devices[0].Self.ID})
	if got := in(1, of); !slices.Equal(got, []string{"apples https://example.org", "apples today"}) {
		t.Errorf("of alice: %q", got)
	}
	as := &tg.MessagesSearchRequest{}
	as.SetFromID(group.chats[1].AsInputPeer())
	if got := in(1, as); len(got) != 0 {
		t.Errorf("of nobody: %q", got)
	}
	if got := in(1, &tg.MessagesSearchRequest{Filter: &tg.InputMessagesFilterURL{}}); !slices.Equal(got, []string{"apples https://example.org"}) {
		t.Errorf("links: %q", got)
	}
	group.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		ns, err := api.MessagesGetSearchCounters(ctx, &tg.MessagesGetSearchCountersRequest{Peer: c.AsInputPeer(), Filters: []tg.MessagesFilterClass{&tg.InputMessagesFilterURL{}}})
		if err == nil && ns[0].Count != 1 {
			t.Errorf("%+v", ns)
		}
		return err
	})

	everywhere := func(who int, r tg.MessagesSearchGlobalRequest) map[string]bool {
		t.Helper()
		r.Q, r.Filter, r.OffsetPeer, r.Limit = "apples", &tg.InputMessagesFilterEmpty{}, &tg.InputPeerEmpty{}, 2
		found := map[string]bool{}
		group.do(who, func(ctx context.Context, api *tg.Client, _ *tg.Channel) error {
			for range 10 {
				res, err := api.MessagesSearchGlobal(ctx, &r)
				if err != nil {
					return err
				}
				all, _ := res.AsModified()
				ms := all.GetMessages()
				for _, m := range ms {
					m := m.(*tg.Message)
					if found[m.Message] {
						t.Errorf("%q comes twice", m.Message)
					}
					found[m.Message] = true
				}
				s, ok := res.(*tg.MessagesMessagesSlice)
				if !ok || s.NextRate == 0 {
					return nil
				}
				last := ms[len(ms)-1].(*tg.Message)
				r.OffsetRate, r.OffsetID, r.OffsetPeer = s.NextRate, last.ID, &tg.InputPeerSelf{}
				if p, ok := last.PeerID.(*tg.PeerChannel); ok {
					r.OffsetPeer = group.chats[who].AsInputPeer()
					if p.ChannelID == news.id {
						r.OffsetPeer = news.chats[who].AsInputPeer()
					}
				}
			}
			return nil
		})
		return found
	}
	if got := everywhere(1, tg.MessagesSearchGlobalRequest{}); len(got) != len(texts) {
		t.Errorf("everywhere: %v", got)
	}
	if got := everywhere(1, tg.MessagesSearchGlobalRequest{BroadcastsOnly: true}); len(got) != 1 || !got["apples are news"] {
		t.Errorf("in channels: %v", got)
	}
	if got := everywhere(1, tg.MessagesSearchGlobalRequest{GroupsOnly: true}); len(got) != 3 {
		t.Errorf("in groups: %v", got)
	}
	if got := everywhere(1, tg.MessagesSearchGlobalRequest{UsersOnly: true}); len(got) != 1 {
		t.Errorf("in private chats: %v", got)
	}
	group.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsLeaveChannel(ctx, c.AsInput())
		return err
	})
	if got := everywhere(1, tg.MessagesSearchGlobalRequest{}); len(got) != 2 {
		t.Errorf("who left the group: %v", got)
	}
}

// TestGroupPoll: members vote, all see how many have, nobody else does.
func TestGroupPoll(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	g := gather(t, people(t, srv), &tg.ChannelsCreateChannelRequest{Title: "Friends", Megagroup: true})
	msg := 0
	words := func(s string) tg.TextWithEntities {
		return tg.TextWithEntities{Text: s, Entities: []tg.MessageEntityClass{}}
	}
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		u, err := api.MessagesSendMedia(ctx, &tg.MessagesSendMediaRequest{
			Peer: c.AsInputPeer(), RandomID: 1, Media: &tg.InputMediaPoll{Poll: tg.Poll{
				ID: 1, Question: words("When?"), Answers: []tg.PollAnswerClass{
					&tg.PollAnswer{Text: words("now"), Option: []byte{1}}, &tg.PollAnswer{Text: words("later"), Option: []byte{2}},
				},
			}},
		})
		if err != nil {
			return err
		}
		for _, u := range u.(*tg.Updates).Updates {
			if n, ok := u.(*tg.UpdateNewChannelMessage); ok {
				msg = n.Message.GetID()
			}
		}
		return nil
	})
	vote := func(who int) error {
		return g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			_, err := api.MessagesSendVote(ctx, &tg.MessagesSendVoteRequest{Peer: c.AsInputPeer(), MsgID: msg, Options: [][]byte{{1}}})
			return err
		})
	}
	if err := vote(1); err != nil {
		t.Fatal(err)
	}
	if err := g.devices[2].Expect("that somebody voted", func(u tg.UpdateClass) bool {
		p, ok := u.(*tg.UpdateMessagePoll)
		return ok && p.Results.Min && p.Results.TotalVoters == 1
	}); err != nil {
		t.Fatal(err)
	}
	g.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		res, err := api.ChannelsGetMessages(ctx, &tg.ChannelsGetMessagesRequest{Channel: c.AsInput(), ID: []tg.InputMessageClass{&tg.InputMessageID{ID: msg}}})
		if err != nil {
			return err
		}
		all, _ := res.AsModified()
		r := all.GetMessages()[0].(*tg.Message).Media.(*tg.MessageMediaPoll).Results
		if r.Min || len(r.Results) != 2 || !r.Results[0].Chosen || r.Results[0].Voters != 1 {
			t.Errorf("bob sees %+v", r)
		}
		_, err = api.ChannelsLeaveChannel(ctx, c.AsInput())
		return err
	})
	if err := vote(1); !tgerr.Is(err, "CHANNEL_PRIVATE") {
		t.Errorf("who left votes: %v", err)
	}
}

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

// link has the first of both link a group to a channel.
func link(news, talk *gang) error {
	return news.try(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsSetDiscussionGroup(ctx, &tg.ChannelsSetDiscussionGroupRequest{Broadcast: c.AsInput(), Group: talk.chats[0].AsInput()})
		return err
	})
}

// copied is what somebody sees of a post in one of the chats in which it is: in the
// channel, or in the group that discusses it.
func copied(t *testing.T, d *apptest.Device, group int64, text string) *tg.Message {
	t.Helper()
	var found *tg.Message
	if err := d.Expect("the copy of "+text, func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewChannelMessage)
		if !ok {
			return false
		}
		m, ok := n.Message.(*tg.Message)
		if ok = ok && m.Message == text && m.PeerID.(*tg.PeerChannel).ChannelID == group; ok {
			found = m
		}
		return ok
	}); err != nil {
		t.Fatal(err)
	}
	return found
}

// visitor is somebody who knows a chat that they are not in by its id alone, as the
// chats of an answer name it.
func (g *gang) visitor(d *apptest.Device, chats []tg.ChatClass) *gang {
	g.t.Helper()
	for _, c := range chats {
		if c, ok := c.(*tg.Channel); ok && c.ID == g.id {
			return &gang{t: g.t, id: g.id, devices: []*apptest.Device{d}, chats: []*tg.Channel{c}}
		}
	}
	g.t.Fatalf("the group is not named in %v", chats)
	return nil
}

// TestComments: posts of a channel are discussed in a group, by people who are in it
// and by those who are in the channel alone.
func TestComments(t *testing.T) {
	t.Parallel()
	playComments(t, people(t, apptest.New(t)))
}

func playComments(t *testing.T, ps []*apptest.Device) {
	news := gather(t, ps, &tg.ChannelsCreateChannelRequest{Title: "News", Broadcast: true})
	talk := gather(t, ps[:2], &tg.ChannelsCreateChannelRequest{Title: "Talk", Megagroup: true})
	news.post(0, "before the link", 1)
	if err := link(news, talk); err != nil {
		t.Fatal(err)
	}
	news.post(0, "first post")
	var post []*tg.Message
	for _, d := range ps {
		post = append(post, copied(t, d, news.id, "first post"))
	}
	copyOf := copied(t, ps[1], talk.id, "first post")
	f, _ := copyOf.GetFwdFrom()
	if from, ok := copyOf.FromID.(*tg.PeerChannel); !ok || from.ChannelID != news.id || !copyOf.Pinned || copyOf.Post || copyOf.Out {
		t.Errorf("the copy: %+v", copyOf)
	}
	if saved, ok := f.SavedFromPeer.(*tg.PeerChannel); !ok || saved.ChannelID != news.id || f.SavedFromMsgID != post[0].ID || f.ChannelPost != post[0].ID {
		t.Errorf("the copy comes from %+v", f)
	}
	if own := copied(t, ps[0], talk.id, "first post"); own.Out {
		t.Error("nobody has written the copy")
	}
	if n, ok := post[2].GetReplies(); !ok || !n.Comments || n.ChannelID != talk.id || n.Replies != 0 {
		t.Errorf("under the post: %+v", post[2].Replies)
	}

	// Carol, who is in the channel alone, comments.
	d := news.discussion(2, post[2].ID)
	if len(d.Messages) != 1 || d.Messages[0].GetID() != copyOf.ID || d.UnreadCount != 0 {
		t.Fatalf("the discussion: %+v", d)
	}
	guest := talk.visitor(ps[2], d.Chats)
	if !guest.chats[0].Left {
		t.Errorf("carol is in the group: %+v", guest.chats[0])
	}
	first := guest.answer(0, copyOf.ID, copyOf.ID, "from a guest", 0)[0]
	posted(t, ps[1], "from a guest")
	talk.answer(1, first.ID, copyOf.ID, "from a member", 1)
	for who := range ps {
		if ids, n := news.thread(who, &tg.MessagesGetRepliesRequest{MsgID: post[0].ID, Limit: 10}); n != 2 || len(ids) != 2 || ids[1] != first.ID {
			t.Errorf("%s sees %v of %d comments", ps[who].Person, ids, n)
		}
	}
	news.countsComments(post[0].ID, 2, ps[1].Self.ID, ps[2].Self.ID)
	if err := guest.try(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.MessagesReadDiscussion(ctx, &tg.MessagesReadDiscussionRequest{Peer: c.AsInputPeer(), MsgID: copyOf.ID, ReadMaxID: first.ID + 1})
		return err
	}); err != nil {
		t.Error(err)
	}
	if d := news.discussion(2, post[2].ID); d.UnreadCount != 0 || d.ReadInboxMaxID != first.ID+1 {
		t.Errorf("once carol has read it: %+v", d)
	}
	if err := news.try(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.MessagesGetDiscussionMessage(ctx, &tg.MessagesGetDiscussionMessageRequest{Peer: c.AsInputPeer(), MsgID: 2})
		return err
	}); !tgerr.Is(err, "MSG_ID_INVALID") {
		t.Errorf("what was before the link is not discussed: %v", err)
	}
	guest.asGuest(first.ID)
	postChanges(t, news, talk, post[0].ID, copyOf.ID)
	membersOnly(t, talk, guest, copyOf.ID)
}

// asGuest does what somebody does in a group that they only see from the channel: the
// group can be looked at, its news asked for, and one's own comments changed.
func (g *gang) asGuest(own int) {
	g.t.Helper()
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		full, err := api.ChannelsGetFullChannel(ctx, c.AsInput())
		if err != nil {
			return err
		}
		pts := full.FullChat.(*tg.ChannelFull).Pts
		if _, err := api.ChannelsGetParticipant(ctx, &tg.ChannelsGetParticipantRequest{Channel: c.AsInput(), Participant: &tg.InputPeerSelf{}}); !tgerr.Is(err, "USER_NOT_PARTICIPANT") {
			g.t.Errorf("a guest is a member: %v", err)
		}
		r := &tg.MessagesEditMessageRequest{Peer: c.AsInputPeer(), ID: own}
		r.SetMessage("from a guest, corrected")
		if _, err := api.MessagesEditMessage(ctx, r); err != nil {
			return err
		}
		d, err := api.UpdatesGetChannelDifference(ctx, &tg.UpdatesGetChannelDifferenceRequest{
			Channel: c.AsInput(), Filter: &tg.ChannelMessagesFilterEmpty{}, Pts: pts, Limit: 100,
		})
		if err != nil {
			return err
		}
		news, ok := d.(*tg.UpdatesChannelDifference)
		if !ok || !slices.ContainsFunc(news.OtherUpdates, func(u tg.UpdateClass) bool { return u.TypeID() == tg.UpdateEditChannelMessageTypeID }) {
			g.t.Errorf("what is new to a guest: %+v", d)
		}
		res, err := api.MessagesGetPeerDialogs(ctx, []tg.InputDialogPeerClass{&tg.InputDialogPeer{Peer: c.AsInputPeer()}})
		if err == nil && (len(res.Dialogs) != 1 || res.Dialogs[0].(*tg.Dialog).TopMessage == 0) {
			g.t.Errorf("the group as a guest has it: %+v", res.Dialogs)
		}
		return err
	})
}

// countsComments compares what all are told of the comments of a post.
func (g *gang) countsComments(post, n int, last ...int64) {
	g.t.Helper()
	g.do(2, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		res, err := api.MessagesGetMessagesViews(ctx, &tg.MessagesGetMessagesViewsRequest{Peer: c.AsInputPeer(), ID: []int{post}})
		if err != nil {
			return err
		}
		r, ok := res.Views[0].GetReplies()
		if !ok || !r.Comments || r.Replies != n || len(r.RecentRepliers) != len(last) {
			g.t.Errorf("comments: %+v", res.Views[0])
			return nil
		}
		for i, id := range last {
			if u, ok := r.RecentRepliers[i].(*tg.PeerUser); !ok || u.UserID != id {
				g.t.Errorf("who wrote last: %+v", r.RecentRepliers)
			}
		}
		return nil
	})
}

// postChanges edits and deletes a post: so does its copy.
func postChanges(t *testing.T, news, talk *gang, post, copyID int) {
	t.Helper()
	news.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		r := &tg.MessagesEditMessageRequest{Peer: c.AsInputPeer(), ID: post}
		r.SetMessage("first post, corrected")
		_, err := api.MessagesEditMessage(ctx, r)
		return err
	})
	if err := talk.devices[1].Expect("the copy corrected", func(u tg.UpdateClass) bool {
		e, ok := u.(*tg.UpdateEditChannelMessage)
		if !ok {
			return false
		}
		m, ok := e.Message.(*tg.Message)
		return ok && m.ID == copyID && m.Message == "first post, corrected" && m.PeerID.(*tg.PeerChannel).ChannelID == talk.id
	}); err != nil {
		t.Error(err)
	}
	news.post(0, "second post")
	other := copied(t, news.devices[1], news.id, "second post")
	gone := copied(t, talk.devices[1], talk.id, "second post")
	news.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsDeleteMessages(ctx, &tg.ChannelsDeleteMessagesRequest{Channel: c.AsInput(), ID: []int{other.ID}})
		return err
	})
	if err := talk.devices[1].Expect("that the copy is deleted", func(u tg.UpdateClass) bool {
		d, ok := u.(*tg.UpdateDeleteChannelMessages)
		return ok && d.ChannelID == talk.id && len(d.Messages) == 1 && d.Messages[0] == gone.ID
	}); err != nil {
		t.Error(err)
	}
}

// membersOnly has only members write, and then the group discuss nothing more.
func membersOnly(t *testing.T, talk, guest *gang, top int) {
	t.Helper()
	talk.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsToggleSlowMode(ctx, &tg.ChannelsToggleSlowModeRequest{Channel: c.AsInput(), Seconds: 3600})
		return err
	})
	comment := func() error {
		return guest.try(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			_, err := api.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{
				Peer: c.AsInputPeer(), Message: "once more", RandomID: id.Int64(), ReplyTo: &tg.InputReplyToMessage{ReplyToMsgID: top},
			})
			return err
		})
	}
	if err := comment(); err != nil {
		t.Error(err)
	}
	if err := comment(); !tgerr.Is(err, "SLOWMODE_WAIT") {
		t.Errorf("a guest writes on where slow mode is: %v", err)
	}
	talk.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsToggleJoinToSend(ctx, &tg.ChannelsToggleJoinToSendRequest{Channel: c.AsInput(), Enabled: true})
		return err
	})
	if err := comment(); !tgerr.Is(err, "CHAT_GUEST_SEND_FORBIDDEN") {
		t.Errorf("a guest writes where only members may: %v", err)
	}
	talk.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsSetDiscussionGroup(ctx, &tg.ChannelsSetDiscussionGroupRequest{Broadcast: &tg.InputChannelEmpty{}, Group: c.AsInput()})
		return err
	})
	if err := comment(); !tgerr.Is(err, "CHANNEL_PRIVATE") {
		t.Errorf("a guest of a group that discusses nothing: %v", err)
	}
}

// TestLinkRefusals: what cannot be linked, and by whom.
func TestLinkRefusals(t *testing.T) {
	t.Parallel()
	ps := people(t, apptest.New(t))
	news := gather(t, ps[:2], &tg.ChannelsCreateChannelRequest{Title: "News", Broadcast: true})
	more := gather(t, ps[:1], &tg.ChannelsCreateChannelRequest{Title: "More", Broadcast: true})
	talk := gather(t, ps[:2], &tg.ChannelsCreateChannelRequest{Title: "Talk", Megagroup: true})
	rest := gather(t, ps[:1], &tg.ChannelsCreateChannelRequest{Title: "Rest", Megagroup: true})
	hidden := gather(t, ps[:1], &tg.ChannelsCreateChannelRequest{Title: "Hidden", Megagroup: true})
	hide := func(g *gang, on bool) error {
		return g.try(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			_, err := api.ChannelsTogglePreHistoryHidden(ctx, &tg.ChannelsTogglePreHistoryHiddenRequest{Channel: c.AsInput(), Enabled: on})
			return err
		})
	}
	if err := hide(hidden, true); err != nil {
		t.Fatal(err)
	}
	set := func(who *apptest.Device, from, to tg.InputChannelClass) error {
		ctx, cancel := who.Context()
		defer cancel()
		_, err := who.API.ChannelsSetDiscussionGroup(ctx, &tg.ChannelsSetDiscussionGroupRequest{Broadcast: from, Group: to})
		return err
	}
	none := &tg.InputChannelEmpty{}
	a := func(g *gang) tg.InputChannelClass { return g.chats[0].AsInput() }
	for _, x := range []struct {
		what     string
		from, to tg.InputChannelClass
		code     string
	}{
		{"nothing", none, none, "LINK_NOT_MODIFIED"},
		{"a channel that is not linked", a(news), none, "LINK_NOT_MODIFIED"},
		{"a group as a channel", a(rest), a(talk), "BROADCAST_ID_INVALID"},
		{"a channel as a group", a(news), a(more), "MEGAGROUP_ID_INVALID"},
		{"a group that hides its history", a(news), a(hidden), "MEGAGROUP_PREHISTORY_HIDDEN"},
		{"both", a(news), a(talk), ""},
		{"both again", a(news), a(talk), "LINK_NOT_MODIFIED"},
		{"a group that discusses another channel", a(more), a(talk), "MEGAGROUP_ID_INVALID"},
		{"another group instead", a(news), a(rest), ""},
		{"the group that is free again", a(more), a(talk), ""},
	} {
		if err := set(ps[0], x.from, x.to); x.code == "" && err != nil || x.code != "" && !tgerr.Is(err, x.code) {
			t.Errorf("%s: %v, not %q", x.what, err, x.code)
		}
	}
	if err := set(ps[1], news.chats[1].AsInput(), none); !tgerr.Is(err, "CHAT_ADMIN_REQUIRED") {
		t.Errorf("by who is no admin: %v", err)
	}
	own := gather(t, ps[1:2], &tg.ChannelsCreateChannelRequest{Title: "Own", Broadcast: true})
	left := gather(t, ps[:2], &tg.ChannelsCreateChannelRequest{Title: "Left", Broadcast: true})
	left.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsLeaveChannel(ctx, c.AsInput())
		return err
	})
	if err := set(ps[1], a(own), left.chats[1].AsInput()); !tgerr.Is(err, "CHANNEL_PRIVATE") {
		t.Errorf("what one does not see says what it is: %v", err)
	}
	if err := hide(rest, true); !tgerr.Is(err, "CHAT_LINK_EXISTS") {
		t.Errorf("hiding what is discussed: %v", err)
	}
	linkIsTold(t, news, rest)
	rest.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.ChannelsDeleteChannel(ctx, c.AsInput())
		return err
	})
	if l := news.linked(0); l != 0 {
		t.Errorf("a group that is gone discusses: %d", l)
	}
}

// linked is what a chat says that it is linked to.
func (g *gang) linked(who int) (out int64) {
	g.t.Helper()
	g.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		full, err := api.ChannelsGetFullChannel(ctx, c.AsInput())
		if err == nil {
			out = full.FullChat.(*tg.ChannelFull).LinkedChatID
		}
		return err
	})
	return out
}

// linkIsTold: both sides say what they are linked to, and their logs who did it.
func linkIsTold(t *testing.T, news, talk *gang) {
	t.Helper()
	if a, b := news.linked(0), talk.linked(0); a != talk.id || b != news.id {
		t.Errorf("linked to %d and %d", a, b)
	}
	for _, g := range []*gang{news, talk} {
		g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			res, err := api.ChannelsGetAdminLog(ctx, &tg.ChannelsGetAdminLogRequest{Channel: c.AsInput(), Limit: 1})
			if err != nil {
				return err
			}
			if l, ok := res.Events[0].Action.(*tg.ChannelAdminLogEventActionChangeLinkedChat); !ok || l.NewValue == 0 {
				t.Errorf("the log of %s: %+v", c.Title, res.Events)
			}
			return nil
		})
		g.do(0, func(ctx context.Context, api *tg.Client, _ *tg.Channel) error {
			res, err := api.ChannelsGetGroupsForDiscussion(ctx)
			if err != nil {
				return err
			}
			for _, c := range res.GetChats() {
				if c.GetID() == talk.id || c.GetID() == news.id {
					t.Errorf("%d could discuss another channel", c.GetID())
				}
			}
			if len(res.GetChats()) != 1 { // the one with a hidden history
				t.Errorf("could discuss: %v", res.GetChats())
			}
			return nil
		})
	}
}

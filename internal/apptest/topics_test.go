package apptest_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
	"heliograph/internal/id"
)

// topic has somebody make a topic, and is the message that tells of it.
func (g *gang) topic(who int, title string) (made *tg.MessageService) {
	g.t.Helper()
	g.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		u, err := api.MessagesCreateForumTopic(ctx, &tg.MessagesCreateForumTopicRequest{
			Peer: c.AsInputPeer(), Title: title, IconColor: 0xFFD67E, RandomID: id.Int64(),
		})
		if err != nil {
			return err
		}
		g.devices[who].Record(u)
		for _, u := range u.(*tg.Updates).Updates {
			if n, ok := u.(*tg.UpdateNewChannelMessage); ok {
				made, _ = n.Message.(*tg.MessageService)
			}
		}
		if made == nil {
			return fmt.Errorf("no message in %v", u)
		}
		return nil
	})
	return made
}

// postIn has somebody write to a topic, in answer to a message unless that is 0.
func (g *gang) postIn(who, topic, reply int, text string, others ...int) (seen []*tg.Message) {
	g.t.Helper()
	g.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		to := &tg.InputReplyToMessage{ReplyToMsgID: reply}
		to.SetTopMsgID(topic)
		u, err := api.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{Peer: c.AsInputPeer(), Message: text, RandomID: id.Int64(), ReplyTo: to, ClearDraft: true})
		if err == nil {
			g.devices[who].Record(u)
		}
		return err
	})
	for _, o := range others {
		seen = append(seen, posted(g.t, g.devices[o], text))
	}
	return seen
}

// topics is the topics of a forum, as somebody is shown them.
func (g *gang) topics(who int, r tg.MessagesGetForumTopicsRequest) (out *tg.MessagesForumTopics) {
	g.t.Helper()
	g.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) (err error) {
		if r.Peer = c.AsInputPeer(); r.Limit == 0 {
			r.Limit = 100
		}
		out, err = api.MessagesGetForumTopics(ctx, &r)
		return err
	})
	return out
}

// list is topics in a line each.
func list(ts *tg.MessagesForumTopics) (lines []string) {
	for _, t := range ts.Topics {
		switch t := t.(type) {
		case *tg.ForumTopicDeleted:
			lines = append(lines, "deleted")
		case *tg.ForumTopic:
			line := fmt.Sprint(t.Title, " ", t.UnreadCount)
			for _, f := range []struct {
				set  bool
				name string
			}{{t.My, "my"}, {t.Pinned, "pinned"}, {t.Closed, "closed"}, {t.Hidden, "hidden"}, {t.UnreadMentionsCount > 0, "mentioned"}} {
				if f.set {
					line += " " + f.name
				}
			}
			if !slices.ContainsFunc(ts.Messages, func(m tg.MessageClass) bool { return m.GetID() == t.TopMessage }) {
				line += " without its message"
			}
			lines = append(lines, line)
		}
	}
	return lines
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n%q\nnot\n%q", what, got, want)
	}
}

// TestForum: people make topics, write in them and read them; each topic has its own
// marks, drafts, settings and pins.
func TestForum(t *testing.T) {
	t.Parallel()
	playForum(t, apptest.New(t))
}

func playForum(t *testing.T, srv *apptest.Server) {
	t.Helper()
	g := gather(t, people(t, srv), &tg.ChannelsCreateChannelRequest{Title: "Forum", Forum: true})
	if c := g.chats[1]; !c.Forum || !c.Megagroup || c.Broadcast {
		t.Errorf("%+v", c)
	}
	made := g.topic(0, "Trains")
	if a := made.Action.(*tg.MessageActionTopicCreate); a.Title != "Trains" || a.IconColor != 0xFFD67E {
		t.Errorf("%+v", made)
	}
	ships := g.topic(1, "Ships")
	first := g.postIn(1, made.ID, 0, "first", 0, 1, 2)
	for _, m := range first {
		if h := m.ReplyTo.(*tg.MessageReplyHeader); !h.ForumTopic || h.ReplyToMsgID != made.ID || h.ReplyToTopID != 0 {
			t.Errorf("%+v", h)
		}
	}
	answer := g.postIn(2, made.ID, first[0].ID, "an answer to bob", 0, 1)[0]
	if h := answer.ReplyTo.(*tg.MessageReplyHeader); !h.ForumTopic || h.ReplyToMsgID != first[0].ID || h.ReplyToTopID != made.ID {
		t.Errorf("%+v", h)
	}
	if m := g.post(0, "in General", 1, 2)[0]; m.ReplyTo != nil {
		t.Errorf("%+v", m)
	}
	same(t, "bob's topics", list(g.topics(1, tg.MessagesGetForumTopicsRequest{})), []string{"General 3", "Trains 1 mentioned", "Ships 0 my"})
	same(t, "found", list(g.topics(1, tg.MessagesGetForumTopicsRequest{Q: "shi"})), []string{"Ships 0 my"})
	if d := g.dialog(1); d.UnreadCount != 4 {
		t.Errorf("%+v", d)
	}
	g.read(1, made.ID, answer.ID)
	same(t, "after reading", list(g.topics(1, tg.MessagesGetForumTopicsRequest{})), []string{"General 3", "Trains 0 mentioned", "Ships 0 my"})
	if err := g.devices[2].Expect("that it was read", func(u tg.UpdateClass) bool {
		r, ok := u.(*tg.UpdateReadChannelDiscussionOutbox)
		return ok && r.TopMsgID == made.ID && r.ReadMaxID == answer.ID
	}); err != nil {
		t.Error(err)
	}
	g.pins(made.ID, ships.ID)
	g.drafts(made.ID)
	g.settings(made.ID)
	g.asMessages()
	g.found(made.ID)
}

// asMessages has carol see the forum as one row of messages.
func (g *gang) asMessages() {
	g.t.Helper()
	g.do(2, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		u, err := api.ChannelsToggleViewForumAsMessages(ctx, &tg.ChannelsToggleViewForumAsMessagesRequest{Channel: c.AsInput(), Enabled: true})
		if err != nil {
			return err
		}
		if v, ok := u.(*tg.Updates).Updates[0].(*tg.UpdateChannelViewForumAsMessages); !ok || !v.Enabled || v.ChannelID != c.ID {
			g.t.Errorf("%v", u)
		}
		full, err := api.ChannelsGetFullChannel(ctx, c.AsInput())
		if err == nil && !full.FullChat.(*tg.ChannelFull).ViewForumAsMessages {
			g.t.Error("not in the profile of the forum")
		}
		return err
	})
	if !g.dialog(2).ViewForumAsMessages || g.dialog(1).ViewForumAsMessages {
		g.t.Error("carol does not see the forum as messages, or bob does")
	}
}

// found looks for words and pins in a topic.
func (g *gang) found(topic int) {
	g.t.Helper()
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		find := func(top int, q string, f tg.MessagesFilterClass) (ids []int, err error) {
			r := &tg.MessagesSearchRequest{Peer: c.AsInputPeer(), Q: q, Filter: f, Limit: 10}
			r.SetTopMsgID(top)
			res, err := api.MessagesSearch(ctx, r)
			if err != nil {
				return nil, err
			}
			for _, m := range res.(*tg.MessagesChannelMessages).Messages {
				ids = append(ids, m.GetID())
			}
			return ids, nil
		}
		answer, err := find(topic, "answer", &tg.InputMessagesFilterEmpty{})
		if err != nil || len(answer) != 1 {
			return fmt.Errorf("%v %w", answer, err)
		}
		if other, err := find(1, "answer", &tg.InputMessagesFilterEmpty{}); err != nil || len(other) != 0 {
			return fmt.Errorf("%v %w", other, err)
		}
		if _, err := api.MessagesUpdatePinnedMessage(ctx, &tg.MessagesUpdatePinnedMessageRequest{Peer: c.AsInputPeer(), ID: answer[0], Silent: true}); err != nil {
			return err
		}
		if pins, err := find(topic, "", &tg.InputMessagesFilterPinned{}); err != nil || !slices.Equal(pins, answer) {
			return fmt.Errorf("%v %w", pins, err)
		}
		for i, top := range []int{1, topic} {
			r := &tg.MessagesUnpinAllMessagesRequest{Peer: c.AsInputPeer()}
			r.SetTopMsgID(top)
			if a, err := api.MessagesUnpinAllMessages(ctx, r); err != nil || a.PtsCount != i {
				return fmt.Errorf("%v %w", a, err)
			}
		}
		return nil
	})
}

func (g *gang) read(who, topic, max int) {
	g.t.Helper()
	g.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.MessagesReadDiscussion(ctx, &tg.MessagesReadDiscussionRequest{Peer: c.AsInputPeer(), MsgID: topic, ReadMaxID: max})
		return err
	})
}

// pins pins topics, which all are told.
func (g *gang) pins(one, other int) {
	g.t.Helper()
	pin := func(who, topic int, on bool) error {
		return g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			_, err := api.MessagesUpdatePinnedForumTopic(ctx, &tg.MessagesUpdatePinnedForumTopicRequest{Peer: c.AsInputPeer(), TopicID: topic, Pinned: on})
			return err
		})
	}
	if err := pin(1, other, true); !tgerr.Is(err, "CHAT_ADMIN_REQUIRED") {
		g.t.Error(err)
	}
	if err := pin(0, other, true); err != nil {
		g.t.Error(err)
	}
	if err := pin(0, other, true); !tgerr.Is(err, "PINNED_TOPIC_NOT_MODIFIED") {
		g.t.Error(err)
	}
	if err := g.devices[1].Expect("the pinned topic", func(u tg.UpdateClass) bool {
		p, ok := u.(*tg.UpdatePinnedForumTopic)
		return ok && p.Pinned && p.TopicID == other
	}); err != nil {
		g.t.Error(err)
	}
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.MessagesReorderPinnedForumTopics(ctx, &tg.MessagesReorderPinnedForumTopicsRequest{Peer: c.AsInputPeer(), Order: []int{one, other}, Force: true})
		return err
	})
	if err := g.devices[2].Expect("the order of pinned topics", func(u tg.UpdateClass) bool {
		p, ok := u.(*tg.UpdatePinnedForumTopics)
		return ok && slices.Equal(p.Order, []int{one, other})
	}); err != nil {
		g.t.Error(err)
	}
	same(g.t, "pinned ones first", list(g.topics(0, tg.MessagesGetForumTopicsRequest{})), []string{"Trains 2 my pinned", "Ships 1 pinned", "General 0"})
}

// drafts has bob begin to write in a topic, and send it.
func (g *gang) drafts(topic int) {
	g.t.Helper()
	bob := g.devices[1]
	g.do(1, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		to := &tg.InputReplyToMessage{ReplyToMsgID: topic}
		to.SetTopMsgID(topic)
		_, err := api.MessagesSaveDraft(ctx, &tg.MessagesSaveDraftRequest{Peer: c.AsInputPeer(), Message: "not yet", ReplyTo: to})
		return err
	})
	shown := func() string {
		ts := g.topics(1, tg.MessagesGetForumTopicsRequest{Q: "trains"})
		d, _ := ts.Topics[0].(*tg.ForumTopic).Draft.(*tg.DraftMessage)
		if d == nil {
			return ""
		}
		return d.Message
	}
	if got := shown(); got != "not yet" {
		g.t.Errorf("the draft is %q", got)
	}
	if d := g.dialog(1); d.Draft != nil {
		g.t.Errorf("%s has a draft in the chat: %+v", bob.Person, d.Draft)
	}
	g.postIn(1, topic, 0, "now", 0)
	if got := shown(); got != "" {
		g.t.Errorf("the draft is still %q", got)
	}
}

// settings has carol mute a topic.
func (g *gang) settings(topic int) {
	g.t.Helper()
	g.do(2, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		var s tg.InputPeerNotifySettings
		s.SetMuteUntil(2_000_000_000)
		_, err := api.AccountUpdateNotifySettings(ctx, &tg.AccountUpdateNotifySettingsRequest{
			Peer: &tg.InputNotifyForumTopic{Peer: c.AsInputPeer(), TopMsgID: topic}, Settings: s,
		})
		return err
	})
	for _, t := range g.topics(2, tg.MessagesGetForumTopicsRequest{}).Topics {
		t := t.(*tg.ForumTopic)
		if until, _ := t.NotifySettings.GetMuteUntil(); (until != 0) != (t.ID == topic) {
			g.t.Errorf("%s is muted until %d", t.Title, until)
		}
	}
}

// TestForumEnds: topics are closed, hidden and deleted, and the forum is none any
// more.
func TestForumEnds(t *testing.T) {
	t.Parallel()
	g := gather(t, people(t, apptest.New(t)), &tg.ChannelsCreateChannelRequest{Title: "Group", Megagroup: true})
	g.post(0, "before", 1, 2)
	turn := func(who int, on bool) error {
		return g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			_, err := api.ChannelsToggleForum(ctx, &tg.ChannelsToggleForumRequest{Channel: c.AsInput(), Enabled: on})
			return err
		})
	}
	if err := g.try(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.MessagesGetForumTopics(ctx, &tg.MessagesGetForumTopicsRequest{Peer: c.AsInputPeer(), Limit: 1})
		return err
	}); !tgerr.Is(err, "CHANNEL_FORUM_MISSING") {
		t.Error(err)
	}
	for i, want := range []error{turn(1, true), turn(0, true), turn(0, true)} {
		if ok := []string{"CHAT_ADMIN_REQUIRED", "", "CHAT_NOT_MODIFIED"}[i]; ok == "" && want != nil || ok != "" && !tgerr.Is(want, ok) {
			t.Errorf("%v, not %s", want, ok)
		}
	}
	of := g.topic(1, "Talk").ID
	for i := range 3 {
		g.postIn(2, of, 0, fmt.Sprint("talk ", i), 0, 1)
	}
	edit := func(who int, r tg.MessagesEditForumTopicRequest) error {
		return g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
			r.Peer = c.AsInputPeer()
			u, err := api.MessagesEditForumTopic(ctx, &r)
			if err == nil {
				g.devices[who].Record(u)
			}
			return err
		})
	}
	closing := tg.MessagesEditForumTopicRequest{TopicID: of}
	closing.SetClosed(true)
	if err := edit(2, closing); !tgerr.Is(err, "CHAT_ADMIN_REQUIRED") {
		t.Error(err)
	}
	if err := edit(1, closing); err != nil {
		t.Error(err)
	}
	if err := g.devices[2].Expect("that the topic is closed", func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewChannelMessage)
		if !ok {
			return false
		}
		m, ok := n.Message.(*tg.MessageService)
		if !ok {
			return false
		}
		a, ok := m.Action.(*tg.MessageActionTopicEdit)
		h, _ := m.ReplyTo.(*tg.MessageReplyHeader)
		return ok && a.Closed && h != nil && h.ForumTopic && h.ReplyToMsgID == of
	}); err != nil {
		t.Error(err)
	}
	if err := g.try(2, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		_, err := api.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{
			Peer: c.AsInputPeer(), Message: "late", RandomID: id.Int64(), ReplyTo: &tg.InputReplyToMessage{ReplyToMsgID: of},
		})
		return err
	}); !tgerr.Is(err, "TOPIC_CLOSED") {
		t.Error(err)
	}
	hiding := tg.MessagesEditForumTopicRequest{TopicID: 1}
	hiding.SetHidden(true)
	if err := edit(0, hiding); err != nil {
		t.Error(err)
	}
	icon := tg.MessagesEditForumTopicRequest{TopicID: 1}
	icon.SetIconEmojiID(5)
	if err := edit(0, icon); !tgerr.Is(err, "GENERAL_MODIFY_ICON_FORBIDDEN") {
		t.Error(err)
	}
	same(t, "closed and hidden", list(g.topics(0, tg.MessagesGetForumTopicsRequest{})), []string{"General 0 closed hidden", "Talk 5 closed"})
	if h := g.general(1); !slices.Contains(h, "before") {
		t.Errorf("bob sees of General: %q", h)
	}
	g.ends(t, of)
	if err := turn(0, false); err != nil {
		t.Error(err)
	}
	g.post(2, "a group again", 0, 1)
	g.forumLog(t, []string{"forum off", "topic deleted", "topic edited", "topic edited", "topic made", "forum on"})
}

// general is what somebody sees of General.
func (g *gang) general(who int) (texts []string) {
	g.t.Helper()
	g.do(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		res, err := api.MessagesGetReplies(ctx, &tg.MessagesGetRepliesRequest{Peer: c.AsInputPeer(), MsgID: 1, Limit: 100})
		if err != nil {
			return err
		}
		if ts := res.(*tg.MessagesChannelMessages).Topics; len(ts) != 1 || !ts[0].(*tg.ForumTopic).Short || !ts[0].(*tg.ForumTopic).Hidden {
			g.t.Errorf("the topics of the messages are %v", ts)
		}
		for _, m := range res.(*tg.MessagesChannelMessages).Messages {
			if m, ok := m.(*tg.Message); ok {
				texts = append(texts, m.Message)
			}
		}
		return nil
	})
	return texts
}

// ends deletes a topic.
func (g *gang) ends(t *testing.T, of int) {
	t.Helper()
	remove := func(who int) (a *tg.MessagesAffectedHistory, err error) {
		err = g.try(who, func(ctx context.Context, api *tg.Client, c *tg.Channel) (err error) {
			a, err = api.MessagesDeleteTopicHistory(ctx, &tg.MessagesDeleteTopicHistoryRequest{Peer: c.AsInputPeer(), TopMsgID: of})
			return err
		})
		return a, err
	}
	if _, err := remove(1); !tgerr.Is(err, "CHAT_ADMIN_REQUIRED") {
		t.Error(err)
	}
	if a, err := remove(0); err != nil || a.PtsCount != 5 || a.Offset != 0 {
		t.Errorf("%+v %v", a, err)
	}
	if err := g.devices[2].Expect("that the topic is gone", func(u tg.UpdateClass) bool {
		d, ok := u.(*tg.UpdateDeleteChannelMessages)
		return ok && slices.Contains(d.Messages, of)
	}); err != nil {
		t.Error(err)
	}
	g.do(2, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		res, err := api.MessagesGetForumTopicsByID(ctx, &tg.MessagesGetForumTopicsByIDRequest{Peer: c.AsInputPeer(), Topics: []int{of, 1}})
		if err == nil {
			same(t, "after the end", list(res), []string{"deleted", "General 3 closed hidden"})
		}
		return err
	})
	if err := g.try(2, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		to := &tg.InputReplyToMessage{ReplyToMsgID: of}
		to.SetTopMsgID(of)
		_, err := api.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{Peer: c.AsInputPeer(), Message: "late", RandomID: id.Int64(), ReplyTo: to})
		return err
	}); !tgerr.Is(err, "TOPIC_DELETED") {
		t.Error(err)
	}
}

// forumLog compares what the admin log says of forums, newest first.
func (g *gang) forumLog(t *testing.T, want []string) {
	t.Helper()
	var got []string
	g.do(0, func(ctx context.Context, api *tg.Client, c *tg.Channel) error {
		r := &tg.ChannelsGetAdminLogRequest{Channel: c.AsInput(), Limit: 100}
		r.SetEventsFilter(tg.ChannelAdminLogEventsFilter{Forums: true, Settings: true})
		res, err := api.ChannelsGetAdminLog(ctx, r)
		if err != nil {
			return err
		}
		for _, e := range res.Events {
			line := fmt.Sprintf("%T", e.Action)
			switch a := e.Action.(type) {
			case *tg.ChannelAdminLogEventActionToggleForum:
				line = map[bool]string{true: "forum on", false: "forum off"}[a.NewValue]
			case *tg.ChannelAdminLogEventActionCreateTopic:
				line = "topic made"
			case *tg.ChannelAdminLogEventActionEditTopic:
				line = "topic edited"
			case *tg.ChannelAdminLogEventActionDeleteTopic:
				line = "topic deleted"
			}
			got = append(got, line)
		}
		return nil
	})
	same(t, "the admin log", got, want)
}

// TestForumOnNodes: the members of a forum are on three nodes, one each.
func TestForumOnNodes(t *testing.T) {
	t.Parallel()
	playForum(t, apptest.New(t, apptest.WithNodes(3), apptest.WithStore(pebbleStore(t))))
}

package view

import (
	"context"
	"maps"
	"slices"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/draft"
	"heliograph/internal/message"
	"heliograph/internal/notify"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
)

// Topics is a page of the topics of a forum with their newest messages.
func (v *Renderer) Topics(ctx context.Context, c *rpc.Call, id channel.ID, ts message.Topics) (*tg.MessagesForumTopics, error) {
	out := &tg.MessagesForumTopics{Count: ts.Total, Pts: ts.Pts, Topics: make([]tg.ForumTopicClass, len(ts.Topics)), Messages: []tg.MessageClass{}}
	who := cast{viewer: c.User}
	who.peer(id.Peer())
	own, err := v.ownOf(ctx, c, id, ts.Topics)
	if err != nil {
		return nil, err
	}
	var chats []peer.Peer
	var last []int
	for i := range ts.Topics {
		t := &ts.Topics[i]
		if t.Title == "" {
			out.Topics[i] = &tg.ForumTopicDeleted{ID: t.ID}
			continue
		}
		out.Topics[i] = who.forumTopic(id, t, &own.settings[i], &own.drafts[i])
		chats, last = append(chats, id.Peer()), append(last, t.Thread.Last)
	}
	ms, err := v.d.Messages.In(ctx, c.User, chats, last)
	if err != nil {
		return nil, err
	}
	if err := v.count(ctx, &who, ms); err != nil {
		return nil, err
	}
	for i := range ms {
		who.message(&ms[i])
		out.Messages = append(out.Messages, who.render(&ms[i]))
	}
	out.Chats, out.Users, err = v.everybody(ctx, c.User, &who)
	return out, err
}

// own is what somebody has set for topics, and begun to write there.
type own struct {
	settings []notify.Settings
	drafts   []draft.Draft
}

func (v *Renderer) ownOf(ctx context.Context, c *rpc.Call, id channel.ID, ts []message.ForumTopic) (out own, err error) {
	targets, places := make([]notify.Target, len(ts)), make([]draft.Place, len(ts))
	for i := range ts {
		targets[i] = notify.Target{Peer: id.Peer(), Topic: ts[i].ID}
		places[i] = draft.Place{Peer: id.Peer(), Topic: ts[i].ID}
	}
	if out.settings, err = v.d.Notify.OfTargets(ctx, c.User, targets...); err == nil {
		out.drafts, err = v.d.Drafts.At(ctx, c.User, places...)
	}
	return out, err
}

// forumTopic is a topic with all that the viewer has of it.
func (c *cast) forumTopic(id channel.ID, t *message.ForumTopic, s *notify.Settings, d *draft.Draft) *tg.ForumTopic {
	out := c.topic(id, &t.Topic)
	out.TopMessage, out.ReadInboxMaxID, out.ReadOutboxMaxID = t.Thread.Last, t.Thread.ReadIn, t.Thread.Read
	out.UnreadCount, out.UnreadMentionsCount, out.UnreadReactionsCount = t.Thread.Unread, t.Mentions, t.Reactions
	out.NotifySettings = *NotifySettings(s)
	if !d.IsZero() {
		c.text(d.Text)
		out.SetDraft(Draft(d))
	}
	return out
}

// topicsOf is the topics of forums that messages are in, each once.
func (v *Renderer) topicsOf(ctx context.Context, who *cast, ms []message.Message) ([]tg.ForumTopicClass, error) {
	out := []tg.ForumTopicClass{}
	in := map[channel.ID]map[int]bool{}
	for i := range ms {
		if m := &ms[i]; m.Topic != 0 && v.d.Topics != nil {
			id := channel.ID(m.Peer.ID)
			if in[id] == nil {
				in[id] = map[int]bool{}
			}
			in[id][m.Topic] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(in)) {
		ts, err := v.d.Topics.Parts(ctx, id, slices.Sorted(maps.Keys(in[id]))...)
		if err != nil {
			return nil, err
		}
		for k := range ts {
			t := who.topic(id, &ts[k])
			t.Short = true
			out = append(out, t)
		}
	}
	return out, nil
}

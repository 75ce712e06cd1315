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
	var chats []peer.Peer
	var last []int
	for i := range ts.Topics {
		t := &ts.Topics[i]
		if t.Title == "" {
			out.Topics[i] = &tg.ForumTopicDeleted{ID: t.ID}
			continue
		}
		shown, err := v.forumTopic(ctx, &who, id, t)
		if err != nil {
			return nil, err
		}
		out.Topics[i] = shown
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

// forumTopic is a topic with all that the viewer has of it.
func (v *Renderer) forumTopic(ctx context.Context, who *cast, id channel.ID, t *message.ForumTopic) (*tg.ForumTopic, error) {
	out := who.topic(id, &t.Topic)
	out.TopMessage, out.ReadInboxMaxID, out.ReadOutboxMaxID = t.Thread.Last, t.Thread.ReadIn, t.Thread.Read
	out.UnreadCount, out.UnreadMentionsCount, out.UnreadReactionsCount = t.Thread.Unread, t.Mentions, t.Reactions
	set, err := v.d.Notify.Get(ctx, who.viewer, notify.Target{Peer: id.Peer(), Topic: t.ID})
	if err != nil {
		return nil, err
	}
	out.NotifySettings = *NotifySettings(&set)
	ds, err := v.d.Drafts.At(ctx, who.viewer, draft.Place{Peer: id.Peer(), Topic: t.ID})
	if err != nil {
		return nil, err
	}
	if d := &ds[0]; !d.IsZero() {
		who.text(d.Text)
		out.SetDraft(Draft(d))
	}
	return out, nil
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

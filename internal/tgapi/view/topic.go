package view

import (
	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
)

// topicEdit is what became of a topic.
func topicEdit(n *channel.Note) *tg.MessageActionTopicEdit {
	out := &tg.MessageActionTopicEdit{}
	if n.Text != "" {
		out.SetTitle(n.Text)
	}
	if n.Closed != nil {
		out.SetClosed(*n.Closed)
	}
	if n.Hidden != nil {
		out.SetHidden(*n.Hidden)
	}
	return out
}

// shortTopic is a topic as the admin log tells of it: what it is like, and nothing
// of what is written there.
func (c *cast) shortTopic(a *channel.Access, l channel.Logged) tg.ForumTopicClass {
	if l.Topic == nil {
		return nil
	}
	t := *l.Topic
	t.ID = int(l.Number)
	out := c.topic(a.ID, &t)
	out.Short, out.Pinned = true, false
	return out
}

// topic is what a topic is like.
func (c *cast) topic(id channel.ID, t *channel.Topic) *tg.ForumTopic {
	out := &tg.ForumTopic{
		My: t.By == c.viewer && c.viewer != Nobody, Closed: t.Closed, Pinned: t.Pinned, Hidden: t.Hidden,
		ID: t.ID, Date: int(t.Date), Peer: Peer(id.Peer()), Title: t.Title, IconColor: t.Color,
	}
	from := t.By.Peer()
	if !t.As.IsZero() {
		from = t.As
	}
	c.peer(from)
	out.FromID = Peer(from)
	return out
}

// loggedTopic is what became of a topic, nil for an entry that is about none.
func (c *cast) loggedTopic(a *channel.Access, e *channel.Entry) tg.ChannelAdminLogEventActionClass {
	was, is := c.shortTopic(a, e.Was), c.shortTopic(a, e.Is)
	switch e.Kind {
	case channel.LogTopicMade:
		return &tg.ChannelAdminLogEventActionCreateTopic{Topic: is}
	case channel.LogTopicEdited:
		return &tg.ChannelAdminLogEventActionEditTopic{PrevTopic: was, NewTopic: is}
	case channel.LogTopicDeleted:
		return &tg.ChannelAdminLogEventActionDeleteTopic{Topic: was}
	case channel.LogTopicPinned:
		out := &tg.ChannelAdminLogEventActionPinTopic{}
		if was != nil {
			out.SetPrevTopic(was)
		}
		if is != nil {
			out.SetNewTopic(is)
		}
		return out
	}
	return nil
}

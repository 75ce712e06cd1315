package message_test

import (
	"testing"

	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/right"
	"heliograph/internal/user"
)

// topic makes a topic.
func (s *stage) topic(a user.Actor) (int, error) {
	s.random++
	c, err := s.channels.CreateTopic(s.t.Context(), a, s.id, channel.TopicDraft{Title: "Talk", Random: s.random})
	if err != nil {
		return 0, err
	}
	return c.Events[0].ID, nil
}

// divide makes a forum of the stage, with topics in it.
func (s *stage) divide() {
	s.t.Helper()
	if _, err := s.channels.SetForum(s.t.Context(), user.Actor{ID: ann}, s.id, true, false); err != nil {
		s.t.Fatal(err)
	}
	for _, x := range []struct {
		by user.ID
		id *int
	}{{bob, &s.mine}, {eve, &s.theirs}} {
		var err error
		if *x.id, err = s.topic(user.Actor{ID: x.by}); err != nil {
			s.t.Fatal(err)
		}
	}
}

func (s *stage) writeTo(a user.Actor, topic int) error {
	s.random++
	_, err := s.messages.Send(s.t.Context(), a, message.Draft{To: s.id.Peer(), Text: plain("hello"), Random: s.random, Reply: &message.Reply{Top: topic}})
	return err
}

func (s *stage) change(a user.Actor, topic int, e channel.TopicEdit) error {
	return change(s.channels.EditTopic(s.t.Context(), a, s.id, topic, e))
}

func (s *stage) drop(a user.Actor, topic int) error {
	_, err := s.messages.DeleteTopic(s.t.Context(), a, s.id.Peer(), topic)
	return err
}

var (
	yes    = true
	retold = "Other"
)

// inForum is what can be done in a forum, and by whom.
var inForum = []rule{
	{action: "make a topic", do: func(s *stage, a user.Actor) error {
		_, err := s.topic(a)
		return err
	}, group: who{admin: right.ManageTopics, members: true, ban: right.BanTopics}},
	{action: "rename an own topic", do: func(s *stage, a user.Actor) error {
		return s.change(a, s.mine, channel.TopicEdit{Title: &retold})
	}, group: who{admins: true, members: true}},
	{action: "rename a topic of another", do: func(s *stage, a user.Actor) error {
		return s.change(a, s.theirs, channel.TopicEdit{Title: &retold})
	}, group: needs(right.ManageTopics)},
	{action: "close an own topic", do: func(s *stage, a user.Actor) error {
		return s.change(a, s.mine, channel.TopicEdit{Closed: &yes})
	}, group: who{admins: true, members: true}},
	{action: "close a topic of another", do: func(s *stage, a user.Actor) error {
		return s.change(a, s.theirs, channel.TopicEdit{Closed: &yes})
	}, group: needs(right.ManageTopics)},
	{
		action: "delete an own topic", do: func(s *stage, a user.Actor) error { return s.drop(a, s.mine) },
		group: who{admins: true, members: true},
	},
	{
		action: "delete a topic of another", do: func(s *stage, a user.Actor) error { return s.drop(a, s.theirs) },
		group: needs(right.DeleteMessages),
	},
	{
		action: "delete General", do: func(s *stage, a user.Actor) error { return s.drop(a, channel.General) },
		group: who{readers: true}.but("TOPIC_ID_INVALID"),
	},
	{action: "close General", do: func(s *stage, a user.Actor) error {
		return s.change(a, channel.General, channel.TopicEdit{Closed: &yes})
	}, group: needs(right.ManageTopics)},
	{action: "hide General", do: func(s *stage, a user.Actor) error {
		return s.change(a, channel.General, channel.TopicEdit{Hidden: &yes})
	}, group: needs(right.ManageTopics)},
	{action: "pin a topic", do: func(s *stage, a user.Actor) error {
		return change(s.channels.PinTopic(s.t.Context(), a, s.id, s.mine, true))
	}, group: needs(right.ManageTopics)},
	{action: "reorder topics", do: func(s *stage, a user.Actor) error {
		return change(s.channels.ReorderTopics(s.t.Context(), a, s.id, []int{s.mine}, true))
	}, group: needs(right.ManageTopics)},
	{
		action: "write to a topic", do: func(s *stage, a user.Actor) error { return s.writeTo(a, s.theirs) },
		group: writes(right.Send|right.SendText, noText),
	},
	{action: "make it no forum", do: func(s *stage, a user.Actor) error {
		return change(s.channels.SetForum(s.t.Context(), a, s.id, false, false))
	}, group: owners},
}

// TestTopicRights tries every action with every right and every restriction.
func TestTopicRights(t *testing.T) {
	t.Parallel()
	for i := range inForum {
		t.Run(inForum[i].action, func(t *testing.T) {
			t.Parallel()
			inForum[i].try(t, false, true, nil)
		})
	}
}

package message_test

import (
	"testing"

	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/right"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// topicRace is two admins and a member at one topic.
type topicRace struct {
	*stage
	topic       int
	sent, noted int // the member's last message, and what the last change had the history tell
	random      int64
}

var boss, guard = user.Actor{ID: ann, Origin: 1}, user.Actor{ID: bob, Origin: 2}

// begin has a new topic, and everybody with what they may do.
func (r *topicRace) begin() {
	r.t.Helper()
	r.topic = r.made(ann)
	r.must(r.promote(right.ManageTopics | right.DeleteMessages))
}

func (r *topicRace) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r *topicRace) promote(to right.Admin) error {
	return change(r.channels.Promote(r.t.Context(), boss, r.id, bob, to, ""))
}

func (r *topicRace) ban(b right.Ban) error {
	return change(r.channels.Restrict(r.t.Context(), boss, r.id, cid, b, 0))
}

func (r *topicRace) writes() error {
	r.random++
	c, err := r.messages.Send(r.t.Context(), user.Actor{ID: cid}, message.Draft{
		To: r.id.Peer(), Text: text.Text{String: "hi"}, Random: 1_000_000 + r.random, Reply: &message.Reply{Top: r.topic},
	})
	if err == nil {
		r.sent = c.Messages[0].ID
	}
	return err
}

func (r *topicRace) edit(a user.Actor, e channel.TopicEdit) error {
	c, err := r.channels.EditTopic(r.t.Context(), a, r.id, r.topic, e)
	for _, e := range c.Events {
		if e.Kind == update.NewMessage && a == boss {
			r.noted = e.ID
		}
	}
	return err
}

// TestTopicRacesEndSerially: of two things that happen to a topic at the same time
// one was first, and both are done where both may be.
func TestTopicRacesEndSerially(t *testing.T) {
	t.Parallel()
	r := &topicRace{stage: forum(t, bob, cid)}
	yes, no, title, other := true, false, "Renamed", "Mine"
	for range 30 {
		r.begin()
		x, y := r.race(func() error { return r.edit(boss, channel.TopicEdit{Closed: &yes}) }, r.writes)
		if x != ok || y != "TOPIC_CLOSED" && (y != ok || r.sent > r.noted) {
			t.Fatalf("write beside close: %q, %q; %d was closed by %d", x, y, r.sent, r.noted)
		}
		r.must(r.edit(boss, channel.TopicEdit{Closed: &no}))

		x, y = r.race(func() error { return r.edit(boss, channel.TopicEdit{Title: &title}) },
			func() error { return r.edit(guard, channel.TopicEdit{Closed: &yes}) })
		if got := r.topicNow(r.topic); x != ok || y != ok || got.Title != title || !got.Closed {
			t.Fatalf("rename beside close: %q, %q, %+v", x, y, got)
		}

		x, y = r.race(func() error { return r.promote(right.DeleteMessages) },
			func() error { return r.edit(guard, channel.TopicEdit{Title: &other}) })
		if got := r.topicNow(r.topic); x != ok || y != ok && y != "CHAT_ADMIN_REQUIRED" || (got.Title == other) != (y == ok) {
			t.Fatalf("rename beside demotion: %q, %q, %+v", x, y, got)
		}
	}
}

// TestTopicEndsWhileWritten: what is written beside a ban or the end of the topic is
// there before it, or refused.
func TestTopicEndsWhileWritten(t *testing.T) {
	t.Parallel()
	r := &topicRace{stage: forum(t, bob, cid)}
	for range 30 {
		r.begin()
		x, y := r.race(func() error { return r.ban(right.View) }, r.writes)
		if x != ok || y != ok && y != "CHANNEL_PRIVATE" {
			t.Fatalf("write beside ban: %q, %q", x, y)
		}
		r.must(r.ban(0))
		r.must(change(r.channels.Add(t.Context(), boss, r.id, cid)))

		x, y = r.race(func() error {
			_, err := r.messages.DeleteTopic(t.Context(), guard, r.id.Peer(), r.topic)
			return err
		}, r.writes)
		if x != ok || y != ok && y != "TOPIC_DELETED" && y != "TOPIC_ID_INVALID" {
			t.Fatalf("write beside deletion: %q, %q", x, y)
		}
		r.empty(r.topic)
	}
}

// topicNow is a topic as it is.
func (s *stage) topicNow(id int) channel.Topic {
	s.t.Helper()
	got, err := s.messages.TopicsByID(s.t.Context(), user.Actor{ID: ann}, s.id.Peer(), []int{id})
	if err != nil || len(got.Topics) != 1 {
		s.t.Fatal(got, err)
	}
	return got.Topics[0].Topic
}

// empty checks that nothing is left of a topic.
func (s *stage) empty(topic int) {
	s.t.Helper()
	h, err := s.messages.History(s.t.Context(), user.Actor{ID: ann}, s.id.Peer(), message.Page{Limit: 100})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, m := range h.Messages {
		if m.Topic == topic {
			s.t.Fatalf("%d is left of topic %d: %+v", m.ID, topic, m)
		}
	}
}

// TestPinnedTopicsRace: two admins pin the last one that may be.
func TestPinnedTopicsRace(t *testing.T) {
	t.Parallel()
	s := forum(t, bob)
	ctx := t.Context()
	if err := change(s.channels.Promote(ctx, user.Actor{ID: ann}, s.id, bob, right.ManageTopics, "")); err != nil {
		t.Fatal(err)
	}
	var topics []int
	for range channel.MaxPinnedTopics + 1 {
		topics = append(topics, s.made(ann))
	}
	pin := func(by user.ID, topic int, pinned bool) func() error {
		return func() error { return change(s.channels.PinTopic(ctx, user.Actor{ID: by}, s.id, topic, pinned)) }
	}
	last := channel.MaxPinnedTopics - 1
	for _, id := range topics[:last] {
		if err := pin(ann, id, true)(); err != nil {
			t.Fatal(err)
		}
	}
	for range 20 {
		x, y := s.race(pin(ann, topics[last], true), pin(bob, topics[last+1], true))
		if x == y || x != ok && x != "PINNED_TOO_MUCH" || y != ok && y != "PINNED_TOO_MUCH" {
			t.Fatalf("%q, %q", x, y)
		}
		one, two := s.topicNow(topics[last]).Pinned, s.topicNow(topics[last+1]).Pinned
		if one != (x == ok) || two != (y == ok) {
			t.Fatalf("%v, %v after %q, %q", one, two, x, y)
		}
		won := topics[last]
		if two {
			won = topics[last+1]
		}
		if err := pin(ann, won, false)(); err != nil {
			t.Fatal(err)
		}
	}
}

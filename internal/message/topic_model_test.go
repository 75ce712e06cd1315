package message_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/user"
)

// forumModel is what a forum is to bob: in which topic each message is, and how far he
// has read.
type forumModel struct {
	in    map[int]int // message → topic
	marks map[int]int
	all   int // read in all topics
}

func (m *forumModel) unread(topic int) (n, last int) {
	for id, in := range m.in {
		if in != topic {
			continue
		}
		if last = max(last, id); id > max(m.marks[topic], m.all) {
			n++
		}
	}
	return n, last
}

// TestTopicsModel: whatever is written, deleted and read, in what was a group before
// it was a forum, topics and the list of chats count as a model does.
func TestTopicsModel(t *testing.T) {
	t.Parallel()
	s := &stage{club: newClub(t, channel.Draft{Title: "Club"}, bob), random: 1000}
	ctx, boss, me := t.Context(), user.Actor{ID: ann}, user.Actor{ID: bob}
	m := &forumModel{in: map[int]int{1: 1, 2: 1}, marks: map[int]int{}, all: 1}
	for range 20 {
		s.random++
		m.in[s.must(ann, s.random, "before").ID] = channel.General
	}
	if _, err := s.channels.SetForum(ctx, boss, s.id, true, false); err != nil {
		t.Fatal(err)
	}
	topics := []int{channel.General}
	r := rand.New(rand.NewPCG(1, 2))
	for step := range 400 {
		topic := topics[r.IntN(len(topics))]
		switch x := r.IntN(20); {
		case x == 0 && len(topics) < 8:
			id := s.made(ann)
			topics, m.in[id] = append(topics, id), id
		case x < 9:
			m.in[s.answered(ann, 0, topic).ID] = topic
		case x < 11:
			id := s.answered(bob, 0, topic).ID
			m.in[id], m.marks[topic] = topic, id
		case x < 14:
			id := 2 + r.IntN(slices.Max(slices.Collect(maps.Keys(m.in))))
			if in, there := m.in[id]; !there || in == id {
				continue
			}
			if _, err := s.messages.DeletePosts(ctx, boss, s.id.Peer(), []int{id}); err != nil {
				t.Fatal(step, err)
			}
			delete(m.in, id)
		case x < 15 && topic != channel.General:
			if _, err := s.messages.DeleteTopic(ctx, boss, s.id.Peer(), topic); err != nil {
				t.Fatal(step, err)
			}
			maps.DeleteFunc(m.in, func(_, in int) bool { return in == topic })
			topics = slices.DeleteFunc(topics, func(id int) bool { return id == topic })
		case x < 18:
			_, last := m.unread(topic)
			upTo := r.IntN(last + 1)
			if upTo == 0 {
				upTo = last
			}
			if err := s.messages.ReadThread(ctx, me, s.id.Peer(), topic, upTo); err != nil {
				t.Fatal(step, err)
			}
			m.marks[topic] = max(m.marks[topic], upTo)
		case x == 19:
			if err := s.messages.ReadPosts(ctx, me, s.id.Peer(), 0); err != nil {
				t.Fatal(step, err)
			}
			for id := range m.in {
				m.all = max(m.all, id)
			}
		}
		m.check(t, s, step, topics)
	}
}

func (m *forumModel) check(t *testing.T, s *stage, step int, topics []int) {
	t.Helper()
	ts, err := s.messages.Topics(t.Context(), user.Actor{ID: bob}, s.id.Peer(), message.TopicQuery{Limit: 100})
	if err != nil || len(ts.Topics) != len(topics) || ts.Total != len(topics) {
		t.Fatalf("step %d: %d topics of %d, not %d: %v", step, len(ts.Topics), ts.Total, len(topics), err)
	}
	sum, before := 0, 1<<30
	for _, x := range ts.Topics {
		n, last := m.unread(x.ID)
		if x.Thread.Unread != n || x.Thread.Last != last || last > before {
			t.Fatalf("step %d: topic %d has %d unread and ends at %d, not %d and %d", step, x.ID, x.Thread.Unread, x.Thread.Last, n, last)
		}
		h, err := s.messages.History(t.Context(), user.Actor{ID: bob}, s.id.Peer(), message.Page{Top: x.ID, Limit: 5})
		if err != nil || h.Total != len(h.Messages) && len(h.Messages) != 5 || h.Messages[0].ID != last {
			t.Fatalf("step %d: topic %d: %d of %d, %v", step, x.ID, len(h.Messages), h.Total, err)
		}
		sum, before = sum+n, last
	}
	if d := s.listed(bob); d.Unread != sum {
		t.Fatalf("step %d: %d unread in all, not %d", step, d.Unread, sum)
	}
}

package message_test

import (
	"slices"
	"sync"
	"testing"

	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/right"
	"heliograph/internal/text"
	"heliograph/internal/user"
)

// forum is a forum of Ann's with members.
func forum(t *testing.T, members ...user.ID) *stage {
	t.Helper()
	return &stage{club: newClub(t, channel.Draft{Title: "Forum", Forum: true}, members...), random: 100}
}

func (s *stage) made(by user.ID) int {
	s.t.Helper()
	id, err := s.topic(user.Actor{ID: by})
	if err != nil {
		s.t.Fatal(err)
	}
	return id
}

// answer writes an answer to message id, in a topic, 0: wherever that is.
func (s *stage) answer(by user.ID, id, topic int) (message.Message, error) {
	s.random++
	c, err := s.messages.Send(s.t.Context(), user.Actor{ID: by}, message.Draft{
		To: s.id.Peer(), Text: text.Text{String: "an answer"}, Random: s.random, Reply: &message.Reply{ID: id, Top: topic},
	})
	if err != nil {
		return message.Message{}, err
	}
	return c.Messages[0], nil
}

func (s *stage) answered(by user.ID, id, topic int) message.Message {
	s.t.Helper()
	m, err := s.answer(by, id, topic)
	if err != nil {
		s.t.Fatal(err)
	}
	return m
}

func TestWhichTopic(t *testing.T) {
	t.Parallel()
	s := forum(t, bob)
	one, two := s.made(ann), s.made(bob)
	plain := s.must(bob, 1, "in General")
	if plain.Topic != channel.General || plain.Reply != nil {
		t.Errorf("%+v", plain)
	}
	in := s.answered(bob, 0, one)
	if in.Topic != one || in.Reply.ID != one || in.Reply.Top != 0 {
		t.Errorf("written to a topic: %+v", in.Reply)
	}
	for what, got := range map[string]message.Message{
		"an answer":                  s.answered(ann, in.ID, 0),
		"an answer with its topic":   s.answered(ann, in.ID, one),
		"an answer to an answer":     s.answered(bob, s.answered(ann, in.ID, one).ID, 0),
		"an answer from another one": s.answered(bob, plain.ID, one),
		"an answer to the first":     s.answered(bob, one, 0),
		"with the first twice":       s.answered(bob, one, one),
	} {
		if got.Topic != one {
			t.Errorf("%s is in %d: %+v", what, got.Topic, got.Reply)
		}
	}
	across := s.answered(bob, in.ID, two)
	if r := across.Reply; across.Topic != two || r.ID != in.ID || r.Peer != s.id.Peer() || r.From == nil || r.Top != two {
		t.Errorf("an answer to another topic: %+v", across.Reply)
	}
	back := s.answered(bob, in.ID, channel.General)
	if back.Topic != channel.General || back.Reply.ID != in.ID {
		t.Errorf("an answer in General to a topic: %+v", back.Reply)
	}
	if m := s.answered(bob, plain.ID, channel.General); m.Topic != channel.General || m.Reply.ID != plain.ID || !m.Reply.Peer.IsZero() {
		t.Errorf("an answer in General: %+v", m.Reply)
	}
	if m := s.answered(bob, 0, channel.General); m.Reply != nil {
		t.Errorf("written to General: %+v", m.Reply)
	}
	for _, c := range []struct {
		id, topic int
		code      string
	}{{0, plain.ID, "TOPIC_ID_INVALID"}, {0, 9000, "TOPIC_ID_INVALID"}, {9000, one, "REPLY_MESSAGE_ID_INVALID"}} {
		if _, err := s.answer(bob, c.id, c.topic); !is(err, c.code) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	pin, err := s.messages.Pin(t.Context(), user.Actor{ID: ann}, message.Pin{Chat: s.id.Peer(), ID: in.ID})
	if err != nil || pin.Messages[0].Topic != one {
		t.Errorf("%+v %v", pin, err)
	}
	c, err := s.messages.ForwardAll(t.Context(), user.Actor{ID: bob}, message.Copy{
		From: s.id.Peer(), IDs: []int{plain.ID}, To: s.id.Peer(), Randoms: []int64{5}, Topic: two,
	})
	if err != nil || c.Messages[0].Topic != two || c.Messages[0].Reply.ID != two {
		t.Errorf("%+v %v", c, err)
	}
}

func TestClosedTopics(t *testing.T) {
	t.Parallel()
	s := forum(t, bob, cid, eve)
	of := s.made(bob)
	if _, err := s.channels.Promote(t.Context(), user.Actor{ID: ann}, s.id, eve, right.ManageTopics, ""); err != nil {
		t.Fatal(err)
	}
	in := s.answered(cid, 0, of)
	if err := s.change(user.Actor{ID: bob}, of, channel.TopicEdit{Closed: &yes}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.answer(cid, 0, of); !is(err, "TOPIC_CLOSED") {
		t.Error(err)
	}
	if _, err := s.answer(cid, in.ID, 0); !is(err, "TOPIC_CLOSED") {
		t.Error("an answer:", err)
	}
	for _, by := range []user.ID{ann, bob, eve} {
		if _, err := s.answer(by, 0, of); err != nil {
			t.Errorf("%d: %v", by, err)
		}
	}
	if err := s.change(user.Actor{ID: eve}, channel.General, channel.TopicEdit{Hidden: &yes}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.post(cid, 1, "in General"); !is(err, "TOPIC_CLOSED") {
		t.Error("hidden and yet open:", err)
	}
	no := false
	if err := s.change(user.Actor{ID: eve}, channel.General, channel.TopicEdit{Closed: &no}); err != nil {
		t.Fatal(err)
	}
	s.must(cid, 2, "in General")
	for _, c := range []struct {
		id   int
		e    channel.TopicEdit
		code string
	}{
		{of, channel.TopicEdit{}, "TOPIC_NOT_MODIFIED"},
		{of, channel.TopicEdit{Closed: &yes}, "TOPIC_NOT_MODIFIED"},
		{of, channel.TopicEdit{Closed: &no, Title: &retold}, "TOPIC_CLOSE_SEPARATELY"},
		{1, channel.TopicEdit{Hidden: &no, Title: &retold}, "TOPIC_HIDE_SEPARATELY"},
		{of, channel.TopicEdit{Hidden: &no}, "NOGENERAL_HIDE_FORBIDDEN"},
		{1, channel.TopicEdit{Hidden: &no}, "TOPIC_NOT_MODIFIED"},
		{in.ID, channel.TopicEdit{Title: &retold}, "TOPIC_ID_INVALID"},
		{of, channel.TopicEdit{Title: new(string)}, "TOPIC_TITLE_EMPTY"},
	} {
		if err := s.change(user.Actor{ID: ann}, c.id, c.e); !is(err, c.code) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	if _, err := s.channels.SetForum(t.Context(), user.Actor{ID: ann}, s.id, false, false); err != nil {
		t.Fatal(err)
	}
	if m := s.answered(cid, in.ID, 0); m.Topic != of {
		t.Errorf("in what is no forum any more: %+v", m.Reply)
	}
	if _, err := s.topic(user.Actor{ID: ann}); !is(err, "CHANNEL_FORUM_MISSING") {
		t.Error(err)
	}
}

// A topic is open or closed when something is written to it, not when that is asked
// for.
func TestCloseWhileWriting(t *testing.T) {
	t.Parallel()
	s := forum(t, bob)
	of := s.made(ann)
	var wg sync.WaitGroup
	var last []int
	wg.Go(func() {
		for i := range 200 {
			c, err := s.messages.Send(t.Context(), user.Actor{ID: bob}, message.Draft{
				To: s.id.Peer(), Text: text.Text{String: "quick"}, Random: int64(1000 + i), Reply: &message.Reply{Top: of},
			})
			if err != nil {
				if !is(err, "TOPIC_CLOSED") {
					t.Error(err)
				}
				return
			}
			last = append(last, c.Messages[0].ID)
		}
	})
	c, err := s.channels.EditTopic(t.Context(), user.Actor{ID: ann}, s.id, of, channel.TopicEdit{Closed: &yes})
	wg.Wait()
	if err != nil || len(last) > 0 && slices.Max(last) > c.Events[0].ID {
		t.Errorf("written after the topic was closed: %v, %+v %v", last, c.Events, err)
	}
}

func TestPinnedTopics(t *testing.T) {
	t.Parallel()
	s := forum(t)
	boss := user.Actor{ID: ann}
	pin := func(id int, on bool) error { return change(s.channels.PinTopic(t.Context(), boss, s.id, id, on)) }
	var ids []int
	for range 6 {
		ids = append(ids, s.made(ann))
	}
	for _, id := range ids[:5] {
		if err := pin(id, true); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		err  error
		code string
	}{
		{pin(ids[5], true), "PINNED_TOO_MUCH"},
		{pin(ids[0], true), "PINNED_TOPIC_NOT_MODIFIED"},
		{pin(ids[5], false), "PINNED_TOPIC_NOT_MODIFIED"},
		{pin(9000, true), "TOPIC_ID_INVALID"},
		{change(s.channels.ReorderTopics(t.Context(), boss, s.id, ids, true)), "PINNED_TOO_MUCH"},
		{change(s.channels.ReorderTopics(t.Context(), boss, s.id, []int{9000}, true)), "TOPIC_ID_INVALID"},
	} {
		if !is(c.err, c.code) {
			t.Errorf("%v, not %s", c.err, c.code)
		}
	}
	ordered := func(order []int, force bool) []int {
		t.Helper()
		c, err := s.channels.ReorderTopics(t.Context(), boss, s.id, order, force)
		if err != nil {
			t.Fatal(err)
		}
		return c.Events[0].IDs
	}
	if got := ordered([]int{ids[2], ids[0], ids[2], ids[5]}, false); !slices.Equal(got, []int{ids[2], ids[0], ids[4], ids[3], ids[1]}) {
		t.Error(got)
	}
	if got := ordered([]int{ids[5], ids[0]}, true); !slices.Equal(got, []int{ids[5], ids[0]}) {
		t.Error(got)
	}
	es, err := s.channels.Entries(t.Context(), boss, s.id, channel.LogQuery{Kinds: []channel.LogKind{channel.LogTopicPinned}, Limit: 100})
	if err != nil || len(es) != 5+4+1 {
		t.Errorf("%d entries, %v", len(es), err)
	}
}

func TestCreateTopicOnce(t *testing.T) {
	t.Parallel()
	s := forum(t, bob)
	make := func(by user.ID, d channel.TopicDraft) (int, error) {
		c, err := s.channels.CreateTopic(t.Context(), user.Actor{ID: by}, s.id, d)
		if err != nil {
			return 0, err
		}
		return c.Events[0].ID, nil
	}
	one, err := make(bob, channel.TopicDraft{Title: " Talk \n", Color: 0xFB6F5F, Random: 9})
	again, err2 := make(bob, channel.TopicDraft{Title: "Talk", Random: 9})
	if one == 0 || one != again || err != nil || err2 != nil {
		t.Error(one, again, err, err2)
	}
	for _, c := range []struct {
		by   user.ID
		d    channel.TopicDraft
		code string
	}{
		{ann, channel.TopicDraft{Title: "x", Random: 9}, "RANDOM_ID_INVALID"},
		{bob, channel.TopicDraft{Title: "x"}, "RANDOM_ID_EMPTY"},
		{bob, channel.TopicDraft{Title: " \u202e", Random: 10}, "TOPIC_TITLE_EMPTY"},
		{cid, channel.TopicDraft{Title: "x", Random: 10}, "CHANNEL_PRIVATE"},
	} {
		if _, err := make(c.by, c.d); !is(err, c.code) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

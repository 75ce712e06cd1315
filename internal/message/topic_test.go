package message_test

import (
	"slices"
	"sync"
	"testing"

	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/update"
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

// listed is the ids of a page of topics, with what is unread in each.
func (s *stage) listTopics(by user.ID, q message.TopicQuery) (ids, unread []int, total int) {
	s.t.Helper()
	ts, err := s.messages.Topics(s.t.Context(), user.Actor{ID: by}, s.id.Peer(), q)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, t := range ts.Topics {
		ids, unread = append(ids, t.ID), append(unread, t.Thread.Unread)
	}
	return ids, unread, ts.Total
}

func TestListTopics(t *testing.T) {
	t.Parallel()
	s := forum(t, bob)
	var made []int
	for range 7 {
		made = append(made, s.made(ann))
	}
	a, b := made[0], made[1]
	s.answered(ann, 0, a)
	last := s.answered(ann, 0, b).ID
	if _, err := s.channels.PinTopic(t.Context(), user.Actor{ID: ann}, s.id, made[3], true); err != nil {
		t.Fatal(err)
	}
	want := []int{made[3], b, a, made[6], made[5], made[4], made[2], channel.General}
	ids, unread, total := s.listTopics(bob, message.TopicQuery{Limit: 100})
	if !slices.Equal(ids, want) || total != 8 || !slices.Equal(unread, []int{1, 2, 2, 1, 1, 1, 1, 1}) {
		t.Error(ids, unread, total)
	}
	if _, unread, _ := s.listTopics(ann, message.TopicQuery{Limit: 100}); slices.Max(unread[:7]) != 0 {
		t.Error("one's own are unread:", unread)
	}
	// By pages, whatever the offset: each topic once.
	var all []int
	q := message.TopicQuery{Limit: 3}
	for range 4 {
		ts, err := s.messages.Topics(t.Context(), user.Actor{ID: bob}, s.id.Peer(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range ts.Topics {
			all = append(all, x.ID)
			q.OffsetTopic, q.OffsetID, q.OffsetDate = x.ID, x.Thread.Last, x.Thread.Date
		}
	}
	if !slices.Equal(all, want) {
		t.Error("by pages:", all)
	}
	if ids, _, _ := s.listTopics(bob, message.TopicQuery{OffsetTopic: b, Limit: 2}); !slices.Equal(ids, []int{a, made[6]}) {
		t.Error("after a topic alone:", ids)
	}
	if ids, _, _ := s.listTopics(bob, message.TopicQuery{OffsetID: last, Limit: 1}); !slices.Equal(ids, []int{a}) {
		t.Error("after a message alone:", ids)
	}
	name := "Something else"
	if err := s.change(user.Actor{ID: ann}, a, channel.TopicEdit{Title: &name}); err != nil {
		t.Fatal(err)
	}
	for text, n := range map[string]int{"els some": 1, "talk": 6, "GEN": 1, "none": 0, " ": 8} {
		if ids, _, total := s.listTopics(bob, message.TopicQuery{Text: text, Limit: 100}); len(ids) != n || total != n {
			t.Errorf("%q: %v of %d", text, ids, total)
		}
	}
	ts, err := s.messages.TopicsByID(t.Context(), user.Actor{ID: bob}, s.id.Peer(), []int{a, last, channel.General, 9000})
	if err != nil || ts.Topics[0].Title != name || ts.Topics[1].Title != "" || ts.Topics[2].Title != "General" || ts.Topics[3].Title != "" {
		t.Errorf("%+v %v", ts, err)
	}
	if _, err := s.messages.TopicsByID(t.Context(), user.Actor{ID: bob}, s.id.Peer(), nil); !is(err, "TOPICS_EMPTY") {
		t.Error(err)
	}
	if _, err := s.messages.Topics(t.Context(), user.Actor{ID: cid}, s.id.Peer(), message.TopicQuery{}); !is(err, "CHANNEL_PRIVATE") {
		t.Error(err)
	}
}

// What was written before there were topics is in General, unread or not.
func TestGeneralIsOld(t *testing.T) {
	t.Parallel()
	s := &stage{club: newClub(t, channel.Draft{Title: "Club"}, bob), random: 100}
	for i := range 5 {
		s.must(ann, int64(i+1), "before")
	}
	if _, err := s.messages.DeletePosts(t.Context(), user.Actor{ID: ann}, s.id.Peer(), []int{5}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.channels.SetForum(t.Context(), user.Actor{ID: ann}, s.id, true, true); err != nil {
		t.Fatal(err)
	}
	if ids, unread, _ := s.listTopics(bob, message.TopicQuery{Limit: 5}); !slices.Equal(ids, []int{1}) || unread[0] != 5 {
		t.Error(ids, unread)
	}
	of := s.made(ann)
	s.must(ann, 50, "since")
	s.answered(ann, 0, of)
	page := func(q message.Page) (ids []int, total int) {
		q.Top = channel.General
		h, err := s.messages.History(t.Context(), user.Actor{ID: bob}, s.id.Peer(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range h.Messages {
			ids = append(ids, m.ID)
		}
		return ids, h.Total
	}
	if ids, total := page(message.Page{Limit: 100}); !slices.Equal(ids, []int{9, 7, 6, 4, 3, 2, 1}) || total != 7 {
		t.Error(ids, total)
	}
	if ids, _ := page(message.Page{OffsetID: 6, AddOffset: -2, Limit: 3}); !slices.Equal(ids, []int{7, 6, 4}) {
		t.Error(ids)
	}
	if ids, _ := page(message.Page{OffsetID: 7, AddOffset: -3, Limit: 3}); !slices.Equal(ids, []int{9, 7}) && !slices.Equal(ids, []int{9, 7, 6}) {
		t.Error(ids)
	}
	if ids, _ := page(message.Page{OffsetID: 9, Limit: 2}); !slices.Equal(ids, []int{7, 6}) {
		t.Error(ids)
	}
	if _, unread, _ := s.listTopics(bob, message.TopicQuery{Limit: 5}); !slices.Equal(unread, []int{2, 6}) {
		t.Error(unread)
	}
	if d := s.listed(bob); d.Unread != 8 {
		t.Error(d.Unread)
	}
	read := func(top, max int) {
		t.Helper()
		if err := s.messages.ReadThread(t.Context(), user.Actor{ID: bob}, s.id.Peer(), top, max); err != nil {
			t.Fatal(err)
		}
	}
	read(channel.General, 6)
	if _, unread, _ := s.listTopics(bob, message.TopicQuery{Limit: 5}); !slices.Equal(unread, []int{2, 2}) {
		t.Error(unread)
	}
	if d := s.listed(bob); d.Unread != 4 || d.ReadIn != 6 {
		t.Errorf("%+v", d)
	}
	read(of, 0)
	if d := s.listed(bob); d.Unread != 2 || d.ReadIn != 6 {
		t.Errorf("%+v", d)
	}
	read(channel.General, 0)
	if d := s.listed(bob); d.Unread != 0 || d.ReadIn != 10 {
		t.Errorf("%+v", d)
	}
	s.answered(ann, 0, of)
	if d := s.listed(bob); d.Unread != 1 {
		t.Errorf("%+v", d)
	}
	if err := s.messages.ReadPosts(t.Context(), user.Actor{ID: bob}, s.id.Peer(), 0); err != nil {
		t.Fatal(err)
	}
	if _, unread, _ := s.listTopics(bob, message.TopicQuery{Limit: 5}); !slices.Equal(unread, []int{0, 0}) {
		t.Error("read as a whole:", unread)
	}
}

func TestDeleteTopic(t *testing.T) {
	t.Parallel()
	s := forum(t, bob, cid)
	del := func(by user.ID, id int) (message.Affected, error) {
		return s.messages.DeleteTopic(t.Context(), user.Actor{ID: by}, s.id.Peer(), id)
	}
	own, busy := s.made(bob), s.made(bob)
	s.answered(bob, 0, own)
	var in message.Message
	for range 230 {
		in = s.answered(cid, 0, busy)
	}
	if _, err := s.channels.PinTopic(t.Context(), user.Actor{ID: ann}, s.id, busy, true); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		by   user.ID
		id   int
		code string
	}{
		{bob, busy, "CHAT_ADMIN_REQUIRED"}, // others wrote there, too
		{cid, own, "CHAT_ADMIN_REQUIRED"},
		{ann, channel.General, "TOPIC_ID_INVALID"},
		{ann, in.ID, "TOPIC_ID_INVALID"},
	} {
		if _, err := del(c.by, c.id); !is(err, c.code) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	if _, err := s.messages.DeletePosts(t.Context(), user.Actor{ID: ann}, s.id.Peer(), []int{busy}); !is(err, "MESSAGE_DELETE_FORBIDDEN") {
		t.Error("the first message alone:", err)
	}
	if a, err := del(bob, own); err != nil || a.Count != 2 || a.Offset != 0 {
		t.Errorf("%+v %v", a, err)
	}
	if a, err := del(ann, busy); err != nil || a.Count != 231 || a.Offset != 0 {
		t.Errorf("%+v %v", a, err)
	}
	if _, err := s.answer(cid, 0, busy); !is(err, "TOPIC_DELETED") {
		t.Error(err)
	}
	if _, err := del(ann, busy); !is(err, "TOPIC_ID_INVALID") {
		t.Error(err)
	}
	if ids, _, total := s.listTopics(bob, message.TopicQuery{Limit: 10}); !slices.Equal(ids, []int{channel.General}) || total != 1 {
		t.Error(ids, total)
	}
	es, err := s.channels.Entries(t.Context(), user.Actor{ID: ann}, s.id, channel.LogQuery{Kinds: []channel.LogKind{channel.LogTopicDeleted, channel.LogDeleted}, Limit: 100})
	if err != nil || len(es) != 2 || es[0].Was.Number != int64(busy) || es[0].Was.Topic == nil {
		t.Errorf("%+v %v", es, err)
	}
	s.must(cid, 5, "still there")
}

// What one has not seen, and what is pinned, is known by topic.
func TestUnseenByTopic(t *testing.T) {
	t.Parallel()
	s := &stage{club: newClub(t, channel.Draft{Title: "Club"}, bob), random: 100}
	boss, chat := user.Actor{ID: ann}, s.id.Peer()
	old := s.must(bob, 1, "before")
	s.answered(ann, old.ID, 0) // mentions bob, before there are topics
	if _, err := s.channels.SetForum(t.Context(), boss, s.id, true, false); err != nil {
		t.Fatal(err)
	}
	of := s.made(ann)
	in := s.answered(bob, 0, of)
	for range 3 {
		s.answered(ann, in.ID, 0)
	}
	for _, id := range []int{old.ID, in.ID} {
		if _, err := s.messages.Pin(t.Context(), boss, message.Pin{Chat: chat, ID: id}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.messages.React(t.Context(), boss, message.React{Chat: chat, ID: id, Emoji: []string{"👍"}}); err != nil {
			t.Fatal(err)
		}
	}
	shown := func() (out [][3]int) {
		ts, err := s.messages.Topics(t.Context(), user.Actor{ID: bob}, chat, message.TopicQuery{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range ts.Topics {
			out = append(out, [3]int{x.ID, x.Mentions, x.Reactions})
		}
		return out
	}
	if got := shown(); !slices.Equal(got, [][3]int{{of, 3, 1}, {channel.General, 1, 1}}) {
		t.Error(got)
	}
	for _, top := range []int{of, channel.General} {
		m, err := s.messages.UnreadMentions(t.Context(), user.Actor{ID: bob}, chat, message.Page{Limit: 10, Top: top})
		r, err2 := s.messages.UnreadReactions(t.Context(), user.Actor{ID: bob}, chat, message.Page{Limit: 10, Top: top})
		if want := map[int]int{of: 3, channel.General: 1}[top]; err != nil || err2 != nil || len(m.Messages) != want || m.Total != want || len(r.Messages) != 1 {
			t.Errorf("%d: %d mentions of %d, %d reactions, %v %v", top, len(m.Messages), m.Total, len(r.Messages), err, err2)
		}
	}
	if _, err := s.messages.ReadMentions(t.Context(), user.Actor{ID: bob}, chat, of); err != nil {
		t.Fatal(err)
	}
	if _, err := s.messages.ReadReactionsIn(t.Context(), user.Actor{ID: bob}, chat, of); err != nil {
		t.Fatal(err)
	}
	if got := shown(); !slices.Equal(got, [][3]int{{of, 0, 0}, {channel.General, 1, 1}}) {
		t.Error("after seeing one:", got)
	}
	if a, err := s.messages.UnpinThread(t.Context(), boss, chat, of); err != nil || a.Count != 1 {
		t.Errorf("%+v %v", a, err)
	}
	if last, err := s.messages.LastPinned(t.Context(), bob, chat); err != nil || last != old.ID {
		t.Error(last, err)
	}
	if _, err := s.messages.UnpinThread(t.Context(), user.Actor{ID: cid}, chat, of); !is(err, "CHANNEL_PRIVATE") {
		t.Error(err)
	}
}

// Nobody is told who made a topic in the name of the group.
func TestNamelessTopics(t *testing.T) {
	t.Parallel()
	s := forum(t, bob)
	if _, err := s.channels.Promote(t.Context(), user.Actor{ID: ann}, s.id, bob, right.ManageTopics|right.Anonymous, ""); err != nil {
		t.Fatal(err)
	}
	chat := s.id.Peer()
	for i, c := range []struct {
		by     user.ID
		as, is peer.Peer
		code   string
	}{
		{by: bob, is: chat},
		{by: bob, as: chat, is: chat},
		{by: bob, as: bob.Peer()},
		{by: ann},
		{by: ann, as: ann.Peer()},
		{by: ann, as: chat, code: "SEND_AS_PEER_INVALID"},
		{by: bob, as: ann.Peer(), code: "SEND_AS_PEER_INVALID"},
	} {
		made, err := s.channels.CreateTopic(t.Context(), user.Actor{ID: c.by}, s.id, channel.TopicDraft{Title: "Talk", Random: int64(i + 1), As: c.as})
		if c.code != "" || err != nil {
			if !is(err, c.code) {
				t.Errorf("%d: %v", i, err)
			}
			continue
		}
		m, err := s.messages.Posts(t.Context(), user.Actor{ID: ann}, chat, made.Events[0].ID)
		if err != nil || m[0].As != c.is || m[0].Note.Unsaid != !c.is.IsZero() {
			t.Errorf("%d: %+v %v", i, m, err)
		}
		ts, err := s.messages.TopicsByID(t.Context(), user.Actor{ID: ann}, chat, []int{m[0].ID})
		if err != nil || ts.Topics[0].As != c.is {
			t.Errorf("%d: %+v %v", i, ts, err)
		}
	}
}

// A forum has no more topics than its limit; who deletes one makes room.
func TestTopicLimit(t *testing.T) {
	t.Parallel()
	s := forum(t)
	s.channels = channel.New(channel.Deps{Store: s.store, Log: s.log, Clock: s.clock, Notes: s.messages, Limits: channel.Limits{Topics: 2}})
	first := s.made(ann)
	s.made(ann)
	if _, err := s.topic(user.Actor{ID: ann}); !is(err, "CHANNEL_TOO_LARGE") {
		t.Error(err)
	}
	if _, err := s.messages.DeleteTopic(t.Context(), user.Actor{ID: ann}, s.id.Peer(), first); err != nil {
		t.Fatal(err)
	}
	s.made(ann)
}

// The group that discusses a channel has no topics.
func TestNoForumThatDiscusses(t *testing.T) {
	t.Parallel()
	s := &stage{club: newClub(t, channel.Draft{Title: "Club"}), random: 100}
	err := s.log.Run(t.Context(), []store.Owner{s.id.Owner()}, func(tx *update.Tx) error {
		c, _, err := channel.Load(tx, s.id)
		c.Linked = s.id + 1
		channel.Save(tx, &c)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.channels.SetForum(t.Context(), user.Actor{ID: ann}, s.id, true, false); !is(err, "CHAT_DISCUSSION_UNALLOWED") {
		t.Error(err)
	}
}

package message_test

import (
	"testing"

	"heliograph/internal/draft"
	"heliograph/internal/message"
	"heliograph/internal/notify"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// keeps is what somebody has of a topic.
type keeps struct {
	read          int
	drafted, told bool
}

func (s *stage) keeps(who user.ID, topic int) (k keeps) {
	s.t.Helper()
	d, err := s.drafts.At(s.t.Context(), who, draft.Place{Peer: s.id.Peer(), Topic: topic})
	if err != nil {
		s.t.Fatal(err)
	}
	ns := notify.New(notify.Deps{Store: s.store, Log: s.log, Clock: s.clock})
	n, err := ns.Get(s.t.Context(), who, notify.Target{Peer: s.id.Peer(), Topic: topic})
	if err != nil {
		s.t.Fatal(err)
	}
	err = s.store.View(s.t.Context(), func(r store.Reader) error {
		marks, err := message.LoadMarks(r, who, s.id.Peer(), topic)
		k = keeps{marks[0], !d[0].IsZero(), n.MuteUntil != nil}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return k
}

// use has somebody write to a topic, begin to write more, and mute it.
func (s *stage) use(who user.ID, topic int) keeps {
	s.t.Helper()
	m := s.answered(who, 0, topic)
	err := s.drafts.Save(s.t.Context(), as(who), draft.Draft{Peer: s.id.Peer(), Topic: topic, Text: plain("more")})
	if err != nil {
		s.t.Fatal(err)
	}
	forever := notify.Forever
	ns := notify.New(notify.Deps{Store: s.store, Log: s.log, Clock: s.clock})
	if err := ns.Change(s.t.Context(), as(who), notify.Target{Peer: s.id.Peer(), Topic: topic}, notify.Change{MuteUntil: &forever}); err != nil {
		s.t.Fatal(err)
	}
	return keeps{m.ID, true, true}
}

// Of a topic that is deleted nothing is left: with who deletes it at once, with others
// once they look at the topics; of others all stays, and threads have drafts as well.
func TestGoneTopicsAreForgotten(t *testing.T) {
	t.Parallel()
	s := forum(t, bob, cid)
	gone, kept := s.made(ann), s.made(ann)
	had := map[user.ID]map[int]keeps{}
	for _, who := range []user.ID{ann, bob, cid} {
		had[who] = map[int]keeps{gone: s.use(who, gone), kept: s.use(who, kept)}
	}
	under := s.must(bob, 1, "in General").ID
	if err := s.drafts.Save(t.Context(), as(bob), draft.Draft{Peer: s.id.Peer(), Topic: under, Text: plain("under it")}); err != nil {
		t.Fatal(err)
	}
	st, err := s.log.State(t.Context(), ann.Owner())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.messages.DeleteTopic(t.Context(), as(ann), s.id.Peer(), gone); err != nil {
		t.Fatal(err)
	}
	if got := s.keeps(ann, gone); got != (keeps{}) {
		t.Errorf("who deleted it keeps %+v", got)
	}
	var told []update.Kind
	for _, e := range s.events(t, ann, st.At.Pts) {
		if e.ID == gone && e.Origin == 0 {
			told = append(told, e.Kind)
		}
	}
	if len(told) != 2 || told[0] != update.Draft || told[1] != update.NotifySettings {
		t.Errorf("devices are told %v", told)
	}
	looks := map[user.ID]func(user.Actor) error{
		bob: func(a user.Actor) error {
			_, err := s.messages.Topics(t.Context(), a, s.id.Peer(), message.TopicQuery{Limit: 10})
			return err
		},
		cid: func(a user.Actor) error {
			_, err := s.messages.TopicsByID(t.Context(), a, s.id.Peer(), []int{gone, kept})
			return err
		},
	}
	for who, look := range looks {
		if got := s.keeps(who, gone); got != had[who][gone] {
			t.Errorf("%d had %+v before looking, not %+v", who, got, had[who][gone])
		}
		if err := look(as(who)); err != nil {
			t.Fatal(err)
		}
		if got := s.keeps(who, gone); got != (keeps{}) {
			t.Errorf("%d keeps %+v", who, got)
		}
	}
	for _, who := range []user.ID{ann, bob, cid} {
		if got := s.keeps(who, kept); got != had[who][kept] {
			t.Errorf("%d has %+v of the other topic, not %+v", who, got, had[who][kept])
		}
	}
	if got := s.keeps(bob, under); !got.drafted {
		t.Error("the draft of an answer is gone")
	}
}

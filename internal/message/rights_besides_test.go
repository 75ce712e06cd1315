package message_test

import (
	"testing"

	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/preview"
	"heliograph/internal/right"
	"heliograph/internal/user"
)

// scene is a line of the matrix for which there has to be another chat.
type scene struct {
	rule
	setup func(*stage)
}

// another makes the other chat, somebody's.
func (s *stage) another(by user.ID, broadcast, public bool, members ...user.ID) {
	s.t.Helper()
	boss := user.Actor{ID: by}
	c, err := s.channels.Create(s.t.Context(), boss, channel.Draft{Title: "Other", Broadcast: broadcast})
	if err != nil {
		s.t.Fatal(err)
	}
	s.pal = c.Channel.ID
	s.open(s.pal, public)
	for _, id := range members {
		if _, err := s.channels.Add(s.t.Context(), boss, s.pal, id); err != nil {
			s.t.Fatal(err)
		}
	}
}

// link has the group of the stage and its other chat discuss the channel among them.
func (s *stage) link(a user.Actor) error {
	if s.broadcast {
		return s.channels.Link(s.t.Context(), a, s.id, s.pal)
	}
	return s.channels.Link(s.t.Context(), a, s.pal, s.id)
}

func (s *stage) unlink(a user.Actor) error {
	if s.broadcast {
		return s.channels.Link(s.t.Context(), a, s.id, 0)
	}
	return s.channels.Link(s.t.Context(), a, 0, s.id)
}

// speak writes in a name.
func (s *stage) speak(a user.Actor, as peer.Peer) error {
	s.random++
	_, err := s.messages.Send(s.t.Context(), a, message.Draft{To: s.id.Peer(), Text: plain("hello"), Random: s.random, As: as})
	return err
}

func speakAsPal(s *stage, a user.Actor) error { return s.speak(a, s.pal.Peer()) }

func ownChannel(s *stage) { s.another(bob, true, true) }

const noVoice = "SEND_AS_PEER_INVALID"

// mayWrite is who may write a text.
var mayWrite = writes(right.Send|right.SendText, noText)

// only is who may do what w says if they also have chosen a right, or not, and where
// the chat is public.
func (w who) only(chosen, unchosen right.Admin, open bool) who {
	w.chosen, w.unchosen, w.open, w.fails = chosen, unchosen, open, noVoice
	return w
}

// besides is the matrix of what takes another chat, and of in whose name one writes.
var besides = []scene{
	{
		rule{
			"have the group discuss the channel, one of which is one's own",
			(*stage).link, needs(right.PinMessages), needs(right.ChangeInfo),
		},
		func(s *stage) { s.another(bob, !s.broadcast, false) },
	},
	{
		rule{
			"have the group discuss the channel, being nobody in one of them",
			(*stage).link,
			who{always: "CHAT_ADMIN_REQUIRED"},
			who{nobody: true},
		},
		func(s *stage) { s.another(ann, !s.broadcast, false, bob) },
	},
	{
		rule{
			"have the channel discussed no more",
			(*stage).unlink, needs(right.PinMessages), needs(right.ChangeInfo),
		},
		func(s *stage) {
			s.another(ann, !s.broadcast, false)
			if err := s.link(user.Actor{ID: ann}); err != nil {
				s.t.Fatal(err)
			}
		},
	},
	{
		rule{"write as an own public channel", speakAsPal, mayWrite.only(0, 0, true), posts.but(noVoice)},
		ownChannel,
	},
	{
		rule{"write as an own private channel", speakAsPal, mayWrite.but(noVoice), posts.but(noVoice)},
		func(s *stage) { s.another(bob, true, false) },
	},
	{
		rule{"write as a channel of another", speakAsPal, mayWrite.but(noVoice), posts.but(noVoice)},
		func(s *stage) { s.another(ann, true, true, bob) },
	},
	{
		rule{"write as a group of one's own", speakAsPal, mayWrite.but(noVoice), posts.but(noVoice)},
		func(s *stage) { s.another(bob, false, true) },
	},
	{rule: rule{
		"write as the chat", func(s *stage, a user.Actor) error { return s.speak(a, s.id.Peer()) },
		mayWrite.only(right.Anonymous, 0, false), posts,
	}},
	{rule: rule{
		"write as oneself", func(s *stage, a user.Actor) error { return s.speak(a, a.ID.Peer()) },
		mayWrite.only(0, right.Anonymous, false), posts.but(noVoice),
	}},
	{
		rule{"choose to write as an own public channel", func(s *stage, a user.Actor) error {
			return s.messages.SetVoice(s.t.Context(), a, s.id.Peer(), s.pal.Peer())
		}, who{readers: true}.only(0, 0, true), who{readers: true}.but(noVoice)},
		ownChannel,
	},
	{
		rule{"ban a channel", func(s *stage, a user.Actor) error {
			return change(s.channels.Silence(s.t.Context(), a, s.id, s.pal, right.View, 0))
		}, needs(right.BanUsers), needs(right.BanUsers).but(notHere)},
		func(s *stage) { s.another(ann, true, true) },
	},
	{rule: rule{"list the banned channels", func(s *stage, a user.Actor) error {
		_, err := s.channels.AllSilenced(s.t.Context(), a, s.id)
		return err
	}, who{admins: true}, who{admins: true}}},
}

// TestPagesOfTheRestricted: who may not show pages writes messages that show none.
func TestPagesOfTheRestricted(t *testing.T) {
	t.Parallel()
	s := &stage{club: newClub(t, channel.Draft{Title: "Stage"}), random: 1}
	pages := &site{known: map[string]preview.Result{known: {ID: 8, Page: &preview.Page{Title: "known"}}}}
	s.messages = message.New(message.Deps{Store: s.store, Log: s.log, Users: people{}, Clock: s.clock, Previews: pages})
	s.fresh(false)
	for _, c := range []struct {
		role
		shown bool
	}{
		{role{name: "member", in: true}, true},
		{role{name: "restricted member", in: true, ban: right.EmbedLinks}, false},
		{role{name: "member who may show no media", in: true, ban: right.SendMedia}, false},
		{role{name: "member where all are restricted", in: true, everybody: right.EmbedLinks}, false},
		{role{name: "admin where all are restricted", in: true, admin: right.PinMessages, everybody: right.EmbedLinks}, true},
	} {
		s.become(c.role, false)
		s.random++
		if m := s.must(bob, s.random, "see "+known); (m.Preview != nil) != c.shown {
			t.Errorf("%s shows %+v", c.name, m.Preview)
		}
	}
}

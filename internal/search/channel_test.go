package search_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/search"
	"heliograph/internal/text"
	"heliograph/internal/user"
)

// group is a supergroup of ann's in which bob and cid are.
func (w *world) group(t testing.TB, cs *channel.Service) peer.Peer {
	t.Helper()
	c, err := cs.Create(t.Context(), as(ann), channel.Draft{Title: "Group"})
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range []user.ID{bob, cid} {
		if _, err := cs.Add(t.Context(), as(ann), c.Channel.ID, u); err != nil {
			t.Fatal(err)
		}
	}
	return c.Channel.ID.Peer()
}

// post writes into a group, perhaps as an answer.
func (w *world) post(t testing.TB, by user.ID, to peer.Peer, s string, answers int) message.Message {
	t.Helper()
	w.random++
	d := message.Draft{To: to, Text: text.Text{String: s}, Random: w.random}
	if answers != 0 {
		d.Reply = &message.Reply{ID: answers}
	}
	c, err := w.messages.Send(t.Context(), as(by), d)
	if err != nil {
		t.Fatal(err)
	}
	return c.Messages[0]
}

func TestFindsWhatMentionsWhoLooks(t *testing.T) {
	t.Parallel()
	w := open(t)
	cs := channel.New(channel.Deps{Store: w.store, Log: w.log, Clock: w.clock, Notes: w.messages})
	g := w.group(t, cs)
	first := w.post(t, bob, g, "a question", 0)
	w.post(t, cid, g, "another", 0)
	answers := []int{w.post(t, ann, g, "one answer", first.ID).ID, w.post(t, cid, g, "two answers", first.ID).ID}
	slices.Reverse(answers)
	check := func(when string) {
		t.Helper()
		q := search.Query{In: g, Kinds: message.MentionsMe}
		if got := idsOf(w.find(t, bob, q, search.Window{Limit: 10}).Messages); !slices.Equal(got, answers) {
			t.Errorf("%s: bob finds %v, not %v", when, got, answers)
		}
		if got := w.find(t, cid, q, search.Window{Limit: 10}); got.Total != 0 {
			t.Errorf("%s: cid finds %+v", when, got)
		}
		q.Kinds |= message.HasURL
		if got := w.find(t, bob, q, search.Window{Limit: 10}); got.Total != 2 {
			t.Errorf("%s: with links: %+v", when, got)
		}
		ns, err := w.search.Counts(t.Context(), as(bob), search.Query{In: g}, message.HasURL, message.MentionsMe)
		if err != nil || ns[0].Total != 0 || ns[1].Total != 2 {
			t.Errorf("%s: %v, %v", when, ns, err)
		}
	}
	check("before there is an index")
	for range 300 { // so that lists are asked rather than messages
		w.post(t, ann, g, "noise", 0)
	}
	if err := w.search.Catch(t.Context(), g.Owner()); err != nil {
		t.Fatal(err)
	}
	check("by the index")
}

func TestEverywhereLooksIntoAllChannels(t *testing.T) {
	t.Parallel()
	w := open(t)
	cs := channel.New(channel.Deps{Store: w.store, Log: w.log, Clock: w.clock, Notes: w.messages})
	const many = 230
	var in []search.Joined
	for i := range many {
		c, err := cs.Create(t.Context(), as(ann), channel.Draft{Title: fmt.Sprint("News ", i), Broadcast: true})
		if err != nil {
			t.Fatal(err)
		}
		s := "rain"
		if i == 0 {
			s = "rare rain"
		}
		m := w.post(t, ann, c.Channel.ID.Peer(), s, 0)
		in = append(in, search.Joined{Chat: m.Peer, Date: m.Date})
		w.clock.Advance(time.Second)
	}
	p, err := w.search.Everywhere(t.Context(), as(ann), search.Query{Text: "rare"}, in, search.Since{}, 10)
	if err != nil || p.Total != 1 || p.Inexact || len(p.Messages) != 1 || p.Messages[0].Peer != in[0].Chat {
		t.Errorf("in the quietest of all: %+v, %v", p, err)
	}
	var since search.Since
	seen := 0
	for page := 0; ; page++ {
		p, err := w.search.Everywhere(t.Context(), as(ann), search.Query{Text: "rain"}, in, since, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range p.Messages {
			seen++
			if want := in[many-seen].Chat; m.Peer != want {
				t.Fatalf("message %d is of %v, not %v", seen, m.Peer, want)
			}
			since = search.Since{Date: m.Date, Chat: m.Peer, ID: m.ID}
		}
		if page == 0 && (!p.Inexact || !p.More) {
			t.Errorf("it has not looked into all of them: %+v", p)
		}
		if !p.More {
			break
		}
	}
	if seen != many {
		t.Errorf("%d of %d", seen, many)
	}
}

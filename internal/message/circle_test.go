package message_test

import (
	"log/slog"
	"testing"

	"heliograph/internal/channel"
	"heliograph/internal/dialog"
	"heliograph/internal/job"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/user"
)

// circle is a basic group of Ann's.
type circle struct {
	*world
	t        testing.TB
	channels *channel.Service
	jobs     *job.Service
	id       channel.ID
}

func newCircle(t testing.TB, members ...user.ID) *circle {
	t.Helper()
	c := &circle{world: open(t), t: t}
	c.wire()
	made, err := c.channels.Create(t.Context(), as(ann), channel.Draft{Title: "Rowing", Basic: true, Users: members})
	if err != nil {
		t.Fatal(err)
	}
	c.id = made.Channel.ID
	c.settle()
	return c
}

// wire makes the services anew that are concerned with groups.
func (c *circle) wire() {
	c.jobs = job.New(job.Deps{Store: c.store, Clock: c.clock, Logger: slog.New(slog.DiscardHandler), Alone: true})
	c.messages = message.New(message.Deps{Store: c.store, Log: c.log, Users: people{}, Clock: c.clock, Alarms: c.jobs})
	c.channels = channel.New(channel.Deps{Store: c.store, Log: c.log, Clock: c.clock, Notes: c.messages, Followers: c.messages})
}

func (c *circle) chat() peer.Peer { return c.id.Peer() }

// settle has everybody copy what was written.
func (c *circle) settle() {
	c.t.Helper()
	if err := c.messages.CopyAll(c.t.Context(), c.id); err != nil {
		c.t.Fatal(err)
	}
}

func (c *circle) say(by user.ID, s string) message.Message {
	c.t.Helper()
	c.random++
	return c.saying(by, message.Draft{Text: plain(s), Random: c.random})
}

func (c *circle) saying(by user.ID, d message.Draft) message.Message {
	c.t.Helper()
	d.To = c.chat()
	ch, err := c.messages.Send(c.t.Context(), as(by), d)
	if err != nil {
		c.t.Fatal(err)
	}
	c.settle()
	return ch.Messages[0]
}

func (c *circle) seen(by user.ID) []message.Message {
	c.t.Helper()
	s, err := c.messages.History(c.t.Context(), as(by), c.chat(), message.Page{Limit: message.MaxPage})
	if err != nil {
		c.t.Fatal(err)
	}
	return s.Messages
}

func (c *circle) reads(by user.ID, want string) {
	c.t.Helper()
	if got := texts(c.seen(by)); got != want {
		c.t.Errorf("%d reads %q, want %q", by, got, want)
	}
}

func (c *circle) listed(of user.ID) dialog.Dialog {
	c.t.Helper()
	ds, err := c.dialogs.Of(c.t.Context(), of, c.chat())
	if err != nil {
		c.t.Fatal(err)
	}
	return ds[0]
}

func (c *circle) fails(code string, err error) {
	c.t.Helper()
	if !is(err, code) {
		c.t.Errorf("%v, want %s", err, code)
	}
}

func TestEverybodyInAGroupHasACopy(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob, cid)
	c.settle()
	w := c.send(t, bob, cid, "apart") // so that ids are not the same in all boxes
	first := c.say(ann, "hello")
	answer := c.saying(bob, message.Draft{Text: plain("hi"), Random: 50, Reply: &message.Reply{ID: c.seen(bob)[0].ID}})
	for _, u := range []user.ID{ann, bob, cid} {
		c.reads(u, "hi hello *")
	}
	got := c.seen(cid)[0]
	if got.From != bob || got.Out || got.Peer != c.chat() || got.Reply == nil || got.Reply.ID != c.seen(cid)[1].ID || w.ID == 0 {
		t.Errorf("Cid has %+v", got)
	}
	if !first.Out || !answer.Out || answer.Reply.ID != c.seen(bob)[1].ID {
		t.Errorf("writers got %+v, %+v", first, answer)
	}
	if d := c.listed(cid); d.Unread != 3 || d.Top != got.ID || d.Count != 3 {
		t.Errorf("Cid's list has %+v", d)
	}
	again, err := c.messages.Send(t.Context(), as(bob), message.Draft{To: c.chat(), Text: plain("hi"), Random: 50})
	if err != nil || len(again.Messages) != 1 || again.Messages[0].ID != answer.ID || len(c.seen(ann)) != 3 {
		t.Errorf("sent again: %+v, %v", again, err)
	}
}

func TestReadingInAGroupIsToldToWhoWrote(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob, cid)
	m := c.say(ann, "hello")
	if _, err := c.messages.Read(t.Context(), as(bob), c.chat(), 0); err != nil {
		t.Fatal(err)
	}
	c.settle()
	if d := c.listed(ann); d.ReadOut != m.ID {
		t.Errorf("Ann's list has %+v", d)
	}
	if d := c.listed(bob); d.Unread != 0 || d.ReadIn != c.seen(bob)[0].ID {
		t.Errorf("Bob's list has %+v", d)
	}
	by, err := c.messages.ReadBy(t.Context(), as(ann), c.chat(), m.ID)
	if err != nil || len(by) != 1 || by[0].By != bob || by[0].At != c.clock.Now().Unix() {
		t.Errorf("read by %+v, %v", by, err)
	}
	n := c.say(bob, "hi") // Bob is the one who has read furthest: Cid's reading is news to him
	if _, err := c.messages.Read(t.Context(), as(cid), c.chat(), 0); err != nil {
		t.Fatal(err)
	}
	c.settle()
	if d := c.listed(bob); d.ReadOut != n.ID {
		t.Errorf("Bob's list has %+v", d)
	}
	_, err = c.messages.ReadBy(t.Context(), as(cid), c.chat(), c.seen(cid)[0].ID)
	c.fails("MSG_ID_INVALID", err)
}

func TestChangesInAGroupReachAllCopies(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob, cid)
	m := c.say(bob, "helo")
	c.say(ann, "what?")
	if _, err := c.messages.Edit(t.Context(), as(bob), c.chat(), m.ID, plain("hello"), false); err != nil {
		t.Fatal(err)
	}
	_, err := c.messages.Edit(t.Context(), as(ann), c.chat(), c.seen(ann)[1].ID, plain("bye"), false)
	c.fails("MESSAGE_AUTHOR_REQUIRED", err)
	c.settle()
	c.reads(cid, "what? hello *")
	if _, err := c.messages.Pin(t.Context(), as(cid), message.Pin{Chat: c.chat(), ID: c.seen(cid)[1].ID}); err != nil {
		t.Fatal(err)
	}
	c.settle()
	if ms := c.seen(ann); !ms[2].Pinned || ms[0].Action != message.PinMessage || ms[0].Reply.ID != ms[2].ID || ms[0].From != cid {
		t.Errorf("Ann has %+v", ms)
	}
	if _, err := c.messages.React(t.Context(), as(ann), message.React{Chat: c.chat(), ID: c.seen(ann)[2].ID, Emoji: []string{"👍"}}); err != nil {
		t.Fatal(err)
	}
	c.settle()
	if ms, d := c.seen(bob), c.listed(bob); len(ms[2].Reactions) != 1 || !ms[2].Reactions[0].Unread || d.UnreadReactions != 1 {
		t.Errorf("Bob has %+v, %+v", ms[2], d)
	}
	_, err = c.messages.Delete(t.Context(), as(cid), []int{c.seen(cid)[1].ID}, true)
	c.fails("MESSAGE_DELETE_FORBIDDEN", err)
	if _, err = c.messages.Delete(t.Context(), as(cid), []int{c.seen(cid)[1].ID}, false); err != nil {
		t.Fatal(err)
	}
	c.settle()
	c.reads(cid, "* hello *")
	c.reads(bob, "* what? hello *")
	if a, err := c.messages.Delete(t.Context(), as(ann), []int{c.seen(ann)[2].ID}, true); err != nil || a.Count != 1 {
		t.Fatal(a, err)
	}
	c.settle()
	c.reads(cid, "* *")
	c.reads(bob, "* what? *")
	if d := c.listed(bob); d.UnreadReactions != 0 {
		t.Errorf("Bob's list has %+v", d)
	}
}

func TestWhoLeavesAGroupSeesNothingAfterIt(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob, cid)
	c.say(ann, "one")
	if _, err := c.channels.Leave(t.Context(), as(bob), c.id); err != nil {
		t.Fatal(err)
	}
	c.settle()
	c.say(ann, "two")
	c.reads(bob, "* one *")
	c.reads(cid, "two * one *")
	_, err := c.messages.Send(t.Context(), as(bob), message.Draft{To: c.chat(), Text: plain("hey"), Random: 77})
	c.fails("CHAT_WRITE_FORBIDDEN", err)
	if _, err := c.channels.Add(t.Context(), as(ann), c.id, bob); err != nil {
		t.Fatal(err)
	}
	c.settle()
	c.reads(bob, "* * one *")
	c.say(bob, "three")
	c.reads(cid, "three * two * one *")
	c.reads(bob, "three * * one *")
}

func TestMentionsInAGroupWaitToBeSeen(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob, cid)
	m := c.say(bob, "hello")
	c.saying(ann, message.Draft{Text: plain("hi"), Random: 60, Reply: &message.Reply{ID: c.seen(ann)[0].ID}})
	if d := c.listed(bob); d.UnreadMentions != 1 || m.ID == 0 {
		t.Errorf("Bob's list has %+v", d)
	}
	if d := c.listed(cid); d.UnreadMentions != 0 {
		t.Errorf("Cid's list has %+v", d)
	}
	s, err := c.messages.UnreadMentions(t.Context(), as(bob), c.chat(), message.Page{Limit: 10})
	if err != nil || len(s.Messages) != 1 || s.Messages[0].Text.String != "hi" {
		t.Errorf("%+v, %v", s, err)
	}
	if a, err := c.messages.ReadMentions(t.Context(), as(bob), c.chat(), 0); err != nil || a.Count != 1 {
		t.Errorf("%+v, %v", a, err)
	}
	if d := c.listed(bob); d.UnreadMentions != 0 {
		t.Errorf("Bob's list has %+v", d)
	}
}

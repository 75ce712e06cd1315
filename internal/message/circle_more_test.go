package message_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

func TestWhoIsAddedIsGivenOldMessages(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob)
	for i := range 5 {
		c.say(ann, fmt.Sprint("old ", i))
	}
	if _, err := c.channels.Bring(t.Context(), as(ann), c.id, cid, 2); err != nil {
		t.Fatal(err)
	}
	c.settle()
	c.reads(cid, "* old 4 old 3")
	c.say(bob, "new")
	c.reads(cid, "new * old 4 old 3")
}

func TestWhoIsRemovedCanDoNothing(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob, cid)
	c.say(bob, "one")
	c.say(ann, "two")
	if _, err := c.channels.Remove(t.Context(), as(ann), c.id, bob, false); err != nil {
		t.Fatal(err)
	}
	c.settle()
	c.reads(bob, "* two one *")
	_, err := c.messages.React(t.Context(), as(bob), message.React{Chat: c.chat(), ID: c.seen(bob)[1].ID, Emoji: []string{"👍"}})
	c.fails("CHAT_ID_INVALID", err)
	_, err = c.messages.Edit(t.Context(), as(bob), c.chat(), c.seen(bob)[2].ID, plain("three"), false)
	c.fails("CHAT_ID_INVALID", err)
	if a, err := c.messages.Delete(t.Context(), as(bob), []int{c.seen(bob)[2].ID}, true); err != nil || a.Count != 1 {
		t.Errorf("Bob cannot clean up: %+v, %v", a, err)
	}
	c.settle()
	c.reads(ann, "* two one *")
}

func TestAGroupBecomesASupergroup(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob, cid)
	c.say(ann, "hello")
	if _, err := c.messages.Read(t.Context(), as(bob), c.chat(), 0); err != nil {
		t.Fatal(err)
	}
	c.settle()
	made, err := c.channels.Migrate(t.Context(), as(ann), c.id)
	if err != nil {
		t.Fatal(err)
	}
	c.settle()
	for _, u := range []user.ID{ann, bob, cid} {
		c.reads(u, "* hello *")
		in, err := c.dialogs.Joined(t.Context(), u, 10)
		if err != nil || !slices.Equal(in, []peer.Peer{made.Channel.ID.Peer()}) {
			t.Errorf("%d is in %v, %v", u, in, err)
		}
	}
	_, err = c.messages.Send(t.Context(), as(bob), message.Draft{To: c.chat(), Text: plain("still here"), Random: 1})
	c.fails("CHAT_WRITE_FORBIDDEN", err)
	if _, err = c.messages.Send(t.Context(), as(bob), message.Draft{To: made.Channel.ID.Peer(), Text: plain("there"), Random: 1}); err != nil {
		t.Error(err)
	}
	if d := c.listed(bob); d.Unread != 1 { // that it was moved
		t.Errorf("Bob's list has %+v", d)
	}
}

func TestStrangersReachNoGroup(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob)
	m := c.say(ann, "secret")
	ctx, who := t.Context(), as(cid)
	for what, err := range map[string]error{
		"send":    second(c.messages.Send(ctx, who, message.Draft{To: c.chat(), Text: plain("x"), Random: 1})),
		"edit":    second(c.messages.Edit(ctx, who, c.chat(), m.ID, plain("x"), false)),
		"pin":     second(c.messages.Pin(ctx, who, message.Pin{Chat: c.chat(), ID: m.ID})),
		"unpin":   second(c.messages.UnpinAll(ctx, who, c.chat(), peer.Peer{})),
		"react":   second(c.messages.React(ctx, who, message.React{Chat: c.chat(), ID: m.ID, Emoji: []string{"👍"}})),
		"read":    second(c.messages.Read(ctx, who, c.chat(), 0)),
		"history": second(c.messages.History(ctx, who, c.chat(), message.Page{Limit: 10})),
		"clear":   second(c.messages.DeleteHistory(ctx, who, message.Clear{With: c.chat()})),
		"period":  second(c.messages.SetPeriod(ctx, who, c.chat(), 86400)),
		"forward": second(c.messages.ForwardAll(ctx, who, message.Copy{To: c.chat(), IDs: []int{c.send(t, cid, bob, "mine").ID}, Randoms: []int64{5}})),
		"type":    c.messages.Type(ctx, who, c.chat(), message.Activity{}),
	} {
		if !is(err, "PEER_ID_INVALID") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestForwardsIntoAndOutOfAGroup(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob)
	mine := c.send(t, cid, bob, "from Cid")
	c.say(ann, "from the group")
	q := message.Copy{From: cid.Peer(), IDs: []int{mine.Other}, To: c.chat(), Randoms: []int64{70}}
	if _, err := c.messages.ForwardAll(t.Context(), as(bob), q); err != nil {
		t.Fatal(err)
	}
	c.settle()
	c.reads(ann, "from Cid from the group *")
	if f := c.seen(ann)[0].Forward; f == nil || f.From != cid {
		t.Errorf("Ann sees it come from %+v", f)
	}
	out, err := c.messages.ForwardAll(t.Context(), as(bob), message.Copy{From: c.chat(), IDs: []int{c.seen(bob)[1].ID}, To: cid.Peer(), Randoms: []int64{71}})
	if err != nil || out.Messages[0].Forward.From != ann {
		t.Errorf("%+v, %v", out, err)
	}
	if _, err := c.channels.Set(t.Context(), as(ann), c.id, channel.NoForwards, true); err != nil {
		t.Fatal(err)
	}
	_, err = c.messages.ForwardAll(t.Context(), as(bob), message.Copy{From: c.chat(), IDs: []int{c.seen(bob)[1].ID}, To: cid.Peer(), Randoms: []int64{72}})
	c.fails("CHAT_FORWARDS_RESTRICTED", err)
}

func TestMessagesOfAGroupGoByThemselves(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob)
	_, err := c.messages.SetPeriod(t.Context(), as(bob), c.chat(), 86400)
	c.fails("CHAT_ADMIN_REQUIRED", err)
	if _, err := c.messages.SetPeriod(t.Context(), as(ann), c.chat(), 86400); err != nil {
		t.Fatal(err)
	}
	if m := c.say(bob, "for a day"); m.Period != 86400 {
		t.Errorf("%+v", m)
	}
	if d := c.listed(bob); d.Period != 86400 {
		t.Errorf("Bob's list has %+v", d)
	}
	c.clock.Advance(25 * time.Hour)
	for _, box := range []store.Owner{c.chat().Owner(), ann.Owner(), bob.Owner()} {
		if _, err := c.messages.Expire(t.Context(), box, c.clock.Now().Unix()); err != nil {
			t.Fatal(err)
		}
		c.settle()
	}
	c.reads(bob, "* *")
	c.reads(ann, "* *")
}

func TestHistoriesOfGroupsAreCleared(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob)
	c.say(ann, "one")
	c.say(bob, "two")
	if _, err := c.messages.DeleteHistory(t.Context(), as(bob), message.Clear{With: c.chat(), Keep: true, Revoke: true}); err != nil {
		t.Fatal(err)
	}
	c.settle()
	c.reads(bob, "*")
	c.reads(ann, "two one *")
	c.say(ann, "three")
	c.reads(bob, "three *")
	if _, err := c.messages.DeleteHistory(t.Context(), as(ann), message.Clear{With: c.chat(), Keep: true, Revoke: true}); err != nil {
		t.Fatal(err)
	}
	c.settle()
	c.reads(ann, "*")
	c.reads(bob, "*")
}

func TestUnpinningAllInAGroup(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob)
	for i := range 3 {
		m := c.say(ann, fmt.Sprint(i))
		if _, err := c.messages.Pin(t.Context(), as(ann), message.Pin{Chat: c.chat(), ID: m.ID, Silent: true}); err != nil {
			t.Fatal(err)
		}
	}
	c.settle()
	s, err := c.messages.Pinned(t.Context(), as(bob), c.chat(), peer.Peer{}, message.Page{Limit: 10})
	if err != nil || s.Total != 3 {
		t.Errorf("%+v, %v", s, err)
	}
	if a, err := c.messages.UnpinAll(t.Context(), as(bob), c.chat(), peer.Peer{}); err != nil || a.Count != 1 || a.Offset != 0 {
		t.Errorf("%+v, %v", a, err)
	}
	c.settle()
	if s, err = c.messages.Pinned(t.Context(), as(ann), c.chat(), peer.Peer{}, message.Page{Limit: 10}); err != nil || s.Total != 0 {
		t.Errorf("%+v, %v", s, err)
	}
}

// TestWhatTheLogHasLostIsCopied: a box that was so long away that the group's log does
// not go back so far has what is there, under ids and pts without gaps.
func TestWhatTheLogHasLostIsCopied(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob, cid)
	c.log = update.New(update.Deps{Store: c.store, Bus: c.bus, Clock: c.clock, Keep: 10, Alone: true})
	c.wire()
	first, second := c.say(ann, "first"), c.say(ann, "second")
	if _, err := c.channels.Leave(t.Context(), as(cid), c.id); err != nil {
		t.Fatal(err)
	}
	c.settle()
	send := func(s string) {
		c.random++
		if _, err := c.messages.Send(t.Context(), as(ann), message.Draft{To: c.chat(), Text: plain(s), Random: c.random}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 1200 {
		send(fmt.Sprint("more ", i))
	}
	if _, err := c.messages.Edit(t.Context(), as(ann), c.chat(), first.ID, plain("edited"), false); err != nil {
		t.Fatal(err)
	}
	if _, err := c.messages.Delete(t.Context(), as(ann), []int{second.ID}, true); err != nil {
		t.Fatal(err)
	}
	for i := range 1100 { // so that this leaves the log as well
		send(fmt.Sprint("and more ", i))
	}
	c.settle()
	if d := c.listed(bob); d.Count != 2+1+2300 || d.Unread != d.Count {
		t.Errorf("Bob's list has %+v", d)
	}
	s, err := c.messages.History(t.Context(), as(bob), c.chat(), message.Page{OffsetID: c.oldest(bob) + 10, Limit: 10})
	if err != nil || texts(s.Messages[len(s.Messages)-5:]) != "more 1 more 0 * edited *" {
		t.Errorf("Bob reads %q, %v", texts(s.Messages), err)
	}
	c.reads(cid, "* second first *")
	c.say(ann, "last")
	if c.seen(bob)[0].Text.String != "last" {
		t.Error("Bob does not go on")
	}
}

// oldest is the first message that somebody has of the group.
func (c *circle) oldest(of user.ID) int {
	first := 0
	for q := (message.Page{Limit: message.MaxPage}); ; q.OffsetID = first {
		s, err := c.messages.History(c.t.Context(), as(of), c.chat(), q)
		if err != nil {
			c.t.Fatal(err)
		}
		if len(s.Messages) == 0 {
			return first
		}
		first = s.Messages[len(s.Messages)-1].ID
	}
}

// TestTheAlarmHasAllCopy: what nobody copied after the commit, the alarm has copied.
func TestTheAlarmHasAllCopy(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob)
	if _, err := c.messages.Send(t.Context(), as(ann), message.Draft{To: c.chat(), Text: plain("hello"), Random: 3}); err != nil {
		t.Fatal(err)
	}
	c.reads(bob, "*")
	if next, err := c.messages.Copied(t.Context(), c.chat().Owner(), 0); err != nil || next != 0 {
		t.Fatal(next, err)
	}
	c.reads(bob, "hello *")
}

// TestWhoLeftDoesNotSeeLaterEdits: a box that follows late, to where its owner left,
// has nothing of what came after that.
func TestWhoLeftDoesNotSeeLaterEdits(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob)
	send := func(s string) message.Message {
		c.random++
		ch, err := c.messages.Send(t.Context(), as(ann), message.Draft{To: c.chat(), Text: plain(s), Random: c.random})
		if err != nil {
			t.Fatal(err)
		}
		return ch.Messages[0]
	}
	kept, changed := send("kept"), send("changed")
	if _, err := c.channels.Remove(t.Context(), as(ann), c.id, bob, false); err != nil {
		t.Fatal(err)
	}
	c.clock.Advance(time.Second)
	if _, err := c.messages.Edit(t.Context(), as(ann), c.chat(), changed.ID, plain("secret"), false); err != nil {
		t.Fatal(err)
	}
	if _, err := c.messages.React(t.Context(), as(ann), message.React{Chat: c.chat(), ID: kept.ID, Emoji: []string{"👍"}}); err != nil {
		t.Fatal(err)
	}
	for i := range 150 { // more than is followed at once
		send(fmt.Sprint("later ", i))
	}
	c.settle()
	c.reads(bob, "* kept *")
	if rs := c.seen(bob)[1].Reactions; len(rs) != 0 {
		t.Errorf("Bob sees %+v", rs)
	}
}

func TestAdminsOfAGroupWriteWithTheirTitles(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob)
	if _, err := c.channels.SetRank(t.Context(), as(ann), c.id, ann, "Cox"); err != nil {
		t.Fatal(err)
	}
	c.say(ann, "row")
	if m := c.seen(bob)[0]; m.Rank != "Cox" {
		t.Errorf("Bob sees %+v", m)
	}
	_, err := c.messages.Send(t.Context(), as(bob), message.Draft{To: c.chat(), Text: plain("x"), Random: 81, As: c.chat()})
	c.fails("SEND_AS_PEER_INVALID", err)
}

// Whoever may delete messages takes back what others reacted with, from one message or
// from all, in every box; what the others chose stays.
func TestReactionsAreTakenBackInAGroup(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob, cid)
	first, last := c.say(ann, "first"), c.say(ann, "last")
	react := func(by user.ID, at int, emoji string) {
		t.Helper()
		c.settle()
		if _, err := c.messages.React(t.Context(), as(by), message.React{Chat: c.chat(), ID: c.seen(by)[at].ID, Emoji: []string{emoji}}); err != nil {
			t.Fatal(err)
		}
	}
	for at := range 2 {
		react(bob, at, "👍")
		react(cid, at, "❤")
	}
	shown := func(of user.ID, want ...int) {
		t.Helper()
		c.settle()
		for at, n := range want {
			if rs := c.seen(of)[at].Reactions; len(rs) != n {
				t.Errorf("%d sees %+v at %d, not %d", of, rs, at, n)
			}
		}
	}
	shown(ann, 2, 2)
	_, err := c.messages.Unreact(t.Context(), as(bob), c.chat(), c.seen(bob)[0].ID, cid)
	c.fails("CHAT_ADMIN_REQUIRED", err)
	c.fails("CHAT_ADMIN_REQUIRED", c.messages.UnreactAll(t.Context(), as(bob), c.chat(), cid))
	c.fails("PEER_ID_INVALID", c.messages.UnreactAll(t.Context(), as(dot), c.chat(), cid))
	ch, err := c.messages.Unreact(t.Context(), as(ann), c.chat(), last.ID, bob)
	if err != nil || len(ch.Messages) != 1 || ch.Messages[0].ID != last.ID {
		t.Fatalf("%+v, %v", ch, err)
	}
	_, err = c.messages.Unreact(t.Context(), as(ann), c.chat(), last.ID, bob)
	c.fails("PARTICIPANT_ID_INVALID", err)
	for _, of := range []user.ID{ann, bob, cid} {
		shown(of, 1, 2)
	}
	if err := c.messages.UnreactAll(t.Context(), as(ann), c.chat(), cid); err != nil {
		t.Fatal(err)
	}
	for _, of := range []user.ID{ann, bob, cid} {
		shown(of, 0, 1)
	}
	if d := c.listed(ann); d.UnreadReactions != 1 {
		t.Errorf("Ann has %d messages with new reactions, %+v", d.UnreadReactions, first)
	}
}

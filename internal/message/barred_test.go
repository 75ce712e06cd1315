package message_test

import (
	"context"
	"testing"
	"time"

	"heliograph/internal/message"
	"heliograph/internal/user"
)

func (shy) Barred(context.Context, user.ID, user.ID) (by, from bool, err error) {
	return false, false, nil
}

func (shy) ReadDates(context.Context, user.ID, user.ID) (theirs, mine bool, err error) {
	return true, true, nil
}

// wall is who has blocked whom, and who hides when something was read.
type wall struct {
	shy
	blocks map[[2]user.ID]bool
	hides  map[user.ID]bool
}

func (w *wall) Barred(_ context.Context, one, other user.ID) (by, from bool, err error) {
	return w.blocks[[2]user.ID{one, other}], w.blocks[[2]user.ID{other, one}], nil
}

func (w *wall) ReadDates(_ context.Context, viewer, id user.ID) (theirs, mine bool, err error) {
	return !w.hides[id], !w.hides[viewer], nil
}

func openWall(t *testing.T) (*world, *wall) {
	t.Helper()
	w, p := open(t), &wall{blocks: map[[2]user.ID]bool{}, hides: map[user.ID]bool{}}
	w.messages = message.New(message.Deps{Store: w.store, Log: w.log, Users: people{}, Clock: w.clock, Privacy: p})
	return w, p
}

// What is written to who blocked one stays on this side, unread; the other side
// gets nothing at all, also later.
func TestWriteToWhoBlocked(t *testing.T) {
	t.Parallel()
	w, p := openWall(t)
	before := w.send(t, ann, bob, "before")
	p.blocks[[2]user.ID{bob, ann}] = true
	pts := w.pts(t, bob)
	sent := w.send(t, ann, bob, "unheard")
	if _, err := w.forward(ann, bob, before.ID); err != nil {
		t.Fatal(err)
	}
	if d := w.dialog(t, ann, bob); d.ReadOut != 0 || d.Unread != 0 || d.Top != sent.ID+1 || d.Count != 3 {
		t.Errorf("her side: %+v", d)
	}
	if sent.Other != 0 || len(w.history(t, ann, bob)) != 3 || len(w.history(t, bob, ann)) != 1 {
		t.Errorf("%+v", sent)
	}
	if _, err := w.messages.Edit(t.Context(), as(ann), bob.Peer(), sent.ID, plain("unheard still"), false); err != nil {
		t.Error("her own:", err)
	}
	if err := w.react(t, ann, bob, sent.ID, "👍"); err != nil {
		t.Error("to her own:", err)
	}
	if err := w.messages.Type(t.Context(), as(ann), bob.Peer(), message.Activity{}); err != nil {
		t.Error(err)
	}
	if got := w.pts(t, bob); got != pts {
		t.Errorf("his box moved from %d to %d", pts, got)
	}
	delete(p.blocks, [2]user.ID{bob, ann})
	w.send(t, ann, bob, "after")
	if h := w.history(t, bob, ann); len(h) != 2 || h[0].Text.String != "after" {
		t.Errorf("after: %+v", h)
	}
}

// Between people of whom one has blocked the other nothing changes on both sides.
func TestBarredChanges(t *testing.T) {
	t.Parallel()
	w, p := openWall(t)
	hers := w.send(t, ann, bob, "hers")
	p.blocks[[2]user.ID{bob, ann}] = true
	his := w.history(t, bob, ann)[0]
	ctx, to := t.Context(), bob.Peer()
	for _, c := range []struct {
		what string
		want string
		do   func() error
	}{
		{"edit", "USER_IS_BLOCKED", func() error {
			_, err := w.messages.Edit(ctx, as(ann), to, hers.ID, plain("changed"), false)
			return err
		}},
		{"react", "USER_IS_BLOCKED", func() error { return w.react(t, ann, bob, hers.ID, "👍") }},
		{"react back", "YOU_BLOCKED_USER", func() error { return w.react(t, bob, ann, his.ID, "👍") }},
		{"pin", "USER_IS_BLOCKED", func() error {
			_, err := w.messages.Pin(ctx, as(ann), message.Pin{Chat: to, ID: hers.ID})
			return err
		}},
		{"pin for oneself", "", func() error {
			_, err := w.messages.Pin(ctx, as(ann), message.Pin{Chat: to, ID: hers.ID, OneSide: true})
			return err
		}},
		{"period", "USER_IS_BLOCKED", func() error {
			_, err := w.messages.SetPeriod(ctx, as(ann), to, 86400)
			return err
		}},
		{"send back", "YOU_BLOCKED_USER", func() error {
			_, err := w.messages.Send(ctx, as(bob), message.Draft{To: ann.Peer(), Text: plain("x"), Random: 77})
			return err
		}},
		{"prepare", "YOU_BLOCKED_USER", func() error {
			_, err := w.messages.Prepare(ctx, as(bob), message.Draft{To: ann.Peer(), Text: plain("x"), Random: 78})
			return err
		}},
		{"forward back", "YOU_BLOCKED_USER", func() error {
			_, err := w.forward(bob, ann, his.ID)
			return err
		}},
		{"a bot's", "USER_IS_BLOCKED", func() error {
			_, err := w.messages.Send(ctx, user.Actor{ID: ann, Bot: true}, message.Draft{To: to, Text: plain("x"), Random: 79})
			return err
		}},
		{"delete for both", "", func() error {
			_, err := w.messages.Delete(ctx, as(ann), []int{hers.ID}, true)
			return err
		}},
	} {
		if got := code(c.do()); got != c.want {
			t.Errorf("%s: %q, not %q", c.what, got, c.want)
		}
	}
	if n := len(w.history(t, bob, ann)); n != 0 {
		t.Errorf("%d messages are left with him", n)
	}
}

func TestReadDates(t *testing.T) {
	t.Parallel()
	w, p := openWall(t)
	first := w.send(t, ann, bob, "one")
	w.clock.Advance(time.Minute)
	if _, err := w.messages.Read(t.Context(), as(bob), ann.Peer(), 0); err != nil {
		t.Fatal(err)
	}
	firstAt := w.clock.Now().Unix()
	second, third := w.send(t, ann, bob, "two"), w.send(t, ann, bob, "three")
	fromHim := w.send(t, bob, ann, "his")
	ask := func(what string, m message.Message, want string, at int64) {
		t.Helper()
		got, err := w.messages.ReadDate(t.Context(), as(ann), bob.Peer(), m.ID)
		if code(err) != want || got != at {
			t.Errorf("%s: %d, %v", what, got, err)
		}
	}
	ask("read", first, "", firstAt)
	ask("unread", second, "MESSAGE_NOT_READ_YET", 0)
	ask("his", message.Message{ID: fromHim.Other}, "MESSAGE_ID_INVALID", 0)
	ask("none", message.Message{ID: 99}, "MESSAGE_ID_INVALID", 0)
	w.clock.Advance(time.Hour)
	if _, err := w.messages.Read(t.Context(), as(bob), ann.Peer(), 0); err != nil {
		t.Fatal(err)
	}
	ask("the first still", first, "", firstAt)
	ask("two", second, "", w.clock.Now().Unix())
	ask("three", third, "", w.clock.Now().Unix())
	p.hides[bob] = true
	ask("he hides", first, "USER_PRIVACY_RESTRICTED", 0)
	p.hides[ann] = true
	ask("both hide", first, "YOUR_PRIVACY_RESTRICTED", 0)
	clear(p.hides)
	if _, err := w.messages.ReadDate(t.Context(), as(ann), ann.Peer(), first.ID); code(err) != "PEER_ID_INVALID" {
		t.Error(err)
	}
	w.clock.Advance((message.ReadDatesFor + 1) * time.Second)
	ask("long ago", first, "MESSAGE_TOO_OLD", 0)
	w.send(t, ann, bob, "four")
	if _, err := w.messages.Read(t.Context(), as(bob), ann.Peer(), 0); err != nil {
		t.Fatal(err)
	}
	if n := w.records(t, ann, 'o'); n != 1 {
		t.Errorf("%d notes are left", n)
	}
	if _, err := w.messages.DeleteHistory(t.Context(), as(ann), message.Clear{With: bob.Peer()}); err != nil {
		t.Fatal(err)
	}
	if n := w.records(t, ann, 'o'); n != 0 {
		t.Errorf("%d notes of a chat that is gone", n)
	}
}

package message_test

import (
	"testing"
	"time"

	"heliograph/internal/message"
)

// A part of a history that goes takes with it what listed it; reacting and
// pinning edit nothing.
func TestDeleteRangeListed(t *testing.T) {
	t.Parallel()
	w := open(t)
	var sent []message.Message
	for range 5 {
		m := w.send(t, ann, bob, "text")
		want(t, "react", w.react(t, bob, ann, m.Other, "👍"), "")
		if _, err := w.messages.Pin(t.Context(), as(ann), message.Pin{Chat: bob.Peer(), ID: m.ID, OneSide: true}); err != nil {
			t.Fatal(err)
		}
		sent = append(sent, m)
		w.clock.Advance(time.Minute)
	}
	for _, m := range w.history(t, ann, bob) {
		if m.Edited != 0 || !m.Pinned || len(m.Reactions) != 1 {
			t.Errorf("%+v", m)
		}
	}
	q := message.Clear{With: bob.Peer(), From: sent[1].Date, Until: sent[3].Date, Revoke: true}
	if a, err := w.messages.DeleteHistory(t.Context(), as(ann), q); err != nil || a.Count != 3 {
		t.Errorf("%+v, %v", a, err)
	}
	if got := w.pinned(t, ann, bob); got != "text text" {
		t.Errorf("%q", got)
	}
	if n := w.dialog(t, ann, bob).UnreadReactions; n != 2 || len(w.history(t, bob, ann)) != 2 {
		t.Errorf("%d unread, %d messages", n, len(w.history(t, bob, ann)))
	}
	w.checkLists(t, ann)
	w.checkLists(t, bob)
}

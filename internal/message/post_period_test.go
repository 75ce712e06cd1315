package message_test

import (
	"slices"
	"testing"

	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/user"
)

// TestPostsGoByThemselves: what is written while a channel has a period goes after it,
// with what lists it; notes stay.
func TestPostsGoByThemselves(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Club"}, bob) // notes 1, 2
	w := &timed{c.world, alarms{}}
	w.messages = message.New(message.Deps{Store: w.store, Log: w.log, Users: people{}, Clock: w.clock, Alarms: w.alarms})
	period := func(by user.ID, seconds int) error {
		_, err := w.messages.SetPeriod(t.Context(), as(by), c.id.Peer(), seconds)
		return err
	}
	before := c.must(ann, 7, "stays")
	if err := period(ann, day); err != nil {
		t.Fatal(err)
	}
	for wanted, err := range map[string]error{
		"CHAT_NOT_MODIFIED": period(ann, day), "TTL_PERIOD_INVALID": period(ann, 5), "CHANNEL_PRIVATE": period(dot, 0),
	} {
		if !is(err, wanted) {
			t.Errorf("%v, not %s", err, wanted)
		}
	}
	if err := c.react(bob, before.ID, "👍"); err != nil {
		t.Fatal(err)
	}
	goes := c.must(ann, 8, "goes")
	if goes.Period != day || before.Period != 0 || c.listed(bob).Period != day {
		t.Errorf("%+v\n%+v", goes, c.listed(bob))
	}
	if err := c.react(bob, goes.ID, "👍"); err != nil {
		t.Fatal(err)
	}
	w.later(t, day/2)
	late := c.must(ann, 9, "goes later")
	if _, err := w.messages.Pin(t.Context(), as(ann), message.Pin{Chat: c.id.Peer(), ID: goes.ID}); err != nil { // a note of it: 7
		t.Fatal(err)
	}
	w.later(t, day/2)
	note := before.ID + 1
	if got := c.seen(bob); !slices.Equal(got, []int{7, late.ID, note, before.ID, 2, 1}) {
		t.Errorf("after a day there are %v", got)
	}
	if d := c.listed(ann); d.UnreadReactions != 1 { // of what stays
		t.Errorf("%+v", d)
	}
	if pinned, err := w.messages.LastPinned(t.Context(), bob, c.id.Peer()); err != nil || pinned != 0 {
		t.Error(pinned, err)
	}
	if err := period(ann, 0); err != nil { // a note of it: 8
		t.Fatal(err)
	}
	if m := c.must(ann, 10, "stays again"); m.Period != 0 {
		t.Errorf("%+v", m)
	}
	w.later(t, day)
	if got := c.seen(bob); !slices.Equal(got, []int{9, 8, 7, note, before.ID, 2, 1}) {
		t.Errorf("in the end there are %v", got)
	}
	es, err := c.channels.Entries(t.Context(), as(ann), c.id, channel.LogQuery{Kinds: []channel.LogKind{channel.LogPeriod}, Limit: 10})
	if err != nil || len(es) != 1 || es[0].Was.Number != day || es[0].Is.Number != 0 { // the other one is older than the log
		t.Error(es, err)
	}
}

package message_test

import (
	"testing"
	"time"

	"heliograph/internal/message"
	"heliograph/internal/poll"
	"heliograph/internal/text"
	"heliograph/internal/update"
)

// A poll that waits with its message goes with it, begins with it, and then is
// that message's alone.
func TestPreparedPoll(t *testing.T) {
	t.Parallel()
	w := open(t)
	polls := withPolls(w)
	prepare := func() message.Message {
		m, err := w.messages.Prepare(t.Context(), as(ann), message.Draft{To: bob.Peer(), Poll: &poll.Draft{
			Question: text.Text{String: "?"}, Answers: []poll.Answer{{Text: text.Text{String: "a"}}, {Text: text.Text{String: "b"}}}, Period: 60,
		}})
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	of := func(id poll.ID) poll.View {
		vs, err := polls.Of(t.Context(), ann, id)
		if err != nil {
			t.Fatal(err)
		}
		return vs[0]
	}
	gone := prepare()
	w.messages.Discard(t.Context(), as(ann), gone)
	if v := of(gone.Media.Poll.ID); v.ID != 0 {
		t.Error("a poll whose message was discarded is still there")
	}

	m := prepare()
	w.clock.Advance(time.Hour)
	if v := of(m.Media.Poll.ID); v.Until != 0 || v.Over {
		t.Errorf("closes at %d before it has begun", v.Until)
	}
	c, err := w.messages.Deliver(t.Context(), as(ann), m, 5, func(*update.Tx, *message.Message) ([]update.Event, error) { return nil, nil })
	if err != nil {
		t.Fatal(err)
	}
	if v := of(m.Media.Poll.ID); v.Until != w.clock.Now().Unix()+60 {
		t.Errorf("closes at %d", v.Until-w.clock.Now().Unix())
	}
	if _, err := w.messages.Delete(t.Context(), as(ann), []int{c.Messages[0].ID}, true); err != nil {
		t.Fatal(err)
	}
	if v := of(m.Media.Poll.ID); v.ID != 0 {
		t.Error("a poll that no message shows is still there")
	}
}

// A die is thrown when its message is sent, each time anew.
func TestPreparedDie(t *testing.T) {
	t.Parallel()
	w := open(t)
	m, err := w.messages.Prepare(t.Context(), as(ann), message.Draft{To: bob.Peer(), Media: &message.Media{Dice: &message.Dice{Emoji: "🎰"}}})
	if err != nil || m.Media.Dice.Value != 0 {
		t.Fatalf("%+v, %v", m.Media, err)
	}
	seen := map[int]bool{}
	for i := range 40 {
		c, err := w.messages.Deliver(t.Context(), as(ann), m, int64(i+1), func(*update.Tx, *message.Message) ([]update.Event, error) { return nil, nil })
		if err != nil {
			t.Fatal(err)
		}
		seen[c.Messages[0].Media.Dice.Value] = true
	}
	if len(seen) < 5 || seen[0] {
		t.Errorf("thrown: %v", seen)
	}
}

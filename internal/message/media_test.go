package message_test

import (
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"heliograph/internal/id"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/poll"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/user"
)

// maxTodo is how many things a list may have unless configured otherwise.
const maxTodo = 30

// withPolls gives the world messages that can show polls.
func withPolls(w *world) *poll.Service {
	p := poll.New(poll.Deps{Store: w.store, Log: w.log, Clock: w.clock})
	w.messages = message.New(message.Deps{Store: w.store, Log: w.log, Users: people{}, Polls: p, Clock: w.clock})
	return p
}

// media sends media from ann to bob.
func (w *world) media(t testing.TB, m *message.Media) message.Message {
	t.Helper()
	c, err := w.messages.Send(t.Context(), as(ann), message.Draft{To: bob.Peer(), Media: m, Random: id.Int64()})
	if err != nil {
		t.Fatal(err)
	}
	return c.Messages[0]
}

func TestRefusedMedia(t *testing.T) {
	t.Parallel()
	w := open(t)
	items := func(ids ...int) (out []message.TodoItem) {
		for _, i := range ids {
			out = append(out, message.TodoItem{ID: i, Title: plain("x")})
		}
		return out
	}
	todo := func(title string, items []message.TodoItem) *message.Media {
		return &message.Media{Todo: &message.Todo{Title: plain(title), Items: items}}
	}
	many := make([]int, maxTodo+1)
	for i := range many {
		many[i] = i + 1
	}
	for _, c := range []struct {
		name string
		m    *message.Media
		want string
	}{
		{"nothing", &message.Media{}, "MEDIA_INVALID"},
		{"a made-up note", &message.Media{Added: items(1)}, "MEDIA_INVALID"},
		{"a poll of others", &message.Media{Poll: &message.Poll{ID: 1}}, "MEDIA_INVALID"},
		{"north of the pole", &message.Media{Geo: &message.Geo{Lat: 90.1}}, "GEO_POINT_INVALID"},
		{"no number", &message.Media{Geo: &message.Geo{Long: math.NaN()}}, "GEO_POINT_INVALID"},
		{"endless", &message.Media{Geo: &message.Geo{Lat: math.Inf(-1)}}, "GEO_POINT_INVALID"},
		{"a place without name", &message.Media{Venue: &message.Venue{Title: " "}}, "MEDIA_INVALID"},
		{"a long address", &message.Media{Venue: &message.Venue{Title: "x", Address: strings.Repeat("ü", 257)}}, "MEDIA_INVALID"},
		{"a card that is no text", &message.Media{Contact: &message.Contact{Phone: "123", First: "\xff"}}, "MEDIA_INVALID"},
		{"a big card", &message.Media{Contact: &message.Contact{Phone: "123", First: "x", VCard: strings.Repeat("ü", 1025)}}, "MEDIA_INVALID"},
		{"a day and a second", &message.Media{Live: &message.Live{Period: 86401}}, "MEDIA_INVALID"},
		{"a turn and a degree", &message.Media{Live: &message.Live{Period: 60, Heading: 361}}, "MEDIA_INVALID"},
		{"a list without title", todo(" ", items(1)), "MEDIA_INVALID"},
		{"a long title", todo(strings.Repeat("ü", 32+1), items(1)), "MEDIA_INVALID"},
		{"two alike", todo("x", items(1, 1)), "TODO_ITEM_DUPLICATE"},
		{"number nought", todo("x", items(0)), "MEDIA_INVALID"},
		{"too much to do", todo("x", items(many...)), "MEDIA_INVALID"},
		{"much to do", todo("x", items(many[1:]...)), ""},
		{"for ever", &message.Media{Live: &message.Live{Period: message.Forever}}, ""},
	} {
		_, err := w.messages.Send(t.Context(), as(ann), message.Draft{To: bob.Peer(), Media: c.m, Random: id.Int64()})
		want(t, c.name, err, c.want)
	}
}

// Every value comes, none other; a copy keeps it.
func TestDice(t *testing.T) {
	t.Parallel()
	w := open(t)
	for _, d := range message.Dices()[:5] {
		seen := map[int]bool{}
		for n := 0; len(seen) < d.Max && n < 300; n++ {
			m := w.media(t, &message.Media{Dice: &message.Dice{Emoji: d.Emoji, Value: 100}})
			if v := m.Media.Dice.Value; v < 1 || v > d.Max {
				t.Fatalf("%s shows %d", d.Emoji, v)
			}
			seen[m.Media.Dice.Value] = true
		}
		if len(seen) != d.Max {
			t.Errorf("%s showed %v", d.Emoji, seen)
		}
	}
	m := w.media(t, &message.Media{Dice: &message.Dice{Emoji: "🎰"}})
	c, err := w.messages.ForwardAll(t.Context(), as(ann), message.Copy{IDs: []int{m.ID}, To: ann.Peer(), Randoms: []int64{5}})
	if err != nil || c.Messages[0].Media.Dice.Value != m.Media.Dice.Value {
		t.Errorf("%+v, %v", c.Messages, err)
	}
	if got := w.history(t, bob, ann)[0].Media.Dice.Value; got != m.Media.Dice.Value {
		t.Errorf("one throw is %d and %d", got, m.Media.Dice.Value)
	}
}

func TestLive(t *testing.T) {
	t.Parallel()
	w := open(t)
	m := w.media(t, &message.Media{Live: &message.Live{Geo: message.Geo{Lat: 1}, Period: 600}})
	edit := func(e message.LiveEdit) error {
		_, err := w.messages.EditMedia(t.Context(), as(ann), bob.Peer(), m.ID, message.MediaEdit{Live: &e})
		return err
	}
	w.clock.Advance(300 * time.Second)
	want(t, "into the past", edit(message.LiveEdit{Live: message.Live{Period: 299}}), "MEDIA_INVALID")
	want(t, "by more than a day", edit(message.LiveEdit{Live: message.Live{Period: 600 + 86401}}), "MEDIA_INVALID")
	want(t, "longer", edit(message.LiveEdit{Live: message.Live{Geo: message.Geo{Lat: 2}, Period: 900}}), "")
	w.clock.Advance(599 * time.Second)
	want(t, "in the last second", edit(message.LiveEdit{Live: message.Live{Geo: message.Geo{Lat: 3}}}), "")
	w.clock.Advance(time.Second)
	want(t, "after its end", edit(message.LiveEdit{Stop: true}), "MESSAGE_EDIT_TIME_EXPIRED")
	if got := w.history(t, bob, ann)[0].Media.Live; got.Geo.Lat != 3 || got.Period != 900 {
		t.Errorf("%+v", got)
	}
}

// Both tick at once: each tick is there once, on both sides.
func TestTickTogether(t *testing.T) {
	t.Parallel()
	w := open(t)
	todo := &message.Todo{Title: plain("x"), OthersTick: true}
	for i := range maxTodo {
		todo.Items = append(todo.Items, message.TodoItem{ID: i + 1, Title: plain("x")})
	}
	m := w.media(t, &message.Media{Todo: todo})
	var wg sync.WaitGroup
	for i := range maxTodo {
		for _, side := range []struct {
			m    message.Message
			me   user.ID
			with peer.Peer
		}{{m, ann, bob.Peer()}, {message.Message{ID: m.Other}, bob, ann.Peer()}} {
			wg.Go(func() {
				_, err := w.messages.Tick(t.Context(), as(side.me), side.with, side.m.ID, message.Ticked{On: []int{i + 1}})
				if err != nil {
					want(t, "the slower", err, "TODO_NOT_MODIFIED")
				}
			})
		}
	}
	wg.Wait()
	mine, theirs := w.history(t, ann, bob), w.history(t, bob, ann)
	if len(mine) != 1+maxTodo || len(theirs) != len(mine) {
		t.Fatalf("%d and %d messages", len(mine), len(theirs))
	}
	a, b := mine[len(mine)-1].Media.Todo.Done, theirs[len(theirs)-1].Media.Todo.Done
	if len(a) != maxTodo || !slices.Equal(a, b) {
		t.Errorf("%v and %v", a, b)
	}
}

// records is how many records of polls there are.
func records(t *testing.T, w *world, polls ...poll.ID) (n int) {
	t.Helper()
	err := w.store.View(t.Context(), func(r store.Reader) error {
		for _, p := range polls {
			rows, err := r.Scan(p.Owner(), nil, nil, false, 0)
			if err != nil {
				return err
			}
			n += len(rows)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// M4: a poll lives as long as a message shows it, in any box.
func TestPollLives(t *testing.T) {
	t.Parallel()
	w := open(t)
	withPolls(w)
	d := message.Draft{To: bob.Peer(), Random: 7, Poll: &poll.Draft{
		Question: plain("what?"), Answers: []poll.Answer{{Text: plain("a")}, {Text: plain("b")}},
	}, Text: text.Text{String: "words beside it"}}
	c, err := w.messages.Send(t.Context(), as(ann), d)
	if err != nil {
		t.Fatal(err)
	}
	m := c.Messages[0]
	again, err := w.messages.Send(t.Context(), as(ann), d)
	if err != nil || again.Messages[0].Media.Poll.ID != m.Media.Poll.ID {
		t.Fatal(again, err)
	}
	of := m.Media.Poll.ID
	// the same message twice in one request
	f, err := w.messages.ForwardAll(t.Context(), as(bob), message.Copy{IDs: []int{m.Other, m.Other}, To: cid.Peer(), Randoms: []int64{1, 2}})
	if err != nil || f.Messages[0].Media.Poll.ID != of {
		t.Fatal(f, err)
	}
	for i, del := range []struct {
		who user.ID
		id  int
	}{{ann, m.ID}, {bob, f.Messages[0].ID}} {
		if _, err := w.messages.Delete(t.Context(), as(del.who), []int{del.id}, true); err != nil {
			t.Fatal(err)
		}
		if _, err := w.messages.PollOf(t.Context(), as(cid), bob.Peer(), f.Messages[1].Other); err != nil || records(t, w, of) == 0 {
			t.Fatalf("gone after deletion %d: %v", i, err)
		}
	}
	if _, err := w.messages.Delete(t.Context(), as(bob), []int{f.Messages[1].ID}, true); err != nil {
		t.Fatal(err)
	}
	if n := records(t, w, of); n != 0 {
		t.Errorf("%d records are left", n)
	}
}

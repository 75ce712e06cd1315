package poll_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/fault"
	"heliograph/internal/poll"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const ann user.ID = 1

type world struct {
	store store.Store
	clock *clock.Fake
	log   *update.Log
	polls *poll.Service
}

func open(t testing.TB) *world {
	t.Helper()
	st, err := pebble.Open(t.TempDir(), pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{store: st, clock: clock.NewFake(time.Unix(1_700_000_000, 0))}
	w.log = update.New(update.Deps{Store: st, Bus: bus.NewLocal(), Clock: w.clock})
	w.polls = poll.New(poll.Deps{Store: st, Log: w.log, Clock: w.clock})
	return w
}

func as(id user.ID) user.Actor { return user.Actor{ID: id} }

func draft(k poll.Kind, answers ...string) poll.Draft {
	d := poll.Draft{Question: text.Text{String: "what?"}, Kind: k}
	for _, a := range answers {
		d.Answers = append(d.Answers, poll.Answer{Text: text.Text{String: a}})
	}
	return d
}

var hold = poll.Hold{Token: 1, Boxes: []store.Owner{ann.Owner()}}

func (w *world) poll(t testing.TB, d poll.Draft) poll.ID {
	t.Helper()
	id, err := w.polls.Create(t.Context(), as(ann), d, hold)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func options(places ...int) (out [][]byte) {
	for _, p := range places {
		out = append(out, []byte(fmt.Sprint(p)))
	}
	return out
}

func (w *world) of(t testing.TB, viewer user.ID, id poll.ID) poll.View {
	t.Helper()
	vs, err := w.polls.Of(t.Context(), viewer, id)
	if err != nil {
		t.Fatal(err)
	}
	return vs[0]
}

func code(err error) string {
	if f := fault.As(err); f != nil {
		return f.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func TestDrafts(t *testing.T) {
	t.Parallel()
	w := open(t)
	ok := func(change func(*poll.Draft)) poll.Draft {
		d := draft(poll.Kind{}, "a", "b")
		change(&d)
		return d
	}
	now := w.clock.Now().Unix()
	for _, c := range []struct {
		name string
		d    poll.Draft
		want string
	}{
		{"plain", ok(func(*poll.Draft) {}), ""},
		{"no question", ok(func(d *poll.Draft) { d.Question.String = " " }), "POLL_QUESTION_INVALID"},
		{"300 characters", ok(func(d *poll.Draft) { d.Question.String = strings.Repeat("ü", 300) }), ""},
		{"301 characters", ok(func(d *poll.Draft) { d.Question.String = strings.Repeat("ü", 301) }), "POLL_QUESTION_INVALID"},
		{"long answer", ok(func(d *poll.Draft) { d.Answers[0].Text.String = strings.Repeat("ü", 101) }), "POLL_ANSWER_INVALID"},
		{"empty answer", ok(func(d *poll.Draft) { d.Answers[0].Text.String = "" }), "POLL_ANSWER_INVALID"},
		{"one answer", draft(poll.Kind{}, "a"), "POLL_ANSWERS_INVALID"},
		{"twelve answers", draft(poll.Kind{}, slices.Repeat([]string{"a"}, 12)...), ""},
		{"thirteen answers", draft(poll.Kind{}, slices.Repeat([]string{"a"}, 13)...), "POLL_ANSWERS_INVALID"},
		{"equal options", ok(func(d *poll.Draft) { d.Answers[1].Option = []byte("0") }), "POLL_OPTION_DUPLICATE"},
		{"empty option", ok(func(d *poll.Draft) { d.Answers[1].Option = []byte{} }), "POLL_OPTION_INVALID"},
		{"long option", ok(func(d *poll.Draft) { d.Answers[1].Option = make([]byte, 101) }), "POLL_OPTION_INVALID"},
		{"quiz without answer", draft(poll.Kind{Quiz: true}, "a", "b"), "QUIZ_CORRECT_ANSWERS_EMPTY"},
		{"quiz beyond", ok(func(d *poll.Draft) { d.Kind.Quiz, d.Correct = true, []int{2} }), "QUIZ_CORRECT_ANSWER_INVALID"},
		{"quiz below", ok(func(d *poll.Draft) { d.Kind.Quiz, d.Correct = true, []int{-1} }), "QUIZ_CORRECT_ANSWER_INVALID"},
		{"quiz with two", ok(func(d *poll.Draft) { d.Kind.Quiz, d.Correct = true, []int{0, 1} }), "QUIZ_CORRECT_ANSWERS_TOO_MUCH"},
		{"quiz of several", ok(func(d *poll.Draft) { d.Kind.Quiz, d.Kind.Multiple, d.Correct = true, true, []int{0, 1} }), ""},
		{"solution of no quiz", ok(func(d *poll.Draft) { d.Solution.String = "x" }), "MEDIA_INVALID"},
		{"soon over", ok(func(d *poll.Draft) { d.Period = 4 }), "MEDIA_INVALID"},
		{"over already", ok(func(d *poll.Draft) { d.Until = now - 1 }), "MEDIA_INVALID"},
		{"twice over", ok(func(d *poll.Draft) { d.Until, d.Period = now+10, 10 }), "MEDIA_INVALID"},
		{"over in a minute", ok(func(d *poll.Draft) { d.Until = now + 60 }), ""},
		{"overflow", ok(func(d *poll.Draft) { d.Period = 1<<63 - 1 }), "MEDIA_INVALID"},
	} {
		if _, err := w.polls.Create(t.Context(), as(ann), c.d, hold); code(err) != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

// P2: to the second, with nobody having looked.
func TestTime(t *testing.T) {
	t.Parallel()
	w := open(t)
	d := draft(poll.Kind{}, "a", "b")
	d.Period = 10
	id := w.poll(t, d)
	w.clock.Advance(9 * time.Second)
	if _, err := w.polls.Vote(t.Context(), as(2), id, options(0), nil); err != nil || w.of(t, ann, id).Over {
		t.Fatal(err)
	}
	w.clock.Advance(time.Second)
	if _, err := w.polls.Vote(t.Context(), as(3), id, options(0), nil); code(err) != "MESSAGE_POLL_CLOSED" || !w.of(t, ann, id).Over {
		t.Fatal(err)
	}
	if v := w.of(t, ann, id); v.Voters != 1 || !slices.Equal(v.Counts, []int{1, 0}) {
		t.Errorf("%+v", v)
	}
	for range 2 { // idempotent
		if next, err := w.polls.Due(t.Context(), id.Owner(), w.clock.Now().Unix()); next != 0 || err != nil {
			t.Error(next, err)
		}
	}
}

// P5: nothing of a poll stays once nobody holds it.
func TestRelease(t *testing.T) {
	t.Parallel()
	w := open(t)
	id := w.poll(t, draft(poll.Kind{Public: true}, "a", "b"))
	other := poll.Hold{Token: 2, Boxes: []store.Owner{"uB", "uC"}}
	if err := w.polls.Hold(t.Context(), id, other); err != nil {
		t.Fatal(err)
	}
	for u := range user.ID(400) { // more than one transaction erases
		if _, err := w.polls.Vote(t.Context(), as(u+2), id, options(int(u%2)), nil); err != nil {
			t.Fatal(err)
		}
	}
	for _, h := range []poll.Hold{hold, {Token: 2, Boxes: other.Boxes[:1]}} {
		if err := w.polls.Release(t.Context(), id, h); err != nil || w.of(t, ann, id).ID == 0 {
			t.Fatal("gone", err)
		}
	}
	for range 2 {
		if err := w.polls.Release(t.Context(), id, other); err != nil {
			t.Fatal(err)
		}
	}
	err := w.store.View(t.Context(), func(r store.Reader) error {
		rows, err := r.Scan(id.Owner(), nil, nil, false, 0)
		if len(rows) > 0 {
			t.Errorf("%d records are left", len(rows))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.polls.Hold(t.Context(), id, hold); code(err) != "MESSAGE_ID_INVALID" {
		t.Error(err)
	}
	if _, err := w.polls.Vote(t.Context(), as(2), id, options(0), nil); code(err) != "MESSAGE_ID_INVALID" {
		t.Error(err)
	}
}

// Votes of many at once, while the poll is being closed: whoever was told that
// the vote counts is counted, and nobody else.
func TestTogether(t *testing.T) {
	t.Parallel()
	w := open(t)
	id := w.poll(t, draft(poll.Kind{Public: true}, "a", "b", "c"))
	const voters = 60
	var mu sync.Mutex
	want, counted := make([]int, 3), 0
	var wg sync.WaitGroup
	for u := range voters {
		wg.Go(func() {
			_, err := w.polls.Vote(context.WithoutCancel(t.Context()), as(user.ID(u+2)), id, options(u%3), nil)
			mu.Lock()
			defer mu.Unlock()
			switch code(err) {
			case "":
				want[u%3]++
				counted++
			case "MESSAGE_POLL_CLOSED":
			default:
				t.Error(err)
			}
		})
		if u == voters/2 {
			wg.Go(func() {
				if _, err := w.polls.Close(context.WithoutCancel(t.Context()), as(ann), id); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
	if v := w.of(t, ann, id); !v.Over || v.Voters != counted || !slices.Equal(v.Counts, want) {
		t.Errorf("%d %v, want %d %v", v.Voters, v.Counts, counted, want)
	}
}

// model is what a poll should be: who has chosen what, in the order of voting.
type model struct {
	kind  poll.Kind
	votes []poll.Vote
}

func (m *model) of(u user.ID) int {
	return slices.IndexFunc(m.votes, func(v poll.Vote) bool { return v.User == u })
}

// vote does as Vote should, and returns its fault.
func (m *model) vote(u user.ID, chosen []int, answers int, now int64) string {
	at := m.of(u)
	sorted := slices.Sorted(slices.Values(chosen))
	switch {
	case at >= 0 && (m.kind.Quiz || m.kind.Once):
		return "REVOTE_NOT_ALLOWED"
	case slices.ContainsFunc(chosen, func(p int) bool { return p >= answers }), len(slices.Compact(slices.Clone(sorted))) < len(chosen):
		return "OPTION_INVALID"
	case len(chosen) > 1 && !m.kind.Multiple:
		return "OPTIONS_TOO_MUCH"
	}
	if at >= 0 {
		m.votes = slices.Delete(m.votes, at, at+1)
	}
	if len(chosen) > 0 {
		m.votes = append(m.votes, poll.Vote{User: u, Chosen: sorted, Date: now})
	}
	return ""
}

func (m *model) newest(want func(poll.Vote) bool) (out []user.ID) {
	for _, v := range slices.Backward(m.votes) {
		if want(v) {
			out = append(out, v.User)
		}
	}
	return out
}

func TestModel(t *testing.T) {
	t.Parallel()
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w, rnd := open(t), rand.New(rand.NewPCG(seed, 1))
			m := model{kind: poll.Kind{Public: seed%4 != 3, Multiple: seed&1 != 0, Once: seed == 6, Quiz: seed == 7}}
			d := draft(m.kind, "a", "b", "c", "d")
			if m.kind.Quiz {
				d.Correct = []int{2}
			}
			id := w.poll(t, d)
			for range 150 {
				u := user.ID(2 + rnd.IntN(9))
				chosen := make([]int, rnd.IntN(4))
				for i := range chosen {
					chosen[i] = rnd.IntN(5) // 4 is none
				}
				want := m.vote(u, chosen, 4, w.clock.Now().Unix())
				if _, err := w.polls.Vote(t.Context(), as(u), id, options(chosen...), nil); code(err) != want {
					t.Fatalf("%d chooses %v: %v, want %q", u, chosen, err, want)
				}
				w.clock.Advance(time.Second)
				m.check(t, w, id, user.ID(1+rnd.IntN(10)))
			}
		})
	}
}

func (m *model) check(t *testing.T, w *world, id poll.ID, viewer user.ID) {
	t.Helper()
	v := w.of(t, viewer, id)
	counts := make([]int, 4)
	for _, x := range m.votes {
		for _, p := range x.Chosen {
			counts[p]++
		}
	}
	at := m.of(viewer)
	switch {
	case v.Voters != len(m.votes):
		t.Fatalf("%d voters, want %d", v.Voters, len(m.votes))
	case at < 0 && (v.Counts != nil || v.Recent != nil || v.Correct != nil || v.Chosen != nil): // P3, P4
		t.Fatalf("shown to somebody who has not voted: %+v", v)
	case at < 0:
		return
	case !slices.Equal(v.Counts, counts) || !slices.Equal(v.Chosen, m.votes[at].Chosen):
		t.Fatalf("%v %v, want %v %v", v.Counts, v.Chosen, counts, m.votes[at].Chosen)
	case m.kind.Quiz && !slices.Equal(v.Correct, []int{2}):
		t.Fatalf("right is %v", v.Correct)
	}
	all := m.newest(func(poll.Vote) bool { return true })
	if m.kind.Public && !slices.Equal(v.Recent, all[:min(3, len(all))]) {
		t.Fatalf("recent %v of %v", v.Recent, all)
	}
	m.checkVotes(t, w, id, viewer, nil, all)
	m.checkVotes(t, w, id, viewer, []byte("1"), m.newest(func(x poll.Vote) bool { return slices.Contains(x.Chosen, 1) }))
}

// checkVotes pages through the votes, two at a time.
func (m *model) checkVotes(t *testing.T, w *world, id poll.ID, viewer user.ID, option []byte, want []user.ID) {
	t.Helper()
	var got []user.ID
	for q := (poll.Query{Option: option, Limit: 2}); ; {
		p, err := w.polls.Votes(t.Context(), as(viewer), id, q)
		if !m.kind.Public {
			if code(err) != "BROADCAST_FORBIDDEN" {
				t.Fatal(err)
			}
			return
		}
		if err != nil || p.Total != len(want) {
			t.Fatalf("%v, %d of %d", err, p.Total, len(want))
		}
		for _, v := range p.Page {
			got = append(got, v.User)
		}
		if q.Offset = p.Next; p.Next == "" {
			break
		}
	}
	if !slices.Equal(got, want) {
		t.Fatalf("votes of %v, want %v", got, want)
	}
}

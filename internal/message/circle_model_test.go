package message_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"heliograph/internal/message"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// wrote is a message of a group as a model knows it.
type wrote struct {
	n      int // the number in the model
	by     user.ID
	answer int // to which, -1: none
	gone   bool
	pinned bool
}

// has is what somebody has of a message; one who has left has it as it was then.
type has struct {
	n      int // -1: a note
	text   string
	pinned bool
}

// modelled plays at random in a group, and knows what everybody is to see.
type modelled struct {
	*circle
	rnd   *rand.Rand
	all   []*wrote
	sees  map[user.ID][]has // oldest first
	in    map[user.ID]bool
	names []user.ID
}

// copies is somebody's copies, by the numbers of the model: the texts are unlike each
// other to their first word, which is the number.
func (m *modelled) copies(of user.ID) map[int]message.Message {
	out := map[int]message.Message{}
	for _, c := range m.seen(of) {
		if c.Action == message.NoAction {
			var n int
			if _, err := fmt.Sscan(c.Text.String, &n); err != nil {
				m.t.Fatal(err)
			}
			out[n] = c
		}
	}
	return out
}

// tell has those who are in the group see something new.
func (m *modelled) tell(h has) {
	for u, in := range m.in {
		if in {
			m.sees[u] = append(m.sees[u], h)
		}
	}
}

// change has those who are in the group see something else of a message; false is
// nothing any more.
func (m *modelled) change(n int, f func(*has) bool) {
	for u, in := range m.in {
		for i := range m.sees[u] {
			if in && m.sees[u][i].n == n {
				if !f(&m.sees[u][i]) {
					m.sees[u] = slices.Delete(m.sees[u], i, i+1)
				}
				break
			}
		}
	}
}

// noted is that the group tells what happened.
var noted = has{n: -1, text: "*"}

// any is a message of somebody's that passes a test.
func (m *modelled) any(of user.ID, ok func(*wrote) bool) (*wrote, message.Message) {
	cs := m.copies(of)
	var ns []int
	for n := range cs {
		if ok(m.all[n]) {
			ns = append(ns, n)
		}
	}
	if len(ns) == 0 {
		return nil, message.Message{}
	}
	slices.Sort(ns)
	n := ns[m.rnd.IntN(len(ns))]
	return m.all[n], cs[n]
}

func (m *modelled) step(i int) {
	t := m.t
	who := m.names[m.rnd.IntN(len(m.names))]
	ctx := t.Context()
	var err error
	switch dice := m.rnd.IntN(20); {
	case !m.in[who]:
		if who != ann && dice < 8 {
			if _, err = m.channels.Add(ctx, as(ann), m.id, who); err == nil {
				m.in[who] = true
				m.tell(noted)
			}
		}
	case dice < 9:
		w := &wrote{n: len(m.all), by: who, answer: -1}
		text := fmt.Sprint(w.n, " is written")
		d := message.Draft{To: m.chat(), Text: plain(text), Random: int64(1000 + i)}
		if to, c := m.any(who, func(w *wrote) bool { return !w.gone }); to != nil && dice < 4 {
			w.answer, d.Reply = to.n, &message.Reply{ID: c.ID}
		}
		_, err = m.messages.Send(ctx, as(who), d)
		m.all = append(m.all, w)
		m.tell(has{n: w.n, text: text})
	case dice < 12:
		if w, c := m.any(who, func(w *wrote) bool { return !w.gone && w.by == who }); w != nil {
			text := fmt.Sprint(w.n, " is edited in step ", i)
			_, err = m.messages.Edit(ctx, as(who), m.chat(), c.ID, plain(text), false)
			m.change(w.n, func(h *has) bool { h.text = text; return true })
		}
	case dice < 14:
		if w, c := m.any(who, func(w *wrote) bool { return !w.gone && (w.by == who || who == ann) }); w != nil {
			w.gone = true
			_, err = m.messages.Delete(ctx, as(who), []int{c.ID}, true)
			m.change(w.n, func(*has) bool { return false })
		}
	case dice < 16:
		if w, c := m.any(who, func(w *wrote) bool { return !w.gone && !w.pinned }); w != nil {
			w.pinned = true
			_, err = m.messages.Pin(ctx, as(who), message.Pin{Chat: m.chat(), ID: c.ID})
			m.change(w.n, func(h *has) bool { h.pinned = true; return true })
			m.tell(noted)
		}
	case dice < 18:
		_, err = m.messages.Read(ctx, as(who), m.chat(), 0)
	case who != ann:
		m.tell(noted)
		m.in[who] = false
		_, err = m.channels.Leave(ctx, as(who), m.id)
	}
	if err != nil {
		t.Fatalf("step %d of %d: %v", i, who, err)
	}
}

// check compares what somebody has with what they are to see.
func (m *modelled) check(who user.ID) {
	t := m.t
	t.Helper()
	var all []message.Message
	for q := (message.Page{Limit: message.MaxPage}); ; q.OffsetID = all[len(all)-1].ID {
		s, err := m.messages.History(t.Context(), as(who), m.chat(), q)
		if err != nil {
			t.Fatal(err)
		}
		if all = append(all, s.Messages...); len(s.Messages) < q.Limit {
			if s.Total != len(all) {
				t.Errorf("%d has %d messages, and is told of %d", who, len(all), s.Total)
			}
			break
		}
	}
	slices.Reverse(all)
	ids := map[int]int{-1: 0}
	for i := range max(len(all), len(m.sees[who])) {
		if i >= len(all) || i >= len(m.sees[who]) {
			t.Fatalf("%d has %d messages, not %d", who, len(all), len(m.sees[who]))
		}
		c, want := all[i], m.sees[who][i]
		if c.Action != message.NoAction {
			c.Text.String = "*"
		}
		if c.Text.String != want.text || c.Pinned != want.pinned {
			t.Fatalf("%d has %q (pinned: %t), and is to have %+v", who, c.Text.String, c.Pinned, want)
		}
		if want.n < 0 {
			continue
		}
		w := m.all[want.n]
		ids[w.n] = c.ID
		if c.Out != (w.by == who) || c.From != w.by || c.Reply == nil && w.answer >= 0 && ids[w.answer] != 0 && m.had(who, w) ||
			c.Reply != nil && ids[w.answer] != 0 && c.Reply.ID != ids[w.answer] {
			t.Errorf("%d has %+v of %+v", who, c, w)
		}
	}
}

// had says whether somebody has what w answers.
func (m *modelled) had(who user.ID, w *wrote) bool {
	return slices.ContainsFunc(m.sees[who], func(h has) bool { return h.n == w.answer })
}

// gapless checks that nothing is missing in somebody's log.
func (m *modelled) gapless(who user.ID) {
	m.t.Helper()
	d, err := m.log.Since(m.t.Context(), who.Owner(), update.Position{Pts: 1}, 1_000_000)
	if err != nil {
		m.t.Fatal(err)
	}
	at := 1
	for _, e := range d.Events {
		if at += e.Count; e.At.Pts != at {
			m.t.Fatalf("%d: %+v after pts %d", who, e, at-e.Count)
		}
	}
}

// TestGroupAsModelled: whoever does what in a group, and wherever following stops, at
// the end each box shows what its owner is to see.
func TestGroupAsModelled(t *testing.T) {
	t.Parallel()
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			m := &modelled{
				circle: newCircle(t, bob, cid, 4), rnd: rand.New(rand.NewPCG(seed, 1)), names: []user.ID{ann, bob, cid, 4},
				in: map[user.ID]bool{ann: true, bob: true, cid: true, 4: true}, sees: map[user.ID][]has{},
			}
			m.tell(noted)
			for i := range 150 {
				m.step(i)
				switch m.rnd.IntN(6) {
				case 0: // one follows, or several do
					for _, u := range m.names[:1+m.rnd.IntN(4)] {
						if err := m.messages.Catch(t.Context(), u, m.id); err != nil {
							t.Fatal(err)
						}
					}
				case 1:
					m.settle()
				case 2: // the process ends
					if i%40 == 0 {
						m.stop(t)
						m.start(t)
						m.wire()
					}
				}
			}
			m.settle()
			m.settle()
			for _, u := range m.names {
				m.check(u)
				m.gapless(u)
			}
		})
	}
}

// TestFollowingAgainDoesNothing: a box that has followed is not changed by following.
func TestFollowingAgainDoesNothing(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob)
	c.say(ann, "hello")
	before := c.dump(bob.Owner())
	for range 3 {
		c.settle()
		if err := c.messages.Catch(t.Context(), bob, c.id); err != nil {
			t.Fatal(err)
		}
	}
	if after := c.dump(bob.Owner()); !slices.Equal(before, after) {
		t.Error("the box was changed")
	}
}

func (c *circle) dump(o store.Owner) (out []string) {
	c.t.Helper()
	err := c.store.View(c.t.Context(), func(r store.Reader) error {
		rows, err := r.Scan(o, nil, nil, false, 0)
		for _, row := range rows {
			out = append(out, fmt.Sprintf("%x %x", row.Key, row.Value))
		}
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return out
}

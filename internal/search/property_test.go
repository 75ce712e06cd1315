package search_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/search"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/user"
)

// vocabulary has no vowels, so nothing of it has an ending that a stemmer knows.
var vocabulary = strings.Fields("bcd bcdf bcdfg bcdfgh bcx k kk kkk kkkk klm klmn #bcdf #klmn #q $bcd кмн кмнк кмнг 你 好 👍 zzzz zzzzx zzzzy zzzzxx")

// play does random operations and compares what is found with what a look at
// every message finds.
type play struct {
	*world
	t *testing.T
	r *rand.Rand
}

func (p *play) someone() user.ID { return trio[p.r.IntN(len(trio))] }

func (p *play) text() string {
	var ws []string
	for range p.r.IntN(6) + 1 {
		w := vocabulary[p.r.IntN(len(vocabulary))]
		if p.r.IntN(3) == 0 {
			w = strings.ToUpper(w)
		}
		ws = append(ws, w)
	}
	return strings.Join(ws, []string{" ", ", ", "-"}[p.r.IntN(3)])
}

func (p *play) sendOne() {
	s := p.text()
	var es []text.Entity
	if p.r.IntN(4) == 0 {
		s, es = "k "+s, []text.Entity{{Kind: text.TextURL, Length: 1, Extra: "https://example.org/"}}
	}
	p.send(p.t, p.someone(), p.someone(), s, es...)
}

// box is all messages of somebody, newest first.
func (p *play) box(of user.ID) []message.Message {
	p.t.Helper()
	var out []message.Message
	err := p.store.View(p.t.Context(), func(r store.Reader) error {
		refs, err := message.Refs(r, of.Owner(), 0, 0, true, 0)
		if err != nil {
			return err
		}
		out, err = message.Load(r, of.Owner(), refs)
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return out
}

func (p *play) editOne() {
	all := slices.DeleteFunc(p.box(p.someone()), func(m message.Message) bool { return !m.Out })
	if len(all) > 0 {
		p.edit(p.t, all[p.r.IntN(len(all))], fmt.Sprint(p.text(), " ", p.random, " ", p.r.IntN(1<<30)))
	}
}

func (p *play) removeSome() {
	of := p.someone()
	all := p.box(of)
	var ids []int
	for range min(p.r.IntN(5), len(all)) {
		ids = append(ids, all[p.r.IntN(len(all))].ID)
	}
	if _, err := p.messages.Delete(p.t.Context(), as(of), ids, p.r.IntN(2) == 0); err != nil {
		p.t.Fatal(err)
	}
}

func (p *play) clearChat() {
	if p.r.IntN(20) > 0 {
		p.sendOne()
		return
	}
	q := message.Clear{With: p.someone().Peer(), Revoke: p.r.IntN(2) == 0}
	if _, err := p.messages.DeleteHistory(p.t.Context(), as(p.someone()), q); err != nil {
		p.t.Fatal(err)
	}
}

func (p *play) index() {
	for range p.r.IntN(4) + 1 {
		if _, err := p.search.Round(p.t.Context(), p.someone().Owner()); err != nil {
			p.t.Fatal(err)
		}
	}
}

// rare operations: a restart, an index lost, an index of another version.
func (p *play) rare() {
	box := p.someone().Owner()
	var err error
	switch p.r.IntN(30) {
	case 0:
		p.stop(p.t)
		p.start(p.t)
	case 1:
		err = p.search.Drop(p.t.Context(), box)
	case 2:
		err = p.store.Update(p.t.Context(), []store.Owner{box}, func(tx store.Tx) error { return search.Age(tx, box) })
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

func linked(e text.Entity) bool { return e.Kind == text.TextURL }

// plainMatch is match, done without any of the code that it is to check.
func plainMatch(of user.ID, q search.Query, m message.Message) bool {
	switch {
	case !q.In.IsZero() && m.Peer != q.In, q.Only != nil && !slices.Contains(q.Only, m.Peer), slices.Contains(q.Except, m.Peer):
		return false
	case q.From != 0 && m.From != q.From, q.Kinds != 0 && !slices.ContainsFunc(m.Text.Entities, linked):
		return false
	case m.Date < q.Since, q.Until > 0 && m.Date > q.Until:
		return false
	case !q.Saved.IsZero() && (q.Saved != of.Peer() || m.Peer != of.Peer()):
		return false
	}
	var words []string
	for _, w := range strings.FieldsFunc(strings.ToLower(m.Text.String), func(r rune) bool { return strings.ContainsRune(" ,-", r) }) {
		words = append(words, w, strings.TrimLeft(w, "#$"))
	}
	for _, want := range strings.Fields(strings.ToLower(q.Text)) {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, want) }) {
			return false
		}
	}
	return true
}

func (p *play) query() search.Query {
	var q search.Query
	for range p.r.IntN(3) {
		w := []rune(vocabulary[p.r.IntN(len(vocabulary))])
		if n := p.r.IntN(len(w)) + 1; n > 1 || w[0] != '#' && w[0] != '$' {
			w = w[:n]
		}
		q.Text += " " + string(w)
	}
	if p.r.IntN(2) == 0 {
		q.In = p.someone().Peer()
	} else if p.r.IntN(3) == 0 {
		q.Except = []peer.Peer{p.someone().Peer()}
	} else if p.r.IntN(3) == 0 {
		q.Only = []peer.Peer{p.someone().Peer(), p.someone().Peer()}
	}
	if p.r.IntN(3) == 0 || q.Text == "" {
		q.From = p.someone()
	}
	if p.r.IntN(4) == 0 {
		q.Kinds = message.HasURL
	}
	if p.r.IntN(4) == 0 {
		q.Since = p.clock.Now().Unix() - p.r.Int64N(500)
		q.Until = q.Since + p.r.Int64N(500)
	}
	if p.r.IntN(10) == 0 {
		q.Saved = p.someone().Peer()
	}
	return q
}

func (p *play) window() search.Window {
	w := search.Window{Limit: p.r.IntN(15)}
	if p.r.IntN(2) == 0 {
		w.OffsetID, w.AddOffset = p.r.IntN(500), p.r.IntN(12)-6
	}
	if p.r.IntN(5) == 0 {
		w.MaxID, w.MinID = p.r.IntN(500), p.r.IntN(300)
	}
	return w
}

// paged is the window of a list, newest first, and the place of its offset.
func paged(all []message.Message, w search.Window) (ids []int, place int) {
	if w.OffsetID > 0 {
		if place = slices.IndexFunc(all, func(m message.Message) bool { return m.ID < w.OffsetID }); place < 0 {
			place = len(all)
		}
	}
	at := min(max(place+w.AddOffset, 0), len(all))
	out := idsOf(all[at:min(at+w.Limit, len(all))])
	return slices.DeleteFunc(out, func(id int) bool { return w.MaxID > 0 && id >= w.MaxID || id <= w.MinID }), place
}

func (p *play) check() {
	of, q, w := p.someone(), p.query(), p.window()
	all := slices.DeleteFunc(p.box(of), func(m message.Message) bool { return !plainMatch(of, q, m) })
	got := p.find(p.t, of, q, w)
	want, place := paged(all, w)
	if !slices.Equal(idsOf(got.Messages), want) || got.Place != place || got.Total != len(all) || got.Inexact {
		p.t.Fatalf("%d: %+v\n%+v: %v at %d of %d, not %v at %d of %d", of, q, w, idsOf(got.Messages), got.Place, got.Total, want, place, len(all))
	}
	if p.r.IntN(4) == 0 {
		p.checkSums(of, q, all)
	}
}

// checkSums compares counts, calendar and positions with the messages that match.
func (p *play) checkSums(of user.ID, q search.Query, all []message.Message) {
	ns, err := p.search.Counts(p.t.Context(), as(of), q, q.Kinds, message.IsPinned)
	if err != nil || ns[0].Total != len(all) || ns[1].Total != 0 {
		p.t.Fatalf("%+v, %v, not %d", ns, err, len(all))
	}
	at := search.Window{OffsetID: p.r.IntN(500), Limit: p.r.IntN(8) + 1}
	below := slices.DeleteFunc(slices.Clone(all), func(m message.Message) bool { return at.OffsetID > 0 && m.ID >= at.OffsetID })
	c, err := p.search.Calendar(p.t.Context(), as(of), q, at)
	if err != nil || c.Total != len(all) || c.Place != len(all)-len(below) || len(all) > 0 && c.First.ID != all[len(all)-1].ID {
		p.t.Fatalf("%+v, %v, not %d", c, err, len(all))
	}
	var days []search.Day
	for _, m := range below {
		begin := m.Date / 86400 * 86400
		if n := len(days); n == 0 || days[n-1].Begin != begin {
			days = append(days, search.Day{Begin: begin, Max: m.ID})
		}
		last := &days[len(days)-1]
		last.Min, last.Count = m.ID, last.Count+1
	}
	if !slices.Equal(c.Days, days[:min(len(days), search.MaxDays)]) {
		p.t.Fatalf("days %+v, not %+v", c.Days, days)
	}
	n, ps, err := p.search.Positions(p.t.Context(), as(of), q, at)
	if err != nil || n.Total != len(all) || len(ps) > at.Limit || len(below) > 0 && len(ps) == 0 {
		p.t.Fatalf("%+v %+v, %v", n, ps, err)
	}
	for _, x := range ps {
		if m := all[x.Place]; m.ID != x.ID || m.Date != x.Date || x.Place < len(all)-len(below) {
			p.t.Fatalf("%+v is %+v", x, m)
		}
	}
}

func (p *play) audit(settled bool) {
	for _, id := range trio {
		err := p.store.View(p.t.Context(), func(r store.Reader) error { return search.Audit(r, id.Owner(), settled) })
		if err != nil {
			p.t.Fatal(err)
		}
	}
}

func TestRandomOperations(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := open(t)
			w.small = seed%2 == 0
			w.use(w.store)
			p := &play{world: w, t: t, r: rand.New(rand.NewPCG(seed, 1))}
			do := []func(){p.sendOne, p.sendOne, p.sendOne, p.editOne, p.removeSome, p.clearChat, p.index, p.rare, p.check, p.check, p.check}
			for i := range 1200 {
				do[p.r.IntN(len(do))]()
				p.clock.Advance(time.Duration(cmp.Or(p.r.IntN(3), 3000*p.r.IntN(2))) * time.Second)
				if i%50 == 0 {
					p.audit(false)
				}
			}
			p.catch(t)
			p.audit(true)
		})
	}
}

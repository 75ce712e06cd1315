package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"time"

	"github.com/gotd/td/tg"
	"golang.org/x/sync/errgroup"

	"heliograph/internal/clock"
	"heliograph/internal/logx"
	"heliograph/internal/message"
	"heliograph/internal/search"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/user"
)

// budgetSearch is for the 99th percentile on the server's side.
const budgetSearch = 20.0 // ms

// originals is how many of the messages are written one by one; the others are
// these again, in random order.
const originals = 5000

// library is a chat full of words.
type library struct {
	dir      string
	accounts []account
	texts    []string
}

// searching is J5b: searches in a chat of many messages.
func (b *bench) searching(ctx context.Context) error {
	l := &library{dir: filepath.Join(b.dir, "search")}
	if err := b.library(ctx, l); err != nil {
		return err
	}
	s, err := newServer(b.o.Server, l.dir)
	if err != nil {
		return err
	}
	defer s.kill()
	if _, err := s.ready(ctx, &l.accounts[0]); err != nil {
		return err
	}
	c, err := connect(ctx, s.addr, &l.accounts[0].key, nil)
	if err != nil {
		return err
	}
	defer c.close()
	if _, err := c.login(ctx); err != nil {
		return err
	}
	q := asker{c: c, l: l}
	if q.with, q.hash, err = c.resolve(ctx, l.accounts[1].phone); err != nil {
		return err
	}
	b.progress("J5b: %d searches of each sort", b.o.Pages)
	profiled := b.profile(ctx, s, "search")
	for _, x := range []struct {
		what string
		ask  func() *tg.MessagesSearchRequest
	}{
		{"one word", func() *tg.MessagesSearchRequest { return q.request(1, false) }},
		{"one word of one sender", func() *tg.MessagesSearchRequest { return q.request(1, true) }},
		{"two words", func() *tg.MessagesSearchRequest { return q.request(2, false) }},
		{"the beginning of a word", q.beginning},
	} {
		if err := b.searches(ctx, s, &q, x.what, x.ask); err != nil {
			return err
		}
	}
	if err := <-profiled; err != nil {
		return err
	}
	return s.stop()
}

// library writes the chat and indexes the box of the one who will search.
func (b *bench) library(ctx context.Context, l *library) error {
	begin := time.Now()
	b.progress("storing a chat of %d messages", b.o.Searched)
	d, err := openDepot(l.dir)
	if err != nil {
		return err
	}
	if l.accounts, err = d.enroll(ctx, 2); err == nil {
		err = d.shelve(ctx, l, b.o.Searched)
	}
	if err == nil {
		b.progress("stored in %.0f s", time.Since(begin).Seconds())
		err = b.index(ctx, d, l.accounts[0].id.Owner())
	}
	if err != nil {
		_ = d.close()
		return fmt.Errorf("store messages: %w", err)
	}
	return d.close()
}

// shelve has two users write n messages to each other.
func (d *depot) shelve(ctx context.Context, l *library, n int) error {
	w := newWriter(1)
	sides := [][2]user.ID{{l.accounts[0].id, l.accounts[1].id}, {l.accounts[1].id, l.accounts[0].id}}
	for i := range min(n, originals) {
		side := sides[w.r.IntN(2)]
		l.texts = append(l.texts, w.text())
		_, err := d.messages.Send(ctx, user.Actor{ID: side[0]}, message.Draft{
			To: side[1].Peer(), Random: rand.Int64() | 1, Text: text.Text{String: l.texts[i]},
		})
		if err != nil {
			return err
		}
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(4)
	for left := n - len(l.texts); left > 0; left -= batch {
		q := message.Copy{}
		for range min(left, batch) {
			q.IDs = append(q.IDs, 1+w.r.IntN(len(l.texts)))
			q.Randoms = append(q.Randoms, rand.Int64()|1)
		}
		side := sides[w.r.IntN(2)]
		q.From, q.To = side[1].Peer(), side[1].Peer()
		g.Go(func() error {
			_, err := d.messages.ForwardAll(ctx, user.Actor{ID: side[0]}, q)
			return err
		})
	}
	return g.Wait()
}

// index indexes a box and says what that took.
func (b *bench) index(ctx context.Context, d *depot, box store.Owner) error {
	b.progress("indexing them")
	s := search.New(search.Deps{Store: d.store, Clock: clock.System{}, Logger: logx.Discard()})
	cpu, err := cpuOf(self)
	if err != nil {
		return err
	}
	if err := s.Catch(ctx, box); err != nil {
		return err
	}
	used, err := cpuOf(self)
	if err != nil {
		return err
	}
	z, err := s.Size(ctx, box)
	if err != nil {
		return err
	}
	n := float64(b.o.Searched)
	b.r.info("J5b", "CPU for indexing a message, the engine's own work included", float64((used-cpu)/time.Microsecond)/n, "µs")
	b.r.info("J5b", fmt.Sprintf("index of a message, before compression (%.1f lists to each 1,000)", 1000*float64(z.Lists)/n), float64(z.Bytes)/n, "bytes")
	return nil
}

// asker makes up searches of things that are there.
type asker struct {
	c          *client
	l          *library
	with, hash int64
	words      []string // of the request at hand
}

// request asks for words of one random message.
func (q *asker) request(words int, mine bool) *tg.MessagesSearchRequest {
	all := strings.Fields(q.l.texts[rand.IntN(len(q.l.texts))])
	q.words = nil
	for range words {
		q.words = append(q.words, all[rand.IntN(len(all))])
	}
	r := &tg.MessagesSearchRequest{
		Peer: &tg.InputPeerUser{UserID: q.with, AccessHash: q.hash}, Q: strings.Join(q.words, " "),
		Filter: &tg.InputMessagesFilterEmpty{}, Limit: page,
	}
	if mine {
		r.SetFromID(&tg.InputPeerSelf{})
	}
	return r
}

// beginning asks for what begins like a random word.
func (q *asker) beginning() *tg.MessagesSearchRequest {
	r := q.request(1, false)
	q.words[0] = q.words[0][:1+rand.IntN(len(q.words[0]))]
	r.Q = q.words[0]
	return r
}

// ask searches and checks the answer: newest first, and with the words.
func (q *asker) ask(ctx context.Context, r *tg.MessagesSearchRequest) (int, error) {
	var box tg.MessagesMessagesBox
	if err := q.c.invoke(ctx, r, &box); err != nil {
		return 0, err
	}
	var ms []tg.MessageClass
	total := 0
	switch m := box.Messages.(type) {
	case *tg.MessagesMessages:
		ms, total = m.Messages, len(m.Messages)
	case *tg.MessagesMessagesSlice:
		ms, total = m.Messages, m.Count
	}
	if want := min(total, page); len(ms) != want || total == 0 && r.FromID == nil {
		return 0, fmt.Errorf("search for %q: %d messages of %d", r.Q, len(ms), total)
	}
	for i, m := range ms {
		m, ok := m.(*tg.Message)
		if !ok || i > 0 && m.ID >= ms[i-1].GetID() || r.FromID != nil && !m.Out {
			return 0, fmt.Errorf("search for %q: %+v in place %d", r.Q, ms[i], i)
		}
		for _, w := range q.words {
			if !strings.Contains(" "+m.Message, " "+w[:min(len(w), 3)]) { // endings may differ
				return 0, fmt.Errorf("search for %q: %q", r.Q, m.Message)
			}
		}
	}
	return total, nil
}

// searches measures searches of one sort.
func (b *bench) searches(ctx context.Context, s *server, q *asker, what string, request func() *tg.MessagesSearchRequest) error {
	before, err := s.metrics(ctx)
	if err != nil {
		return err
	}
	used, err := s.meter()
	if err != nil {
		return err
	}
	all := make([]time.Duration, b.o.Pages)
	sum := 0
	for i := range all {
		r := request()
		begin := time.Now()
		n, err := q.ask(ctx, r)
		if err != nil {
			return err
		}
		all[i] = time.Since(begin)
		sum += n
	}
	c, err := used()
	if err != nil {
		return err
	}
	after, err := s.metrics(ctx)
	if err != nil {
		return err
	}
	sortDurations(all)
	h := histogramOf(before, after, "heliograph_rpc_seconds", `method="messages.search"`)
	b.r.add(Result{
		Job: "J5b", What: "search for " + what + ", p99", Value: 1000 * h.quantile(0.99), Unit: "ms", Bound: AtMost, Budget: budgetSearch,
		Note: fmt.Sprintf("server's histogram of %d searches, interpolated, p50 %.2f ms; the client saw p50 %.2f ms, p99 %.2f ms; %d found on average; server CPU %.2f ms",
			b.o.Pages, 1000*h.quantile(0.5), millis(quantile(all, 0.5)), millis(quantile(all, 0.99)), sum/len(all), millis(c.server)/float64(len(all))),
	})
	return nil
}

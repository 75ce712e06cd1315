package search_test

import (
	"context"
	"testing"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/fault"
	"heliograph/internal/logx"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/search"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const (
	ann user.ID = 1
	bob user.ID = 2
	cid user.ID = 3
)

var trio = []user.ID{ann, bob, cid}

// people are the users that there are: all.
type people struct{}

func (people) Profiles(_ context.Context, ids ...user.ID) ([]user.Profile, error) {
	out := make([]user.Profile, len(ids))
	for i, id := range ids {
		out[i] = user.Profile{ID: id}
	}
	return out, nil
}

type world struct {
	dir      string
	store    store.Store
	clock    *clock.Fake
	log      *update.Log
	messages *message.Service
	search   *search.Service
	random   int64
	small    bool
}

func newClock() *clock.Fake { return clock.NewFake(time.Unix(1_700_000_000, 0)) }

func open(t testing.TB) *world {
	t.Helper()
	w := &world{dir: t.TempDir(), clock: newClock()}
	w.start(t)
	t.Cleanup(func() { w.stop(t) })
	return w
}

func (w *world) start(t testing.TB) {
	t.Helper()
	st, err := pebble.Open(w.dir, pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w.use(st)
}

// use makes the subjects over a store.
func (w *world) use(st store.Store) {
	w.store = st
	w.search = search.New(search.Deps{Store: st, Clock: w.clock, Logger: logx.Discard()})
	if w.small {
		w.search.Shrink()
	}
	w.log = update.New(update.Deps{Store: st, Bus: bus.NewLocal(), Clock: w.clock, Grown: w.search.Grown})
	w.messages = message.New(message.Deps{Store: st, Log: w.log, Users: people{}, Clock: w.clock, Index: w.search, Limits: message.Limits{Edit: 10_000 * time.Hour}})
}

func (w *world) stop(t testing.TB) {
	t.Helper()
	if err := w.store.Close(); err != nil {
		t.Error(err)
	}
}

func as(id user.ID) user.Actor { return user.Actor{ID: id} }

// send writes a text and returns the sender's copy.
func (w *world) send(t testing.TB, from, to user.ID, s string, es ...text.Entity) message.Message {
	t.Helper()
	w.random++
	body := text.Text{String: s, Entities: es}
	c, err := w.messages.Send(t.Context(), as(from), message.Draft{To: to.Peer(), Text: body, Random: w.random})
	if err != nil {
		t.Fatal(err)
	}
	return c.Messages[0]
}

func (w *world) edit(t testing.TB, m message.Message, s string) {
	t.Helper()
	if _, err := w.messages.Edit(t.Context(), as(m.From), m.Peer, m.ID, text.Text{String: s}, false); err != nil {
		t.Fatal(err)
	}
}

func (w *world) remove(t testing.TB, of user.ID, ids ...int) {
	t.Helper()
	if _, err := w.messages.Delete(t.Context(), as(of), ids, true); err != nil {
		t.Fatal(err)
	}
}

func (w *world) find(t testing.TB, of user.ID, q search.Query, at search.Window) search.Page {
	t.Helper()
	p, err := w.search.Find(t.Context(), as(of), q, at)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	return p
}

// ids finds everything with some words.
func (w *world) ids(t testing.TB, of user.ID, words string) []int {
	t.Helper()
	return idsOf(w.find(t, of, search.Query{Text: words}, search.Window{Limit: search.MaxPage}).Messages)
}

func idsOf(ms []message.Message) []int {
	out := []int{}
	for _, m := range ms {
		out = append(out, m.ID)
	}
	return out
}

// catch brings the index of each box up to date.
func (w *world) catch(t testing.TB) {
	t.Helper()
	for _, id := range trio {
		if err := w.search.Catch(t.Context(), id.Owner()); err != nil {
			t.Fatal(err)
		}
	}
}

// records is how many records a box has under a part of its index.
func (w *world) records(t testing.TB, of user.ID, part byte) (n int) {
	t.Helper()
	err := w.store.View(t.Context(), func(r store.Reader) error {
		from := store.K('x').Byte(part)
		rows, err := r.Scan(of.Owner(), from, from.End(), false, 0)
		n = len(rows)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// want checks that err is the fault with a code.
func want(t testing.TB, what string, err error, code string) {
	t.Helper()
	if f := fault.As(err); f == nil || f.Code != code {
		t.Errorf("%s: %v, not %s", what, err, code)
	}
}

func (people) ByUsername(context.Context, string) (peer.Peer, error) { return peer.Peer{}, nil }

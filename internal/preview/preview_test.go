package preview_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"heliograph/internal/clock"
	"heliograph/internal/job"
	"heliograph/internal/logx"
	"heliograph/internal/preview"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
)

type world struct {
	t     *testing.T
	store store.Store
	clock *clock.Fake
	set   sync.Map // owners with an alarm
	web   *web
}

func (w *world) Set(_ context.Context, _ job.Kind, o store.Owner, at int64) error {
	w.set.Store(o, at)
	return nil
}

// web is pages; an address that has none fails, one that ends in "slow" waits.
type web struct {
	mu    sync.Mutex
	asked map[string]int
	open  chan struct{}
}

func (f *web) Fetch(ctx context.Context, address string) (preview.Page, error) {
	f.mu.Lock()
	f.asked[address]++
	f.mu.Unlock()
	if strings.HasSuffix(address, "slow") {
		select {
		case <-f.open:
		case <-ctx.Done():
			return preview.Page{}, ctx.Err()
		}
	}
	switch {
	case strings.HasSuffix(address, "panic"):
		panic("a page")
	case strings.HasSuffix(address, "none"):
		return preview.Page{}, errors.New("none")
	case strings.HasSuffix(address, "refused"):
		return preview.Page{}, fmt.Errorf("%w: x", preview.ErrRefused)
	}
	return preview.Page{Title: " a\n\u202etitle ", Description: strings.Repeat("x", 5000), Kind: "article"}, nil
}

func (f *web) count(address string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.asked[address]
}

type people struct{}

func (people) Named(_ context.Context, name string) (preview.Person, error) {
	if strings.EqualFold(name, "bobby") {
		return preview.Person{Name: "Bob", About: "builds"}, nil
	}
	return preview.Person{}, nil
}

func open(t *testing.T) *world {
	t.Helper()
	st, err := pebble.Open(t.TempDir(), pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return &world{
		t: t, store: st, clock: clock.NewFake(time.Unix(1_700_000_000, 0)),
		web: &web{asked: map[string]int{}, open: make(chan struct{})},
	}
}

// node starts a service on the world's store.
func (w *world) node(l preview.Limits) *preview.Service {
	w.t.Helper()
	s := preview.New(preview.Deps{
		Store: w.store, Clock: w.clock, Logger: logx.Discard(), Alarms: w, Fetch: w.web, People: people{}, Name: "Here",
		Own: []string{"here.example:8080"}, Limits: l,
	})
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	w.t.Cleanup(func() { stop(); <-done })
	return s
}

func (w *world) wait(s *preview.Service, address string) preview.Result {
	w.t.Helper()
	r, err := s.Wait(w.t.Context(), 1, address)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// A page is asked for once, whoever looks, until it is forgotten.
func TestOnce(t *testing.T) {
	t.Parallel()
	w := open(t)
	s := w.node(preview.Limits{})
	const a = "http://a.example/slow"
	first, err := s.Look(t.Context(), 1, a)
	if err != nil || !first.Pending() || first.Overdue <= w.clock.Now().Unix() {
		t.Fatalf("%+v, %v", first, err)
	}
	called := make(chan struct{})
	s.Then(a, func(context.Context) { close(called) })
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if r := w.wait(s, a); r.ID != first.ID || r.Page == nil || r.Page.Title != "a title" || len([]rune(r.Page.Description)) > 1024 {
				t.Errorf("%+v", r)
			}
		})
	}
	close(w.web.open)
	all.Wait()
	<-called
	other := w.node(preview.Limits{})
	if r := w.wait(other, a); r.ID != first.ID || w.web.count(a) != 1 {
		t.Errorf("another node: %+v, asked %d times", r, w.web.count(a))
	}
	if next, err := s.Expire(t.Context(), preview.Owner(a), w.clock.Now().Unix()); err != nil || next != w.clock.Now().Unix()+86400 {
		t.Errorf("expires at %d, %v", next, err)
	}
	w.clock.Advance(25 * time.Hour)
	if r := w.wait(s, a); r.ID == first.ID || w.web.count(a) != 2 {
		t.Errorf("a day later: %+v, asked %d times", r, w.web.count(a))
	}
	w.clock.Advance(25 * time.Hour)
	if next, err := s.Expire(t.Context(), preview.Owner(a), w.clock.Now().Unix()); err != nil || next != 0 {
		t.Errorf("next %d, %v", next, err)
	}
	err = w.store.View(t.Context(), func(r store.Reader) error {
		rows, err := r.Scan(preview.Owner(a), nil, nil, false, 10)
		if len(rows) != 0 {
			t.Error("something of the page was kept")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// That there is nothing is remembered too, for less long.
func TestNone(t *testing.T) {
	t.Parallel()
	w := open(t)
	s := w.node(preview.Limits{})
	for _, a := range []string{"http://a.example/none", "http://a.example/refused", "http://a.example/panic"} {
		for range 3 {
			if r := w.wait(s, a); r.ID != 0 || w.web.count(a) != 1 {
				t.Errorf("%s: %+v, asked %d times", a, r, w.web.count(a))
			}
		}
		if _, ok := w.set.Load(preview.Owner(a)); !ok {
			t.Errorf("%s: nobody will forget it", a)
		}
	}
	w.clock.Advance(11 * time.Minute)
	if w.wait(s, "http://a.example/none"); w.web.count("http://a.example/none") != 2 {
		t.Error("it was not asked for again")
	}
}

// What would be too much is refused at once, and not remembered.
func TestBounds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		l       preview.Limits
		address func(i int) string
		pending int
	}{
		"of one host":    {preview.Limits{PerHost: 3}, func(i int) string { return fmt.Sprintf("http://a.example/%d/slow", i) }, 3},
		"in all":         {preview.Limits{Workers: 2, Queue: 5}, func(i int) string { return fmt.Sprintf("http://%d.example/slow", i) }, 5},
		"for one person": {preview.Limits{User: preview.Rate{PerSecond: 1, Burst: 4}}, func(i int) string { return fmt.Sprintf("http://%d.example/slow", i) }, 4},
		"of one host in a while": {
			preview.Limits{PerHost: 100, Host: preview.Rate{PerSecond: 1, Burst: 2}},
			func(i int) string { return fmt.Sprintf("http://a.example/%d/slow", i) },
			2,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := open(t)
			s := w.node(c.l)
			pending := 0
			for i := range 10 {
				r, err := s.Look(t.Context(), 1, c.address(i))
				if err != nil {
					t.Fatal(err)
				}
				if r.Pending() {
					pending++
				}
			}
			if pending != c.pending {
				t.Errorf("%d are pending, want %d", pending, c.pending)
			}
		})
	}
}

// Another node that dies leaves its claim for a while, and no longer.
func TestLostClaim(t *testing.T) {
	t.Parallel()
	w := open(t)
	const a = "http://a.example/slow"
	dead := preview.New(preview.Deps{Store: w.store, Clock: w.clock, Logger: logx.Discard(), Alarms: w, Fetch: w.web}) // it never runs
	first, err := dead.Look(t.Context(), 1, a)
	if err != nil || !first.Pending() {
		t.Fatalf("%+v, %v", first, err)
	}
	s := w.node(preview.Limits{})
	if r, err := s.Look(t.Context(), 1, a); err != nil || r != first || w.web.count(a) != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	w.clock.Advance(20 * time.Second)
	if r, err := s.Wait(t.Context(), 1, a); err != nil || r.ID != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	close(w.web.open)
	if r := w.wait(s, a); r.Page == nil || r.ID == first.ID {
		t.Errorf("%+v", r)
	}
}

// Links to people here are answered without asking anybody.
func TestInside(t *testing.T) {
	t.Parallel()
	w := open(t)
	s := w.node(preview.Limits{})
	for a, found := range map[string]bool{
		"https://t.me/bobby": true, "http://telegram.me/Bobby/": true, "http://www.t.me/bobby?start=1": true, "https://bobby.t.me/": true,
		"tg://resolve?domain=bobby": true, "http://here.example:8080/bobby": true,
		"https://t.me/nobody": false, "https://t.me/bobby/12": false, "https://t.me/+abc": false, "tg://join?invite=x": false,
		"http://here.example:8080/": false, "https://t.me/": false,
	} {
		r := w.wait(s, a)
		if (r.Page != nil) != found || found && (r.Page.Kind != preview.User || r.Page.Title != "Bob" || r.Page.Description != "builds" || r.Page.Site != "Here") {
			t.Errorf("%s: %+v", a, r)
		}
		if w.web.count(a) != 0 {
			t.Errorf("%s was asked for", a)
		}
	}
	off := preview.New(preview.Deps{Store: w.store, Clock: w.clock, Logger: logx.Discard(), Alarms: w})
	for _, a := range []string{"https://t.me/bobby", "http://a.example/", "http://u:p@a.example/", "mailto:a@b.example", "://"} {
		if r, err := off.Look(t.Context(), 1, a); err != nil || r.ID != 0 {
			t.Errorf("off: %s: %+v, %v", a, r, err)
		}
	}
}

package message_test

import (
	"context"
	"strings"
	"testing"

	"heliograph/internal/message"
	"heliograph/internal/preview"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// site is pages: those that are awaited until they are answered.
type site struct {
	known  map[string]preview.Result
	asked  []string
	called []func(context.Context)
}

func (s *site) Look(_ context.Context, _ user.ID, address string) (preview.Result, error) {
	s.asked = append(s.asked, address)
	return s.known[address], nil
}

func (s *site) Wait(ctx context.Context, by user.ID, address string) (preview.Result, error) {
	return s.Look(ctx, by, address)
}

func (s *site) Then(_ string, f func(context.Context)) { s.called = append(s.called, f) }

const slow, known = "http://a.example/slow", "http://a.example/known"

func openPages(t *testing.T) (*timed, *site) {
	t.Helper()
	s := &site{known: map[string]preview.Result{
		slow:  {ID: 7, Overdue: 1_700_000_015},
		known: {ID: 8, Page: &preview.Page{Title: "known"}},
	}}
	w := openTimed(t)
	w.messages = message.New(message.Deps{Store: w.store, Log: w.log, Users: people{}, Clock: w.clock, Alarms: w.alarms, Previews: s})
	return w, s
}

func (w *timed) settle(t *testing.T, who ...user.ID) {
	t.Helper()
	for _, u := range who {
		if next, err := w.messages.Previewed(t.Context(), u.Owner(), w.clock.Now().Unix()); err != nil || next != 0 {
			t.Errorf("next %d, %v", next, err)
		}
	}
}

// pages is the events of a box after a pts that tell of pages.
func (w *timed) pages(t *testing.T, who user.ID, after int) (out []update.Event) {
	t.Helper()
	for _, e := range w.events(t, who, after) {
		if e.Kind == update.WebPage {
			out = append(out, e)
		}
	}
	return out
}

// What waits for its page is told once what came of it, in both boxes, after it
// was told of itself.
func TestPreviewComes(t *testing.T) {
	t.Parallel()
	w, s := openPages(t)
	m := w.send(t, ann, bob, "see "+slow)
	if m.Preview == nil || m.Preview.ID != 7 || m.Preview.Page != nil || len(s.called) != 2 {
		t.Fatalf("%+v, %d calls", m.Preview, len(s.called))
	}
	for _, u := range []user.ID{ann, bob} {
		if at := w.alarms[u.Owner()]; at != 1_700_000_016 {
			t.Errorf("the alarm is at %d", at)
		}
		if next, err := w.messages.Previewed(t.Context(), u.Owner(), w.clock.Now().Unix()); err != nil || next != 1_700_000_016 {
			t.Errorf("next %d, %v", next, err)
		}
	}
	s.known[slow] = preview.Result{ID: 9, Page: &preview.Page{Title: "came"}} // asked for anew meanwhile
	w.settle(t, ann, bob)
	w.settle(t, ann, bob)
	for u, other := range map[user.ID]user.ID{ann: bob, bob: ann} {
		es := w.pages(t, u, 2)
		if len(es) != 1 || es[0].Max != 7 || !es[0].Flag || es[0].At.Pts != 3 || es[0].Count != 1 {
			t.Errorf("%+v", es)
		}
		if h := w.history(t, u, other); h[0].Preview == nil || h[0].Preview.ID != 7 || h[0].Preview.Page.Title != "came" {
			t.Errorf("%+v", h[0].Preview)
		}
	}
}

// A page that does not come, in whatever way, leaves a message that shows none.
func TestPreviewFails(t *testing.T) {
	t.Parallel()
	w, s := openPages(t)
	w.send(t, ann, bob, slow)
	s.known[slow] = preview.Result{}
	w.settle(t, ann)
	if es := w.pages(t, ann, 2); len(es) != 1 || es[0].Flag || es[0].Max != 7 || w.history(t, ann, bob)[0].Preview != nil {
		t.Errorf("%+v", es)
	}
	s.known[slow] = preview.Result{ID: 7, Overdue: 1_800_000_000} // for ever
	w.later(t, 100)
	w.settle(t, bob)
	if es := w.pages(t, bob, 2); len(es) != 1 || es[0].Flag {
		t.Errorf("%+v", es)
	}
}

// A message that is deleted or edited while it waits is not told of, and nothing
// of the wait stays.
func TestPreviewOvertaken(t *testing.T) {
	t.Parallel()
	w, s := openPages(t)
	gone := w.send(t, ann, bob, slow)
	kept := w.send(t, ann, bob, "edit "+slow)
	if _, err := w.messages.Delete(t.Context(), as(ann), []int{gone.ID}, true); err != nil {
		t.Fatal(err)
	}
	rewrite := func(w2 message.Rewrite) error {
		_, err := w.messages.Rewrite(t.Context(), as(ann), bob.Peer(), kept.ID, w2)
		return err
	}
	if err := rewrite(message.Rewrite{Text: &text.Text{String: "edit " + known}}); err != nil {
		t.Fatal(err)
	}
	s.known[slow] = preview.Result{ID: 7, Page: &preview.Page{Title: "late"}}
	for _, u := range []user.ID{ann, bob} {
		w.settle(t, u)
		if es := w.pages(t, u, 1); len(es) != 0 {
			t.Errorf("%+v", es)
		}
		err := w.store.View(t.Context(), func(r store.Reader) error {
			rows, err := r.Scan(u.Owner(), store.K('w'), store.K('w').End(), false, 10)
			if len(rows) != 0 {
				t.Errorf("%d messages wait", len(rows))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if p := w.history(t, bob, ann)[0].Preview; p == nil || p.ID != 8 {
		t.Errorf("%+v", p)
	}
	want(t, "the same again", rewrite(message.Rewrite{Text: &text.Text{String: "edit " + known}}), "MESSAGE_NOT_MODIFIED")
	if err := rewrite(message.Rewrite{NoWebpage: true}); err != nil {
		t.Fatal(err)
	}
	if h := w.history(t, bob, ann)[0]; h.Preview != nil || !strings.HasSuffix(h.Text.String, known) {
		t.Errorf("%+v", h)
	}
}

// Nobody is asked of what no link leads to, nor of what is not to be shown.
func TestPreviewNotAsked(t *testing.T) {
	t.Parallel()
	w, s := openPages(t)
	w.send(t, ann, bob, "no link, example.com")
	for i, d := range []message.Draft{
		{Text: plain(known), NoWebpage: true},
		{Media: &message.Media{Dice: &message.Dice{Emoji: "🎲"}}},
	} {
		d.To, d.Random = bob.Peer(), int64(i+100)
		if c, err := w.messages.Send(t.Context(), as(ann), d); err != nil || c.Messages[0].Preview != nil {
			t.Errorf("%+v, %v", c.Messages, err)
		}
	}
	if len(s.asked) != 0 {
		t.Errorf("asked for %q", s.asked)
	}
}

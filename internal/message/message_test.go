package message_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/dialog"
	"heliograph/internal/draft"
	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const (
	ann   user.ID = 1
	bob   user.ID = 2
	cid   user.ID = 3
	gone  user.ID = 8 // has deleted the account
	nobod user.ID = 9
)

// people are the users that there are.
type people struct{}

func (people) Profiles(_ context.Context, ids ...user.ID) ([]user.Profile, error) {
	out := make([]user.Profile, len(ids))
	for i, id := range ids {
		if id != nobod {
			out[i] = user.Profile{ID: id, Deleted: id == gone}
			if id == ann {
				out[i].FirstName, out[i].LastName = "Ann", "Archer"
			}
		}
	}
	return out, nil
}

type world struct {
	dir      string
	store    store.Store
	clock    *clock.Fake
	bus      bus.Bus
	log      *update.Log
	messages *message.Service
	dialogs  *dialog.Service
	drafts   *draft.Service
	random   int64
}

func open(t testing.TB) *world {
	t.Helper()
	w := &world{dir: t.TempDir(), clock: clock.NewFake(time.Unix(1_700_000_000, 0))}
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
	w.store = st
	w.bus = bus.NewLocal()
	w.log = update.New(update.Deps{Store: st, Bus: w.bus, Clock: w.clock, Alone: true})
	w.messages = message.New(message.Deps{Store: st, Log: w.log, Users: people{}, Clock: w.clock})
	w.dialogs = dialog.New(dialog.Deps{Store: st, Log: w.log})
	w.drafts = draft.New(draft.Deps{Store: st, Log: w.log})
}

func (w *world) stop(t testing.TB) {
	t.Helper()
	if err := w.store.Close(); err != nil {
		t.Error(err)
	}
}

func as(id user.ID) user.Actor { return user.Actor{ID: id, Origin: int64(id) * 100} }

func plain(s string) text.Text { return text.Text{String: s} }

// send writes a text and returns the sender's copy.
func (w *world) send(t testing.TB, from, to user.ID, s string) message.Message {
	t.Helper()
	w.random++
	c, err := w.messages.Send(t.Context(), as(from), message.Draft{To: to.Peer(), Text: plain(s), Random: w.random})
	if err != nil {
		t.Fatal(err)
	}
	return c.Messages[0]
}

func (w *world) dialog(t testing.TB, of, with user.ID) dialog.Dialog {
	t.Helper()
	ds, err := w.dialogs.Of(t.Context(), of, with.Peer())
	if err != nil {
		t.Fatal(err)
	}
	return ds[0]
}

// history is all of a chat, newest first.
func (w *world) history(t testing.TB, of, with user.ID) []message.Message {
	t.Helper()
	var out []message.Message
	for {
		q := message.Page{Limit: message.MaxPage}
		if len(out) > 0 {
			q.OffsetID = out[len(out)-1].ID
		}
		s, err := w.messages.History(t.Context(), as(of), with.Peer(), q)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, s.Messages...)
		if len(s.Messages) < message.MaxPage {
			if len(out) != s.Total {
				t.Errorf("%d messages of %d", len(out), s.Total)
			}
			return out
		}
	}
}

func texts(ms []message.Message) string {
	var out []string
	for _, m := range ms {
		s := m.Text.String
		if m.Action != message.NoAction {
			s = "*"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func (w *world) events(t testing.TB, of user.ID, from int) []update.Event {
	t.Helper()
	d, err := w.log.Since(t.Context(), of.Owner(), update.Position{Pts: from}, 1<<20)
	if err != nil || d.TooLong {
		t.Fatal(err, d.TooLong)
	}
	return d.Events
}

func (w *world) pts(t testing.TB, of user.ID) int {
	t.Helper()
	st, err := w.log.State(t.Context(), of.Owner())
	if err != nil {
		t.Fatal(err)
	}
	return st.At.Pts
}

// want checks that err is the fault with a code, "" for none.
func want(t testing.TB, what string, err error, code string) {
	t.Helper()
	got := ""
	if f := fault.As(err); f != nil {
		got = f.Code
	} else if err != nil {
		t.Errorf("%s: %v", what, err)
	}
	if got != code {
		t.Errorf("%s: %q, not %q", what, got, code)
	}
}

func (people) ByUsername(context.Context, string) (peer.Peer, error) { return peer.Peer{}, nil }

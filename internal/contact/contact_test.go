package contact_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/contact"
	"heliograph/internal/fault"
	"heliograph/internal/logx"
	"heliograph/internal/presence"
	"heliograph/internal/privacy"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

type world struct {
	store    store.Store
	clock    *clock.Fake
	log      *update.Log
	users    *user.Service
	presence *presence.Service
	privacy  *privacy.Service
	contacts *contact.Service
	chats    chats
	partners partners
	mu       sync.Mutex
	greeted  map[[2]user.ID]int // who was told of whom
}

// chats is who is in which group.
type chats map[user.ID][]int64

func (c chats) Member(_ context.Context, id user.ID, of []int64) (bool, error) {
	return slices.ContainsFunc(of, func(chat int64) bool { return slices.Contains(c[id], chat) }), nil
}

// partners is who writes with whom.
type partners map[user.ID][]user.ID

func (p partners) Interested(_ context.Context, of user.ID, _ int) ([]user.ID, error) {
	return p[of], nil
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
	w := &world{store: st, clock: clock.NewFake(time.Unix(1_700_000_000, 0)), partners: partners{}, chats: chats{}, greeted: map[[2]user.ID]int{}}
	w.node(bus.NewLocal())
	return w
}

// node makes the services over the store and a bus.
func (w *world) node(b *bus.Local) {
	st := w.store
	w.log = update.New(update.Deps{Store: st, Bus: b, Clock: w.clock})
	heard := contact.NewSavers(st, w.partners)
	w.users = user.New(user.Deps{Store: st, Log: w.log, Bus: b, Clock: w.clock, Audience: heard})
	w.presence = presence.New(presence.Deps{Store: st, Log: w.log, Bus: b, Clock: w.clock, Audience: heard, Logger: logx.Discard()})
	w.privacy = privacy.New(privacy.Deps{Store: st, Log: w.log, Bus: b, Clock: w.clock, Changed: func(ctx context.Context, id user.ID, k privacy.Key) { w.contacts.Changed(ctx, id, k) }})
	w.contacts = contact.New(contact.Deps{
		Store: st, Log: w.log, Bus: b, Clock: w.clock, Users: w.users, Presence: w.presence, Privacy: w.privacy, Chats: w.chats, Partners: w.partners, Greet: w.greet,
	})
}

// greet counts; the first time that it is to tell 1 of 9000 it fails.
func (w *world) greet(_ context.Context, to, who user.ID) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.greeted[[2]user.ID{to, who}]++
	if to == 1 && who == 9000 && w.greeted[[2]user.ID{to, who}] == 1 {
		return errors.New("cannot tell")
	}
	return nil
}

func phoneOf(id user.ID) string { return fmt.Sprintf("4915%07d", id) }

// person signs somebody up.
func (w *world) person(t testing.TB, id user.ID, name string) user.Actor {
	t.Helper()
	owners := []store.Owner{id.Owner(), user.PhoneOwner(phoneOf(id))}
	err := w.store.Update(t.Context(), owners, func(tx store.Tx) error {
		return w.users.Create(tx, user.Profile{ID: id, FirstName: name, Phone: phoneOf(id)})
	})
	if err != nil {
		t.Fatal(err)
	}
	return user.Actor{ID: id, Session: int64(id)}
}

// see looks three times, the last time at what is cached by then.
func (w *world) see(t *testing.T, viewer, other user.ID) (p contact.Person) {
	t.Helper()
	for i := range 3 {
		ps, err := w.contacts.People(t.Context(), viewer, []user.ID{other})
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 && ps[0] != p {
			t.Fatalf("%d sees %+v, then %+v", viewer, p, ps[0])
		}
		p = ps[0]
		w.clock.Advance(3 * time.Second)
	}
	return p
}

// kinds are the kinds of the events in somebody's log.
func (w *world) kinds(t *testing.T, of user.ID) (out []update.Kind) {
	t.Helper()
	d, err := w.log.Since(t.Context(), of.Owner(), update.Position{}, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range d.Events {
		out = append(out, e.Kind)
	}
	return out
}

func wantCode(t *testing.T, what string, err error, code string) {
	t.Helper()
	got := ""
	if f := fault.As(err); f != nil {
		got = f.Code
	} else if err != nil {
		got = err.Error()
	}
	if got != code {
		t.Errorf("%s: %q, want %q", what, got, code)
	}
}

// Rows 60 and 61: the number is for oneself, for whoever one has saved, and for
// whoever knew it.
func TestWhoSeesThePhone(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.person(t, 1, "Ann"), w.person(t, 2, "Bob")
	step := func(what string, aSeesB, bSeesA bool) {
		t.Helper()
		if got := w.see(t, 1, 2).Phone != ""; got != aSeesB {
			t.Errorf("%s: Ann sees Bob's number: %v", what, got)
		}
		if got := w.see(t, 2, 1).Phone != ""; got != bSeesA {
			t.Errorf("%s: Bob sees Ann's number: %v", what, got)
		}
	}
	step("strangers", false, false)
	if _, err := w.contacts.Add(t.Context(), a, 2, contact.Card{FirstName: "B", Phone: "4915111"}); err != nil {
		t.Fatal(err)
	}
	step("Ann saved Bob with a wrong number", false, true)
	if _, err := w.contacts.Add(t.Context(), a, 2, contact.Card{FirstName: "B", Phone: "+" + phoneOf(2)}); err != nil {
		t.Fatal(err)
	}
	step("and with the right one", true, true)
	if _, err := w.contacts.Delete(t.Context(), a, []user.ID{2}); err != nil {
		t.Fatal(err)
	}
	step("deleted", false, false)
	if _, err := w.contacts.Import(t.Context(), b, []contact.Entry{{Phone: phoneOf(1), FirstName: "A"}}); err != nil {
		t.Fatal(err)
	}
	step("Bob imported Ann", true, true)
	if p := w.see(t, 1, 1); p.Phone == "" || !p.Self || p.Contact {
		t.Errorf("oneself: %+v", p)
	}
	if p := w.see(t, 1, 99); p.ID != 0 {
		t.Errorf("nobody: %+v", p)
	}
}

func TestAdd(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.person(t, 1, "Ann"), w.person(t, 2, "Bob")
	for _, c := range []struct {
		other user.ID
		name  string
		code  string
	}{
		{2, " ", "CONTACT_NAME_EMPTY"},
		{1, "Me", "CONTACT_ID_INVALID"},
		{99, "Nobody", "CONTACT_ID_INVALID"},
		{2, "Bobby", ""},
	} {
		_, err := w.contacts.Add(t.Context(), a, c.other, contact.Card{FirstName: c.name, LastName: "B", Share: true})
		wantCode(t, c.name, err, c.code)
	}
	p := w.see(t, 1, 2)
	if !p.Contact || p.Mutual || p.FirstName != "Bobby" || p.LastName != "B" || p.Sharing != contact.Shared {
		t.Errorf("Ann sees %+v", p)
	}
	if p := w.see(t, 2, 1); p.Contact || p.Mutual || p.FirstName != "Ann" {
		t.Errorf("Bob sees %+v", p)
	}
	var told []update.Event
	defer w.log.Watch(a.ID.Owner(), func(_ update.Position, e *update.Event) {
		if e != nil {
			told = append(told, *e)
		}
	})()
	e, err := w.contacts.Add(t.Context(), b, 1, contact.Card{FirstName: "Annie"})
	if err != nil || e.Kind != update.PeerSettings || e.Peer != a.ID.Peer() || e.At.Sub != 1 {
		t.Errorf("event: %+v, %v", e, err)
	}
	if !w.see(t, 1, 2).Mutual || !w.see(t, 2, 1).Mutual {
		t.Error("they saved each other and are not mutual")
	}
	if len(told) != 1 || told[0].Kind != update.Profile || told[0].Peer != b.ID.Peer() {
		t.Errorf("Ann was told %+v", told)
	}
	// The same again changes nothing; a new name does, and keeps the rest.
	same, err := w.contacts.Add(t.Context(), b, 1, contact.Card{FirstName: "Annie"})
	if want := (update.Event{Kind: update.PeerSettings, Peer: a.ID.Peer()}); err != nil || !reflect.DeepEqual(same, want) {
		t.Errorf("event: %+v, %v", same, err)
	}
	if got := w.kinds(t, 2); !slices.Equal(got, []update.Kind{update.PeerSettings}) {
		t.Errorf("Bob's devices: %v", got)
	}
	if _, err := w.contacts.Add(t.Context(), a, 2, contact.Card{FirstName: "Robert"}); err != nil {
		t.Fatal(err)
	}
	if p := w.see(t, 1, 2); p.FirstName != "Robert" || p.Sharing != contact.Shared {
		t.Errorf("Ann sees %+v", p)
	}
	if got := w.kinds(t, 1); !slices.Equal(got, []update.Kind{update.PeerSettings, update.PeerSettings}) {
		t.Errorf("Ann's devices: %v", got)
	}
}

// Row 57.
func TestDelete(t *testing.T) {
	t.Parallel()
	w := open(t)
	a := w.person(t, 1, "Ann")
	w.person(t, 2, "Bob")
	w.person(t, 3, "Cid")
	book := []contact.Entry{{Phone: phoneOf(2), FirstName: "B"}, {Phone: phoneOf(3), FirstName: "C"}, {Phone: phoneOf(4), FirstName: "D"}}
	if _, err := w.contacts.Import(t.Context(), a, book); err != nil {
		t.Fatal(err)
	}
	events, err := w.contacts.Delete(t.Context(), a, []user.ID{2, 99, 1})
	if err != nil || len(events) != 1 || events[0].Peer != user.ID(2).Peer() {
		t.Errorf("%+v, %v", events, err)
	}
	if err := w.contacts.DeleteByPhones(t.Context(), a, []string{"+" + phoneOf(3), phoneOf(4), phoneOf(5), "?"}); err != nil {
		t.Fatal(err)
	}
	if l, err := w.contacts.All(t.Context(), 1); err != nil || len(l.IDs) != 0 || l.Saved != 0 {
		t.Errorf("%+v, %v", l, err)
	}
	if p := w.see(t, 1, 2); p.Contact || p.FirstName != "Bob" || p.Phone != "" {
		t.Errorf("Ann sees %+v", p)
	}
	w.person(t, 4, "Dan") // signs up after the number was forgotten
	if err := w.contacts.Joined(t.Context(), 4); err != nil || w.see(t, 1, 4).Contact {
		t.Errorf("a forgotten number came back, %v", err)
	}
	if _, err := w.contacts.Import(t.Context(), a, book); err != nil || !w.see(t, 1, 2).Contact {
		t.Errorf("importing again does not add, %v", err)
	}
}

func TestHash(t *testing.T) {
	t.Parallel()
	if h := (contact.List{}).Hash(); h != 0 {
		t.Errorf("empty: %d", h)
	}
	// By hand: ((1 mixed) + 2), as api/offsets says.
	h := uint64(1)
	h ^= h >> 21
	h ^= h << 35
	h ^= h >> 4
	h += 2
	if got := (contact.List{Saved: 1, IDs: []user.ID{2}}).Hash(); got != int64(h) {
		t.Errorf("%d, want %d", got, h)
	}
}

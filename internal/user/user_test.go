package user_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/fault"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// world is one node on a store in a directory of the test.
type world struct {
	store store.Store
	bus   *bus.Local
	clock *clock.Fake
	log   *update.Log
	users *user.Service
	heard *audience
}

// audience hands out whoever the test put there.
type audience struct {
	mu  sync.Mutex
	ids []user.ID
}

func (a *audience) Interested(context.Context, user.ID, int) ([]user.ID, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.ids, nil
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
	return node(st, bus.NewLocal())
}

func node(st store.Store, b *bus.Local) *world {
	w := &world{store: st, bus: b, clock: clock.NewFake(time.Unix(1_700_000_000, 0)), heard: &audience{}}
	w.log = update.New(update.Deps{Store: st, Bus: w.bus, Clock: w.clock})
	w.users = user.New(user.Deps{Store: st, Log: w.log, Bus: w.bus, Clock: w.clock, Audience: w.heard})
	return w
}

func (w *world) create(p user.Profile) error {
	owners := []store.Owner{p.ID.Owner()}
	if p.Phone != "" {
		owners = append(owners, user.PhoneOwner(p.Phone))
	}
	return w.store.Update(context.Background(), owners, func(tx store.Tx) error { return w.users.Create(tx, p) })
}

// person creates somebody with a phone number made from the id.
func (w *world) person(t testing.TB, id user.ID) user.Actor {
	t.Helper()
	if err := w.create(user.Profile{ID: id, FirstName: "P", Phone: phoneOf(id)}); err != nil {
		t.Fatal(err)
	}
	return user.Actor{ID: id, Session: 1}
}

func phoneOf(id user.ID) string {
	digits := make([]byte, 0, 12)
	for ; id > 0; id /= 10 {
		digits = append(digits, byte('0'+id%10))
	}
	return "4915" + string(digits)
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

func TestCreate(t *testing.T) {
	t.Parallel()
	w := open(t)
	long := strings.Repeat("ж", 65)
	for _, c := range []struct {
		p    user.Profile
		code string
	}{
		{user.Profile{ID: 1, FirstName: " Ann\u202e ", LastName: "Lee", Phone: "49151", Username: "ignored"}, ""},
		{user.Profile{ID: 2, FirstName: "Bob", Phone: "49151"}, "PHONE_NUMBER_OCCUPIED"},
		{user.Profile{ID: 2, FirstName: "Bob", Phone: "42777"}, "PHONE_NUMBER_OCCUPIED"},
		{user.Profile{ID: 2, FirstName: "Bob", Phone: "+4915"}, "PHONE_NUMBER_INVALID"},
		{user.Profile{ID: 2, FirstName: " \n\u200b"}, "FIRSTNAME_INVALID"},
		{user.Profile{ID: 2, FirstName: "\xff"}, "FIRSTNAME_INVALID"},
		{user.Profile{ID: 2, FirstName: long}, "FIRSTNAME_INVALID"},
		{user.Profile{ID: 2, FirstName: "Bob", LastName: long}, "LASTNAME_INVALID"},
		{user.Profile{ID: 1, FirstName: "Bob"}, user.ErrTaken.Error()},
		{user.Profile{ID: user.Notices, FirstName: "Bob"}, user.ErrTaken.Error()},
		{user.Profile{ID: 3, FirstName: "Helper", Bot: true}, ""},
	} {
		wantCode(t, c.p.FirstName, w.create(c.p), c.code)
	}
	got, err := w.users.Profiles(t.Context(), 3, 1, 2, user.Notices)
	if err != nil {
		t.Fatal(err)
	}
	ann := user.Profile{ID: 1, FirstName: "Ann", LastName: "Lee", Phone: "49151", Created: 1_700_000_000}
	if !got[0].Bot || got[1] != ann || got[2].ID != 0 || got[3].FirstName != "Heliograph" || !got[3].Verified {
		t.Errorf("profiles: %+v", got)
	}
}

func TestByPhone(t *testing.T) {
	t.Parallel()
	w := open(t)
	a := w.person(t, 5)
	for phone, want := range map[string]user.ID{phoneOf(5): a.ID, "4915000": 0, "": 0, "x": 0, "42777": user.Notices} {
		if got, err := w.users.ByPhone(t.Context(), phone); got != want || err != nil {
			t.Errorf("%q: %d, %v; want %d", phone, got, err, want)
		}
	}
}

func TestPhoneIsTakenOnceUnderConcurrency(t *testing.T) {
	t.Parallel()
	w := open(t)
	var wg sync.WaitGroup
	won := make(chan user.ID, 16)
	for i := range 16 {
		wg.Go(func() {
			err := w.create(user.Profile{ID: user.ID(100 + i), FirstName: "P", Phone: "49777777"})
			if err == nil {
				won <- user.ID(100 + i)
			} else if f := fault.As(err); f == nil || f.Code != "PHONE_NUMBER_OCCUPIED" {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if len(won) != 1 {
		t.Fatalf("%d people have one number", len(won))
	}
	if id, err := w.users.ByPhone(t.Context(), "49777777"); id != <-won || err != nil {
		t.Errorf("the number is of %d, %v", id, err)
	}
}

func TestEdit(t *testing.T) {
	t.Parallel()
	w := open(t)
	a := w.person(t, 7)
	w.heard.ids = []user.ID{7, 8}
	var told []update.Event
	defer w.log.Watch(user.ID(8).Owner(), func(_ update.Position, e *update.Event) { told = append(told, *e) })()

	text := func(s string) *string { return &s }
	for _, c := range []struct {
		e    user.Edit
		code string
	}{
		{user.Edit{FirstName: text("New"), About: text("line\nline")}, ""},
		{user.Edit{FirstName: text("")}, "FIRSTNAME_INVALID"},
		{user.Edit{LastName: text(strings.Repeat("x", 65))}, "LASTNAME_INVALID"},
		{user.Edit{About: text(strings.Repeat("x", 71))}, "ABOUT_TOO_LONG"},
		{user.Edit{FirstName: text("New")}, ""}, // nothing changes: nobody is told
		{user.Edit{}, ""},
	} {
		_, err := w.users.Edit(t.Context(), a, c.e)
		wantCode(t, "edit", err, c.code)
	}
	_, err := w.users.SetName(t.Context(), user.Actor{ID: 99}, "No", "Body")
	wantCode(t, "a missing user", err, "USER_ID_INVALID")
	_, err = w.users.SetAbout(t.Context(), user.Actor{ID: user.Notices}, "hi")
	wantCode(t, "the service account", err, "USER_ID_INVALID")

	got, err := w.users.Profiles(t.Context(), 7)
	if err != nil || got[0].FirstName != "New" || got[0].About != "line\nline" {
		t.Errorf("%+v, %v", got, err)
	}
	d, err := w.log.Since(t.Context(), a.ID.Owner(), update.Position{}, 10)
	if err != nil || len(d.Events) != 1 || d.Events[0].Kind != update.Profile || d.Events[0].Peer != a.ID.Peer() {
		t.Errorf("the own devices: %+v, %v", d, err)
	}
	if len(told) != 1 || told[0].Kind != update.Profile || told[0].Peer != a.ID.Peer() {
		t.Errorf("the interested: %+v", told)
	}
}

// A wake-up follows the commit; whoever it wakes must see the new profile, on
// this node and on others.
func TestWokenReaderSeesTheChange(t *testing.T) {
	t.Parallel()
	w := open(t)
	other := node(w.store, w.bus)
	a := w.person(t, 7)
	want := "First"
	check := func(n *world) {
		got, err := n.users.Profiles(context.Background(), 7)
		if err != nil || got[0].FirstName != want {
			t.Errorf("woken reader saw %q, %v; want %q", got[0].FirstName, err, want)
		}
	}
	woken := 0
	defer w.log.Watch(a.ID.Owner(), func(update.Position, *update.Event) { woken++; check(w); check(other) })()
	for _, name := range []string{"First", "Second", "Third"} {
		for range 2 { // have it in both caches
			_, _ = w.users.Profiles(t.Context(), 7)
			_, _ = other.users.Profiles(t.Context(), 7)
		}
		want = name
		if _, err := w.users.SetName(t.Context(), a, name, ""); err != nil {
			t.Fatal(err)
		}
		w.clock.Advance(3 * time.Second)
		other.clock.Advance(3 * time.Second)
	}
	if woken != 3 {
		t.Errorf("woken %d times", woken)
	}
}

// A notice that was lost on the bus matters for a short time only.
func TestStaleCacheIsBounded(t *testing.T) {
	t.Parallel()
	w := open(t)
	deaf := node(w.store, bus.NewLocal())
	a := w.person(t, 7)
	if _, err := deaf.users.Profiles(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	if _, err := w.users.SetName(t.Context(), a, "New", ""); err != nil {
		t.Fatal(err)
	}
	deaf.clock.Advance(31 * time.Second)
	if got, err := deaf.users.Profiles(t.Context(), 7); err != nil || got[0].FirstName != "New" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestReadComposes(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.person(t, 7)
	err := w.store.View(t.Context(), func(r store.Reader) error {
		got, err := w.users.Read(r, []user.ID{8, 7})
		if err != nil || got[0].ID != 0 || got[1].ID != 7 {
			t.Errorf("%+v, %v", got, err)
		}
		return errors.New("stop")
	})
	if err == nil {
		t.Error("the View's error is gone")
	}
}

func TestNewIDStaysInRange(t *testing.T) {
	t.Parallel()
	for range 1000 {
		if id := user.NewID(); id < 1e9 || id >= 1e9+1<<38 {
			t.Fatalf("%d", id)
		}
	}
}

func BenchmarkProfiles(b *testing.B) {
	w := open(b)
	for i := range 1000 {
		w.person(b, user.ID(1000+i))
	}
	w.clock.Advance(time.Minute)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if _, err := w.users.Profiles(b.Context(), user.ID(1000+i%1000), user.ID(1000+(i+1)%1000)); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

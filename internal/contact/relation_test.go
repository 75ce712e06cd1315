package contact_test

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/contact"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Whoever is woken by a change sees it, on this node and on another, although
// both had the state before cached.
func TestWokenReaderSeesTheChange(t *testing.T) {
	t.Parallel()
	w := open(t)
	b := bus.NewLocal()
	w.node(b)
	other := &world{store: w.store, clock: w.clock, partners: w.partners}
	other.node(b)
	a := w.person(t, 1, "Ann")
	w.person(t, 2, "Bob")
	want := false
	woken := 0
	defer w.log.Watch(a.ID.Owner(), func(update.Position, *update.Event) {
		woken++
		for _, n := range []*world{w, other} {
			p, err := n.contacts.People(context.Background(), 1, []user.ID{2})
			if err != nil || p[0].Contact != want {
				t.Errorf("woken reader sees contact = %v, %v", p[0].Contact, err)
			}
		}
	})()
	for range 3 {
		w.see(t, 1, 2)
		other.see(t, 1, 2)
		other.see(t, 2, 1)
		want = true
		if _, err := w.contacts.Add(t.Context(), a, 2, contact.Card{FirstName: "B"}); err != nil {
			t.Fatal(err)
		}
		if p := other.see(t, 2, 1); p.Phone == "" {
			t.Error("Bob does not see the number of who saved him")
		}
		want = false
		if _, err := w.contacts.Delete(t.Context(), a, []user.ID{2}); err != nil {
			t.Fatal(err)
		}
	}
	if woken != 6 {
		t.Errorf("woken %d times", woken)
	}
}

// I1: whatever two people and several devices do at once, in the end both boxes
// agree on who saved whom.
func TestBothSidesAgree(t *testing.T) {
	t.Parallel()
	w := open(t)
	const people = 6
	ids := make([]user.ID, people)
	for i := range ids {
		ids[i] = w.person(t, user.ID(i+1), "P").ID
	}
	var wg sync.WaitGroup
	for g := range 12 {
		wg.Go(func() {
			rnd := rand.New(rand.NewPCG(5, uint64(g)))
			a := user.Actor{ID: ids[g%people]}
			for range 60 {
				other := ids[rnd.IntN(people)]
				if other == a.ID {
					continue
				}
				var err error
				switch rnd.IntN(4) {
				case 0:
					_, err = w.contacts.Delete(context.Background(), a, []user.ID{other})
				case 1:
					_, err = w.contacts.Import(context.Background(), a, []contact.Entry{{Phone: phoneOf(other), FirstName: "I"}})
				case 2:
					w.clock.Advance(time.Second)
					_, err = w.contacts.People(context.Background(), a.ID, ids)
				default:
					_, err = w.contacts.Add(context.Background(), a, other, contact.Card{FirstName: "A"})
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	savers := contact.NewSavers(w.store)
	for _, viewer := range ids {
		l, err := w.contacts.All(t.Context(), viewer)
		if err != nil {
			t.Fatal(err)
		}
		saved := map[user.ID]bool{}
		for _, id := range l.IDs {
			saved[id] = true
		}
		for _, other := range ids {
			by, err := savers.Interested(t.Context(), other, 100)
			if err != nil {
				t.Fatal(err)
			}
			isSaver := false
			for _, id := range by {
				isSaver = isSaver || id == viewer
			}
			if saved[other] != isSaver {
				t.Errorf("%d saved %d: %v in one box, %v in the other", viewer, other, saved[other], isSaver)
			}
			if p := w.see(t, viewer, other); viewer != other && p.Contact != saved[other] {
				t.Errorf("%d sees %d as contact: %v, saved: %v", viewer, other, p.Contact, saved[other])
			}
		}
	}
}

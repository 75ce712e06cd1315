package contact_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"heliograph/internal/contact"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Row 55: three numbers, two of them registered.
func TestImport(t *testing.T) {
	t.Parallel()
	w := open(t)
	a := w.person(t, 1, "Ann")
	w.person(t, 2, "Bob")
	w.person(t, 3, "Cid")
	book := []contact.Entry{
		{Client: 10, Phone: "+49 15 (000) 0002", FirstName: "B"},
		{Client: 11, Phone: phoneOf(4), FirstName: "D"},
		{Client: 12, Phone: "015 0000003", LastName: "C"},
		{Client: 13, Phone: "no number", FirstName: "X"},
		{Client: 14, Phone: phoneOf(1), FirstName: "Me"},
	}
	got, err := w.contacts.Import(t.Context(), a, book)
	if err != nil {
		t.Fatal(err)
	}
	want := []contact.Match{{Client: 10, User: 2}, {Client: 12, User: 3}, {Client: 14, User: 1}}
	if !slices.Equal(got.Matches, want) || len(got.Retry) != 0 || len(got.Popular) != 0 {
		t.Errorf("%+v", got)
	}
	if p := w.see(t, 1, 3); !p.Contact || p.FirstName != "C" || p.LastName != "" || p.Phone == "" {
		t.Errorf("Ann sees %+v", p)
	}
	l, err := w.contacts.All(t.Context(), 1)
	if err != nil || !slices.Equal(l.IDs, []user.ID{2, 3}) || l.Saved != 1 {
		t.Errorf("%+v, %v", l, err)
	}
	nums, err := w.contacts.Numbers(t.Context(), 1)
	if err != nil || len(nums) != 3 || nums[2].Phone != phoneOf(4) || nums[2].FirstName != "D" {
		t.Errorf("%+v, %v", nums, err)
	}
	// The same again: the same answer, and the other devices are not bothered.
	before := w.kinds(t, 1)
	if got, err := w.contacts.Import(t.Context(), a, book); err != nil || !slices.Equal(got.Matches, want) {
		t.Errorf("%+v, %v", got, err)
	}
	if after := w.kinds(t, 1); !slices.Equal(before, []update.Kind{update.ContactsReset}) || !slices.Equal(after, before) {
		t.Errorf("Ann's devices: %v, then %v", before, after)
	}
	book[0].FirstName = "Bee"
	if _, err := w.contacts.Import(t.Context(), a, book); err != nil || w.see(t, 1, 2).FirstName != "Bee" {
		t.Errorf("renamed: %+v, %v", w.see(t, 1, 2), err)
	}
}

func TestImportTellsOfPopularNumbers(t *testing.T) {
	t.Parallel()
	w := open(t)
	for i := range 5 {
		a := w.person(t, user.ID(i+1), "P")
		got, err := w.contacts.Import(t.Context(), a, []contact.Entry{{Client: 7, Phone: "491700000000"}})
		if err != nil || len(got.Popular) != 0 {
			t.Fatalf("%d: %+v, %v", i, got, err)
		}
	}
	got, err := w.contacts.Import(t.Context(), w.person(t, 6, "P"), []contact.Entry{{Client: 7, Phone: "491700000000"}})
	if err != nil || !slices.Equal(got.Popular, []contact.Popular{{Client: 7, Savers: 5}}) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestImportIsLimited(t *testing.T) {
	t.Parallel()
	w := open(t)
	a := w.person(t, 1, "Ann")
	var entries []contact.Entry
	for i := range 1001 {
		entries = append(entries, contact.Entry{Client: int64(i), Phone: fmt.Sprint(491600000000 + i)})
	}
	for round := range 6 {
		for i := range entries {
			entries[i].Phone = fmt.Sprint(491600000000 + round*10000 + i)
		}
		got, err := w.contacts.Import(t.Context(), a, entries)
		if round < 5 {
			if err != nil || !slices.Equal(got.Retry, []int64{1000}) {
				t.Fatalf("round %d: retry %v, %v", round, got.Retry, err)
			}
			continue
		}
		wantCode(t, "six thousand new numbers", err, "FLOOD_WAIT_%d")
	}
	for i := range entries { // what is known already is free
		entries[i].Phone = fmt.Sprint(491600000000 + i)
	}
	if got, err := w.contacts.Import(t.Context(), a, entries[:10]); err != nil || len(got.Retry) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
	w.clock.Advance(time.Minute)
	if _, err := w.contacts.Import(t.Context(), a, []contact.Entry{{Phone: "491711111111"}}); err != nil {
		t.Error("after a wait:", err)
	}
}

func TestJoined(t *testing.T) {
	t.Parallel()
	w := open(t)
	const savers = 250 // more than a chunk
	for i := range savers {
		a := w.person(t, user.ID(i+1), "P")
		if _, err := w.contacts.Import(t.Context(), a, []contact.Entry{{Phone: phoneOf(9000), FirstName: fmt.Sprint("N", i)}}); err != nil {
			t.Fatal(err)
		}
	}
	w.person(t, 9000, "New")
	if err := w.contacts.Joined(t.Context(), 9000); err == nil {
		t.Fatal("somebody was not told")
	}
	for range 2 { // the second time there is nothing to do
		if err := w.contacts.Joined(t.Context(), 9000); err != nil {
			t.Fatal(err)
		}
	}
	for i := range savers {
		id := user.ID(i + 1)
		if n := w.greeted[[2]user.ID{id, 9000}]; n == 0 || n > 2 {
			t.Fatalf("%d was greeted %d times", id, n)
		}
		p := w.see(t, id, 9000)
		if !p.Contact || p.FirstName != fmt.Sprint("N", i) || p.Phone == "" {
			t.Fatalf("%d sees %+v", id, p)
		}
		if l, err := w.contacts.All(t.Context(), id); err != nil || l.Saved != 0 || len(l.IDs) != 1 {
			t.Fatalf("%d has %+v, %v", id, l, err)
		}
		if k := w.kinds(t, id); k[len(k)-1] != update.ContactsReset || len(k) != 2 {
			t.Fatalf("%d was told %v", id, k)
		}
	}
	heard, err := contact.NewSavers(w.store).Interested(t.Context(), 9000, 100)
	if err != nil || len(heard) != 100 {
		t.Errorf("%d interested, %v", len(heard), err)
	}
}

// A number is saved while its owner signs up: whoever comes first, the contact
// is there in the end.
func TestImportRacesSignUp(t *testing.T) {
	t.Parallel()
	w := open(t)
	a := w.person(t, 1, "Ann")
	for i := range 30 {
		id := user.ID(100 + i)
		var wg sync.WaitGroup
		wg.Go(func() {
			if _, err := w.contacts.Import(context.Background(), a, []contact.Entry{{Phone: phoneOf(id), FirstName: "X"}}); err != nil {
				t.Error(err)
			}
		})
		wg.Go(func() {
			w.person(t, id, "Y")
			if err := w.contacts.Joined(context.Background(), id); err != nil {
				t.Error(err)
			}
		})
		wg.Wait()
		if p := w.see(t, 1, id); !p.Contact {
			t.Fatalf("%d is no contact", id)
		}
	}
	if l, err := w.contacts.All(t.Context(), 1); err != nil || l.Saved != 0 {
		t.Errorf("%+v, %v", l, err)
	}
}

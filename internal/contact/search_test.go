package contact_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"heliograph/internal/contact"
	"heliograph/internal/peer"
	"heliograph/internal/user"
)

func TestSearch(t *testing.T) {
	t.Parallel()
	w := open(t)
	a := w.person(t, 1, "Ann")
	for id, name := range map[user.ID]string{2: "Bob Stone", 3: "Cid", 4: "Bobby", 5: "Zoë", 6: "Far"} {
		w.person(t, id, name)
	}
	for id, name := range map[user.ID]string{1: "bobfan", 2: "bobstone", 6: "BobFarAway"} {
		if _, err := w.users.SetUsername(t.Context(), user.Actor{ID: id}, name); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.contacts.Add(t.Context(), a, 2, contact.Card{FirstName: "Bob", LastName: "Stone"}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.contacts.Import(t.Context(), a, []contact.Entry{{Phone: phoneOf(3), FirstName: "My Ölf"}}); err != nil {
		t.Fatal(err)
	}
	w.partners[1] = []user.ID{4, 5, 2, 1}
	for _, c := range []struct {
		q            string
		limit        int
		mine, others []user.ID
		code         string
	}{
		{q: "bob", mine: []user.ID{2, 4}, others: []user.ID{6}},
		{q: "@BOB", mine: []user.ID{2, 4}, others: []user.ID{6}},
		{q: "bo", mine: []user.ID{2, 4}},
		{q: "bob", limit: 1, mine: []user.ID{2}, others: []user.ID{6}},
		{q: "st bo", mine: []user.ID{2}},
		{q: "saved mess", mine: []user.ID{1}},
		{q: "sa", mine: []user.ID{1}},
		{q: "ölf", mine: []user.ID{3}},
		{q: "zoë", mine: []user.ID{5}},
		{q: "+" + phoneOf(3), mine: []user.ID{3}},
		{q: phoneOf(4)}, // whose number Ann does not know
		{q: "  ", code: "SEARCH_QUERY_EMPTY"},
		{q: "@", code: "SEARCH_QUERY_EMPTY"},
		{q: "b", code: "QUERY_TOO_SHORT"},
	} {
		got, err := w.contacts.Search(t.Context(), 1, c.q, c.limit)
		wantCode(t, c.q, err, c.code)
		if !slices.Equal(ids(got.Mine), c.mine) || !slices.Equal(ids(got.Others), c.others) {
			t.Errorf("%q: %v", c.q, got)
		}
	}
}

func ids(ps []peer.Peer) (out []user.ID) {
	for _, p := range ps {
		out = append(out, user.ID(p.ID))
	}
	return out
}

func TestByPhone(t *testing.T) {
	t.Parallel()
	w := open(t)
	a := w.person(t, 1, "Ann")
	w.person(t, 2, "Bob")
	for _, c := range []struct {
		phone string
		want  user.ID
		code  string
	}{
		{"+" + phoneOf(2), 2, ""},
		{phoneOf(3), 0, "PHONE_NOT_OCCUPIED"},
		{"12", 0, "PHONE_NUMBER_INVALID"},
		{"", 0, "PHONE_NUMBER_INVALID"},
	} {
		got, err := w.contacts.ByPhone(t.Context(), a, c.phone)
		wantCode(t, c.phone, err, c.code)
		if got != c.want {
			t.Errorf("%s: %d", c.phone, got)
		}
	}
	var err error
	for range 40 {
		_, err = w.contacts.ByPhone(t.Context(), a, "+491700000099")
	}
	wantCode(t, "guessing numbers", err, "FLOOD_WAIT_%d")
}

func TestByUsername(t *testing.T) {
	t.Parallel()
	w := open(t)
	a := w.person(t, 1, "Ann")
	if _, err := w.users.SetUsername(t.Context(), a, "Te_St1"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		want user.ID
		code string
	}{
		{"te_st1", 1, ""},
		{"@TE_ST1", 1, ""},
		{"te_st2", 0, "USERNAME_NOT_OCCUPIED"},
		{"te st", 0, "USERNAME_INVALID"},
		{"", 0, "USERNAME_INVALID"},
	} {
		got, err := w.contacts.ByUsername(t.Context(), a, c.name)
		wantCode(t, c.name, err, c.code)
		if user.ID(got.ID) != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestStatuses(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.person(t, 1, "Ann"), w.person(t, 2, "Bob")
	w.person(t, 3, "Cid")
	if _, err := w.contacts.Import(t.Context(), a, []contact.Entry{{Phone: phoneOf(2)}, {Phone: phoneOf(3)}}); err != nil {
		t.Fatal(err)
	}
	w.presence.Touch(b)
	got, err := w.contacts.Statuses(t.Context(), 1)
	if err != nil || len(got) != 2 || got[0].ID != 2 || !got[0].Status.Online() || got[1].Status.Online() {
		t.Errorf("%+v, %v", got, err)
	}
}

func BenchmarkPeople(b *testing.B) {
	w := open(b)
	const people = 1000
	for i := range people {
		w.person(b, user.ID(i+1), "P")
		if i > 0 {
			a := user.Actor{ID: user.ID(i + 1)}
			if _, err := w.contacts.Add(b.Context(), a, user.ID(i), contact.Card{FirstName: "Q"}); err != nil {
				b.Fatal(err)
			}
		}
	}
	w.clock.Advance(time.Minute) // what has just changed is not cached
	for _, n := range []int{1, 2, 20} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			ids := make([]user.ID, n)
			i := 0
			for b.Loop() {
				for j := range ids {
					ids[j] = user.ID(1 + (i+j)%people)
				}
				if _, err := w.contacts.People(b.Context(), user.ID(1+(i+1)%people), ids); err != nil {
					b.Fatal(err)
				}
				i++
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/person")
		})
	}
}

func TestChosenAndKnown(t *testing.T) {
	t.Parallel()
	w := open(t)
	a := w.person(t, 1, "Ann")
	for id, name := range map[user.ID]string{2: "Bob Stone", 4: "Bobby", 6: "Far"} {
		w.person(t, id, name)
	}
	if _, err := w.users.SetUsername(t.Context(), user.Actor{ID: 6}, "bobfar"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.contacts.Add(t.Context(), a, 2, contact.Card{FirstName: "Bob", LastName: "Stone"}); err != nil {
		t.Fatal(err)
	}
	w.partners[1] = []user.ID{4}
	for _, c := range []struct {
		choice contact.Choice
		known  []user.ID
		chosen []bool // of 2, 4, 6
	}{
		{contact.Choice{Name: " @Bob"}, []user.ID{2, 4, 6}, []bool{true, true, true}},
		{contact.Choice{Name: "bob", Contacts: true}, []user.ID{2}, []bool{true, false, false}},
		{contact.Choice{Contacts: true}, []user.ID{2}, []bool{true, false, false}},
		{contact.Choice{Name: "st"}, []user.ID{2}, []bool{true, false, false}},
		{contact.Choice{Bots: true}, nil, []bool{false, false, false}},
	} {
		known, err := w.contacts.Known(t.Context(), 1, c.choice)
		if err != nil || !slices.Equal(known, c.known) {
			t.Errorf("%+v: knows %v, %v", c.choice, known, err)
		}
		chosen, err := w.contacts.Chosen(t.Context(), 1, []user.ID{2, 4, 6}, c.choice)
		if err != nil || !slices.Equal(chosen, c.chosen) {
			t.Errorf("%+v: %v, %v", c.choice, chosen, err)
		}
	}
}

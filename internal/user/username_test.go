package user_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"heliograph/internal/fault"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

func TestUsername(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.person(t, 1), w.person(t, 2)
	bot := user.Actor{ID: 3, Bot: true}
	if err := w.create(user.Profile{ID: 3, FirstName: "B", Bot: true}); err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct {
		who        user.Actor
		name, code string
	}{
		{a, "", "USERNAME_NOT_MODIFIED"},
		{a, "Te_St1", ""},
		{a, "Te_St1", "USERNAME_NOT_MODIFIED"},
		{b, "tE_sT1", "USERNAME_OCCUPIED"},
		{a, "TE_ST1", ""}, // only the capitals
		{b, "abcd", "USERNAME_INVALID"},
		{b, "1abcde", "USERNAME_INVALID"},
		{b, "abc__de", "USERNAME_INVALID"},
		{b, "abcde_", "USERNAME_INVALID"},
		{b, "_abcde", "USERNAME_INVALID"},
		{b, "abcdé", "USERNAME_INVALID"},
		{b, "abc de", "USERNAME_INVALID"},
		{b, strings.Repeat("a", 33), "USERNAME_INVALID"},
		{b, "Support", "USERNAME_OCCUPIED"},
		{b, "helper_Bot", "USERNAME_INVALID"},
		{bot, "helper_Bot", ""},
		{b, "te_st2", ""},
		{a, "other_name", ""},
		{b, "te_st1", ""}, // was let go
		{b, "", ""},
	} {
		_, err := w.users.SetUsername(t.Context(), c.who, c.name)
		wantCode(t, fmt.Sprint(i, c.name), err, c.code)
	}
	for name, want := range map[string]user.ID{"OTHER_NAME": 1, "te_st1": 0, "te_st2": 0, "HELPER_bot": 3, "x": 0} {
		p, err := w.users.ByUsername(t.Context(), name)
		if user.ID(p.ID) != want || err != nil {
			t.Errorf("%s is of %v, %v; want %d", name, p, err, want)
		}
	}
	wantCode(t, "own name", w.users.CheckUsername(t.Context(), a, "Other_Name"), "")
	wantCode(t, "another's", w.users.CheckUsername(t.Context(), b, "Other_Name"), "USERNAME_OCCUPIED")
	wantCode(t, "free", w.users.CheckUsername(t.Context(), b, "te_st1"), "")
}

func TestSearchUsernames(t *testing.T) {
	t.Parallel()
	w := open(t)
	for i, name := range []string{"Alice", "alicia", "al_ice", "bobby", "alpha"} {
		if _, err := w.users.SetUsername(t.Context(), w.person(t, user.ID(i+1)), name); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		prefix string
		limit  int
		want   []user.ID
	}{
		{"ali", 10, []user.ID{1, 2}},
		{"AL", 10, []user.ID{3, 1, 2, 5}},
		{"al", 2, []user.ID{3, 1}},
		{"al_", 10, []user.ID{3}},
		{"a", 10, nil},
		{"al ", 10, nil},
		{"zz", 10, nil},
		{"al", 0, nil},
	} {
		found, err := w.users.SearchUsernames(t.Context(), c.prefix, c.limit)
		var got []user.ID
		for _, p := range found {
			got = append(got, user.ID(p.ID))
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q: %v, %v; want %v", c.prefix, got, err, c.want)
		}
	}
}

var errCrash = errors.New("crash")

// crashing loses some transactions that only touch the directory after the
// claim: what a crash between the two halves of a change does.
type crashing struct {
	store.Store
	mu  sync.Mutex
	rnd *rand.Rand
}

func (c *crashing) Update(ctx context.Context, owners []store.Owner, fn func(store.Tx) error) error {
	if owners[0][0] == 'n' { // the release names the directory first
		c.mu.Lock()
		lost := c.rnd.IntN(2) == 0
		c.mu.Unlock()
		if lost {
			return errCrash
		}
	}
	return c.Store.Update(ctx, owners, fn)
}

// Whatever crashes and races: a name has one holder (I2), and who carries a
// name is found by it.
func TestUsernamesStayUnique(t *testing.T) {
	t.Parallel()
	base := open(t)
	w := node(&crashing{Store: base.store, rnd: rand.New(rand.NewPCG(1, 2))}, base.bus)
	const people, rounds = 8, 60
	var actors []user.Actor
	for i := range people {
		actors = append(actors, w.person(t, user.ID(i+1)))
	}
	names := []string{"alpha", "Alpha", "alpine", "bravo", "BRAVO", ""}
	var wg sync.WaitGroup
	for i, a := range actors {
		wg.Go(func() {
			rnd := rand.New(rand.NewPCG(3, uint64(i)))
			for range rounds {
				_, err := w.users.SetUsername(context.Background(), a, names[rnd.IntN(len(names))])
				if err != nil && fault.As(err) == nil {
					t.Error(err)
				}
				if rnd.IntN(4) == 0 {
					w.clock.Advance(61 * time.Second) // entries may be found stale
				}
				checkUnique(t, w, actors)
			}
		})
	}
	wg.Wait()
	ps := checkUnique(t, w, actors)
	for _, p := range ps {
		if p.Username == "" {
			continue
		}
		if got, err := w.users.ByUsername(context.Background(), p.Username); err != nil || got != p.ID.Peer() {
			t.Errorf("%s is carried by %d and found as %v, %v", p.Username, p.ID, got, err)
		}
	}
	// What crashes left behind heals: after a while every name can be taken.
	for _, p := range ps {
		if p.Username != "" {
			if _, err := w.users.SetUsername(context.Background(), user.Actor{ID: p.ID}, ""); err != nil {
				t.Fatal(err)
			}
		}
	}
	w.clock.Advance(2 * time.Minute)
	for i, name := range []string{"alpha", "alpine", "bravo"} {
		if _, err := w.users.SetUsername(context.Background(), actors[i], name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func checkUnique(t *testing.T, w *world, actors []user.Actor) []user.Profile {
	var ps []user.Profile
	var ids []user.ID
	for _, a := range actors {
		ids = append(ids, a.ID)
	}
	// A View is a snapshot of each owner, not of all, so a name that moves is
	// seen twice at times; only twice in a row with nobody moving is wrong.
	for range 20 {
		var err error
		if ps, err = w.users.Profiles(context.Background(), ids...); err != nil {
			t.Error(err)
			return nil
		}
		seen := map[string]bool{}
		twice := false
		for _, p := range ps {
			name := strings.ToLower(p.Username)
			twice = twice || name != "" && seen[name]
			seen[name] = true
		}
		if !twice {
			return ps
		}
		w.clock.Advance(31 * time.Second) // past the cache
	}
	t.Error("a name has two holders")
	return ps
}

var rule = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9_]{3,30}[a-zA-Z0-9]$`)

func FuzzUsername(f *testing.F) {
	for _, s := range []string{"Te_St1", "a__bcd", "abcd_", "1abcd", "абвгд", "a\x00bcd", strings.Repeat("z", 33)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		want := rule.MatchString(name) && !strings.Contains(name, "__")
		if got := user.ValidUsername(name); got != want {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	})
}

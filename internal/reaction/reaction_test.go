package reaction_test

import (
	"slices"
	"testing"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/fault"
	"heliograph/internal/reaction"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

func TestNormal(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ in, want string }{
		{"👍", "👍"}, {"❤️", "❤"}, {"❤", "❤"}, {"❤️‍🔥", "❤‍🔥"}, {"🤷‍♂️", "🤷‍♂"}, {"", ""}, {"x", ""}, {"👍👍", ""}, {"\ufe0f", ""},
	} {
		got, err := reaction.Normal(x.in)
		if f := fault.As(err); got != x.want || (f == nil) != (x.want != "") || f != nil && f.Code != "REACTION_INVALID" {
			t.Errorf("%q: %q, %v", x.in, got, err)
		}
	}
	all := reaction.All()
	if len(slices.Compact(slices.Sorted(slices.Values(all)))) != len(all) {
		t.Error("an emoji comes twice")
	}
	for _, e := range append(all, append(reaction.Tags(), reaction.Default)...) {
		if n, err := reaction.Normal(e); n != e || err != nil {
			t.Errorf("%q is %q, %v", e, n, err)
		}
	}
}

func TestHabits(t *testing.T) {
	t.Parallel()
	st, err := pebble.Open(t.TempDir(), pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	log := update.New(update.Deps{Store: st, Bus: bus.NewLocal(), Clock: clock.NewFake(time.Unix(1_700_000_000, 0))})
	s, a := reaction.New(reaction.Deps{Store: st, Log: log}), user.Actor{ID: 1}
	used := func(recent bool, emoji ...string) {
		t.Helper()
		err := log.Run(t.Context(), []store.Owner{a.ID.Owner()}, func(tx *update.Tx) error {
			b, err := tx.Box(a.ID.Owner())
			if err != nil {
				return err
			}
			return reaction.Used(tx, b, a, recent, emoji...)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	check := func(what string, read func() ([]string, error), want ...string) {
		t.Helper()
		got, err := read()
		if err != nil || !slices.Equal(got[:min(len(got), len(want))], want) || len(want) == 0 && len(got) > 0 {
			t.Errorf("%s: %v, not %v, %v", what, got, want, err)
		}
	}
	recent := func() ([]string, error) { return s.Recent(t.Context(), 1) }
	top := func() ([]string, error) { return s.Top(t.Context(), 1) }
	check("nothing", recent)
	check("nothing", top, "👍", "👎")
	used(true, "🎉")
	used(true, "🔥")
	used(false, "😁")
	used(true, "🎉")
	check("recent", recent, "🎉", "🔥")
	check("top", top, "🎉", "🔥", "😁", "👍")
	for range 1100 {
		used(false, "👎")
	}
	check("much used", top, "👎", "🎉", "👍")
	if st, err := log.State(t.Context(), a.ID.Owner()); err != nil || st.At.Sub != 3 {
		t.Errorf("%+v, %v", st, err)
	}
	if err := s.ClearRecent(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	check("cleared", recent)
	if e, err := s.Default(t.Context(), 1); e != "❤" || err != nil {
		t.Errorf("%q, %v", e, err)
	}
	if err := s.SetDefault(t.Context(), a, "☃️"); err != nil {
		t.Fatal(err)
	}
	if e, err := s.Default(t.Context(), 1); e != "☃" || err != nil {
		t.Errorf("%q, %v", e, err)
	}
	if f := fault.As(s.SetDefault(t.Context(), a, "x")); f == nil || f.Code != "REACTION_INVALID" {
		t.Errorf("%v", f)
	}
}

package privacy_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/fault"
	"heliograph/internal/privacy"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const ann user.ID = 1

type world struct {
	store   store.Store
	log     *update.Log
	clock   *clock.Fake
	bus     *bus.Local
	privacy *privacy.Service
	changed []privacy.Key
}

func open(t *testing.T) *world {
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
	w := &world{store: st, clock: clock.NewFake(time.Unix(1_700_000_000, 0)), bus: bus.NewLocal()}
	w.log = update.New(update.Deps{Store: st, Bus: w.bus, Clock: w.clock})
	w.privacy = w.node()
	return w
}

func (w *world) node() *privacy.Service {
	return privacy.New(privacy.Deps{Store: w.store, Log: w.log, Bus: w.bus, Clock: w.clock, Changed: func(_ context.Context, _ user.ID, k privacy.Key) {
		w.changed = append(w.changed, k)
	}})
}

func code(err error) string {
	if f := fault.As(err); f != nil {
		return f.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func named(k privacy.Kind, n int) privacy.Rule {
	r := privacy.Rule{Kind: k}
	for i := range n {
		r.Users = append(r.Users, user.ID(100+i))
	}
	return r
}

func TestSet(t *testing.T) {
	t.Parallel()
	w := open(t)
	a := user.Actor{ID: ann, Origin: 5}
	all, nobody := privacy.Rule{Kind: privacy.AllowAll}, privacy.Rule{Kind: privacy.DisallowAll}
	for _, c := range []struct {
		what string
		key  privacy.Key
		in   privacy.Rules
		want string
		kept privacy.Rules // nil: as they came
	}{
		{"everybody", privacy.StatusTimestamp, privacy.Rules{all}, "", nil},
		{"no such key", 0, privacy.Rules{all}, "PRIVACY_KEY_INVALID", nil},
		{"a key too high", 15, privacy.Rules{all}, "PRIVACY_KEY_INVALID", nil},
		{"none", privacy.About, nil, "PRIVACY_VALUE_INVALID", nil},
		{"two ends", privacy.About, privacy.Rules{all, nobody}, "PRIVACY_VALUE_INVALID", nil},
		{"behind the end", privacy.About, privacy.Rules{nobody, named(privacy.AllowUsers, 1)}, "PRIVACY_VALUE_INVALID", nil},
		{"twice", privacy.About, privacy.Rules{named(privacy.AllowUsers, 1), named(privacy.AllowUsers, 2)}, "PRIVACY_VALUE_INVALID", nil},
		{"no kind", privacy.About, privacy.Rules{{Kind: 13}}, "PRIVACY_VALUE_INVALID", nil},
		{"premium", privacy.About, privacy.Rules{{Kind: privacy.AllowPremium}}, "PRIVACY_VALUE_INVALID", nil},
		{"premium invites", privacy.ChatInvite, privacy.Rules{{Kind: privacy.AllowPremium}, nobody}, "", nil},
		{"bots", privacy.PhoneCall, privacy.Rules{{Kind: privacy.AllowBots}}, "PRIVACY_VALUE_INVALID", nil},
		{"bots' gifts", privacy.StarGiftsAutoSave, privacy.Rules{{Kind: privacy.DisallowBots}, all}, "", nil},
		{"the most", privacy.Forwards, privacy.Rules{named(privacy.AllowUsers, 600), named(privacy.DisallowUsers, 400), all}, "", nil},
		{"too many", privacy.Forwards, privacy.Rules{named(privacy.AllowUsers, 600), named(privacy.DisallowUsers, 401), all}, "PRIVACY_TOO_LONG", nil},
		{
			"oneself and again", privacy.Birthday,
			privacy.Rules{{Kind: privacy.AllowUsers, Users: []user.ID{3, ann, 3, 4}}, {Kind: privacy.DisallowUsers, Users: []user.ID{ann}}, all},
			"",
			privacy.Rules{{Kind: privacy.AllowUsers, Users: []user.ID{3, 4}}, all},
		},
		{"nobody named", privacy.VoiceMessages, privacy.Rules{{Kind: privacy.AllowUsers}}, "", privacy.Rules{nobody}},
	} {
		got, err := w.privacy.Set(t.Context(), a, c.key, c.in)
		if code(err) != c.want {
			t.Errorf("%s: %v", c.what, err)
		}
		if err != nil {
			continue
		}
		want := c.kept
		if want == nil {
			want = c.in
		}
		read, err := w.privacy.Rules(t.Context(), a, c.key)
		if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(read, want) || err != nil {
			t.Errorf("%s: %+v, then %+v, %v", c.what, got, read, err)
		}
	}
	if len(w.changed) != 6 {
		t.Errorf("told of %v", w.changed)
	}
	d, err := w.log.Since(t.Context(), ann.Owner(), update.Position{Pts: 1}, 100)
	if err != nil || len(d.Events) != 6 {
		t.Fatalf("%d events, %v", len(d.Events), err)
	}
	last, err := privacy.Decode(d.Events[5].Data)
	if err != nil || last.Key != privacy.VoiceMessages || len(last.Rules) != 1 || d.Events[5].Kind != update.Privacy || d.Events[5].Origin != 5 {
		t.Errorf("%+v, %v", last, err)
	}
}

// Every key has rules before any are set.
func TestDefaults(t *testing.T) {
	t.Parallel()
	w := open(t)
	for k := privacy.Key(1); k.Valid(); k++ {
		rs, err := w.privacy.Rules(t.Context(), user.Actor{ID: ann}, k)
		stranger, friend := rs.Allow(&privacy.Viewer{ID: 2}), rs.Allow(&privacy.Viewer{ID: 2, Contact: true})
		hidden := k == privacy.PhoneNumber || k == privacy.PhoneP2P || k == privacy.Birthday
		if err != nil || stranger == hidden || !friend {
			t.Errorf("%d: %+v, %v", k, rs, err)
		}
	}
	if _, err := w.privacy.Rules(t.Context(), user.Actor{ID: ann}, 15); code(err) != "PRIVACY_KEY_INVALID" {
		t.Error(err)
	}
}

// An exception is made once, before all else, and takes back a refusal by name.
func TestExcept(t *testing.T) {
	t.Parallel()
	w := open(t)
	a := user.Actor{ID: ann}
	except := func(who user.ID) error {
		w.privacy.Hold(ann)
		defer w.privacy.Hold(ann)
		return w.log.Run(t.Context(), []store.Owner{ann.Owner()}, func(tx *update.Tx) error {
			return privacy.Except(tx, a, privacy.PhoneNumber, who)
		})
	}
	if _, err := w.privacy.Set(t.Context(), a, privacy.PhoneNumber, privacy.Rules{{Kind: privacy.DisallowUsers, Users: []user.ID{2}}, {Kind: privacy.DisallowAll}}); err != nil {
		t.Fatal(err)
	}
	for _, who := range []user.ID{2, 3, 2} {
		if err := except(who); err != nil {
			t.Fatal(err)
		}
	}
	rs, err := w.privacy.Rules(t.Context(), a, privacy.PhoneNumber)
	want := privacy.Rules{{Kind: privacy.AllowUsers, Users: []user.ID{2, 3}}, {Kind: privacy.DisallowAll}}
	if err != nil || !reflect.DeepEqual(rs, want) {
		t.Errorf("%+v, %v", rs, err)
	}
	d, err := w.log.Since(t.Context(), ann.Owner(), update.Position{Pts: 1}, 100)
	if err != nil || len(d.Events) != 3 {
		t.Errorf("%d events, %v", len(d.Events), err)
	}
	if _, err := w.privacy.Set(t.Context(), a, privacy.PhoneNumber, privacy.Rules{named(privacy.AllowUsers, privacy.MaxNamed)}); err != nil {
		t.Fatal(err)
	}
	if err := except(5); code(err) != "PRIVACY_TOO_LONG" {
		t.Error(err)
	}
}

// A change is seen at once on all nodes, whatever was cached.
func TestNodes(t *testing.T) {
	t.Parallel()
	w := open(t)
	other := w.node()
	for _, hide := range []bool{true, false, true} {
		for range 3 {
			if _, err := other.Settings(t.Context(), ann); err != nil {
				t.Fatal(err)
			}
			w.clock.Advance(3 * time.Second)
		}
		if err := w.privacy.HideReads(t.Context(), user.Actor{ID: ann}, hide); err != nil {
			t.Fatal(err)
		}
		got, err := other.Settings(t.Context(), ann)
		if err != nil || got[0].HideReads != hide {
			t.Errorf("%+v, not %v, %v", got[0], hide, err)
		}
	}
}

func TestDays(t *testing.T) {
	t.Parallel()
	w := open(t)
	a := user.Actor{ID: ann}
	for _, c := range []struct {
		set  int
		want string
		now  int
	}{{29, "TTL_DAYS_INVALID", 365}, {90, "", 90}, {731, "TTL_DAYS_INVALID", 90}, {730, "", 730}} {
		err := w.privacy.SetDays(t.Context(), a, c.set)
		now, err2 := w.privacy.Days(t.Context(), a)
		if code(err) != c.want || now != c.now || err2 != nil {
			t.Errorf("%d: %d, %v, %v", c.set, now, err, err2)
		}
	}
}

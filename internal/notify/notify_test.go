package notify_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/fault"
	"heliograph/internal/notify"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const me user.ID = 1

var (
	actor = user.Actor{ID: me, Origin: 7}
	start = time.Unix(1_700_000_000, 0)
)

type world struct {
	t     *testing.T
	store store.Store
	clock *clock.Fake
	log   *update.Log
	*notify.Service
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
	w := &world{t: t, store: st, clock: clock.NewFake(start)}
	w.log = update.New(update.Deps{Store: st, Bus: bus.NewLocal(), Clock: w.clock})
	w.Service = notify.New(notify.Deps{Store: st, Log: w.log, Clock: w.clock})
	return w
}

func who(n int64) notify.Target { return notify.Target{Peer: peer.Of(peer.User, n)} }

func of[T any](v T) *T { return &v }

func (w *world) change(t notify.Target, c notify.Change) {
	w.t.Helper()
	if err := w.Change(w.t.Context(), actor, t, c); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) get(t notify.Target) notify.Settings {
	w.t.Helper()
	s, err := w.Get(w.t.Context(), me, t)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// told is the targets of the events in the log.
func (w *world) told() (out []notify.Target) {
	w.t.Helper()
	d, err := w.log.Since(w.t.Context(), me.Owner(), update.Position{Pts: 1}, 1<<20)
	if err != nil {
		w.t.Fatal(err)
	}
	for i := range d.Events {
		if e := &d.Events[i]; e.Kind == update.NotifySettings {
			out = append(out, notify.TargetOf(e))
		}
	}
	return out
}

func (w *world) muted(p peer.Peer) (muted bool) {
	w.t.Helper()
	err := w.store.View(w.t.Context(), func(r store.Reader) (err error) {
		muted, err = notify.Muted(r, me.Owner(), p, notify.Users, w.clock.Now().Unix())
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return muted
}

// A scope says everything, a chat what was set; one event tells of each change
// and none of what changes nothing.
func TestChange(t *testing.T) {
	t.Parallel()
	w := open(t)
	users := notify.Target{Scope: notify.Users}
	if s := w.get(users); !*s.Previews || *s.Silent || *s.MuteUntil != 0 || s.Sound.Other == nil || s.StoriesMuted != nil {
		t.Errorf("%+v", s)
	}
	if s := w.get(who(2)); !reflect.DeepEqual(s, notify.Settings{}) {
		t.Errorf("%+v", s)
	}
	c := notify.Change{Previews: of(false), MuteUntil: of(notify.Forever), StoriesMuted: of(true), Stories: true}
	topic := notify.Target{Peer: peer.Of(peer.Channel, 5), Topic: 9}
	for _, x := range []notify.Target{users, who(2), topic, who(2)} {
		w.change(x, c)
		if s := w.get(x); *s.Previews || *s.MuteUntil != notify.Forever || !*s.StoriesMuted || (s.Silent == nil) != (x != users) {
			t.Errorf("%+v: %+v", x, s)
		}
	}
	if s := w.get(notify.Target{Peer: topic.Peer}); s.Previews != nil {
		t.Error("the chat has what its topic has")
	}
	w.change(who(2), notify.Change{}) // an old client unsets all that it knows
	if s := w.get(who(2)); s.MuteUntil != nil || !*s.StoriesMuted {
		t.Errorf("%+v", s)
	}
	w.change(who(2), notify.Change{Stories: true})
	if s := w.get(who(2)); !reflect.DeepEqual(s, notify.Settings{}) {
		t.Errorf("%+v", s)
	}
	if got, want := w.told(), []notify.Target{users, who(2), topic, who(2), who(2)}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v", got)
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	w := open(t)
	long := &notify.Sound{Kind: notify.LocalSound, Data: strings.Repeat("x", 257)}
	for code, cs := range map[string][]struct {
		t notify.Target
		c notify.Change
	}{
		"SETTINGS_INVALID": {
			{who(2), notify.Change{MuteUntil: of(int64(-1))}},
			{who(2), notify.Change{MuteUntil: of(notify.Forever + 1)}},
			{who(2), notify.Change{Sound: long}},
			{who(2), notify.Change{StoriesSound: long}},
			{who(2), notify.Change{Sound: &notify.Sound{Kind: 9}}},
		},
		"PEER_ID_INVALID": {{notify.Target{}, notify.Change{}}, {notify.Target{Scope: 9}, notify.Change{}}, {notify.Target{Peer: who(2).Peer, Topic: -1}, notify.Change{}}},
	} {
		for _, x := range cs {
			if f := fault.As(w.Change(t.Context(), actor, x.t, x.c)); f == nil || f.Code != code {
				t.Errorf("%+v: %v, not %s", x, f, code)
			}
		}
	}
	if f := fault.As(w.SetReactions(t.Context(), actor, notify.Reactions{Sound: *long})); f == nil || f.Code != "SETTINGS_INVALID" {
		t.Error(f)
	}
	if _, err := w.Get(t.Context(), me, notify.Target{}); fault.As(err) == nil {
		t.Error(err)
	}
	if got := w.told(); got != nil {
		t.Errorf("%v", got)
	}
}

// A mute ends by itself; what a chat says goes before what its scope says.
func TestMuted(t *testing.T) {
	t.Parallel()
	w := open(t)
	p, now := who(2), start.Unix()
	if w.muted(p.Peer) {
		t.Error("muted by nobody")
	}
	w.change(p, notify.Change{MuteUntil: of(now + 60)})
	if !w.muted(p.Peer) || w.muted(who(3).Peer) {
		t.Error("not for an hour")
	}
	w.clock.Advance(60 * time.Second)
	if s := w.get(p); w.muted(p.Peer) || *s.MuteUntil != 0 {
		t.Errorf("still: %d", *s.MuteUntil)
	}
	w.change(notify.Target{Scope: notify.Users}, notify.Change{MuteUntil: of(notify.Forever)})
	if w.muted(p.Peer) || !w.muted(who(3).Peer) {
		t.Error("a chat that was muted for a time is an exception afterwards")
	}
	w.change(p, notify.Change{Previews: of(true)})
	if !w.muted(p.Peer) {
		t.Error("the scope does not count")
	}
	err := w.log.Run(t.Context(), []store.Owner{me.Owner()}, func(tx *update.Tx) error { return notify.Mute(tx, me, who(4).Peer) })
	if s := w.get(who(4)); err != nil || *s.MuteUntil != notify.Forever {
		t.Errorf("%+v %v", s, err)
	}
}

// A local sound is for its own platform, any other choice for all.
func TestSounds(t *testing.T) {
	t.Parallel()
	w := open(t)
	ring, local := &notify.Sound{Kind: notify.Ringtone, ID: 5}, &notify.Sound{Kind: notify.LocalSound, Title: "Bell", Data: "bell.ogg"}
	w.change(who(2), notify.Change{Sound: ring, On: notify.IOS})
	if s := w.get(who(2)).Sound; *s.IOS != *ring || *s.Android != *ring || *s.Other != *ring {
		t.Errorf("%+v", s)
	}
	for i, on := range []notify.Platform{notify.Android, notify.IOS, notify.Other} {
		w.change(who(2), notify.Change{Sound: local, On: on})
		s := w.get(who(2)).Sound
		n := 0
		for _, x := range []*notify.Sound{s.Android, s.IOS, s.Other} {
			if *x == *local {
				n++
			} else if *x != *ring {
				t.Errorf("%+v", x)
			}
		}
		if n != i+1 {
			t.Errorf("%d platforms after %d", n, i+1)
		}
	}
	w.change(who(2), notify.Change{On: notify.IOS})
	if s := w.get(who(2)).Sound; s != (notify.Sounds{}) {
		t.Errorf("%+v", s)
	}
}

func TestExceptions(t *testing.T) {
	t.Parallel()
	w := open(t)
	ring := &notify.Sound{Kind: notify.Ringtone, ID: 5}
	group, channel := peer.Of(peer.Chat, 2), peer.Of(peer.Channel, 3)
	w.change(who(2), notify.Change{MuteUntil: of(start.Unix() + 5)})
	w.change(who(3), notify.Change{Sound: ring})
	w.change(who(4), notify.Change{StoriesMuted: of(true), Stories: true})
	w.change(who(5), notify.Change{Silent: of(true)})
	w.change(who(6), notify.Change{Sound: &notify.Sound{}})
	w.change(notify.Target{Peer: group}, notify.Change{Previews: of(false)})
	w.change(notify.Target{Peer: channel}, notify.Change{MuteUntil: of(int64(0))})
	w.change(notify.Target{Peer: channel, Topic: 4}, notify.Change{MuteUntil: of(int64(0))})
	w.change(notify.Target{Scope: notify.Users}, notify.Change{Previews: of(false)})
	w.clock.Advance(time.Minute)
	for want, q := range map[string]notify.Query{
		"user 2, chat 2, channel 3, ":                 {},
		"user 2, user 3, ":                            {Scope: notify.Users, Sound: true},
		"user 2, user 3, user 4, chat 2, channel 3, ": {Sound: true, Stories: true},
		"chat 2, ":      {Scope: notify.Groups},
		"channel 3, ":   {Scope: notify.Broadcasts},
		"channel 3 4, ": {Peer: channel},
		"":              {Peer: group},
	} {
		es, err := w.Exceptions(t.Context(), me, q)
		got := ""
		for _, e := range es {
			if got += e.Peer.String(); e.Topic != 0 {
				got += fmt.Sprint(" ", e.Topic)
			}
			if got += ", "; e.MuteUntil != nil && *e.MuteUntil != 0 {
				t.Errorf("muted until %d", *e.MuteUntil)
			}
		}
		if err != nil || got != want {
			t.Errorf("%+v: %q, not %q, %v", q, got, want, err)
		}
	}
	before := len(w.told())
	if err := w.Reset(t.Context(), actor); err != nil {
		t.Fatal(err)
	}
	es, err := w.Exceptions(t.Context(), me, notify.Query{Sound: true, Stories: true})
	if s := w.get(notify.Target{Scope: notify.Users}); len(es) != 0 || err != nil || !*s.Previews {
		t.Errorf("%+v %v %+v", es, err, s)
	}
	if n := len(w.told()) - before; n != 9 {
		t.Errorf("told of %d", n)
	}
}

func TestBesides(t *testing.T) {
	t.Parallel()
	w := open(t)
	r, err := w.Reactions(t.Context(), me)
	if want := (notify.Reactions{Messages: 1, Stories: 1, PollVotes: 1, Previews: true}); r != want || err != nil {
		t.Errorf("%+v %v", r, err)
	}
	set := notify.Reactions{Messages: notify.FromAll, Sound: notify.Sound{Kind: notify.NoSound}}
	if err := w.SetReactions(t.Context(), actor, set); err != nil {
		t.Fatal(err)
	}
	for _, silent := range []bool{true, false} {
		if err := w.SetSignUpSilent(t.Context(), actor, silent); err != nil {
			t.Fatal(err)
		}
		if got, err := w.SignUpSilent(t.Context(), me); got != silent || err != nil {
			t.Errorf("%t %v", got, err)
		}
	}
	if r, err = w.Reactions(t.Context(), me); r != set || err != nil {
		t.Errorf("%+v %v", r, err)
	}
	if err := w.Reset(t.Context(), actor); err != nil {
		t.Fatal(err)
	}
	if r, err = w.Reactions(t.Context(), me); r != set || err != nil {
		t.Errorf("a reset of chats resets reactions: %+v %v", r, err)
	}
	for _, p := range []peer.Peer{who(2).Peer, who(3).Peer} {
		if s, err := w.Of(t.Context(), me, p, p); len(s) != 2 || err != nil {
			t.Errorf("%v %v", s, err)
		}
	}
}

// only is the basic groups in which somebody was.
type only map[peer.Peer]user.ID

func (o only) Met(_ store.Reader, who user.ID, p peer.Peer) (bool, error) { return o[p] == who, nil }

// Anybody can name a basic group; only who was in it sets something for it.
func TestStrangersToGroups(t *testing.T) {
	t.Parallel()
	w := open(t)
	group := notify.Target{Peer: peer.Of(peer.Chat, 5)}
	w.Service = notify.New(notify.Deps{Store: w.store, Log: w.log, Clock: w.clock, Chats: only{group.Peer: me}})
	w.change(group, notify.Change{MuteUntil: of(notify.Forever)})
	if s := w.get(group); s.MuteUntil == nil {
		t.Errorf("%+v", s)
	}
	stranger := user.Actor{ID: me + 1}
	err := w.Change(t.Context(), stranger, group, notify.Change{MuteUntil: of(notify.Forever)})
	_, err2 := w.Get(t.Context(), stranger.ID, group)
	for _, err := range []error{err, err2} {
		if f := fault.As(err); f == nil || f.Code != "PEER_ID_INVALID" {
			t.Error(err)
		}
	}
}

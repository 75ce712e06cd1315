package channel_test

import (
	"sync"
	"testing"

	"heliograph/internal/bus"
	"heliograph/internal/channel"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// chats lets the directory look at channels.
type chats struct{}

func (chats) Username(r store.Reader, p peer.Peer) (string, error) { return channel.Username(r, p) }

// named is a world with usernames.
func named(t *testing.T, l channel.Limits) (*world, *user.Service) {
	t.Helper()
	w := newWorld(t, l)
	us := user.New(user.Deps{Store: w.store, Log: w.log, Bus: bus.NewLocal(), Clock: w.clock, Chats: chats{}})
	w.s = channel.New(channel.Deps{Store: w.store, Log: w.log, Clock: w.clock, Notes: w, Names: us, Limits: l})
	return w, us
}

func (w *world) create(of user.ID, d channel.Draft) channel.ID {
	w.Helper()
	return w.ok(w.s.Create(w.Context(), as(of), d)).Channel.ID
}

func TestUsername(t *testing.T) {
	t.Parallel()
	w, us := named(t, channel.Limits{Owned: 2})
	ctx := t.Context()
	c, d := w.create(1, channel.Draft{Title: "Suns", HiddenHistory: true}), w.create(1, channel.Draft{Title: "Moons", Broadcast: true})
	set := func(by user.ID, id channel.ID, name string) error {
		_, err := w.s.SetUsername(ctx, as(by), id, name)
		return err
	}
	w.fails("CHANNEL_PRIVATE", set(2, c, "sunny"))
	w.fails("USERNAME_INVALID", set(1, c, "sun"))
	w.fails("USERNAME_INVALID", set(1, c, "sunbot"))
	w.fails("USERNAME_NOT_MODIFIED", set(1, c, ""))
	if err := set(1, c, "Sunny"); err != nil {
		t.Fatal(err)
	}
	w.fails("USERNAME_OCCUPIED", set(1, d, "sunNY"))
	w.fails("CHAT_ADMIN_REQUIRED", set(2, c, "other"))
	if a := w.member(c, 2); !a.Sees() || a.Username != "Sunny" || a.HiddenHistory {
		t.Errorf("a stranger finds %+v", a)
	}
	w.ok(w.s.Join(ctx, as(2), c))
	_, err := w.s.Set(ctx, as(1), c, channel.HiddenHistory, true)
	w.fails("CHAT_LINK_EXISTS", err)

	holder := func(name string, want peer.Peer) {
		t.Helper()
		if p, err := us.ByUsername(ctx, name); err != nil || p != want {
			t.Errorf("%s is of %v, %v", name, p, err)
		}
	}
	holder("SUNNY", c.Peer())
	if err := set(1, c, "sunrise"); err != nil {
		t.Fatal(err)
	}
	holder("sunny", peer.Peer{})
	holder("sunrise", c.Peer())
	if err := set(1, d, "sunny"); err != nil { // was let go
		t.Fatal(err)
	}
	if found, err := us.SearchUsernames(ctx, "sun", 5); err != nil || len(found) != 2 || found[0] != d.Peer() {
		t.Error(found, err)
	}
	e := w.create(1, channel.Draft{Title: "Stars"})
	w.fails("CHANNELS_ADMIN_PUBLIC_TOO_MUCH", set(1, e, "stars"))
	w.fails("CHANNELS_ADMIN_PUBLIC_TOO_MUCH", w.s.CheckUsername(ctx, as(1), 0, "stars"))
	w.ok(w.s.Delete(ctx, as(1), d))
	holder("sunny", peer.Peer{})
	if err := w.s.CheckUsername(ctx, as(1), e, "sunny"); err != nil {
		t.Error(err)
	}
	w.fails("USERNAME_OCCUPIED", w.s.CheckUsername(ctx, as(1), e, "Sunrise"))
	w.fails("CHAT_ADMIN_REQUIRED", w.s.CheckUsername(ctx, as(2), e, "other"))
	if err := set(1, c, ""); err != nil {
		t.Fatal(err)
	}
	if a := w.member(c, 3); a.Sees() {
		t.Error("a private channel is seen")
	}
}

// A name is of one channel, whoever is first; the others are refused.
func TestUsernameRace(t *testing.T) {
	t.Parallel()
	w, us := named(t, channel.Limits{})
	var ids []channel.ID
	for i := range 8 {
		ids = append(ids, w.create(user.ID(i+1), channel.Draft{Title: "T"}))
	}
	errs := make([]error, len(ids))
	var all sync.WaitGroup
	for i, id := range ids {
		all.Go(func() { _, errs[i] = w.s.SetUsername(t.Context(), as(user.ID(i+1)), id, "contested") })
	}
	all.Wait()
	won := 0
	for i, err := range errs {
		if err != nil {
			w.fails("USERNAME_OCCUPIED", err)
			continue
		}
		won++
		if p, err := us.ByUsername(t.Context(), "contested"); err != nil || p != ids[i].Peer() {
			t.Errorf("the directory says %v, %v", p, err)
		}
	}
	if won != 1 {
		t.Errorf("%d channels got the name", won)
	}
}

package session_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"heliograph/internal/session"
)

func TestList(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	for perm := int64(1); perm <= 3; perm++ {
		w.logIn(perm, 50)
		w.clock.Advance(time.Minute)
	}
	w.ok(w.SetClient(w.ctx, 3, session.Client{APIID: 9, DeviceModel: "Phone"}))
	w.logIn(4, 51)
	list, err := w.List(w.ctx, actor(50, 2))
	w.ok(err)
	var order []int64
	for _, a := range list {
		order = append(order, a.Perm)
	}
	w.want(order, []int64{2, 3, 1})
	if c := list[1].Client; c.APIID != 9 || c.DeviceModel != "Phone" {
		t.Errorf("client %+v", c)
	}
}

func TestReset(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	old := w.logIn(1, 50)
	w.clock.Advance(25 * time.Hour)
	fresh := w.logIn(2, 50)
	foreign := w.logIn(3, 51)
	for _, c := range []struct {
		name string
		perm int64
		hash int64
		want error
	}{
		{"no such hash", 1, 12345, session.ErrHashInvalid},
		{"zero", 1, 0, session.ErrHashInvalid},
		{"own", 1, old.Hash, session.ErrHashInvalid},
		{"of another account", 1, foreign.Hash, session.ErrHashInvalid},
		{"from a fresh session", 2, old.Hash, session.ErrFresh},
		{"from a key that is not logged in", 9, old.Hash, session.ErrUnregistered},
		{"right", 1, fresh.Hash, nil},
		{"again", 1, fresh.Hash, session.ErrHashInvalid},
	} {
		if err := w.Reset(w.ctx, actor(50, c.perm), c.hash); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	w.want(w.perms(50), []int64{1})
	w.want(w.perms(51), []int64{3})
	if u := w.who(w.Service, 2); u != 0 {
		t.Errorf("user %d on the ended session", u)
	}
}

func TestResetOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	for perm := int64(1); perm <= 3; perm++ {
		w.logIn(perm, 50)
	}
	if err := w.ResetOthers(w.ctx, actor(50, 1)); !errors.Is(err, session.ErrFresh) {
		t.Errorf("fresh: %v", err)
	}
	w.clock.Advance(24 * time.Hour)
	w.ok(w.ResetOthers(w.ctx, actor(50, 1)))
	w.want(w.perms(50), []int64{1})
}

func TestConfirm(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	first := w.logIn(1, 50)
	second := w.logIn(2, 50)
	third := w.logIn(3, 50)
	yes := true
	for _, c := range []struct {
		name string
		perm int64
		hash int64
		set  session.Settings
		want error
	}{
		{"itself", 2, second.Hash, session.Settings{Confirm: true}, session.ErrHashInvalid},
		{"by one in question", 2, third.Hash, session.Settings{Confirm: true}, session.ErrHashInvalid},
		{"no such hash", 1, 9, session.Settings{Confirm: true}, session.ErrHashInvalid},
		{"not logged in", 9, first.Hash, session.Settings{Confirm: true}, session.ErrUnregistered},
		{"right", 1, second.Hash, session.Settings{Confirm: true}, nil},
		{"own settings", 1, 0, session.Settings{NoCalls: &yes}, nil},
		{"settings of another", 1, third.Hash, session.Settings{NoSecretChats: &yes}, nil},
	} {
		if err := w.Change(w.ctx, actor(50, c.perm), c.hash, c.set); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	news := w.news(50)
	if n := len(news); n != 3 || news[2].Unconfirmed || news[2].Hash != second.Hash {
		t.Errorf("news %+v", news)
	}
	check := func(unconfirmed map[int64]bool) {
		t.Helper()
		list, err := w.List(w.ctx, actor(50, 1))
		w.ok(err)
		for _, a := range list {
			if a.Unconfirmed != unconfirmed[a.Perm] || a.NoCalls != (a.Perm == 1) || a.NoSecretChats != (a.Perm == 3) {
				t.Errorf("%+v", a)
			}
		}
	}
	check(map[int64]bool{3: true})
	w.clock.Advance(7 * 24 * time.Hour)
	check(nil)
}

func TestTouch(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	other, _ := w.node(nil)
	w.logIn(1, 50)
	start := w.clock.Now()
	w.clock.Advance(time.Minute)
	w.Touch(1, "192.0.2.7")
	w.Touch(0, "192.0.2.7")
	w.Touch(77, "192.0.2.7") // nobody's key
	active := func(s *session.Service) (time.Time, string) {
		list, err := s.Of(w.ctx, 50)
		w.ok(err)
		return list[0].Active, list[0].IP
	}
	if at, ip := active(w.Service); !at.Equal(start.Add(time.Minute)) || ip != "192.0.2.7" {
		t.Errorf("not written yet: %v from %s", at, ip)
	}
	if at, ip := active(other); !at.Equal(start) || ip != "192.0.2.1" {
		t.Errorf("another node sees %v from %s before it is written", at, ip)
	}
	w.ok(w.Flush(w.ctx))
	if at, ip := active(other); !at.Equal(start.Add(time.Minute)) || ip != "192.0.2.7" {
		t.Errorf("written: %v from %s", at, ip)
	}
}

func TestRunFlushesWhenItEnds(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	other, _ := w.node(nil)
	w.logIn(1, 50)
	w.clock.Advance(time.Minute)
	w.Touch(1, "192.0.2.7")
	ctx, cancel := context.WithCancel(w.ctx)
	cancel()
	w.ok(w.Run(ctx))
	list, err := other.Of(w.ctx, 50)
	w.ok(err)
	if list[0].IP != "192.0.2.7" {
		t.Errorf("%+v", list[0])
	}
}

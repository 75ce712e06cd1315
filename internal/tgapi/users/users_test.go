package users_test

import (
	"context"
	"testing"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/peer"
	"heliograph/internal/tgapi/tgapitest"
	"heliograph/internal/tgapi/users"
	"heliograph/internal/user"
)

// pins knows one pinned message: 7, in the chat with user 2.
type pins struct{}

func (pins) LastPinned(_ context.Context, _ user.ID, with peer.Peer) (int, error) {
	if with == user.ID(2).Peer() {
		return 7, nil
	}
	return 0, nil
}

// groups knows of three groups that everybody is in.
type groups struct{}

func (groups) Common(context.Context, user.Actor, user.ID, channel.ID, int) ([]channel.ID, int, error) {
	return nil, 3, nil
}

func open(t *testing.T) *tgapitest.World {
	t.Helper()
	w := tgapitest.Open(t)
	users.New(users.Deps{In: w.In, View: w.View, Contact: w.Contact, Pinned: pins{}, Groups: groups{}}).Register(w.D)
	return w
}

func TestGetUsers(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.Person(1, "Ann"), w.Person(2, "Bob")
	var us tg.UserClassVector
	w.OK(a, &tg.UsersGetUsersRequest{ID: []tg.InputUserClass{
		&tg.InputUserSelf{}, w.As(a, b), w.As(b, b), w.As(a, 99), &tg.InputUserEmpty{},
		&tg.InputUser{UserID: int64(user.Notices)},
	}}, &us)
	if len(us.Elems) != 3 {
		t.Fatalf("%+v", us.Elems)
	}
	self, bob, notices := us.Elems[0].(*tg.User), us.Elems[1].(*tg.User), us.Elems[2].(*tg.User)
	if !self.Self || self.Phone == "" || bob.Self || bob.Phone != "" || bob.FirstName != "Bob" || !notices.Verified {
		t.Errorf("%+v %+v %+v", self, bob, notices)
	}
	us = tg.UserClassVector{}
	if code := w.Call(a, &tg.UsersGetUsersRequest{}, &us); code != "" || len(us.Elems) != 0 {
		t.Errorf("nobody: %q %v", code, us.Elems)
	}
	many := make([]tg.InputUserClass, 201)
	for i := range many {
		many[i] = &tg.InputUserSelf{}
	}
	if code := w.Call(a, &tg.UsersGetUsersRequest{ID: many}, &us); code != "LIMIT_INVALID" {
		t.Errorf("too many: %q", code)
	}
}

func TestGetFullUser(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.Person(1, "Ann"), w.Person(2, "Bob")
	if _, err := w.Users.SetAbout(t.Context(), user.Actor{ID: b}, "about me"); err != nil {
		t.Fatal(err)
	}
	var full tg.UsersUserFull
	w.OK(a, &tg.UsersGetFullUserRequest{ID: w.As(a, b)}, &full)
	if full.FullUser.ID != int64(b) || full.FullUser.About != "about me" || full.FullUser.CommonChatsCount != 3 || len(full.Users) != 1 {
		t.Errorf("%+v", full)
	}
	for _, in := range []tg.InputUserClass{w.As(b, b), w.As(a, 99), &tg.InputUserEmpty{}} {
		if code := w.Call(a, &tg.UsersGetFullUserRequest{ID: in}, &full); code != "USER_ID_INVALID" {
			t.Errorf("%+v: %q", in, code)
		}
	}
}

// The page of a person and messages.getPeerSettings agree: both show the bar of
// the chat.
func TestFullUserSettings(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.Person(1, "Ann"), w.Person(2, "Bob")
	full := func() tg.PeerSettings {
		t.Helper()
		var f tg.UsersUserFull
		w.OK(a, &tg.UsersGetFullUserRequest{ID: w.As(a, b)}, &f)
		return f.FullUser.Settings
	}
	if s := full(); !s.Zero() {
		t.Errorf("before they wrote: %+v", s)
	}
	w.Wrote(b, a)
	if s := full(); !s.AddContact || !s.BlockContact || !s.ReportSpam || s.ShareContact {
		t.Errorf("after they wrote: %+v", s)
	}
	if _, err := w.Dialog.HideBar(t.Context(), user.Actor{ID: a}, b.Peer()); err != nil {
		t.Fatal(err)
	}
	if s := full(); !s.Zero() {
		t.Errorf("hidden: %+v", s)
	}
}

func TestSavedMusic(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.Person(1, "Ann"), w.Person(2, "Bob")
	var box tg.UsersSavedMusicBox
	w.OK(a, &tg.UsersGetSavedMusicRequest{ID: w.As(a, b), Limit: 10, Hash: 7}, &box)
	if m, ok := box.SavedMusic.(*tg.UsersSavedMusic); !ok || m.Count != 0 || len(m.Documents) != 0 {
		t.Errorf("%+v", box)
	}
	if code := w.Call(a, &tg.UsersGetSavedMusicRequest{ID: w.As(b, 3)}, &box); code != "USER_ID_INVALID" {
		t.Error(code)
	}
}

package users_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/contact"
	"heliograph/internal/draft"
	"heliograph/internal/fault"
	"heliograph/internal/logx"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/presence"
	"heliograph/internal/rpc"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/tgapi/users"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// unused stands for what these methods never render.
type unused struct{}

func (unused) In(context.Context, user.ID, []peer.Peer, []int) ([]message.Message, error) {
	return nil, nil
}

func (unused) Of(context.Context, user.ID, ...peer.Peer) ([]draft.Draft, error) { return nil, nil }

func (unused) PinnedOrder(context.Context, user.ID, int) ([]peer.Peer, error) { return nil, nil }

func (unused) Interested(context.Context, user.ID, int) ([]user.ID, error) { return nil, nil }

func (unused) unregistered(context.Context, *bin.Buffer) (e bin.Encoder, err error) { return e, err }

type world struct {
	t     *testing.T
	store store.Store
	users *user.Service
	hash  *peer.Hasher
	d     *tg.ServerDispatcher
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
	ck, b := clock.NewFake(time.Unix(1_700_000_000, 0)), bus.NewLocal()
	log := update.New(update.Deps{Store: st, Bus: b, Clock: ck})
	w := &world{t: t, store: st, d: tg.NewServerDispatcher(unused{}.unregistered)}
	if w.hash, err = peer.NewHasher(bytes.Repeat([]byte{1}, 32)); err != nil {
		t.Fatal(err)
	}
	w.users = user.New(user.Deps{Store: st, Log: log, Bus: b, Clock: ck})
	pr := presence.New(presence.Deps{Store: st, Log: log, Bus: b, Clock: ck, Audience: unused{}, Logger: logx.Discard()})
	cs := contact.New(contact.Deps{Store: st, Log: log, Bus: b, Clock: ck, Users: w.users, Presence: pr})
	v := view.New(view.Deps{People: cs, Messages: unused{}, Drafts: unused{}, Pinned: unused{}, Hash: w.hash})
	users.New(users.Deps{In: input.New(w.hash), View: v, Contact: cs}).Register(w.d)
	return w
}

func phoneOf(id user.ID) string { return fmt.Sprintf("4915%07d", id) }

func (w *world) person(id user.ID, name string) user.ID {
	w.t.Helper()
	err := w.store.Update(w.t.Context(), []store.Owner{id.Owner(), user.PhoneOwner(phoneOf(id))}, func(tx store.Tx) error {
		return w.users.Create(tx, user.Profile{ID: id, FirstName: name, Phone: phoneOf(id)})
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

// as is how viewer names other.
func (w *world) as(viewer, other user.ID) *tg.InputUser {
	return &tg.InputUser{UserID: int64(other), AccessHash: w.hash.Hash(int64(viewer), other.Peer())}
}

// call sends a request through the dispatcher and decodes the answer into res.
func (w *world) call(as user.ID, req bin.Encoder, res bin.Decoder) string {
	w.t.Helper()
	var b bin.Buffer
	if err := req.Encode(&b); err != nil {
		w.t.Fatal(err)
	}
	ans, err := w.d.Handle(rpc.WithCall(w.t.Context(), &rpc.Call{User: as, Perm: int64(as)}), &b)
	if f := fault.As(err); f != nil {
		return f.Code
	}
	if err != nil {
		w.t.Fatal(err)
	}
	b.Reset()
	if err := ans.Encode(&b); err != nil {
		w.t.Fatal(err)
	}
	if err := res.Decode(&b); err != nil {
		w.t.Fatalf("%T: %v", req, err)
	}
	return ""
}

// ok is call for what must succeed.
func (w *world) ok(as user.ID, req bin.Encoder, res bin.Decoder) {
	w.t.Helper()
	if code := w.call(as, req, res); code != "" {
		w.t.Fatalf("%T: %s", req, code)
	}
}

func TestGetUsers(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.person(1, "Ann"), w.person(2, "Bob")
	var us tg.UserClassVector
	w.ok(a, &tg.UsersGetUsersRequest{ID: []tg.InputUserClass{
		&tg.InputUserSelf{}, w.as(a, b), w.as(b, b), w.as(a, 99), &tg.InputUserEmpty{},
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
	if code := w.call(a, &tg.UsersGetUsersRequest{}, &us); code != "" || len(us.Elems) != 0 {
		t.Errorf("nobody: %q %v", code, us.Elems)
	}
	many := make([]tg.InputUserClass, 201)
	for i := range many {
		many[i] = &tg.InputUserSelf{}
	}
	if code := w.call(a, &tg.UsersGetUsersRequest{ID: many}, &us); code != "LIMIT_INVALID" {
		t.Errorf("too many: %q", code)
	}
}

func TestGetFullUser(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.person(1, "Ann"), w.person(2, "Bob")
	if _, err := w.users.SetAbout(t.Context(), user.Actor{ID: b}, "about me"); err != nil {
		t.Fatal(err)
	}
	var full tg.UsersUserFull
	w.ok(a, &tg.UsersGetFullUserRequest{ID: w.as(a, b)}, &full)
	if full.FullUser.ID != int64(b) || full.FullUser.About != "about me" || len(full.Users) != 1 {
		t.Errorf("%+v", full)
	}
	for _, in := range []tg.InputUserClass{w.as(b, b), w.as(a, 99), &tg.InputUserEmpty{}} {
		if code := w.call(a, &tg.UsersGetFullUserRequest{ID: in}, &full); code != "USER_ID_INVALID" {
			t.Errorf("%+v: %q", in, code)
		}
	}
}

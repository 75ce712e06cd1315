package account_test

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
	"heliograph/internal/tgapi/account"
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
	clock *clock.Fake
	seen  *presence.Service
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
	w := &world{t: t, store: st, clock: ck, d: tg.NewServerDispatcher(unused{}.unregistered)}
	if w.hash, err = peer.NewHasher(bytes.Repeat([]byte{1}, 32)); err != nil {
		t.Fatal(err)
	}
	w.users = user.New(user.Deps{Store: st, Log: log, Bus: b, Clock: ck})
	pr := presence.New(presence.Deps{Store: st, Log: log, Bus: b, Clock: ck, Audience: unused{}, Logger: logx.Discard()})
	w.seen = pr
	cs := contact.New(contact.Deps{Store: st, Log: log, Bus: b, Clock: ck, Users: w.users, Presence: pr})
	v := view.New(view.Deps{People: cs, Messages: unused{}, Drafts: unused{}, Pinned: unused{}, Hash: w.hash})
	account.New(account.Deps{View: v, Users: w.users, Presence: pr}).Register(w.d)
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

func TestProfile(t *testing.T) {
	t.Parallel()
	w := open(t)
	a := w.person(1, "Ann")
	var box tg.UserBox
	req := &tg.AccountUpdateProfileRequest{}
	req.SetLastName("Lee")
	req.SetAbout("hello")
	w.ok(a, req, &box)
	if u := box.User.(*tg.User); u.FirstName != "Ann" || u.LastName != "Lee" || !u.Self || u.Phone != phoneOf(a) {
		t.Errorf("%+v", u)
	}
	p, err := w.users.Profiles(t.Context(), a)
	if err != nil || p[0].About != "hello" {
		t.Errorf("%+v, %v", p, err)
	}
	bad := &tg.AccountUpdateProfileRequest{}
	bad.SetFirstName(" ")
	if code := w.call(a, bad, &box); code != "FIRSTNAME_INVALID" {
		t.Errorf("an empty name: %q", code)
	}
}

// Rows 46 to 48.
func TestUsername(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.person(1, "Ann"), w.person(2, "Bob")
	var box tg.UserBox
	var yes tg.BoolBox
	w.ok(a, &tg.AccountUpdateUsernameRequest{Username: "Te_St1"}, &box)
	if u := box.User.(*tg.User); u.Username != "Te_St1" {
		t.Errorf("%+v", u)
	}
	for _, c := range []struct {
		as   user.ID
		name string
		code string
	}{{a, "te_st1", ""}, {b, "te_st1", "USERNAME_OCCUPIED"}, {b, "te__st", "USERNAME_INVALID"}, {b, "te_st2", ""}} {
		if code := w.call(c.as, &tg.AccountCheckUsernameRequest{Username: c.name}, &yes); code != c.code {
			t.Errorf("%s: %q, want %q", c.name, code, c.code)
		}
	}
	w.ok(a, &tg.AccountUpdateUsernameRequest{}, &box)
	if code := w.call(a, &tg.AccountUpdateUsernameRequest{}, &box); code != "USERNAME_NOT_MODIFIED" {
		t.Errorf("none again: %q", code)
	}
	w.ok(b, &tg.AccountUpdateUsernameRequest{Username: "te_st1"}, &box)
}

func TestStatus(t *testing.T) {
	t.Parallel()
	w := open(t)
	a := w.person(1, "Ann")
	var yes tg.BoolBox
	for _, offline := range []bool{false, true} {
		w.ok(a, &tg.AccountUpdateStatusRequest{Offline: offline}, &yes)
		st, err := w.seen.Status(t.Context(), a)
		if err != nil || st[0].Online() == offline {
			t.Errorf("offline %v: %+v, %v", offline, st, err)
		}
		w.clock.Advance(time.Second)
	}
}

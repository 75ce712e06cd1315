package account_test

import (
	"context"
	"testing"
	"time"

	"github.com/gotd/td/tg"

	"heliograph/internal/session"
	"heliograph/internal/tgapi/account"
	"heliograph/internal/tgapi/tgapitest"
	"heliograph/internal/user"
)

// clients are of a platform for each language pack, which the key's number names.
type clients struct{}

func (clients) Client(_ context.Context, perm int64) (session.Client, error) {
	return session.Client{LangPack: []string{"tdesktop", "ios", "android"}[perm%3]}, nil
}

func open(t *testing.T) *tgapitest.World {
	t.Helper()
	w := tgapitest.Open(t)
	account.New(account.Deps{In: w.In, View: w.View, Users: w.Users, Presence: w.Presence, Privacy: w.Privacy, Report: w.Report, Notify: w.Notify, Archive: w.Archive, Clients: clients{}}).Register(w.D)
	return w
}

func TestProfile(t *testing.T) {
	t.Parallel()
	w := open(t)
	a := w.Person(1, "Ann")
	var box tg.UserBox
	req := &tg.AccountUpdateProfileRequest{}
	req.SetLastName("Lee")
	req.SetAbout("hello")
	w.OK(a, req, &box)
	if u := box.User.(*tg.User); u.FirstName != "Ann" || u.LastName != "Lee" || !u.Self || u.Phone != tgapitest.Phone(a) {
		t.Errorf("%+v", u)
	}
	p, err := w.Users.Profiles(t.Context(), a)
	if err != nil || p[0].About != "hello" {
		t.Errorf("%+v, %v", p, err)
	}
	bad := &tg.AccountUpdateProfileRequest{}
	bad.SetFirstName(" ")
	if code := w.Call(a, bad, &box); code != "FIRSTNAME_INVALID" {
		t.Errorf("an empty name: %q", code)
	}
}

// Rows 46 to 48.
func TestUsername(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.Person(1, "Ann"), w.Person(2, "Bob")
	var box tg.UserBox
	var yes tg.BoolBox
	w.OK(a, &tg.AccountUpdateUsernameRequest{Username: "Te_St1"}, &box)
	if u := box.User.(*tg.User); u.Username != "Te_St1" {
		t.Errorf("%+v", u)
	}
	for _, c := range []struct {
		as   user.ID
		name string
		code string
	}{{a, "te_st1", ""}, {b, "te_st1", "USERNAME_OCCUPIED"}, {b, "te__st", "USERNAME_INVALID"}, {b, "te_st2", ""}} {
		if code := w.Call(c.as, &tg.AccountCheckUsernameRequest{Username: c.name}, &yes); code != c.code {
			t.Errorf("%s: %q, want %q", c.name, code, c.code)
		}
	}
	w.OK(a, &tg.AccountUpdateUsernameRequest{}, &box)
	if code := w.Call(a, &tg.AccountUpdateUsernameRequest{}, &box); code != "USERNAME_NOT_MODIFIED" {
		t.Errorf("none again: %q", code)
	}
	w.OK(b, &tg.AccountUpdateUsernameRequest{Username: "te_st1"}, &box)
}

func TestStatus(t *testing.T) {
	t.Parallel()
	w := open(t)
	a := w.Person(1, "Ann")
	var yes tg.BoolBox
	for _, offline := range []bool{false, true} {
		w.OK(a, &tg.AccountUpdateStatusRequest{Offline: offline}, &yes)
		st, err := w.Presence.Status(t.Context(), a)
		if err != nil || st[0].Online() == offline {
			t.Errorf("offline %v: %+v, %v", offline, st, err)
		}
		w.Clock.Advance(time.Second)
	}
}

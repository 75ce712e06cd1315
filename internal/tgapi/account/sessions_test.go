package account_test

import (
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/logx"
	"heliograph/internal/rpc"
	"heliograph/internal/session"
	"heliograph/internal/store/pebble"
	"heliograph/internal/tgapi/account"
	"heliograph/internal/update"
)

// devices is the part of the namespace that is about sessions, and user 50.
type devices struct {
	t        *testing.T
	d        *tg.ServerDispatcher
	clock    *clock.Fake
	sessions *session.Service
}

func newDevices(t *testing.T) *devices {
	t.Helper()
	s, err := pebble.Open(t.TempDir(), pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	b, c := bus.NewLocal(), clock.NewFake(time.Unix(1_900_000_000, 0))
	v := &devices{t: t, clock: c, d: tg.NewServerDispatcher(nil)}
	v.sessions = session.New(session.Deps{
		Store: s, Log: update.New(update.Deps{Store: s, Bus: b, Clock: c}), Bus: b, Clock: c,
		Logger: logx.Discard(), FreshWait: 24 * time.Hour,
	})
	t.Cleanup(v.sessions.Close)
	account.NewSessions(v.sessions).Register(v.d)
	return v
}

func (v *devices) logIn(perm int64, c session.Client) {
	v.t.Helper()
	if err := v.sessions.AddKey(v.t.Context(), &session.Key{ID: perm}); err != nil {
		v.t.Fatal(err)
	}
	if err := v.sessions.SetClient(v.t.Context(), perm, c); err != nil {
		v.t.Fatal(err)
	}
	if _, err := v.sessions.LogIn(v.t.Context(), session.Login{Perm: perm, User: 50, IP: "192.0.2.1"}); err != nil {
		v.t.Fatal(err)
	}
}

// call makes a request over the key perm, as the server would.
func (v *devices) call(perm int64, req bin.Encoder) (bin.Encoder, error) {
	v.t.Helper()
	var b bin.Buffer
	if err := req.Encode(&b); err != nil {
		v.t.Fatal(err)
	}
	u, bot, err := v.sessions.User(v.t.Context(), perm)
	if err != nil {
		v.t.Fatal(err)
	}
	return v.d.Handle(rpc.WithCall(v.t.Context(), &rpc.Call{User: u, Bot: bot, Perm: perm}), &b)
}

func (v *devices) is(perm int64, req bin.Encoder, want string) {
	v.t.Helper()
	_, err := v.call(perm, req)
	if err != nil && err.Error() != want || err == nil && want != "ok" {
		v.t.Errorf("%T: %v, want %s", req, err, want)
	}
}

func (v *devices) list(perm int64) *tg.AccountAuthorizations {
	v.t.Helper()
	res, err := v.call(perm, &tg.AccountGetAuthorizationsRequest{})
	if err != nil {
		v.t.Fatal(err)
	}
	var b bin.Buffer
	if err := res.Encode(&b); err != nil {
		v.t.Fatal(err)
	}
	var out tg.AccountAuthorizations
	if err := out.Decode(&b); err != nil {
		v.t.Fatal(err)
	}
	return &out
}

func TestGetAuthorizations(t *testing.T) {
	t.Parallel()
	v := newDevices(t)
	v.logIn(1, session.Client{APIID: 4, LangPack: "android", DeviceModel: "Pixel", SystemVersion: "SDK 35", AppVersion: "11.1"})
	v.clock.Advance(time.Hour)
	v.logIn(2, session.Client{APIID: 94575, DeviceModel: "server"})
	list := v.list(1)
	if len(list.Authorizations) != 2 || list.AuthorizationTTLDays != 365 {
		t.Fatalf("%v", list)
	}
	own, other := list.Authorizations[0], list.Authorizations[1]
	own.Flags = 0
	if want := (tg.Authorization{
		Current: true, DeviceModel: "Pixel", Platform: "Android", SystemVersion: "SDK 35", APIID: 4,
		AppName: "Telegram Android", AppVersion: "11.1", DateCreated: 1_900_000_000, DateActive: 1_900_000_000, IP: "192.0.2.1",
	}); own != want {
		t.Errorf("own %v", own)
	}
	if other.Current || !other.Unconfirmed || other.Hash == 0 || other.AppName != "Unofficial app" {
		t.Errorf("other %v", other)
	}
	v.is(3, &tg.AccountGetAuthorizationsRequest{}, "401 AUTH_KEY_UNREGISTERED")
}

func TestResetAuthorization(t *testing.T) {
	t.Parallel()
	v := newDevices(t)
	v.logIn(1, session.Client{})
	v.clock.Advance(24 * time.Hour)
	v.logIn(2, session.Client{})
	hash := v.list(1).Authorizations[1].Hash
	v.is(2, &tg.AccountResetAuthorizationRequest{Hash: v.list(2).Authorizations[1].Hash}, "406 FRESH_RESET_AUTHORISATION_FORBIDDEN")
	v.is(1, &tg.AccountResetAuthorizationRequest{Hash: 5}, "400 HASH_INVALID")
	v.is(1, &tg.AccountResetAuthorizationRequest{}, "400 HASH_INVALID")
	v.is(1, &tg.AccountResetAuthorizationRequest{Hash: hash}, "ok")
	v.is(2, &tg.AccountGetAuthorizationsRequest{}, "401 AUTH_KEY_UNREGISTERED")
	if n := len(v.list(1).Authorizations); n != 1 {
		t.Errorf("%d devices are left", n)
	}
}

func TestChangeAuthorizationSettings(t *testing.T) {
	t.Parallel()
	v := newDevices(t)
	v.logIn(1, session.Client{})
	v.clock.Advance(time.Minute)
	v.logIn(2, session.Client{})
	other := func() tg.Authorization { return v.list(1).Authorizations[1] }
	change := &tg.AccountChangeAuthorizationSettingsRequest{Hash: other().Hash, Confirmed: true}
	change.SetCallRequestsDisabled(true)
	v.is(2, change, "400 HASH_INVALID") // its own
	v.is(1, change, "ok")
	if a := other(); a.Unconfirmed || !a.CallRequestsDisabled || a.EncryptedRequestsDisabled {
		t.Errorf("changed %v", a)
	}
	change = &tg.AccountChangeAuthorizationSettingsRequest{Hash: change.Hash}
	change.SetEncryptedRequestsDisabled(true)
	v.is(1, change, "ok")
	if a := other(); !a.CallRequestsDisabled || !a.EncryptedRequestsDisabled {
		t.Errorf("changed again %v", a)
	}
}

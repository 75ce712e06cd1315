package apptest_test

import (
	"context"
	"testing"
	"time"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
	"heliograph/internal/id"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
)

// TestOnNodes runs every scenario against three nodes that share a PostgreSQL
// database and a bus. Each device of a scenario connects to another node than
// the one before.
func TestOnNodes(t *testing.T) {
	t.Parallel()
	for name, file := range scripts(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			apptest.RunScript(t, apptest.New(t, apptest.WithNodes(3), onPostgres(t)), file, false)
		})
	}
}

// pebbleStore is an embedded store of the test's own.
func pebbleStore(t *testing.T) store.Store {
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
	return st
}

func online(of *apptest.Device, status bool) func(tg.UpdateClass) bool {
	return func(u tg.UpdateClass) bool {
		s, ok := u.(*tg.UpdateUserStatus)
		if !ok || s.UserID != of.Self.ID {
			return false
		}
		_, is := s.Status.(*tg.UserStatusOnline)
		return is == status
	}
}

func setOnline(t *testing.T, d *apptest.Device, online bool) {
	t.Helper()
	ctx, cancel := d.Context()
	defer cancel()
	if _, err := d.API.AccountUpdateStatus(ctx, !online); err != nil {
		t.Fatal(err)
	}
}

// TestOneNodeAfterTheOther restarts the nodes of a server one by one: devices of
// the others notice nothing, whoever comes to the node that was restarted sees
// who is online elsewhere, and what was written meanwhile is there.
func TestOneNodeAfterTheOther(t *testing.T) {
	t.Parallel()
	s := apptest.New(t, apptest.WithNodes(2), apptest.WithStore(pebbleStore(t)))
	alice, bob := pair(t, s) // on the first and the second
	setOnline(t, bob, true)
	if err := alice.Expect("bob online", online(bob, true)); err != nil {
		t.Fatal(err)
	}
	s.RestartNode(0)
	alice.Back()
	ctx, cancel := alice.Context()
	defer cancel()
	seen := func() bool {
		us, err := alice.API.UsersGetUsers(ctx, []tg.InputUserClass{&tg.InputUser{UserID: bob.Self.ID, AccessHash: access(alice, bob)}})
		if err != nil {
			t.Fatal(err)
		}
		_, is := us[0].(*tg.User).Status.(*tg.UserStatusOnline)
		return is
	}
	for deadline := time.Now().Add(20 * time.Second); !seen(); {
		if time.Now().After(deadline) {
			t.Fatal("the node that was restarted does not know that bob is online")
		}
		<-time.After(20 * time.Millisecond)
	}
	s.RestartNode(1)
	bob.Back()
	for i, d := range []*apptest.Device{alice, bob} {
		other := []*apptest.Device{bob, alice}[i]
		if err := say(d, other, "still here", id.Int64()); err != nil {
			t.Fatal(err)
		}
		if err := other.Expect("a message", func(u tg.UpdateClass) bool {
			n, ok := u.(*tg.UpdateNewMessage)
			return ok && n.Message.(*tg.Message).Message == "still here"
		}); err != nil {
			t.Fatal(err)
		}
	}
}

func access(d, of *apptest.Device) int64 {
	p, _ := d.InputPeer(of.Self.ID).(*tg.InputPeerUser)
	return p.AccessHash
}

// TestLogOutElsewhere: a login that another device ends, over another node, is
// over at once on its own.
func TestLogOutElsewhere(t *testing.T) {
	t.Parallel()
	s := apptest.New(t, apptest.WithNodes(2), apptest.WithStore(pebbleStore(t)))
	phone, tablet := s.NewDevice("alice", apptest.TestNumber(1)), s.NewDevice("alice", apptest.TestNumber(1))
	login(t, phone)
	login(t, tablet)
	ctx, cancel := phone.Context()
	defer cancel()
	if _, err := phone.API.AuthResetAuthorizations(ctx); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(20 * time.Second); ; {
		err := func() error {
			ctx, cancel := context.WithTimeout(ctx, time.Second)
			defer cancel()
			_, err := tablet.API.UpdatesGetState(ctx)
			return err
		}()
		if err == nil {
			t.Fatal("it is logged in still")
		}
		if tgerr.Is(err, "AUTH_KEY_UNREGISTERED") {
			return
		}
		if time.Now().After(deadline) { // the connection was closed; the client makes another
			t.Fatal(err)
		}
	}
}

package apptest_test

import (
	"fmt"
	"testing"

	"github.com/gotd/td/tg"

	"heliograph/internal/apptest"
	"heliograph/internal/id"
)

// pair is two people who know each other.
func pair(t *testing.T, s *apptest.Server) (alice, bob *apptest.Device) {
	t.Helper()
	alice, bob = s.NewDevice("alice", apptest.TestNumber(1)), s.NewDevice("bob", apptest.TestNumber(2))
	login(t, alice)
	login(t, bob)
	meet(t, alice, bob)
	meet(t, bob, alice)
	return alice, bob
}

func login(t *testing.T, d *apptest.Device) {
	t.Helper()
	d.Connect()
	if err := d.Login(); err != nil {
		t.Fatal(err)
	}
}

func meet(t *testing.T, a, b *apptest.Device) {
	t.Helper()
	ctx, cancel := a.Context()
	defer cancel()
	res, err := a.API.ContactsImportContacts(ctx, []tg.InputPhoneContact{{Phone: b.Phone, FirstName: b.Person}})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Imported) != 1 {
		t.Fatalf("imported %v", res.Imported)
	}
	a.Know(res.Users, nil)
}

// TestAway: a device that was away during 5,000 messages, in both directions,
// with edits and deletions among them, catches up exactly.
func TestAway(t *testing.T) {
	t.Parallel()
	s := apptest.New(t)
	alice, bob := pair(t, s)
	tablet := s.NewDevice("alice", alice.Phone)
	login(t, tablet)
	tablet.Disconnect()

	const n = 5000
	var want []string
	for i := range n {
		d, to := alice, bob
		if i%3 == 0 {
			d, to = bob, alice
		}
		text := fmt.Sprint("message ", i)
		if err := say(d, to, text, id.Int64()); err != nil {
			t.Fatal(err)
		}
		want = append(want, text)
	}
	tablet.Connect()
	got, err := tablet.Difference()
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != n {
		t.Fatalf("%d messages in the difference, want %d", len(got), n)
	}
	last := 0
	for i, m := range got {
		m, ok := m.(*tg.Message)
		if !ok || m.Message != want[i] || m.ID <= last || m.Out != (i%3 != 0) {
			t.Fatalf("message %d is %v, want %q after id %d", i, got[i], want[i], last)
		}
		last = m.ID
	}
	if more, err := tablet.Difference(); err != nil || len(more) != 0 {
		t.Errorf("a second difference: %d messages, %v", len(more), err)
	}
	mine, err := alice.History(alice.InputPeer(bob.Self.ID))
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := tablet.History(tablet.InputPeer(bob.Self.ID))
	if err != nil {
		t.Fatal(err)
	}
	if len(mine) != n || len(theirs) != n {
		t.Fatalf("histories of %d and %d", len(mine), len(theirs))
	}
	for i := range mine {
		if mine[i].GetID() != theirs[i].GetID() || mine[i].(*tg.Message).Message != theirs[i].(*tg.Message).Message {
			t.Fatalf("message %d differs: %v and %v", i, mine[i], theirs[i])
		}
	}
}

func say(from, to *apptest.Device, text string, random int64) error {
	ctx, cancel := from.Context()
	defer cancel()
	u, err := from.API.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{
		Peer: from.InputPeer(to.Self.ID), Message: text, RandomID: random,
	})
	if err == nil {
		from.Record(u)
	}
	return err
}

// TestRetry: the same random id makes one message and is answered alike, over a
// restart too.
func TestRetry(t *testing.T) {
	t.Parallel()
	s := apptest.New(t)
	alice, bob := pair(t, s)
	random := id.Int64()
	answer := func() (int, int) {
		t.Helper()
		ctx, cancel := alice.Context()
		defer cancel()
		u, err := alice.API.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{Peer: alice.InputPeer(bob.Self.ID), Message: "once", RandomID: random})
		if err != nil {
			t.Fatal(err)
		}
		us := u.(*tg.Updates).Updates
		m, ok := us[0].(*tg.UpdateMessageID)
		if !ok || m.RandomID != random {
			t.Fatalf("the answer begins with %v", us[0])
		}
		n, ok := us[1].(*tg.UpdateNewMessage)
		if !ok || n.Message.GetID() != m.ID || n.PtsCount != 1 {
			t.Fatalf("then %v", us[1])
		}
		return m.ID, n.Pts
	}
	id1, pts1 := answer()
	id2, pts2 := answer()
	s.Restart()
	alice.Back()
	bob.Back()
	id3, pts3 := answer()
	if id1 != id2 || id1 != id3 || pts1 != pts2 || pts1 != pts3 {
		t.Errorf("ids %d %d %d, pts %d %d %d", id1, id2, id3, pts1, pts2, pts3)
	}
	all, err := bob.History(bob.InputPeer(alice.Self.ID))
	if err != nil || len(all) != 1 {
		t.Errorf("bob has %d messages, %v", len(all), err)
	}
}

// TestGaplessPts: every pts that a device hears of, pushed or answered, follows
// the one before.
func TestGaplessPts(t *testing.T) {
	t.Parallel()
	s := apptest.New(t)
	alice, bob := pair(t, s)
	bob.Forget()
	done := make(chan error, 2)
	for _, d := range []struct{ from, to *apptest.Device }{{alice, bob}, {bob, alice}} {
		go func() {
			var err error
			for i := 0; i < 200 && err == nil; i++ {
				err = say(d.from, d.to, fmt.Sprint(d.from.Person, i), id.Int64())
			}
			done <- err
		}()
	}
	for range 2 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	seen := map[int]int{}
	for range 400 { // the client handles updates side by side, so the last may come first
		if err := bob.Expect("another message", func(u tg.UpdateClass) bool {
			n, ok := u.(*tg.UpdateNewMessage)
			if ok {
				seen[n.Pts]++
			}
			return ok
		}); err != nil {
			t.Fatal(err)
		}
	}
	lo, hi := 1<<30, 0
	for pts, n := range seen {
		lo, hi = min(lo, pts), max(hi, pts)
		if n != 1 {
			t.Errorf("pts %d came %d times", pts, n)
		}
	}
	if len(seen) != 400 || hi-lo < 399 {
		t.Errorf("%d pts from %d to %d", len(seen), lo, hi)
	}
}

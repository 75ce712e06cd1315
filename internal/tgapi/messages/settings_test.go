package messages_test

import (
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/contact"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// bar is what the chat of viewer with other offers, by messages.getPeerSettings.
func (w *world) bar(viewer, other user.ID) string {
	w.t.Helper()
	var s tg.MessagesPeerSettings
	w.ok(viewer, &tg.MessagesGetPeerSettingsRequest{Peer: w.peer(viewer, other)}, &s)
	if len(s.Users) != 1 || s.Users[0].GetID() != int64(other) {
		w.t.Errorf("%+v", s.Users)
	}
	return forms(s.Settings)
}

// forms is the flags that are set.
func forms(s tg.PeerSettings) string {
	out := ""
	for _, f := range []struct {
		name string
		set  bool
	}{
		{"report", s.ReportSpam},
		{"add", s.AddContact},
		{"block", s.BlockContact},
		{"share", s.ShareContact},
		{"exception", s.NeedContactsException},
	} {
		if f.set {
			out += f.name + " "
		}
	}
	return out
}

// A stranger who wrote first may be reported, saved or blocked, until the bar is
// hidden; one to whom the viewer wrote may be saved; a contact is none.
func TestPeerSettings(t *testing.T) {
	t.Parallel()
	w := open(t)
	for _, c := range []struct {
		when string
		do   func()
		want [2]string // to Ann, to Bob
	}{
		{"nothing was written", func() {}, [2]string{"", ""}},
		{"Ann wrote", func() { w.send(ann, bob, "hi") }, [2]string{"add ", "report add block "}},
		{"Bob answered", func() { w.send(bob, ann, "who is it") }, [2]string{"add ", "report add block "}},
		{"Bob saved Ann", func() { w.save(bob, ann) }, [2]string{"add ", ""}},
		{"and no more", func() { w.forget(bob, ann) }, [2]string{"add ", "report add block "}},
		{"Bob hid the bar", func() { w.hide(bob, ann) }, [2]string{"add ", ""}},
		{"Ann wrote again", func() { w.send(ann, bob, "me") }, [2]string{"add ", ""}},
		{"Ann hid the bar", func() { w.hide(ann, bob) }, [2]string{"", ""}},
	} {
		c.do()
		if got := [2]string{w.bar(ann, bob), w.bar(bob, ann)}; got != c.want {
			t.Errorf("%s: %q, not %q", c.when, got, c.want)
		}
	}
	w.send(ann, ann, "note")
	var s tg.MessagesPeerSettings
	w.ok(ann, &tg.MessagesGetPeerSettingsRequest{Peer: &tg.InputPeerSelf{}}, &s)
	if forms(s.Settings) != "" {
		t.Errorf("Saved Messages: %+v", s.Settings)
	}
}

func (w *world) save(of, other user.ID) {
	w.t.Helper()
	if _, err := w.contacts.Add(w.t.Context(), user.Actor{ID: of}, other, contact.Card{FirstName: "X"}); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) forget(of, other user.ID) {
	w.t.Helper()
	if _, err := w.contacts.Delete(w.t.Context(), user.Actor{ID: of}, []user.ID{other}); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) hide(of, other user.ID) {
	w.t.Helper()
	w.ok(of, &tg.MessagesHidePeerSettingsBarRequest{Peer: w.peer(of, other)}, nil)
}

// The other devices learn of the new bar.
func TestHiddenBarIsTold(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(ann, bob, "hi")
	var st tg.UpdatesState
	w.ok(bob, &tg.UpdatesGetStateRequest{}, &st)
	w.hide(bob, ann)
	d, err := w.log.Since(t.Context(), bob.Owner(), update.Position{Pts: st.Pts}, 10)
	if err != nil || len(d.Events) != 1 {
		t.Fatalf("%+v, %v", d.Events, err)
	}
	us, err := w.view.Push(t.Context(), bob, d.Events)
	if err != nil {
		t.Fatal(err)
	}
	u, ok := us.(*tg.Updates).Updates[0].(*tg.UpdatePeerSettings)
	if !ok || forms(u.Settings) != "" || u.Peer.(*tg.PeerUser).UserID != int64(ann) {
		t.Errorf("%+v", us)
	}
}

func TestPeerSettingsOfNobody(t *testing.T) {
	t.Parallel()
	w := open(t)
	for _, p := range []tg.InputPeerClass{w.peer(bob, cid), &tg.InputPeerEmpty{}, &tg.InputPeerChat{ChatID: 1}} {
		for _, req := range []bin.Encoder{
			&tg.MessagesGetPeerSettingsRequest{Peer: p}, &tg.MessagesHidePeerSettingsBarRequest{Peer: p},
		} {
			if code := w.call(ann, req, nil); code != "PEER_ID_INVALID" {
				t.Errorf("%T of %T: %q", req, p, code)
			}
		}
	}
}

// Package tgapitest is the world in which tests of the edges live: people over
// real subjects and the embedded engine, and a dispatcher to call.
//
// Owns that fixture. Must not be imported by anything but tests.
package tgapitest

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/archive"
	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/contact"
	"heliograph/internal/dialog"
	"heliograph/internal/draft"
	"heliograph/internal/fault"
	"heliograph/internal/folder"
	"heliograph/internal/logx"
	"heliograph/internal/message"
	"heliograph/internal/notify"
	"heliograph/internal/peer"
	"heliograph/internal/presence"
	"heliograph/internal/privacy"
	"heliograph/internal/report"
	"heliograph/internal/rpc"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// World is people and what the edges of people need. It has no chats.
type World struct {
	t        *testing.T
	store    store.Store
	Clock    *clock.Fake
	Users    *user.Service
	Presence *presence.Service
	Privacy  *privacy.Service
	Report   *report.Service
	Contact  *contact.Service
	Notify   *notify.Service
	Dialog   *dialog.Service
	Folder   *folder.Service
	Archive  *archive.Service
	Hash     *peer.Hasher
	In       *input.Resolver
	View     *view.Renderer
	D        *tg.ServerDispatcher // register what is to be called
}

// Open makes a World that ends with the test.
func Open(t *testing.T) *World {
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
	w := &World{t: t, store: st, Clock: ck, D: tg.NewServerDispatcher(unused{}.unregistered)}
	if w.Hash, err = peer.NewHasher(bytes.Repeat([]byte{1}, 32)); err != nil {
		t.Fatal(err)
	}
	w.Users = user.New(user.Deps{Store: st, Log: log, Bus: b, Clock: ck})
	w.Presence = presence.New(presence.Deps{Store: st, Log: log, Bus: b, Clock: ck, Audience: unused{}, Logger: logx.Discard()})
	w.Privacy = privacy.New(privacy.Deps{Store: st, Log: log, Bus: b, Clock: ck})
	w.Report = report.New(report.Deps{Store: st, Clock: ck})
	w.Contact = contact.New(contact.Deps{Store: st, Log: log, Bus: b, Clock: ck, Users: w.Users, Presence: w.Presence, Privacy: w.Privacy})
	w.Notify = notify.New(notify.Deps{Store: st, Log: log, Clock: ck})
	w.Archive = archive.New(archive.Deps{Store: st, Log: log})
	w.Folder = folder.New(folder.Deps{Store: st, Log: log})
	w.Dialog = dialog.New(dialog.Deps{Store: st, Log: log})
	w.In = input.New(w.Hash, nil)
	w.View = view.New(view.Deps{People: w.Contact, Messages: unused{}, Drafts: unused{}, Dialogs: w.Dialog, Notify: w.Notify, Folders: w.Folder, Hash: w.Hash})
	return w
}

// unused stands for what the methods of people never render.
type unused struct{}

func (unused) In(context.Context, user.ID, []peer.Peer, []int) ([]message.Message, error) {
	return nil, nil
}

func (unused) Counts(context.Context, []message.Ref) (map[message.Ref]message.Count, error) {
	return nil, nil
}

func (unused) Replies(context.Context, user.ID, []message.Message) (map[message.Ref]message.Replies, error) {
	return nil, nil
}

func (unused) Chosen(context.Context, user.ID, []message.Ref) (map[message.Ref][]string, error) {
	return nil, nil
}

func (unused) PinnedSaved(context.Context, user.ID) ([]message.SavedDialog, error) {
	return nil, nil
}

func (unused) Of(context.Context, user.ID, ...peer.Peer) ([]draft.Draft, error) { return nil, nil }

func (unused) At(context.Context, user.ID, ...draft.Place) ([]draft.Draft, error) { return nil, nil }

func (unused) Interested(context.Context, user.ID, int) ([]user.ID, error) { return nil, nil }

func (unused) unregistered(context.Context, *bin.Buffer) (e bin.Encoder, err error) { return e, err }

// Phone is the number of the person with an id.
func Phone(id user.ID) string { return fmt.Sprintf("4915%07d", id) }

// Person makes an account.
func (w *World) Person(id user.ID, name string) user.ID {
	w.t.Helper()
	err := w.store.Update(w.t.Context(), []store.Owner{id.Owner(), user.PhoneOwner(Phone(id))}, func(tx store.Tx) error {
		return w.Users.Create(tx, user.Profile{ID: id, FirstName: name, Phone: Phone(id)})
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

// Wrote makes from the one who began a chat with to.
func (w *World) Wrote(from, to user.ID) {
	w.t.Helper()
	err := w.store.Update(w.t.Context(), []store.Owner{to.Owner()}, func(tx store.Tx) error {
		dialog.Save(tx, to.Owner(), &dialog.Dialog{Peer: from.Peer(), Top: 1, Count: 1, Theirs: true})
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// As is how viewer names other.
func (w *World) As(viewer, other user.ID) *tg.InputUser {
	return &tg.InputUser{UserID: int64(other), AccessHash: w.Hash.Hash(int64(viewer), other.Peer())}
}

// Call sends a request through the dispatcher and decodes the answer into res.
// It returns the code of a refusal.
func (w *World) Call(as user.ID, req bin.Encoder, res bin.Decoder) string {
	w.t.Helper()
	var b bin.Buffer
	if err := req.Encode(&b); err != nil {
		w.t.Fatal(err)
	}
	ans, err := w.D.Handle(rpc.WithCall(w.t.Context(), &rpc.Call{User: as, Perm: int64(as)}), &b)
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

// OK is Call for what must succeed.
func (w *World) OK(as user.ID, req bin.Encoder, res bin.Decoder) {
	w.t.Helper()
	if code := w.Call(as, req, res); code != "" {
		w.t.Fatalf("%T: %s", req, code)
	}
}

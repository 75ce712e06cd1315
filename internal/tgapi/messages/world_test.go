package messages_test

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
	"heliograph/internal/channel"
	"heliograph/internal/clock"
	"heliograph/internal/contact"
	"heliograph/internal/dialog"
	"heliograph/internal/draft"
	"heliograph/internal/fault"
	"heliograph/internal/folder"
	"heliograph/internal/job"
	"heliograph/internal/lang"
	"heliograph/internal/logx"
	"heliograph/internal/message"
	"heliograph/internal/notify"
	"heliograph/internal/peer"
	"heliograph/internal/poll"
	"heliograph/internal/presence"
	"heliograph/internal/preview"
	"heliograph/internal/privacy"
	"heliograph/internal/reaction"
	"heliograph/internal/report"
	"heliograph/internal/rpc"
	"heliograph/internal/schedule"
	"heliograph/internal/search"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/tgapi/messages"
	"heliograph/internal/tgapi/updates"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const (
	ann user.ID = 1
	bob user.ID = 2
	cid user.ID = 3
)

// engine does something once a View has read, before its caller goes on.
type engine struct {
	store.Store
	then func()
}

func (e *engine) View(ctx context.Context, fn func(store.Reader) error) error {
	err := e.Store.View(ctx, fn)
	if then := e.then; then != nil {
		e.then = nil
		then()
	}
	return err
}

type world struct {
	t        testing.TB
	store    *engine
	clock    *clock.Fake
	log      *update.Log
	messages *message.Service
	contacts *contact.Service
	view     *view.Renderer
	hash     *peer.Hasher
	rpc      *rpc.Server
	random   int64
}

// open makes the edge over real subjects, with three people who are strangers.
func open(t testing.TB) *world {
	t.Helper()
	opened, err := pebble.Open(t.TempDir(), pebble.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := opened.Close(); err != nil {
			t.Error(err)
		}
	})
	st := &engine{Store: opened}
	w := &world{t: t, store: st, clock: clock.NewFake(time.Unix(1_700_000_000, 0))}
	b := bus.NewLocal()
	if w.hash, err = peer.NewHasher(bytes.Repeat([]byte{1}, 32)); err != nil {
		t.Fatal(err)
	}
	found := search.New(search.Deps{Store: st, Clock: w.clock, Logger: logx.Discard()})
	w.log = update.New(update.Deps{Store: st, Bus: b, Clock: w.clock, Grown: found.Grown})
	dialogs, drafts := dialog.New(dialog.Deps{Store: st, Log: w.log, Channels: w}), draft.New(draft.Deps{Store: st, Log: w.log})
	audience := contact.NewSavers(st, dialogs)
	users := user.New(user.Deps{Store: st, Log: w.log, Bus: b, Clock: w.clock, Audience: audience})
	pr := presence.New(presence.Deps{Store: st, Log: w.log, Bus: b, Clock: w.clock, Audience: audience, Logger: logx.Discard()})
	w.contacts = contact.New(contact.Deps{Store: st, Log: w.log, Bus: b, Clock: w.clock, Users: users, Presence: pr, Privacy: privacy.New(privacy.Deps{Store: st, Log: w.log, Bus: b, Clock: w.clock}), Partners: dialogs})
	polls := poll.New(poll.Deps{Store: st, Log: w.log, Clock: w.clock})
	w.messages = message.New(message.Deps{Store: st, Log: w.log, Users: users, Phones: w.contacts, Polls: polls, Clock: w.clock, Index: found})
	folders := folder.New(folder.Deps{Store: st, Log: w.log})
	scheduled := schedule.New(schedule.Deps{
		Store: st, Log: w.log, Messages: w.messages, Alarms: never{}, People: w.contacts, Clock: w.clock, Logger: logx.Discard(),
	})
	settings := notify.New(notify.Deps{Store: st, Log: w.log, Clock: w.clock})
	w.view = view.New(view.Deps{People: w.contacts, Messages: w.messages, Drafts: drafts, Dialogs: dialogs, Polls: polls, Notify: settings, Folders: folders, Scheduled: scheduled, Hash: w.hash})
	w.rpc = rpc.New(rpc.Deps{Identity: nobody{}, Feed: nobody{}, Logger: logx.Discard(), Clock: w.clock})
	d := w.rpc.Dispatcher()
	languages, err := lang.New(t.Context(), lang.Deps{Store: st, Logger: logx.Discard()})
	if err != nil {
		t.Fatal(err)
	}
	channels := channel.New(channel.Deps{Store: st, Log: w.log, Clock: w.clock})
	messages.New(messages.Deps{
		Report: report.New(report.Deps{Store: st, Clock: w.clock}),
		In:     input.New(w.hash, nil), View: w.view, Channel: channels, Message: w.messages, Dialog: dialogs, Folder: folders, Archive: archive.New(archive.Deps{Store: st, Log: w.log}), Clock: w.clock, Draft: drafts, Poll: polls, Preview: preview.New(preview.Deps{Store: st, Clock: w.clock, Logger: logx.Discard(), Alarms: never{}}), Reaction: reaction.New(reaction.Deps{Store: st, Log: w.log}), Schedule: scheduled, Search: found, Log: w.log, Keywords: languages.Keywords(), Lang: languages, Clients: nobody{},
	}).Register(d)
	updates.New(updates.Deps{In: input.New(w.hash, nil), View: w.view, Log: w.log, Dialog: dialogs, Channels: channels, Groups: w.messages}).Register(d)
	for _, id := range []user.ID{ann, bob, cid} {
		err := st.Update(t.Context(), []store.Owner{id.Owner(), user.PhoneOwner(phoneOf(id))}, func(tx store.Tx) error {
			return users.Create(tx, user.Profile{ID: id, FirstName: fmt.Sprint("user ", id), Phone: phoneOf(id)})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// never takes alarms that never ring.
type never struct{}

func (never) Set(context.Context, job.Kind, store.Owner, int64) error { return nil }

func phoneOf(id user.ID) string { return fmt.Sprintf("4915%07d", id) }

// peer is how viewer names other.
func (w *world) peer(viewer, other user.ID) *tg.InputPeerUser {
	return &tg.InputPeerUser{UserID: int64(other), AccessHash: w.hash.Hash(int64(viewer), other.Peer())}
}

// user is how viewer names other as a user.
func (w *world) user(viewer, other user.ID) *tg.InputUser {
	return &tg.InputUser{UserID: int64(other), AccessHash: w.hash.Hash(int64(viewer), other.Peer())}
}

// call sends a request through the dispatcher and decodes the answer into res,
// nil when it does not matter. It returns the code of a refusal.
func (w *world) call(as user.ID, req bin.Encoder, res bin.Decoder) string {
	w.t.Helper()
	var b bin.Buffer
	if err := req.Encode(&b); err != nil {
		w.t.Fatal(err)
	}
	ans, err := w.rpc.Dispatcher().Handle(rpc.WithCall(w.t.Context(), &rpc.Call{User: as, Perm: int64(as)}), &b)
	if f := fault.As(err); f != nil {
		return f.Code
	}
	if err != nil {
		w.t.Fatalf("%T: %v", req, err)
	}
	b.Reset()
	if err := ans.Encode(&b); err != nil {
		w.t.Fatalf("%T: %v", req, err)
	}
	if res == nil {
		return ""
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

// send writes a text and returns what the sender is told.
func (w *world) send(from, to user.ID, text string) *tg.Updates {
	w.t.Helper()
	w.random++
	var box tg.UpdatesBox
	w.ok(from, &tg.MessagesSendMessageRequest{Peer: w.peer(from, to), Message: text, RandomID: w.random}, &box)
	return box.Updates.(*tg.Updates)
}

// history is the newest messages of a chat.
func (w *world) history(of, with user.ID) tg.ModifiedMessagesMessages {
	w.t.Helper()
	var box tg.MessagesMessagesBox
	w.ok(of, &tg.MessagesGetHistoryRequest{Peer: w.peer(of, with), Limit: 100}, &box)
	m, _ := box.Messages.AsModified()
	return m
}

func texts(ms []tg.MessageClass) (out []string) {
	for _, m := range ms {
		if m, ok := m.(*tg.Message); ok {
			out = append(out, m.Message)
			continue
		}
		out = append(out, m.TypeName())
	}
	return out
}

// FillChannels has the dialogs that are asked for be looked after by messages, which
// are made later.
func (w *world) FillChannels(r store.Reader, id user.ID, ds []dialog.Dialog) error {
	return w.messages.FillChannels(r, id, ds)
}

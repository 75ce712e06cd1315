package updates_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/bus"
	"heliograph/internal/channel"
	"heliograph/internal/clock"
	"heliograph/internal/contact"
	"heliograph/internal/dialog"
	"heliograph/internal/draft"
	"heliograph/internal/fault"
	"heliograph/internal/folder"
	"heliograph/internal/message"
	"heliograph/internal/notify"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/store"
	"heliograph/internal/store/pebble"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/tgapi/updates"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const me user.ID = 1

// empty stands for subjects that know of nothing.
type empty struct{}

func (empty) People(_ context.Context, _ user.ID, ids []user.ID) ([]contact.Person, error) {
	return make([]contact.Person, len(ids)), nil
}

func (empty) In(context.Context, user.ID, []peer.Peer, []int) ([]message.Message, error) {
	return nil, nil
}

func (empty) Counts(context.Context, []message.Ref) (map[message.Ref]message.Count, error) {
	return nil, nil
}

func (empty) Replies(context.Context, user.ID, []message.Message) (map[message.Ref]message.Replies, error) {
	return nil, nil
}

func (empty) Chosen(context.Context, user.ID, []message.Ref) (map[message.Ref][]string, error) {
	return nil, nil
}

func (empty) PinnedSaved(context.Context, user.ID) ([]message.SavedDialog, error) { return nil, nil }

func (empty) At(_ context.Context, _ user.ID, at ...draft.Place) ([]draft.Draft, error) {
	return make([]draft.Draft, len(at)), nil
}

func (empty) CatchUp(context.Context, user.ID) error { return nil }

func (empty) Of(_ context.Context, _ user.ID, peers ...peer.Peer) ([]draft.Draft, error) {
	return make([]draft.Draft, len(peers)), nil
}

type world struct {
	t   *testing.T
	log *update.Log
	d   *tg.ServerDispatcher
}

func open(t *testing.T, keep int) *world {
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
	h, err := peer.NewHasher(bytes.Repeat([]byte{1}, 32))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, d: tg.NewServerDispatcher(nil)}
	w.log = update.New(update.Deps{Store: st, Bus: bus.NewLocal(), Clock: clock.NewFake(time.Unix(1_700_000_000, 0)), Keep: keep})
	dialogs := dialog.New(dialog.Deps{Store: st, Log: w.log})
	folders := folder.New(folder.Deps{Store: st, Log: w.log})
	settings := notify.New(notify.Deps{Store: st, Log: w.log, Clock: clock.System{}})
	v := view.New(view.Deps{People: empty{}, Messages: empty{}, Drafts: empty{}, Dialogs: dialogs, Notify: settings, Folders: folders, Hash: h})
	updates.New(updates.Deps{In: input.New(h, nil), View: v, Log: w.log, Dialog: dialogs, Channels: channel.New(channel.Deps{Store: st, Log: w.log, Clock: clock.System{}}), Groups: empty{}}).Register(w.d)
	return w
}

// put appends n deletions of one message each.
func (w *world) put(n int) {
	w.t.Helper()
	err := w.log.Run(w.t.Context(), []store.Owner{me.Owner()}, func(tx *update.Tx) error {
		b, err := tx.Box(me.Owner())
		for i := range n {
			b.Append(update.Event{Kind: update.DeleteMessages, IDs: []int{i}})
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// ask is what getDifference answers: its type, updates and pts, or a code.
func (w *world) ask(r *tg.UpdatesGetDifferenceRequest) string {
	w.t.Helper()
	var b bin.Buffer
	if err := r.Encode(&b); err != nil {
		w.t.Fatal(err)
	}
	ans, err := w.d.Handle(rpc.WithCall(w.t.Context(), &rpc.Call{User: me, Perm: 5}), &b)
	if f := fault.As(err); f != nil {
		return f.Code
	}
	if err != nil {
		w.t.Fatal(err)
	}
	switch d := ans.(*tg.UpdatesDifferenceBox).Difference.(type) {
	case *tg.UpdatesDifference:
		return fmt.Sprint("all ", len(d.OtherUpdates), " to ", d.State.Pts)
	case *tg.UpdatesDifferenceSlice:
		return fmt.Sprint("some ", len(d.OtherUpdates), " to ", d.IntermediateState.Pts)
	case *tg.UpdatesDifferenceTooLong:
		return fmt.Sprint("too long to ", d.Pts)
	}
	return "none"
}

func TestGetDifference(t *testing.T) {
	t.Parallel()
	w := open(t, 1000)
	w.put(1200)
	limited := func(pts, limit, total int) *tg.UpdatesGetDifferenceRequest {
		r := &tg.UpdatesGetDifferenceRequest{Pts: pts, Date: 1}
		if limit != 0 {
			r.SetPtsLimit(limit)
		}
		if total != 0 {
			r.SetPtsTotalLimit(total)
		}
		return r
	}
	for _, c := range []struct {
		r    *tg.UpdatesGetDifferenceRequest
		want string
	}{
		{limited(0, 0, 0), "PERSISTENT_TIMESTAMP_EMPTY"},
		{limited(-5, 0, 0), "PERSISTENT_TIMESTAMP_INVALID"},
		{limited(1201, 0, 0), "none"},
		{limited(1202, 0, 0), "too long to 1201"},
		{limited(1191, 0, 0), "all 10 to 1201"},
		{limited(1191, 10, 10), "all 10 to 1201"},
		{limited(1191, 9, 0), "some 9 to 1200"},
		{limited(1191, -3, 0), "all 10 to 1201"},
		{limited(1191, 0, 9), "too long to 1201"},
		{limited(1, 0, 0), "some 500 to 501"},
		{limited(1, 100_000, 0), "some 500 to 501"},
	} {
		if got := w.ask(c.r); got != c.want {
			t.Errorf("%+v: %q, not %q", c.r, got, c.want)
		}
	}
	w.put(1000) // what is below the floor now cannot be told
	if got := w.ask(limited(1, 0, 0)); got != "too long to 2201" {
		t.Error(got)
	}
}

func TestGetState(t *testing.T) {
	t.Parallel()
	w := open(t, 0)
	w.put(3)
	b := &bin.Buffer{}
	b.PutID(tg.UpdatesGetStateRequestTypeID)
	ans, err := w.d.Handle(rpc.WithCall(t.Context(), &rpc.Call{User: me, Perm: 5}), b)
	if st, ok := ans.(*tg.UpdatesState); err != nil || !ok || st.Pts != 4 || st.Date != 1_700_000_000 {
		t.Errorf("%+v %v", ans, err)
	}
	b.PutID(tg.UpdatesGetStateRequestTypeID)
	if _, err := w.d.Handle(rpc.WithCall(t.Context(), &rpc.Call{Perm: 5}), b); fault.As(err) == nil {
		t.Errorf("a stranger is told: %v", err)
	}
}

package channel_test

import (
	"slices"
	"testing"
	"time"

	"heliograph/internal/channel"
	"heliograph/internal/folder"
	"heliograph/internal/peer"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// wrote notes that somebody writes now.
func (w *world) wrote(c channel.ID, who user.ID) {
	w.Helper()
	a := w.member(c, who)
	err := w.store.Update(w.Context(), []store.Owner{c.Owner()}, func(tx store.Tx) error {
		a.Wrote(tx, w.clock.Now().Unix())
		return nil
	})
	if err != nil {
		w.Fatal(err)
	}
}

func TestSlowModeOutlastsLeaving(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	ctx := t.Context()
	c := w.group(alice, bob)
	w.ok(w.s.SetSlow(ctx, as(owner), c, 30))
	w.wrote(c, alice)
	w.wrote(c, bob)
	w.ok(w.s.Leave(ctx, as(alice), c))
	w.ok(w.s.Kick(ctx, as(owner), c, bob))
	if a := w.member(c, alice); a.Me.In || a.Sees() || a.Members != 1 {
		t.Errorf("who has left: %+v", a)
	}
	for _, u := range []user.ID{alice, bob} {
		w.ok(w.s.Add(ctx, as(owner), c, u))
		a := w.member(c, u)
		w.fails("SLOWMODE_WAIT_30", a.MayWrite(right.SendText, w.clock.Now().Unix()))
	}
	w.clock.Advance(31 * time.Second)
	w.ok(w.s.Leave(ctx, as(alice), c))
	if a := w.member(c, alice); a.Me != (channel.Member{User: alice}) {
		t.Errorf("nothing remains of who need not wait: %+v", a.Me)
	}
}

func TestWhoLeavesTakesTheChatOutOfFolders(t *testing.T) {
	t.Parallel()
	w := newWorld(t, channel.Limits{})
	ctx := t.Context()
	c, other := w.group(alice), w.group(alice)
	fs := folder.New(folder.Deps{Store: w.store, Log: w.log})
	for _, f := range []folder.Folder{
		{ID: 2, Title: text.Text{String: "both"}, Include: []peer.Peer{c.Peer(), other.Peer()}},
		{ID: 3, Title: text.Text{String: "this"}, Pinned: []peer.Peer{c.Peer()}},
		{ID: 4, Title: text.Text{String: "but"}, Rules: folder.Groups, Exclude: []peer.Peer{c.Peer()}},
		{ID: 5, Title: text.Text{String: "that"}, Pinned: []peer.Peer{other.Peer()}},
	} {
		if err := fs.Save(ctx, as(alice), f); err != nil {
			t.Fatal(err)
		}
	}
	at, err := w.log.State(ctx, alice.Owner())
	if err != nil {
		t.Fatal(err)
	}
	w.ok(w.s.Kick(ctx, as(owner), c, alice))
	l, err := fs.List(ctx, alice)
	if err != nil || !slices.Equal(l.Order, []folder.ID{0, 2, 4, 5}) || len(l.Folders) != 3 {
		t.Fatalf("%+v, %v", l, err)
	}
	if f := l.Folders[2]; !slices.Equal(f.Include, []peer.Peer{other.Peer()}) {
		t.Errorf("%+v", f)
	}
	if f := l.Folders[4]; f.Exclude != nil {
		t.Errorf("%+v", f)
	}
	d, err := w.log.Since(ctx, alice.Owner(), at.At, 100)
	if err != nil {
		t.Fatal(err)
	}
	var told []int
	for _, e := range d.Events {
		if e.Kind == update.Folder {
			told = append(told, e.ID)
		}
	}
	if !slices.Equal(told, []int{2, 3, 4}) {
		t.Errorf("told of folders %v", told)
	}
	if !slices.Equal(w.left, []user.ID{alice}) {
		t.Errorf("the history lets go of %v", w.left)
	}
}

package message_test

import (
	"context"
	"errors"
	"testing"

	"heliograph/internal/bus"
	"heliograph/internal/channel"
	"heliograph/internal/job"
	"heliograph/internal/message"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// torn is a store that loses its power before transactions of two channels.
type torn struct {
	store.Store
	off bool
}

var errTorn = errors.New("no power")

func (s *torn) Update(ctx context.Context, owners []store.Owner, fn func(store.Tx) error) error {
	if s.off && len(owners) == 2 && owners[0][0] == 'c' && owners[1][0] == 'c' {
		return errTorn
	}
	return s.Store.Update(ctx, owners, fn)
}

// rung is the alarms that were set.
type rung map[store.Owner]int64

func (r rung) Set(_ context.Context, k job.Kind, box store.Owner, at int64) error {
	if k == job.Discussion {
		r[box] = at
	}
	return nil
}

func (r rung) Known(job.Kind, store.Owner, int64) bool { return false }

// board is a channel of Ann's that a group of hers discusses.
type board struct {
	*club
	power  *torn
	alarms rung
	group  channel.ID
}

func newBoard(t *testing.T, members ...user.ID) *board {
	t.Helper()
	c := newClub(t, channel.Draft{Title: "News", Broadcast: true}, members...)
	b := &board{club: c, power: &torn{Store: c.store}, alarms: rung{}}
	log := update.New(update.Deps{Store: b.power, Bus: bus.NewLocal(), Clock: c.clock})
	c.messages = message.New(message.Deps{Store: b.power, Log: log, Users: people{}, Clock: c.clock, Alarms: b.alarms})
	made, err := c.channels.Create(t.Context(), as(ann), channel.Draft{Title: "Talk"})
	if err != nil {
		t.Fatal(err)
	}
	b.group = made.Channel.ID
	if err := c.channels.Link(t.Context(), as(ann), c.id, b.group); err != nil {
		t.Fatal(err)
	}
	return b
}

// talk is what is written in the group, the newest first, without notes.
func (b *board) talk() (out []message.Message) {
	b.t.Helper()
	s, err := b.messages.History(b.t.Context(), as(ann), b.group.Peer(), message.Page{Limit: 100})
	if err != nil {
		b.t.Fatal(err)
	}
	for _, m := range s.Messages {
		if m.Action == message.NoAction {
			out = append(out, m)
		}
	}
	return out
}

// ring has the alarm of the channel go off.
func (b *board) ring() {
	b.t.Helper()
	if b.alarms[b.id.Owner()] == 0 {
		b.t.Fatal("no alarm is set")
	}
	if next, err := b.messages.Discuss(b.t.Context(), b.id.Owner(), b.clock.Now().Unix()); err != nil || next != 0 {
		b.t.Fatal(next, err)
	}
}

// What happened to posts is done to their copies, once, whatever came between.
func TestCopiesSurviveCrashes(t *testing.T) {
	t.Parallel()
	b := newBoard(t, bob)
	b.power.off = true
	kept, gone := b.must(ann, 1, "kept"), b.must(ann, 2, "gone")
	if got := b.talk(); len(got) != 0 {
		t.Fatalf("%+v", got)
	}
	b.power.off = false
	b.ring()
	b.ring()
	got := b.talk()
	if len(got) != 2 || got[1].Text.String != "kept" || got[1].Forward.SavedID != kept.ID || !got[1].Pinned || got[0].From != 0 {
		t.Fatalf("%+v", got)
	}
	if again := b.must(ann, 1, "kept"); again.ID != kept.ID || len(b.talk()) != 2 {
		t.Error("a repeated request is copied again")
	}
	clear(b.alarms)
	b.power.off = true
	if _, err := b.messages.Edit(t.Context(), as(ann), b.id.Peer(), kept.ID, plain("kept, corrected"), false); err != nil {
		t.Fatal(err)
	}
	if _, err := b.messages.DeletePosts(t.Context(), as(ann), b.id.Peer(), []int{gone.ID}); err != nil {
		t.Fatal(err)
	}
	if got := b.talk(); len(got) != 2 || got[1].Text.String != "kept" {
		t.Fatalf("%+v", got)
	}
	b.power.off = false
	b.ring()
	if got := b.talk(); len(got) != 1 || got[0].Text.String != "kept, corrected" || got[0].Edited == 0 {
		t.Fatalf("%+v", got)
	}
}

// A post that was to be discussed by a group which does so no more is not.
func TestUnlinkedBeforeTheCopy(t *testing.T) {
	t.Parallel()
	b := newBoard(t, bob)
	b.power.off = true
	post := b.must(ann, 1, "alone")
	if err := b.channels.Link(t.Context(), as(ann), b.id, 0); err != nil {
		t.Fatal(err)
	}
	b.power.off = false
	b.ring()
	if got := b.talk(); len(got) != 0 {
		t.Errorf("%+v", got)
	}
	if _, err := b.messages.Root(t.Context(), as(bob), b.id.Peer(), post.ID); !is(err, "MSG_ID_INVALID") {
		t.Error(err)
	}
}

// Whoever asks for the comments of a post before its copy is there waits for it; a
// post whose copy the group has deleted has none.
func TestDiscussionIsThereOrNot(t *testing.T) {
	t.Parallel()
	b := newBoard(t, bob)
	b.power.off = true
	post := b.must(ann, 1, "post")
	if _, err := b.messages.Discussion(t.Context(), as(bob), b.id.Peer(), post.ID); !errors.Is(err, errTorn) {
		t.Error(err)
	}
	b.power.off = false
	d, err := b.messages.Discussion(t.Context(), as(bob), b.id.Peer(), post.ID)
	if err != nil || d.Root.Text.String != "post" {
		t.Fatalf("%+v %v", d, err)
	}
	post, err = one(b.messages.Posts(t.Context(), as(bob), b.id.Peer(), post.ID))
	if err != nil {
		t.Fatal(err)
	}
	told := func() map[message.Ref]message.Replies {
		t.Helper()
		rs, err := b.messages.Replies(t.Context(), bob, []message.Message{post})
		if err != nil {
			t.Fatal(err)
		}
		return rs
	}
	if rs := told(); len(rs) != 1 || rs[message.Ref{Chat: post.Peer, ID: post.ID}].Comments != b.group.Peer() {
		t.Errorf("%+v", rs)
	}
	if _, err := b.messages.DeletePosts(t.Context(), as(ann), b.group.Peer(), []int{d.Root.ID}); err != nil {
		t.Fatal(err)
	}
	if rs := told(); len(rs) != 0 {
		t.Errorf("%+v", rs)
	}
	if _, err := b.messages.Discussion(t.Context(), as(bob), b.id.Peer(), post.ID); !is(err, "MSG_ID_INVALID") {
		t.Error(err)
	}
	_, err = b.messages.Send(t.Context(), as(bob), message.Draft{
		To: b.group.Peer(), Text: text.Text{String: "?"}, Random: 9, Reply: &message.Reply{ID: d.Root.ID},
	})
	if !is(err, "REPLY_MESSAGE_ID_INVALID") {
		t.Error(err)
	}
}

func one(ms []message.Message, err error) (message.Message, error) {
	if err != nil || len(ms) != 1 {
		return message.Message{}, errors.Join(err, errors.New("not one message"))
	}
	return ms[0], nil
}

// Whatever becomes of what a post shows is shown by its copy as well, also after a crash.
func TestCopiesShowWhatPostsShow(t *testing.T) {
	t.Parallel()
	b := newBoard(t, bob)
	write := func(random int64, m *message.Media) int {
		t.Helper()
		c, err := b.messages.Send(t.Context(), as(ann), message.Draft{To: b.id.Peer(), Media: m, Random: random})
		if err != nil {
			t.Fatal(err)
		}
		return c.Messages[0].ID
	}
	items := []message.TodoItem{{ID: 1, Title: plain("x")}}
	todo := write(1, &message.Media{Todo: &message.Todo{Title: plain("list"), Items: items}})
	live := write(2, &message.Media{Live: &message.Live{Geo: message.Geo{Lat: 1, Long: 2}, Period: 600}})
	for _, x := range []struct {
		name string
		do   func() (message.Change, error)
		done func(todo *message.Todo, at *message.Geo) bool
	}{
		{"retitle the list", func() (message.Change, error) {
			return b.messages.EditMedia(t.Context(), as(ann), b.id.Peer(), todo, message.MediaEdit{Todo: &message.Todo{Title: plain("other"), Items: items}})
		}, func(l *message.Todo, _ *message.Geo) bool { return l.Title.String == "other" }},
		{"add to the list", func() (message.Change, error) {
			return b.messages.AddTodo(t.Context(), as(ann), b.id.Peer(), todo, []message.TodoItem{{ID: 2, Title: plain("y")}})
		}, func(l *message.Todo, _ *message.Geo) bool { return len(l.Items) == 2 }},
		{"tick", func() (message.Change, error) {
			return b.messages.Tick(t.Context(), as(ann), b.id.Peer(), todo, message.Ticked{On: []int{2}})
		}, func(l *message.Todo, _ *message.Geo) bool { return len(l.Done) == 1 && l.Done[0].As == b.id.Peer() }},
		{"move", func() (message.Change, error) {
			return b.messages.EditMedia(t.Context(), as(ann), b.id.Peer(), live, message.MediaEdit{Live: &message.LiveEdit{Live: message.Live{Geo: message.Geo{Lat: 3, Long: 4}}}})
		}, func(_ *message.Todo, at *message.Geo) bool { return at.Lat == 3 && at.Long == 4 }},
	} {
		clear(b.alarms)
		b.power.off = true
		if _, err := x.do(); err != nil {
			t.Fatal(x.name, err)
		}
		b.power.off = false
		b.ring()
		var notes, copies []message.Message
		for _, m := range b.talk() {
			if m.Forward == nil {
				notes = append(notes, m)
			} else {
				copies = append(copies, m)
			}
		}
		if len(copies) != 2 || len(notes) != 0 || !x.done(copies[1].Media.Todo, copies[0].Media.Geo) {
			t.Errorf("%s: %+v %+v", x.name, copies, notes)
		}
	}
}

// What a channel protects cannot be copied out of the group that discusses it either.
func TestCopiesOfProtectedPosts(t *testing.T) {
	t.Parallel()
	b := newBoard(t, bob)
	b.must(ann, 1, "free")
	if _, err := b.channels.Set(t.Context(), as(ann), b.id, channel.NoForwards, true); err != nil {
		t.Fatal(err)
	}
	b.must(ann, 2, "kept")
	for _, m := range b.talk() {
		_, err := b.messages.ForwardAll(t.Context(), as(ann), message.Copy{
			From: b.group.Peer(), IDs: []int{m.ID}, Randoms: []int64{int64(m.ID) + 100}, To: ann.Peer(),
		})
		if m.Text.String == "kept" && !is(err, "CHAT_FORWARDS_RESTRICTED") || m.Text.String == "free" && err != nil {
			t.Error(m.Text.String, err)
		}
	}
}

// Whatever a transaction has to be begun again for, what one wrote is deleted to the
// last message, with its copy.
func TestDeleteFromDiscussedChannel(t *testing.T) {
	t.Parallel()
	b := newBoard(t, bob)
	for i := range 520 {
		b.must(ann, int64(i+1), "post")
	}
	clear(b.alarms)
	for {
		out, err := b.messages.DeleteFrom(t.Context(), as(ann), b.id.Peer(), b.id.Peer())
		if err != nil {
			t.Fatal(err)
		}
		if out.Offset == 0 {
			break
		}
	}
	b.ring()
	if ids, n := b.under(ann, message.Page{Limit: 100}); n != 1 { // the note that it was made
		t.Error("left are", ids)
	}
	if got := b.talk(); len(got) != 0 {
		t.Errorf("%d copies are left", len(got))
	}
}

package message_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"heliograph/internal/channel"
	"heliograph/internal/dialog"
	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// club is a supergroup of Ann's with members.
type club struct {
	*world
	t        *testing.T
	channels *channel.Service
	id       channel.ID
}

func newClub(t *testing.T, d channel.Draft, members ...user.ID) *club {
	t.Helper()
	w := open(t)
	c := &club{world: w, t: t, channels: channel.New(channel.Deps{Store: w.store, Log: w.log, Clock: w.clock, Notes: w.messages})}
	made, err := c.channels.Create(t.Context(), user.Actor{ID: ann}, d)
	if err != nil {
		t.Fatal(err)
	}
	c.id = made.Channel.ID
	for _, m := range members {
		if _, err := c.channels.Add(t.Context(), user.Actor{ID: ann}, c.id, m); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// is says whether err is the fault with a code.
func is(err error, code string) bool {
	f := fault.As(err)
	return f != nil && f.Message() == code
}

func (c *club) post(by user.ID, random int64, s string) (message.Message, error) {
	ch, err := c.messages.Send(c.t.Context(), user.Actor{ID: by, Origin: int64(by)}, message.Draft{To: c.id.Peer(), Text: text.Text{String: s}, Random: random})
	if err != nil {
		return message.Message{}, err
	}
	return ch.Messages[0], nil
}

func (c *club) must(by user.ID, random int64, s string) message.Message {
	c.t.Helper()
	m, err := c.post(by, random, s)
	if err != nil {
		c.t.Fatal(err)
	}
	return m
}

// dialog is the channel on somebody's list of chats.
func (c *club) listed(of user.ID) dialog.Dialog {
	c.t.Helper()
	var ds []dialog.Dialog
	err := c.store.View(c.t.Context(), func(r store.Reader) error {
		d, _, err := dialog.Load(r, of.Owner(), c.id.Peer())
		if err != nil {
			return err
		}
		ds = []dialog.Dialog{d}
		return c.messages.FillChannels(r, of, ds)
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return ds[0]
}

func (c *club) seen(by user.ID) (ids []int) {
	c.t.Helper()
	s, err := c.messages.History(c.t.Context(), user.Actor{ID: by}, c.id.Peer(), message.Page{Limit: 100})
	if err != nil {
		c.t.Fatal(err)
	}
	for _, m := range s.Messages {
		ids = append(ids, m.ID)
	}
	if s.Total != len(ids) {
		c.t.Errorf("%d in all, %d seen", s.Total, len(ids))
	}
	return ids
}

func TestPostsAreOneCopy(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Club"}, bob) // notes 1, 2
	m := c.must(bob, 7, "hi")
	again := c.must(bob, 7, "hi")
	if m.ID != 3 || again.ID != 3 || m.From != bob {
		t.Errorf("%+v\n%+v", m, again)
	}
	if _, err := c.post(ann, 7, "my own"); !is(err, "RANDOM_ID_DUPLICATE") {
		t.Error(err)
	}
	if _, err := c.post(cid, 8, "stranger"); !is(err, "CHANNEL_PRIVATE") {
		t.Error(err)
	}
	if got := c.seen(ann); !slices.Equal(got, []int{3, 2, 1}) {
		t.Error(got)
	}
	if d := c.listed(ann); d.Top != 3 || d.Unread != 1 { // of three, she has read what she did
		t.Errorf("%+v", d)
	}
	if d := c.listed(bob); d.Unread != 0 {
		t.Errorf("who writes has read: %+v", d)
	}
}

func TestHiddenHistoryStaysHidden(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Club", HiddenHistory: true})
	c.must(ann, 1, "before")
	if _, err := c.channels.Add(t.Context(), user.Actor{ID: ann}, c.id, bob); err != nil {
		t.Fatal(err)
	}
	after := c.must(ann, 2, "after")
	if got := c.seen(bob); !slices.Equal(got, []int{4, 3}) {
		t.Error(got)
	}
	ms, err := c.messages.Posts(t.Context(), user.Actor{ID: bob}, c.id.Peer(), 1, 2, after.ID)
	if err != nil || len(ms) != 1 {
		t.Error(ms, err)
	}
	_, err = c.messages.Send(t.Context(), user.Actor{ID: bob}, message.Draft{To: c.id.Peer(), Text: text.Text{String: "?"}, Random: 9, Reply: &message.Reply{ID: 2}})
	if !is(err, "REPLY_MESSAGE_ID_INVALID") {
		t.Error("one cannot answer what one does not see:", err)
	}
}

func TestWhoIsRemovedSeesNothingMore(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Club"}, bob)
	if _, err := c.channels.Restrict(t.Context(), user.Actor{ID: ann}, c.id, bob, right.View, 0); err != nil {
		t.Fatal(err)
	}
	a := user.Actor{ID: bob}
	_, err := c.messages.History(t.Context(), a, c.id.Peer(), message.Page{Limit: 1})
	_, err2 := c.post(bob, 1, "still here")
	_, err3 := c.messages.Posts(t.Context(), a, c.id.Peer(), 1)
	err4 := c.messages.ReadPosts(t.Context(), a, c.id.Peer(), 0)
	_, err5 := c.messages.DeletePosts(t.Context(), a, c.id.Peer(), []int{1})
	for i, err := range []error{err, err2, err3, err4, err5} {
		if !is(err, "CHANNEL_PRIVATE") {
			t.Error(i, err)
		}
	}
}

func TestMentionsAreCounted(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Club"}, bob, cid)
	of := func(id user.ID) text.Text {
		return text.Text{String: "you", Entities: []text.Entity{{Kind: text.MentionName, Length: 3, ID: int64(id)}}}
	}
	send := func(by user.ID, random int64, x text.Text, re int) message.Message {
		t.Helper()
		d := message.Draft{To: c.id.Peer(), Text: x, Random: random}
		if re != 0 {
			d.Reply = &message.Reply{ID: re}
		}
		ch, err := c.messages.Send(t.Context(), user.Actor{ID: by}, d)
		if err != nil {
			t.Fatal(err)
		}
		return ch.Messages[0]
	}
	m := send(ann, 1, of(bob), 0)
	send(ann, 2, of(nobod), 0) // not a member
	send(ann, 3, of(ann), 0)   // herself
	send(cid, 4, text.Text{String: "answer"}, m.ID)
	if a, b, d := c.listed(ann), c.listed(bob), c.listed(cid); a.UnreadMentions != 1 || b.UnreadMentions != 1 || d.UnreadMentions != 0 {
		t.Errorf("Ann %d, Bob %d, Cid %d", a.UnreadMentions, b.UnreadMentions, d.UnreadMentions)
	}
	if _, err := c.messages.DeletePosts(t.Context(), user.Actor{ID: ann}, c.id.Peer(), []int{m.ID}); err != nil {
		t.Fatal(err)
	}
	if b := c.listed(bob); b.UnreadMentions != 0 {
		t.Errorf("a mention that is gone counts: %d", b.UnreadMentions)
	}
}

func TestDeletingPosts(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Club"}, bob, cid)
	m := c.must(bob, 1, "mine")
	del := func(by user.ID, ids ...int) error {
		_, err := c.messages.DeletePosts(t.Context(), user.Actor{ID: by}, c.id.Peer(), ids)
		return err
	}
	if err := del(cid, m.ID); !is(err, "MESSAGE_DELETE_FORBIDDEN") {
		t.Error(err)
	}
	if err := del(ann, 1); !is(err, "MESSAGE_DELETE_FORBIDDEN") {
		t.Error("that the club was made stays:", err)
	}
	if err := del(bob, m.ID, m.ID, 999); err != nil {
		t.Error(err)
	}
	if got := c.seen(cid); slices.Contains(got, m.ID) {
		t.Error(got)
	}
	for i := range 600 {
		c.must([]user.ID{bob, cid}[i%2], int64(100+i), "spam")
	}
	if _, err := c.messages.DeleteFrom(t.Context(), user.Actor{ID: cid}, c.id.Peer(), bob.Peer()); !is(err, "CHAT_ADMIN_REQUIRED") {
		t.Error(err)
	}
	out, err := c.messages.DeleteFrom(t.Context(), user.Actor{ID: ann}, c.id.Peer(), bob.Peer())
	if err != nil || out.Count != 300 || out.Offset != 0 {
		t.Errorf("%+v %v", out, err)
	}
}

// Whoever writes has read what was before it, and so it is on all their devices.
func TestWritersHaveRead(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Club"}, bob)
	told := func() (max int) {
		d, err := c.log.Since(t.Context(), ann.Owner(), update.Position{}, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range d.Events {
			if e.Kind == update.ReadChannel && e.Peer == c.id.Peer() && e.Unread == 0 {
				max = e.Max
			}
		}
		return max
	}
	if n := told(); n != 0 { // nobody else has written
		t.Errorf("told of %d", n)
	}
	c.must(bob, 7, "hi")
	mine := c.must(ann, 8, "hi bob")
	if n := told(); n != mine.ID || c.listed(ann).Unread != 0 {
		t.Errorf("told of %d, not %d", n, mine.ID)
	}
	c.must(ann, 9, "and bye")
	if n := told(); n != mine.ID {
		t.Errorf("told of %d, where there was nothing unread", n)
	}
	c.must(bob, 10, "not yet")
	if _, err := c.channels.SetTitle(t.Context(), user.Actor{ID: ann}, c.id, "Circle"); err != nil {
		t.Fatal(err)
	}
	if d := c.listed(ann); told() != d.Top || d.Unread != 0 {
		t.Errorf("who renames the group has %d unread, and is told of %d", d.Unread, told())
	}
}

// Whatever is written, deleted and read, unread counts are those of a model.
func TestUnreadPosts(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Club"}, bob)
	rnd := rand.New(rand.NewPCG(1, 2))
	live := map[int]bool{1: true, 2: true}
	top, read := 2, c.listed(bob).ReadIn
	for i := range 3000 {
		switch rnd.IntN(5) {
		case 0, 1, 2:
			top = c.must(ann, int64(i+1), "m").ID
			live[top] = true
		case 3:
			id := 2 + rnd.IntN(top)
			if _, err := c.messages.DeletePosts(t.Context(), user.Actor{ID: ann}, c.id.Peer(), []int{id}); err != nil {
				t.Fatal(err)
			}
			delete(live, id)
		case 4:
			if rnd.IntN(20) == 0 {
				to := max(read, top-rnd.IntN(1500))
				if err := c.messages.ReadPosts(t.Context(), user.Actor{ID: bob}, c.id.Peer(), max(to, 1)); err != nil {
					t.Fatal(err)
				}
				read = max(read, min(to, c.listed(bob).Top))
			}
		}
		want, newest := 0, 0
		for id := range live {
			if newest = max(newest, id); id > read {
				want++
			}
		}
		if d := c.listed(bob); d.Unread != want || d.Top != newest {
			t.Fatalf("step %d: %d unread up to %d, not %d up to %d", i, d.Unread, d.Top, want, newest)
		}
	}
}

func TestEditsOfPosts(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "News", Broadcast: true}, bob)
	if _, err := c.channels.Promote(t.Context(), user.Actor{ID: ann}, c.id, cid, right.PostMessages|right.EditMessages, ""); err != nil {
		t.Fatal(err)
	}
	m := c.must(ann, 1, "news")
	if m.As != c.id.Peer() || m.Author != "" || !m.Viewed {
		t.Errorf("%+v", m)
	}
	if _, err := c.post(bob, 2, "me too"); !is(err, "CHAT_WRITE_FORBIDDEN") {
		t.Error(err)
	}
	edit := func(by user.ID, s string) error {
		_, err := c.messages.Edit(t.Context(), user.Actor{ID: by}, c.id.Peer(), m.ID, text.Text{String: s}, false)
		return err
	}
	if err := edit(bob, "fake"); !is(err, "MESSAGE_AUTHOR_REQUIRED") {
		t.Error(err)
	}
	c.clock.Advance(100 * time.Hour)
	if err := edit(cid, "good news"); err != nil {
		t.Error("who may edit may always:", err)
	}
	if _, err := c.channels.Sign(t.Context(), user.Actor{ID: ann}, c.id, true, false); err != nil {
		t.Fatal(err)
	}
	if m = c.must(ann, 3, "signed"); m.Author == "" || m.As != c.id.Peer() {
		t.Errorf("%+v", m)
	}
	if _, err := c.messages.Pin(t.Context(), user.Actor{ID: bob}, message.Pin{Chat: c.id.Peer(), ID: m.ID}); !is(err, "CHAT_ADMIN_REQUIRED") {
		t.Error(err)
	}
	if _, err := c.messages.Pin(t.Context(), user.Actor{ID: ann}, message.Pin{Chat: c.id.Peer(), ID: m.ID}); err != nil {
		t.Error(err)
	}
	if last, err := c.messages.LastPinned(t.Context(), bob, c.id.Peer()); err != nil || last != m.ID {
		t.Error(last, err)
	}
	if last, err := c.messages.LastPinned(t.Context(), nobod, peer.Of(peer.Channel, 1e9)); !is(err, "CHANNEL_INVALID") {
		t.Error(last, err)
	}
}

// What mentions somebody is not there for them any more once they have left.
func TestMentionsGoWithWhoLeaves(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Club"}, bob)
	ctx := t.Context()
	answer := func(random int64) {
		to := c.must(bob, random, "a question")
		_, err := c.messages.Send(ctx, user.Actor{ID: ann}, message.Draft{To: c.id.Peer(), Text: text.Text{String: "an answer"}, Random: random + 1, Reply: &message.Reply{ID: to.ID}})
		if err != nil {
			t.Fatal(err)
		}
	}
	kept := func() (n int) {
		err := c.store.View(ctx, func(r store.Reader) error {
			rows, err := r.Scan(c.id.Owner(), store.K('Y'), store.K('Y').End(), false, 0)
			n = len(rows)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	answer(1)
	answer(3)
	c.answer(ann, 21, 4, "more") // below the first answer
	if err := c.messages.ReadThread(ctx, user.Actor{ID: bob}, c.id.Peer(), 3, 0); err != nil {
		t.Fatal(err)
	}
	marks := func() (n int) {
		err := c.store.View(ctx, func(r store.Reader) error {
			rows, err := r.Scan(bob.Owner(), store.K('G'), store.K('G').End(), false, 0)
			n = len(rows)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if marks() != 1 {
		t.Errorf("%d marks", marks())
	}
	if d := c.listed(bob); kept() != 2 || d.UnreadMentions != 2 {
		t.Errorf("%d, %+v", kept(), d)
	}
	if _, err := c.channels.Leave(ctx, user.Actor{ID: bob}, c.id); err != nil {
		t.Fatal(err)
	}
	if n := kept() + marks(); n != 0 {
		t.Errorf("%d remain", n)
	}
	if _, err := c.channels.Add(ctx, user.Actor{ID: ann}, c.id, bob); err != nil {
		t.Fatal(err)
	}
	s, err := c.messages.UnreadMentions(ctx, user.Actor{ID: bob}, c.id.Peer(), message.Page{Limit: 10})
	if d := c.listed(bob); err != nil || s.Total != 0 || len(s.Messages) != 0 || d.UnreadMentions != 0 {
		t.Errorf("%+v, %v, %+v", s, err, d)
	}
	answer(5)
	if d := c.listed(bob); d.UnreadMentions != 1 {
		t.Errorf("%+v", d)
	}
}

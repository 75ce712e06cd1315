package message_test

import (
	"slices"
	"testing"

	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/right"
	"heliograph/internal/text"
	"heliograph/internal/user"
)

// Who clears a history sees what comes after; everybody else sees all of it.
func TestHistoryIsClearedForOne(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Club"}, bob, cid)
	ctx := t.Context()
	q := c.must(bob, 1, "a question")
	answer := func(random int64) int {
		ch, err := c.messages.Send(ctx, user.Actor{ID: ann}, message.Draft{To: c.id.Peer(), Text: text.Text{String: "an answer"}, Random: random, Reply: &message.Reply{ID: q.ID}})
		if err != nil {
			t.Fatal(err)
		}
		return ch.Messages[0].ID
	}
	first := answer(2)
	second := answer(3)
	es, err := c.messages.HidePosts(ctx, user.Actor{ID: bob}, c.id.Peer(), first)
	if err != nil || len(es) != 1 || es[0].Max != first {
		t.Fatalf("%+v, %v", es, err)
	}
	if got := c.seen(bob); !slices.Equal(got, []int{second}) {
		t.Errorf("bob sees %v", got)
	}
	if got := c.seen(cid); len(got) < 5 {
		t.Errorf("cid sees %v", got)
	}
	if d := c.listed(bob); d.UnreadMentions != 1 || d.Unread != 1 || d.Top != second {
		t.Errorf("%+v", d)
	}
	if es, err := c.messages.HidePosts(ctx, user.Actor{ID: bob}, c.id.Peer(), first); err != nil || es != nil {
		t.Errorf("again: %+v, %v", es, err)
	}
	if _, err := c.messages.HidePosts(ctx, user.Actor{ID: bob}, c.id.Peer(), 0); err != nil {
		t.Fatal(err)
	}
	if d := c.listed(bob); len(c.seen(bob)) != 0 || d.UnreadMentions != 0 || d.Unread != 0 || d.Top != 0 {
		t.Errorf("%+v", d)
	}
	if _, err := c.messages.HidePosts(ctx, user.Actor{ID: 99}, c.id.Peer(), 0); !is(err, "CHANNEL_PRIVATE") {
		t.Error(err)
	}
	news := newClub(t, channel.Draft{Title: "News", Broadcast: true})
	if _, err := news.messages.HidePosts(ctx, user.Actor{ID: ann}, news.id.Peer(), 0); !is(err, "MEGAGROUP_REQUIRED") {
		t.Error(err)
	}
}

func TestHistoryIsClearedForAll(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Club"}, bob)
	ctx := t.Context()
	for i := range 1100 {
		c.must([]user.ID{ann, bob}[i%2], int64(i+1), "words")
	}
	if _, err := c.channels.Promote(ctx, user.Actor{ID: ann}, c.id, bob, right.AllAdmin, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := c.messages.WipePosts(ctx, user.Actor{ID: bob}, c.id.Peer(), 0); !is(err, "CHAT_ADMIN_REQUIRED") {
		t.Error(err)
	}
	if es, err := c.messages.WipePosts(ctx, user.Actor{ID: ann}, c.id.Peer(), 100); err != nil || len(es) != 1 || len(es[0].IDs) != 99 {
		t.Errorf("up to one: %+v, %v", es, err)
	}
	es, err := c.messages.WipePosts(ctx, user.Actor{ID: ann}, c.id.Peer(), 0)
	if err != nil || len(es) != 3 {
		t.Errorf("%d events, %v", len(es), err)
	}
	if got := c.seen(bob); !slices.Equal(got, []int{1}) {
		t.Errorf("what remains is %v, not how it began", got)
	}
	if d := c.listed(bob); d.Top != 1 || d.Unread != 0 || d.UnreadMentions != 0 {
		t.Errorf("%+v", d)
	}
	l, err := c.channels.Entries(ctx, user.Actor{ID: ann}, c.id, channel.LogQuery{Kinds: []channel.LogKind{channel.LogDeleted}, Limit: 10})
	if err != nil || len(l) != 0 {
		t.Errorf("%d entries, %v", len(l), err)
	}
}

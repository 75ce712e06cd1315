package message_test

import (
	"testing"
	"time"

	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/text"
	"heliograph/internal/user"
)

func (c *club) forward(by user.ID, from, to peer.Peer, randoms []int64, ids ...int) ([]message.Message, error) {
	ch, err := c.messages.ForwardAll(c.t.Context(), user.Actor{ID: by}, message.Copy{From: from, To: to, IDs: ids, Randoms: randoms})
	return ch.Messages, err
}

func TestForwardsOfPosts(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "Friends"}, bob)
	m := c.must(bob, 1, "hello")
	for range 2 { // a retry is the same
		ms, err := c.forward(bob, c.id.Peer(), c.id.Peer(), []int64{2}, m.ID)
		if err != nil || len(ms) != 1 || ms[0].ID != m.ID+1 || ms[0].Forward.From != bob || ms[0].Peer != c.id.Peer() {
			t.Fatalf("%+v %v", ms, err)
		}
	}
	if _, err := c.forward(cid, c.id.Peer(), cid.Peer(), []int64{3}, m.ID); !is(err, "CHANNEL_PRIVATE") {
		t.Errorf("a stranger forwards: %v", err)
	}
	if _, err := c.forward(bob, bob.Peer(), c.id.Peer(), []int64{4}, m.ID); !is(err, "MESSAGE_ID_INVALID") {
		t.Errorf("from a chat where it is not: %v", err)
	}

	if _, err := c.channels.SetSlow(t.Context(), user.Actor{ID: ann}, c.id, 60); err != nil {
		t.Fatal(err)
	}
	c.clock.Advance(time.Minute)
	if _, err := c.forward(bob, c.id.Peer(), c.id.Peer(), []int64{5, 6}, m.ID, m.ID); !is(err, "SLOWMODE_MULTI_MSGS_DISABLED") {
		t.Errorf("two at once: %v", err)
	}
	if _, err := c.forward(bob, c.id.Peer(), c.id.Peer(), []int64{7}, m.ID); err != nil {
		t.Errorf("one: %v", err)
	}
	if _, err := c.forward(bob, c.id.Peer(), c.id.Peer(), []int64{8}, m.ID); !is(err, "SLOWMODE_WAIT_60") {
		t.Errorf("one more: %v", err)
	}

	if _, err := c.channels.Set(t.Context(), user.Actor{ID: ann}, c.id, channel.NoForwards, true); err != nil {
		t.Fatal(err)
	}
	for _, by := range []user.ID{ann, bob} {
		if _, err := c.forward(by, c.id.Peer(), by.Peer(), []int64{9}, m.ID); !is(err, "CHAT_FORWARDS_RESTRICTED") {
			t.Errorf("%d forwards what is protected: %v", by, err)
		}
		if _, err := c.messages.Send(t.Context(), user.Actor{ID: by}, message.Draft{
			To: by.Peer(), Text: text.Text{String: "x"}, Random: 10, Reply: &message.Reply{ID: m.ID, Peer: c.id.Peer()},
		}); !is(err, "CHAT_FORWARDS_RESTRICTED") {
			t.Errorf("%d quotes what is protected: %v", by, err)
		}
	}
}

func TestViewsAreCountedOnce(t *testing.T) {
	t.Parallel()
	c := newClub(t, channel.Draft{Title: "News", Broadcast: true}, bob)
	m := c.must(ann, 1, "news")
	see := func(by user.ID, ids ...int) []message.Count {
		t.Helper()
		ns, err := c.messages.Seen(t.Context(), user.Actor{ID: by}, c.id.Peer(), ids, true)
		if err != nil || len(ns) != len(ids) {
			t.Fatal(ns, err)
		}
		return ns
	}
	if n := see(ann, m.ID, m.ID, m.ID+1); n[0].Views != 1 || n[1].Views != 1 || n[2].Views != 0 {
		t.Errorf("%+v", n)
	}
	for range 2 {
		if n := see(bob, m.ID); n[0].Views != 2 {
			t.Errorf("%+v", n)
		}
	}
	for i := range int64(2) {
		if _, err := c.forward(bob, c.id.Peer(), bob.Peer(), []int64{5}, m.ID); err != nil { // the second one is a retry
			t.Fatal(i, err)
		}
	}
	if n := see(bob, m.ID); n[0].Forwards != 1 {
		t.Errorf("%+v", n)
	}
	if _, err := c.messages.Seen(t.Context(), user.Actor{ID: cid}, c.id.Peer(), []int{m.ID}, true); !is(err, "CHANNEL_PRIVATE") {
		t.Errorf("a stranger sees: %v", err)
	}
	if _, err := c.messages.Seen(t.Context(), user.Actor{ID: bob}, c.id.Peer(), make([]int, 201), true); !is(err, "LIMIT_INVALID") {
		t.Errorf("too many: %v", err)
	}
}

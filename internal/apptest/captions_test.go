package apptest_test

import (
	"testing"

	"github.com/gotd/td/tg"

	"heliograph/internal/apptest"
)

// TestCaptions: who forwards media chooses whether the text beside them goes along;
// a message that is nothing but text always has it.
func TestCaptions(t *testing.T) {
	t.Parallel()
	alice, bob := pair(t, apptest.New(t))
	to, ctx := alice.InputPeer(bob.Self.ID), t.Context()
	question := &tg.InputMediaPoll{Poll: tg.Poll{Question: tg.TextWithEntities{Text: "tea?"}, Answers: []tg.PollAnswerClass{
		&tg.PollAnswer{Text: tg.TextWithEntities{Text: "yes"}, Option: []byte{1}}, &tg.PollAnswer{Text: tg.TextWithEntities{Text: "no"}, Option: []byte{2}},
	}}}
	sent, err := alice.API.MessagesSendMedia(ctx, &tg.MessagesSendMediaRequest{Peer: to, Media: question, Message: "be honest", RandomID: 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := say(alice, bob, "only words", 2); err != nil {
		t.Fatal(err)
	}
	words, err := alice.Find("only words")
	if err != nil {
		t.Fatal(err)
	}
	poll := fresh(t, sent)
	forward := func(bare bool, random int64, m *tg.Message) string {
		t.Helper()
		u, err := alice.API.MessagesForwardMessages(ctx, &tg.MessagesForwardMessagesRequest{
			FromPeer: to, ToPeer: &tg.InputPeerSelf{}, ID: []int{m.ID}, RandomID: []int64{random}, DropAuthor: true, DropMediaCaptions: bare,
		})
		if err != nil {
			t.Fatal(err)
		}
		return fresh(t, u).Message
	}
	for i, c := range []struct {
		bare bool
		m    *tg.Message
		want string
	}{{false, poll, "be honest"}, {true, poll, ""}, {true, words, "only words"}} {
		if got := forward(c.bare, int64(10+i), c.m); got != c.want {
			t.Errorf("without captions %t: %q, not %q", c.bare, got, c.want)
		}
	}
}

// fresh is the new message that an answer tells of.
func fresh(t *testing.T, u tg.UpdatesClass) *tg.Message {
	t.Helper()
	for _, x := range u.(*tg.Updates).Updates {
		if n, ok := x.(*tg.UpdateNewMessage); ok {
			return n.Message.(*tg.Message)
		}
	}
	t.Fatalf("no new message in %v", u)
	return nil
}

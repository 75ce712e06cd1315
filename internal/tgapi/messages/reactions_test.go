package messages_test

import (
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
)

func TestReactionLists(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(bob, ann, "hello")
	id := w.history(ann, bob).GetMessages()[0].GetID()
	react := &tg.MessagesSendReactionRequest{Peer: w.peer(ann, bob), MsgID: id, AddToRecent: true}
	react.SetReaction([]tg.ReactionClass{&tg.ReactionEmoji{Emoticon: "🎉"}})
	w.ok(ann, react, nil)
	list := func(req bin.Encoder) *tg.MessagesReactions {
		t.Helper()
		var box tg.MessagesReactionsBox
		w.ok(ann, req, &box)
		r, ok := box.Reactions.(*tg.MessagesReactions)
		if !ok || r.Hash == 0 {
			t.Fatalf("%v", box.Reactions)
		}
		return r
	}
	top := list(&tg.MessagesGetTopReactionsRequest{Limit: 14})
	recent := list(&tg.MessagesGetRecentReactionsRequest{Limit: 40})
	tags := list(&tg.MessagesGetDefaultTagReactionsRequest{})
	if len(top.Reactions) != 14 || len(recent.Reactions) != 1 || len(tags.Reactions) == 0 || top.Reactions[0].String() != recent.Reactions[0].String() {
		t.Errorf("%v %v %v", top, recent, tags)
	}
	for _, req := range []bin.Encoder{
		&tg.MessagesGetTopReactionsRequest{Limit: 14, Hash: top.Hash}, &tg.MessagesGetRecentReactionsRequest{Limit: 40, Hash: recent.Hash},
		&tg.MessagesGetDefaultTagReactionsRequest{Hash: tags.Hash},
	} {
		var box tg.MessagesReactionsBox
		if w.ok(ann, req, &box); box.Reactions.TypeID() != tg.MessagesReactionsNotModifiedTypeID {
			t.Errorf("%T: %v", req, box.Reactions)
		}
	}
	w.ok(ann, &tg.MessagesClearRecentReactionsRequest{}, nil)
	var box tg.MessagesReactionsBox
	w.ok(ann, &tg.MessagesGetRecentReactionsRequest{}, &box)
	if got := box.Reactions.String(); got != "MessagesReactions{Hash:0 Reactions:[]}" {
		t.Error(got)
	}
}

func TestMessageReactions(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(bob, ann, "hello")
	id := w.history(ann, bob).GetMessages()[0].GetID()
	react := &tg.MessagesSendReactionRequest{Peer: w.peer(ann, bob), MsgID: id, Big: true}
	react.SetReaction([]tg.ReactionClass{&tg.ReactionEmoji{Emoticon: "🎉"}})
	w.ok(ann, react, nil)
	theirs := w.history(bob, ann).GetMessages()[0].(*tg.Message)
	recent := theirs.Reactions.RecentReactions
	if len(recent) != 1 || !recent[0].Big || !recent[0].Unread || recent[0].My || !theirs.Reactions.CanSeeList {
		t.Errorf("%+v", theirs.Reactions)
	}
	var box tg.UpdatesBox
	w.ok(bob, &tg.MessagesGetMessagesReactionsRequest{Peer: w.peer(bob, ann), ID: []int{theirs.ID, 99}}, &box)
	us := box.Updates.(*tg.Updates)
	if u, ok := us.Updates[0].(*tg.UpdateMessageReactions); !ok || len(us.Updates) != 1 || u.MsgID != theirs.ID || len(us.Users) == 0 {
		t.Errorf("%+v", us)
	}
	groups := &tg.MessagesSetChatAvailableReactionsRequest{Peer: w.peer(ann, bob), AvailableReactions: &tg.ChatReactionsNone{}}
	if code := w.call(ann, groups, nil); code != "PEER_ID_INVALID" {
		t.Errorf("%q", code)
	}
	none := &tg.MessagesSetDefaultReactionRequest{Reaction: &tg.ReactionEmpty{}}
	if code := w.call(ann, none, nil); code != "REACTION_INVALID" {
		t.Errorf("%q", code)
	}
}

// There are no effects, so none is kept.
func TestEffects(t *testing.T) {
	t.Parallel()
	w := open(t)
	send := &tg.MessagesSendMessageRequest{Peer: w.peer(ann, bob), Message: "x", RandomID: 1}
	send.SetEffect(5)
	forward := &tg.MessagesForwardMessagesRequest{FromPeer: w.peer(ann, bob), ToPeer: w.peer(ann, bob), ID: []int{1}, RandomID: []int64{2}}
	forward.SetEffect(5)
	for _, req := range []bin.Encoder{send, forward} {
		if code := w.call(ann, req, nil); code != "EFFECT_ID_INVALID" {
			t.Errorf("%T: %q", req, code)
		}
	}
}

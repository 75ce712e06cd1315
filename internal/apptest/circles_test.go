package apptest_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
	"heliograph/internal/id"
)

// ring is a basic group of Alice, Bob and Carol.
type ring struct {
	t                 *testing.T
	ctx               context.Context
	alice, bob, carol *apptest.Device
	all               []*apptest.Device
	group             int64
	peer              *tg.InputPeerChat
}

func newRing(t *testing.T, srv *apptest.Server) *ring {
	t.Helper()
	r := &ring{
		t: t, ctx: t.Context(), alice: srv.NewDevice("alice", apptest.TestNumber(1)), bob: srv.NewDevice("bob", apptest.TestNumber(2)),
		carol: srv.NewDevice("carol", apptest.TestNumber(3)),
	}
	r.all = []*apptest.Device{r.alice, r.bob, r.carol}
	for _, d := range r.all {
		login(t, d)
	}
	meet(t, r.alice, r.bob)
	meet(t, r.alice, r.carol)
	res, err := r.alice.API.MessagesCreateChat(r.ctx, &tg.MessagesCreateChatRequest{
		Title: "Rowing", Users: []tg.InputUserClass{inputUser(r.alice, r.bob), inputUser(r.alice, r.carol)},
	})
	if err != nil {
		t.Fatal(err)
	}
	r.alice.Record(res.Updates)
	r.group = res.Updates.(*tg.Updates).Chats[0].GetID()
	r.peer = &tg.InputPeerChat{ChatID: r.group}
	for _, d := range r.all {
		r.expect(d, "the note that it was made", func(u tg.UpdateClass) bool {
			m, ok := note[*tg.MessageActionChatCreate](u)
			return ok && m.Title == "Rowing" && len(m.Users) == 3
		})
	}
	return r
}

// note is the action of a new service message.
func note[T tg.MessageActionClass](u tg.UpdateClass) (a T, ok bool) {
	if n, is := u.(*tg.UpdateNewMessage); is {
		if m, is := n.Message.(*tg.MessageService); is {
			a, ok = m.Action.(T)
		}
	}
	return a, ok
}

func (r *ring) expect(d *apptest.Device, what string, match func(tg.UpdateClass) bool) {
	r.t.Helper()
	if err := d.Expect(what, match); err != nil {
		r.t.Fatal(err)
	}
}

// must is an answer that has to come.
func (r *ring) must(d *apptest.Device, u tg.UpdatesClass, err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
	d.Record(u)
}

func (r *ring) send(d *apptest.Device, text string, replyTo int) {
	r.t.Helper()
	q := &tg.MessagesSendMessageRequest{Peer: r.peer, Message: text, RandomID: id.Int64()}
	if replyTo != 0 {
		q.SetReplyTo(&tg.InputReplyToMessage{ReplyToMsgID: replyTo})
	}
	u, err := d.API.MessagesSendMessage(r.ctx, q)
	r.must(d, u, err)
}

// hears waits until a device has a message, and returns it.
func (r *ring) hears(d *apptest.Device, text string) (found *tg.Message) {
	r.t.Helper()
	r.expect(d, "the message "+text, func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewMessage)
		if !ok {
			return false
		}
		found, ok = n.Message.(*tg.Message)
		return ok && found.Message == text
	})
	return found
}

func (r *ring) all3(text string) []*tg.Message {
	r.t.Helper()
	out := make([]*tg.Message, len(r.all))
	for i, d := range r.all {
		out[i] = r.hears(d, text)
	}
	return out
}

// history is what a device reads in the group.
func (r *ring) history(d *apptest.Device) (out []string) {
	r.t.Helper()
	ms, err := d.History(r.peer)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, m := range ms {
		switch m := m.(type) {
		case *tg.Message:
			out = append(out, m.Message)
		case *tg.MessageService:
			out = append(out, fmt.Sprintf("%T", m.Action)[len("*tg.MessageAction"):])
		}
	}
	return out
}

func (r *ring) reads(d *apptest.Device, want ...string) {
	r.t.Helper()
	if got := r.history(d); fmt.Sprint(got) != fmt.Sprint(want) {
		r.t.Errorf("%s reads %q, want %q", d.Person, got, want)
	}
}

func (r *ring) dialog(d *apptest.Device) *tg.Dialog {
	r.t.Helper()
	res, err := d.API.MessagesGetPeerDialogs(r.ctx, []tg.InputDialogPeerClass{&tg.InputDialogPeer{Peer: r.peer}})
	if err != nil {
		r.t.Fatal(err)
	}
	return res.Dialogs[0].(*tg.Dialog)
}

// TestCircle: three people write, answer, edit, pin, react, read and delete in a basic
// group; each has it under the own ids.
func TestCircle(t *testing.T) {
	t.Parallel()
	r := newRing(t, apptest.New(t))
	if err := say(r.alice, r.bob, "apart", id.Int64()); err != nil { // so that ids differ
		t.Fatal(err)
	}
	r.send(r.bob, "helo", 0)
	first := r.all3("helo")
	for i, m := range first {
		if p, ok := m.PeerID.(*tg.PeerChat); !ok || p.ChatID != r.group || m.FromID.(*tg.PeerUser).UserID != r.bob.Self.ID || m.Out != (i == 1) {
			t.Errorf("%s sees %+v", r.all[i].Person, m)
		}
	}
	r.send(r.carol, "what?", first[2].ID)
	for i, m := range r.all3("what?") {
		if h, ok := m.ReplyTo.(*tg.MessageReplyHeader); !ok || h.ReplyToMsgID != first[i].ID || m.Mentioned != (i == 1) {
			t.Errorf("%s sees %+v", r.all[i].Person, m)
		}
	}
	if d := r.dialog(r.bob); d.UnreadMentionsCount != 1 {
		t.Errorf("Bob's list has %+v", d)
	}
	named, err := r.bob.API.MessagesGetUnreadMentions(r.ctx, &tg.MessagesGetUnreadMentionsRequest{Peer: r.peer, Limit: 10})
	if err != nil || len(named.(*tg.MessagesMessages).Messages) != 1 {
		t.Errorf("Bob is mentioned in %v, %v", named, err)
	}
	if named, err = r.bob.API.MessagesSearch(r.ctx, &tg.MessagesSearchRequest{Peer: r.peer, Filter: &tg.InputMessagesFilterMyMentions{}, Limit: 10}); err != nil || len(named.(*tg.MessagesMessages).Messages) != 1 {
		t.Errorf("Bob finds %v, %v", named, err)
	}
	if _, err := r.bob.API.MessagesReadMentions(r.ctx, &tg.MessagesReadMentionsRequest{Peer: r.peer}); err != nil {
		t.Fatal(err)
	}
	if d := r.dialog(r.bob); d.UnreadMentionsCount != 0 {
		t.Errorf("Bob's list has %+v", d)
	}

	u, err := r.bob.API.MessagesEditMessage(r.ctx, &tg.MessagesEditMessageRequest{Peer: r.peer, ID: first[1].ID, Message: "hello"})
	r.must(r.bob, u, err)
	for i, d := range r.all {
		r.expect(d, "the edit", func(u tg.UpdateClass) bool {
			e, ok := u.(*tg.UpdateEditMessage)
			if !ok {
				return false
			}
			m := e.Message.(*tg.Message)
			return m.ID == first[i].ID && m.Message == "hello" && m.EditDate != 0
		})
	}
	if _, err = r.carol.API.MessagesEditMessage(r.ctx, &tg.MessagesEditMessageRequest{Peer: r.peer, ID: first[2].ID, Message: "no"}); !tgerr.Is(err, "MESSAGE_AUTHOR_REQUIRED") {
		t.Errorf("Carol edits: %v", err)
	}

	u, err = r.carol.API.MessagesUpdatePinnedMessage(r.ctx, &tg.MessagesUpdatePinnedMessageRequest{Peer: r.peer, ID: first[2].ID})
	r.must(r.carol, u, err)
	for i, d := range r.all {
		r.expect(d, "the pin", func(u tg.UpdateClass) bool {
			p, ok := u.(*tg.UpdatePinnedMessages)
			return ok && p.Pinned && p.Messages[0] == first[i].ID
		})
		r.expect(d, "the note of it", func(u tg.UpdateClass) bool { _, ok := note[*tg.MessageActionPinMessage](u); return ok })
	}

	u, err = r.alice.API.MessagesSendReaction(r.ctx, &tg.MessagesSendReactionRequest{
		Peer: r.peer, MsgID: first[0].ID, Reaction: []tg.ReactionClass{&tg.ReactionEmoji{Emoticon: "👍"}},
	})
	r.must(r.alice, u, err)
	for i, d := range r.all {
		r.expect(d, "the reaction", func(u tg.UpdateClass) bool {
			m, ok := u.(*tg.UpdateMessageReactions)
			return ok && m.MsgID == first[i].ID && len(m.Reactions.Results) == 1 && m.Reactions.Results[0].Count == 1
		})
	}

	if _, err := r.alice.API.MessagesReadHistory(r.ctx, &tg.MessagesReadHistoryRequest{Peer: r.peer}); err != nil {
		t.Fatal(err)
	}
	r.expect(r.bob, "that it was read", func(u tg.UpdateClass) bool {
		o, ok := u.(*tg.UpdateReadHistoryOutbox)
		return ok && o.MaxID >= first[1].ID && o.Peer.(*tg.PeerChat).ChatID == r.group
	})
	by, err := r.bob.API.MessagesGetMessageReadParticipants(r.ctx, &tg.MessagesGetMessageReadParticipantsRequest{Peer: r.peer, MsgID: first[1].ID})
	if err != nil || len(by) != 1 || by[0].UserID != r.alice.Self.ID || by[0].Date == 0 {
		t.Errorf("read by %v, %v", by, err)
	}
	if _, err := r.bob.API.MessagesSetTyping(r.ctx, &tg.MessagesSetTypingRequest{Peer: r.peer, Action: &tg.SendMessageTypingAction{}}); err != nil {
		t.Fatal(err)
	}
	r.expect(r.carol, "that Bob types", func(u tg.UpdateClass) bool {
		y, ok := u.(*tg.UpdateChatUserTyping)
		return ok && y.ChatID == r.group && y.FromID.(*tg.PeerUser).UserID == r.bob.Self.ID
	})

	if _, err := r.carol.API.MessagesDeleteMessages(r.ctx, &tg.MessagesDeleteMessagesRequest{ID: []int{first[2].ID}, Revoke: true}); !tgerr.Is(err, "MESSAGE_DELETE_FORBIDDEN") {
		t.Errorf("Carol deletes what Bob wrote: %v", err)
	}
	if _, err := r.bob.API.MessagesDeleteMessages(r.ctx, &tg.MessagesDeleteMessagesRequest{ID: []int{first[1].ID}, Revoke: true}); err != nil {
		t.Fatal(err)
	}
	r.expect(r.carol, "the deletion", func(u tg.UpdateClass) bool {
		m, ok := u.(*tg.UpdateDeleteMessages)
		return ok && m.Messages[0] == first[2].ID
	})
	for _, d := range r.all {
		r.send(d, "at last from "+d.Person, 0)
		r.all3("at last from " + d.Person)
	}
	for _, d := range r.all {
		r.reads(d, "ChatCreate", "what?", "PinMessage", "at last from alice", "at last from bob", "at last from carol")
	}
}

// TestCircleOfWhoIsRemoved: somebody who is removed hears that, and nothing after it;
// somebody who was away catches up.
func TestCircleOfWhoIsRemoved(t *testing.T) {
	t.Parallel()
	r := newRing(t, apptest.New(t))
	r.send(r.alice, "one", 0)
	r.all3("one")
	r.carol.Disconnect()
	res, err := r.alice.API.MessagesDeleteChatUser(r.ctx, &tg.MessagesDeleteChatUserRequest{ChatID: r.group, UserID: inputUser(r.alice, r.bob)})
	r.must(r.alice, res, err)
	r.expect(r.bob, "that he was removed", func(u tg.UpdateClass) bool {
		a, ok := note[*tg.MessageActionChatDeleteUser](u)
		return ok && a.UserID == r.bob.Self.ID
	})
	r.send(r.alice, "without Bob", 0)
	r.carol.Connect()
	missed, err := r.carol.Difference()
	if err != nil {
		t.Fatal(err)
	}
	if len(missed) != 2 {
		t.Errorf("Carol missed %v", missed)
	}
	r.reads(r.carol, "ChatCreate", "one", "ChatDeleteUser", "without Bob")
	r.reads(r.bob, "ChatCreate", "one", "ChatDeleteUser")
	if _, err := r.bob.API.MessagesSendMessage(r.ctx, &tg.MessagesSendMessageRequest{Peer: r.peer, Message: "let me in", RandomID: 9}); !tgerr.Is(err, "CHAT_WRITE_FORBIDDEN") {
		t.Errorf("Bob writes: %v", err)
	}
	in, err := r.alice.API.MessagesAddChatUser(r.ctx, &tg.MessagesAddChatUserRequest{ChatID: r.group, UserID: inputUser(r.alice, r.bob), FwdLimit: 2})
	if err != nil {
		t.Fatal(err)
	}
	r.alice.Record(in.Updates)
	r.hears(r.bob, "without Bob") // one of the two that he is given
	r.send(r.bob, "again", 0)
	r.all3("again")
}

// TestCircleAcrossNodes: members on other nodes hear what is written on one.
func TestCircleAcrossNodes(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t, apptest.WithNodes(3), apptest.WithStore(pebbleStore(t)))
	r := newRing(t, srv)
	for i := range 5 {
		for _, d := range r.all {
			text := fmt.Sprint(d.Person, i)
			r.send(d, text, 0)
			r.all3(text)
		}
	}
	for _, d := range r.all[1:] {
		if got, want := r.history(d), r.history(r.alice); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s reads %q, Alice %q", d.Person, got, want)
		}
	}
}

// TestCircleAfterACrash: what was acknowledged when the server was killed has everybody
// once, in the same order.
func TestCircleAfterACrash(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	r := newRing(t, srv)
	var sent []string
	for round := range 3 {
		for i := range 20 {
			text := fmt.Sprint("message ", round, " ", i)
			u, err := r.all[i%3].API.MessagesSendMessage(r.ctx, &tg.MessagesSendMessageRequest{Peer: r.peer, Message: text, RandomID: id.Int64()})
			r.must(r.all[i%3], u, err)
			sent = append(sent, text)
		}
		srv.Kill()
		srv.Start()
		for _, d := range r.all {
			d.Disconnect()
			d.Connect()
			if _, err := d.Difference(); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, d := range r.all {
		r.reads(d, append([]string{"ChatCreate"}, sent...)...)
	}
}

// TestCircleVotes: a poll in a basic group is one for all, a group can be muted, drafts
// are kept, and what one searches for is found there.
func TestCircleVotes(t *testing.T) {
	t.Parallel()
	r := newRing(t, apptest.New(t))
	u, err := r.alice.API.MessagesSendMedia(r.ctx, &tg.MessagesSendMediaRequest{
		Peer: r.peer, RandomID: id.Int64(), Media: &tg.InputMediaPoll{Poll: tg.Poll{
			Question: tg.TextWithEntities{Text: "When?"},
			Answers: []tg.PollAnswerClass{
				&tg.PollAnswer{Text: tg.TextWithEntities{Text: "now"}, Option: []byte{0}}, &tg.PollAnswer{Text: tg.TextWithEntities{Text: "later"}, Option: []byte{1}},
			},
		}},
	})
	r.must(r.alice, u, err)
	asked := make([]*tg.Message, len(r.all))
	for i, d := range r.all {
		r.expect(d, "the poll", func(u tg.UpdateClass) bool {
			n, ok := u.(*tg.UpdateNewMessage)
			if !ok {
				return false
			}
			m, ok := n.Message.(*tg.Message)
			if ok {
				_, ok = m.Media.(*tg.MessageMediaPoll)
				asked[i] = m
			}
			return ok
		})
	}
	u, err = r.bob.API.MessagesSendVote(r.ctx, &tg.MessagesSendVoteRequest{Peer: r.peer, MsgID: asked[1].ID, Options: [][]byte{{1}}})
	r.must(r.bob, u, err)
	for _, d := range []*apptest.Device{r.alice, r.carol} {
		r.expect(d, "the vote", func(u tg.UpdateClass) bool {
			p, ok := u.(*tg.UpdateMessagePoll)
			return ok && p.Results.TotalVoters == 1
		})
	}
	if _, err := r.carol.API.MessagesSaveDraft(r.ctx, &tg.MessagesSaveDraftRequest{Peer: r.peer, Message: "I thi"}); err != nil {
		t.Fatal(err)
	}
	if d, ok := r.dialog(r.carol).Draft.(*tg.DraftMessage); !ok || d.Message != "I thi" {
		t.Errorf("the draft is %v", d)
	}
	mute := &tg.InputPeerNotifySettings{}
	mute.SetMuteUntil(math.MaxInt32)
	if _, err := r.carol.API.AccountUpdateNotifySettings(r.ctx, &tg.AccountUpdateNotifySettingsRequest{Peer: &tg.InputNotifyPeer{Peer: r.peer}, Settings: *mute}); err != nil {
		t.Fatal(err)
	}
	if d := r.dialog(r.carol); d.NotifySettings.MuteUntil != math.MaxInt32 {
		t.Errorf("%+v", d.NotifySettings)
	}
	r.send(r.bob, "the oars are wet", 0)
	r.all3("the oars are wet")
	for _, in := range []tg.InputPeerClass{r.peer, nil} {
		var res tg.MessagesMessagesClass
		var err error
		if in != nil {
			res, err = r.carol.API.MessagesSearch(r.ctx, &tg.MessagesSearchRequest{Peer: in, Q: "oars", Filter: &tg.InputMessagesFilterEmpty{}, Limit: 10})
		} else {
			res, err = r.carol.API.MessagesSearchGlobal(r.ctx, &tg.MessagesSearchGlobalRequest{Q: "oars", Filter: &tg.InputMessagesFilterEmpty{}, OffsetPeer: &tg.InputPeerEmpty{}, Limit: 10})
		}
		if err != nil {
			t.Fatal(err)
		}
		found, ok := res.AsModified()
		if !ok || len(found.GetMessages()) != 1 || len(found.GetChats()) != 1 {
			t.Errorf("found %v", res)
		}
	}
	for _, pinned := range []bool{true, false} {
		if _, err := r.bob.API.MessagesToggleDialogPin(r.ctx, &tg.MessagesToggleDialogPinRequest{Peer: &tg.InputDialogPeer{Peer: r.peer}, Pinned: pinned}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.bob.API.MessagesMarkDialogUnread(r.ctx, &tg.MessagesMarkDialogUnreadRequest{Peer: &tg.InputDialogPeer{Peer: r.peer}, Unread: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.bob.API.FoldersEditPeerFolders(r.ctx, []tg.InputFolderPeer{{Peer: r.peer, FolderID: 1}}); err != nil {
		t.Fatal(err)
	}
	if d := r.dialog(r.bob); !d.UnreadMark || d.FolderID != 1 {
		t.Errorf("%+v", d)
	}
	r.send(r.alice, "come back", 0)
	r.all3("come back")
	if d := r.dialog(r.bob); d.FolderID != 0 {
		t.Errorf("the archive keeps %+v", d)
	}
}

// TestCircleLater: what is to be sent to a basic group later waits with its writer.
func TestCircleLater(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	r := newRing(t, srv)
	q := &tg.MessagesSendMessageRequest{Peer: r.peer, Message: "later", RandomID: id.Int64()}
	q.SetScheduleDate(int(srv.Now().Unix()) + 3600)
	u, err := r.bob.API.MessagesSendMessage(r.ctx, q)
	r.must(r.bob, u, err)
	res, err := r.bob.API.MessagesGetScheduledHistory(r.ctx, &tg.MessagesGetScheduledHistoryRequest{Peer: r.peer})
	if err != nil {
		t.Fatal(err)
	}
	waits := res.(*tg.MessagesMessages).Messages
	if len(waits) != 1 {
		t.Fatalf("%v wait", waits)
	}
	u, err = r.bob.API.MessagesSendScheduledMessages(r.ctx, &tg.MessagesSendScheduledMessagesRequest{Peer: r.peer, ID: []int{waits[0].GetID()}})
	r.must(r.bob, u, err)
	for i, m := range r.all3("later") {
		if m.Out != (i == 1) || m.FromScheduled != (i == 1) {
			t.Errorf("%s sees %+v", r.all[i].Person, m)
		}
	}
	if _, err := r.alice.API.MessagesDeleteChatUser(r.ctx, &tg.MessagesDeleteChatUserRequest{ChatID: r.group, UserID: inputUser(r.alice, r.bob)}); err != nil {
		t.Fatal(err)
	}
	r.expect(r.bob, "that he was removed", func(u tg.UpdateClass) bool { _, ok := note[*tg.MessageActionChatDeleteUser](u); return ok })
	q.RandomID++
	if _, err = r.bob.API.MessagesSendMessage(r.ctx, q); !tgerr.Is(err, "CHAT_WRITE_FORBIDDEN") {
		t.Errorf("Bob writes later: %v", err)
	}
}

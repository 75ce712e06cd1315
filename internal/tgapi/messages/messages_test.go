package messages_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/mtproto"
	"heliograph/internal/schedule"
	"heliograph/internal/session"
	"heliograph/internal/text"
	"heliograph/internal/user"
)

// nobody stands for what a server needs besides its dispatcher.
type nobody struct{}

func (nobody) User(context.Context, int64) (user.ID, bool, error) { return 0, false, nil }

func (nobody) Touch(int64, string) {}

func (nobody) Client(context.Context, int64) (c session.Client, err error) { return c, nil }

func (nobody) Attach(context.Context, user.Actor, *mtproto.Session) (bool, error) { return false, nil }

func (nobody) Reach(context.Context, *mtproto.Session, int) {}

func (nobody) Detach(*mtproto.Session) {}

// Every method that names a chat refuses the access hash of another viewer.
func TestAccessHashes(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(ann, bob, "hello")
	one := []int{1}
	for name, p := range map[string]tg.InputPeerClass{
		"of another viewer": w.peer(cid, bob), "of another user": &tg.InputPeerUser{UserID: int64(bob), AccessHash: w.peer(ann, cid).AccessHash},
		"none": &tg.InputPeerUser{UserID: int64(bob)}, "empty": &tg.InputPeerEmpty{}, "channel": &tg.InputPeerChannel{ChannelID: 5},
		"from a message": &tg.InputPeerUserFromMessage{Peer: w.peer(ann, bob), MsgID: 1, UserID: int64(cid)},
		"group":          &tg.InputPeerChat{ChatID: 7},
	} {
		d := &tg.InputDialogPeer{Peer: p}
		for _, req := range []bin.Encoder{
			&tg.MessagesSendMessageRequest{Peer: p, Message: "x", RandomID: 9},
			&tg.MessagesForwardMessagesRequest{FromPeer: &tg.InputPeerEmpty{}, ToPeer: p, ID: one, RandomID: []int64{9}},
			&tg.MessagesEditMessageRequest{Peer: p, ID: 1, Message: "x"},
			&tg.MessagesDeleteHistoryRequest{Peer: p},
			&tg.MessagesGetHistoryRequest{Peer: p},
			&tg.MessagesReadHistoryRequest{Peer: p},
			&tg.MessagesSetTypingRequest{Peer: p, Action: &tg.SendMessageTypingAction{}},
			&tg.MessagesSaveDraftRequest{Peer: p, Message: "x"},
			&tg.MessagesGetPeerDialogsRequest{Peers: []tg.InputDialogPeerClass{d}},
			&tg.MessagesToggleDialogPinRequest{Peer: d, Pinned: true},
			&tg.MessagesMarkDialogUnreadRequest{Peer: d, Unread: true},
		} {
			if code := w.call(ann, req, nil); code != "PEER_ID_INVALID" {
				t.Errorf("%T with a hash %s: %q", req, name, code)
			}
		}
		if name == "group" {
			continue // has no hash: whether it is there is seen later
		}
		for _, req := range []bin.Encoder{
			&tg.MessagesGetMessageEditDataRequest{Peer: p, ID: 1},
			&tg.MessagesReorderPinnedDialogsRequest{Order: []tg.InputDialogPeerClass{d}},
		} {
			if code := w.call(ann, req, nil); code != "PEER_ID_INVALID" {
				t.Errorf("%T with a hash %s: %q", req, name, code)
			}
		}
	}
	if h := w.history(ann, bob); len(h.GetMessages()) != 1 {
		t.Error("something was done")
	}
}

func TestSendMessage(t *testing.T) {
	t.Parallel()
	w := open(t)
	var box tg.UpdatesBox
	req := &tg.MessagesSendMessageRequest{
		Peer: w.peer(ann, bob), Message: " hello ", RandomID: 77, Silent: true,
		Entities: []tg.MessageEntityClass{
			&tg.MessageEntityBold{Offset: 1, Length: 5}, &tg.MessageEntityUnknown{Length: 1},
			&tg.InputMessageEntityMentionName{Offset: 1, Length: 5, UserID: &tg.InputUser{UserID: int64(cid), AccessHash: w.peer(ann, cid).AccessHash}},
			&tg.InputMessageEntityMentionName{Offset: 1, Length: 5, UserID: &tg.InputUser{UserID: int64(cid)}},
		},
	}
	for range 2 { // a retry is answered as the request was
		w.ok(ann, req, &box)
		u := box.Updates.(*tg.Updates)
		id, n := u.Updates[0].(*tg.UpdateMessageID), u.Updates[1].(*tg.UpdateNewMessage)
		m := n.Message.(*tg.Message)
		if id.ID != m.ID || id.RandomID != 77 || n.Pts != 2 || n.PtsCount != 1 || m.Message != "hello" || !m.Out || !m.Silent || len(m.Entities) != 2 {
			t.Errorf("%+v", u)
		}
	}
	h := w.history(bob, ann)
	m := h.GetMessages()[0].(*tg.Message)
	if len(h.GetMessages()) != 1 || m.Out || m.PeerID.(*tg.PeerUser).UserID != int64(ann) {
		t.Errorf("%+v", m)
	}
	var named []int64
	for _, u := range h.GetUsers() {
		named = append(named, u.GetID())
		if u := u.(*tg.User); u.Phone != "" && !u.Self {
			t.Errorf("a stranger sees the number of %d", u.ID)
		}
	}
	if !slices.Contains(named, int64(ann)) || !slices.Contains(named, int64(cid)) {
		t.Errorf("names %v: not the sender, or not who is mentioned", named)
	}
	for what, bad := range map[string]*tg.MessagesSendMessageRequest{
		"SCHEDULE_DATE_TOO_LATE":   {Peer: w.peer(ann, bob), Message: "x", RandomID: 1, ScheduleDate: 1_800_000_000},
		"SCHEDULE_DATE_INVALID":    {Peer: w.peer(ann, bob), Message: "x", RandomID: 1, ScheduleDate: 1_700_000_005},
		"SCHEDULE_STATUS_PRIVATE":  {Peer: w.peer(ann, bob), Message: "x", RandomID: 1, ScheduleDate: schedule.WhenOnline},
		"REPLY_MESSAGE_ID_INVALID": {Peer: w.peer(ann, bob), Message: "x", RandomID: 1, ReplyTo: &tg.InputReplyToMessage{ReplyToMsgID: 44}},
		"STORY_ID_INVALID":         {Peer: w.peer(ann, bob), Message: "x", RandomID: 1, ReplyTo: &tg.InputReplyToStory{Peer: &tg.InputPeerSelf{}}},
		"RANDOM_ID_EMPTY":          {Peer: w.peer(ann, bob), Message: "x"},
		"ENTITY_BOUNDS_INVALID":    {Peer: w.peer(ann, bob), Message: "x", RandomID: 1, Entities: []tg.MessageEntityClass{&tg.MessageEntityBold{Length: 2}}},
		"ENCODING_INVALID":         {Peer: w.peer(ann, bob), Message: "x", RandomID: 1, Entities: []tg.MessageEntityClass{&tg.MessageEntityTextURL{Length: 1, URL: "\xff"}}},
	} {
		if code := w.call(ann, bad, nil); code != what {
			t.Errorf("%q, not %q", code, what)
		}
	}
	foreign := &tg.InputReplyToMessage{ReplyToMsgID: 1}
	foreign.SetReplyToPeerID(w.peer(ann, cid))
	if code := w.call(ann, &tg.MessagesSendMessageRequest{Peer: w.peer(ann, bob), Message: "x", RandomID: 1, ReplyTo: foreign}, nil); code != "REPLY_MESSAGE_ID_INVALID" {
		t.Errorf("a reply to another chat: %q", code)
	}
}

func TestReplyQuoteForwardSaved(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(ann, bob, "a long text")
	reply := &tg.InputReplyToMessage{ReplyToMsgID: 1}
	reply.SetQuoteText("long")
	w.ok(bob, &tg.MessagesSendMessageRequest{Peer: w.peer(bob, ann), Message: "yes", RandomID: 5, ReplyTo: reply}, nil)
	m := w.history(ann, bob).GetMessages()[0].(*tg.Message)
	r, ok := m.ReplyTo.(*tg.MessageReplyHeader)
	if !ok || r.ReplyToMsgID != 1 || r.QuoteText != "long" || !r.Quote {
		t.Errorf("%+v", m)
	}
	w.ok(ann, &tg.MessagesForwardMessagesRequest{FromPeer: w.peer(ann, bob), ID: []int{1, 2}, RandomID: []int64{8, 9}, ToPeer: &tg.InputPeerSelf{}}, nil)
	saved := w.history(ann, ann).GetMessages()
	m = saved[0].(*tg.Message)
	from, _ := m.FwdFrom.FromID.(*tg.PeerUser)
	if len(saved) != 2 || from == nil || from.UserID != int64(bob) || m.FwdFrom.SavedFromMsgID != 2 || m.SavedPeerID.(*tg.PeerUser).UserID != int64(bob) {
		t.Errorf("%+v", m)
	}
	var got tg.MessagesMessagesBox
	w.ok(ann, &tg.MessagesGetMessagesRequest{ID: []tg.InputMessageClass{
		&tg.InputMessageID{ID: 2}, &tg.InputMessageReplyTo{ID: 2}, &tg.InputMessageID{ID: 99}, &tg.InputMessagePinned{}, &tg.InputMessageReplyTo{ID: 1},
	}}, &got)
	ms, _ := got.Messages.AsModified()
	if s := fmt.Sprint(texts(ms.GetMessages())); s != "[yes a long text messageEmpty messageEmpty messageEmpty]" {
		t.Error(s)
	}
}

func TestEditDeleteRead(t *testing.T) {
	t.Parallel()
	w := open(t)
	for range 3 {
		w.send(ann, bob, "x")
	}
	var box tg.UpdatesBox
	w.ok(ann, &tg.MessagesEditMessageRequest{Peer: w.peer(ann, bob), ID: 2, Message: "edited"}, &box)
	if e, ok := box.Updates.(*tg.Updates).Updates[0].(*tg.UpdateEditMessage); !ok || e.Pts != 5 || e.Message.(*tg.Message).EditDate == 0 {
		t.Errorf("%+v", box.Updates)
	}
	var a tg.MessagesAffectedMessages
	w.ok(bob, &tg.MessagesReadHistoryRequest{Peer: w.peer(bob, ann), MaxID: 2}, &a)
	if a.Pts != 6 || a.PtsCount != 1 {
		t.Errorf("%+v", a)
	}
	w.ok(bob, &tg.MessagesDeleteMessagesRequest{ID: []int{1, 3, 3, 50}, Revoke: true}, &a)
	if a.Pts != 8 || a.PtsCount != 2 {
		t.Errorf("%+v", a)
	}
	if s := fmt.Sprint(texts(w.history(ann, bob).GetMessages())); s != "[edited]" {
		t.Error(s)
	}
	var h tg.MessagesAffectedHistory
	w.ok(ann, &tg.MessagesDeleteHistoryRequest{Peer: w.peer(ann, bob), JustClear: true, Revoke: true}, &h)
	if h.PtsCount != 1 || h.Offset != 0 {
		t.Errorf("%+v", h)
	}
	if s := fmt.Sprint(texts(w.history(ann, bob).GetMessages()), texts(w.history(bob, ann).GetMessages())); s != "[messageService] []" {
		t.Error(s)
	}
	if code := w.call(ann, &tg.MessagesEditMessageRequest{Peer: w.peer(ann, bob), ID: 2, Message: "x", ScheduleDate: 5}, nil); code != "MESSAGE_ID_INVALID" {
		t.Error(code)
	}
}

func TestDialogsAndDrafts(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(ann, bob, "to bob")
	w.send(cid, ann, "from cid")
	self := &tg.InputPeerSelf{}
	w.ok(ann, &tg.MessagesSendMessageRequest{Peer: self, Message: "saved", RandomID: 70}, nil)
	w.ok(ann, &tg.MessagesSaveDraftRequest{Peer: w.peer(ann, bob), Message: "not yet"}, nil)
	w.ok(ann, &tg.MessagesToggleDialogPinRequest{Peer: &tg.InputDialogPeer{Peer: w.peer(ann, bob)}, Pinned: true}, nil)
	w.ok(ann, &tg.MessagesMarkDialogUnreadRequest{Peer: &tg.InputDialogPeer{Peer: self}, Unread: true}, nil)
	var box tg.MessagesDialogsBox
	w.ok(ann, &tg.MessagesGetDialogsRequest{OffsetPeer: &tg.InputPeerEmpty{}, Limit: 10}, &box)
	all, ok := box.Dialogs.(*tg.MessagesDialogs)
	if !ok || len(all.Dialogs) != 3 || fmt.Sprint(texts(all.Messages)) != "[to bob saved from cid]" || len(all.Users) != 3 {
		t.Fatalf("%+v", box.Dialogs)
	}
	pinned, last := all.Dialogs[0].(*tg.Dialog), all.Dialogs[2].(*tg.Dialog)
	if d, ok := pinned.Draft.(*tg.DraftMessage); !pinned.Pinned || !ok || d.Message != "not yet" || last.UnreadCount != 1 {
		t.Errorf("%+v %+v", pinned, last)
	}
	w.ok(ann, &tg.MessagesGetDialogsRequest{OffsetPeer: w.peer(ann, bob), OffsetID: 1, OffsetDate: 1_700_000_000, Limit: 1}, &box)
	if page, ok := box.Dialogs.(*tg.MessagesDialogsSlice); !ok || page.Count != 3 || fmt.Sprint(texts(page.Messages)) != "[saved]" {
		t.Errorf("%+v", box.Dialogs)
	}
	var ps tg.MessagesPeerDialogs
	w.ok(ann, &tg.MessagesGetPinnedDialogsRequest{}, &ps)
	if len(ps.Dialogs) != 1 || ps.State.Pts != 4 || ps.State.UnreadCount != 1 {
		t.Errorf("%+v", ps)
	}
	ps = tg.MessagesPeerDialogs{}
	w.ok(bob, &tg.MessagesGetPeerDialogsRequest{Peers: []tg.InputDialogPeerClass{&tg.InputDialogPeer{Peer: w.peer(bob, cid)}}}, &ps)
	if d := ps.Dialogs[0].(*tg.Dialog); d.TopMessage != 0 || len(ps.Messages) != 0 || len(ps.Users) != 1 {
		t.Errorf("a chat without messages: %+v", ps)
	}
	var marks tg.DialogPeerClassVector
	w.ok(ann, &tg.MessagesGetDialogUnreadMarksRequest{}, &marks)
	if len(marks.Elems) != 1 {
		t.Errorf("%+v", marks)
	}
	many := make([]tg.InputDialogPeerClass, 101)
	for i := range many {
		many[i] = &tg.InputDialogPeer{Peer: self}
	}
	if code := w.call(ann, &tg.MessagesGetPeerDialogsRequest{Peers: many}, nil); code != "LIMIT_INVALID" {
		t.Error(code)
	}
	var us tg.UpdatesBox
	w.ok(ann, &tg.MessagesGetAllDraftsRequest{}, &us)
	if u := us.Updates.(*tg.Updates); len(u.Updates) != 1 || len(u.Users) != 1 {
		t.Errorf("%+v", u)
	}
	w.ok(ann, &tg.MessagesClearAllDraftsRequest{}, nil)
	w.ok(ann, &tg.MessagesGetAllDraftsRequest{}, &us)
	if u := us.Updates.(*tg.Updates); len(u.Updates) != 0 {
		t.Errorf("%+v", u)
	}
}

// The service account can be named without a hash, and what it writes read.
func TestServiceAccount(t *testing.T) {
	t.Parallel()
	w := open(t)
	if err := w.messages.Notify(t.Context(), ann, text.Text{String: "your code"}); err != nil {
		t.Fatal(err)
	}
	p := &tg.InputPeerUser{UserID: int64(user.Notices)}
	var box tg.MessagesMessagesBox
	w.ok(ann, &tg.MessagesGetHistoryRequest{Peer: p, Limit: 5}, &box)
	ms, _ := box.Messages.AsModified()
	if u := ms.GetUsers()[0].(*tg.User); len(ms.GetMessages()) != 1 || !u.Verified || u.Phone == "" {
		t.Errorf("%+v", ms)
	}
	w.ok(ann, &tg.MessagesReadHistoryRequest{Peer: p}, nil)
	w.ok(ann, &tg.MessagesSetTypingRequest{Peer: p, Action: &tg.SendMessageTypingAction{}}, nil)
}

// Each dialog comes with its top message, also when that is deleted between
// the two reads.
func TestDialogsWhileDeleting(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(bob, ann, "first")
	w.send(bob, ann, "second")
	revoke := func() { w.ok(bob, &tg.MessagesDeleteMessagesRequest{ID: []int{2}, Revoke: true}, nil) }
	w.store.then = revoke
	var box tg.MessagesDialogsBox
	w.ok(ann, &tg.MessagesGetDialogsRequest{OffsetPeer: &tg.InputPeerEmpty{}, Limit: 10}, &box)
	all, ok := box.Dialogs.(*tg.MessagesDialogs)
	if !ok || len(all.Dialogs) != 1 || fmt.Sprint(texts(all.Messages)) != "[first]" || all.Dialogs[0].(*tg.Dialog).TopMessage != 1 {
		t.Errorf("%+v", box.Dialogs)
	}
}

package view_test

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/archive"
	"heliograph/internal/contact"
	"heliograph/internal/dialog"
	"heliograph/internal/draft"
	"heliograph/internal/folder"
	"heliograph/internal/message"
	"heliograph/internal/notify"
	"heliograph/internal/peer"
	"heliograph/internal/presence"
	"heliograph/internal/rpc"
	"heliograph/internal/session"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const me user.ID = 1

// subjects are what the renderer asks: everybody but 99 is there, message n is
// "n", and there is a draft and a pinned dialog for 2.
type subjects struct{}

func (subjects) People(_ context.Context, viewer user.ID, ids []user.ID) ([]contact.Person, error) {
	out := make([]contact.Person, len(ids))
	for i, id := range ids {
		if id != 99 {
			out[i] = contact.Person{Profile: user.Profile{ID: id, FirstName: fmt.Sprint(id), Username: "name"}, Self: id == viewer}
		}
	}
	return out, nil
}

func (subjects) In(_ context.Context, _ user.ID, chats []peer.Peer, ids []int) (out []message.Message, err error) {
	for i, id := range ids {
		if id < 1000 {
			out = append(out, message.Message{ID: id, Peer: chats[i], From: 2, Text: text.Text{String: fmt.Sprint(id)}})
		}
	}
	return out, nil
}

func (subjects) Counts(context.Context, []message.Ref) (map[message.Ref]message.Count, error) {
	return nil, nil
}

func (subjects) Replies(context.Context, user.ID, []message.Message) (map[message.Ref]message.Replies, error) {
	return nil, nil
}

func (subjects) Chosen(context.Context, user.ID, []message.Ref) (map[message.Ref][]string, error) {
	return nil, nil
}

func (subjects) PinnedSaved(context.Context, user.ID) ([]message.SavedDialog, error) { return nil, nil }

func (s subjects) At(ctx context.Context, id user.ID, at ...draft.Place) ([]draft.Draft, error) {
	peers := make([]peer.Peer, len(at))
	for i := range at {
		peers[i] = at[i].Peer
	}
	return s.Of(ctx, id, peers...)
}

func (subjects) Of(_ context.Context, _ user.ID, peers ...peer.Peer) ([]draft.Draft, error) {
	out := make([]draft.Draft, len(peers))
	for i, p := range peers {
		if out[i].Peer = p; p.ID == 2 {
			out[i].Text = text.Text{String: "draft", Entities: []text.Entity{{Kind: text.MentionName, Length: 5, ID: 7}}}
		}
	}
	return out, nil
}

func (subjects) PinnedOrder(context.Context, user.ID, int) ([]peer.Peer, error) {
	return []peer.Peer{who(2)}, nil
}

func (subjects) Period(context.Context, user.ID, peer.Peer) (int, error)   { return 0, nil }
func (subjects) FolderOf(context.Context, user.ID, peer.Peer) (int, error) { return 0, nil }

func (subjects) Bar(_ context.Context, _ user.ID, p *contact.Person) (dialog.Bar, error) {
	return dialog.Bar{Add: p.ID != 0, Block: p.ID == 2, Report: p.ID == 2}, nil
}

// settings mute everything for good.
type settings struct{}

func (s settings) Of(ctx context.Context, id user.ID, peers ...peer.Peer) ([]notify.Settings, error) {
	out := make([]notify.Settings, len(peers))
	for i := range out {
		out[i], _ = s.Get(ctx, id, notify.Target{})
	}
	return out, nil
}

func (settings) OfTargets(_ context.Context, _ user.ID, ts ...notify.Target) ([]notify.Settings, error) {
	return make([]notify.Settings, len(ts)), nil
}

func (settings) Get(context.Context, user.ID, notify.Target) (notify.Settings, error) {
	until, yes := notify.Forever, true
	sound := &notify.Sound{Kind: notify.Ringtone, ID: 5}
	sounds := notify.Sounds{IOS: sound, Android: &notify.Sound{Kind: notify.LocalSound, Title: "t"}, Other: &notify.Sound{Kind: notify.NoSound}}
	return notify.Settings{
		Previews: &yes, Silent: &yes, MuteUntil: &until, Sound: sounds, StoriesMuted: &yes, StoriesHideSender: &yes, StoriesSound: sounds,
	}, nil
}

// folders has one, and the list of all chats after it.
type folders struct{}

func (folders) List(context.Context, user.ID) (folder.List, error) {
	f := folder.Folder{
		ID: 2, Rules: folder.Bots, Emoticon: "x", Color: new(int), Pinned: []peer.Peer{who(2)}, Include: []peer.Peer{who(3)},
		Exclude: []peer.Peer{who(4), peer.Of(peer.Chat, 5), peer.Of(peer.Channel, 6)},
	}
	return folder.List{Order: []folder.ID{2, 0}, Folders: map[folder.ID]folder.Folder{2: f}}, nil
}

func who(id int64) peer.Peer { return peer.Of(peer.User, id) }

func open(t *testing.T) *view.Renderer {
	t.Helper()
	h, err := peer.NewHasher(bytes.Repeat([]byte{1}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return view.New(view.Deps{People: subjects{}, Messages: subjects{}, Drafts: subjects{}, Dialogs: subjects{}, Notify: settings{}, Folders: folders{}, Hash: h})
}

// push renders events and checks that they can be encoded.
func push(t *testing.T, v *view.Renderer, es ...update.Event) *tg.Updates {
	t.Helper()
	u, err := v.Push(t.Context(), me, es)
	if err != nil {
		t.Fatal(err)
	}
	var b bin.Buffer
	if err := u.Encode(&b); err != nil {
		t.Fatalf("%+v: %v", u, err)
	}
	return u.(*tg.Updates)
}

func userIDs(us []tg.UserClass) (out []int64) {
	for _, u := range us {
		out = append(out, u.GetID())
	}
	slices.Sort(out)
	return out
}

// Each kind of event is shown, with its pts where it has one, and whoever it
// names; what is not shown is said here.
func TestEveryKind(t *testing.T) {
	t.Parallel()
	v := open(t)
	login := store.Encode(&session.NewLogin{Hash: 5, Unconfirmed: true, Date: time.Unix(9, 0), Device: "d", Location: "l"})
	online := store.Encode(&presence.Status{Until: 1 << 40})
	at := update.Position{Pts: 7}
	for _, c := range []struct {
		e    update.Event
		want string
		who  string
	}{
		{update.Event{Kind: update.NewMessage, Peer: who(2), ID: 5, At: at, Count: 1}, "updateNewMessage", "[2]"},
		{update.Event{Kind: update.EditMessage, Peer: who(2), ID: 5, At: at, Count: 1}, "updateEditMessage", "[2]"},
		{update.Event{Kind: update.NewMessage, Peer: who(2), ID: 5000, At: at, Count: 1}, "updateDeleteMessages", "[]"},
		{update.Event{Kind: update.EditMessage, Peer: who(2), ID: 5000, At: at, Count: 1}, "updateDeleteMessages", "[]"},
		{update.Event{Kind: update.DeleteMessages, Peer: who(2), IDs: []int{5}, At: at, Count: 1}, "updateDeleteMessages", "[]"},
		{update.Event{Kind: update.ReadInbox, Peer: who(2), Max: 5, At: at, Count: 1}, "updateReadHistoryInbox", "[2]"},
		{update.Event{Kind: update.ReadOutbox, Peer: who(2), Max: 5, At: at, Count: 1}, "updateReadHistoryOutbox", "[2]"},
		{update.Event{Kind: update.Draft, Peer: who(2)}, "updateDraftMessage", "[2 7]"},
		{update.Event{Kind: update.Draft, Peer: who(3)}, "updateDraftMessage", "[3]"},
		{update.Event{Kind: update.DialogPinned, Peer: who(2), Flag: true}, "updateDialogPinned", "[2]"},
		{update.Event{Kind: update.PinnedOrder}, "updatePinnedDialogs", "[2]"},
		{update.Event{Kind: update.PinnedOrder, Max: 1}, "updatePinnedDialogs", "[2]"},
		{update.Event{Kind: update.DialogUnread, Peer: who(2)}, "updateDialogUnreadMark", "[2]"},
		{update.Event{Kind: update.Profile, Peer: who(2)}, "updateUserName updateUser", "[2]"},
		{update.Event{Kind: update.Profile, Peer: who(99)}, "", "[]"},
		{update.Event{Kind: update.PeerSettings, Peer: who(2)}, "updatePeerSettings", "[2]"},
		{update.Event{Kind: update.NewScheduled, Peer: who(2), ID: 5}, "", "[2]"}, // it has been sent since
		{update.Event{Kind: update.NewScheduled, Peer: who(2), ID: 5, Value: &message.Message{ID: 5, Peer: who(2), From: 3}}, "updateNewScheduledMessage", "[2 3]"},
		{update.Event{Kind: update.DeleteScheduled, Peer: who(2), IDs: []int{5}, Data: store.Encode([]int{6})}, "updateDeleteScheduledMessages", "[2]"},
		{update.Event{Kind: update.Period, Peer: who(2), Max: 86400}, "updatePeerHistoryTTL", "[2]"},
		{update.Event{Kind: update.ContactsReset}, "updateContactsReset", "[]"},
		{update.Event{Kind: update.NewAuthorization, Data: login}, "updateNewAuthorization", "[]"},
		{update.Event{Kind: update.Typing, Peer: who(2), Data: store.Encode(&message.Activity{})}, "updateUserTyping", "[2]"},
		{update.Event{Kind: update.Presence, Peer: who(2), Data: online}, "updateUserStatus", "[]"},
		{update.Event{Kind: update.NotifySettings, Peer: who(2)}, "updateNotifySettings", "[2]"},
		{update.Event{Kind: update.NotifySettings, Max: int(notify.Groups)}, "updateNotifySettings", "[]"},
		{update.Event{Kind: update.Folder, ID: 2}, "updateDialogFilter", "[2 3 4]"},
		{update.Event{Kind: update.Folder, ID: 3}, "updateDialogFilter", "[]"},
		{update.Event{Kind: update.FolderOrder}, "updateDialogFilterOrder", "[]"},
		{update.Event{Kind: update.Folders}, "updateDialogFilters", "[]"},
		{update.Event{Kind: update.FolderPeers, Data: store.Encode([]archive.Move{{Peer: who(2), Folder: 1}}), At: at, Count: 1}, "updateFolderPeers", "[2]"},
		{update.Event{Kind: 4000}, "", "[]"}, // of a newer version
	} {
		u := push(t, v, c.e)
		var names []string
		for _, x := range u.Updates {
			names = append(names, x.TypeName())
			if p, ok := x.(interface{ GetPts() int }); ok && p.GetPts() != 7 {
				t.Errorf("%+v", x)
			}
		}
		if got := strings.Join(names, " "); got != c.want || fmt.Sprint(userIDs(u.Users)) != c.who {
			t.Errorf("%d: %q with %v, not %q with %s", c.e.Kind, got, userIDs(u.Users), c.want, c.who)
		}
	}
	for _, k := range []update.Kind{update.NewAuthorization, update.Typing, update.Presence} {
		if _, err := v.Push(t.Context(), me, []update.Event{{Kind: k, Peer: who(2), Data: []byte{0xff}}}); err == nil {
			t.Errorf("%d with broken data is shown", k)
		}
	}
}

// An action bar has only the forms that clients know.
func TestSettings(t *testing.T) {
	t.Parallel()
	u := push(t, open(t), update.Event{Kind: update.PeerSettings, Peer: who(2)}, update.Event{Kind: update.PeerSettings, Peer: who(3)})
	first, second := u.Updates[0].(*tg.UpdatePeerSettings), u.Updates[1].(*tg.UpdatePeerSettings)
	if s := first.Settings; !s.AddContact || !s.BlockContact || !s.ReportSpam || s.ShareContact {
		t.Errorf("%+v", s)
	}
	if s := second.Settings; !s.AddContact || s.BlockContact || s.ReportSpam {
		t.Errorf("%+v", s)
	}
}

// A status among other moments does not hide whom those name.
func TestMoments(t *testing.T) {
	t.Parallel()
	u := push(t, open(t),
		update.Event{Kind: update.Typing, Peer: who(2), Data: store.Encode(&message.Activity{})},
		update.Event{Kind: update.Presence, Peer: who(3), Data: store.Encode(&presence.Status{Seen: 5})},
	)
	if got := fmt.Sprint(userIDs(u.Users)); got != "[2]" || len(u.Updates) != 2 {
		t.Errorf("%s: %+v", got, u)
	}
}

// What an event carries is shown without a read.
func TestCarriedMessage(t *testing.T) {
	t.Parallel()
	m := &message.Message{ID: 5000, Peer: who(2), From: 2, Text: text.Text{String: "at hand"}}
	u := push(t, open(t), update.Event{Kind: update.NewMessage, Peer: who(2), ID: 5000, Value: m, Count: 1, At: update.Position{Pts: 2}})
	if n, ok := u.Updates[0].(*tg.UpdateNewMessage); !ok || n.Message.(*tg.Message).Message != "at hand" {
		t.Errorf("%+v", u)
	}
}

func TestEntities(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for k := text.Mention; k <= text.Blockquote; k++ {
		es := view.Entities([]text.Entity{{Kind: k, Offset: 1, Length: 2, Extra: "x", ID: 3, Flag: true}, {Kind: text.Unknown, Length: 1}})
		if len(es) != 1 || es[0].GetOffset() != 1 || es[0].GetLength() != 2 || seen[es[0].TypeName()] {
			t.Errorf("%d: %+v", k, es)
			continue
		}
		seen[es[0].TypeName()] = true
	}
	if es := view.Entities([]text.Entity{{Kind: 1000}}); len(es) != 0 {
		t.Errorf("%+v", es)
	}
}

func TestActions(t *testing.T) {
	t.Parallel()
	v, seen := open(t), map[string]bool{}
	for d := message.Typing; d <= message.ChooseSticker; d++ {
		data := store.Encode(&message.Activity{Doing: d, Progress: 40})
		a := push(t, v, update.Event{Kind: update.Typing, Peer: who(2), Data: data}).Updates[0].(*tg.UpdateUserTyping).Action
		if p, ok := a.(interface{ GetProgress() int }); ok && p.GetProgress() != 40 || seen[a.TypeName()] {
			t.Errorf("%d: %+v", d, a)
		}
		seen[a.TypeName()] = true
	}
}

func TestMessages(t *testing.T) {
	t.Parallel()
	v := open(t)
	call := &rpc.Call{User: me}
	shown, err := v.Messages(t.Context(), call, []message.Message{
		{
			ID: 1, Peer: me.Peer(), From: me, Out: true, Edited: 5, Text: text.Text{String: "x"},
			Forward: &message.Forward{From: 4, Date: 3, SavedPeer: who(5), SavedID: 6},
			Reply:   &message.Reply{ID: 3, Quote: text.Text{String: "q"}, QuoteOffset: 2},
		},
		{ID: 2, Peer: me.Peer(), From: me, Forward: &message.Forward{Name: "hidden", Date: 1}},
		{ID: 3, Peer: who(2), From: 2, Action: message.ContactSignUp},
		{ID: 4, Peer: who(2), From: me, Action: message.HistoryClear},
		{ID: 5, Peer: who(2), From: 2, Action: 1000},
		{ID: 6, Peer: who(2), From: 2, Action: message.SetPeriod, Period: 86400, PeriodBy: 2},
		{ID: 7, Peer: who(2), From: 2, Action: message.PinMessage, Reply: &message.Reply{ID: 3}},
	})
	if err != nil || fmt.Sprint(userIDs(shown.Users)) != "[1 2 4 5 2666000]" {
		t.Errorf("%v %v", userIDs(shown.Users), err)
	}
	m := shown.Messages[0].(*tg.Message)
	if m.Out || m.EditDate != 5 || m.FwdFrom.SavedFromMsgID != 6 || !reflect.DeepEqual(m.SavedPeerID, view.Peer(who(5))) ||
		m.ReplyTo.(*tg.MessageReplyHeader).QuoteOffset != 2 {
		t.Errorf("%+v", m)
	}
	if m = shown.Messages[1].(*tg.Message); m.FwdFrom.FromName != "hidden" || m.FwdFrom.FromID != nil || !reflect.DeepEqual(m.SavedPeerID, view.Peer(message.HiddenAuthor.Peer())) {
		t.Errorf("%+v", m)
	}
	var actions []string
	for _, m := range shown.Messages[2:] {
		actions = append(actions, m.(*tg.MessageService).Action.TypeName())
	}
	if got := strings.Join(actions, " "); got != "messageActionContactSignUp messageActionHistoryClear messageActionEmpty messageActionSetMessagesTTL messageActionPinMessage" {
		t.Error(got)
	}
	for k, want := range map[peer.Kind]string{peer.User: "peerUser", peer.Chat: "peerChat", peer.Channel: "peerChannel"} {
		if got := view.Peer(peer.Of(k, 1)).TypeName(); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

package apptest_test

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/apptest"
	"heliograph/internal/id"
)

// probe is a request about a basic group.
type probe struct {
	name string
	ask  func(ctx context.Context, api *tg.Client) (bin.Encoder, error)
}

// probes are what one may ask about a basic group without being in it.
func probes(chat int64, to tg.InputPeerClass) []probe {
	type call = func(ctx context.Context, api *tg.Client) (bin.Encoder, error)
	nothing := func(err error) (bin.Encoder, error) { return &tg.BoolTrue{}, err }
	ids := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	out := []probe{}
	for name, f := range map[string]call{
		"history": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) {
			return api.MessagesGetHistory(ctx, &tg.MessagesGetHistoryRequest{Peer: to, Limit: 100})
		},
		"search": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) {
			return api.MessagesSearch(ctx, &tg.MessagesSearchRequest{Peer: to, Q: "secret", Filter: &tg.InputMessagesFilterEmpty{}, Limit: 100})
		},
		"search everywhere": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) {
			return api.MessagesSearchGlobal(ctx, &tg.MessagesSearchGlobalRequest{Q: "secret", Filter: &tg.InputMessagesFilterEmpty{}, OffsetPeer: &tg.InputPeerEmpty{}, Limit: 100})
		},
		"pinned": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) {
			return api.MessagesSearch(ctx, &tg.MessagesSearchRequest{Peer: to, Filter: &tg.InputMessagesFilterPinned{}, Limit: 100})
		},
		"messages": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) {
			in := make([]tg.InputMessageClass, len(ids))
			for i, n := range ids {
				in[i] = &tg.InputMessageID{ID: n}
			}
			return api.MessagesGetMessages(ctx, in)
		},
		"dialogs": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) {
			return api.MessagesGetDialogs(ctx, &tg.MessagesGetDialogsRequest{OffsetPeer: &tg.InputPeerEmpty{}, Limit: 100})
		},
		"dialog": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) {
			return api.MessagesGetPeerDialogs(ctx, []tg.InputDialogPeerClass{&tg.InputDialogPeer{Peer: to}})
		},
		"chats": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) {
			return api.MessagesGetChats(ctx, []int64{chat})
		},
		"full": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) {
			return api.MessagesGetFullChat(ctx, chat)
		},
		"link": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) {
			return api.MessagesExportChatInvite(ctx, &tg.MessagesExportChatInviteRequest{Peer: to})
		},
		"mentions": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) {
			return api.MessagesGetUnreadMentions(ctx, &tg.MessagesGetUnreadMentionsRequest{Peer: to, Limit: 100})
		},
		"reactions": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) {
			return api.MessagesGetMessagesReactions(ctx, &tg.MessagesGetMessagesReactionsRequest{Peer: to, ID: ids})
		},
		"online": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) { return api.MessagesGetOnlines(ctx, to) },
		"difference": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) {
			return api.UpdatesGetDifference(ctx, &tg.UpdatesGetDifferenceRequest{Pts: 1, Date: 1})
		},
		"type": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) {
			_, err := api.MessagesSetTyping(ctx, &tg.MessagesSetTypingRequest{Peer: to, Action: &tg.SendMessageTypingAction{}})
			return nothing(err)
		},
		"draft": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) {
			_, err := api.MessagesSaveDraft(ctx, &tg.MessagesSaveDraftRequest{Peer: to, Message: "let me in"})
			return nothing(err)
		},
		"write": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) {
			return api.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{Peer: to, Message: "intruder", RandomID: id.Int64()})
		},
		"forward": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) {
			return api.MessagesForwardMessages(ctx, &tg.MessagesForwardMessagesRequest{FromPeer: to, ToPeer: &tg.InputPeerSelf{}, ID: ids[:1], RandomID: []int64{id.Int64()}})
		},
		"pin": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) {
			return api.MessagesUpdatePinnedMessage(ctx, &tg.MessagesUpdatePinnedMessageRequest{Peer: to, ID: 1})
		},
		"call it": func(ctx context.Context, api *tg.Client) (bin.Encoder, error) {
			return api.MessagesEditChatTitle(ctx, &tg.MessagesEditChatTitleRequest{ChatID: chat, Title: "intruder"})
		},
	} {
		out = append(out, probe{name, f})
	}
	return out
}

// TestWhoIsNotInABasicGroup: strangers learn nothing of it by its number, and those
// who were in it nothing that was later.
func TestWhoIsNotInABasicGroup(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	people := make([]*apptest.Device, 5)
	for i, name := range []string{"alice", "bob", "carol", "dave", "erin"} {
		people[i] = srv.NewDevice(name, apptest.TestNumber(i+1))
		login(t, people[i])
	}
	alice, bob, carol, dave, erin := people[0], people[1], people[2], people[3], people[4]
	for _, d := range people[1:4] {
		meet(t, alice, d)
	}
	chat := basicOf(t, alice, "Hidden name", bob, carol, dave)
	for _, d := range people[1:4] {
		if err := d.Expect("the group", func(u tg.UpdateClass) bool { _, ok := u.(*tg.UpdateChatParticipants); return ok }); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := alice.Context()
	defer cancel()
	for _, out := range []struct{ by, who *apptest.Device }{{alice, carol}, {dave, dave}} {
		in := tg.InputUserClass(&tg.InputUserSelf{})
		if out.by != out.who {
			in = inputUser(out.by, out.who)
		}
		if _, err := out.by.API.MessagesDeleteChatUser(ctx, &tg.MessagesDeleteChatUserRequest{ChatID: chat.ID, UserID: in}); err != nil {
			t.Fatal(err)
		}
		if err := out.who.Expect("that one is out", func(u tg.UpdateClass) bool { _, ok := u.(*tg.UpdateChat); return ok }); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := alice.API.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{Peer: chat.AsInputPeer(), Message: "the secret", RandomID: id.Int64()}); err != nil {
		t.Fatal(err)
	}
	if err := bob.Expect("the secret", func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewMessage)
		m, is := (*tg.Message)(nil), false
		if ok {
			m, is = n.Message.(*tg.Message)
		}
		return is && m.Message == "the secret"
	}); err != nil {
		t.Fatal(err)
	}
	for _, d := range []*apptest.Device{carol, dave, erin} {
		for _, p := range probes(chat.ID, chat.AsInputPeer()) {
			learns(t, d, p, d == erin)
		}
	}
	texts, _ := heardIn(t, bob, chat.AsInputPeer())
	if len(texts) != 1 {
		t.Errorf("bob has %v", texts)
	}
}

// learns asks something and fails the test where it is not refused that ought to be,
// or the answer tells what was said, or to a stranger what the group is called.
func learns(t *testing.T, d *apptest.Device, p probe, stranger bool) {
	t.Helper()
	ctx, cancel := d.Context()
	defer cancel()
	answer, err := p.ask(ctx, d.API)
	own := slices.Contains([]string{"search everywhere", "difference", "messages", "dialogs"}, p.name)
	acts := slices.Contains([]string{"link", "online", "type", "write", "forward", "pin", "call it"}, p.name)
	if refused := acts || stranger && !own; refused != (err != nil) {
		t.Errorf("%s, %s: %v", d.Person, p.name, err)
	}
	if err != nil {
		return
	}
	var b bin.Buffer
	if err := answer.Encode(&b); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b.Buf, []byte("the secret")) {
		t.Errorf("%s, %s: hears what was said later", d.Person, p.name)
	}
	if stranger && bytes.Contains(b.Buf, []byte("Hidden name")) {
		t.Errorf("%s, %s: learns what it is called", d.Person, p.name)
	}
}

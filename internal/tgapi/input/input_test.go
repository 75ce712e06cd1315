package input_test

import (
	"bytes"
	"errors"
	"reflect"
	"testing"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/text"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/user"
)

const me user.ID = 1

func open(t testing.TB) (*input.Resolver, *rpc.Call, func(viewer, other int64) int64) {
	t.Helper()
	h, err := peer.NewHasher(bytes.Repeat([]byte{1}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return input.New(h, nil), &rpc.Call{User: me}, func(viewer, other int64) int64 { return h.Hash(viewer, peer.Of(peer.User, other)) }
}

func TestPeers(t *testing.T) {
	t.Parallel()
	r, c, hash := open(t)
	for _, x := range []struct {
		in   tg.InputPeerClass
		want peer.Peer
	}{
		{&tg.InputPeerSelf{}, me.Peer()},
		{&tg.InputPeerUser{UserID: 1}, me.Peer()},
		{&tg.InputPeerUser{UserID: int64(user.Notices)}, user.Notices.Peer()},
		{&tg.InputPeerUser{UserID: 2, AccessHash: hash(1, 2)}, peer.Of(peer.User, 2)},
		{&tg.InputPeerUser{UserID: 2, AccessHash: hash(2, 1)}, peer.Peer{}},
		{&tg.InputPeerUser{UserID: 3, AccessHash: hash(1, 2)}, peer.Peer{}},
		{&tg.InputPeerUser{}, peer.Peer{}},
		{&tg.InputPeerChannel{ChannelID: 2, AccessHash: hash(1, 2)}, peer.Peer{}},
		{&tg.InputPeerChat{ChatID: 5}, peer.Of(peer.Chat, 5)},
		{&tg.InputPeerChat{ChatID: 1_000_000_000}, peer.Peer{}}, // that would be a supergroup
		{&tg.InputPeerChat{}, peer.Peer{}},
		{&tg.InputPeerEmpty{}, peer.Peer{}},
		{nil, peer.Peer{}},
	} {
		got, err := r.Peer(c, x.in)
		if got != x.want || (err == nil) == x.want.IsZero() || err != nil && fault.As(err).Code != "PEER_ID_INVALID" {
			t.Errorf("%+v: %v, %v", x.in, got, err)
		}
	}
	for _, x := range []struct {
		in   tg.InputUserClass
		want user.ID
	}{
		{&tg.InputUserSelf{}, me},
		{&tg.InputUser{UserID: 2, AccessHash: hash(1, 2)}, 2},
		{&tg.InputUser{UserID: 2, AccessHash: hash(3, 2)}, 0},
		{&tg.InputUserEmpty{}, 0},
		{nil, 0},
	} {
		got, err := r.User(c, x.in)
		if got != x.want || (err == nil) == (x.want == 0) || err != nil && fault.As(err).Code != "USER_ID_INVALID" {
			t.Errorf("%+v: %v, %v", x.in, got, err)
		}
	}
	if _, err := r.DialogPeer(c, &tg.InputDialogPeerFolder{FolderID: 1}); err == nil {
		t.Error("a folder is a peer")
	}
}

// What is shown of a text comes back as the same text.
func TestTextThere(t *testing.T) {
	t.Parallel()
	r, c, hash := open(t)
	var want text.Text
	for k := text.Mention; k <= text.Date; k++ {
		e := text.Entity{Kind: k, Offset: int(k), Length: 2}
		switch k {
		case text.Pre, text.TextURL:
			e.Extra = "x"
		case text.CustomEmoji:
			e.ID = 3
		case text.Date:
			e.ID, e.Extra = 5, text.DateForms
		case text.Blockquote:
			e.Flag = true
		case text.MentionName:
			continue
		}
		want.Entities = append(want.Entities, e)
	}
	if got := r.Text(c, "", view.Entities(want.Entities)); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, not %+v", got, want)
	}
	got := r.Text(c, "", []tg.MessageEntityClass{
		&tg.MessageEntityMentionName{UserID: 5}, &tg.MessageEntityUnknown{},
		&tg.InputMessageEntityMentionName{Length: 1, UserID: &tg.InputUser{UserID: 2, AccessHash: hash(1, 2)}},
		&tg.InputMessageEntityMentionName{Length: 1, UserID: &tg.InputUser{UserID: 2, AccessHash: hash(2, 2)}},
	})
	if len(got.Entities) != 1 || got.Entities[0] != (text.Entity{Kind: text.MentionName, Length: 1, ID: 2}) {
		t.Errorf("%+v", got)
	}
	many := make([]tg.MessageEntityClass, 5000)
	for i := range many {
		many[i] = &tg.MessageEntityBold{}
	}
	if got := r.Text(c, "", many); len(got.Entities) != text.MaxGiven+1 {
		t.Errorf("%d entities", len(got.Entities))
	}
}

func TestReply(t *testing.T) {
	t.Parallel()
	r, c, hash := open(t)
	to := peer.Of(peer.User, 2)
	here := &tg.InputReplyToMessage{ReplyToMsgID: 5, QuoteText: "q", QuoteOffset: 3}
	here.SetReplyToPeerID(&tg.InputPeerUser{UserID: 2, AccessHash: hash(1, 2)})
	elsewhere := &tg.InputReplyToMessage{ReplyToMsgID: 5}
	elsewhere.SetReplyToPeerID(&tg.InputPeerSelf{})
	unknown := &tg.InputReplyToMessage{ReplyToMsgID: 5}
	unknown.SetReplyToPeerID(&tg.InputPeerUser{UserID: 2})
	for _, x := range []struct {
		in   tg.InputReplyToClass
		want *message.Reply
		code string
	}{
		{nil, nil, ""},
		{here, &message.Reply{ID: 5, Quote: text.Text{String: "q"}, QuoteOffset: 3}, ""},
		{elsewhere, &message.Reply{ID: 5, Peer: me.Peer()}, ""},
		{unknown, nil, "PEER_ID_INVALID"},
		{&tg.InputReplyToMessage{}, nil, ""},
		{&tg.InputReplyToMessage{QuoteText: "q"}, nil, "REPLY_MESSAGE_ID_INVALID"},
		{&tg.InputReplyToMessage{ReplyToMsgID: -1}, nil, "REPLY_MESSAGE_ID_INVALID"},
		{&tg.InputReplyToStory{Peer: &tg.InputPeerSelf{}}, nil, "STORY_ID_INVALID"},
	} {
		got, err := r.Reply(c, to, x.in)
		if !reflect.DeepEqual(got, x.want) || x.code == "" && err != nil || x.code != "" && !errors.Is(err, fault.New(fault.Invalid, x.code)) {
			t.Errorf("%+v: %+v, %v", x.in, got, err)
		}
	}
}

func TestActivity(t *testing.T) {
	t.Parallel()
	r, _, _ := open(t)
	seen := map[message.Doing]bool{}
	for _, a := range []tg.SendMessageActionClass{
		&tg.SendMessageTypingAction{}, &tg.SendMessageCancelAction{}, &tg.SendMessageRecordVideoAction{}, &tg.SendMessageUploadVideoAction{},
		&tg.SendMessageRecordAudioAction{}, &tg.SendMessageUploadAudioAction{}, &tg.SendMessageUploadPhotoAction{},
		&tg.SendMessageUploadDocumentAction{}, &tg.SendMessageGeoLocationAction{}, &tg.SendMessageChooseContactAction{},
		&tg.SendMessageGamePlayAction{}, &tg.SendMessageRecordRoundAction{}, &tg.SendMessageUploadRoundAction{}, &tg.SendMessageChooseStickerAction{},
	} {
		seen[r.Activity(a).Doing] = true
	}
	if len(seen) != int(message.ChooseSticker)+1 {
		t.Errorf("%d of %d", len(seen), message.ChooseSticker+1)
	}
	if a := r.Activity(&tg.SpeakingInGroupCallAction{}); a != (message.Activity{}) {
		t.Errorf("%+v", a)
	}
}

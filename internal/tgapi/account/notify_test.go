package account_test

import (
	"fmt"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
)

// A scope says all that clients would otherwise take for "muted" or "hidden", a
// chat leaves everything to its scope.
func TestNotifySettings(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.Person(1, "Ann"), w.Person(2, "Bob")
	for _, scope := range []tg.InputNotifyPeerClass{&tg.InputNotifyUsers{}, &tg.InputNotifyChats{}, &tg.InputNotifyBroadcasts{}} {
		var s tg.PeerNotifySettings
		w.OK(a, &tg.AccountGetNotifySettingsRequest{Peer: scope}, &s)
		previews, ok1 := s.GetShowPreviews()
		until, ok2 := s.GetMuteUntil()
		silent, ok3 := s.GetSilent()
		if !ok1 || !ok2 || !ok3 || !previews || until != 0 || silent {
			t.Errorf("%T: %+v", scope, s)
		}
	}
	chat := func(p tg.InputPeerClass) *tg.AccountGetNotifySettingsRequest {
		return &tg.AccountGetNotifySettingsRequest{Peer: &tg.InputNotifyPeer{Peer: p}}
	}
	u := w.As(a, b)
	var s tg.PeerNotifySettings
	w.OK(a, chat(&tg.InputPeerUser{UserID: u.UserID, AccessHash: u.AccessHash}), &s)
	if !s.Zero() {
		t.Errorf("a chat: %+v", s)
	}
	for _, req := range []bin.Encoder{
		chat(&tg.InputPeerUser{UserID: u.UserID}), chat(&tg.InputPeerEmpty{}),
		&tg.AccountGetNotifySettingsRequest{Peer: &tg.InputNotifyForumTopic{Peer: &tg.InputPeerSelf{}, TopMsgID: 1}},
	} {
		if code := w.Call(a, req, &s); code != "PEER_ID_INVALID" {
			t.Errorf("%+v: %q", req, code)
		}
	}
	var r tg.ReactionsNotifySettings
	w.OK(a, &tg.AccountGetReactionsNotifySettingsRequest{}, &r)
	_, of := r.MessagesNotifyFrom.(*tg.ReactionNotificationsFromContacts)
	if _, sound := r.Sound.(*tg.NotificationSoundDefault); !of || !sound || !r.ShowPreviews {
		t.Errorf("%+v", r)
	}
}

// Lists of what there is none of are empty and have the hash of an empty list,
// whatever a client believes to have.
func TestEmptyLists(t *testing.T) {
	t.Parallel()
	w := open(t)
	a := w.Person(1, "Ann")
	for _, hash := range []int64{0, 7} {
		for _, c := range []struct {
			req  bin.Encoder
			res  bin.Decoder
			want string
		}{
			{&tg.AccountGetChatThemesRequest{Hash: hash}, &tg.AccountThemesBox{}, "&{AccountThemes{Hash:0 Themes:[]}}"},
			{&tg.AccountGetDefaultEmojiStatusesRequest{Hash: hash}, &tg.AccountEmojiStatusesBox{}, "&{AccountEmojiStatuses{Hash:0 Statuses:[]}}"},
			{&tg.AccountGetSavedMusicIDsRequest{Hash: hash}, &tg.AccountSavedMusicIDsBox{}, "&{AccountSavedMusicIDs{IDs:[]}}"},
			{&tg.AccountGetSavedRingtonesRequest{Hash: hash}, &tg.AccountSavedRingtonesBox{}, "&{AccountSavedRingtones{Hash:0 Ringtones:[]}}"},
			{
				&tg.AccountGetWebBrowserSettingsRequest{Hash: hash}, &tg.AccountWebBrowserSettingsBox{},
				"&{AccountWebBrowserSettings{Flags:0 OpenExternalBrowser:false DisplayCloseButton:false ExternalExceptions:[] InappExceptions:[] Hash:0}}",
			},
			{&tg.AccountGetContentSettingsRequest{}, &tg.AccountContentSettings{}, "AccountContentSettings{Flags:0 SensitiveEnabled:false SensitiveCanChange:false}"},
		} {
			w.OK(a, c.req, c.res)
			if got := fmt.Sprint(c.res); got != c.want {
				t.Errorf("%T with hash %d: %s, not %s", c.req, hash, got, c.want)
			}
		}
	}
}

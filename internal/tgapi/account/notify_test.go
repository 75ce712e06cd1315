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
}

// What is set is what is shown: in the settings of the chat, among the
// exceptions, and on the page of the person.
func TestChangeNotify(t *testing.T) {
	t.Parallel()
	w := open(t)
	a, b := w.Person(1, "Ann"), w.Person(2, "Bob") // Ann has an iPhone
	in := w.As(a, b)
	chat := &tg.InputNotifyPeer{Peer: &tg.InputPeerUser{UserID: in.UserID, AccessHash: in.AccessHash}}
	req := &tg.AccountUpdateNotifySettingsRequest{Peer: chat}
	req.Settings.SetShowPreviews(false)
	req.Settings.SetSilent(true)
	req.Settings.SetMuteUntil(1_800_000_000)
	req.Settings.SetSound(&tg.NotificationSoundLocal{Title: "Bell", Data: "bell"})
	req.Settings.SetStoriesMuted(true)
	req.Settings.SetStoriesHideSender(true)
	req.Settings.SetStoriesSound(&tg.NotificationSoundRingtone{ID: 9})
	w.OK(a, req, &tg.BoolBox{})
	var s tg.PeerNotifySettings
	w.OK(a, &tg.AccountGetNotifySettingsRequest{Peer: chat}, &s)
	previews, _ := s.GetShowPreviews()
	sound, _ := s.GetIosSound()
	_, android := s.GetAndroidSound()
	stories, _ := s.GetStoriesOtherSound()
	if previews || !s.Silent || s.MuteUntil != 1_800_000_000 || !s.StoriesMuted || !s.StoriesHideSender || android {
		t.Errorf("%+v", s)
	}
	if x, ok := sound.(*tg.NotificationSoundLocal); !ok || x.Title != "Bell" {
		t.Errorf("%+v", sound)
	}
	if x, ok := stories.(*tg.NotificationSoundRingtone); !ok || x.ID != 9 {
		t.Errorf("%+v", stories)
	}
	for _, peer := range []tg.InputNotifyPeerClass{nil, &tg.InputNotifyUsers{}, &tg.InputNotifyChats{}} {
		ask, n := &tg.AccountGetNotifyExceptionsRequest{}, 1
		if peer != nil {
			ask.SetPeer(peer)
		}
		if _, groups := peer.(*tg.InputNotifyChats); groups {
			n = 0
		}
		var box tg.UpdatesBox
		w.OK(a, ask, &box)
		u := box.Updates.(*tg.Updates)
		if len(u.Updates) != n || len(u.Users) != n || n == 1 && fmt.Sprint(u.Updates[0].(*tg.UpdateNotifySettings).NotifySettings) != fmt.Sprint(s) {
			t.Errorf("%T: %+v", peer, u)
		}
	}
	w.OK(a, &tg.AccountResetNotifySettingsRequest{}, &tg.BoolBox{})
	s = tg.PeerNotifySettings{}
	w.OK(a, &tg.AccountGetNotifySettingsRequest{Peer: chat}, &s)
	if !s.Zero() {
		t.Errorf("after a reset: %+v", s)
	}
	for code, req := range map[string]*tg.AccountUpdateNotifySettingsRequest{
		"PEER_ID_INVALID":  {Peer: &tg.InputNotifyPeer{Peer: &tg.InputPeerChannel{ChannelID: 5}}},
		"SETTINGS_INVALID": {Peer: chat},
	} {
		req.Settings.SetMuteUntil(-1)
		if got := w.Call(a, req, &tg.BoolBox{}); got != code {
			t.Errorf("%q, not %s", got, code)
		}
	}
}

func TestNotifyBesides(t *testing.T) {
	t.Parallel()
	w := open(t)
	a := w.Person(1, "Ann")
	var r tg.ReactionsNotifySettings
	w.OK(a, &tg.AccountGetReactionsNotifySettingsRequest{}, &r)
	_, of := r.MessagesNotifyFrom.(*tg.ReactionNotificationsFromContacts)
	if _, sound := r.Sound.(*tg.NotificationSoundDefault); !of || !sound || !r.ShowPreviews {
		t.Errorf("%+v", r)
	}
	set := tg.ReactionsNotifySettings{Sound: &tg.NotificationSoundNone{}}
	set.SetStoriesNotifyFrom(&tg.ReactionNotificationsFromAll{})
	set.SetPollVotesNotifyFrom(&tg.ReactionNotificationsFromContacts{})
	for _, req := range []bin.Encoder{&tg.AccountSetReactionsNotifySettingsRequest{Settings: set}, &tg.AccountGetReactionsNotifySettingsRequest{}} {
		r = tg.ReactionsNotifySettings{}
		w.OK(a, req, &r)
		if r.SetFlags(); fmt.Sprint(r) != fmt.Sprint(set) {
			t.Errorf("%+v, not %+v", r, set)
		}
	}
	for _, silent := range []bool{true, false} {
		var box tg.BoolBox
		w.OK(a, &tg.AccountSetContactSignUpNotificationRequest{Silent: silent}, &box)
		w.OK(a, &tg.AccountGetContactSignUpNotificationRequest{}, &box)
		if _, yes := box.Bool.(*tg.BoolTrue); yes != silent {
			t.Errorf("silent is %t", yes)
		}
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

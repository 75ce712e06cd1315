package chatlists_test

import (
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/folder"
	"heliograph/internal/peer"
	"heliograph/internal/text"
	"heliograph/internal/tgapi/chatlists"
	"heliograph/internal/tgapi/tgapitest"
	"heliograph/internal/user"
)

// A folder with people alone has no links, and cannot get one.
func TestNothingToShare(t *testing.T) {
	t.Parallel()
	w := tgapitest.Open(t)
	chatlists.New(w.In, w.Folder).Register(w.D)
	a, b := w.Person(1, "Ann"), w.Person(2, "Bob")
	f := folder.Folder{ID: 2, Title: text.Text{String: "People"}, Include: []peer.Peer{b.Peer()}}
	if err := w.Folder.Save(t.Context(), user.Actor{ID: a}, f); err != nil {
		t.Fatal(err)
	}
	in := w.As(a, b)
	bob := []tg.InputPeerClass{&tg.InputPeerUser{UserID: in.UserID, AccessHash: in.AccessHash}}
	mine, none := tg.InputChatlistDialogFilter{FilterID: 2}, tg.InputChatlistDialogFilter{FilterID: 3}
	for _, c := range []struct {
		req  bin.Encoder
		code string
	}{
		{&tg.ChatlistsExportChatlistInviteRequest{Chatlist: mine, Peers: bob}, "PEERS_LIST_EMPTY"},
		{&tg.ChatlistsExportChatlistInviteRequest{Chatlist: none, Peers: bob}, "FILTER_ID_INVALID"},
		{&tg.ChatlistsExportChatlistInviteRequest{Chatlist: mine, Peers: []tg.InputPeerClass{&tg.InputPeerUser{UserID: 2}}}, "PEER_ID_INVALID"},
		{&tg.ChatlistsGetExportedInvitesRequest{Chatlist: none}, "FILTER_ID_INVALID"},
		{&tg.ChatlistsEditExportedInviteRequest{Chatlist: mine, Slug: "x"}, "FILTER_NOT_SUPPORTED"},
		{&tg.ChatlistsDeleteExportedInviteRequest{Chatlist: none, Slug: "x"}, "FILTER_ID_INVALID"},
		{&tg.ChatlistsGetChatlistUpdatesRequest{Chatlist: mine}, "FILTER_NOT_SUPPORTED"},
		{&tg.ChatlistsHideChatlistUpdatesRequest{Chatlist: mine}, "FILTER_NOT_SUPPORTED"},
		{&tg.ChatlistsGetLeaveChatlistSuggestionsRequest{Chatlist: mine}, "FILTER_NOT_SUPPORTED"},
		{&tg.ChatlistsCheckChatlistInviteRequest{}, "INVITE_SLUG_EMPTY"},
		{&tg.ChatlistsJoinChatlistInviteRequest{Slug: "x"}, "INVITE_SLUG_EXPIRED"},
	} {
		if got := w.Call(a, c.req, nil); got != c.code {
			t.Errorf("%T: %q, not %s", c.req, got, c.code)
		}
	}
	var links tg.ChatlistsExportedInvites
	if w.OK(a, &tg.ChatlistsGetExportedInvitesRequest{Chatlist: mine}, &links); len(links.Invites) != 0 {
		t.Errorf("%+v", links)
	}
}

package apptest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
)

// newGroup has a device make a supergroup.
func newGroup(t *testing.T, d *apptest.Device, title string) *tg.Channel {
	t.Helper()
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.ChannelsCreateChannel(ctx, &tg.ChannelsCreateChannelRequest{Title: title, Megagroup: true})
	if err != nil {
		t.Fatal(err)
	}
	return chatOf(t, u)
}

// TestPublicGroup: a group gets a name, a stranger finds it by that, reads it and
// joins.
func TestPublicGroup(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	alice, bob := srv.NewDevice("alice", apptest.TestNumber(1)), srv.NewDevice("bob", apptest.TestNumber(2))
	login(t, alice)
	login(t, bob)
	group := newGroup(t, alice, "Sun watchers")
	ctx, cancel := alice.Context()
	defer cancel()
	if ok, err := alice.API.ChannelsCheckUsername(ctx, &tg.ChannelsCheckUsernameRequest{Channel: &tg.InputChannelEmpty{}, Username: "sunwatch"}); !ok || err != nil {
		t.Error(ok, err)
	}
	if ok, err := alice.API.ChannelsUpdateUsername(ctx, &tg.ChannelsUpdateUsernameRequest{Channel: group.AsInput(), Username: "SunWatch"}); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if err := postTo(alice, group, "first light"); err != nil {
		t.Fatal(err)
	}
	admined, err := alice.API.ChannelsGetAdminedPublicChannels(ctx, &tg.ChannelsGetAdminedPublicChannelsRequest{CheckLimit: true})
	if err != nil || len(admined.GetChats()) != 1 {
		t.Error(admined, err)
	}
	bctx, bcancel := bob.Context()
	defer bcancel()
	if _, err := bob.API.AccountUpdateUsername(bctx, "sunwatch"); !tgerr.Is(err, "USERNAME_OCCUPIED") {
		t.Errorf("bob takes the name: %v", err)
	}
	found, err := bob.API.ContactsSearch(bctx, &tg.ContactsSearchRequest{Q: "sunw", Limit: 5})
	if err != nil || len(found.Results) != 1 || len(found.Chats) != 1 {
		t.Error(found, err)
	}
	r, err := bob.API.ContactsResolveUsername(bctx, &tg.ContactsResolveUsernameRequest{Username: "sunwatch"})
	if err != nil {
		t.Fatal(err)
	}
	bobs := r.Chats[0].(*tg.Channel)
	if bobs.Username != "SunWatch" || !bobs.Left {
		t.Errorf("%+v", bobs)
	}
	h, err := bob.API.MessagesGetHistory(bctx, &tg.MessagesGetHistoryRequest{Peer: bobs.AsInputPeer(), Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	read, ok := h.AsModified()
	if !ok || len(read.GetMessages()) != 2 {
		t.Fatal(h)
	}
	post := read.GetMessages()[0].GetID()
	link, err := bob.API.ChannelsExportMessageLink(bctx, &tg.ChannelsExportMessageLinkRequest{Channel: bobs.AsInput(), ID: post})
	if err != nil {
		t.Fatal(err)
	}
	if code, text := page(t, link.Link); code != 200 || !strings.Contains(text, "Sun watchers") || !strings.Contains(text, "tg://resolve?domain=SunWatch") {
		t.Errorf("%s: %d, %s", link.Link, code, text)
	}
	if _, err := bob.API.ChannelsExportMessageLink(bctx, &tg.ChannelsExportMessageLinkRequest{Channel: bobs.AsInput(), ID: 99}); !tgerr.Is(err, "MESSAGE_ID_INVALID") {
		t.Errorf("a link to nothing: %v", err)
	}
	if err := postTo(bob, bobs, "may I"); !tgerr.Is(err, "CHAT_GUEST_SEND_FORBIDDEN") {
		t.Errorf("a stranger writes: %v", err)
	}
	if _, err := bob.API.ChannelsJoinChannel(bctx, bobs.AsInput()); err != nil {
		t.Fatal(err)
	}
	if err := postTo(bob, bobs, "may I"); err != nil {
		t.Fatal(err)
	}
	posted(t, alice, "may I")
	for _, err := range []error{
		func() error {
			_, err := bob.API.ChannelsUpdateUsername(bctx, &tg.ChannelsUpdateUsernameRequest{Channel: bobs.AsInput()})
			return err
		}(),
		func() error { _, err := bob.API.ChannelsDeactivateAllUsernames(bctx, bobs.AsInput()); return err }(),
	} {
		if !tgerr.Is(err, "CHAT_ADMIN_REQUIRED") {
			t.Errorf("bob changes the name: %v", err)
		}
	}
	log, err := alice.API.ChannelsGetAdminLog(ctx, &tg.ChannelsGetAdminLogRequest{Channel: group.AsInput(), Limit: 10})
	if err != nil || len(log.Events) == 0 {
		t.Fatal(log, err)
	}
	renamed := false
	for _, e := range log.Events {
		a, ok := e.Action.(*tg.ChannelAdminLogEventActionChangeUsername)
		renamed = renamed || ok && a.NewValue == "SunWatch"
	}
	if !renamed {
		t.Errorf("the log tells %v", log.Events)
	}
}

// page is what a browser gets behind a link.
func page(t *testing.T, link string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, link, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

// hashOf is what a link ends with.
func hashOf(i tg.ExportedChatInviteClass) string {
	link := i.(*tg.ChatInviteExported).Link
	return link[strings.LastIndex(link, "+")+1:]
}

// TestInviteLinks: links are made, somebody comes in by one, another is revoked and
// lets nobody in.
func TestInviteLinks(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	alice, bob, carol := srv.NewDevice("alice", apptest.TestNumber(1)), srv.NewDevice("bob", apptest.TestNumber(2)), srv.NewDevice("carol", apptest.TestNumber(3))
	for _, d := range []*apptest.Device{alice, bob, carol} {
		login(t, d)
	}
	group := newGroup(t, alice, "Moon watchers")
	ctx, cancel := alice.Context()
	defer cancel()
	full, err := alice.API.ChannelsGetFullChannel(ctx, group.AsInput())
	if err != nil {
		t.Fatal(err)
	}
	first, ok := full.FullChat.(*tg.ChannelFull).GetExportedInvite()
	if !ok || !first.(*tg.ChatInviteExported).Permanent {
		t.Fatal(first)
	}
	once, err := alice.API.MessagesExportChatInvite(ctx, &tg.MessagesExportChatInviteRequest{Peer: group.AsInputPeer(), Title: "once", UsageLimit: 1})
	if err != nil {
		t.Fatal(err)
	}
	bctx, bcancel := bob.Context()
	defer bcancel()
	cctx, ccancel := carol.Context()
	defer ccancel()
	for hash, code := range map[string]string{"": "INVITE_HASH_EMPTY", "x": "INVITE_HASH_INVALID", strings.Repeat("A", 20): "INVITE_HASH_INVALID"} {
		if _, err := bob.API.MessagesCheckChatInvite(bctx, hash); !tgerr.Is(err, code) {
			t.Errorf("%q: %v, not %s", hash, err, code)
		}
	}
	seen, err := bob.API.MessagesCheckChatInvite(bctx, hashOf(once))
	if c, ok := seen.(*tg.ChatInvite); err != nil || !ok || c.Title != "Moon watchers" || c.ParticipantsCount != 1 || c.RequestNeeded || !c.Megagroup {
		t.Errorf("bob sees %v, %v", seen, err)
	} else if len(c.Participants) != 1 || c.Participants[0].GetID() != alice.Self.ID {
		t.Errorf("bob sees who is in it: %v", c.Participants)
	}
	res, err := bob.API.MessagesImportChatInvite(bctx, hashOf(once))
	if err != nil {
		t.Fatal(err)
	}
	bobs := chatOf(t, res.(*tg.MessagesChatInviteJoinResultOk).Updates)
	if err := alice.Expect("that bob came by a link", func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewChannelMessage)
		if !ok {
			return false
		}
		m, ok := n.Message.(*tg.MessageService)
		if !ok {
			return false
		}
		a, ok := m.Action.(*tg.MessageActionChatJoinedByLink)
		return ok && a.InviterID == alice.Self.ID && m.FromID.(*tg.PeerUser).UserID == bob.Self.ID
	}); err != nil {
		t.Error(err)
	}
	if err := postTo(bob, bobs, "by a link"); err != nil {
		t.Error(err)
	}
	posted(t, alice, "by a link")
	if _, err := bob.API.MessagesImportChatInvite(bctx, hashOf(once)); !tgerr.Is(err, "USER_ALREADY_PARTICIPANT") {
		t.Errorf("bob comes again: %v", err)
	}
	if already, err := bob.API.MessagesCheckChatInvite(bctx, hashOf(once)); err != nil || already.TypeID() != tg.ChatInviteAlreadyTypeID {
		t.Error(already, err)
	}
	if _, err := carol.API.MessagesImportChatInvite(cctx, hashOf(once)); !tgerr.Is(err, "INVITE_HASH_EXPIRED") {
		t.Errorf("carol comes by a link that is used up: %v", err)
	}
	if _, err := bob.API.MessagesExportChatInvite(bctx, &tg.MessagesExportChatInviteRequest{Peer: bobs.AsInputPeer()}); !tgerr.Is(err, "CHAT_ADMIN_REQUIRED") {
		t.Errorf("bob makes a link: %v", err)
	}
	came, err := alice.API.MessagesGetChatInviteImporters(ctx, &tg.MessagesGetChatInviteImportersRequest{
		Peer: group.AsInputPeer(), Link: once.(*tg.ChatInviteExported).Link, OffsetUser: &tg.InputUserEmpty{}, Limit: 10,
	})
	if err != nil || came.Count != 1 || came.Importers[0].UserID != bob.Self.ID || len(came.Users) != 1 {
		t.Error(came, err)
	}
	gone, err := alice.API.MessagesEditExportedChatInvite(ctx, &tg.MessagesEditExportedChatInviteRequest{
		Peer: group.AsInputPeer(), Link: first.(*tg.ChatInviteExported).Link, Revoked: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	next := gone.(*tg.MessagesExportedChatInviteReplaced).NewInvite
	if _, err := carol.API.MessagesImportChatInvite(cctx, hashOf(first)); !tgerr.Is(err, "INVITE_HASH_EXPIRED") {
		t.Errorf("carol comes by a link that was revoked: %v", err)
	}
	if _, err := carol.API.MessagesImportChatInvite(cctx, hashOf(next)); err != nil {
		t.Errorf("carol comes by the new one: %v", err)
	}
	for l, want := range map[string]int{first.(*tg.ChatInviteExported).Link: 404, next.(*tg.ChatInviteExported).Link: 200} {
		if code, text := page(t, l); code != want || want == 200 && !strings.Contains(text, "Moon watchers") {
			t.Errorf("%s: %d, %s", l, code, text)
		}
	}
	list, err := alice.API.MessagesGetExportedChatInvites(ctx, &tg.MessagesGetExportedChatInvitesRequest{Peer: group.AsInputPeer(), AdminID: &tg.InputUserSelf{}, Limit: 10})
	if err != nil || list.Count != 2 {
		t.Error(list, err)
	}
	if ok, err := alice.API.MessagesDeleteRevokedExportedChatInvites(ctx, &tg.MessagesDeleteRevokedExportedChatInvitesRequest{Peer: group.AsInputPeer(), AdminID: &tg.InputUserSelf{}}); !ok || err != nil {
		t.Error(ok, err)
	}
	admins, err := alice.API.MessagesGetAdminsWithInvites(ctx, group.AsInputPeer())
	if err != nil || len(admins.Admins) != 1 || admins.Admins[0].InvitesCount != 2 || admins.Admins[0].RevokedInvitesCount != 0 {
		t.Error(admins, err)
	}
	log, err := alice.API.ChannelsGetAdminLog(ctx, &tg.ChannelsGetAdminLogRequest{Channel: group.AsInput(), Limit: 20})
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[uint32]int{}
	for _, e := range log.Events {
		kinds[e.Action.TypeID()]++
	}
	if kinds[tg.ChannelAdminLogEventActionParticipantJoinByInviteTypeID] != 2 || kinds[tg.ChannelAdminLogEventActionExportedInviteRevokeTypeID] != 1 ||
		kinds[tg.ChannelAdminLogEventActionExportedInviteDeleteTypeID] != 1 {
		t.Errorf("the log tells %v", log.Events)
	}
}

// pendingIs waits until a device hears how many wait to be let into a group.
func pendingIs(t *testing.T, d *apptest.Device, n int) {
	t.Helper()
	if err := d.Expect("who waits", func(u tg.UpdateClass) bool {
		p, ok := u.(*tg.UpdatePendingJoinRequests)
		return ok && p.RequestsPending == n && len(p.RecentRequesters) == n
	}); err != nil {
		t.Fatal(err)
	}
}

// TestJoinRequests: people ask to be let in, by a link and by a name; admins are
// told, nobody else is, and let one in and not the other.
func TestJoinRequests(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	alice, bob, carol := srv.NewDevice("alice", apptest.TestNumber(1)), srv.NewDevice("bob", apptest.TestNumber(2)), srv.NewDevice("carol", apptest.TestNumber(3))
	for _, d := range []*apptest.Device{alice, bob, carol} {
		login(t, d)
	}
	group := newGroup(t, alice, "Star watchers")
	ctx, cancel := alice.Context()
	defer cancel()
	link, err := alice.API.MessagesExportChatInvite(ctx, &tg.MessagesExportChatInviteRequest{Peer: group.AsInputPeer(), RequestNeeded: true})
	if err != nil {
		t.Fatal(err)
	}
	bctx, bcancel := bob.Context()
	defer bcancel()
	if _, err := bob.API.MessagesImportChatInvite(bctx, hashOf(link)); !tgerr.Is(err, "INVITE_REQUEST_SENT") {
		t.Fatalf("bob asks: %v", err)
	}
	pendingIs(t, alice, 1)
	waiting, err := alice.API.MessagesGetChatInviteImporters(ctx, &tg.MessagesGetChatInviteImportersRequest{
		Peer: group.AsInputPeer(), Requested: true, OffsetUser: &tg.InputUserEmpty{}, Limit: 10,
	})
	if err != nil || waiting.Count != 1 || !waiting.Importers[0].Requested || waiting.Importers[0].UserID != bob.Self.ID {
		t.Fatal(waiting, err)
	}
	bobUser := waiting.Users[0].(*tg.User).AsInput()
	full, err := alice.API.ChannelsGetFullChannel(ctx, group.AsInput())
	if err != nil || full.FullChat.(*tg.ChannelFull).RequestsPending != 1 || len(full.Users) != 1 {
		t.Error(full, err)
	}
	if _, err := alice.API.MessagesHideChatJoinRequest(ctx, &tg.MessagesHideChatJoinRequestRequest{Peer: group.AsInputPeer(), UserID: bobUser, Approved: true}); err != nil {
		t.Fatal(err)
	}
	bobs := chatFor(t, bob, group.ID)
	if _, err := alice.API.MessagesHideChatJoinRequest(ctx, &tg.MessagesHideChatJoinRequestRequest{Peer: group.AsInputPeer(), UserID: bobUser}); !tgerr.Is(err, "USER_ALREADY_PARTICIPANT") {
		t.Errorf("bob is let in again: %v", err)
	}

	if _, err := alice.API.ChannelsUpdateUsername(ctx, &tg.ChannelsUpdateUsernameRequest{Channel: group.AsInput(), Username: "starwatch"}); err != nil {
		t.Fatal(err)
	}
	if _, err := alice.API.ChannelsToggleJoinRequest(ctx, &tg.ChannelsToggleJoinRequestRequest{Channel: group.AsInput(), Enabled: true}); err != nil {
		t.Fatal(err)
	}
	cctx, ccancel := carol.Context()
	defer ccancel()
	r, err := carol.API.ContactsResolveUsername(cctx, &tg.ContactsResolveUsernameRequest{Username: "starwatch"})
	if err != nil {
		t.Fatal(err)
	}
	carols := r.Chats[0].(*tg.Channel)
	if _, err := carol.API.ChannelsJoinChannel(cctx, carols.AsInput()); !tgerr.Is(err, "INVITE_REQUEST_SENT") {
		t.Fatalf("carol asks: %v", err)
	}
	pendingIs(t, alice, 1)
	if _, err := bob.API.MessagesHideAllChatJoinRequests(bctx, &tg.MessagesHideAllChatJoinRequestsRequest{Peer: bobs.AsInputPeer(), Approved: true}); !tgerr.Is(err, "CHAT_ADMIN_REQUIRED") {
		t.Errorf("bob lets in carol: %v", err)
	}
	if _, err := alice.API.MessagesHideAllChatJoinRequests(ctx, &tg.MessagesHideAllChatJoinRequestsRequest{Peer: group.AsInputPeer()}); err != nil {
		t.Fatal(err)
	}
	if err := postTo(alice, group, "the end"); err != nil {
		t.Fatal(err)
	}
	posted(t, bob, "the end")
	if n := bob.Received(func(u tg.UpdateClass) bool { _, ok := u.(*tg.UpdatePendingJoinRequests); return ok }); n != 0 {
		t.Error("bob was told who waits")
	}
	part, err := alice.API.ChannelsGetParticipants(ctx, &tg.ChannelsGetParticipantsRequest{Channel: group.AsInput(), Filter: &tg.ChannelParticipantsRecent{}, Limit: 10})
	if err != nil || part.(*tg.ChannelsChannelParticipants).Count != 2 {
		t.Error(part, err)
	}
}

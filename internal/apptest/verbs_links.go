package apptest

import (
	"fmt"
	"slices"

	"github.com/gotd/td/tg"
)

// link GROUP NAME [ask]: makes an invite link, which the script calls NAME
func groupLink(s *script, d *Device, args []string) ([]string, error) {
	to, _ := s.groupPeer(d, args[0])
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesExportChatInvite(ctx, &tg.MessagesExportChatInviteRequest{Peer: to, RequestNeeded: slices.Contains(args[2:], "ask")})
	if err != nil {
		return nil, err
	}
	i, ok := res.(*tg.ChatInviteExported)
	if !ok {
		return nil, fmt.Errorf("%T", res)
	}
	s.links[args[1]] = i.Link
	return nil, nil
}

// revoke GROUP NAME: a link that the script calls so
func revokeLink(s *script, d *Device, args []string) ([]string, error) {
	to, _ := s.groupPeer(d, args[0])
	ctx, cancel := d.Context()
	defer cancel()
	_, err := d.API.MessagesEditExportedChatInvite(ctx, &tg.MessagesEditExportedChatInviteRequest{Peer: to, Link: s.links[args[1]], Revoked: true})
	return nil, err
}

// look NAME: prints what is behind a link
func lookBehind(s *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesCheckChatInvite(ctx, s.links[args[0]])
	if err != nil {
		return nil, err
	}
	switch i := res.(type) {
	case *tg.ChatInviteAlready:
		return []string{"in already: " + s.titleOf(i.Chat.GetID())}, nil
	case *tg.ChatInvite:
		line := fmt.Sprintf("%s (%d)", i.Title, i.ParticipantsCount)
		if i.Megagroup {
			line += ", supergroup"
		}
		if i.RequestNeeded {
			line += ", on request"
		}
		return []string{line}, nil
	}
	return nil, fmt.Errorf("%T", res)
}

// enter NAME: joins by a link
func enterBy(s *script, d *Device, args []string) ([]string, error) {
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesImportChatInvite(ctx, s.links[args[0]])
	if err != nil {
		return nil, err
	}
	ok, is := res.(*tg.MessagesChatInviteJoinResultOk)
	if !is {
		return nil, fmt.Errorf("%T", res)
	}
	return d.updated(ok.Updates, nil)
}

// let GROUP PERSON in|out: answers who asks to be let in
func answerAsking(s *script, d *Device, args []string) ([]string, error) {
	to, _ := s.groupPeer(d, args[0])
	in, err := s.user(d, args[1])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	return d.updated(d.API.MessagesHideChatJoinRequest(ctx, &tg.MessagesHideChatJoinRequestRequest{Peer: to, UserID: in, Approved: args[2] == "in"}))
}

// came GROUP NAME: prints who came by a link, newest first
func cameBy(s *script, d *Device, args []string) ([]string, error) {
	to, _ := s.groupPeer(d, args[0])
	r := &tg.MessagesGetChatInviteImportersRequest{Peer: to, OffsetUser: &tg.InputUserEmpty{}, Limit: 100}
	r.SetLink(s.links[args[1]])
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesGetChatInviteImporters(ctx, r)
	if err != nil {
		return nil, err
	}
	lines := make([]string, len(res.Importers))
	for i, p := range res.Importers {
		lines[i] = s.name(p.UserID)
	}
	return lines, nil
}

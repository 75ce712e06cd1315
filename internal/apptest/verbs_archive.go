package apptest

import (
	"fmt"
	"slices"

	"github.com/gotd/td/tg"
)

// archive CHAT…, unarchive CHAT…
func archiveChat(s *script, d *Device, args []string, folder int) ([]string, error) {
	moves := make([]tg.InputFolderPeer, len(args))
	for i, name := range args {
		p, err := s.peer(d, name)
		if err != nil {
			return nil, err
		}
		moves[i] = tg.InputFolderPeer{Peer: p, FolderID: folder}
	}
	ctx, cancel := d.Context()
	defer cancel()
	u, err := d.API.FoldersEditPeerFolders(ctx, moves)
	if err == nil {
		d.Record(u)
	}
	return nil, err
}

// chats main|archive: prints a list as clients ask for it
func chatsOf(s *script, d *Device, args []string) ([]string, error) {
	r := &tg.MessagesGetDialogsRequest{OffsetPeer: &tg.InputPeerEmpty{}, Limit: 100}
	r.SetFolderID(map[string]int{"main": 0, "archive": 1}[args[0]])
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesGetDialogs(ctx, r)
	if err != nil {
		return nil, err
	}
	m, ok := res.AsModified()
	if !ok {
		return nil, fmt.Errorf("%T", res)
	}
	d.Know(m.GetUsers(), m.GetMessages())
	var lines []string
	for _, x := range m.GetDialogs() {
		switch x := x.(type) {
		case *tg.Dialog:
			lines = append(lines, s.showDialog(d, x, nil))
		case *tg.DialogFolder:
			p, ok := x.Peer.(*tg.PeerUser)
			if !ok {
				return nil, fmt.Errorf("%T", x.Peer)
			}
			lines = append(lines, fmt.Sprintf("archive with %s on top, unread %d in %d muted, %d in %d", s.name(p.UserID),
				x.UnreadMutedMessagesCount, x.UnreadMutedPeersCount, x.UnreadUnmutedMessagesCount, x.UnreadUnmutedPeersCount))
		}
	}
	return lines, nil
}

// arrivals [strangers] [unmuted] [folders]: chooses what is archived, and stays so
func arrivals(_ *script, d *Device, args []string) ([]string, error) {
	want := tg.GlobalPrivacySettings{
		ArchiveAndMuteNewNoncontactPeers: slices.Contains(args, "strangers"), KeepArchivedUnmuted: slices.Contains(args, "unmuted"),
		KeepArchivedFolders: slices.Contains(args, "folders"),
	}
	ctx, cancel := d.Context()
	defer cancel()
	if _, err := d.API.AccountSetGlobalPrivacySettings(ctx, want); err != nil {
		return nil, err
	}
	got, err := d.API.AccountGetGlobalPrivacySettings(ctx)
	if err != nil {
		return nil, err
	}
	if want.SetFlags(); fmt.Sprint(*got) != fmt.Sprint(want) {
		return nil, fmt.Errorf("%+v, not %+v", *got, want)
	}
	return nil, nil
}

// archived matches the update that a chat has moved: archived|unarchived CHAT
func (s *script) archived(what string, args []string) (func(tg.UpdateClass) bool, error) {
	p, err := s.person(args[0])
	if err != nil {
		return nil, err
	}
	folder := map[string]int{"archived": 1, "unarchived": 0}[what]
	return func(u tg.UpdateClass) bool {
		f, ok := u.(*tg.UpdateFolderPeers)
		return ok && slices.ContainsFunc(f.FolderPeers, func(m tg.FolderPeer) bool {
			of, ok := m.Peer.(*tg.PeerUser)
			return ok && of.UserID == p.Self.ID && m.FolderID == folder
		})
	}, nil
}

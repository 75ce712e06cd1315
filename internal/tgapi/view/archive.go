package view

import (
	"context"
	"slices"

	"github.com/gotd/td/tg"

	"heliograph/internal/archive"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/update"
)

// Archive puts the archive on top of a listing, where there is something in it.
// TDLib wants it among pinned dialogs only.
func (v *Renderer) Archive(ctx context.Context, c *rpc.Call, l *Listing, s archive.Summary) error {
	if s.Top.Peer.IsZero() {
		return nil
	}
	ms, err := v.d.Messages.In(ctx, c.User, []peer.Peer{s.Top.Peer}, []int{s.Top.Top})
	if err != nil {
		return err
	}
	who := cast{viewer: c.User}
	who.peer(s.Top.Peer)
	if err := v.count(ctx, &who, ms); err != nil {
		return err
	}
	for i := range ms {
		who.message(&ms[i])
		l.Messages = append(l.Messages, who.render(&ms[i]))
	}
	l.Dialogs = append([]tg.DialogClass{&tg.DialogFolder{
		Pinned: true, Folder: tg.Folder{ID: archive.Folder, Title: "Archived Chats"}, Peer: Peer(s.Top.Peer), TopMessage: s.Top.Top,
		UnreadMutedPeersCount: s.MutedChats, UnreadUnmutedPeersCount: s.UnmutedChats,
		UnreadMutedMessagesCount: s.MutedUnread, UnreadUnmutedMessagesCount: s.UnmutedUnread,
	}}, l.Dialogs...)
	chats, us, err := v.everybody(ctx, c.User, &who)
	for _, x := range chats {
		if !slices.ContainsFunc(l.Chats, func(y tg.ChatClass) bool { return y.GetID() == x.GetID() }) {
			l.Chats = append(l.Chats, x)
		}
	}
	for _, u := range us {
		if !named(l.Users, u.GetID()) {
			l.Users = append(l.Users, u)
		}
	}
	return err
}

func named(us []tg.UserClass, id int64) bool {
	for _, u := range us {
		if u.GetID() == id {
			return true
		}
	}
	return false
}

func (r *rendering) moveEvent(e *update.Event) ([]tg.UpdateClass, error) {
	moves, err := archive.Decode(e.Data)
	if err != nil {
		return nil, err
	}
	u := &tg.UpdateFolderPeers{FolderPeers: make([]tg.FolderPeer, len(moves)), Pts: e.At.Pts, PtsCount: e.Count}
	for i, m := range moves {
		r.who.peer(m.Peer)
		u.FolderPeers[i] = tg.FolderPeer{Peer: Peer(m.Peer), FolderID: m.Folder}
	}
	return one(u), nil
}

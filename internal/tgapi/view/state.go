package view

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/draft"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
	"heliograph/internal/update"
)

// State is where a box stands. There is no seq: what has no pts is repeated by
// date.
func State(s update.State, unread int) tg.UpdatesState {
	return tg.UpdatesState{Pts: s.At.Pts, Date: int(s.Date), UnreadCount: unread}
}

// Named is the chats and users that peers are.
func (v *Renderer) Named(ctx context.Context, c *rpc.Call, peers ...peer.Peer) ([]tg.ChatClass, []tg.UserClass, error) {
	who := cast{viewer: c.User}
	for _, p := range peers {
		who.peer(p)
	}
	return v.everybody(ctx, c.User, &who)
}

// Drafts is every draft as updates, the answer to messages.getAllDrafts.
func (v *Renderer) Drafts(ctx context.Context, c *rpc.Call, ds []draft.Draft) (tg.UpdatesClass, error) {
	out := &tg.Updates{Updates: []tg.UpdateClass{}}
	who := cast{viewer: c.User}
	for i := range ds {
		who.peer(ds[i].Peer)
		who.text(ds[i].Text)
		out.Date = max(out.Date, int(ds[i].Date))
		out.Updates = append(out.Updates, draftUpdate(&ds[i]))
	}
	var err error
	out.Chats, out.Users, err = v.everybody(ctx, c.User, &who)
	return out, err
}

package channels

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/rpc"
)

// getGroupsForDiscussion also names basic groups, which clients turn into
// supergroups first.
func (h *Handlers) getGroupsForDiscussion(ctx context.Context, c *rpc.Call) (tg.MessagesChatsClass, error) {
	ids, err := h.Channel.MayLink(ctx, c.Actor())
	if err != nil {
		return nil, err
	}
	chats, err := h.View.Channels(ctx, c, ids...)
	return &tg.MessagesChats{Chats: chats}, err
}

func (h *Handlers) setDiscussionGroup(ctx context.Context, c *rpc.Call, r *tg.ChannelsSetDiscussionGroupRequest) (bool, error) {
	from, err := h.maybe(c, r.Broadcast)
	if err != nil {
		return false, err
	}
	to, err := h.maybe(c, r.Group)
	if err != nil {
		return false, err
	}
	err = h.Channel.Link(ctx, c.Actor(), from, to)
	return err == nil, err
}

// maybe is a channel, 0 for none.
func (h *Handlers) maybe(c *rpc.Call, in tg.InputChannelClass) (channel.ID, error) {
	if _, none := in.(*tg.InputChannelEmpty); none {
		return 0, nil
	}
	return h.In.Channel(c, in)
}

package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/rpc"
)

func (h *Handlers) getAttachMenuBots(context.Context, *rpc.Call, int64) (tg.AttachMenuBotsClass, error) {
	return &tg.AttachMenuBots{Bots: []tg.AttachMenuBot{}, Users: []tg.UserClass{}}, nil
}

func (h *Handlers) getQuickReplies(context.Context, *rpc.Call, int64) (tg.MessagesQuickRepliesClass, error) {
	return &tg.MessagesQuickReplies{
		QuickReplies: []tg.QuickReply{}, Messages: []tg.MessageClass{}, Chats: []tg.ChatClass{}, Users: []tg.UserClass{},
	}, nil
}

// getSponsoredMessages has none, here or later.
func (h *Handlers) getSponsoredMessages(ctx context.Context, c *rpc.Call, r *tg.MessagesGetSponsoredMessagesRequest) (tg.MessagesSponsoredMessagesClass, error) {
	if _, err := h.seen(ctx, c, r.Peer); err != nil {
		return nil, err
	}
	return &tg.MessagesSponsoredMessagesEmpty{}, nil
}

package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/rpc"
)

var errUser = fault.New(fault.Invalid, "USER_ID_INVALID")

func (h *Handlers) getAttachMenuBots(context.Context, *rpc.Call, int64) (tg.AttachMenuBotsClass, error) {
	return &tg.AttachMenuBots{Bots: []tg.AttachMenuBot{}, Users: []tg.UserClass{}}, nil
}

func (h *Handlers) getQuickReplies(context.Context, *rpc.Call, int64) (tg.MessagesQuickRepliesClass, error) {
	return &tg.MessagesQuickReplies{
		QuickReplies: []tg.QuickReply{}, Messages: []tg.MessageClass{}, Chats: []tg.ChatClass{}, Users: []tg.UserClass{},
	}, nil
}

// getCommonChats is empty: there are no groups.
func (h *Handlers) getCommonChats(_ context.Context, c *rpc.Call, r *tg.MessagesGetCommonChatsRequest) (tg.MessagesChatsClass, error) {
	id, err := h.In.User(c, r.UserID)
	if err != nil {
		return nil, err
	}
	if id == c.User {
		return nil, errUser
	}
	return &tg.MessagesChats{Chats: []tg.ChatClass{}}, nil
}

// getOnlines counts in groups, and nobody is in one.
func (h *Handlers) getOnlines(context.Context, *rpc.Call, tg.InputPeerClass) (*tg.ChatOnlines, error) {
	return nil, errPeer
}

// getSponsoredMessages has none, here or later.
func (h *Handlers) getSponsoredMessages(_ context.Context, c *rpc.Call, r *tg.MessagesGetSponsoredMessagesRequest) (tg.MessagesSponsoredMessagesClass, error) {
	if _, err := h.chat(c, r.Peer); err != nil {
		return nil, err
	}
	return &tg.MessagesSponsoredMessagesEmpty{}, nil
}

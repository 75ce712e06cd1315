package channels

import (
	"context"
	"strconv"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/rpc"
)

var (
	errMessage  = fault.New(fault.Invalid, "MESSAGE_ID_INVALID")
	errNameSame = fault.New(fault.Invalid, "USERNAME_NOT_MODIFIED")
)

// checkUsername is also asked before there is a channel, with an empty one.
func (h *Handlers) checkUsername(ctx context.Context, c *rpc.Call, r *tg.ChannelsCheckUsernameRequest) (bool, error) {
	var id channel.ID
	if _, empty := r.Channel.(*tg.InputChannelEmpty); !empty {
		var err error
		if id, err = h.In.Channel(c, r.Channel); err != nil {
			return false, err
		}
	}
	err := h.Channel.CheckUsername(ctx, c.Actor(), id, r.Username)
	return err == nil, err
}

func (h *Handlers) updateUsername(ctx context.Context, c *rpc.Call, r *tg.ChannelsUpdateUsernameRequest) (bool, error) {
	id, err := h.In.Channel(c, r.Channel)
	if err != nil {
		return false, err
	}
	_, err = h.Channel.SetUsername(ctx, c.Actor(), id, r.Username)
	return err == nil, err
}

// toggleUsername finds every name of a channel active: it has one, which is let go
// of by updateUsername.
func (h *Handlers) toggleUsername(ctx context.Context, c *rpc.Call, r *tg.ChannelsToggleUsernameRequest) (bool, error) {
	id, err := h.In.Channel(c, r.Channel)
	if err == nil {
		err = h.Channel.HasUsername(ctx, c.Actor(), id, r.Username)
	}
	if err == nil {
		err = errNameSame
	}
	return false, err
}

// reorderUsernames takes the one order that there is.
func (h *Handlers) reorderUsernames(ctx context.Context, c *rpc.Call, r *tg.ChannelsReorderUsernamesRequest) (bool, error) {
	id, err := h.In.Channel(c, r.Channel)
	if err == nil {
		err = h.Channel.HasUsername(ctx, c.Actor(), id, r.Order...)
	}
	return err == nil, err
}

// deactivateAllUsernames is about names besides the one of updateUsername, and no
// channel has such.
func (h *Handlers) deactivateAllUsernames(ctx context.Context, c *rpc.Call, in tg.InputChannelClass) (bool, error) {
	id, err := h.In.Channel(c, in)
	if err == nil {
		err = h.Channel.HasUsername(ctx, c.Actor(), id)
	}
	return err == nil, err
}

// getAdminedPublicChannels is the channels whose names the caller could take away.
func (h *Handlers) getAdminedPublicChannels(ctx context.Context, c *rpc.Call, r *tg.ChannelsGetAdminedPublicChannelsRequest) (tg.MessagesChatsClass, error) {
	out := &tg.MessagesChats{Chats: []tg.ChatClass{}}
	if r.ByLocation { // there are no groups of places
		return out, nil
	}
	if r.CheckLimit {
		if err := h.Channel.RoomForName(ctx, c.User); err != nil {
			return nil, err
		}
	}
	as, err := h.Channel.OwnedPublic(ctx, c.User)
	for i := range as {
		if !r.ForPersonal || as[i].Broadcast {
			out.Chats = append(out.Chats, h.View.Channel(c.User, &as[i]))
		}
	}
	return out, err
}

// exportMessageLink is where a message is found, by whoever may see it.
func (h *Handlers) exportMessageLink(ctx context.Context, c *rpc.Call, r *tg.ChannelsExportMessageLinkRequest) (*tg.ExportedMessageLink, error) {
	a, err := h.access(ctx, c, r.Channel)
	if err != nil {
		return nil, err
	}
	ms, err := h.Message.Posts(ctx, c.Actor(), a.ID.Peer(), r.ID)
	switch {
	case err != nil:
		return nil, err
	case len(ms) == 0:
		return nil, errMessage
	}
	at := a.Username
	if !a.Public() {
		at = "c/" + a.ID.String()
	}
	return &tg.ExportedMessageLink{Link: h.Links + at + "/" + strconv.Itoa(r.ID)}, nil
}

// Package channels is the edge of the channels.* methods.
//
// Owns their decoding and answers. Must not hold a rule: those are in channel and
// message.
package channels

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/contact"
	"heliograph/internal/dialog"
	"heliograph/internal/message"
	"heliograph/internal/notify"
	"heliograph/internal/report"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/user"
)

// Deps is what the Handlers need.
type Deps struct {
	In      *input.Resolver
	View    *view.Renderer
	Channel *channel.Service
	Message *message.Service
	Dialog  *dialog.Service
	Notify  *notify.Service
	Contact *contact.Service
	Users   *user.Service
	Report  *report.Service
	Links   string // what links to this server begin with, up to the last slash
}

// Handlers answer the methods of the namespace.
type Handlers struct{ Deps }

// New makes the Handlers.
func New(d Deps) *Handlers {
	if d.In == nil || d.View == nil || d.Channel == nil || d.Message == nil || d.Dialog == nil || d.Notify == nil || d.Contact == nil || d.Users == nil || d.Report == nil {
		panic("channels: missing dependency")
	}
	return &Handlers{d}
}

// Register lists every channels.* method that is served; those
// of forums are beside their handlers.
func (h *Handlers) Register(d *tg.ServerDispatcher) {
	h.registerForum(d)
	d.OnChannelsCheckUsername(rpc.User(h.checkUsername))
	d.OnChannelsCreateChannel(rpc.User(h.createChannel))
	d.OnChannelsDeactivateAllUsernames(rpc.User(h.deactivateAllUsernames))
	d.OnChannelsDeleteChannel(rpc.User(h.deleteChannel))
	d.OnChannelsDeleteHistory(rpc.User(h.deleteHistory))
	d.OnChannelsDeleteMessages(rpc.Any(h.deleteMessages))
	d.OnChannelsDeleteParticipantHistory(rpc.User(h.deleteParticipantHistory))
	d.OnChannelsEditAdmin(rpc.Any(h.editAdmin))
	d.OnChannelsEditBanned(rpc.Any(h.editBanned))
	d.OnChannelsEditTitle(rpc.Any(h.editTitle))
	d.OnChannelsExportMessageLink(rpc.User(h.exportMessageLink))
	d.OnChannelsGetAdminLog(rpc.User(h.getAdminLog))
	d.OnChannelsGetAdminedPublicChannels(rpc.User(h.getAdminedPublicChannels))
	d.OnChannelsGetChannels(rpc.Any(h.getChannels))
	d.OnChannelsGetFullChannel(rpc.Any(h.getFullChannel))
	d.OnChannelsGetGroupsForDiscussion(rpc.User0(h.getGroupsForDiscussion))
	d.OnChannelsGetInactiveChannels(rpc.User0(h.getInactiveChannels))
	d.OnChannelsGetMessages(rpc.Any(h.getMessages))
	d.OnChannelsGetParticipant(rpc.Any(h.getParticipant))
	d.OnChannelsGetParticipants(rpc.Any(h.getParticipants))
	d.OnChannelsGetSendAs(rpc.User(h.getSendAs))
	d.OnChannelsInviteToChannel(rpc.User(h.inviteToChannel))
	d.OnChannelsJoinChannel(rpc.User(h.joinChannel))
	d.OnChannelsLeaveChannel(rpc.Any(h.leaveChannel))
	d.OnChannelsReadHistory(rpc.User(h.readHistory))
	d.OnChannelsReadMessageContents(rpc.User(h.readMessageContents))
	d.OnChannelsReorderUsernames(rpc.User(h.reorderUsernames))
	d.OnChannelsReportSpam(rpc.User(h.reportSpam))
	d.OnChannelsSetDiscussionGroup(rpc.User(h.setDiscussionGroup))
	d.OnChannelsToggleJoinRequest(rpc.User(h.toggleJoinRequest))
	d.OnChannelsToggleJoinToSend(rpc.User(h.toggleJoinToSend))
	d.OnChannelsToggleParticipantsHidden(rpc.User(h.toggleParticipantsHidden))
	d.OnChannelsTogglePreHistoryHidden(rpc.User(h.togglePreHistoryHidden))
	d.OnChannelsToggleSignatures(rpc.User(h.toggleSignatures))
	d.OnChannelsToggleSlowMode(rpc.User(h.toggleSlowMode))
	d.OnChannelsToggleUsername(rpc.User(h.toggleUsername))
	d.OnChannelsUpdateUsername(rpc.User(h.updateUsername))
}

// answer is a change of a channel.
func (h *Handlers) answer(ctx context.Context, c *rpc.Call, ch channel.Change, err error) (tg.UpdatesClass, error) {
	if err != nil {
		return nil, err
	}
	return h.View.ChannelChange(ctx, c, ch)
}

// access is the channel that in names, as the caller stands in it. Faults:
// CHANNEL_INVALID, CHANNEL_PRIVATE.
func (h *Handlers) access(ctx context.Context, c *rpc.Call, in tg.InputChannelClass) (*channel.Access, error) {
	id, err := h.In.Channel(c, in)
	if err != nil {
		return nil, err
	}
	as, err := h.Channel.Access(ctx, c.User, id)
	switch {
	case err != nil:
		return nil, err
	case len(as) == 0:
		return nil, errInvalid
	case !as[0].Sees():
		return nil, errPrivate
	}
	return &as[0], nil
}

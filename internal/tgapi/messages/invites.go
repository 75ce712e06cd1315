package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/contact"
	"heliograph/internal/fault"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/user"
)

// InviteDeps is what the handlers of invite links need.
type InviteDeps struct {
	In      *input.Resolver
	View    *view.Renderer
	Channel *channel.Service
	Contact *contact.Service
	Links   string // what links to this server begin with, up to the last slash
}

// Invites answers the methods about invite links and requests to join.
type Invites struct{ InviteDeps }

// NewInvites makes the handlers.
func NewInvites(d InviteDeps) *Invites {
	if d.In == nil || d.View == nil || d.Channel == nil || d.Contact == nil {
		panic("messages: missing dependency")
	}
	return &Invites{d}
}

// Register lists the methods about invite links.
func (h *Invites) Register(d *tg.ServerDispatcher) {
	d.OnMessagesCheckChatInvite(rpc.User(h.checkChatInvite))
	d.OnMessagesDeleteExportedChatInvite(rpc.User(h.deleteExportedChatInvite))
	d.OnMessagesDeleteRevokedExportedChatInvites(rpc.User(h.deleteRevokedExportedChatInvites))
	d.OnMessagesEditExportedChatInvite(rpc.Any(h.editExportedChatInvite))
	d.OnMessagesExportChatInvite(rpc.Any(h.exportChatInvite))
	d.OnMessagesGetAdminsWithInvites(rpc.User(h.getAdminsWithInvites))
	d.OnMessagesGetChatInviteImporters(rpc.User(h.getChatInviteImporters))
	d.OnMessagesGetExportedChatInvite(rpc.User(h.getExportedChatInvite))
	d.OnMessagesGetExportedChatInvites(rpc.User(h.getExportedChatInvites))
	d.OnMessagesHideAllChatJoinRequests(rpc.User(h.hideAllChatJoinRequests))
	d.OnMessagesHideChatJoinRequest(rpc.Any(h.hideChatJoinRequest))
	d.OnMessagesImportChatInvite(rpc.User(h.importChatInvite))
}

var (
	errInvitePeer = fault.New(fault.Invalid, "PEER_ID_INVALID")
	errWithLink   = fault.New(fault.Invalid, "SEARCH_WITH_LINK_NOT_SUPPORTED")
)

// at is the group or channel that p names; nothing else has invite links.
func (h *Invites) at(c *rpc.Call, p tg.InputPeerClass) (channel.ID, error) {
	in, err := h.In.Peer(c, p)
	if err != nil {
		return 0, err
	}
	id, err := channel.Of(in)
	if err != nil {
		err = errInvitePeer
	}
	return id, err
}

// exportChatInvite renews the first link of the caller, or makes one more.
func (h *Invites) exportChatInvite(ctx context.Context, c *rpc.Call, r *tg.MessagesExportChatInviteRequest) (tg.ExportedChatInviteClass, error) {
	id, err := h.at(c, r.Peer)
	if err != nil {
		return nil, err
	}
	var i channel.Invite
	if r.LegacyRevokePermanent {
		i, err = h.Channel.FirstInvite(ctx, c.Actor(), id, true)
	} else {
		i, err = h.Channel.MakeInvite(ctx, c.Actor(), id, channel.InviteDraft{
			Title: r.Title, Expires: int64(r.ExpireDate), Limit: r.UsageLimit, Ask: r.RequestNeeded,
		})
	}
	if err != nil {
		return nil, err
	}
	return view.Invite(h.Links, &i), nil
}

func (h *Invites) getExportedChatInvites(ctx context.Context, c *rpc.Call, r *tg.MessagesGetExportedChatInvitesRequest) (*tg.MessagesExportedChatInvites, error) {
	id, err := h.at(c, r.Peer)
	if err != nil {
		return nil, err
	}
	by, err := h.In.User(c, r.AdminID)
	if err != nil {
		return nil, err
	}
	is, total, err := h.Channel.Invites(ctx, c.Actor(), id, by, r.Revoked, channel.Hash(r.OffsetLink), r.Limit)
	if err != nil {
		return nil, err
	}
	return h.View.Invites(ctx, c, h.Links, is, total)
}

func (h *Invites) getExportedChatInvite(ctx context.Context, c *rpc.Call, r *tg.MessagesGetExportedChatInviteRequest) (tg.MessagesExportedChatInviteClass, error) {
	id, err := h.at(c, r.Peer)
	if err != nil {
		return nil, err
	}
	i, err := h.Channel.Invite(ctx, c.Actor(), id, channel.Hash(r.Link))
	if err != nil {
		return nil, err
	}
	return h.one(ctx, c, &i)
}

// one is a link with the admin who made it.
func (h *Invites) one(ctx context.Context, c *rpc.Call, i *channel.Invite) (*tg.MessagesExportedChatInvite, error) {
	us, err := h.View.Users(ctx, c, i.By)
	return &tg.MessagesExportedChatInvite{Invite: view.Invite(h.Links, i), Users: us}, err
}

func (h *Invites) editExportedChatInvite(ctx context.Context, c *rpc.Call, r *tg.MessagesEditExportedChatInviteRequest) (tg.MessagesExportedChatInviteClass, error) {
	id, err := h.at(c, r.Peer)
	if err != nil {
		return nil, err
	}
	change := channel.InviteChange{Revoke: r.Revoked}
	if t, ok := r.GetTitle(); ok {
		change.Title = &t
	}
	if at, ok := r.GetExpireDate(); ok {
		expires := int64(at)
		change.Expires = &expires
	}
	if n, ok := r.GetUsageLimit(); ok {
		change.Limit = &n
	}
	if ask, ok := r.GetRequestNeeded(); ok {
		change.Ask = &ask
	}
	i, instead, err := h.Channel.EditInvite(ctx, c.Actor(), id, channel.Hash(r.Link), change)
	if err != nil {
		return nil, err
	}
	out, err := h.one(ctx, c, &i)
	if err != nil || instead == nil {
		return out, err
	}
	return &tg.MessagesExportedChatInviteReplaced{Invite: out.Invite, NewInvite: view.Invite(h.Links, instead), Users: out.Users}, nil
}

func (h *Invites) deleteExportedChatInvite(ctx context.Context, c *rpc.Call, r *tg.MessagesDeleteExportedChatInviteRequest) (bool, error) {
	id, err := h.at(c, r.Peer)
	if err == nil {
		err = h.Channel.DeleteInvite(ctx, c.Actor(), id, channel.Hash(r.Link))
	}
	return err == nil, err
}

func (h *Invites) deleteRevokedExportedChatInvites(ctx context.Context, c *rpc.Call, r *tg.MessagesDeleteRevokedExportedChatInvitesRequest) (bool, error) {
	id, err := h.at(c, r.Peer)
	if err != nil {
		return false, err
	}
	by, err := h.In.User(c, r.AdminID)
	if err == nil {
		err = h.Channel.DeleteRevoked(ctx, c.Actor(), id, by)
	}
	return err == nil, err
}

func (h *Invites) getAdminsWithInvites(ctx context.Context, c *rpc.Call, p tg.InputPeerClass) (*tg.MessagesChatAdminsWithInvites, error) {
	id, err := h.at(c, p)
	if err != nil {
		return nil, err
	}
	ns, err := h.Channel.InviteAdmins(ctx, c.Actor(), id)
	if err != nil {
		return nil, err
	}
	out := &tg.MessagesChatAdminsWithInvites{Admins: make([]tg.ChatAdminWithInvites, len(ns))}
	ids := make([]user.ID, len(ns))
	for k, n := range ns {
		ids[k] = n.Admin
		out.Admins[k] = tg.ChatAdminWithInvites{AdminID: int64(n.Admin), InvitesCount: n.Live, RevokedInvitesCount: n.Revoked}
	}
	out.Users, err = h.View.Users(ctx, c, ids...)
	return out, err
}

// getChatInviteImporters is who came by a link, or who asks to be let in; only the
// latter are searched, and not by a link at the same time.
func (h *Invites) getChatInviteImporters(ctx context.Context, c *rpc.Call, r *tg.MessagesGetChatInviteImportersRequest) (*tg.MessagesChatInviteImporters, error) {
	id, err := h.at(c, r.Peer)
	if err != nil {
		return nil, err
	}
	q := channel.CameQuery{Asking: r.Requested, Hash: channel.Hash(r.Link), At: int64(r.OffsetDate), Limit: r.Limit}
	if _, empty := r.OffsetUser.(*tg.InputUserEmpty); !empty {
		if q.User, err = h.In.User(c, r.OffsetUser); err != nil {
			return nil, err
		}
	}
	if r.Q != "" {
		if q.Hash != "" {
			return nil, errWithLink
		}
		q.Match = func(ctx context.Context, ids []user.ID) ([]bool, error) {
			return h.Contact.Named(ctx, c.User, ids, r.Q)
		}
	}
	came, total, err := h.Channel.CameBy(ctx, c.Actor(), id, q)
	if err != nil {
		return nil, err
	}
	return h.View.Came(ctx, c, came, r.Requested, total)
}

// checkChatInvite is what is behind a link: to a member the chat itself.
func (h *Invites) checkChatInvite(ctx context.Context, c *rpc.Call, hash string) (tg.ChatInviteClass, error) {
	a, i, err := h.Channel.CheckInvite(ctx, c.User, channel.Hash(hash))
	switch {
	case err != nil:
		return nil, err
	case a.Me.In:
		return &tg.ChatInviteAlready{Chat: h.View.Channel(c.User, &a)}, nil
	}
	friends, err := h.Contact.All(ctx, c.User)
	if err != nil {
		return nil, err
	}
	members, err := h.Channel.Introduce(ctx, &a, &i, friends.IDs)
	if err != nil {
		return nil, err
	}
	out := view.ChatInvite(&a, &i)
	if len(members) > 0 {
		us, err := h.View.Users(ctx, c, members...)
		if err != nil {
			return nil, err
		}
		out.SetParticipants(us)
	}
	return out, nil
}

func (h *Invites) importChatInvite(ctx context.Context, c *rpc.Call, hash string) (tg.MessagesChatInviteJoinResultClass, error) {
	ch, err := h.Channel.JoinByInvite(ctx, c.Actor(), channel.Hash(hash))
	if err != nil {
		return nil, err
	}
	u, err := h.View.ChannelChange(ctx, c, ch)
	return &tg.MessagesChatInviteJoinResultOk{Updates: u}, err
}

func (h *Invites) hideChatJoinRequest(ctx context.Context, c *rpc.Call, r *tg.MessagesHideChatJoinRequestRequest) (tg.UpdatesClass, error) {
	id, err := h.at(c, r.Peer)
	if err != nil {
		return nil, err
	}
	who, err := h.In.User(c, r.UserID)
	if err != nil {
		return nil, err
	}
	ch, err := h.Channel.Decide(ctx, c.Actor(), id, who, r.Approved)
	if err != nil {
		return nil, err
	}
	return h.View.ChannelChange(ctx, c, ch)
}

func (h *Invites) hideAllChatJoinRequests(ctx context.Context, c *rpc.Call, r *tg.MessagesHideAllChatJoinRequestsRequest) (tg.UpdatesClass, error) {
	id, err := h.at(c, r.Peer)
	if err != nil {
		return nil, err
	}
	ch, err := h.Channel.DecideAll(ctx, c.Actor(), id, channel.Hash(r.Link), r.Approved)
	if err != nil {
		return nil, err
	}
	return h.View.ChannelChange(ctx, c, ch)
}

package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/channel"
	"heliograph/internal/dialog"
	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/notify"
	"heliograph/internal/right"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/input"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/user"
)

// GroupDeps is what the handlers of basic groups need.
type GroupDeps struct {
	In      *input.Resolver
	View    *view.Renderer
	Channel *channel.Service
	Message *message.Service
	Dialog  *dialog.Service
	Notify  *notify.Service
	Links   string // what links to this server begin with, up to the last slash
}

// Groups answers the methods about basic groups alone.
type Groups struct{ GroupDeps }

// NewGroups makes the handlers.
func NewGroups(d GroupDeps) *Groups {
	if d.In == nil || d.View == nil || d.Channel == nil || d.Message == nil || d.Dialog == nil || d.Notify == nil {
		panic("messages: missing dependency")
	}
	return &Groups{d}
}

// Register lists the methods about basic groups alone.
func (h *Groups) Register(d *tg.ServerDispatcher) {
	d.OnMessagesAddChatUser(rpc.User(h.addChatUser))
	d.OnMessagesCreateChat(rpc.User(h.createChat))
	d.OnMessagesDeleteChat(rpc.User(h.deleteChat))
	d.OnMessagesDeleteChatUser(rpc.Any(h.deleteChatUser))
	d.OnMessagesEditChatAdmin(rpc.User(h.editChatAdmin))
	d.OnMessagesEditChatTitle(rpc.Any(h.editChatTitle))
	d.OnMessagesGetChats(rpc.Any(h.getChats))
	d.OnMessagesGetFullChat(rpc.Any(h.getFullChat))
	d.OnMessagesMigrateChat(rpc.User(h.migrateChat))
}

var errGroup = fault.New(fault.Invalid, "CHAT_ID_INVALID")

// group is the basic group with an id. Who is in none by that id is told so by what
// they want to do there.
func group(id int64) (channel.ID, error) {
	if c := channel.ID(id); c > 0 && c.Basic() {
		return c, nil
	}
	return 0, errGroup
}

// maxCreated is how many people one request names at most.
const maxCreated = 200

// createChat makes a group of the people who let the caller add them, and names
// those who do not.
func (h *Groups) createChat(ctx context.Context, c *rpc.Call, r *tg.MessagesCreateChatRequest) (*tg.MessagesInvitedUsers, error) {
	if len(r.Users) > maxCreated {
		return nil, fault.New(fault.Invalid, "USERS_TOO_MUCH")
	}
	d := channel.Draft{Title: r.Title, Basic: true, Period: r.TTLPeriod, Users: make([]user.ID, len(r.Users))}
	for i, in := range r.Users {
		var err error
		if d.Users[i], err = h.In.User(c, in); err != nil {
			return nil, err
		}
	}
	ch, err := h.Channel.Create(ctx, c.Actor(), d)
	if err != nil {
		return nil, err
	}
	return h.View.InvitedUsers(ctx, c, ch)
}

func (h *Groups) addChatUser(ctx context.Context, c *rpc.Call, r *tg.MessagesAddChatUserRequest) (*tg.MessagesInvitedUsers, error) {
	id, err := group(r.ChatID)
	if err != nil {
		return nil, err
	}
	who, err := h.In.User(c, r.UserID)
	if err != nil {
		return nil, err
	}
	ch, err := h.Channel.Bring(ctx, c.Actor(), id, who, r.FwdLimit)
	if err != nil {
		return nil, err
	}
	return h.View.InvitedUsers(ctx, c, ch)
}

func (h *Groups) deleteChatUser(ctx context.Context, c *rpc.Call, r *tg.MessagesDeleteChatUserRequest) (tg.UpdatesClass, error) {
	id, err := group(r.ChatID)
	if err != nil {
		return nil, err
	}
	who, err := h.In.User(c, r.UserID)
	if err != nil {
		return nil, err
	}
	return h.answer(ctx, c)(h.Channel.Remove(ctx, c.Actor(), id, who, r.RevokeHistory))
}

// answer renders a change of a group.
func (h *Groups) answer(ctx context.Context, c *rpc.Call) func(channel.Change, error) (tg.UpdatesClass, error) {
	return func(ch channel.Change, err error) (tg.UpdatesClass, error) {
		if err != nil {
			return nil, err
		}
		return h.View.ChannelChange(ctx, c, ch)
	}
}

func (h *Groups) editChatTitle(ctx context.Context, c *rpc.Call, r *tg.MessagesEditChatTitleRequest) (tg.UpdatesClass, error) {
	id, err := group(r.ChatID)
	if err != nil {
		return nil, err
	}
	return h.answer(ctx, c)(h.Channel.SetTitle(ctx, c.Actor(), id, r.Title))
}

// editChatAdmin answers nothing: the caller's session hears of it as others do.
func (h *Groups) editChatAdmin(ctx context.Context, c *rpc.Call, r *tg.MessagesEditChatAdminRequest) (bool, error) {
	id, err := group(r.ChatID)
	if err != nil {
		return false, err
	}
	who, err := h.In.User(c, r.UserID)
	if err != nil {
		return false, err
	}
	_, err = h.Channel.SetAdmin(ctx, user.Actor{ID: c.User}, id, who, r.IsAdmin)
	return err == nil, err
}

func (h *Groups) deleteChat(ctx context.Context, c *rpc.Call, chat int64) (bool, error) {
	id, err := group(chat)
	if err == nil {
		_, err = h.Channel.Delete(ctx, user.Actor{ID: c.User}, id)
	}
	return err == nil, err
}

func (h *Groups) migrateChat(ctx context.Context, c *rpc.Call, chat int64) (tg.UpdatesClass, error) {
	id, err := group(chat)
	if err != nil {
		return nil, err
	}
	return h.answer(ctx, c)(h.Channel.Migrate(ctx, c.Actor(), id))
}

// maxChats is how many groups one request may name.
const maxChats = 200

// getChats is of groups in which the caller is, or was: others are not there.
func (h *Groups) getChats(ctx context.Context, c *rpc.Call, in []int64) (tg.MessagesChatsClass, error) {
	ids := make([]channel.ID, min(len(in), maxChats))
	for i := range ids {
		var err error
		if ids[i], err = group(in[i]); err != nil {
			return nil, err
		}
	}
	chats, err := h.View.Channels(ctx, c, ids...)
	switch {
	case err != nil:
		return nil, err
	case len(chats) == 0 && len(ids) > 0:
		return nil, errGroup
	}
	return &tg.MessagesChats{Chats: chats}, nil
}

// getFullChat is of a group in which the caller is, or was.
func (h *Groups) getFullChat(ctx context.Context, c *rpc.Call, chat int64) (*tg.MessagesChatFull, error) {
	id, err := group(chat)
	if err != nil {
		return nil, err
	}
	as, err := h.Channel.Access(ctx, c.User, id)
	switch {
	case err != nil:
		return nil, err
	case len(as) == 0 || as[0].Me.Joined == 0:
		return nil, errGroup
	}
	a := &as[0]
	full := &tg.ChatFull{ID: chat, ChatPhoto: &tg.PhotoEmpty{}}
	us, err := h.fill(ctx, c, a, full)
	if err != nil {
		return nil, err
	}
	out := &tg.MessagesChatFull{FullChat: full, Users: us}
	shown := []channel.ID{id}
	if a.To != 0 {
		shown = append(shown, a.To)
	}
	out.Chats, err = h.View.Channels(ctx, c, shown...)
	return out, err
}

// fill shows what a group is to the caller, and to who may invite people the own
// link and who waits to be let in.
func (h *Groups) fill(ctx context.Context, c *rpc.Call, a *channel.Access, full *tg.ChatFull) (us []tg.UserClass, err error) {
	if full.Participants, us, err = h.View.BasicParticipants(ctx, c, a); err != nil {
		return nil, err
	}
	ns, err := h.Notify.Of(ctx, c.User, a.ID.Peer())
	if err != nil {
		return nil, err
	}
	full.NotifySettings = *view.NotifySettings(&ns[0])
	if err := h.fillDialog(ctx, c, a, full); err != nil {
		return nil, err
	}
	if !a.Sees() {
		return us, nil
	}
	full.About, full.CanSetUsername = a.About, a.Stand.Owner
	full.SetAvailableReactions(view.Allowed(&a.Reactions))
	if n := a.Reactions.Limit; n > 0 {
		full.SetReactionsLimit(n)
	}
	if a.To != 0 || !a.Stand.Has(right.InviteUsers) {
		return us, nil
	}
	waiting, err := view.ToInviters(ctx, h.Channel, h.Links, c.Actor(), a.ID, full)
	if err != nil || len(waiting) == 0 {
		return us, err
	}
	more, err := h.View.Users(ctx, c, waiting...)
	return append(us, more...), err
}

// fillDialog shows what the caller's box says of a group.
func (h *Groups) fillDialog(ctx context.Context, c *rpc.Call, a *channel.Access, full *tg.ChatFull) error {
	ds, err := h.Dialog.Of(ctx, c.User, a.ID.Peer())
	if err != nil {
		return err
	}
	if ds[0].Folder != 0 {
		full.SetFolderID(ds[0].Folder)
	}
	if ds[0].Period != 0 {
		full.SetTTLPeriod(ds[0].Period)
	}
	if full.HasScheduled, err = h.View.HasScheduled(ctx, c.User, a.ID.Peer()); err != nil {
		return err
	}
	pinned, err := h.Message.LastPinned(ctx, c.User, a.ID.Peer())
	if err == nil && pinned != 0 {
		full.SetPinnedMsgID(pinned)
	}
	return err
}

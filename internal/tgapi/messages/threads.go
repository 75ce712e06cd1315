package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/rpc"
)

var (
	errTextEmpty = fault.New(fault.Invalid, "INPUT_TEXT_EMPTY")
	errLanguage  = fault.New(fault.Invalid, "TO_LANG_INVALID")
	// Clients show it as that there are no translations, and do not try again.
	errTranslations = fault.New(fault.NotAcceptable, "TRANSLATIONS_DISABLED")
)

// registerThreads lists the methods of what only groups and channels have, that
// clients call for any chat.
func (h *Handlers) registerThreads(d *tg.ServerDispatcher) {
	d.OnMessagesGetCommonChats(rpc.User(h.getCommonChats))
	d.OnMessagesGetDiscussionMessage(rpc.User(h.getDiscussionMessage))
	d.OnMessagesGetMessagesViews(rpc.User(h.getMessagesViews))
	d.OnMessagesGetOnlines(rpc.User(h.getOnlines))
	d.OnMessagesGetReplies(rpc.User(h.getReplies))
	d.OnMessagesGetUnreadMentions(rpc.User(h.getUnreadMentions))
	d.OnMessagesReadDiscussion(rpc.User(h.readDiscussion))
	d.OnMessagesReadMentions(rpc.User(h.readMentions))
	d.OnMessagesSaveDefaultSendAs(rpc.User(h.saveDefaultSendAs))
	d.OnMessagesTranslateText(rpc.User(h.translateText))
}

// getUnreadMentions is empty for a private chat: nobody is mentioned there whom
// the message is not for anyway.
func (h *Handlers) getUnreadMentions(ctx context.Context, c *rpc.Call, r *tg.MessagesGetUnreadMentionsRequest) (tg.MessagesMessagesClass, error) {
	p, err := h.In.Peer(c, r.Peer)
	switch {
	case err != nil:
		return nil, err
	case p.Kind == peer.User:
		return noMessages(), nil
	}
	s, err := h.Message.UnreadMentions(ctx, c.Actor(), p, message.Page{
		OffsetID: r.OffsetID, AddOffset: r.AddOffset, Limit: r.Limit, MaxID: r.MaxID, MinID: r.MinID, Top: r.TopMsgID,
	})
	if err != nil {
		return nil, err
	}
	return h.slice(ctx, c, s)
}

// readMentions has nothing to note in a private chat, as no mention is unread.
func (h *Handlers) readMentions(ctx context.Context, c *rpc.Call, r *tg.MessagesReadMentionsRequest) (*tg.MessagesAffectedHistory, error) {
	p, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	if p.Kind != peer.User {
		a, err := h.Message.ReadMentions(ctx, c.Actor(), p, r.TopMsgID)
		return &tg.MessagesAffectedHistory{Pts: a.Pts, Offset: a.Offset}, err
	}
	st, err := h.Log.State(ctx, c.User.Owner())
	return &tg.MessagesAffectedHistory{Pts: st.At.Pts}, err
}

// getReplies is part of a thread: for a post, of the comments in the group that
// discusses it.
func (h *Handlers) getReplies(ctx context.Context, c *rpc.Call, r *tg.MessagesGetRepliesRequest) (tg.MessagesMessagesClass, error) {
	p, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	at, err := h.Message.Root(ctx, c.Actor(), p, r.MsgID)
	if err != nil {
		return nil, err
	}
	st, err := h.Log.State(ctx, at.Chat.Owner())
	if err != nil {
		return nil, err
	}
	s, err := h.Message.History(ctx, c.Actor(), at.Chat, message.Page{
		OffsetID: r.OffsetID, OffsetDate: int64(r.OffsetDate), AddOffset: r.AddOffset,
		Limit: r.Limit, MaxID: r.MaxID, MinID: r.MinID, Top: at.ID,
	})
	if err != nil {
		return nil, err
	}
	return h.posts(ctx, c, s, st.At.Pts)
}

func (h *Handlers) getDiscussionMessage(ctx context.Context, c *rpc.Call, r *tg.MessagesGetDiscussionMessageRequest) (*tg.MessagesDiscussionMessage, error) {
	p, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	d, err := h.Message.Discussion(ctx, c.Actor(), p, r.MsgID)
	if err != nil {
		return nil, err
	}
	return h.View.Discussion(ctx, c, d)
}

func (h *Handlers) readDiscussion(ctx context.Context, c *rpc.Call, r *tg.MessagesReadDiscussionRequest) (bool, error) {
	p, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return false, err
	}
	at, err := h.Message.Root(ctx, c.Actor(), p, r.MsgID)
	if err == nil {
		err = h.Message.ReadThread(ctx, c.Actor(), at.Chat, at.ID, r.ReadMaxID)
	}
	return err == nil, err
}

// getMessagesViews has one answer for each id, as clients demand, without a number
// where none is counted.
func (h *Handlers) getMessagesViews(ctx context.Context, c *rpc.Call, r *tg.MessagesGetMessagesViewsRequest) (*tg.MessagesMessageViews, error) {
	p, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	ns, err := h.Message.Seen(ctx, c.Actor(), p, r.ID, r.Increment)
	if err != nil {
		return nil, err
	}
	var ms []message.Message
	if p.Kind == peer.Channel {
		if ms, err = h.Message.Posts(ctx, c.Actor(), p, r.ID...); err != nil {
			return nil, err
		}
	}
	return h.View.Views(ctx, c, r.ID, ns, ms)
}

// translateText refuses what could be translated: nothing here does that.
func (h *Handlers) translateText(ctx context.Context, c *rpc.Call, r *tg.MessagesTranslateTextRequest) (*tg.MessagesTranslateResult, error) {
	if r.Peer != nil {
		if _, err := h.seen(ctx, c, r.Peer); err != nil {
			return nil, err
		}
	}
	switch {
	case len(r.ID) == 0 && len(r.Text) == 0:
		return nil, errTextEmpty
	case len(r.ToLang) < 2:
		return nil, errLanguage
	}
	return nil, errTranslations
}

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
	d.OnMessagesReadMentions(rpc.User(h.readMentions))
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

// getReplies refuses: a private chat has no threads.
func (h *Handlers) getReplies(context.Context, *rpc.Call, *tg.MessagesGetRepliesRequest) (tg.MessagesMessagesClass, error) {
	return nil, errPeer
}

// getDiscussionMessage refuses, likewise.
func (h *Handlers) getDiscussionMessage(context.Context, *rpc.Call, *tg.MessagesGetDiscussionMessageRequest) (*tg.MessagesDiscussionMessage, error) {
	return nil, errPeer
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
	out := &tg.MessagesMessageViews{Views: make([]tg.MessageViews, len(ns)), Chats: []tg.ChatClass{}, Users: []tg.UserClass{}}
	for i, n := range ns {
		if n.Views > 0 {
			out.Views[i].SetViews(n.Views)
			out.Views[i].SetForwards(n.Forwards)
		}
	}
	return out, nil
}

// translateText refuses what could be translated: nothing here does that.
func (h *Handlers) translateText(_ context.Context, c *rpc.Call, r *tg.MessagesTranslateTextRequest) (*tg.MessagesTranslateResult, error) {
	if r.Peer != nil {
		if _, err := h.chat(c, r.Peer); err != nil {
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

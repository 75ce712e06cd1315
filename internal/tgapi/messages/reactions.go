package messages

import (
	"context"
	"crypto/md5"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/gotd/td/tg"

	"heliograph/internal/art"
	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/reaction"
	"heliograph/internal/rpc"
	"heliograph/internal/tgapi/view"
	"heliograph/internal/user"
)

var (
	errReaction = fault.New(fault.Invalid, "REACTION_INVALID")
	errPaid     = fault.New(fault.NotAcceptable, "PAYMENT_UNSUPPORTED")
	errPremium  = fault.New(fault.Forbidden, "PREMIUM_ACCOUNT_REQUIRED")
)

// registerReactions lists the methods of reactions and tags.
func (h *Handlers) registerReactions(d *tg.ServerDispatcher) {
	d.OnMessagesClearRecentReactions(rpc.User0(h.clearRecentReactions))
	d.OnMessagesDeleteParticipantReaction(rpc.Any(h.deleteParticipantReaction))
	d.OnMessagesDeleteParticipantReactions(rpc.Any(h.deleteParticipantReactions))
	d.OnMessagesGetAvailableEffects(rpc.User(h.getAvailableEffects))
	d.OnMessagesGetAvailableReactions(rpc.User(h.getAvailableReactions))
	d.OnMessagesGetCustomEmojiDocuments(rpc.Any(h.getCustomEmojiDocuments))
	d.OnMessagesGetDefaultTagReactions(rpc.User(h.getDefaultTagReactions))
	d.OnMessagesGetMessageReactionsList(rpc.User(h.getMessageReactionsList))
	d.OnMessagesGetMessagesReactions(rpc.User(h.getMessagesReactions))
	d.OnMessagesGetRecentReactions(rpc.User(h.getRecentReactions))
	d.OnMessagesGetSavedReactionTags(rpc.User(h.getSavedReactionTags))
	d.OnMessagesGetTopReactions(rpc.User(h.getTopReactions))
	d.OnMessagesGetUnreadReactions(rpc.User(h.getUnreadReactions))
	d.OnMessagesReadMessageContents(rpc.User(h.readMessageContents))
	d.OnMessagesReadReactions(rpc.User(h.readReactions))
	d.OnMessagesSendReaction(rpc.Any(h.sendReaction))
	d.OnMessagesSetChatAvailableReactions(rpc.User(h.setChatAvailableReactions))
	d.OnMessagesSetDefaultReaction(rpc.User(h.setDefaultReaction))
	d.OnMessagesUpdateSavedReactionTag(rpc.User(h.updateSavedReactionTag))
}

// emoji is the emoji that a reaction is, "" for none. Custom ones are for
// premium accounts, and paid ones for sendPaidReaction.
func emoji(r tg.ReactionClass) (string, error) {
	switch r := r.(type) {
	case nil, *tg.ReactionEmpty:
		return "", nil
	case *tg.ReactionEmoji:
		return r.Emoticon, nil
	case *tg.ReactionCustomEmoji:
		return "", errPremium
	}
	return "", errReaction
}

// emojis is the emoji that reactions are; those that are none are left out.
func emojis(rs []tg.ReactionClass) (out []string, err error) {
	for _, r := range rs {
		e, err := emoji(r)
		if err != nil {
			return nil, err
		}
		if e != "" {
			out = append(out, e)
		}
	}
	return out, nil
}

func (h *Handlers) sendReaction(ctx context.Context, c *rpc.Call, r *tg.MessagesSendReactionRequest) (tg.UpdatesClass, error) {
	chat, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	q := message.React{Chat: chat, ID: r.MsgID, Big: r.Big, Recent: r.AddToRecent}
	if q.Emoji, err = emojis(r.Reaction); err != nil {
		return nil, err
	}
	ch, err := h.Message.React(ctx, c.Actor(), q)
	if err != nil {
		return nil, err
	}
	return h.View.Change(ctx, c, ch)
}

// setChatAvailableReactions is for groups and channels. Nobody pays for a reaction here.
func (h *Handlers) setChatAvailableReactions(ctx context.Context, c *rpc.Call, r *tg.MessagesSetChatAvailableReactionsRequest) (tg.UpdatesClass, error) {
	id, err := h.channel(c, r.Peer)
	if err != nil {
		return nil, err
	}
	if r.PaidEnabled {
		return nil, errPaid
	}
	var to channel.Reactions
	switch in := r.AvailableReactions.(type) {
	case *tg.ChatReactionsAll:
		to.Custom = in.AllowCustom
	case *tg.ChatReactionsSome:
		list, err := normal(in.Reactions)
		if err != nil {
			return nil, err
		}
		to.Mode, to.Emoji = channel.SomeReactions, strings.Join(list, " ")
		if len(list) == 0 {
			to.Mode = channel.NoReactions
		}
	default:
		to.Mode = channel.NoReactions
	}
	if n, ok := r.GetReactionsLimit(); ok {
		if to.Limit = n; n == 0 {
			to.Limit = -1
		}
	}
	ch, err := h.Channel.SetReactions(ctx, c.Actor(), id, to)
	if err != nil {
		return nil, err
	}
	return h.View.ChannelChange(ctx, c, ch)
}

// normal is the emoji of reactions as they are stored, each once.
func normal(rs []tg.ReactionClass) ([]string, error) {
	var out []string
	for _, r := range rs {
		in, ok := r.(*tg.ReactionEmoji)
		if !ok {
			return nil, errReaction
		}
		e, err := reaction.Normal(in.Emoticon)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	return out, nil
}

func (h *Handlers) deleteParticipantReaction(ctx context.Context, c *rpc.Call, r *tg.MessagesDeleteParticipantReactionRequest) (tg.UpdatesClass, error) {
	chat, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	who, err := h.chat(c, r.Participant)
	if err != nil {
		return nil, err
	}
	ch, err := h.Message.Unreact(ctx, c.Actor(), chat, r.MsgID, user.ID(who.ID))
	if err != nil {
		return nil, err
	}
	return h.View.Change(ctx, c, ch)
}

func (h *Handlers) deleteParticipantReactions(ctx context.Context, c *rpc.Call, r *tg.MessagesDeleteParticipantReactionsRequest) (bool, error) {
	chat, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return false, err
	}
	who, err := h.chat(c, r.Participant)
	if err != nil {
		return false, err
	}
	err = h.Message.UnreactAll(ctx, c.Actor(), chat, user.ID(who.ID))
	return err == nil, err
}

func (h *Handlers) getMessagesReactions(ctx context.Context, c *rpc.Call, r *tg.MessagesGetMessagesReactionsRequest) (tg.UpdatesClass, error) {
	chat, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	ms, err := h.Message.Posts(ctx, c.Actor(), chat, r.ID[:min(len(r.ID), maxByID)]...)
	if err != nil {
		return nil, err
	}
	return h.View.Reactions(ctx, c, ms)
}

func (h *Handlers) getMessageReactionsList(ctx context.Context, c *rpc.Call, r *tg.MessagesGetMessageReactionsListRequest) (*tg.MessagesMessageReactionsList, error) {
	chat, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	e, err := emoji(r.Reaction)
	if err != nil {
		return nil, err
	}
	rs, err := h.Message.Reactors(ctx, c.Actor(), message.Reactors{Chat: chat, ID: r.ID, Emoji: e, Offset: r.Offset, Limit: r.Limit})
	if err != nil {
		return nil, err
	}
	return h.View.Reactors(ctx, c, rs)
}

func (h *Handlers) getUnreadReactions(ctx context.Context, c *rpc.Call, r *tg.MessagesGetUnreadReactionsRequest) (tg.MessagesMessagesClass, error) {
	chat, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	s, err := h.Message.UnreadReactions(ctx, c.Actor(), chat, message.Page{
		OffsetID: r.OffsetID, AddOffset: r.AddOffset, Limit: r.Limit, MaxID: r.MaxID, MinID: r.MinID, Top: r.TopMsgID,
	})
	if err != nil {
		return nil, err
	}
	return h.slice(ctx, c, s)
}

func (h *Handlers) readReactions(ctx context.Context, c *rpc.Call, r *tg.MessagesReadReactionsRequest) (*tg.MessagesAffectedHistory, error) {
	chat, err := h.In.Peer(c, r.Peer)
	if err != nil {
		return nil, err
	}
	a, err := h.Message.ReadReactionsIn(ctx, c.Actor(), chat, r.TopMsgID)
	return &tg.MessagesAffectedHistory{Pts: a.Pts, PtsCount: a.Count, Offset: a.Offset}, err
}

func (h *Handlers) readMessageContents(ctx context.Context, c *rpc.Call, ids []int) (*tg.MessagesAffectedMessages, error) {
	a, err := h.Message.ReadContents(ctx, c.Actor(), ids)
	return affected(a), err
}

// getAvailableReactions lists everything that one can react with. Clients keep
// the hash as it is; it changes with the pictures.
func (h *Handlers) getAvailableReactions(_ context.Context, c *rpc.Call, hash int) (tg.MessagesAvailableReactionsClass, error) {
	if hash == art.Version() {
		return &tg.MessagesAvailableReactionsNotModified{}, nil
	}
	list := art.Reactions()
	out := &tg.MessagesAvailableReactions{Hash: art.Version(), Reactions: make([]tg.AvailableReaction, len(list))}
	for i := range list {
		out.Reactions[i] = h.View.Reaction(c, &list[i])
	}
	return out, nil
}

// getAvailableEffects lists none: messages do not keep one. The hash of an empty
// list is 0, by which clients say that they have none, so it is never "not
// modified" (https://core.telegram.org/api/offsets#hash-generation).
func (h *Handlers) getAvailableEffects(context.Context, *rpc.Call, int) (tg.MessagesAvailableEffectsClass, error) {
	return &tg.MessagesAvailableEffects{Effects: []tg.AvailableEffect{}, Documents: []tg.DocumentClass{}}, nil
}

// listHash is of numbers, in order
// (https://core.telegram.org/api/offsets#hash-generation).
type listHash uint64

func (h *listHash) add(n uint64) {
	*h ^= *h >> 21
	*h ^= *h << 35
	*h ^= *h >> 4
	*h += listHash(n)
}

// reactionsHash is the hash that clients compute of a list of emoji too, and
// compare: of each, 0 and the first four bytes of its MD5, without selectors.
func reactionsHash(list []string) int64 {
	var acc listHash
	for _, e := range list {
		sum := md5.Sum([]byte(strings.ReplaceAll(e, "\ufe0f", "")))
		acc.add(0)
		acc.add(uint64(int64(int32(binary.BigEndian.Uint32(sum[:])))))
	}
	return int64(acc)
}

// reactionList answers with emoji, or that the caller has them.
func reactionList(list []string, limit int, hash int64) tg.MessagesReactionsClass {
	if limit > 0 {
		list = list[:min(len(list), limit)]
	}
	out := &tg.MessagesReactions{Reactions: view.ReactionList(list), Hash: reactionsHash(list)}
	if out.Hash != 0 && out.Hash == hash {
		return &tg.MessagesReactionsNotModified{}
	}
	return out
}

func (h *Handlers) getTopReactions(ctx context.Context, c *rpc.Call, r *tg.MessagesGetTopReactionsRequest) (tg.MessagesReactionsClass, error) {
	list, err := h.Reaction.Top(ctx, c.User)
	return reactionList(list, r.Limit, r.Hash), err
}

func (h *Handlers) getRecentReactions(ctx context.Context, c *rpc.Call, r *tg.MessagesGetRecentReactionsRequest) (tg.MessagesReactionsClass, error) {
	list, err := h.Reaction.Recent(ctx, c.User)
	return reactionList(list, r.Limit, r.Hash), err
}

func (h *Handlers) clearRecentReactions(ctx context.Context, c *rpc.Call) (bool, error) {
	return true, h.Reaction.ClearRecent(ctx, c.Actor())
}

func (h *Handlers) setDefaultReaction(ctx context.Context, c *rpc.Call, r tg.ReactionClass) (bool, error) {
	e, err := emoji(r)
	if err != nil {
		return false, err
	}
	return true, h.Reaction.SetDefault(ctx, c.Actor(), e)
}

func (h *Handlers) getDefaultTagReactions(_ context.Context, _ *rpc.Call, hash int64) (tg.MessagesReactionsClass, error) {
	return reactionList(reaction.Tags(), 0, hash), nil
}

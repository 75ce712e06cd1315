package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/rpc"
)

// There are no reactions, effects and tags: the lists below are empty. The hash
// of an empty list is 0, by which clients say that they have none, so that
// nothing is ever "not modified"
// (https://core.telegram.org/api/offsets#hash-generation).

func (h *Handlers) getAvailableReactions(context.Context, *rpc.Call, int) (tg.MessagesAvailableReactionsClass, error) {
	return &tg.MessagesAvailableReactions{Reactions: []tg.AvailableReaction{}}, nil
}

func (h *Handlers) getAvailableEffects(context.Context, *rpc.Call, int) (tg.MessagesAvailableEffectsClass, error) {
	return &tg.MessagesAvailableEffects{Effects: []tg.AvailableEffect{}, Documents: []tg.DocumentClass{}}, nil
}

func noReactions() (tg.MessagesReactionsClass, error) {
	return &tg.MessagesReactions{Reactions: []tg.ReactionClass{}}, nil
}

func (h *Handlers) getTopReactions(context.Context, *rpc.Call, *tg.MessagesGetTopReactionsRequest) (tg.MessagesReactionsClass, error) {
	return noReactions()
}

func (h *Handlers) getRecentReactions(context.Context, *rpc.Call, *tg.MessagesGetRecentReactionsRequest) (tg.MessagesReactionsClass, error) {
	return noReactions()
}

func (h *Handlers) getDefaultTagReactions(context.Context, *rpc.Call, int64) (tg.MessagesReactionsClass, error) {
	return noReactions()
}

func (h *Handlers) getSavedReactionTags(_ context.Context, c *rpc.Call, r *tg.MessagesGetSavedReactionTagsRequest) (tg.MessagesSavedReactionTagsClass, error) {
	if p, ok := r.GetPeer(); ok {
		if _, err := h.chat(c, p); err != nil {
			return nil, err
		}
	}
	return &tg.MessagesSavedReactionTags{Tags: []tg.SavedReactionTag{}}, nil
}

package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/rpc"
)

var (
	errQuery  = fault.New(fault.Invalid, "SEARCH_QUERY_EMPTY")
	errFilter = fault.New(fault.Invalid, "INPUT_FILTER_INVALID")
)

// search finds what cannot be there: messages are texts, and none is pinned.
// Texts themselves, and links in them, are not searched, which is refused and
// not answered with nothing.
func (h *Handlers) search(_ context.Context, c *rpc.Call, r *tg.MessagesSearchRequest) (tg.MessagesMessagesClass, error) {
	_, everywhere := r.Peer.(*tg.InputPeerEmpty)
	if _, calls := r.Filter.(*tg.InputMessagesFilterPhoneCalls); !everywhere || !calls {
		if _, err := h.In.Peer(c, r.Peer); err != nil {
			return nil, err
		}
	}
	if err := unheard(r.Filter); err != nil {
		if _, all := r.Filter.(*tg.InputMessagesFilterEmpty); all && r.Q == "" {
			return nil, errQuery
		}
		return nil, err
	}
	return noMessages(), nil
}

// unheard is nil when no message can be of the kind that f lets through.
func unheard(f tg.MessagesFilterClass) error {
	switch f.(type) {
	case *tg.InputMessagesFilterEmpty, *tg.InputMessagesFilterURL:
		return errFilter
	}
	return nil
}

func noMessages() *tg.MessagesMessages {
	return &tg.MessagesMessages{
		Messages: []tg.MessageClass{}, Topics: []tg.ForumTopicClass{}, Chats: []tg.ChatClass{}, Users: []tg.UserClass{},
	}
}

// maxFilters is how many counters one request may ask for: one of each.
const maxFilters = 20

func (h *Handlers) getSearchCounters(_ context.Context, c *rpc.Call, r *tg.MessagesGetSearchCountersRequest) ([]tg.MessagesSearchCounter, error) {
	if _, err := h.In.Peer(c, r.Peer); err != nil {
		return nil, err
	}
	if len(r.Filters) > maxFilters {
		return nil, errFilter
	}
	out := make([]tg.MessagesSearchCounter, len(r.Filters))
	for i, f := range r.Filters {
		if err := unheard(f); err != nil {
			return nil, err
		}
		out[i].Filter = f
	}
	return out, nil
}

// getScheduledHistory is empty: a message with a date is refused.
func (h *Handlers) getScheduledHistory(_ context.Context, c *rpc.Call, r *tg.MessagesGetScheduledHistoryRequest) (tg.MessagesMessagesClass, error) {
	if _, err := h.In.Peer(c, r.Peer); err != nil {
		return nil, err
	}
	return noMessages(), nil
}

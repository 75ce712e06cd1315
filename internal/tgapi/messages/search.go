package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/rpc"
	"heliograph/internal/user"
)

var (
	errQuery  = fault.New(fault.Invalid, "SEARCH_QUERY_EMPTY")
	errFilter = fault.New(fault.Invalid, "INPUT_FILTER_INVALID")
)

// search finds links. Nothing else that a filter names can be there: messages
// are texts, and none is pinned. A search for words is refused, and not answered
// with nothing.
func (h *Handlers) search(ctx context.Context, c *rpc.Call, r *tg.MessagesSearchRequest) (tg.MessagesMessagesClass, error) {
	_, calls := r.Filter.(*tg.InputMessagesFilterPhoneCalls)
	if _, everywhere := r.Peer.(*tg.InputPeerEmpty); everywhere && calls {
		return noMessages(), nil
	}
	q, err := h.links(c, r)
	if err != nil {
		return nil, err
	}
	switch r.Filter.(type) {
	case *tg.InputMessagesFilterEmpty:
		if r.Q == "" {
			return nil, errQuery
		}
		return nil, errFilter
	case *tg.InputMessagesFilterURL:
		if r.Q != "" {
			return nil, errFilter
		}
		if r.TopMsgID == 0 && len(r.SavedReaction) == 0 { // there are no threads and no tags
			return h.found(ctx, c, q)
		}
	}
	return noMessages(), nil
}

// links is what a search for links asks for.
func (h *Handlers) links(c *rpc.Call, r *tg.MessagesSearchRequest) (q message.Links, err error) {
	if q.With, err = h.chat(c, r.Peer); err != nil {
		return q, err
	}
	if in, ok := r.GetFromID(); ok {
		p, err := h.chat(c, in)
		if err != nil {
			return q, err
		}
		q.From = user.ID(p.ID)
	}
	if in, ok := r.GetSavedPeerID(); ok {
		if q.Saved, err = h.In.Peer(c, in); err != nil {
			return q, err
		}
	}
	q.Since, q.Until = int64(r.MinDate), int64(r.MaxDate)
	q.Page = message.Page{OffsetID: r.OffsetID, AddOffset: r.AddOffset, Limit: r.Limit, MaxID: r.MaxID, MinID: r.MinID}
	return q, nil
}

func (h *Handlers) found(ctx context.Context, c *rpc.Call, q message.Links) (tg.MessagesMessagesClass, error) {
	f, err := h.Message.Links(ctx, c.Actor(), q)
	if err != nil {
		return nil, err
	}
	ms, us, err := h.View.Messages(ctx, c, f.Messages)
	if err != nil {
		return nil, err
	}
	if len(ms) == f.Total && !f.Inexact {
		return &tg.MessagesMessages{Messages: ms, Topics: []tg.ForumTopicClass{}, Chats: []tg.ChatClass{}, Users: us}, nil
	}
	return &tg.MessagesMessagesSlice{
		Count: f.Total, Inexact: f.Inexact, Messages: ms, Topics: []tg.ForumTopicClass{}, Chats: []tg.ChatClass{}, Users: us,
	}, nil
}

func noMessages() *tg.MessagesMessages {
	return &tg.MessagesMessages{
		Messages: []tg.MessageClass{}, Topics: []tg.ForumTopicClass{}, Chats: []tg.ChatClass{}, Users: []tg.UserClass{},
	}
}

// maxFilters is how many counters one request may ask for: one of each.
const maxFilters = 20

func (h *Handlers) getSearchCounters(ctx context.Context, c *rpc.Call, r *tg.MessagesGetSearchCountersRequest) ([]tg.MessagesSearchCounter, error) {
	search := &tg.MessagesSearchRequest{Peer: r.Peer}
	if in, ok := r.GetSavedPeerID(); ok {
		search.SetSavedPeerID(in)
	}
	q, err := h.links(c, search)
	if err != nil {
		return nil, err
	}
	if len(r.Filters) > maxFilters {
		return nil, errFilter
	}
	out := make([]tg.MessagesSearchCounter, len(r.Filters))
	for i, f := range r.Filters {
		out[i].Filter = f
		switch f.(type) {
		case *tg.InputMessagesFilterEmpty:
			return nil, errFilter
		case *tg.InputMessagesFilterURL:
			if r.TopMsgID != 0 {
				continue
			}
			found, err := h.Message.Links(ctx, c.Actor(), q)
			if err != nil {
				return nil, err
			}
			out[i].Count, out[i].Inexact = found.Total, found.Inexact
		}
	}
	return out, nil
}

// getScheduledHistory is empty: a message with a date is refused.
func (h *Handlers) getScheduledHistory(_ context.Context, c *rpc.Call, r *tg.MessagesGetScheduledHistoryRequest) (tg.MessagesMessagesClass, error) {
	if _, err := h.chat(c, r.Peer); err != nil {
		return nil, err
	}
	return noMessages(), nil
}

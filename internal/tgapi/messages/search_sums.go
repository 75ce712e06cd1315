package messages

import (
	"context"

	"github.com/gotd/td/tg"

	"heliograph/internal/message"
	"heliograph/internal/rpc"
	"heliograph/internal/search"
)

// maxFilters is how many counters one request may ask for: one of each.
const maxFilters = 20

func (h *Handlers) getSearchCounters(ctx context.Context, c *rpc.Call, r *tg.MessagesGetSearchCountersRequest) ([]tg.MessagesSearchCounter, error) {
	var q search.Query
	if err := h.searchIn(c, &q, r.Peer, r.SavedPeerID); err != nil {
		return nil, err
	}
	if len(r.Filters) > maxFilters {
		return nil, errFilter
	}
	ks := make([]message.Kinds, len(r.Filters))
	for i, f := range r.Filters {
		if ks[i] = kinds(f); ks[i] == 0 {
			return nil, errFilter
		}
	}
	out := make([]tg.MessagesSearchCounter, len(ks))
	for i, f := range r.Filters {
		out[i].Filter = f
	}
	q.Top = max(r.TopMsgID, 0)
	ns, err := h.Search.Counts(ctx, c.Actor(), q, ks...)
	for i, n := range ns {
		out[i].Count, out[i].Inexact = n.Total, n.Inexact
	}
	return out, err
}

// scrolled is the filters that one can scroll through by date: those of media.
func scrolled(f tg.MessagesFilterClass) (message.Kinds, error) {
	k := kinds(f)
	if k == 0 || k == message.MentionsMe {
		return 0, errFilters
	}
	return k, nil
}

func (h *Handlers) getSearchResultsCalendar(ctx context.Context, c *rpc.Call, r *tg.MessagesGetSearchResultsCalendarRequest) (*tg.MessagesSearchResultsCalendar, error) {
	k, err := scrolled(r.Filter)
	if err != nil {
		return nil, err
	}
	q := search.Query{Kinds: k}
	if err := h.searchIn(c, &q, r.Peer, r.SavedPeerID); err != nil {
		return nil, err
	}
	found, err := h.Search.Calendar(ctx, c.Actor(), q, search.Window{OffsetID: r.OffsetID, OffsetDate: int64(r.OffsetDate)})
	if err != nil {
		return nil, err
	}
	shown, err := h.View.Messages(ctx, c, found.Messages)
	if err != nil {
		return nil, err
	}
	out := &tg.MessagesSearchResultsCalendar{
		Count: found.Total, Inexact: found.Inexact, MinDate: int(found.First.Date), MinMsgID: found.First.ID,
		Periods: make([]tg.SearchResultsCalendarPeriod, len(found.Days)), Messages: shown.Messages, Chats: shown.Chats, Users: shown.Users,
	}
	for i, d := range found.Days {
		out.Periods[i] = tg.SearchResultsCalendarPeriod{Date: int(d.Begin), MinMsgID: d.Min, MaxMsgID: d.Max, Count: d.Count}
	}
	out.SetOffsetIDOffset(found.Place)
	return out, nil
}

func (h *Handlers) getSearchResultsPositions(ctx context.Context, c *rpc.Call, r *tg.MessagesGetSearchResultsPositionsRequest) (*tg.MessagesSearchResultsPositions, error) {
	k, err := scrolled(r.Filter)
	if err != nil {
		return nil, err
	}
	q := search.Query{Kinds: k}
	if err := h.searchIn(c, &q, r.Peer, r.SavedPeerID); err != nil {
		return nil, err
	}
	n, found, err := h.Search.Positions(ctx, c.Actor(), q, search.Window{OffsetID: r.OffsetID, Limit: r.Limit})
	out := &tg.MessagesSearchResultsPositions{Count: n.Total, Positions: make([]tg.SearchResultPosition, len(found))}
	for i, p := range found {
		out.Positions[i] = tg.SearchResultPosition{MsgID: p.ID, Date: int(p.Date), Offset: p.Place}
	}
	return out, err
}

package search

import (
	"cmp"
	"context"
	"slices"

	"heliograph/internal/fault"
	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/user"
)

// maxEverywhere is how many channels one search can look into: more than one can be
// in.
const maxEverywhere = 5000

// Joined is a channel to look into, and when the newest message in it was written,
// in Unix seconds.
type Joined struct {
	Chat peer.Peer
	Date int64
}

// Since is where a page of Everywhere ended: at a message of a chat; zero is
// before the first.
type Since struct {
	Date int64
	Chat peer.Peer
	ID   int
}

// source is one box that is looked into: the own one, with zero In, or a channel's.
// Messages of one second come in the order of sources.
type source struct {
	in   peer.Peer
	page Page
}

// Everywhere is up to limit messages that match in the actor's own chats and in
// channels that the actor can read, the newest first, after those that end at
// since; other channels are passed over. It looks into the liveliest channels first,
// and into no more of them once none of the others has anything as new as the page:
// the count is inexact then. Faults: those of Find.
func (s *Service) Everywhere(ctx context.Context, a user.Actor, q Query, channels []Joined, since Since, limit int) (Page, error) {
	limit = min(max(limit, 0), MaxPage)
	var out Page
	channels = slices.SortedFunc(slices.Values(channels), func(a, b Joined) int { return cmp.Compare(b.Date, a.Date) })
	if len(channels) > maxEverywhere {
		channels, out.Inexact = channels[:maxEverywhere], true
	}
	var all []source
	var dates []int64 // of the newest messages found, as many as the page has
	for _, c := range append([]Joined{{}}, channels...) {
		if limit > 0 && len(dates) == limit && !c.Chat.IsZero() && c.Date < dates[limit-1] {
			out.Inexact, out.More = true, true
			break
		}
		p, err := s.findIn(ctx, a, q, c.Chat, since, limit)
		if err != nil {
			return Page{}, err
		}
		out.Total, out.Place = out.Total+p.Total, out.Place+p.Place
		out.Inexact, out.More = out.Inexact || p.Inexact, out.More || p.More
		if len(p.Messages) == 0 {
			continue
		}
		all = append(all, source{c.Chat, p})
		for i := range p.Messages {
			dates = append(dates, p.Messages[i].Date)
		}
		slices.SortFunc(dates, func(a, b int64) int { return cmp.Compare(b, a) })
		dates = dates[:min(len(dates), limit)]
	}
	slices.SortFunc(all, func(a, b source) int { return cmp.Compare(a.in.ID, b.in.ID) })
	out.Messages = merge(all, limit)
	for i := range all {
		out.More = out.More || len(all[i].page.Messages) > 0
	}
	return out, nil
}

// findIn is what a source has for a page: nothing where the actor cannot look any
// more.
func (s *Service) findIn(ctx context.Context, a user.Actor, q Query, in peer.Peer, since Since, limit int) (Page, error) {
	w := since.window(in)
	w.Limit = limit
	if in.IsZero() {
		return s.Find(ctx, a, q, w)
	}
	q.In, q.Only, q.Except = in, nil, nil
	p, err := s.Find(ctx, a, q, w)
	if fault.As(err) != nil {
		return Page{}, nil
	}
	return p, err
}

// window is what of a source comes after s.
func (s *Since) window(in peer.Peer) Window {
	of := peer.Peer{}
	if s.Chat.Kind == peer.Channel {
		of = s.Chat
	}
	switch {
	case s.ID != 0 && of == in:
		return Window{OffsetID: s.ID}
	case s.Date == 0 || s.ID == 0:
		return Window{OffsetDate: s.Date}
	case in.ID > of.ID: // the own box, whose ID is 0, is the first
		return Window{OffsetDate: s.Date + 1}
	}
	return Window{OffsetDate: s.Date}
}

// merge takes the newest messages out of sources.
func merge(all []source, limit int) (out []message.Message) {
	for len(out) < limit {
		best := -1
		for i := range all {
			if ms := all[i].page.Messages; len(ms) > 0 && (best < 0 || ms[0].Date > all[best].page.Messages[0].Date) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		p := &all[best].page
		out, p.Messages = append(out, p.Messages[0]), p.Messages[1:]
	}
	return out
}

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

// maxEverywhere is how many channels one search looks into.
const maxEverywhere = 200

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
// since; other channels are passed over. Faults: those of Find.
func (s *Service) Everywhere(ctx context.Context, a user.Actor, q Query, channels []peer.Peer, since Since, limit int) (Page, error) {
	limit = min(max(limit, 0), MaxPage)
	var out Page
	if len(channels) > maxEverywhere {
		channels, out.Inexact = channels[:maxEverywhere], true
	}
	all := []source{{}}
	for _, p := range slices.SortedFunc(slices.Values(channels), func(a, b peer.Peer) int { return cmp.Compare(a.ID, b.ID) }) {
		all = append(all, source{in: p})
	}
	for i := range all {
		of, w := q, since.window(all[i].in)
		if w.Limit = limit; !all[i].in.IsZero() {
			of.In, of.Only, of.Except = all[i].in, nil, nil
		}
		p, err := s.Find(ctx, a, of, w)
		if !of.In.IsZero() && fault.As(err) != nil { // not any more
			continue
		}
		if err != nil {
			return Page{}, err
		}
		all[i].page = p
		out.Total, out.Place = out.Total+p.Total, out.Place+p.Place
		out.Inexact, out.More = out.Inexact || p.Inexact, out.More || p.More
	}
	out.Messages = merge(all, limit)
	for i := range all {
		out.More = out.More || len(all[i].page.Messages) > 0
	}
	return out, nil
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

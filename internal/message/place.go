package message

import (
	"slices"

	"heliograph/internal/channel"
	"heliograph/internal/dialog"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// place is where the messages of a chat lie for somebody who may read them: in
// the own box, or in that of a channel.
type place struct {
	box   store.Owner
	chat  peer.Peer
	first int             // the first message that may be seen, 1: all
	in    *channel.Access // nil: not a channel
}

// find is where somebody reads a chat. Faults: PEER_ID_INVALID, CHANNEL_INVALID,
// CHANNEL_PRIVATE.
func find(r store.Reader, now int64, who user.ID, chat peer.Peer) (place, error) {
	switch chat.Kind {
	case peer.Chat:
		if err := Follows(r, who, chat); err != nil {
			return place{}, err
		}
		return place{box: who.Owner(), chat: chat, first: 1}, nil
	case peer.User:
		return place{box: who.Owner(), chat: chat, first: 1}, nil
	case peer.Channel:
		a, err := channel.Enter(r, channel.ID(chat.ID), who, now)
		return place{box: chat.Owner(), chat: chat, first: a.First(), in: &a}, err
	}
	return place{}, errPeer
}

// sees drops what may not be seen of messages of the place.
func (p *place) sees(ms []Message) []Message {
	if p.first <= 1 {
		return ms
	}
	return slices.DeleteFunc(ms, func(m Message) bool { return m.ID < p.first })
}

// within is q with what may be seen.
func (p *place) within(q Page) Page {
	q.MinID = max(q.MinID, p.first-1)
	return q
}

// total is how many messages there are to see.
func (p *place) total(r store.Reader) (int, error) {
	if p.in == nil {
		d, _, err := dialog.Load(r, p.box, p.chat)
		return d.Count, err
	}
	h, err := channel.LoadHead(r, channel.ID(p.chat.ID))
	if err != nil || h.Top == 0 {
		return 0, err
	}
	gone, err := goneBetween(r, p.box, p.first-1, h.Top)
	return max(h.Top-p.first+1-gone, 0), err
}

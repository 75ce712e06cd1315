package message

import (
	"context"

	"heliograph/internal/peer"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Affected is how far a request moved the actor's pts: to Pts by Count.
type Affected struct {
	Pts    int
	Count  int
	Offset int // how much is left to do; call again when it is not 0
}

// Read marks the chat read up to and with message max, 0 for all of it. The
// other side learns how far its messages have been read. What was read already
// moves nothing.
func (s *Service) Read(ctx context.Context, a user.Actor, with peer.Peer, max int) (Affected, error) {
	if with.Kind == peer.Channel {
		if err := s.ReadPosts(ctx, a, with, max); err != nil {
			return Affected{}, err
		}
		return s.unaffected(ctx, a)
	}
	if with.Kind == peer.Chat {
		return s.readIn(ctx, a, with, max)
	}
	if with.Kind != peer.User {
		return Affected{}, errPeer
	}
	var out Affected
	boxes := owners(a.ID, with)
	err := s.log.Run(ctx, boxes, func(tx *update.Tx) error {
		p, err := s.openPair(tx, a, with, boxes)
		if err != nil {
			return err
		}
		out, _, err = p.readTo(max)
		return err
	})
	return out, err
}

// readTo marks the chat read up to max; theirs is the newest message of the other side
// that became read, in its ids.
func (p *pair) readTo(max int) (out Affected, theirs int, err error) {
	none := Affected{Pts: p.mine.Pts()}
	marked := p.my.Marked
	if marked {
		p.my.Marked = false
		p.mine.Append(update.Event{Kind: update.DialogUnread, Peer: p.peer, Origin: p.actor.Origin})
	}
	if max == 0 || max > p.my.Top {
		max = p.my.Top
	}
	if max <= p.my.ReadIn {
		if marked {
			return none, 0, p.saveMine()
		}
		return none, 0, nil
	}
	unread, theirs, err := p.unseen(max)
	if err != nil {
		return none, 0, err
	}
	p.my.ReadIn, p.my.Unread = max, unread
	e := p.mine.Append(update.Event{Kind: update.ReadInbox, Peer: p.peer, Max: max, Unread: p.my.Unread, Origin: p.actor.Origin})
	out = Affected{Pts: e.At.Pts, Count: e.Count}
	if p.theirs != nil && theirs > p.their.ReadOut {
		p.their.ReadOut = theirs
		p.theirs.Append(update.Event{Kind: update.ReadOutbox, Peer: p.actor.ID.Peer(), Max: theirs})
		if err := noteRead(p.tx, p.them, p.actor.ID.Peer(), theirs); err != nil {
			return none, 0, err
		}
		return out, theirs, p.save()
	}
	return out, theirs, p.saveMine()
}

// unseen is what stays unread once the actor has read up to max, and the newest
// message of the other side among those that become read, in its ids; 0 when
// there is none.
func (p *pair) unseen(max int) (unread, theirs int, err error) {
	if p.my.Unread == 0 {
		return 0, 0, nil
	}
	seen := 0
	for from, to := p.my.ReadIn+1, max+1; ; {
		ms, err := scanMessages(p.tx, p.me, p.peer, from, to, true, chunk)
		if err != nil {
			return 0, 0, err
		}
		for _, m := range ms {
			if !m.incoming() {
				continue
			}
			if seen++; theirs == 0 && !m.Out {
				theirs = m.Other
			}
		}
		if len(ms) < chunk || theirs != 0 && max == p.my.Top {
			break
		}
		to = ms[len(ms)-1].ID
	}
	if max == p.my.Top || seen > p.my.Unread {
		return 0, theirs, nil
	}
	return p.my.Unread - seen, theirs, nil
}

// incoming says whether m waits to be read by the owner of the box: what others
// wrote, and what the owner wrote to be sent later, once it is sent.
func (m *Message) incoming() bool { return !m.Out || m.Scheduled }

// saveMine writes only the actor's dialog.
func (p *pair) saveMine() error {
	p.their.Peer = peer.Peer{}
	return p.save()
}

package message

import (
	"context"

	"heliograph/internal/dialog"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

var errSamePeriod = fault.New(fault.Invalid, "CHAT_NOT_MODIFIED")

// SetPeriod has the messages that are written from now on in a private chat go
// after a time, in seconds, on both sides; 0: they stay. Both sides get a note
// of it, which stays. In a channel it does so for all, and needs the right to change
// what the channel is like. Faults: TTL_PERIOD_INVALID, PEER_ID_INVALID (also for
// chats with only one side), INPUT_USER_DEACTIVATED, CHAT_NOT_MODIFIED,
// and those of React for who is blocked; in a channel CHAT_ADMIN_REQUIRED and those of
// find.
func (s *Service) SetPeriod(ctx context.Context, a user.Actor, with peer.Peer, seconds int) (Change, error) {
	if err := dialog.CheckPeriod(seconds); err != nil {
		return Change{}, err
	}
	if with.Kind == peer.Chat {
		return s.setPeriodIn(ctx, a, with, seconds)
	}
	if with.Kind == peer.Channel {
		return s.setPeriod(ctx, a, with, seconds)
	}
	if err := s.reachable(ctx, with); err != nil {
		return Change{}, err
	}
	boxes := owners(a.ID, with)
	if len(boxes) == 1 {
		return Change{}, errPeer
	}
	barred, err := s.barred(ctx, a, with)
	if err == nil {
		err = barred.touch(nil)
	}
	if err != nil {
		return Change{}, err
	}
	var c Change
	err = s.log.Run(ctx, boxes, func(tx *update.Tx) error {
		c = Change{}
		p, err := s.openPair(tx, a, with, boxes)
		if err != nil {
			return err
		}
		was, err := dialog.Period(tx, p.me, with)
		if err != nil {
			return err
		}
		if was == seconds {
			return errSamePeriod
		}
		if err := p.setPeriod(seconds, 0, &c); err != nil {
			return err
		}
		return p.save()
	})
	return c, err
}

// setPeriod sets the period on both sides and leaves a note; by is whose default
// it is, 0 when it was set by hand.
func (p *pair) setPeriod(seconds int, by user.ID, c *Change) error {
	dialog.SetPeriod(p.tx, p.me, p.peer, seconds)
	dialog.SetPeriod(p.tx, p.them, p.actor.ID.Peer(), seconds)
	e := p.mine.Append(update.Event{Kind: update.Period, Peer: p.peer, Max: seconds, Origin: p.actor.Origin})
	c.Events = append(c.Events, e)
	p.theirs.Append(update.Event{Kind: update.Period, Peer: p.actor.ID.Peer(), Max: seconds})
	_, err := p.write(Message{From: p.actor.ID, Action: SetPeriod, Period: seconds, PeriodBy: by}, 0, c)
	return err
}

// period is that of the chat, for a message that is being written to it. A chat
// that begins with the message gets the writer's default first. The request is
// not answered with that: clients take an answer to hold what they sent.
func (p *pair) period() (int, error) {
	seconds, err := dialog.Period(p.tx, p.me, p.peer)
	if err != nil || seconds != 0 || p.unheard() || p.my.Top != 0 || p.their.Top != 0 {
		return seconds, err
	}
	if seconds, err = dialog.DefaultPeriod(p.tx, p.me); err != nil || seconds == 0 {
		return 0, err
	}
	origin := p.actor.Origin
	defer func() { p.actor.Origin = origin }()
	p.actor.Origin = 0
	return seconds, p.setPeriod(seconds, p.actor.ID, &Change{})
}

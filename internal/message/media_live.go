package message

import (
	"context"

	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Live is a point that moves for a while.
type Live struct {
	Geo       Geo  `cbor:"1,keyasint"`
	Heading   int  `cbor:"2,keyasint,omitempty"` // degrees, 1 to 360
	Period    int  `cbor:"3,keyasint"`           // seconds from the message's date; Forever
	Proximity int  `cbor:"4,keyasint,omitempty"` // metres within which the others are told
	Stopped   bool `cbor:"5,keyasint,omitempty"` // before its time; Period is how long it was
}

// Forever is the period of a live location that goes on until it is stopped.
const Forever = 0x7fffffff

const (
	minLive      = 60
	maxLive      = 24 * 60 * 60
	maxLiveAhead = 90 * maxLive
	maxProximity = 100_000
)

// over says whether a live location sent at date has come to its end.
func (l *Live) over(date, now int64) bool {
	return l.Stopped || l.Period != Forever && now >= date+int64(l.Period)
}

// begin is l at the beginning. Faults: GEO_POINT_INVALID, MEDIA_INVALID.
func (l *Live) begin() (*Live, error) {
	if l.Period != Forever && (l.Period < minLive || l.Period > maxLive) {
		return nil, errMedia
	}
	return l.at(l.Geo, l.Period)
}

func (l *Live) at(g Geo, period int) (*Live, error) {
	out := &Live{Heading: l.Heading, Period: period, Proximity: l.Proximity}
	if l.Heading < 0 || l.Heading > 360 || l.Proximity < 0 || l.Proximity > maxProximity {
		return nil, errMedia
	}
	var err error
	out.Geo, err = g.normal()
	return out, err
}

// LiveEdit moves a live location, or ends it. A Period of 0 leaves the old one.
type LiveEdit struct {
	Live
	Stop bool
}

// moved is what becomes of l, sent at date. Faults: MESSAGE_EDIT_TIME_EXPIRED,
// GEO_POINT_INVALID, MEDIA_INVALID.
func (l *Live) moved(e *LiveEdit, date, now int64) (*Live, error) {
	switch {
	case l.over(date, now):
		return nil, errEditTime
	case e.Stop:
		out := *l
		out.Period, out.Heading, out.Proximity, out.Stopped = max(1, int(now-date)), 0, 0, true
		return &out, nil
	case e.Period == 0 || e.Period == l.Period:
		return e.at(e.Geo, l.Period)
	case e.Period == Forever:
	case e.Period < minLive, int64(e.Period) <= now-date, date+int64(e.Period) > now+maxLiveAhead,
		l.Period != Forever && e.Period > l.Period+maxLive:
		return nil, errMedia
	}
	return e.at(e.Geo, e.Period)
}

// LiveNow is the live locations of a chat that still move, newest first: of the
// newest maxLooked messages. Faults: those of find.
func (s *Service) LiveNow(ctx context.Context, a user.Actor, with peer.Peer, limit int) ([]Message, error) {
	limit = min(max(limit, 0), MaxPage)
	now := s.clock.Now().Unix()
	var out []Message
	err := s.store.View(ctx, func(r store.Reader) error {
		out = nil
		at, err := find(r, now, a.ID, with)
		if err != nil {
			return err
		}
		for looked, to := 0, 0; looked < maxLooked && len(out) < limit; looked += chunk {
			ms, err := scanMessages(r, at.box, with, at.first, to, true, chunk)
			if err != nil {
				return err
			}
			for _, m := range ms {
				if m.Media != nil && m.Media.Live != nil && !m.Media.Live.over(m.Date, now) && len(out) < limit {
					out = append(out, m)
				}
			}
			if len(ms) < chunk {
				return nil
			}
			to = ms[len(ms)-1].ID
		}
		return nil
	})
	return out, err
}

package search

import (
	"context"

	"heliograph/internal/message"
	"heliograph/internal/user"
)

// Count is how many messages match.
type Count struct {
	Total   int
	Inexact bool
}

// Counts is how many messages match q with each of kinds instead of its own.
// Faults: those of Find.
func (s *Service) Counts(ctx context.Context, a user.Actor, q Query, kinds ...message.Kinds) ([]Count, error) {
	out := make([]Count, len(kinds))
	if len(kinds) == 0 {
		return out, nil
	}
	q.Kinds = kinds[0]
	err := s.look(ctx, a, q, func(f *finder) error {
		for i, k := range kinds {
			f.q.Kinds, f.inexact = k, false
			found, err := f.run()
			if err != nil {
				return err
			}
			out[i] = Count{found.count(), f.inexact}
		}
		return nil
	})
	return out, err
}

// Day is the matching messages of one day, in UTC.
type Day struct {
	Begin    int64 // Unix seconds
	Min, Max int   // ids
	Count    int
}

// Calendar is the matching messages day by day, the newest first.
type Calendar struct {
	Count
	Days     []Day
	Messages []message.Message // the newest of each day
	Place    int               // how many match above the first of Messages
	First    message.Message   // the oldest that matches; zero when none does
}

// MaxDays is the most days of one answer.
const MaxDays = 100

const daySeconds = 24 * 60 * 60

// Calendar is the days, of those up to the offset of w, on which messages match;
// up to MaxDays. Faults: those of Find.
func (s *Service) Calendar(ctx context.Context, a user.Actor, q Query, w Window) (Calendar, error) {
	var c Calendar
	err := s.look(ctx, a, q, func(f *finder) error {
		found, err := f.run()
		if err != nil {
			return err
		}
		at, err := f.offset(w)
		if err != nil {
			return err
		}
		c = Calendar{Count: Count{found.count(), f.inexact}}
		if err := f.oldest(found, &c); err != nil {
			return err
		}
		if at > 0 {
			c.Place = found.countFrom(at)
			found.keep(0, at)
		}
		return f.days(found, &c)
	})
	return c, err
}

func (f *finder) oldest(found set, c *Calendar) error {
	if c.Total == 0 {
		return nil
	}
	ms, err := f.dated(found, c.Total-1, 1)
	if err == nil && len(ms) > 0 {
		c.First = ms[0]
	}
	return err
}

// dated is the messages of a set from a place on, each step-th of them.
func (f *finder) dated(found set, skip, step int) ([]message.Message, error) {
	var ids []int
	n := 0
	for id := range found.down(skip) {
		if n%step == 0 {
			ids = append(ids, id)
		}
		n++
	}
	refs, err := message.RefsOf(f.r, f.box, ids)
	if err != nil {
		return nil, err
	}
	return message.Load(f.r, f.box, refs)
}

// days splits a set by days. It uses the set up.
func (f *finder) days(left set, c *Calendar) error {
	for len(c.Days) < MaxDays {
		id := left.max()
		if id == 0 {
			return nil
		}
		refs, err := message.RefsOf(f.r, f.box, []int{id})
		if err != nil {
			return err
		}
		ms, err := message.Load(f.r, f.box, refs)
		if err != nil {
			return err
		}
		if len(ms) == 0 {
			left.remove(id)
			continue
		}
		d := Day{Begin: ms[0].Date - ms[0].Date%daySeconds, Max: id}
		from, err := message.FirstSince(f.r, f.box, d.Begin)
		if err != nil {
			return err
		}
		d.Count = left.countFrom(from)
		d.Min = left.minFrom(from)
		left.keep(0, from)
		c.Days, c.Messages = append(c.Days, d), append(c.Messages, ms[0])
	}
	return nil
}

// Position is one of the matching messages.
type Position struct {
	ID    int
	Date  int64
	Place int // how many match above it
}

// maxPositions is the most positions of one answer.
const maxPositions = 1000

// Positions is some of the messages that match, at even distances below an
// offset, newest first. Faults: those of Find.
func (s *Service) Positions(ctx context.Context, a user.Actor, q Query, w Window) (Count, []Position, error) {
	var n Count
	var out []Position
	err := s.look(ctx, a, q, func(f *finder) error {
		found, err := f.run()
		if err != nil {
			return err
		}
		n, out = Count{found.count(), f.inexact}, nil
		at, err := f.offset(w)
		if err != nil {
			return err
		}
		skip := 0
		if at > 0 {
			skip = found.countFrom(at)
		}
		limit := min(max(w.Limit, 1), maxPositions)
		step := max((n.Total-skip+limit-1)/limit, 1)
		ms, err := f.dated(found, skip, step)
		for i, m := range ms {
			out = append(out, Position{m.ID, m.Date, skip + i*step})
		}
		return err
	})
	return n, out, err
}

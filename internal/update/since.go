package update

import (
	"context"

	"heliograph/internal/store"
)

// State is where a box stands.
type State struct {
	At     Position
	LastID int
	Date   int64
}

// State reads where a box stands.
func (l *Log) State(ctx context.Context, o store.Owner) (State, error) {
	s := State{Date: l.clock.Now().Unix()}
	err := l.store.View(ctx, func(r store.Reader) error {
		c, err := load(r, o)
		s.At, s.LastID = Position{c.Pts, c.Sub}, c.LastID
		return err
	})
	return s, err
}

// At reads where a box stands, inside a View or an Update.
func At(r store.Reader, o store.Owner) (Position, error) {
	c, err := load(r, o)
	return Position{c.Pts, c.Sub}, err
}

// Difference is a stretch of a log.
type Difference struct {
	Events  []Event
	At      Position // after the last event; the state when More is false
	More    bool     // there is more after At
	TooLong bool     // from is below the floor or beyond the end: no events
}

// Since reads at least limit events after from, if there are as many. A stretch
// that is not the last one ends where pts moves on, at a higher pts than
// from's: so pts alone can continue it, and whoever does comes to the end.
func (l *Log) Since(ctx context.Context, o store.Owner, from Position, limit int) (Difference, error) {
	var d Difference
	err := l.store.View(ctx, func(r store.Reader) error {
		d = Difference{}
		c, err := load(r, o)
		if err != nil {
			return err
		}
		d.At = Position{c.Pts, c.Sub}
		if from.Pts < c.Floor || from.Pts > c.Pts {
			d.TooLong = true
			return nil
		}
		if !from.Before(d.At) {
			return nil
		}
		rows, more, err := stretch(r, o, from, max(limit, 1))
		if err != nil {
			return err
		}
		d.More = more
		d.Events = make([]Event, len(rows))
		for i, row := range rows {
			e := &d.Events[i]
			if err := store.Decode(row.Value, e); err != nil {
				return err
			}
			e.At = positionOf(row.Key)
		}
		if d.More {
			d.At = d.Events[len(d.Events)-1].At
		}
		return nil
	})
	return d, err
}

// stretch reads rows after from, limit of them or as many more as it takes to
// come to where pts moves on. A pts is followed by a bounded number of events.
func stretch(r store.Reader, o store.Owner, from Position, limit int) (rows []store.Record, more bool, err error) {
	for ahead := limit + 1; ; ahead *= 2 {
		rows, err = r.Scan(o, append(rowKey(from), 0), store.K('u').End(), false, ahead)
		if err != nil {
			return nil, false, err
		}
		for n := limit; n < len(rows); n++ {
			last := positionOf(rows[n-1].Key).Pts
			if last > from.Pts && last < positionOf(rows[n].Key).Pts {
				return rows[:n], true, nil
			}
		}
		if len(rows) < ahead {
			return rows, false, nil
		}
	}
}

package message

import (
	"slices"

	"heliograph/internal/channel"
	"heliograph/internal/store"
)

// What was written to a supergroup before it became a forum is in General as well,
// though no thread lists it: all messages below Parted.

// heads is the threads of a channel, General with what is not listed there.
func heads(r store.Reader, in *channel.Access, tops ...int) ([]Thread, error) {
	ts, err := LoadThreads(r, in.ID.Owner(), tops...)
	if err != nil {
		return nil, err
	}
	for i := range ts {
		t := &ts[i]
		if t.Top != General || t.Last != 0 || in.Parted == 0 {
			continue
		}
		ms, err := scanMessages(r, in.ID.Owner(), in.ID.Peer(), 0, in.Parted, true, 1)
		if err != nil {
			return nil, err
		}
		if len(ms) > 0 {
			t.Last, t.Date = ms[0].ID, ms[0].Date
		}
	}
	return ts, nil
}

// countIn is how many messages above an id lie in a thread of a channel.
func countIn(r store.Reader, c *channel.Channel, top, above int) (int, error) {
	n, err := CountThread(r, c.ID.Owner(), top, above)
	old := c.Parted - 1 - max(above, 0)
	if err != nil || top != General || old <= 0 {
		return n, err
	}
	gone, err := goneBetween(r, c.ID.Owner(), max(above, 0), c.Parted-1)
	return n + old - gone, err
}

// general is a page of General in what has not always been a forum.
func (p *place) general(r store.Reader, q Page) ([]Message, error) {
	q = q.bounded()
	at, err := q.start(r, p.box, p.chat)
	if err != nil {
		return nil, err
	}
	ids, err := window(q, at, func(id int) int { return id }, func(from, to int, reverse bool, limit int) ([]int, error) {
		return p.generalIDs(r, from, to, reverse, limit)
	})
	if err != nil {
		return nil, err
	}
	return loadMany(r, p.box, repeat(p.chat, len(ids)), ids)
}

// generalIDs is ids of General with from <= id < to, to 0 for no bound.
func (p *place) generalIDs(r store.Reader, from, to int, reverse bool, limit int) (ids []int, err error) {
	parted := p.in.Parted
	newer := func(limit int) error {
		if to > 0 && to <= parted {
			return nil
		}
		more, err := scanIDs(r, p.box, threadList(General), max(from, parted), to, reverse, limit)
		ids = append(ids, more...)
		return err
	}
	older := func(limit int) error {
		if from >= parted {
			return nil
		}
		end := parted
		if to > 0 {
			end = min(to, parted)
		}
		ms, err := scanMessages(r, p.box, p.chat, from, end, reverse, limit)
		for i := range ms {
			ids = append(ids, ms[i].ID)
		}
		return err
	}
	both := []func(int) error{older, newer}
	if reverse {
		slices.Reverse(both)
	}
	for _, part := range both {
		if len(ids) < limit {
			if err := part(limit - len(ids)); err != nil {
				return nil, err
			}
		}
	}
	return ids, nil
}

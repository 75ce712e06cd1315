package message

import (
	"slices"

	"heliograph/internal/channel"
	"heliograph/internal/store"
)

// maxUnseen is how many messages of a group that somebody has not seen, as they
// mention them or have been reacted to, are looked at for those of one thread, the
// newest first.
const maxUnseen = 1000

// under says whether a message of a channel is listed under another: in General is
// also what was written before there were topics.
func (m *Message) under(c *channel.Channel, top int) bool {
	return m.InThread(top) || top == General && m.ID < c.Parted
}

// unseen is up to limit messages of a list that are in a thread, newest first.
func unseen(r store.Reader, c *channel.Channel, list store.Key, top, limit int) ([]Message, error) {
	var out []Message
	err := eachUnseen(r, c, list, func(m *Message) bool {
		if m.under(c, top) {
			out = append(out, *m)
		}
		return len(out) < limit
	})
	return out, err
}

// unseenIDs is unseen by the ids.
func unseenIDs(r store.Reader, c *channel.Channel, list store.Key, top, limit int) ([]int, error) {
	ms, err := unseen(r, c, list, top, limit)
	ids := make([]int, len(ms))
	for i := range ms {
		ids[i] = ms[i].ID
	}
	return ids, err
}

func eachUnseen(r store.Reader, c *channel.Channel, list store.Key, fn func(*Message) (more bool)) error {
	all, err := scanIDs(r, c.ID.Owner(), list, 0, 0, true, maxUnseen)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(all, chunk) {
		ms, err := loadMany(r, c.ID.Owner(), repeat(c.ID.Peer(), len(part)), part)
		if err != nil {
			return err
		}
		for i := range ms {
			if !fn(&ms[i]) {
				return nil
			}
		}
	}
	return nil
}

// countUnseen is how many messages of a list are in each of some threads.
func countUnseen(r store.Reader, in *channel.Access, list store.Key, tops ...int) ([]int, error) {
	out := make([]int, len(tops))
	err := eachUnseen(r, &in.Channel, list, func(m *Message) bool {
		for k, top := range tops {
			if m.counts(&in.Me) && m.under(&in.Channel, top) {
				out[k]++
			}
		}
		return true
	})
	return out, err
}

// unseen is a page of the messages of a list that are in a thread.
func (p *place) unseen(r store.Reader, list store.Key, q Page) (out Slice, err error) {
	ms, err := unseen(r, &p.in.Channel, list, q.Top, maxUnseen)
	if err != nil {
		return out, err
	}
	ms = slices.DeleteFunc(p.sees(ms), func(m Message) bool { return !m.counts(&p.in.Me) })
	out.Total = len(ms)
	out.Messages = q.of(ms)
	return out, nil
}

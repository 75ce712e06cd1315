package message

import (
	"slices"

	"heliograph/internal/peer"
	"heliograph/internal/store"
)

// Some messages of a chat are listed besides: the pinned ones, those with
// unread reactions, the parts of Saved Messages. The key of a list's record is
// the list's prefix and the id of the message.

// scanIDs reads ids of a list with from <= id < to, to 0 for no bound.
func scanIDs(r store.Reader, box store.Owner, list store.Key, from, to int, reverse bool, limit int) ([]int, error) {
	list = slices.Clip(list)
	end := list.End()
	if to > 0 {
		end = list.Int(int64(to))
	}
	rows, err := r.Scan(box, list.Int(int64(from)), end, reverse, limit)
	if err != nil {
		return nil, err
	}
	out := make([]int, len(rows))
	for i, row := range rows {
		out[i] = int(store.IntAt(row.Key, len(list)))
	}
	return out, nil
}

// listed is a page of a list whose messages are in the chat with p.
func listed(r store.Reader, box store.Owner, p peer.Peer, list store.Key, q Page) ([]Message, error) {
	q = q.bounded()
	at, err := q.start(r, box, p)
	if err != nil {
		return nil, err
	}
	ids, err := window(q, at, func(id int) int { return id }, func(from, to int, reverse bool, limit int) ([]int, error) {
		return scanIDs(r, box, list, from, to, reverse, limit)
	})
	if err != nil {
		return nil, err
	}
	return loadMany(r, box, repeat(p, len(ids)), ids)
}

// start is the id below which a page of the chat with p begins, 0: at the
// newest.
func (q Page) start(r store.Reader, box store.Owner, p peer.Peer) (int, error) {
	if q.OffsetID == 0 && q.OffsetDate > 0 {
		return firstSince(r, box, p, q.OffsetDate)
	}
	return max(q.OffsetID, 0), nil
}

// window is the page that begins at an id, of what scan reads in the order of
// ids.
func window[T any](q Page, at int, id func(T) int, scan func(from, to int, reverse bool, limit int) ([]T, error)) ([]T, error) {
	var out []T
	skip, limit := q.AddOffset, q.Limit
	if skip < 0 && at > 0 { // some messages at and above the offset
		newer, err := scan(at, 0, false, -skip)
		if err != nil {
			return nil, err
		}
		slices.Reverse(newer)
		out = newer[:min(len(newer), limit)]
		limit -= len(out)
	}
	if limit > 0 {
		older, err := scan(0, at, true, limit+max(skip, 0))
		if err != nil {
			return nil, err
		}
		out = append(out, older[min(max(skip, 0), len(older)):]...)
	}
	return slices.DeleteFunc(out, func(x T) bool { return q.MaxID > 0 && id(x) >= q.MaxID || id(x) <= q.MinID }), nil
}

// bounded is q with what no page exceeds.
func (q Page) bounded() Page {
	q.Limit = min(max(q.Limit, 0), MaxPage)
	q.AddOffset = min(max(q.AddOffset, -MaxPage), 10*MaxPage)
	return q
}

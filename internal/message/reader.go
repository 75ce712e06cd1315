package message

import (
	"heliograph/internal/peer"
	"heliograph/internal/store"
)

// Ref names one message of a box.
type Ref struct {
	Chat peer.Peer `cbor:"1,keyasint"`
	ID   int       `cbor:"2,keyasint"`
}

// Refs is the messages of a box with from <= id < to, in all its chats; to 0
// for no bound, limit 0 for no limit.
func Refs(r store.Reader, box store.Owner, from, to int, reverse bool, limit int) ([]Ref, error) {
	end := store.K('i').End()
	if to > 0 {
		end = pointerKey(to)
	}
	rows, err := r.Scan(box, pointerKey(from), end, reverse, limit)
	if err != nil {
		return nil, err
	}
	out := make([]Ref, len(rows))
	for i, row := range rows {
		out[i] = Ref{peer.FromKey(row.Value, 0), int(store.IntAt(row.Key, 1))}
	}
	return out, nil
}

// RefsOf is where the messages with ids are, a zero Ref for each that is gone.
func RefsOf(r store.Reader, box store.Owner, ids []int) ([]Ref, error) {
	peers, err := loadPeers(r, box, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Ref, len(ids))
	for i, p := range peers {
		if !p.IsZero() {
			out[i] = Ref{p, ids[i]}
		}
	}
	return out, nil
}

// Load reads messages of a box; those that are gone are left out.
func Load(r store.Reader, box store.Owner, refs []Ref) ([]Message, error) {
	peers, ids := make([]peer.Peer, len(refs)), make([]int, len(refs))
	for i, f := range refs {
		peers[i], ids[i] = f.Chat, f.ID
	}
	return loadMany(r, box, peers, ids)
}

// FirstSince is the id of the first message of a box at or after date, in any
// chat; 0 when there is none. Ids grow with time (M5), so it halves the range
// of ids.
func FirstSince(r store.Reader, box store.Owner, date int64) (int, error) {
	last, err := Refs(r, box, 0, 0, true, 1)
	if err != nil || len(last) == 0 {
		return 0, err
	}
	lo, hi := 1, last[0].ID+1 // the first message at or above the answer is it
	for lo < hi {
		mid := lo + (hi-lo)/2
		m, err := atOrAfter(r, box, mid)
		if err != nil {
			return 0, err
		}
		if m != nil && m.Date < date {
			lo = m.ID + 1
		} else {
			hi = mid
		}
	}
	m, err := atOrAfter(r, box, lo)
	if err != nil || m == nil {
		return 0, err
	}
	return m.ID, nil
}

// atOrAfter is the first message of a box from an id on, nil when there is none.
func atOrAfter(r store.Reader, box store.Owner, id int) (*Message, error) {
	refs, err := Refs(r, box, id, 0, false, 1)
	if err != nil || len(refs) == 0 {
		return nil, err
	}
	return loadMessage(r, box, refs[0].Chat, refs[0].ID)
}

package schedule

import (
	"slices"

	"heliograph/internal/message"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// entry is a queued message. Its ID and Peer are in the key, its Date is when it
// is sent.
type entry struct {
	Message message.Message `cbor:"1,keyasint"`
	Random  int64           `cbor:"2,keyasint"`
}

var newestKey = store.K('I')

func entryKey(p peer.Peer, id int) store.Key { return p.Key(store.K('Q')).Int(int64(id)) }
func waitKey(id user.ID) store.Key           { return store.K('W').Int(int64(id)) }

func dueKey(m *message.Message) store.Key {
	return m.Peer.Key(store.K('J').Int(m.Date)).Int(int64(m.ID))
}

// putEntry writes an entry and what lists it.
func putEntry(tx store.Tx, owner user.ID, e *entry) {
	box := owner.Owner()
	tx.Put(box, entryKey(e.Message.Peer, e.Message.ID), store.Encode(e))
	if e.Message.Date == WhenOnline {
		tx.Put(e.Message.Peer.Owner(), waitKey(owner), nil)
		return
	}
	tx.Put(box, dueKey(&e.Message), nil)
}

// removeEntry removes an entry and what lists it.
func removeEntry(tx store.Tx, owner user.ID, e *entry) error {
	box := owner.Owner()
	tx.Delete(box, entryKey(e.Message.Peer, e.Message.ID))
	if e.Message.Date != WhenOnline {
		tx.Delete(box, dueKey(&e.Message))
		return nil
	}
	rest, err := scanEntries(tx, box, e.Message.Peer)
	if err == nil && !slices.ContainsFunc(rest, func(o entry) bool { return o.Message.Date == WhenOnline }) {
		tx.Delete(e.Message.Peer.Owner(), waitKey(owner))
	}
	return err
}

// loadEntry reads an entry, nil when there is none.
func loadEntry(r store.Reader, box store.Owner, p peer.Peer, id int) (*entry, error) {
	e := new(entry)
	found, err := store.Load(r, box, entryKey(p, id), e)
	if err != nil || !found {
		return nil, err
	}
	e.Message.Peer, e.Message.ID = p, id
	return e, nil
}

// scanEntries reads the queue of a chat.
func scanEntries(r store.Reader, box store.Owner, p peer.Peer) ([]entry, error) {
	from := p.Key(store.K('Q'))
	rows, err := r.Scan(box, from, from.End(), false, 0)
	if err != nil {
		return nil, err
	}
	out := make([]entry, len(rows))
	for i, row := range rows {
		if err := store.Decode(row.Value, &out[i]); err != nil {
			return nil, err
		}
		out[i].Message.Peer, out[i].Message.ID = p, int(store.IntAt(row.Key, 10))
	}
	return out, nil
}

func byRandom(es []entry, random int64) *entry {
	for i := range es {
		if es[i].Random == random {
			return &es[i]
		}
	}
	return nil
}

// nextID allocates an id that no entry of the chat has (S3).
func nextID(tx store.Tx, box store.Owner, queued []entry) (int, error) {
	var id int
	if _, err := store.Load(tx, box, newestKey, &id); err != nil {
		return 0, err
	}
	for {
		id = id%(idLimit-1) + 1
		if !slices.ContainsFunc(queued, func(e entry) bool { return e.Message.ID == id }) {
			break
		}
	}
	tx.Put(box, newestKey, store.Encode(id))
	return id, nil
}

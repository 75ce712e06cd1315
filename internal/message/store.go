package message

import (
	"heliograph/internal/peer"
	"heliograph/internal/store"
)

func messageKey(p peer.Peer, id int) store.Key { return p.Key(store.K('m')).Int(int64(id)) }
func pointerKey(id int) store.Key              { return store.K('i').Int(int64(id)) }

func putMessage(tx store.Tx, box store.Owner, m *Message) {
	tx.Put(box, messageKey(m.Peer, m.ID), store.Encode(m))
}

// insertMessage writes a new message, its pointer and, in Saved Messages, what
// lists it.
func insertMessage(tx store.Tx, box store.Owner, m *Message) error {
	putMessage(tx, box, m)
	tx.Put(box, pointerKey(m.ID), m.Peer.Key(nil))
	if m.saved(box) {
		return listSaved(tx, box, m)
	}
	return nil
}

// removeMessage removes a message with all that lists it (M4), but for what its
// dialog counts.
func removeMessage(tx store.Tx, box store.Owner, m *Message) error {
	tx.Delete(box, messageKey(m.Peer, m.ID))
	tx.Delete(box, pointerKey(m.ID))
	if m.Pinned {
		tx.Delete(box, pinnedKey(m.Peer, m.ID))
	}
	if m.unreadReactions() {
		tx.Delete(box, unreadKey(m.Peer, m.ID))
	}
	if m.Preview.awaited() {
		tx.Delete(box, awaitKey(m))
	}
	if m.Peer.Kind == peer.Chat && m.Other != 0 {
		tx.Delete(box, numberKey(m.Peer, m.Other))
		tx.Delete(box, namedKey(m.Peer, m.ID))
	}
	if m.saved(box) {
		return unlistSaved(tx, box, m)
	}
	return nil
}

// loadMessage reads one message of a chat; nil when there is none.
func loadMessage(r store.Reader, box store.Owner, p peer.Peer, id int) (*Message, error) {
	b, err := r.Get(box, messageKey(p, id))
	if err != nil || b == nil {
		return nil, err
	}
	m := new(Message)
	return m, m.decode(p, id, b)
}

// decode reads a record into m, which is zero.
func (m *Message) decode(p peer.Peer, id int, b []byte) error {
	m.Peer, m.ID = p, id
	return store.Decode(b, m)
}

// loadPeers reads the chats of messages by their ids, a zero peer where there
// is no message.
func loadPeers(r store.Reader, box store.Owner, ids []int) ([]peer.Peer, error) {
	refs := make([]store.Ref, len(ids))
	for i, id := range ids {
		refs[i] = store.Ref{Owner: box, Key: pointerKey(id)}
	}
	vs, err := r.GetMany(refs...)
	if err != nil {
		return nil, err
	}
	out := make([]peer.Peer, len(ids))
	for i, v := range vs {
		if v != nil {
			out[i] = peer.FromKey(v, 0)
		}
	}
	return out, nil
}

// loadMany reads messages; those that are gone are left out.
func loadMany(r store.Reader, box store.Owner, peers []peer.Peer, ids []int) ([]Message, error) {
	refs := make([]store.Ref, 0, len(ids))
	for i, id := range ids {
		at := box
		if peers[i].Kind == peer.Channel {
			at = peers[i].Owner()
		}
		refs = append(refs, store.Ref{Owner: at, Key: messageKey(peers[i], id)})
	}
	if len(refs) == 0 {
		return nil, nil
	}
	vs, err := r.GetMany(refs...)
	if err != nil {
		return nil, err
	}
	out := make([]Message, 0, len(vs))
	for i, v := range vs {
		if v == nil {
			continue
		}
		out = append(out, Message{})
		if err := out[len(out)-1].decode(peers[i], ids[i], v); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// scanMessages reads messages of a chat with from <= id < to, to 0 for no
// bound.
func scanMessages(r store.Reader, box store.Owner, p peer.Peer, from, to int, reverse bool, limit int) ([]Message, error) {
	end := p.Key(store.K('m')).End()
	if to > 0 {
		end = messageKey(p, to)
	}
	rows, err := r.Scan(box, messageKey(p, from), end, reverse, limit)
	if err != nil {
		return nil, err
	}
	out := make([]Message, len(rows))
	for i, row := range rows {
		if err := out[i].decode(p, int(store.IntAt(row.Key, 10)), row.Value); err != nil {
			return nil, err
		}
	}
	return out, nil
}

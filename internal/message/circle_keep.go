package message

import (
	"slices"

	"heliograph/internal/channel"
	"heliograph/internal/update"
)

// keep is insert for a basic group: the one copy that the members' boxes follow, and
// that no client sees.
func (h *hall) keep(m *Message, random, origin int64) (update.Event, error) {
	m.ID, m.Peer, m.Date = h.box.NextID(), h.chat(), h.tx.Now()
	if err := insertMessage(h.tx, h.owner, m); err != nil {
		return update.Event{}, err
	}
	if err := h.await(h.tx, h.owner, m); err != nil {
		return update.Event{}, err
	}
	if m.expires() {
		h.tx.Put(h.owner, expiryKey(m), nil)
		if err := h.note(expiryTimer(h.owner), m.Date+int64(m.Period)); err != nil {
			return update.Event{}, err
		}
	}
	h.head.Top, h.head.Date = m.ID, m.Date
	channel.SaveHead(h.tx, h.in.ID, h.head)
	return h.box.Append(update.Event{Kind: update.NewMessage, Peer: m.Peer, ID: m.ID, Random: random, Origin: origin, Value: m}), nil
}

// discard is remove for a basic group.
func (h *hall) discard(ms []Message, origin int64) (update.Event, error) {
	e := update.Event{Kind: update.DeleteMessages, Peer: h.chat(), Origin: origin}
	h.s.releasePolls(h.tx, h.owner, ms)
	for i := range ms {
		if err := removeMessage(h.tx, h.owner, &ms[i]); err != nil {
			return e, err
		}
		if ms[i].expires() {
			h.tx.Delete(h.owner, expiryKey(&ms[i]))
		}
		e.IDs = append(e.IDs, ms[i].ID)
	}
	if slices.Contains(e.IDs, h.head.Top) {
		last, err := scanMessages(h.tx, h.owner, h.chat(), 0, 0, true, 1)
		if err != nil {
			return e, err
		}
		if h.head.Top, h.head.Date = 0, h.in.Created; len(last) > 0 {
			h.head.Top, h.head.Date = last[0].ID, last[0].Date
		}
		channel.SaveHead(h.tx, h.in.ID, h.head)
	}
	return h.box.Append(e), nil
}

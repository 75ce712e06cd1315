package message

import (
	"context"
	"slices"

	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/user"
)

// maxLooked is how many messages of a chat are looked at for links, newest
// first.
const maxLooked = 10_000

// Links asks for messages of a chat that have a link in their text.
type Links struct {
	With         peer.Peer
	From         user.ID   // only what they wrote, 0: both sides
	Saved        peer.Peer // in Saved Messages: only what was forwarded from this chat, zero: all
	Since, Until int64     // only of this time, Unix seconds, 0: all
	Page         Page      // of what is found; OffsetDate does not count
}

// Found is part of what was found, newest first.
type Found struct {
	Messages []Message
	Total    int
	Inexact  bool // older messages were not looked at
}

// Links finds messages with links. Fault: PEER_ID_INVALID.
func (s *Service) Links(ctx context.Context, a user.Actor, q Links) (Found, error) {
	if q.With.Kind != peer.User {
		return Found{}, errPeer
	}
	var out Found
	err := s.store.View(ctx, func(r store.Reader) error {
		all, err := scanMessages(r, a.ID.Owner(), q.With, 0, 0, true, maxLooked+1)
		if err != nil {
			return err
		}
		out.Inexact = len(all) > maxLooked
		all = slices.DeleteFunc(all[:min(len(all), maxLooked)], func(m Message) bool { return !q.match(a.ID, &m) })
		out.Total = len(all)
		out.Messages = q.Page.of(all)
		return nil
	})
	return out, err
}

func (q *Links) match(viewer user.ID, m *Message) bool {
	switch {
	case q.From != 0 && m.From != q.From, m.Date < q.Since, q.Until > 0 && m.Date > q.Until:
		return false
	case !q.Saved.IsZero() && m.Saved(viewer) != q.Saved:
		return false
	}
	return slices.ContainsFunc(m.Text.Entities, func(e text.Entity) bool { return e.Kind == text.URL || e.Kind == text.TextURL })
}

// of is the page of a list, which is newest first.
func (q *Page) of(all []Message) []Message {
	at := 0
	if q.OffsetID > 0 {
		if at = slices.IndexFunc(all, func(m Message) bool { return m.ID < q.OffsetID }); at < 0 {
			at = len(all)
		}
	}
	at = min(max(at+q.AddOffset, 0), len(all))
	to := min(at+min(max(q.Limit, 0), MaxPage), len(all))
	return slices.DeleteFunc(all[at:to], func(m Message) bool { return q.MaxID > 0 && m.ID >= q.MaxID || m.ID <= q.MinID })
}

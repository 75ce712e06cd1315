package message

import (
	"context"
	"slices"

	"heliograph/internal/peer"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Aside is who sees of events of a channel something else than all others: who
// wrote or did it, who reacted, and who is mentioned. It completes those events that were read
// from the log with the messages that they name.
func (s *Service) Aside(ctx context.Context, es []update.Event) ([]user.ID, error) {
	var chats []peer.Peer
	var ids []int
	for i := range es {
		if e := &es[i]; e.Value == nil && ofOne(e.Kind) {
			chats, ids = append(chats, e.Peer), append(ids, e.ID)
		}
	}
	ms, err := s.In(ctx, 0, chats, ids)
	if err != nil {
		return nil, err
	}
	found := map[Ref]*Message{}
	for i := range ms {
		found[Ref{ms[i].Peer, ms[i].ID}] = &ms[i]
	}
	var out []user.ID
	for i := range es {
		e := &es[i]
		if m := found[Ref{e.Peer, e.ID}]; e.Value == nil && ofOne(e.Kind) && m != nil {
			e.Value = m
		}
		if e.Kind == update.Typing {
			out = append(out, user.ID(e.ID))
		}
		if e.Kind == update.JoinRequests || e.Kind == update.Reactions {
			for _, id := range e.IDs {
				out = append(out, user.ID(id))
			}
		}
		m, ok := e.Value.(*Message)
		if !ok {
			continue
		}
		out = append(out, m.From)
		for _, n := range m.Named {
			out = append(out, n.User)
		}
		for _, r := range m.Reactions {
			out = append(out, r.From)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// ofOne says whether events of a kind name one message, by ID.
func ofOne(k update.Kind) bool {
	return k == update.NewMessage || k == update.EditMessage || k == update.Reactions
}

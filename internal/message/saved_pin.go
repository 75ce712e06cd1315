package message

import (
	"context"
	"errors"
	"slices"

	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// errUnchanged ends a transaction that has nothing to change.
var errUnchanged = errors.New("nothing to change")

// PinSaved pins a part of Saved Messages before the others, or unpins it.
// Faults: PEER_ID_INVALID without a message, PINNED_DIALOGS_TOO_MUCH.
func (s *Service) PinSaved(ctx context.Context, a user.Actor, p peer.Peer, pinned bool) error {
	return s.orderSaved(ctx, a, update.Event{Kind: update.SavedPinned, Peer: p, Flag: pinned}, func(all []SavedDialog) ([]peer.Peer, error) {
		i := slices.IndexFunc(all, func(d SavedDialog) bool { return d.Peer == p })
		if i < 0 {
			return nil, errPeer
		}
		var order []peer.Peer
		if pinned {
			order = append(order, p)
		}
		for _, d := range all {
			if d.Pinned > 0 && d.Peer != p {
				order = append(order, d.Peer)
			}
		}
		if pinned && all[i].Pinned > 0 {
			return nil, errUnchanged
		}
		if !pinned && all[i].Pinned == 0 {
			return nil, errUnchanged
		}
		return order, nil
	})
}

// ReorderSaved pins exactly the parts that peers name, in their order; without
// force those pinned besides stay after them. Fault: PINNED_DIALOGS_TOO_MUCH.
func (s *Service) ReorderSaved(ctx context.Context, a user.Actor, peers []peer.Peer, force bool) error {
	return s.orderSaved(ctx, a, update.Event{Kind: update.SavedOrder}, func(all []SavedDialog) ([]peer.Peer, error) {
		there := func(p peer.Peer) bool {
			return slices.ContainsFunc(all, func(d SavedDialog) bool { return d.Peer == p })
		}
		var order []peer.Peer
		for _, p := range peers {
			if there(p) && !slices.Contains(order, p) {
				order = append(order, p)
			}
		}
		for _, d := range all {
			if !force && d.Pinned > 0 && !slices.Contains(order, d.Peer) {
				order = append(order, d.Peer)
			}
		}
		return order, nil
	})
}

// orderSaved pins the parts that choose names, in their order, and nothing else.
func (s *Service) orderSaved(ctx context.Context, a user.Actor, e update.Event, choose func([]SavedDialog) ([]peer.Peer, error)) error {
	box := a.ID.Owner()
	err := s.log.Run(ctx, []store.Owner{box}, func(tx *update.Tx) error {
		all, err := scanSaved(tx, box)
		if err != nil {
			return err
		}
		order, err := choose(all)
		if err != nil {
			return err
		}
		if len(order) > s.limits.PinnedSaved {
			return errSavedPinned
		}
		for i := range all {
			d, at := &all[i], slices.Index(order, all[i].Peer)
			if place := len(order) - at; at < 0 && d.Pinned > 0 || at >= 0 && d.Pinned != place {
				if d.Pinned = place; at < 0 {
					d.Pinned = 0
				}
				saveSaved(tx, box, d)
			}
		}
		b, err := tx.Box(box)
		if err != nil {
			return err
		}
		e.Origin = a.Origin
		b.Append(e)
		return nil
	})
	if errors.Is(err, errUnchanged) {
		return nil
	}
	return err
}

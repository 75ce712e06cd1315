package dialog

import (
	"context"
	"slices"

	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// change runs fn over the actor's box and returns what it appended.
func (s *Service) change(ctx context.Context, a user.Actor, fn func(tx *update.Tx, append func(update.Event)) error) ([]update.Event, error) {
	var events []update.Event
	err := s.log.Run(ctx, []store.Owner{a.ID.Owner()}, func(tx *update.Tx) error {
		events = nil
		box, err := tx.Box(a.ID.Owner())
		if err != nil {
			return err
		}
		return fn(tx, func(e update.Event) {
			e.Origin = a.Origin
			events = append(events, box.Append(e))
		})
	})
	return events, err
}

// Pin pins or unpins a dialog; a newly pinned one comes first. Faults:
// PEER_ID_INVALID without a dialog, PINNED_DIALOGS_TOO_MUCH.
func (s *Service) Pin(ctx context.Context, a user.Actor, p peer.Peer, pinned bool) ([]update.Event, error) {
	return s.change(ctx, a, func(tx *update.Tx, add func(update.Event)) error {
		all, err := scanDialogs(tx, a.ID.Owner())
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(d Dialog) bool { return d.Peer == p })
		if i < 0 {
			return errPeer
		}
		d := &all[i]
		if (d.Pinned > 0) == pinned {
			return nil
		}
		d.Pinned = 0
		if pinned {
			n, top := 0, 0
			for _, o := range all {
				if o.Pinned > 0 && o.Folder == d.Folder {
					n, top = n+1, max(top, o.Pinned)
				}
			}
			if n >= s.limits.pinned(d.Folder) {
				return errPinned
			}
			d.Pinned = top + 1
		}
		Save(tx, a.ID.Owner(), d)
		add(update.Event{Kind: update.DialogPinned, Peer: p, Flag: pinned})
		return nil
	})
}

// Reorder pins exactly the peers that have a dialog in the folder, in their
// order; with force others are unpinned, without they stay after those named.
// Faults: FOLDER_ID_INVALID, PINNED_DIALOGS_TOO_MUCH.
func (s *Service) Reorder(ctx context.Context, a user.Actor, folder int, peers []peer.Peer, force bool) ([]update.Event, error) {
	if folder < 0 || folder > 1 {
		return nil, errFolder
	}
	return s.change(ctx, a, func(tx *update.Tx, add func(update.Event)) error {
		all, err := scanDialogs(tx, a.ID.Owner())
		if err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(d Dialog) bool { return d.Folder != folder })
		slices.SortFunc(all, order)
		var rest []*Dialog // pinned now and not named, in their order
		named := map[peer.Peer]*Dialog{}
		for i := range all {
			if d := &all[i]; slices.Contains(peers, d.Peer) {
				named[d.Peer] = d
			} else if d.Pinned > 0 {
				rest = append(rest, d)
			}
		}
		var list []*Dialog
		for _, p := range peers {
			if d := named[p]; d != nil && !slices.Contains(list, d) {
				list = append(list, d)
			}
		}
		for _, d := range rest {
			if d.Pinned = 0; force {
				Save(tx, a.ID.Owner(), d)
			}
		}
		if !force {
			list = append(list, rest...)
		}
		if len(list) > s.limits.pinned(folder) {
			return errPinned
		}
		for i, d := range list {
			d.Pinned = len(list) - i
			Save(tx, a.ID.Owner(), d)
		}
		add(update.Event{Kind: update.PinnedOrder, Max: folder})
		return nil
	})
}

// Mark marks a dialog unread by hand or takes the mark off. Fault:
// PEER_ID_INVALID without a dialog.
func (s *Service) Mark(ctx context.Context, a user.Actor, p peer.Peer, unread bool) ([]update.Event, error) {
	return s.change(ctx, a, func(tx *update.Tx, add func(update.Event)) error {
		d, found, err := Load(tx, a.ID.Owner(), p)
		if err != nil {
			return err
		}
		if !found {
			return errPeer
		}
		if d.Marked == unread {
			return nil
		}
		d.Marked = unread
		Save(tx, a.ID.Owner(), &d)
		add(update.Event{Kind: update.DialogUnread, Peer: p, Flag: unread})
		return nil
	})
}

// Unpart has a forum be shown as one row of messages, or as topics again. Fault:
// CHANNEL_PRIVATE without a dialog.
func (s *Service) Unpart(ctx context.Context, a user.Actor, p peer.Peer, on bool) ([]update.Event, error) {
	return s.change(ctx, a, func(tx *update.Tx, add func(update.Event)) error {
		d, found, err := Load(tx, a.ID.Owner(), p)
		switch {
		case err != nil:
			return err
		case !found:
			return errPrivate
		case d.Unparted == on:
			return nil
		}
		d.Unparted = on
		Save(tx, a.ID.Owner(), &d)
		add(update.Event{Kind: update.ForumView, Peer: p, Flag: on})
		return nil
	})
}

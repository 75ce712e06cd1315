package message

import (
	"context"
	"slices"

	"heliograph/internal/dialog"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// chunk is how many messages one transaction removes.
const chunk = 100

// maxDelete is how many messages one request removes.
const maxDelete = 1000

// Delete removes messages from the actor's box and, with revoke, the other
// sides' copies too. Ids that name nothing are passed over. Fault:
// LIMIT_INVALID.
func (s *Service) Delete(ctx context.Context, a user.Actor, ids []int, revoke bool) (Affected, error) {
	switch {
	case len(ids) == 0:
		return s.unaffected(ctx, a)
	case len(ids) > maxDelete:
		return Affected{}, errLimit
	}
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	byPeer := map[peer.Peer][]int{}
	err := s.store.View(ctx, func(r store.Reader) error {
		peers, err := loadPeers(r, a.ID.Owner(), ids)
		for i, p := range peers {
			if !p.IsZero() {
				byPeer[p] = append(byPeer[p], ids[i])
			}
		}
		return err
	})
	if err != nil {
		return Affected{}, err
	}
	out, err := s.unaffected(ctx, a)
	for p, ids := range byPeer {
		for part := range slices.Chunk(ids, chunk) {
			if err != nil {
				return out, err
			}
			var one Affected
			one, err = s.deleteFrom(ctx, a, p, part, revoke)
			out.Pts, out.Count = max(out.Pts, one.Pts), out.Count+one.Count
		}
	}
	return out, err
}

func (s *Service) unaffected(ctx context.Context, a user.Actor) (Affected, error) {
	st, err := s.log.State(ctx, a.ID.Owner())
	return Affected{Pts: st.At.Pts}, err
}

// deleteFrom removes messages of one chat.
func (s *Service) deleteFrom(ctx context.Context, a user.Actor, with peer.Peer, ids []int, revoke bool) (Affected, error) {
	if with.Kind == peer.Chat && revoke {
		return s.deleteIn(ctx, a, with, ids)
	}
	var out Affected
	err := s.log.Run(ctx, sides(a.ID, with, revoke), func(tx *update.Tx) (err error) {
		out, err = s.deleteBoth(tx, a, with, ids, revoke)
		return err
	})
	return out, err
}

// sides is whose boxes a deletion writes to.
func sides(id user.ID, with peer.Peer, revoke bool) []store.Owner {
	if revoke && with.Kind == peer.User {
		return owners(id, with)
	}
	return []store.Owner{id.Owner()}
}

// deleteBoth removes messages of one chat from the actor's box and, with
// revoke, their copies from the other side's.
func (s *Service) deleteBoth(tx *update.Tx, a user.Actor, with peer.Peer, ids []int, revoke bool) (Affected, error) {
	mine, err := tx.Box(a.ID.Owner())
	if err != nil {
		return Affected{}, err
	}
	gone, err := s.removeFrom(tx, a.ID.Owner(), with, ids, a.Origin)
	out := Affected{Pts: mine.Pts(), Count: len(gone)}
	if err != nil || len(sides(a.ID, with, revoke)) == 1 {
		return out, err
	}
	var others []int
	for _, m := range gone {
		if m.Other != 0 {
			others = append(others, m.Other)
		}
	}
	_, err = s.removeFrom(tx, with.Owner(), a.ID.Peer(), others, 0)
	return out, err
}

// removeFrom removes messages of one chat from one box, brings its dialog up
// to date and tells the box. It returns the messages that were there. No id may
// come twice.
func (s *Service) removeFrom(tx *update.Tx, box store.Owner, with peer.Peer, ids []int, origin int64) ([]Message, error) {
	gone, err := loadMany(tx, box, repeat(with, len(ids)), ids)
	if err != nil || len(gone) == 0 {
		return nil, err
	}
	if err := s.index.Forget(tx, box, gone...); err != nil {
		return nil, err
	}
	b, err := tx.Box(box)
	if err != nil {
		return nil, err
	}
	d, _, err := dialog.Load(tx, box, with)
	if err != nil {
		return nil, err
	}
	e := update.Event{Kind: update.DeleteMessages, Peer: with, Origin: origin}
	s.releasePolls(tx, box, gone)
	for _, m := range gone {
		if err := removeMessage(tx, box, &m); err != nil {
			return nil, err
		}
		e.IDs = append(e.IDs, m.ID)
		if m.unreadReactions() {
			d.UnreadReactions--
		}
		d.Count--
		if m.expires() {
			tx.Delete(box, expiryKey(&m))
		}
		if m.unseenMention() {
			d.UnreadMentions = max(d.UnreadMentions-1, 0)
		}
		if m.incoming() && m.ID > d.ReadIn {
			d.Unread--
		}
	}
	b.Append(e)
	return gone, retop(tx, box, &d)
}

// retop sets a dialog's top message after a removal; a dialog without messages
// leaves the list.
func retop(tx store.Tx, box store.Owner, d *dialog.Dialog) error {
	last, err := scanMessages(tx, box, d.Peer, 0, 0, true, 1)
	if err != nil {
		return err
	}
	if len(last) == 0 {
		dialog.Remove(tx, box, d.Peer)
		return dropReads(tx, box, d.Peer)
	}
	d.Top, d.Date = last[0].ID, last[0].Date
	d.Unread = max(d.Unread, 0)
	dialog.Save(tx, box, d)
	return nil
}

func repeat(p peer.Peer, n int) []peer.Peer { return slices.Repeat([]peer.Peer{p}, n) }

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

// Delete removes messages from the actor's box and, with revoke, the other
// sides' copies too. Ids that name nothing are passed over.
func (s *Service) Delete(ctx context.Context, a user.Actor, ids []int, revoke bool) (Affected, error) {
	if len(ids) == 0 {
		return s.unaffected(ctx, a)
	}
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
	var out Affected
	os := owners(a.ID, with)
	if !revoke {
		os = os[:1]
	}
	err := s.log.Run(ctx, os, func(tx *update.Tx) error {
		mine, err := tx.Box(a.ID.Owner())
		if err != nil {
			return err
		}
		out = Affected{Pts: mine.Pts()}
		gone, err := removeFrom(tx, a.ID.Owner(), with, ids, a.Origin)
		if err != nil || len(gone) == 0 {
			return err
		}
		out = Affected{Pts: mine.Pts(), Count: len(gone)}
		if len(os) == 1 {
			return nil
		}
		var others []int
		for _, m := range gone {
			if m.Other != 0 {
				others = append(others, m.Other)
			}
		}
		_, err = removeFrom(tx, with.Owner(), a.ID.Peer(), others, 0)
		return err
	})
	return out, err
}

// removeFrom removes messages of one chat from one box, brings its dialog up
// to date and tells the box. It returns the messages that were there.
func removeFrom(tx *update.Tx, box store.Owner, with peer.Peer, ids []int, origin int64) ([]Message, error) {
	gone, err := loadMany(tx, box, repeat(with, len(ids)), ids)
	if err != nil || len(gone) == 0 {
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
	for _, m := range gone {
		if slices.Contains(e.IDs, m.ID) {
			continue
		}
		removeMessage(tx, box, with, m.ID)
		e.IDs = append(e.IDs, m.ID)
		d.Count--
		if !m.Out && m.ID > d.ReadIn {
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
		return nil
	}
	d.Top, d.Date = last[0].ID, last[0].Date
	d.Unread = max(d.Unread, 0)
	dialog.Save(tx, box, d)
	return nil
}

func repeat(p peer.Peer, n int) []peer.Peer { return slices.Repeat([]peer.Peer{p}, n) }

// Clear is a request to remove a whole history.
type Clear struct {
	With   peer.Peer
	Max    int   // only up to this id; 0: all
	From   int64 // only messages at or after this time, Unix seconds; 0: all
	Until  int64 // only messages at or before this time; 0: all
	Keep   bool  // just_clear: the dialog stays in the list, empty
	Revoke bool
}

// DeleteHistory removes up to some hundred messages of a chat, newest first.
// Offset of the answer says whether to call again.
func (s *Service) DeleteHistory(ctx context.Context, a user.Actor, q Clear) (Affected, error) {
	if q.With.Kind != peer.User {
		return Affected{}, errPeer
	}
	out, err := s.unaffected(ctx, a)
	for range 5 {
		if err != nil {
			return out, err
		}
		var ids []int
		var more bool
		err = s.store.View(ctx, func(r store.Reader) (err error) {
			ids, more, err = clearable(r, a.ID.Owner(), q)
			return err
		})
		if err != nil || len(ids) == 0 {
			break
		}
		var one Affected
		if q.Keep && !more {
			one, err = s.clearLast(ctx, a, q, ids)
		} else {
			one, err = s.deleteFrom(ctx, a, q.With, ids, q.Revoke)
		}
		out.Pts, out.Count, out.Offset = one.Pts, out.Count+one.Count, 0
		if !more {
			break
		}
		out.Offset = 1
	}
	return out, err
}

// clearable is the next chunk of ids that q removes, and whether there is more.
func clearable(r store.Reader, box store.Owner, q Clear) (ids []int, more bool, err error) {
	to := 0
	if q.Max > 0 {
		to = q.Max + 1
	}
	if q.Until > 0 {
		after, err := firstSince(r, box, q.With, q.Until+1)
		if err != nil {
			return nil, false, err
		}
		if after > 0 && (to == 0 || after < to) {
			to = after
		}
	}
	ms, err := scanMessages(r, box, q.With, 0, to, true, chunk+1)
	for _, m := range ms {
		if q.From > 0 && m.Date < q.From {
			return ids, false, err
		}
		if m.Action == HistoryClear && q.Keep {
			continue
		}
		if len(ids) == chunk {
			return ids, true, err
		}
		ids = append(ids, m.ID)
	}
	return ids, false, err
}

// clearLast removes the last messages but leaves the dialog with a note, in the
// actor's own box, that its history was cleared.
func (s *Service) clearLast(ctx context.Context, a user.Actor, q Clear, ids []int) (Affected, error) {
	out, err := s.deleteFrom(ctx, a, q.With, ids, q.Revoke)
	if err != nil {
		return out, err
	}
	err = s.log.Run(ctx, []store.Owner{a.ID.Owner()}, func(tx *update.Tx) error {
		d, found, err := dialog.Load(tx, a.ID.Owner(), q.With)
		if err != nil || found {
			return err
		}
		box, err := tx.Box(a.ID.Owner())
		if err != nil {
			return err
		}
		m := Message{ID: box.NextID(), Peer: q.With, From: a.ID, Date: tx.Now(), Out: true, Action: HistoryClear}
		insertMessage(tx, a.ID.Owner(), &m)
		d.Top, d.Date, d.Count, d.ReadIn, d.ReadOut = m.ID, m.Date, 1, m.ID, m.ID
		dialog.Save(tx, a.ID.Owner(), &d)
		box.Append(update.Event{Kind: update.NewMessage, Peer: q.With, ID: m.ID})
		return nil
	})
	return out, err
}

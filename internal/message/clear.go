package message

import (
	"context"

	"heliograph/internal/dialog"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Clear is a request to remove a whole history.
type Clear struct {
	With   peer.Peer
	Max    int   // only up to this id; 0: all
	From   int64 // only messages at or after this time, Unix seconds; 0: all
	Until  int64 // only messages at or before this time; 0: all
	Keep   bool  // just_clear: the dialog stays in the list, empty
	Revoke bool  // the other side's too, with what is left there of messages that the actor removed before
}

// DeleteHistory removes up to some hundred messages of a chat, newest first.
// Offset of the answer says whether to call again.
func (s *Service) DeleteHistory(ctx context.Context, a user.Actor, q Clear) (Affected, error) {
	if q.With.Kind != peer.User && q.With.Kind != peer.Chat {
		return Affected{}, errPeer
	}
	if q.With.Kind == peer.Chat {
		if err := s.known(ctx, a.ID, q.With); err != nil {
			return Affected{}, err
		}
	}
	var out Affected
	for range 5 {
		var one Affected
		var err error
		if q.With.Kind == peer.Chat && q.Revoke {
			one, err = s.clearIn(ctx, a, &q)
		} else {
			err = s.log.Run(ctx, sides(a.ID, q.With, q.Revoke), func(tx *update.Tx) (err error) {
				one, err = s.clearSome(tx, a, &q)
				return err
			})
		}
		if err != nil {
			return out, err
		}
		out = Affected{Pts: one.Pts, Count: out.Count + one.Count, Offset: one.Offset}
		if out.Offset == 0 {
			break
		}
	}
	return out, nil
}

// clearSome removes the next messages that q names.
func (s *Service) clearSome(tx *update.Tx, a user.Actor, q *Clear) (Affected, error) {
	d, _, err := dialog.Load(tx, a.ID.Owner(), q.With)
	if err != nil {
		return Affected{}, err
	}
	ids, more, err := q.named(tx, a.ID.Owner(), q.With, true)
	if err != nil {
		return Affected{}, err
	}
	out, err := s.deleteBoth(tx, a, q.With, ids, q.Revoke)
	if err != nil {
		return out, err
	}
	if !more && len(sides(a.ID, q.With, q.Revoke)) > 1 {
		if ids, more, err = q.named(tx, q.With.Owner(), a.ID.Peer(), false); err != nil {
			return out, err
		}
		if _, err = s.removeFrom(tx, q.With.Owner(), a.ID.Peer(), ids, 0); err != nil {
			return out, err
		}
	}
	if more {
		out.Offset = 1
		return out, nil
	}
	return out, noteCleared(tx, a, q, d)
}

// named is the newest ids of one side's chat that q removes, and whether there
// are more. On the other side Max is compared with the actor's ids.
func (q *Clear) named(r store.Reader, box store.Owner, with peer.Peer, mine bool) (ids []int, more bool, err error) {
	to := 0
	if mine && q.Max > 0 {
		to = q.Max + 1
	}
	if q.Until > 0 {
		after, err := firstSince(r, box, with, q.Until+1)
		if err != nil {
			return nil, false, err
		}
		if after > 0 && (to == 0 || after < to) {
			to = after
		}
	}
	for {
		ms, err := scanMessages(r, box, with, 0, to, true, chunk+1)
		if err != nil {
			return nil, false, err
		}
		for _, m := range ms {
			switch {
			case q.From > 0 && m.Date < q.From:
				return ids, false, nil
			case m.Action == HistoryClear && (q.Keep || !mine), !mine && q.Max > 0 && m.Other > q.Max:
				continue
			case len(ids) == chunk:
				return ids, true, nil
			}
			ids = append(ids, m.ID)
		}
		if len(ms) <= chunk {
			return ids, false, nil
		}
		to = ms[len(ms)-1].ID
	}
}

// noteCleared leaves a dialog that was to stay, and lost its last message, with
// a note in the actor's own box that its history was cleared.
func noteCleared(tx *update.Tx, a user.Actor, q *Clear, before dialog.Dialog) error {
	if !q.Keep || before.Top == 0 {
		return nil
	}
	_, left, err := dialog.Load(tx, a.ID.Owner(), q.With)
	if err != nil || left {
		return err
	}
	box, err := tx.Box(a.ID.Owner())
	if err != nil {
		return err
	}
	m := Message{ID: box.NextID(), Peer: q.With, From: a.ID, Date: tx.Now(), Out: true, Action: HistoryClear}
	if err := insertMessage(tx, a.ID.Owner(), &m); err != nil {
		return err
	}
	dialog.Save(tx, a.ID.Owner(), &dialog.Dialog{
		Peer: q.With, Top: m.ID, Date: m.Date, ReadIn: m.ID, ReadOut: m.ID, Count: 1, Pinned: before.Pinned, Folder: before.Folder,
		Theirs: before.Theirs, BarHidden: before.BarHidden,
	})
	box.Append(update.Event{Kind: update.NewMessage, Peer: q.With, ID: m.ID})
	return nil
}

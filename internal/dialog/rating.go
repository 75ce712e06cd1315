package dialog

import (
	"cmp"
	"context"
	"math"
	"slices"

	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// RatingDecay is the time in seconds in which what one wrote comes to count e
// times less (https://core.telegram.org/api/top-rating).
const RatingDecay = 2419200

// Rating is how often the person writes in the chat: each message counts 1 when
// it is written, and less from then on.
func (d *Dialog) Rating(now int64) float64 {
	return d.Score * math.Exp(-float64(max(now-d.Scored, 0))/RatingDecay)
}

// unratedKey is the record that is there for who wants nothing counted.
func unratedKey() store.Key { return store.K('h') }

// Wrote counts a message that the box's owner wrote, unless they want nothing
// counted. The caller saves d.
func (d *Dialog) Wrote(r store.Reader, box store.Owner, now int64) error {
	off, err := r.Get(box, unratedKey())
	if err == nil && off == nil {
		d.Score, d.Scored = d.Rating(now)+1, now
	}
	return err
}

// Rated is the dialogs in which id writes, the most often first; off says that id
// wants nothing counted.
func (s *Service) Rated(ctx context.Context, id user.ID, now int64) (ds []Dialog, off bool, err error) {
	err = s.store.View(ctx, func(r store.Reader) error {
		b, err := r.Get(id.Owner(), unratedKey())
		if err != nil {
			return err
		}
		off = b != nil
		ds, err = scanDialogs(r, id.Owner())
		return err
	})
	ds = slices.DeleteFunc(ds, func(d Dialog) bool { return d.Score == 0 })
	slices.SortFunc(ds, func(a, b Dialog) int {
		return cmp.Or(cmp.Compare(b.Rating(now), a.Rating(now)), cmp.Compare(a.Peer.ID, b.Peer.ID))
	})
	return ds, off, err
}

// Unrate forgets how often the actor wrote in a chat.
func (s *Service) Unrate(ctx context.Context, a user.Actor, p peer.Peer) error {
	_, err := s.change(ctx, a, func(tx *update.Tx, _ func(update.Event)) error {
		d, found, err := Load(tx, a.ID.Owner(), p)
		if err == nil && found && d.Score != 0 {
			d.Score, d.Scored = 0, 0
			Save(tx, a.ID.Owner(), &d)
		}
		return err
	})
	return err
}

// Rate chooses whether it is counted how often the actor writes in which chat.
// What was counted is forgotten when it is not to be any more.
func (s *Service) Rate(ctx context.Context, a user.Actor, on bool) error {
	box := a.ID.Owner()
	_, err := s.change(ctx, a, func(tx *update.Tx, _ func(update.Event)) error {
		if on {
			tx.Delete(box, unratedKey())
			return nil
		}
		tx.Put(box, unratedKey(), []byte{1})
		all, err := scanDialogs(tx, box)
		for i := range all {
			if all[i].Score != 0 {
				all[i].Score, all[i].Scored = 0, 0
				Save(tx, box, &all[i])
			}
		}
		return err
	})
	return err
}

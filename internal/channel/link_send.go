package channel

import (
	"context"

	"heliograph/internal/dialog"
	"heliograph/internal/peer"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Speaks says whether somebody may write in a group in the name of a peer: in their
// own unless they are anonymous there, then in that of the group; in that of the
// channel which the group discusses, if they may post there; and, in a group that is
// public or discusses a channel, in that of a public channel of their own.
func (a *Access) Speaks(r store.Reader, as peer.Peer, now int64) (bool, error) {
	switch {
	case as == a.ID.Peer():
		return a.Broadcast || a.Stand.Has(right.Anonymous), nil
	case as == a.Me.User.Peer():
		return !a.Stand.Has(right.Anonymous) && (!a.Broadcast || a.Profiles), nil
	case as.Kind != peer.Channel || a.Broadcast || a.Basic():
		return false, nil
	}
	if silenced, err := a.silences(r, ID(as.ID), now); err != nil || silenced {
		return false, err
	}
	found, err := accesses(r, a.Me.User, []ID{ID(as.ID)}, now)
	if err != nil || len(found) == 0 {
		return false, err
	}
	return a.voice(&found[0]), nil
}

// voice says whether somebody may write in the group in the name of a channel in
// which they stand as c.
func (a *Access) voice(c *Access) bool {
	switch {
	case !c.Broadcast || c.Deleted || !c.Me.In:
		return false
	case c.ID == a.Linked:
		return c.Stand.Has(right.PostMessages)
	}
	return c.Stand.Owner && c.Public() && (a.Public() || a.Linked != 0)
}

// Voices is in whose names the actor may write in a group or channel: see Speaks. The
// first is the usual one. Faults: those of Enter.
func (s *Service) Voices(ctx context.Context, a user.Actor, id ID) ([]peer.Peer, error) {
	var out []peer.Peer
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) error {
		out = nil
		in, err := Enter(r, id, a.ID, now)
		if err != nil {
			return err
		}
		for _, p := range []peer.Peer{a.ID.Peer(), id.Peer()} {
			ok, err := in.Speaks(r, p, now)
			if err != nil {
				return err
			}
			if ok {
				out = append(out, p)
			}
		}
		if in.Broadcast || in.Basic() {
			return nil
		}
		joined, err := dialog.JoinedBy(r, a.ID, maxLooked)
		if err != nil {
			return err
		}
		ids := make([]ID, len(joined))
		for i, p := range joined {
			ids[i] = ID(p.ID)
		}
		all, err := accesses(r, a.ID, ids, now)
		if err != nil {
			return err
		}
		for i := range all {
			if !in.voice(&all[i]) {
				continue
			}
			silenced, err := in.silences(r, all[i].ID, now)
			if err != nil {
				return err
			}
			if !silenced {
				out = append(out, all[i].ID.Peer())
			}
		}
		return nil
	})
	return out, err
}

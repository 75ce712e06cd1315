package channel

import (
	"context"
	"slices"

	"heliograph/internal/dialog"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// maxChats is among how many chats of each Common looks, and commonStep how many it
// reads at once.
const (
	maxChats   = 5000
	commonStep = 500
)

// Common is the groups in which both the actor and somebody else are, by falling
// id: those below one, 0 for all of them, and how many there are in all. Who is in a
// channel is nobody's business, nor is it in a group that hides its members, unless
// the other is an admin there.
func (s *Service) Common(ctx context.Context, a user.Actor, other user.ID, below ID, limit int) (page []ID, total int, err error) {
	now := s.clock.Now().Unix()
	err = s.store.View(ctx, func(r store.Reader) error {
		page, total = nil, 0
		both, err := shared(r, a.ID, other)
		if err != nil {
			return err
		}
		for part := range slices.Chunk(both, commonStep) {
			as, err := accesses(r, a.ID, part, now)
			if err != nil {
				return err
			}
			theirs, err := accesses(r, other, part, now)
			if err != nil {
				return err
			}
			for i := range as {
				if !as[i].shows(&theirs[i]) {
					continue
				}
				if total++; (below == 0 || as[i].ID < below) && len(page) < limit {
					page = append(page, as[i].ID)
				}
			}
		}
		return nil
	})
	return page, total, err
}

// shows says whether the person may know that somebody else is in the group.
func (a *Access) shows(other *Access) bool {
	switch {
	case a.Broadcast, !a.Sees(), !a.Me.In, !other.Me.In, a.To != 0:
		return false
	}
	return a.Lists() || other.Stand.Admins()
}

// shared is the groups and channels that are on the lists of both, by falling id.
func shared(r store.Reader, one, other user.ID) ([]ID, error) {
	mine, err := dialog.GroupsOf(r, one, maxChats)
	if err != nil {
		return nil, err
	}
	theirs, err := dialog.GroupsOf(r, other, maxChats)
	if err != nil {
		return nil, err
	}
	on := make(map[peer.Peer]bool, len(theirs))
	for _, p := range theirs {
		on[p] = true
	}
	var out []ID
	for _, p := range mine {
		if on[p] {
			out = append(out, ID(p.ID))
		}
	}
	slices.SortFunc(out, func(a, b ID) int { return int(b - a) })
	return out, nil
}

// accesses reads channels as somebody stands in them; those that are not there are
// left out.
func accesses(r store.Reader, who user.ID, ids []ID, now int64) ([]Access, error) {
	refs := make([]store.Ref, 0, 2*len(ids))
	for _, id := range ids {
		refs = append(refs, store.Ref{Owner: id.Owner(), Key: channelKey}, store.Ref{Owner: id.Owner(), Key: memberKey(who)})
	}
	out := make([]Access, 0, len(ids))
	if len(refs) == 0 {
		return out, nil
	}
	vs, err := r.GetMany(refs...)
	if err != nil {
		return nil, err
	}
	for i, id := range ids {
		a, err := access(id, who, vs[2*i], vs[2*i+1], now)
		if err != nil {
			return nil, err
		}
		if a == nil {
			continue
		}
		if err := a.lookThrough(r, now); err != nil {
			return nil, err
		}
		out = append(out, *a)
	}
	return out, nil
}

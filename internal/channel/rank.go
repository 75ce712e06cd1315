package channel

import (
	"context"

	"heliograph/internal/right"
	"heliograph/internal/user"
)

// SetRank gives a member of a group a title, which others see beside the name; an
// empty one takes it away. Members choose their own, unless they may not; those of
// others, whom the actor may command, need a right. Faults: CHAT_ADMIN_REQUIRED,
// USER_NOT_PARTICIPANT, USER_CREATOR, USER_ADMIN_INVALID, CHAT_NOT_MODIFIED,
// MEGAGROUP_REQUIRED, ADMIN_RANK_INVALID, ADMIN_RANK_EMOJI_NOT_ALLOWED.
func (s *Service) SetRank(ctx context.Context, a user.Actor, id ID, who user.ID, rank string) (Change, error) {
	rank = clean(rank, false)
	if err := checkRank(rank); err != nil {
		return Change{}, err
	}
	return s.act(ctx, a, id, func(x *act) error {
		m, err := x.ranked(who)
		switch {
		case err != nil:
			return err
		case m.Rank == rank:
			return errSame
		}
		was := m
		m.Rank = rank
		if err := x.record(Entry{Kind: LogRank, User: who, Was: Logged{Text: was.Rank}, Is: Logged{Text: rank}}); err != nil {
			return err
		}
		x.put(was, m)
		return x.tell(who)
	}, who)
}

// ranked is the record of a member whose title the actor may set.
func (x *act) ranked(who user.ID) (Member, error) {
	switch {
	case !x.Sees():
		return Member{}, x.ID.hidden()
	case x.Broadcast:
		return Member{}, errMegagroup
	case !x.Me.In:
		return Member{}, errAdmin
	case who == x.a.ID && x.Stand.Restricted()&right.EditRank != 0:
		return Member{}, errAdmin
	case who == x.a.ID:
		return x.Me, nil
	case !x.Stand.Has(right.ManageRanks):
		return Member{}, errAdmin
	}
	m, err := x.member(who)
	switch {
	case err != nil:
		return m, err
	case !m.In:
		return m, errNotIn
	case m.IsOwner:
		return m, errOwner
	case m.IsAdmin && !x.Stand.Owner && m.PromotedBy != x.a.ID:
		return m, errIsAdmin
	}
	return m, nil
}

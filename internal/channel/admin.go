package channel

import (
	"context"
	"unicode"
	"unicode/utf8"

	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// maxRank is how many characters the title of an admin has.
const maxRank = 16

// Promote makes somebody an admin with rights and a title, changes both, or with
// no rights makes them a member again. Who is not in the channel is added. An
// owner may change the own title and whether to be anonymous. Faults:
// CHAT_ADMIN_REQUIRED, RIGHT_FORBIDDEN for a right that the actor does not have,
// USER_CREATOR, USER_ADMIN_INVALID for an admin whom the actor did not make,
// ADMINS_TOO_MUCH, ADMIN_RANK_INVALID, ADMIN_RANK_EMOJI_NOT_ALLOWED, USER_KICKED,
// USER_PRIVACY_RESTRICTED for who is to be added and does not let the actor, and
// those of Join.
func (s *Service) Promote(ctx context.Context, a user.Actor, id ID, who user.ID, rights right.Admin, rank string) (Change, error) {
	rights &= right.AllAdmin
	rank = clean(rank, false)
	if err := checkRank(rank); err != nil {
		return Change{}, err
	}
	lets, err := s.privacy.MayInvite(ctx, a.ID, who)
	if err != nil {
		return Change{}, err
	}
	return s.act(ctx, a, id, func(x *act) error {
		if who == a.ID && x.Me.IsOwner {
			return x.promoteSelf(rights, rank)
		}
		m, err := x.promotable(who, rights)
		if err != nil {
			return err
		}
		if !m.In && rights != 0 {
			if !lets {
				return errRestricted
			}
			if err := x.admit(who, Way{By: a.ID, Kind: Joined}); err != nil {
				return err
			}
			if m, err = x.member(who); err != nil {
				return err
			}
		}
		return x.promote(m, rights, rank)
	}, who)
}

// checkRank refuses what is no title of an admin.
func checkRank(rank string) error {
	if utf8.RuneCountInString(rank) > maxRank {
		return errRank
	}
	for _, r := range rank {
		if unicode.Is(unicode.So, r) || r >= 0x1f000 {
			return errEmoji
		}
	}
	return nil
}

// promotable is the record of somebody whom the actor may give or take rights.
func (x *act) promotable(who user.ID, rights right.Admin) (Member, error) {
	if err := x.needs(right.AddAdmins); err != nil {
		return Member{}, err
	}
	m, err := x.member(who)
	if err != nil {
		return m, err
	}
	switch banned := m.Restrictions(x.tx.Now())&right.View != 0; {
	case m.IsOwner || who == x.Owner:
		return m, errOwner
	case who == x.a.ID && rights&^m.Admin != 0:
		return m, errRights
	case who != x.a.ID && m.IsAdmin && !x.commands(&m):
		return m, errIsAdmin
	case !x.Stand.MayGrant(rights):
		return m, errRights
	case banned && !x.Stand.Has(right.BanUsers):
		return m, errKicked
	case !m.In && rights != 0 && !x.Stand.Invite():
		return m, errAdmin
	case !m.In && rights == 0:
		return m, errNotIn
	case rights != 0 && !m.IsAdmin && x.Admins >= x.s.limits.Admins:
		return m, errAdmins
	}
	if m.Restrictions(x.tx.Now())&right.View != 0 {
		free := m
		free.Ban, free.Until, free.BannedBy, free.BannedAt = 0, 0, 0, 0
		x.put(m, free)
		m = free
	}
	return m, nil
}

// promote writes what rights a member has.
func (x *act) promote(before Member, rights right.Admin, rank string) error {
	m := before
	if m.IsAdmin, m.Admin, m.Rank = rights != 0, rights, rank; rights == 0 {
		m.Rank, m.PromotedBy = "", 0
	} else {
		m.Ban, m.Until, m.BannedBy, m.BannedAt = 0, 0, 0, 0
		if m.PromotedBy == 0 {
			m.PromotedBy = x.a.ID
		}
	}
	if m == before {
		return nil
	}
	x.put(before, m)
	if err := x.record(Entry{Kind: LogAdmin, User: m.User, Was: before.log(), Is: m.log()}); err != nil {
		return err
	}
	return x.tell(m.User)
}

// promoteSelf is what an owner may change of itself.
func (x *act) promoteSelf(rights right.Admin, rank string) error {
	m := x.Me
	m.Admin, m.Rank = right.AllAdmin&^right.Anonymous|rights&right.Anonymous, rank
	if m == x.Me {
		return nil
	}
	if err := x.record(Entry{Kind: LogAdmin, User: m.User, Was: x.Me.log(), Is: m.log()}); err != nil {
		return err
	}
	x.put(x.Me, m)
	return x.tell(m.User)
}

// Transfer makes another member the owner; the actor stays an admin with every
// right. Faults: CHAT_ADMIN_REQUIRED for who is not the owner,
// USER_NOT_PARTICIPANT, USER_ID_INVALID for the owner.
func (s *Service) Transfer(ctx context.Context, a user.Actor, id ID, to user.ID) (Change, error) {
	return s.act(ctx, a, id, func(x *act) error {
		if err := x.owns(); err != nil {
			return err
		}
		before, err := x.member(to)
		switch {
		case err != nil:
			return err
		case to == a.ID:
			return errUser
		case !before.In:
			return errNotIn
		}
		heir := before
		heir.IsOwner, heir.IsAdmin, heir.Admin, heir.PromotedBy = true, false, x.all(), 0
		heir.Ban, heir.Until, heir.BannedBy, heir.BannedAt = 0, 0, 0, 0
		x.put(before, heir)
		me := x.Me
		me.IsOwner, me.IsAdmin, me.PromotedBy = false, true, to
		old := x.Me
		x.put(x.Me, me)
		x.Channel.Owner = to
		for _, e := range []Entry{
			{Kind: LogAdmin, User: to, Was: before.log(), Is: heir.log()}, {Kind: LogAdmin, User: a.ID, Was: old.log(), Is: me.log()},
		} {
			if err := x.record(e); err != nil {
				return err
			}
		}
		x.tellAll()
		return x.tell(to)
	}, to)
}

// MayTransfer is nil for the owner, who could make another member the owner. Faults:
// CHANNEL_INVALID, CHANNEL_PRIVATE, CHAT_ADMIN_REQUIRED.
func (s *Service) MayTransfer(ctx context.Context, a user.Actor, id ID) error {
	now := s.clock.Now().Unix()
	return s.store.View(ctx, func(r store.Reader) error {
		c, err := Enter(r, id, a.ID, now)
		if err == nil && !c.Stand.Owner {
			err = errAdmin
		}
		return err
	})
}

package channel

import (
	"context"

	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// maxGiven is how many older messages somebody can be given who is added.
const maxGiven = 100

// Bring has the actor add somebody to a basic group, who is given some of the newest
// messages there; or come back to one that they have left. Faults: those of Add.
func (s *Service) Bring(ctx context.Context, a user.Actor, id ID, who user.ID, messages int) (Change, error) {
	w := Way{By: a.ID, Kind: Joined, Messages: min(max(messages, 0), maxGiven)}
	if who != a.ID {
		return s.add(ctx, a, id, who, w)
	}
	return s.act(ctx, a, id, func(x *act) error {
		switch {
		case x.Me.In:
			return errAlready
		case x.Stand.Banned() || !x.Me.was():
			return id.hidden()
		}
		return x.admit(who, w)
	})
}

// Remove takes somebody out of a basic group: the actor, whoever an admin wants out,
// or whom the actor has added; purge has the copies of its messages that they have go
// as well (https://core.telegram.org/bots/api#banchatmember). Faults:
// CHAT_ID_INVALID, USER_NOT_PARTICIPANT, CHAT_ADMIN_REQUIRED.
func (s *Service) Remove(ctx context.Context, a user.Actor, id ID, who user.ID, purge bool) (Change, error) {
	return s.act(ctx, a, id, func(x *act) error {
		if who == a.ID && !x.Me.In && x.Me.was() {
			return errNotIn
		}
		m, err := x.removable(who)
		if err != nil {
			return err
		}
		x.purge = purge
		if who != a.ID {
			return x.restrict(m, right.View.Full(), 0)
		}
		if err := x.note(Note{Kind: Left, Users: []user.ID{who}}); err != nil {
			return err
		}
		return x.leave(m, m)
	})
}

// removable is the record of somebody whom the actor may take out of a basic group.
func (x *act) removable(who user.ID) (Member, error) {
	if !x.Sees() {
		return Member{}, x.ID.hidden()
	}
	m, err := x.member(who)
	switch {
	case err != nil:
		return m, err
	case !m.In:
		return m, errNotIn
	case who == x.a.ID, x.Stand.Owner:
		return m, nil
	case m.IsOwner || m.IsAdmin:
		return m, errAdmin
	case x.Stand.Has(right.BanUsers) || m.Inviter == x.a.ID:
		return m, nil
	}
	return m, errAdmin
}

// SetAdmin makes a member of a basic group an admin, or none any more: only its
// owner may. What is so already is no mistake. Faults: CHAT_ID_INVALID,
// CHAT_ADMIN_REQUIRED, USER_NOT_PARTICIPANT, USER_ID_INVALID for the owner.
func (s *Service) SetAdmin(ctx context.Context, a user.Actor, id ID, who user.ID, on bool) (Change, error) {
	return s.act(ctx, a, id, func(x *act) error {
		if err := x.owns(); err != nil {
			return err
		}
		m, err := x.member(who)
		switch {
		case err != nil:
			return err
		case who == a.ID:
			return errUser
		case !m.In:
			return errNotIn
		case m.IsAdmin == on:
			return nil
		case on:
			return x.promote(m, GroupAdmin, m.Rank)
		}
		return x.promote(m, 0, "")
	})
}

// Everybody is who is in a basic group, newest first.
func (s *Service) Everybody(ctx context.Context, id ID) (ms []Member, err error) {
	err = s.store.View(ctx, func(r store.Reader) (err error) {
		ms, err = everybody(r, id, s.limits.Group)
		return err
	})
	return ms, err
}

func everybody(r store.Reader, id ID, limit int) ([]Member, error) {
	from := store.K('N')
	rows, err := r.Scan(id.Owner(), from, from.End(), true, limit)
	if err != nil {
		return nil, err
	}
	ids := make([]user.ID, len(rows))
	for i, row := range rows {
		ids[i] = user.ID(store.IntAt(row.Key, 9))
	}
	return loadMembers(r, id, ids)
}

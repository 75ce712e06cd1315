package channel

import (
	"context"
	"slices"

	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// act is one change of a channel inside of its transaction.
type act struct {
	Access
	s    *Service
	tx   *update.Tx
	box  *update.Box
	a    user.Actor
	out  *Change
	seen Channel // as it was found

	moved bool // members of a basic group are others, or have other rights
	purge bool // who leaves a basic group is left with no copies
}

// act runs fn in a transaction of a channel and, with, of people whose boxes it
// writes: at most one. What fn changes of the channel is written. Of a basic group
// the transaction is that of the actor's box as well, and of no other.
func (s *Service) act(ctx context.Context, a user.Actor, id ID, fn func(*act) error, with ...user.ID) (Change, error) {
	var out Change
	if id.Basic() {
		err := s.followers.Spread(ctx, id, a.ID.Owner(), func(tx *update.Tx) error {
			out = Change{}
			return s.within(tx, a, id, &out, fn)
		})
		return out, err
	}
	owners := []store.Owner{id.Owner()}
	for _, u := range with {
		owners = append(owners, u.Owner())
	}
	err := s.log.Run(ctx, owners, func(tx *update.Tx) error {
		out = Change{}
		return s.within(tx, a, id, &out, fn)
	})
	return out, err
}

// within is act inside of a transaction that has begun.
func (s *Service) within(tx *update.Tx, a user.Actor, id ID, out *Change, fn func(*act) error) error {
	access, err := Open(tx, id, a.ID, tx.Now())
	if err != nil {
		return err
	}
	switch {
	case access.Deleted:
		return id.hidden()
	case access.To != 0:
		return errClosed
	}
	x := &act{Access: access, s: s, tx: tx, a: a, out: out, seen: access.Channel}
	if x.box, err = tx.Box(id.Owner()); err != nil {
		return err
	}
	if err := fn(x); err != nil {
		return err
	}
	if x.moved {
		x.Version++
	}
	if x.Channel != x.seen {
		Save(tx, &x.Channel)
	}
	out.Channel = x.Channel
	if id.Basic() {
		return x.follow()
	}
	return nil
}

// needs refuses an actor without a right; who sees nothing of the channel learns
// nothing of its rights. Faults: CHANNEL_PRIVATE, CHAT_ADMIN_REQUIRED.
func (x *act) needs(a right.Admin) error {
	switch {
	case !x.Sees():
		return x.ID.hidden()
	case !x.Stand.Has(a):
		return errAdmin
	}
	return nil
}

// owns refuses who is not the owner. Faults: those of needs.
func (x *act) owns() error {
	switch {
	case !x.Sees():
		return x.ID.hidden()
	case !x.Stand.Owner:
		return errAdmin
	}
	return nil
}

// note has the history tell something.
func (x *act) note(n Note) error {
	if n.By == 0 {
		n.By = x.a.ID
	}
	n.Unsaid = !n.Said && n.By == x.a.ID && x.Stand.Has(right.Anonymous) && !slices.Contains(n.Users, n.By)
	e, err := x.s.notes.Note(x.tx, &x.Channel, n, x.a.Origin)
	if e.Kind != 0 && !x.Basic() {
		x.out.Events = append(x.out.Events, e)
	}
	return err
}

// tellAll has whoever looks at the channel see what it is like now.
func (x *act) tellAll() {
	e := x.box.Append(update.Event{Kind: update.Channel, Peer: x.ID.Peer(), Origin: x.a.Origin})
	if !x.Basic() {
		x.out.Events = append(x.out.Events, e)
	}
}

// tell has a person's own devices see what the channel is to them now.
func (x *act) tell(who user.ID) error { return x.tellSince(who, 0) }

// tellSince is tell for somebody who has joined after a pts of the channel.
func (x *act) tellSince(who user.ID, pts int) error {
	if x.Basic() {
		x.moved = true
		return nil
	}
	origin := int64(0)
	if who == x.a.ID {
		origin = x.a.Origin
	}
	e, err := tell(x.tx, who, x.ID, origin, pts)
	if err == nil && who == x.a.ID {
		x.out.Events = append(x.out.Events, e)
	}
	return err
}

// member reads the record of somebody in the channel, the actor's own one as it
// is now.
func (x *act) member(id user.ID) (Member, error) {
	if id == x.a.ID {
		return x.Me, nil
	}
	return loadMember(x.tx, x.ID, id)
}

// put writes a member record.
func (x *act) put(before, m Member) {
	put(x.tx, &x.Channel, before, m)
	if m.User == x.a.ID {
		x.Me, x.Stand = m, m.Standing(&x.Channel, x.tx.Now())
	}
}

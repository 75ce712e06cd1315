package channel

import (
	"context"
	"errors"

	"heliograph/internal/dialog"
	"heliograph/internal/fault"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// A channel and the group that discusses its posts name each other in Linked, both
// or none. Whoever may read one of them may read the other.

var (
	errLinkSame  = fault.New(fault.Invalid, "LINK_NOT_MODIFIED")
	errLinkFrom  = fault.New(fault.Invalid, "BROADCAST_ID_INVALID")
	errLinkTo    = fault.New(fault.Invalid, "MEGAGROUP_ID_INVALID")
	errPrehidden = fault.New(fault.Invalid, "MEGAGROUP_PREHISTORY_HIDDEN")
)

// errOther says that a channel is discussed by another group.
var errOther = errors.New("channel: linked to another group")

// Link has a group discuss the posts of a channel from now on, instead of another
// one; without a group the channel is discussed no more, and without a channel the
// group discusses none. Faults: LINK_NOT_MODIFIED, BROADCAST_ID_INVALID,
// MEGAGROUP_ID_INVALID for what is no supergroup, a forum, or discusses another
// channel, MEGAGROUP_PREHISTORY_HIDDEN, CHANNEL_PRIVATE, CHAT_ADMIN_REQUIRED: it
// takes the right to change a channel, and to pin in a group.
func (s *Service) Link(ctx context.Context, a user.Actor, from, to ID) error {
	a.Origin = 0 // the answer says nothing of what changed
	switch {
	case from == 0 && to == 0:
		return errLinkSame
	case from == 0:
		return s.unlink(ctx, a, to, right.PinMessages)
	case to == 0:
		return s.unlink(ctx, a, from, right.ChangeInfo)
	case to.Basic() || from.Basic() || from == to:
		return errLinkTo
	}
	for {
		err := s.both(ctx, a, from, to, link)
		if !errors.Is(err, errOther) {
			return err
		}
		if err := s.unlink(ctx, a, from, right.ChangeInfo); err != nil && !errors.Is(err, errLinkSame) {
			return err
		}
	}
}

// link has group y discuss channel x.
func link(x, y *act) error {
	if err := x.needs(right.ChangeInfo); err != nil {
		return err
	}
	switch {
	case !x.Broadcast:
		return errLinkFrom
	case !y.Sees():
		return errPrivate
	case y.Broadcast || y.Forum:
		return errLinkTo
	}
	if err := y.needs(right.PinMessages); err != nil {
		return err
	}
	switch {
	case y.HiddenHistory:
		return errPrehidden
	case x.Linked == y.ID:
		return errLinkSame
	case y.Linked != 0:
		return errLinkTo
	case x.Linked != 0:
		return errOther
	}
	if err := x.links(y.ID); err != nil {
		return err
	}
	return y.links(x.ID)
}

// links writes what a channel or group is linked to, and tells of it.
func (x *act) links(to ID) error {
	was := x.Linked
	x.Linked = to
	x.tellAll()
	return x.record(Entry{Kind: LogLinked, Was: Logged{Number: int64(was)}, Is: Logged{Number: int64(to)}})
}

// unlink has a channel or group be linked to nothing, if the actor has a right in
// it. Faults: LINK_NOT_MODIFIED, and those of needs.
func (s *Service) unlink(ctx context.Context, a user.Actor, id ID, needs right.Admin) error {
	for {
		other, err := s.linked(ctx, a, id, needs)
		if err != nil {
			return err
		}
		again := false
		err = s.both(ctx, a, id, other, func(x, y *act) error {
			if again = x.Linked != other; again {
				return nil
			}
			if err := x.needs(needs); err != nil {
				return err
			}
			if err := x.links(0); err != nil {
				return err
			}
			return y.links(0)
		})
		if err != nil || !again {
			return err
		}
	}
}

// linked is what a channel or group is linked to. Faults: those of unlink.
func (s *Service) linked(ctx context.Context, a user.Actor, id ID, needs right.Admin) (other ID, err error) {
	now := s.clock.Now().Unix()
	err = s.store.View(ctx, func(r store.Reader) error {
		c, err := Enter(r, id, a.ID, now)
		switch {
		case err != nil:
			return err
		case !c.Stand.Has(needs):
			return errAdmin
		case c.Linked == 0:
			return errLinkSame
		}
		other = c.Linked
		return nil
	})
	return other, err
}

// both runs fn in a transaction of two channels.
func (s *Service) both(ctx context.Context, a user.Actor, one, other ID, fn func(x, y *act) error) error {
	return s.log.Run(ctx, []store.Owner{one.Owner(), other.Owner()}, func(tx *update.Tx) error {
		var out Change
		return s.within(tx, a, one, &out, func(x *act) error {
			return s.within(tx, a, other, &out, func(y *act) error { return fn(x, y) })
		})
	})
}

// maxLooked is how many groups of somebody's are looked at for such as could discuss
// a channel.
const maxLooked = 2000

// MayLink is the groups that could discuss a channel of the actor's: such in which
// the actor may pin, and basic ones of the actor's own, which have to become
// supergroups first.
func (s *Service) MayLink(ctx context.Context, a user.Actor) ([]ID, error) {
	var out []ID
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) error {
		out = nil
		ps, err := dialog.GroupsOf(r, a.ID, maxLooked)
		if err != nil {
			return err
		}
		ids := make([]ID, len(ps))
		for i, p := range ps {
			ids[i] = ID(p.ID)
		}
		all, err := accesses(r, a.ID, ids, now)
		for i := range all {
			switch c := &all[i]; {
			case !c.Me.In || c.Deleted || c.Broadcast || c.Forum || c.Linked != 0 || c.To != 0:
			case c.Basic() && c.Stand.Owner, !c.Basic() && c.Stand.Has(right.PinMessages):
				out = append(out, c.ID)
			}
		}
		return err
	})
	return out, err
}

// lookThrough finds out whether somebody who is not in a channel may read it because
// they may read what it is linked to.
func (a *Access) lookThrough(r store.Reader, now int64) error {
	if a.Linked == 0 || a.Me.In || a.Public() || a.Deleted || a.Stand.Banned() || a.Me.User == 0 {
		return nil
	}
	vs, err := r.GetMany(store.Ref{Owner: a.Linked.Owner(), Key: channelKey}, store.Ref{Owner: a.Linked.Owner(), Key: memberKey(a.Me.User)})
	if err != nil {
		return err
	}
	o, err := access(a.Linked, a.Me.User, vs[0], vs[1], now)
	if err == nil && o != nil {
		a.Guest = o.Linked == a.ID && o.Sees()
	}
	return err
}

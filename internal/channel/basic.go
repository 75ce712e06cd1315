package channel

import (
	"context"
	"slices"

	"heliograph/internal/dialog"
	"heliograph/internal/id"
	"heliograph/internal/peer"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// A basic group is a channel whose members have copies of its messages in their own
// boxes: see ADR 0011. Its records are those of a channel. What happens to it is in
// its log, which the box of each member follows: that of who does something at
// once, all others after the commit.

// Basic says whether the id is that of a basic group.
func (id ID) Basic() bool { return id < minID }

// Basic says whether c is a basic group.
func (c *Channel) Basic() bool { return c.ID.Basic() }

// Peer is the channel as one can write to.
func (id ID) Peer() peer.Peer {
	if id.Basic() {
		return peer.Of(peer.Chat, int64(id))
	}
	return peer.Of(peer.Channel, int64(id))
}

// GroupAdmin is the rights of an admin of a basic group, who has all of them or is
// none (https://core.telegram.org/api/rights#basic-groups).
const GroupAdmin = right.ChangeInfo | right.DeleteMessages | right.BanUsers | right.InviteUsers | right.PinMessages | right.ManageCall | right.Other | right.ManageRanks

// Followers brings the boxes of people up to the log of a basic group. That has, in
// its order:
//
//	NewMessage             a message, which somebody wrote or which Notes wrote
//	MemberCame, MemberLeft who is in the group from there on, or is not. Max: how
//	                       many of the newest messages before it who came is given;
//	                       Flag: the copies of who left go
//	Members, Rights, Channel, JoinRequests
//	                       as they are in the log of a person
//
// Whoever left has Channel in the own log in the place of MemberLeft.
type Followers interface {
	// Spread runs fn in a transaction of a group and of one more owner. Once it is
	// committed all members follow, whatever becomes of this process, and so does
	// whoever has just left.
	Spread(ctx context.Context, group ID, with store.Owner, fn func(*update.Tx) error) error
	// Follow has the box of who, which the transaction named, follow the group's log
	// to its end, and returns the events of the box's own log. Who is not in the
	// group, and was not before this transaction, follows nothing.
	Follow(tx *update.Tx, who user.ID, group ID) ([]update.Event, error)
}

// alone is for where nobody has copies.
type alone struct{ log *update.Log }

func (a alone) Spread(ctx context.Context, group ID, with store.Owner, fn func(*update.Tx) error) error {
	return a.log.Run(ctx, []store.Owner{group.Owner(), with}, fn)
}

func (alone) Follow(*update.Tx, user.ID, ID) ([]update.Event, error) { return nil, nil }

// createBasic makes a basic group with people in it.
func (s *Service) createBasic(ctx context.Context, a user.Actor, d *Draft) (Change, error) {
	d.Users = once(d.Users, a.ID)
	if len(d.Users) >= s.limits.Group {
		return Change{}, errMany
	}
	missing, err := s.unwilling(ctx, a, d)
	if err != nil {
		return Change{}, err
	}
	for {
		c := ID(1 + id.Below(minID-1))
		var out Change
		free := true
		err := s.followers.Spread(ctx, c, a.ID.Owner(), func(tx *update.Tx) error {
			out = Change{Missing: missing}
			_, found, err := Load(tx, c)
			if free = !found; err != nil || found {
				return err
			}
			return s.found(tx, a, c, d, &out)
		})
		if err != nil || free {
			return out, err
		}
	}
}

// once is each of some users once, in their order, without one of them.
func once(ids []user.ID, without user.ID) []user.ID {
	seen := map[user.ID]bool{without: true}
	var out []user.ID
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

// unwilling takes those out of d who do not let the actor add them.
func (s *Service) unwilling(ctx context.Context, a user.Actor, d *Draft) ([]user.ID, error) {
	var missing []user.ID
	for _, u := range d.Users {
		lets, err := s.privacy.MayInvite(ctx, a.ID, u)
		if err != nil {
			return nil, err
		}
		if !lets {
			missing = append(missing, u)
		}
	}
	d.Users = slices.DeleteFunc(d.Users, func(u user.ID) bool { return slices.Contains(missing, u) })
	return missing, nil
}

// found writes a new basic group.
func (s *Service) found(tx *update.Tx, a user.Actor, id ID, d *Draft, out *Change) error {
	Save(tx, &Channel{ID: id, Title: d.Title, About: d.About, Created: tx.Now(), Owner: a.ID})
	dialog.SetPeriod(tx, id.Owner(), id.Peer(), d.Period)
	return s.within(tx, a, id, out, func(x *act) error {
		mine := Member{User: a.ID, In: true, Joined: tx.Now(), IsOwner: true, Admin: GroupAdmin}
		x.come(Member{User: a.ID}, mine, 0)
		for _, u := range d.Users {
			x.come(Member{User: u}, Member{User: u, In: true, Joined: tx.Now(), Inviter: a.ID}, 0)
		}
		return x.note(Note{Kind: Created, Text: d.Title, Users: append([]user.ID{a.ID}, d.Users...)})
	})
}

// come makes somebody a member of a basic group who is given some messages of
// before.
func (x *act) come(before, m Member, messages int) {
	at := x.box.At()
	m.SincePts, m.SinceSub = at.Pts, at.Sub
	x.put(before, m)
	x.box.Append(update.Event{Kind: update.MemberCame, Peer: m.User.Peer(), Max: messages, ID: x.box.LastID()})
	x.moved = true
}

// part takes who out of a basic group; m is what remains of the record.
func (x *act) part(before, m Member) {
	m.In, m.IsAdmin, m.Admin, m.Rank, m.PromotedBy, m.IsOwner = false, false, 0, "", 0, false
	x.put(before, m)
	x.box.Append(update.Event{Kind: update.MemberLeft, Peer: m.User.Peer(), Flag: x.purge})
	x.moved = true
}

// disband takes everybody out of a basic group that is deleted, with nothing left of
// it.
func (x *act) disband() error {
	ms, err := everybody(x.tx, x.ID, x.s.limits.Group)
	x.purge = true
	for _, m := range ms {
		x.part(m, m)
	}
	return err
}

// follow ends a change of a basic group: whoever is in it hears of its members, and
// the actor's box follows.
func (x *act) follow() error {
	if x.moved {
		x.box.Append(update.Event{Kind: update.Members, Peer: x.ID.Peer(), Origin: x.a.Origin})
	}
	es, err := x.s.followers.Follow(x.tx, x.a.ID, x.ID)
	x.out.Events = es
	return err
}

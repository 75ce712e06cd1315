package channel

import (
	"context"
	"slices"

	"heliograph/internal/dialog"
	"heliograph/internal/id"
	"heliograph/internal/notify"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// maxCarried is how many records of each kind about links, and about those who came
// by them, a supergroup takes over from the group that it was.
const maxCarried = 20_000

// born is the id of the note with which a supergroup begins that was a basic group,
// and before it is the pts of the log before that.
const (
	born   = 1
	before = 1
)

// Migrate makes a supergroup of a basic group, with the same people, rights, links
// and requests, and closes the group: only its owner may. The boxes of its members
// get the supergroup by following. Of a group that has become one already it is that
// one. Faults: CHAT_ID_INVALID, CHAT_ADMIN_REQUIRED, CHANNELS_TOO_MUCH.
func (s *Service) Migrate(ctx context.Context, a user.Actor, group ID) (Change, error) {
	to, err := s.migrated(ctx, a, group)
	if err != nil {
		return Change{}, err
	}
	for to == 0 {
		fresh := ID(minID + id.Below(idSpan))
		err := s.followers.Spread(ctx, group, fresh.Owner(), func(tx *update.Tx) error {
			_, found, err := Load(tx, fresh)
			if to = 0; err != nil || found {
				return err
			}
			to, err = s.migrate(tx, a, group, fresh)
			return err
		})
		if err != nil {
			return Change{}, err
		}
	}
	var out Change
	err = s.followers.Spread(ctx, group, a.ID.Owner(), func(tx *update.Tx) (err error) {
		out = Change{}
		if out.Channel, _, err = Load(tx, to); err != nil {
			return err
		}
		out.Events, err = s.followers.Follow(tx, a.ID, group)
		for _, p := range []ID{group, to} { // also where the box has followed already
			out.Events = append(out.Events, update.Event{Kind: update.Channel, Peer: p.Peer(), Date: tx.Now()})
		}
		return err
	})
	return out, err
}

// migrated is what a group has become, 0 for nothing yet, for who may have it do so.
func (s *Service) migrated(ctx context.Context, a user.Actor, group ID) (to ID, err error) {
	if !group.Basic() {
		return 0, errChat
	}
	now := s.clock.Now().Unix()
	err = s.store.View(ctx, func(r store.Reader) error {
		g, err := Enter(r, group, a.ID, now)
		switch {
		case err != nil:
			return err
		case !g.Stand.Owner:
			return errAdmin
		case g.To != 0:
			to = g.To
			return nil
		}
		in, err := dialog.JoinedBy(r, a.ID, s.limits.Joined)
		if err == nil && len(in) >= s.limits.Joined {
			err = errJoined
		}
		return err
	})
	return to, err
}

// migrate is Migrate inside of the transaction of both; it is another one that the
// group is now if somebody else has been faster.
func (s *Service) migrate(tx *update.Tx, a user.Actor, group, fresh ID) (ID, error) {
	g, err := Enter(tx, group, a.ID, tx.Now())
	switch {
	case err != nil:
		return 0, err
	case !g.Stand.Owner:
		return 0, errAdmin
	case g.To != 0:
		return g.To, nil
	}
	period, err := dialog.Period(tx, group.Owner(), group.Peer())
	if err != nil {
		return 0, err
	}
	var out Change
	old := &act{Access: g, s: s, tx: tx, a: a, out: &out}
	if old.box, err = tx.Box(group.Owner()); err != nil {
		return 0, err
	}
	x := &act{s: s, tx: tx, a: a, out: &out}
	x.Channel = Channel{
		ID: fresh, Title: g.Title, About: g.About, Created: tx.Now(), Owner: g.Owner, Default: g.Default, NoForwards: g.NoForwards,
		FromChat: int64(group), FromMax: old.box.LastID(), Pending: g.Pending, Reactions: g.Reactions, Period: period,
	}
	if x.box, err = tx.Box(fresh.Owner()); err != nil {
		return 0, err
	}
	if err := x.carry(&g); err != nil {
		return 0, err
	}
	if err := x.note(Note{Kind: Migrated, Chat: int64(group), Text: g.Title}); err != nil {
		return 0, err
	}
	Save(tx, &x.Channel)
	old.To = fresh
	old.Version++
	Save(tx, &old.Channel)
	if err := old.note(Note{Kind: Became, Chat: int64(fresh)}); err != nil {
		return 0, err
	}
	old.tellAll()
	return fresh, nil
}

// carry takes over from a group who is in it, who was removed from it, its links and
// who asks to be let in.
func (x *act) carry(g *Access) error {
	ms, err := everybody(x.tx, g.ID, x.s.limits.Group)
	if err != nil {
		return err
	}
	slices.Reverse(ms) // oldest first
	for _, m := range ms {
		m.SincePts, m.SinceSub = 0, 0
		switch {
		case m.IsOwner:
			m.Admin = right.AllAdmin &^ right.Anonymous
		case m.IsAdmin:
			m.PromotedBy = g.Owner
		}
		x.put(Member{User: m.User}, m)
		x.box.Append(update.Event{Kind: update.MemberCame, Peer: m.User.Peer()})
	}
	if err := x.carryBanned(g.ID); err != nil {
		return err
	}
	for _, kind := range []byte{'I', 'J', 'U', 'W', 'Q', 'R'} {
		from := store.K(kind)
		rows, err := x.tx.Scan(g.ID.Owner(), from, from.End(), true, maxCarried)
		if err != nil {
			return err
		}
		for _, row := range rows {
			x.tx.Put(x.ID.Owner(), row.Key, row.Value)
		}
	}
	return nil
}

// carryBanned takes over who was removed from a group and may not come back.
func (x *act) carryBanned(g ID) error {
	from := store.K('K')
	rows, err := x.tx.Scan(g.Owner(), from, from.End(), false, maxCarried)
	if err != nil || len(rows) == 0 {
		return err
	}
	ids := make([]user.ID, len(rows))
	for i, row := range rows {
		ids[i] = user.ID(store.IntAt(row.Key, 1))
	}
	ms, err := loadMembers(x.tx, g, ids)
	for _, m := range ms {
		m.Joined, m.SincePts, m.SinceSub = 0, 0, 0
		x.put(Member{User: m.User}, m)
	}
	return err
}

// Arrive puts the supergroup that a basic group has become into the box of one of
// its members, which the transaction named, where the group was: as what is followed
// in that group's log. Who has left the supergroup since, or is on the list already,
// gets nothing. The event is that of the box's log, of Kind 0 when there is none.
func Arrive(tx *update.Tx, who user.ID, group ID) (update.Event, error) {
	g, found, err := Load(tx, group)
	if err != nil || !found || g.To == 0 {
		return update.Event{}, err
	}
	to, err := Open(tx, g.To, who, tx.Now())
	if err != nil || to.Deleted || !to.Me.In {
		return update.Event{}, err
	}
	box := who.Owner()
	d, found, err := dialog.Load(tx, box, g.To.Peer())
	if err != nil || found {
		return update.Event{}, err
	}
	old, found, err := dialog.Load(tx, box, group.Peer())
	if err != nil {
		return update.Event{}, err
	}
	d.ReadIn, d.Date = born, to.Created
	if found {
		d.Pinned, d.Folder, d.Marked = old.Pinned, old.Folder, old.Marked
		old.Pinned, old.Marked = 0, false
		dialog.Save(tx, box, &old)
	}
	if err := notify.Carry(tx, who, group.Peer(), g.To.Peer()); err != nil {
		return update.Event{}, err
	}
	dialog.Save(tx, box, &d)
	return tell(tx, who, g.To, 0, before)
}

package channel

import (
	"context"
	"time"

	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// forever is how many seconds from now a restriction lasts for ever, and how few
// are taken for it (https://core.telegram.org/constructor/chatBannedRights).
const (
	forever = int64(366 * 24 * time.Hour / time.Second)
	tooSoon = 30
)

// until is when a restriction ends, as it is stored.
func until(at, now int64) int64 {
	if at <= 0 || at-now < tooSoon || at-now > forever {
		return 0
	}
	return at
}

// Restrict sets what somebody may not do until a time, in Unix seconds, 0 for
// ever; with right.View they are removed and cannot come back, with nothing they
// are free again. Faults: CHAT_ADMIN_REQUIRED, USER_ADMIN_INVALID for an admin
// whom the actor did not make, USER_CREATOR, PARTICIPANT_ID_INVALID.
func (s *Service) Restrict(ctx context.Context, a user.Actor, id ID, who user.ID, b right.Ban, end int64) (Change, error) {
	return s.act(ctx, a, id, func(x *act) error {
		m, err := x.punishable(who)
		if err != nil {
			return err
		}
		return x.restrict(m, b.Full()&right.AllBan, end)
	}, who)
}

// punishable is the record of somebody whom the actor may restrict.
func (x *act) punishable(who user.ID) (Member, error) {
	if err := x.needs(right.BanUsers); err != nil {
		return Member{}, err
	}
	m, err := x.member(who)
	switch {
	case err != nil:
		return m, err
	case who == x.a.ID:
		return m, errParticip
	case m.IsOwner || who == x.Owner:
		return m, errOwner
	case m.IsAdmin && !x.commands(&m):
		return m, errIsAdmin
	}
	return m, nil
}

// restrict writes what who may not do.
func (x *act) restrict(before Member, b right.Ban, end int64) error {
	m := before
	m.Ban, m.Until = b, 0
	m.BannedBy, m.BannedAt = 0, 0
	if b != 0 {
		m.Until, m.BannedBy, m.BannedAt = until(end, x.tx.Now()), x.a.ID, x.tx.Now()
	}
	if m == before || !before.In && before.Ban == 0 && b == 0 {
		return nil
	}
	if m.Ban != 0 && m.IsAdmin {
		m.IsAdmin, m.Admin, m.Rank, m.PromotedBy = false, 0, "", 0
	}
	is := m
	is.In = m.In && b&right.View == 0
	if err := x.record(Entry{Kind: LogBanned, User: before.User, Was: before.log(), Is: is.log()}); err != nil {
		return err
	}
	if b&right.View != 0 {
		if _, _, err := x.answered(before.User); err != nil {
			return err
		}
	}
	if b&right.View != 0 && before.In {
		if !x.Broadcast {
			if err := x.note(Note{Kind: Left, Users: []user.ID{before.User}}); err != nil {
				return err
			}
		}
		return x.leave(before, m)
	}
	x.put(before, m)
	return x.tell(before.User)
}

// commands says whether the actor may change the rights of an admin: who made
// them, or the owner.
func (x *act) commands(m *Member) bool {
	return x.Stand.Owner || m.PromotedBy == x.a.ID && x.Stand.Has(right.AddAdmins)
}

// Kick removes a member, who may come back; from a basic group only if somebody adds
// them who may remove people. Faults: those of Restrict,
// USER_NOT_PARTICIPANT.
func (s *Service) Kick(ctx context.Context, a user.Actor, id ID, who user.ID) (Change, error) {
	return s.act(ctx, a, id, func(x *act) error {
		m, err := x.punishable(who)
		switch {
		case err != nil:
			return err
		case !m.In:
			return errNotIn
		}
		if err := x.restrict(m, right.View, 0); err != nil || id.Basic() {
			return err
		}
		if m, err = x.member(who); err != nil {
			return err
		}
		return x.restrict(m, 0, 0)
	}, who)
}

// SetDefault sets what members may not do. Faults: CHAT_ADMIN_REQUIRED,
// CHAT_NOT_MODIFIED, MEGAGROUP_REQUIRED.
func (s *Service) SetDefault(ctx context.Context, a user.Actor, id ID, b right.Ban) (Change, error) {
	return s.act(ctx, a, id, func(x *act) error {
		if err := x.needs(right.BanUsers); err != nil {
			return err
		}
		b = b.Full() &^ right.View
		switch {
		case x.Broadcast:
			return errMegagroup
		case b == x.Default:
			return errSame
		}
		was := x.Default
		x.Default = b
		x.tellDefault()
		return x.record(Entry{Kind: LogDefault, Was: Logged{Ban: was}, Is: Logged{Ban: b}})
	})
}

// tellDefault has whoever looks at the channel see what members may not do now.
func (x *act) tellDefault() {
	if !x.ID.Basic() {
		x.tellAll()
		return
	}
	x.Version++
	x.box.Append(update.Event{Kind: update.Rights, Peer: x.ID.Peer(), Origin: x.a.Origin})
}

// MayWrite says whether the actor, who has opened the channel as o, may write what
// kinds says at a time, and when they wrote last. Faults: CHANNEL_PRIVATE,
// CHAT_WRITE_FORBIDDEN, CHAT_GUEST_SEND_FORBIDDEN, CHAT_SEND_..._FORBIDDEN,
// SLOWMODE_WAIT_X.
func (o *Access) MayWrite(kinds right.Ban, now int64) error {
	switch {
	case o.Basic() && (!o.Me.In && o.Me.Joined != 0 || o.To != 0):
		return errWrite
	case !o.Sees():
		return o.ID.hidden()
	case !o.Me.In && o.Broadcast:
		return errWrite
	case !o.Me.In && !o.open():
		return errGuest
	}
	if ok, why := o.Stand.Write(kinds); !ok {
		return forbidden(why)
	}
	if o.Slow > 0 && !o.Stand.Admins() {
		if wait := o.Me.Wrote + int64(o.Slow) - now; wait > 0 {
			return slowWait(int(wait))
		}
	}
	return nil
}

// open says whether people write in a group who are not in it: such as see it where
// the posts of a channel are discussed, unless only members may.
func (o *Access) open() bool { return !o.Broadcast && o.Linked != 0 && !o.JoinToSend }

// Writes says whether the actor is among those who write what kinds says, whatever
// slow mode says. Faults: CHAT_WRITE_FORBIDDEN, CHAT_SEND_..._FORBIDDEN.
func (o *Access) Writes(kinds right.Ban) error {
	if !o.Me.In && !o.open() {
		return errWrite
	}
	if ok, why := o.Stand.Write(kinds); !ok {
		return forbidden(why)
	}
	return nil
}

// Wrote notes that somebody wrote, where that counts.
func (o *Access) Wrote(tx store.Tx, now int64) {
	if o.Slow > 0 && !o.Stand.Admins() {
		m := o.Me
		m.Wrote = now
		tx.Put(o.ID.Owner(), memberKey(m.User), store.Encode(&m))
	}
}

// Hide has a member see only messages from first on.
func (o *Access) Hide(tx store.Tx, first int) {
	m := o.Me
	m.From = max(m.From, first)
	o.Me = m
	tx.Put(o.ID.Owner(), memberKey(m.User), store.Encode(&m))
}

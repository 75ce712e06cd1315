package channel

import (
	"cmp"
	"context"
	"errors"

	"heliograph/internal/dialog"
	"heliograph/internal/draft"
	"heliograph/internal/folder"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Way is how somebody comes into a channel.
type Way struct {
	Inviter user.ID  // whose link it was; 0: they came by the name of the channel
	Asked   bool     // an admin let them in
	By      user.ID  // who added them; 0: they came by themselves
	Kind    NoteKind // what the history tells

	Messages int // how many of the newest messages of a basic group they are given
}

// Join has the actor join a public channel. Faults: CHANNEL_PRIVATE,
// USER_ALREADY_PARTICIPANT, USERS_TOO_MUCH, CHANNELS_TOO_MUCH,
// INVITE_REQUEST_SENT where an admin has to agree: they are told.
func (s *Service) Join(ctx context.Context, a user.Actor, id ID) (Change, error) {
	asked := false
	c, err := s.act(ctx, a, id, func(x *act) error {
		asked = false
		switch {
		case x.Me.In:
			return errAlready
		case !x.Sees():
			return id.hidden()
		case x.JoinRequest && a.ID != x.Owner:
			asked = true
			return x.ask("")
		}
		if err := x.admit(a.ID, Way{Kind: Joined}); err != nil {
			return err
		}
		return x.record(Entry{Kind: LogJoined, User: a.ID})
	}, a.ID)
	if err == nil && asked {
		err = errRequest
	}
	return c, err
}

// Admit has somebody join in a transaction that named the channel and their box,
// once whoever calls has seen that they may. Faults: those of Join,
// USER_BANNED_IN_CHANNEL, and INPUT_USER_DEACTIVATED for who is deleted.
func (s *Service) Admit(tx *update.Tx, a user.Actor, id ID, who user.ID, w Way) (Change, error) {
	var out Change
	err := s.within(tx, a, id, &out, func(x *act) error { return x.admit(who, w) })
	return out, err
}

// admit makes who a member and tells of it.
func (x *act) admit(who user.ID, w Way) error {
	before, err := x.member(who)
	switch {
	case err != nil:
		return err
	case before.In:
		return errAlready
	case before.Standing(&x.Channel, x.tx.Now()).Banned():
		return errBanned
	case !x.Broadcast && x.Members >= x.room():
		return errMany
	}
	if gone, err := x.gone(who); err != nil || gone {
		return cmp.Or(err, error(user.ErrDeactivated))
	}
	if err := x.roomFor(who); err != nil {
		return err
	}
	if _, _, err := x.answered(who); err != nil {
		return err
	}
	m := before
	m.In, m.Joined, m.Asked, m.Inviter = true, x.tx.Now(), w.Asked, w.Inviter
	if w.By != 0 {
		m.Inviter = w.By
	}
	if m.Ban = before.Restrictions(x.tx.Now()); m.Ban == 0 {
		m.Until, m.BannedBy, m.BannedAt = 0, 0, 0
	}
	if who == x.Owner { // comes back
		m.IsOwner, m.Admin = true, x.all()
	}
	if m.From = 0; x.HiddenHistory && !m.IsOwner {
		m.From = x.box.LastID() + 1
	}
	if err := x.enter(before, m, &w); err != nil || x.Broadcast {
		return err
	}
	n := Note{Kind: w.Kind, By: who, Users: []user.ID{who}}
	switch {
	case w.By != 0:
		n.By = w.By
	case w.Kind == JoinedByLink:
		n.Users = []user.ID{w.Inviter}
	}
	if err := x.note(n); err != nil || who != x.a.ID {
		return err
	}
	return x.saw(who)
}

// gone says whether somebody is deleted: of a channel, whose transaction names their
// box, so that nobody is in it once Abandon has seen to it.
func (x *act) gone(who user.ID) (bool, error) {
	p, err := user.ReadFresh(x.tx, who)
	return p.Deleted, err
}

// roomFor refuses who is in as many channels as one may be. Faults:
// CHANNELS_TOO_MUCH, USER_CHANNELS_TOO_MUCH for somebody else than the actor.
func (x *act) roomFor(who user.ID) error {
	if x.Basic() {
		return nil
	}
	in, err := dialog.JoinedBy(x.tx, who, x.s.limits.Joined)
	switch {
	case err != nil || len(in) < x.s.limits.Joined:
		return err
	case who == x.a.ID:
		return errJoined
	}
	return errTheirs
}

// room is how many can be in the group.
func (x *act) room() int {
	if x.Basic() {
		return x.s.limits.Group
	}
	return x.s.limits.Members
}

// all is the rights of who owns the channel and is not anonymous.
func (x *act) all() right.Admin {
	if x.Basic() {
		return GroupAdmin
	}
	return right.AllAdmin &^ right.Anonymous
}

// saw has somebody have read the note of what they did themselves; in a basic group
// their box does so as it follows.
func (x *act) saw(who user.ID) error {
	if x.Basic() {
		return nil
	}
	d, found, err := dialog.Load(x.tx, who.Owner(), x.ID.Peer())
	if err != nil || !found {
		return err
	}
	d.ReadIn = x.box.LastID()
	dialog.Save(x.tx, who.Owner(), &d)
	return nil
}

// enter writes the record m of a new member, puts the channel on the list of their
// chats and tells their devices; the channel's log says that the member is there
// from now on.
func (x *act) enter(before, m Member, w *Way) error {
	if x.Basic() {
		x.come(before, m, w.Messages)
		return nil
	}
	x.put(before, m)
	who := m.User
	h, err := LoadHead(x.tx, x.ID)
	if err != nil {
		return err
	}
	d, _, err := dialog.Load(x.tx, who.Owner(), x.ID.Peer())
	if err != nil {
		return err
	}
	d.ReadIn = h.Top
	if w.By != 0 && x.HiddenHistory { // whoever is added sees what it is about
		d.ReadIn = max(h.Top-1, 0)
	}
	d.Date = x.tx.Now()
	dialog.Save(x.tx, who.Owner(), &d)
	pts := x.box.Pts()
	x.box.Append(update.Event{Kind: update.MemberCame, Peer: who.Peer()})
	return x.tellSince(who, pts)
}

// leave takes who out of the channel's members: m is what remains of the record.
func (x *act) leave(before, m Member) error {
	if x.Basic() {
		x.part(before, m)
		return nil
	}
	m.In, m.IsAdmin, m.Admin, m.Rank, m.PromotedBy, m.IsOwner = false, false, 0, "", 0, false
	if x.Slow == 0 || m.Wrote+int64(x.Slow) <= x.tx.Now() { // else it waits for who comes back
		m.Wrote = 0
	}
	x.put(before, m)
	if err := x.s.notes.Left(x.tx, x.ID, m.User); err != nil {
		return err
	}
	dialog.Remove(x.tx, m.User.Owner(), x.ID.Peer())
	if err := folder.Forget(x.tx, m.User.Owner(), x.ID.Peer(), 0); err != nil {
		return err
	}
	mine, err := x.tx.Box(m.User.Owner())
	if err != nil {
		return err
	}
	if err := draft.ClearChat(x.tx, mine, user.Actor{ID: m.User}, x.ID.Peer()); err != nil {
		return err
	}
	x.box.Append(update.Event{Kind: update.MemberLeft, Peer: m.User.Peer()})
	return x.tell(m.User)
}

// Leave has the actor leave. An owner who leaves stays the owner, and finds the
// rights again on coming back. A channel that was deleted goes from the list of
// chats. Fault: USER_NOT_PARTICIPANT.
func (s *Service) Leave(ctx context.Context, a user.Actor, id ID) (Change, error) {
	c, err := s.act(ctx, a, id, func(x *act) error {
		if !x.Me.In {
			return errNotIn
		}
		if !x.Broadcast {
			if err := x.note(Note{Kind: Left, Users: []user.ID{a.ID}}); err != nil {
				return err
			}
		} else if err := x.record(Entry{Kind: LogLeft, User: a.ID}); err != nil {
			return err
		}
		return x.leave(x.Me, x.Me)
	}, a.ID)
	if errors.Is(err, errPrivate) {
		return s.forget(ctx, a, id)
	}
	return c, err
}

// forget is Leave for a channel that was deleted.
func (s *Service) forget(ctx context.Context, a user.Actor, id ID) (Change, error) {
	var out Change
	err := s.log.Run(ctx, []store.Owner{id.Owner(), a.ID.Owner()}, func(tx *update.Tx) error {
		out = Change{}
		access, err := Open(tx, id, a.ID, tx.Now())
		switch {
		case err != nil:
			return err
		case !access.Deleted || !access.Me.In:
			return errPrivate
		}
		x := &act{Access: access, s: s, tx: tx, a: a, out: &out}
		if x.box, err = tx.Box(id.Owner()); err != nil {
			return err
		}
		if err := x.leave(x.Me, x.Me); err != nil {
			return err
		}
		Save(tx, &x.Channel)
		out.Channel = x.Channel
		return nil
	})
	return out, err
}

// Add has the actor add somebody. Faults: those of Join, CHAT_ADMIN_REQUIRED,
// USER_PRIVACY_RESTRICTED for who does not let the actor, USER_KICKED for somebody
// who was banned, unless the actor may lift that.
func (s *Service) Add(ctx context.Context, a user.Actor, id ID, who user.ID) (Change, error) {
	return s.add(ctx, a, id, who, Way{By: a.ID, Kind: Joined})
}

func (s *Service) add(ctx context.Context, a user.Actor, id ID, who user.ID, w Way) (Change, error) {
	lets, err := s.privacy.MayInvite(ctx, a.ID, who)
	if err != nil {
		return Change{}, err
	}
	return s.act(ctx, a, id, func(x *act) error {
		switch {
		case !x.Me.In:
			return id.hidden()
		case !x.Stand.Invite():
			return errAdmin
		}
		m, err := x.member(who)
		switch {
		case err != nil:
			return err
		case m.In:
			return errAlready
		case !lets:
			return errRestricted
		}
		if m.Standing(&x.Channel, x.tx.Now()).Banned() {
			if !x.Stand.Has(right.BanUsers) {
				return errKicked
			}
			free := m
			free.Ban, free.Until, free.BannedBy, free.BannedAt = 0, 0, 0, 0
			x.put(m, free)
		}
		if err := x.record(Entry{Kind: LogInvited, User: who}); err != nil {
			return err
		}
		return x.admit(who, w)
	}, who)
}

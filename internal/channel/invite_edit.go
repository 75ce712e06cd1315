package channel

import (
	"context"
	"unicode/utf8"

	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Bounds of links.
const (
	maxInvites     = 500 // of one admin, those that are revoked among them
	maxUses        = 99_999
	maxInviteTitle = 32
	maxInviteAdmin = 20_000 // links looked at to count those of each admin
)

// InviteDraft is what a link is to be like.
type InviteDraft struct {
	Title   string
	Expires int64 // Unix seconds, 0: never
	Limit   int   // 0: none
	Ask     bool
}

// check refuses what no link is like. Faults: TITLE_INVALID, EXPIRE_DATE_INVALID,
// USAGE_LIMIT_INVALID, also for a limit where an admin has to agree.
func (d *InviteDraft) check(now int64) error {
	d.Title = clean(d.Title, false)
	switch {
	case utf8.RuneCountInString(d.Title) > maxInviteTitle:
		return errInviteTitle
	case d.Expires < 0 || d.Expires != 0 && d.Expires <= now:
		return errExpires
	case d.Limit < 0 || d.Limit > maxUses || d.Ask && d.Limit > 0:
		return errUses
	}
	return nil
}

// MakeInvite makes one more link of the actor's. Faults: CHAT_ADMIN_REQUIRED,
// INVITES_TOO_MUCH, and those of what a link is like.
func (s *Service) MakeInvite(ctx context.Context, a user.Actor, id ID, d InviteDraft) (Invite, error) {
	var i Invite
	_, err := s.act(ctx, a, id, func(x *act) (err error) {
		if err = x.needs(right.InviteUsers); err != nil {
			return err
		}
		if err = d.check(x.tx.Now()); err != nil {
			return err
		}
		i, err = x.invite(a.ID, Invite{Title: d.Title, Expires: d.Expires, Limit: d.Limit, Ask: d.Ask})
		return err
	})
	return i, err
}

// invite writes a new link of an admin.
func (x *act) invite(by user.ID, i Invite) (Invite, error) {
	from := invitesKey(by)
	rows, err := x.tx.Scan(x.ID.Owner(), from, from.End(), false, maxInvites+1)
	switch {
	case err != nil:
		return i, err
	case len(rows) > maxInvites:
		return i, errInvites
	}
	i.Hash, i.By, i.Made = newHash(x.ID), by, x.tx.Now()
	saveInvite(x.tx, x.ID, &i)
	if i.Permanent {
		x.tx.Put(x.ID.Owner(), from, []byte(i.Hash))
	}
	return i, nil
}

// permanent is the first link of an admin, with no Hash when there is none.
func permanent(r store.Reader, c ID, by user.ID) (Invite, error) {
	hash, err := r.Get(c.Owner(), invitesKey(by))
	if err != nil || hash == nil {
		return Invite{}, err
	}
	return loadInvite(r, c, string(hash))
}

// FirstInvite is the link that each admin has, which is made when it is asked for;
// renew revokes it and makes another. Faults: CHAT_ADMIN_REQUIRED,
// INVITES_TOO_MUCH.
func (s *Service) FirstInvite(ctx context.Context, a user.Actor, id ID, renew bool) (Invite, error) {
	var i Invite
	if !renew {
		err := s.store.View(ctx, func(r store.Reader) error {
			c, err := Enter(r, id, a.ID, s.clock.Now().Unix())
			switch {
			case err != nil:
				return err
			case !c.Stand.Has(right.InviteUsers):
				return errAdmin
			}
			i, err = permanent(r, id, a.ID)
			return err
		})
		if err != nil || i.Hash != "" {
			return i, err
		}
	}
	_, err := s.act(ctx, a, id, func(x *act) (err error) {
		if err = x.needs(right.InviteUsers); err != nil {
			return err
		}
		if i, err = permanent(x.tx, id, a.ID); err != nil || i.Hash != "" && !renew {
			return err
		}
		if i.Hash != "" {
			i, err = x.renew(i)
			return err
		}
		i, err = x.invite(a.ID, Invite{Permanent: true})
		return err
	})
	return i, err
}

// renew revokes the first link of an admin and makes another.
func (x *act) renew(old Invite) (Invite, error) {
	if err := x.revoke(&old); err != nil {
		return Invite{}, err
	}
	return x.invite(old.By, Invite{Permanent: true})
}

// revoke has a link let nobody in from now on.
func (x *act) revoke(i *Invite) error {
	i.Revoked, i.Permanent = true, false
	saveInvite(x.tx, x.ID, i)
	return x.record(Entry{Kind: LogLinkRevoked, Is: Logged{Text: i.Hash, Invite: i}})
}

// mine opens a link for whoever may manage it: its admin and the owner. Faults:
// CHAT_ADMIN_REQUIRED, INVITE_HASH_EXPIRED when there is none.
func (x *Access) mine(r store.Reader, a user.Actor, hash string) (Invite, error) {
	switch {
	case !x.Sees():
		return Invite{}, x.ID.hidden()
	case !x.Stand.Has(right.InviteUsers):
		return Invite{}, errAdmin
	}
	i, err := loadInvite(r, x.ID, hash)
	if err == nil && i.By != a.ID && !x.Stand.Owner {
		err = errAdmin
	}
	return i, err
}

// InviteChange is what is to be different about a link; nil for what is not.
type InviteChange struct {
	Revoke  bool
	Title   *string
	Expires *int64
	Limit   *int
	Ask     *bool
}

// EditInvite changes a link. One that is revoked lets nobody in from the
// transaction on; for the first one of an admin there is another at once. Faults:
// CHAT_ADMIN_REQUIRED, INVITE_HASH_EXPIRED, CHAT_INVITE_PERMANENT, and those of what
// a link is like.
func (s *Service) EditInvite(ctx context.Context, a user.Actor, id ID, hash string, c InviteChange) (i Invite, instead *Invite, err error) {
	_, err = s.act(ctx, a, id, func(x *act) (err error) {
		instead = nil
		if i, err = x.mine(x.tx, a, hash); err != nil {
			return err
		}
		if i.Revoked {
			return errHashGone
		}
		if !c.Revoke {
			return x.editInvite(&i, &c)
		}
		first := i.Permanent
		if err = x.revoke(&i); err != nil || !first {
			return err
		}
		n, err := x.invite(i.By, Invite{Permanent: true})
		instead = &n
		return err
	})
	return i, instead, err
}

func (x *act) editInvite(i *Invite, c *InviteChange) error {
	if i.Permanent {
		return errPermanent
	}
	was, d := *i, InviteDraft{Title: i.Title, Expires: i.Expires, Limit: i.Limit, Ask: i.Ask}
	if c.Title != nil {
		d.Title = *c.Title
	}
	if c.Ask != nil {
		d.Ask = *c.Ask
	}
	if c.Limit != nil {
		d.Limit = *c.Limit
	}
	if d.Ask && c.Limit == nil {
		d.Limit = 0
	}
	checked := d
	if c.Expires != nil {
		d.Expires, checked.Expires = *c.Expires, *c.Expires
	} else {
		checked.Expires = 0 // stays what it is
	}
	if err := checked.check(x.tx.Now()); err != nil {
		return err
	}
	i.Title, i.Expires, i.Limit, i.Ask, i.Edited = checked.Title, d.Expires, d.Limit, d.Ask, x.tx.Now()
	saveInvite(x.tx, x.ID, i)
	return x.record(Entry{Kind: LogLinkEdited, Was: Logged{Text: was.Hash, Invite: &was}, Is: Logged{Text: i.Hash, Invite: i}})
}

// DeleteInvite forgets a link that was revoked, and who came by it. Faults:
// CHAT_ADMIN_REQUIRED, INVITE_HASH_EXPIRED, INVITE_REVOKED_MISSING.
func (s *Service) DeleteInvite(ctx context.Context, a user.Actor, id ID, hash string) error {
	_, err := s.act(ctx, a, id, func(x *act) error {
		i, err := x.mine(x.tx, a, hash)
		switch {
		case err != nil:
			return err
		case !i.Revoked:
			return errRevoked
		}
		return x.forget(&i)
	})
	if err != nil {
		return err
	}
	return s.sweep(ctx, id, hash)
}

func (x *act) forget(i *Invite) error {
	x.tx.Delete(x.ID.Owner(), inviteKey(i.Hash))
	x.tx.Delete(x.ID.Owner(), byAdminKey(i.By, i.Hash))
	return x.record(Entry{Kind: LogLinkDeleted, Is: Logged{Text: i.Hash, Invite: i}})
}

// DeleteRevoked forgets all revoked links of an admin: the own ones, or as the
// owner anybody's. Fault: CHAT_ADMIN_REQUIRED.
func (s *Service) DeleteRevoked(ctx context.Context, a user.Actor, id ID, by user.ID) error {
	var gone []string
	_, err := s.act(ctx, a, id, func(x *act) error {
		gone = nil
		if err := x.needs(right.InviteUsers); err != nil {
			return err
		}
		if by != a.ID && !x.Stand.Owner {
			return errAdmin
		}
		is, err := invitesOf(x.tx, id, by, true)
		for k := range is {
			if err == nil {
				gone = append(gone, is[k].Hash)
				err = x.forget(&is[k])
			}
		}
		return err
	})
	for _, hash := range gone {
		if err == nil {
			err = s.sweep(ctx, id, hash)
		}
	}
	return err
}

// sweptAtOnce is how many records of a forgotten link one transaction deletes.
const sweptAtOnce = 1000

// sweep deletes who came by a link that is forgotten.
func (s *Service) sweep(ctx context.Context, id ID, hash string) error {
	for _, from := range []store.Key{usersKey(hash), timesKey(hash)} {
		for more := true; more; {
			err := s.store.Update(ctx, []store.Owner{id.Owner()}, func(tx store.Tx) error {
				rows, err := tx.Scan(id.Owner(), from, from.End(), false, sweptAtOnce)
				for _, row := range rows {
					tx.Delete(id.Owner(), row.Key)
				}
				more = len(rows) == sweptAtOnce
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

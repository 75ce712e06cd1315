package channel

import (
	"context"
	"errors"

	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// maxPending is how many people can wait to be let into one channel.
const maxPending = 50_000

// behind is the channel that a hash leads to: for that of a basic group which has
// become a supergroup, the supergroup.
func (s *Service) behind(ctx context.Context, hash string) (ID, error) {
	id, err := channelOf(hash)
	if err != nil || !id.Basic() {
		return id, err
	}
	err = s.store.View(ctx, func(r store.Reader) error {
		g, _, err := Load(r, id)
		if g.To != 0 {
			id = g.To
		}
		return err
	})
	return id, err
}

// CheckInvite is the channel that a link leads to, as the actor stands in it, and
// the link. Faults: INVITE_HASH_EMPTY, INVITE_HASH_INVALID, INVITE_HASH_EXPIRED.
func (s *Service) CheckInvite(ctx context.Context, who user.ID, hash string) (a Access, i Invite, err error) {
	id, err := s.behind(ctx, hash)
	if err != nil {
		return a, i, err
	}
	now := s.clock.Now().Unix()
	err = s.store.View(ctx, func(r store.Reader) (err error) {
		if a, err = Open(r, id, who, now); err != nil {
			return gone(err)
		}
		if i, err = loadInvite(r, id, hash); err == nil && (a.Deleted || a.Stand.Banned() || !a.Me.In && !i.live(now)) {
			err = errHashGone
		}
		return err
	})
	return a, i, err
}

// gone has a link to a channel that is not there, or not for somebody, be one that
// lets nobody in.
func gone(err error) error {
	if errors.Is(err, errInvalid) || errors.Is(err, errPrivate) || errors.Is(err, errChat) || errors.Is(err, errBanned) {
		return errHashGone
	}
	return err
}

// JoinByInvite has the actor join by a link. Whether it is good is seen in the
// transaction that lets them in, and counts them. Faults: those of CheckInvite,
// USER_ALREADY_PARTICIPANT, USERS_TOO_MUCH, CHANNELS_TOO_MUCH, INVITE_REQUEST_SENT
// where an admin has to agree: they are told.
func (s *Service) JoinByInvite(ctx context.Context, a user.Actor, hash string) (Change, error) {
	id, err := s.behind(ctx, hash)
	if err != nil {
		return Change{}, err
	}
	asked := false
	c, err := s.act(ctx, a, id, func(x *act) error {
		asked = false
		i, err := loadInvite(x.tx, id, hash)
		switch {
		case err != nil:
			return err
		case x.Me.In:
			return errAlready
		case x.Stand.Banned() || !i.live(x.tx.Now()):
			return errHashGone
		case (i.Ask || x.JoinRequest) && a.ID != x.Owner:
			asked = true
			return x.ask(hash)
		}
		if err := x.admit(a.ID, Way{Kind: JoinedByLink, Inviter: i.By}); err != nil {
			return err
		}
		if i, err = x.used(hash, a.ID, 0); err != nil {
			return err
		}
		return x.record(Entry{Kind: LogJoinedByLink, User: a.ID, Is: Logged{Text: hash, Invite: &i}})
	}, a.ID)
	switch {
	case errors.Is(err, errClosed): // since a moment ago
		return s.JoinByInvite(ctx, a, hash)
	case err == nil && asked:
		err = errRequest
	}
	return c, gone(err)
}

// ask has the actor wait for an admin to let them in; who waits already goes on to.
func (x *act) ask(hash string) error {
	var c Came
	waits, err := store.Load(x.tx, x.ID.Owner(), askKey(x.a.ID), &c)
	switch {
	case err != nil || waits:
		return err
	case x.Pending >= maxPending:
		return errMany
	}
	c = Came{At: x.tx.Now(), Hash: hash}
	x.tx.Put(x.ID.Owner(), askKey(x.a.ID), store.Encode(&c))
	x.tx.Put(x.ID.Owner(), askedKey(c.At, x.a.ID), nil)
	x.Pending++
	if err := x.asks(hash, 1); err != nil {
		return err
	}
	return x.tellPending()
}

// asks counts who waits by a link.
func (x *act) asks(hash string, n int) error {
	if hash == "" {
		return nil
	}
	i, err := loadInvite(x.tx, x.ID, hash)
	switch {
	case err == errHashGone: // was deleted since
		return nil
	case err != nil:
		return err
	}
	i.Asking += n
	saveInvite(x.tx, x.ID, &i)
	return nil
}

// answered takes away the request of somebody who is let in, or is not; found is
// false when there is none.
func (x *act) answered(who user.ID) (c Came, found bool, err error) {
	if x.Pending == 0 {
		return c, false, nil
	}
	found, err = store.Load(x.tx, x.ID.Owner(), askKey(who), &c)
	if err != nil || !found {
		return c, false, err
	}
	x.tx.Delete(x.ID.Owner(), askKey(who))
	x.tx.Delete(x.ID.Owner(), askedKey(c.At, who))
	x.Pending--
	if err := x.asks(c.Hash, -1); err != nil {
		return c, true, err
	}
	return c, true, x.tellPending()
}

// recent is how many of those who wait are named to admins.
const recent = 10

// Waiting is who waits to be let in, newest first, a few of them.
func Waiting(r store.Reader, id ID) ([]user.ID, error) {
	from := store.K('R')
	rows, err := r.Scan(id.Owner(), from, from.End(), true, recent)
	out := make([]user.ID, len(rows))
	for i, row := range rows {
		out[i] = user.ID(store.IntAt(row.Key, 9))
	}
	return out, err
}

// DecodeWaiting is who waits as an update.JoinRequests tells.
func DecodeWaiting(data []byte) (who []user.ID, err error) {
	err = store.Decode(data, &who)
	return who, err
}

// tellPending has the admins who may let people in see who waits.
func (x *act) tellPending() error {
	from := store.K('A')
	rows, err := x.tx.Scan(x.ID.Owner(), from, from.End(), false, x.s.limits.Admins+1)
	if err != nil {
		return err
	}
	ids := make([]user.ID, len(rows))
	for i, row := range rows {
		ids[i] = user.ID(store.IntAt(row.Key, 1))
	}
	ms, err := loadMembers(x.tx, x.ID, ids)
	if err != nil {
		return err
	}
	who, err := Waiting(x.tx, x.ID)
	if err != nil {
		return err
	}
	e := update.Event{Kind: update.JoinRequests, Peer: x.ID.Peer(), Max: x.Pending, Data: store.Encode(who), Origin: x.a.Origin}
	for i := range ms {
		if ms[i].Standing(&x.Channel, x.tx.Now()).Has(right.InviteUsers) {
			e.IDs = append(e.IDs, int(ms[i].User))
		}
	}
	e = x.box.Append(e)
	for _, id := range e.IDs {
		if user.ID(id) == x.a.ID && !x.Basic() {
			x.out.Events = append(x.out.Events, e)
		}
	}
	return nil
}

// Pending is who waits to be let in as the admins of a channel know it: none where
// the actor is none of them who may.
func (s *Service) Pending(ctx context.Context, a user.Actor, id ID) (n int, who []user.ID, err error) {
	err = s.manage(ctx, a, id, func(r store.Reader, c *Access) (err error) {
		if n = c.Pending; n > 0 {
			who, err = Waiting(r, id)
		}
		return err
	})
	if errors.Is(err, errAdmin) {
		err = nil
	}
	return n, who, err
}

// Decide lets somebody in who asks for it, or does not; who is deleted since asks no
// more, and does not come. Faults:
// CHAT_ADMIN_REQUIRED, HIDE_REQUESTER_MISSING, USER_ALREADY_PARTICIPANT,
// USERS_TOO_MUCH, USER_CHANNELS_TOO_MUCH.
func (s *Service) Decide(ctx context.Context, a user.Actor, id ID, who user.ID, in bool) (Change, error) {
	return s.act(ctx, a, id, func(x *act) error {
		if err := x.needs(right.InviteUsers); err != nil {
			return err
		}
		m, err := x.member(who)
		switch {
		case err != nil:
			return err
		case m.In:
			return errAlready
		}
		c, found, err := x.answered(who)
		switch {
		case err != nil:
			return err
		case !found:
			return errNoRequest
		case !in:
			return nil
		}
		if gone, err := x.gone(who); err != nil || gone {
			return err
		}
		return x.letIn(who, c)
	}, who)
}

// letIn makes somebody a member whose request was agreed to.
func (x *act) letIn(who user.ID, c Came) error {
	w := Way{Kind: JoinedByAsk, Asked: true}
	if c.Hash != "" {
		i, err := loadInvite(x.tx, x.ID, c.Hash)
		if err != nil && err != errHashGone {
			return err
		}
		w.Inviter = i.By
	}
	if err := x.admit(who, w); err != nil {
		return err
	}
	e := Entry{Kind: LogJoinedByAsk, User: who, Is: Logged{Text: c.Hash}}
	if c.Hash != "" {
		i, err := x.used(c.Hash, who, x.a.ID)
		if err != nil {
			return err
		}
		if i.Hash != "" {
			e.Is.Invite = &i
		}
	}
	return x.record(e)
}

// decidedAtOnce is how many requests one call of DecideAll answers.
const decidedAtOnce = 1000

// DecideAll answers those who ask by a link, or with none all of them, each as
// Decide does: up to a thousand, the newest first. Faults: CHAT_ADMIN_REQUIRED,
// INVITE_HASH_EXPIRED, USERS_TOO_MUCH.
func (s *Service) DecideAll(ctx context.Context, a user.Actor, id ID, hash string, in bool) (Change, error) {
	var out Change
	q := CameQuery{Asking: true, Hash: hash, Limit: maxCame}
	for n := 0; n < decidedAtOnce; {
		some, _, err := s.CameBy(ctx, a, id, q)
		if err != nil || len(some) == 0 {
			return out, err
		}
		for _, c := range some {
			n++
			q.At, q.User = c.At, c.User
			ch, err := s.Decide(ctx, a, id, c.User, in)
			switch {
			case errors.Is(err, errNoRequest), errors.Is(err, errAlready): // somebody else has answered
				continue
			case errors.Is(err, errTheirs): // goes on waiting
				continue
			case err != nil:
				return out, err
			}
			out.Channel, out.Events = ch.Channel, append(out.Events, ch.Events...)
		}
	}
	return out, nil
}

package account

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"heliograph/internal/channel"
	"heliograph/internal/clock"
	"heliograph/internal/contact"
	"heliograph/internal/dialog"
	"heliograph/internal/job"
	"heliograph/internal/session"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Alarms wake whoever takes leave, at a time, whatever stops or crashes.
type Alarms interface {
	Set(ctx context.Context, k job.Kind, owner store.Owner, at int64) error
}

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Users    *user.Service
	Sessions *session.Service
	Contacts *contact.Service
	Channels *channel.Service
	Alarms   Alarms
	Clock    clock.Clock
	Logger   *slog.Logger
}

// Service ends accounts. Safe for concurrent use.
type Service struct{ Deps }

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Users == nil || d.Sessions == nil || d.Contacts == nil || d.Channels == nil || d.Alarms == nil || d.Clock == nil || d.Logger == nil {
		panic("account: missing dependency")
	}
	return &Service{d}
}

// head is how long the alarm leaves the sessions to the request, whose own one is to
// carry the answer.
const head = 10 * time.Second

// Bounds of one step of taking leave.
const (
	groups  = 50  // groups and channels that are left
	records = 500 // of the own box that are removed
)

// Delete ends the actor's account: once it returns nil the number and the name are
// free, and the devices are logged out; the rest follows soon, as does whatever of
// that fails (A2). Fault: USER_ID_INVALID for an account that has ended.
func (s *Service) Delete(ctx context.Context, a user.Actor) error {
	// Before, so that no crash comes between.
	if err := s.Alarms.Set(ctx, job.Farewell, a.ID.Owner(), s.Clock.Now().Add(head).Unix()); err != nil {
		return err
	}
	if err := s.Users.Delete(ctx, a.ID); err != nil {
		return err
	}
	// It is done from here on, and what fails the alarm does again.
	ctx = context.WithoutCancel(ctx)
	err := errors.Join(
		s.Sessions.EndAll(ctx, a),
		s.Alarms.Set(ctx, job.Farewell, a.ID.Owner(), s.Clock.Now().Unix()), // the rest, now
	)
	if err != nil {
		s.Logger.Warn("an account was deleted, the rest of it has to wait", "err", err)
	}
	return nil
}

// Leave takes the next steps of somebody who is deleted out of everything, and is
// the job.Handler of job.Farewell.
func (s *Service) Leave(ctx context.Context, box store.Owner, now int64) (next int64, err error) {
	id, ok := user.OfOwner(box)
	if !ok {
		return 0, nil
	}
	var p user.Profile
	err = s.Store.View(ctx, func(r store.Reader) (err error) {
		p, err = user.ReadFresh(r, id)
		return err
	})
	if err != nil || !p.Deleted {
		return 0, err
	}
	if err := s.Sessions.EndAll(ctx, user.Actor{ID: id}); err != nil {
		return 0, err
	}
	for _, step := range []func(context.Context, user.ID) (more bool, err error){s.Contacts.Forget, s.leaveGroups, s.empty} {
		if more, err := step(ctx, id); more || err != nil {
			return now, err
		}
	}
	return 0, nil
}

// leaveGroups takes somebody out of some of the groups and channels on the list of
// chats, which lose their places there. What comes to the list later is seen by the
// next look.
func (s *Service) leaveGroups(ctx context.Context, id user.ID) (more bool, err error) {
	var in []channel.ID
	err = s.Store.View(ctx, func(r store.Reader) error {
		in = in[:0]
		ps, err := dialog.GroupsOf(r, id, groups)
		for _, p := range ps {
			in = append(in, channel.ID(p.ID))
		}
		return err
	})
	if err != nil {
		return false, err
	}
	for _, c := range in {
		if err := s.Channels.Abandon(ctx, id, c); err != nil {
			return false, err
		}
		err := s.Store.Update(ctx, []store.Owner{id.Owner()}, func(tx store.Tx) error {
			dialog.Remove(tx, id.Owner(), c.Peer())
			return nil
		})
		if err != nil {
			return false, err
		}
	}
	return len(in) == groups, nil
}

// kept is the first bytes of the keys of a box that stay: the profile, which says
// that the person is deleted; the counters and the log, which others write to; how
// far basic groups were followed; the own halves of what is in two boxes: logins,
// contacts, who blocked whom.
const kept = "PbujACKBD"

// empty removes some of what the box held.
func (s *Service) empty(ctx context.Context, id user.ID) (more bool, err error) {
	box := id.Owner()
	err = s.Store.Update(ctx, []store.Owner{box}, func(tx store.Tx) error {
		more = false
		left := records
		for from := []byte(nil); ; {
			to, gap := nextKept(from)
			rows, err := tx.Scan(box, from, to, false, left)
			if err != nil {
				return err
			}
			if n := len(rows); n > 0 {
				tx.DeleteRange(box, rows[0].Key, append(rows[n-1].Key, 0))
			}
			if left -= len(rows); left == 0 {
				more = true
				return nil
			}
			if !gap {
				return nil
			}
			from = store.Key(to).End()
		}
	})
	return more, err
}

// nextKept is the first prefix at or after from whose records stay; ok is false when
// there is none.
func nextKept(from []byte) (prefix []byte, ok bool) {
	for i := range len(kept) {
		k := []byte{kept[i]}
		if string(k) >= string(from) && (prefix == nil || string(k) < string(prefix)) {
			prefix = k
		}
	}
	return prefix, prefix != nil
}

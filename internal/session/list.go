package session

import (
	"cmp"
	"context"
	"slices"

	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// byActive sorts the most recently used first.
func byActive(list []Authorization) {
	slices.SortStableFunc(list, func(a, b Authorization) int {
		return cmp.Or(b.Active.Compare(a.Active), b.Created.Compare(a.Created))
	})
}

// List is every device that the actor's account is logged in on: the actor's
// own first, then the most recently used.
func (s *Service) List(ctx context.Context, a user.Actor) ([]Authorization, error) {
	list, err := s.Of(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(x, y Authorization) int {
		switch a.Session {
		case x.Perm:
			return -1
		case y.Perm:
			return 1
		}
		return 0
	})
	return list, nil
}

// Of is every device that a user is logged in on, the most recently used
// first. For other subjects: nobody is asked for leave.
func (s *Service) Of(ctx context.Context, u user.ID) (list []Authorization, err error) {
	err = s.deps.Store.View(ctx, func(r store.Reader) (err error) {
		if list, err = s.listAuths(r, u); err != nil {
			return err
		}
		return loadClients(r, list)
	})
	s.touched.merge(list)
	byActive(list)
	return list, err
}

// own finds the actor's authorization and refuses when it is too young to end
// others.
func (s *Service) own(list []Authorization, a user.Actor) error {
	i := slices.IndexFunc(list, func(x Authorization) bool { return x.Perm == a.Session })
	if i < 0 {
		return ErrUnregistered
	}
	if s.deps.Clock.Now().Before(list[i].Created.Add(s.deps.FreshWait)) {
		return ErrFresh
	}
	return nil
}

// Reset ends another session of the actor's account.
func (s *Service) Reset(ctx context.Context, a user.Actor, hash int64) error {
	list, err := s.Of(ctx, a.ID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(x Authorization) bool { return x.Hash == hash && x.Perm != a.Session })
	if i < 0 {
		return ErrHashInvalid
	}
	if err := s.own(list, a); err != nil {
		return err
	}
	return s.endLogin(ctx, list[i].Perm, End{Key: list[i].Perm})
}

// ResetOthers ends every session of the account but the actor's.
func (s *Service) ResetOthers(ctx context.Context, a user.Actor) error {
	list, err := s.Of(ctx, a.ID)
	if err != nil {
		return err
	}
	if err := s.own(list, a); err != nil {
		return err
	}
	for _, other := range list {
		if other.Perm == a.Session {
			continue
		}
		if err := s.endLogin(ctx, other.Perm, End{Key: other.Perm}); err != nil {
			return err
		}
	}
	return nil
}

// EndAll ends every session of an account that is no more, the actor's own last.
func (s *Service) EndAll(ctx context.Context, a user.Actor) error {
	list, err := s.Of(ctx, a.ID)
	if err != nil {
		return err
	}
	own := false
	for _, x := range list {
		if x.Perm == a.Session {
			own = true
			continue
		}
		if err := s.endLogin(ctx, x.Perm, End{Key: x.Perm}); err != nil {
			return err
		}
	}
	if !own {
		return nil
	}
	return s.LogOut(ctx, a)
}

// Settings is what is to change of an authorization; nil is left alone.
type Settings struct {
	Confirm       bool
	NoSecretChats *bool
	NoCalls       *bool
}

// Change changes the settings of one authorization, 0 being the actor's own.
// Only another session that is not in question itself can confirm one.
func (s *Service) Change(ctx context.Context, a user.Actor, hash int64, c Settings) error {
	box := a.ID.Owner()
	return s.deps.Log.Run(ctx, []store.Owner{box}, func(tx *update.Tx) error {
		list, err := s.listAuths(tx, a.ID)
		if err != nil {
			return err
		}
		var asks, named *Authorization
		for i := range list {
			x := &list[i]
			if x.Perm == a.Session {
				asks = x
			}
			if x.Hash == hash || hash == 0 && x.Perm == a.Session {
				named = x
			}
		}
		if asks == nil {
			return ErrUnregistered
		}
		if named == nil || c.Confirm && (named == asks || asks.Unconfirmed) {
			return ErrHashInvalid
		}
		return s.change(tx, named, c)
	})
}

func (s *Service) change(tx *update.Tx, a *Authorization, c Settings) error {
	var rec authRecord
	if _, err := store.Load(tx, a.User.Owner(), authKey(a.Perm), &rec); err != nil {
		return err
	}
	if c.NoSecretChats != nil {
		rec.NoSecretChats = *c.NoSecretChats
	}
	if c.NoCalls != nil {
		rec.NoCalls = *c.NoCalls
	}
	confirmed := c.Confirm && a.Unconfirmed
	rec.Unconfirmed = a.Unconfirmed && !confirmed
	tx.Put(a.User.Owner(), authKey(a.Perm), store.Encode(&rec))
	if !confirmed {
		return nil
	}
	a.Unconfirmed = false
	if _, err := store.Load(tx, KeyOwner(a.Perm), clientKey, &a.Client); err != nil {
		return err
	}
	return appendNew(tx, *a)
}

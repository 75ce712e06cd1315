package session

import (
	"context"
	"errors"
	"time"

	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Run writes the times of last use and removes keys that are over, every few
// minutes until ctx ends, and writes once more then. It always returns nil.
func (s *Service) Run(ctx context.Context) error {
	for {
		due := make(chan struct{})
		timer := s.deps.Clock.AfterFunc(s.deps.FlushEvery, func() { close(due) })
		select {
		case <-due:
		case <-ctx.Done():
			timer.Stop()
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
			defer cancel()
			if err := s.Flush(last); err != nil {
				s.deps.Logger.Warn("writing times of last use", "err", err)
			}
			return nil
		}
		if err := s.Flush(ctx); err != nil && ctx.Err() == nil {
			s.deps.Logger.Warn("writing times of last use", "err", err)
		}
		if err := s.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.deps.Logger.Warn("removing old auth keys", "err", err)
		}
	}
}

// Sweep removes temporary keys that have expired and permanent ones that
// nobody has been logged in on for long, and ends logins that have not been
// used for long. Every node may do so at any time.
func (s *Service) Sweep(ctx context.Context) error {
	current := hourOf(s.deps.Clock.Now())
	swept, err := s.swept(ctx)
	if err != nil {
		return err
	}
	if swept == 0 {
		swept = current - 2 // a new store: its first keys may be an hour old
	}
	for hour := swept + 1; hour < current; hour++ {
		if err := s.sweepHour(ctx, hour); err != nil {
			return err
		}
	}
	if swept >= current-1 {
		return nil
	}
	return s.setSwept(ctx, current-1)
}

func (s *Service) swept(ctx context.Context) (hour int64, err error) {
	err = s.deps.Store.View(ctx, func(r store.Reader) error {
		hour = 0
		_, err := store.Load(r, sweepOwner, sweptKey, &hour)
		return err
	})
	return hour, err
}

func (s *Service) setSwept(ctx context.Context, hour int64) error {
	return s.deps.Store.Update(ctx, []store.Owner{sweepOwner}, func(tx store.Tx) error {
		tx.Put(sweepOwner, sweptKey, store.Encode(hour))
		return nil
	})
}

// sweepHour looks at every key that is due in an hour that is over.
func (s *Service) sweepHour(ctx context.Context, hour int64) error {
	const batch = 500
	owner := hourOwner(hour)
	for {
		var rows []store.Record
		err := s.deps.Store.View(ctx, func(r store.Reader) (err error) {
			rows, err = r.Scan(owner, nil, nil, false, batch)
			return err
		})
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, row := range rows {
			if err := s.sweepKey(ctx, store.IntAt(row.Key, 1)); err != nil {
				return err
			}
		}
		err = s.deps.Store.Update(ctx, []store.Owner{owner}, func(tx store.Tx) error {
			for _, row := range rows {
				tx.Delete(owner, row.Key)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}

// sweepKey removes a key that is over. A permanent key that stays is in the
// list of a later hour when this returns.
func (s *Service) sweepKey(ctx context.Context, id int64) error {
	var rec *keyRecord
	var login loginRecord
	var use authRecord
	err := s.deps.Store.View(ctx, func(r store.Reader) (err error) {
		login, use = loginRecord{}, authRecord{}
		if rec, err = loadKey(r, id); err != nil || rec == nil {
			return err
		}
		found, err := store.Load(r, KeyOwner(id), loginKey, &login)
		if err == nil && found {
			_, err = store.Load(r, user.ID(login.User).Owner(), authKey(id), &use)
		}
		return err
	})
	if err != nil || rec == nil {
		return err
	}
	now := s.deps.Clock.Now()
	switch {
	case rec.Expires != 0 && rec.expired(now):
		return s.removeTemp(ctx, id, rec.Perm, false)
	case rec.Expires != 0:
		return nil // bound since: it is in the list of another hour
	case login.User != 0:
		if over := time.Unix(use.Active, 0).Add(s.deps.IdleLogins); now.Before(over) {
			return s.lookAt(ctx, id, over)
		}
		return s.endLogin(ctx, id, End{Key: id})
	}
	idleBefore := now.Add(-s.deps.IdleKeys).Unix()
	if rec.Idle > idleBefore {
		return nil // logged out since: it is in the list of another hour
	}
	if err := s.removePerm(ctx, id, idleBefore, false); !errors.Is(err, errMoved) {
		return err
	}
	return s.lookAt(ctx, id, now.Add(s.deps.IdleKeys))
}

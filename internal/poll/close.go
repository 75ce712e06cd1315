package poll

import (
	"context"

	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Close ends a poll that the actor has made. Faults: MESSAGE_ID_INVALID,
// MESSAGE_AUTHOR_REQUIRED, MESSAGE_POLL_CLOSED.
func (s *Service) Close(ctx context.Context, a user.Actor, of ID) (View, error) {
	var out View
	err := s.run(ctx, of, func(tx *update.Tx) error {
		p, err := loadPoll(tx, of)
		switch {
		case err != nil:
			return err
		case p == nil:
			return errGone
		case p.Creator != a.ID:
			return errCreator
		case p.over(tx.Now()):
			return errClosed
		}
		mine, err := loadVote(tx, of, a.ID)
		if err != nil {
			return err
		}
		p.Closed = tx.Now()
		putPoll(tx, p)
		out = viewOf(p, a.ID, mine.places(), tx.Now())
		return nil
	})
	if err != nil {
		return View{}, err
	}
	return out, s.tell(ctx, of)
}

// Due tells those who show a poll that its time has come, and returns when it
// will have, 0 when that has been. It may be called more than once.
func (s *Service) Due(ctx context.Context, owner store.Owner, now int64) (next int64, err error) {
	of, ok := idOf(owner)
	if !ok {
		return 0, nil
	}
	changed := false
	err = s.run(ctx, of, func(tx *update.Tx) error {
		next, changed = 0, false
		p, err := loadPoll(tx, of)
		switch {
		case err != nil || p == nil || p.Closed != 0 || p.Until == 0:
			return err
		case p.Until > now:
			next = p.Until
			return nil
		}
		p.Closed, changed = p.Until, true
		putPoll(tx, p)
		return nil
	})
	if err != nil || !changed {
		return next, err
	}
	return 0, s.tell(ctx, of)
}

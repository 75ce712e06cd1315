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
		}
		out, err = s.End(tx, a.ID, of)
		return err
	})
	return out, err
}

// End ends a poll in a transaction that named its owner, for whoever has seen that the
// viewer may, and tells those who show it after that. Faults: MESSAGE_ID_INVALID,
// MESSAGE_POLL_CLOSED.
func (s *Service) End(tx *update.Tx, viewer user.ID, of ID) (View, error) {
	p, err := loadPoll(tx, of)
	switch {
	case err != nil:
		return View{}, err
	case p == nil:
		return View{}, errGone
	case p.over(tx.Now()):
		return View{}, errClosed
	}
	mine, err := loadVote(tx, of, viewer)
	if err != nil {
		return View{}, err
	}
	p.Closed = tx.Now()
	putPoll(tx, p)
	tx.After(func(ctx context.Context) { // who is not told sees it on looking
		_ = s.tell(ctx, of)
	})
	return viewOf(p, viewer, mine.places(), tx.Now()), nil
}

// Public says whether everybody who voted in a poll sees who voted what.
func Public(r store.Reader, of ID) (bool, error) {
	p, err := loadPoll(r, of)
	return p != nil && p.Kind.Public, err
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

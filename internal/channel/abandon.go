package channel

import (
	"context"
	"errors"

	"heliograph/internal/fault"
	"heliograph/internal/user"
)

// Abandon takes somebody who is deleted out of a channel or basic group, with
// nothing said of it; one that was theirs has no owner from then on, and its admins
// keep their rights. What is done already, or is no channel any more, is no mistake.
func (s *Service) Abandon(ctx context.Context, who user.ID, id ID) error {
	a := user.Actor{ID: who}
	_, err := s.act(ctx, a, id, func(x *act) error {
		if x.Channel.Owner == who {
			x.Channel.Owner = 0
			x.tellAll()
		}
		if !x.Me.In {
			return nil
		}
		return x.leave(x.Me, x.Me)
	}, who)
	if errors.Is(err, errPrivate) {
		_, err = s.forget(ctx, a, id)
	}
	if fault.As(err) != nil { // it is gone, or has become another
		return nil
	}
	return err
}

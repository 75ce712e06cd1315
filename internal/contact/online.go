package contact

import (
	"context"

	"heliograph/internal/user"
)

// Online is how many of some people the viewer sees online. The viewer is.
func (s *Service) Online(ctx context.Context, viewer user.ID, ids []user.ID) (n int, err error) {
	ps, err := s.People(ctx, viewer, ids)
	for i := range ps {
		if p := &ps[i]; p.Self || p.Status.Online() {
			n++
		}
	}
	return n, err
}

// AnyOnline is how many of some people are online, whoever looks. It does not touch
// the store.
func (s *Service) AnyOnline(ids []user.ID) int { return s.presence.Online(ids) }

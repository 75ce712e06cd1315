package contact

import (
	"context"

	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Savers is the audience of a user: who saved them. It is a type of its own
// because user and presence, which tell an audience, are below Service.
type Savers struct {
	store store.Store
	more  []user.Audience
}

var _ user.Audience = (*Savers)(nil)

// NewSavers makes a Savers that adds more audiences behind its own.
func NewSavers(s store.Store, more ...user.Audience) *Savers { return &Savers{s, more} }

// Interested implements user.Audience.
func (s *Savers) Interested(ctx context.Context, of user.ID, limit int) ([]user.ID, error) {
	var out []user.ID
	err := s.store.View(ctx, func(r store.Reader) error {
		rows, err := r.Scan(of.Owner(), savers, savers.End(), false, limit)
		out = make([]user.ID, len(rows))
		for i, row := range rows {
			out[i] = user.ID(store.IntAt(row.Key, 1))
		}
		return err
	})
	if err != nil || len(s.more) == 0 {
		return out, err
	}
	seen := make(map[user.ID]bool, len(out))
	for _, id := range out {
		seen[id] = true
	}
	for _, m := range s.more {
		ids, err := m.Interested(ctx, of, limit)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if len(out) < limit && !seen[id] {
				seen[id] = true
				out = append(out, id)
			}
		}
	}
	return out, nil
}

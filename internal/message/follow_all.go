package message

import (
	"context"

	"heliograph/internal/channel"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// maxBehind is of how many groups somebody is told at once, who comes back, what the
// own box does not have yet; of others the alarms tell.
const maxBehind = 100

// CatchUp has the box of somebody follow the groups that it is behind of, as after a
// crash: before it is said that nothing is new.
func (s *Service) CatchUp(ctx context.Context, who user.ID) error {
	var behind []channel.ID
	err := s.store.View(ctx, func(r store.Reader) error {
		behind = nil
		rows, err := r.Scan(who.Owner(), store.K('j'), store.K('j').End(), false, 0)
		for i := 0; i < len(rows) && err == nil && len(behind) < maxBehind; i++ {
			var c cursor
			var at update.Position
			p := peer.FromKey(rows[i].Key, 1)
			if err = store.Decode(rows[i].Value, &c); err != nil || !c.In {
				continue
			}
			if at, err = update.At(r, p.Owner()); c.at().Before(at) {
				behind = append(behind, channel.ID(p.ID))
			}
		}
		return err
	})
	for i := 0; i < len(behind) && err == nil; i++ {
		err = s.Catch(ctx, who, behind[i])
	}
	return err
}

package channel

import (
	"context"
	"sync"

	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Presence knows who is online.
type Presence interface {
	// Online is how many of some people the viewer sees online; the viewer is.
	Online(ctx context.Context, viewer user.ID, ids []user.ID) (int, error)
	// AnyOnline is how many of some people are, whoever looks. It is fast.
	AnyOnline(ids []user.ID) int
}

// Bounds of counting who is online.
const (
	fewMembers   = 100 // up to as many, one could tell from a count who it is
	onlineStep   = 5000
	onlineFor    = 15 // seconds for which a count is kept
	onlineCounts = 1000
)

// onlines keeps how many are online in groups with many members. Safe for
// concurrent use; each group is counted once at a time.
type onlines struct {
	mu sync.Mutex
	by map[ID]*online
}

type online struct {
	mu    sync.Mutex
	n     int
	until int64
}

// of is the count of a group, which may be old.
func (o *onlines) of(id ID) *online {
	o.mu.Lock()
	defer o.mu.Unlock()
	c := o.by[id]
	if c == nil {
		if o.by == nil || len(o.by) >= onlineCounts {
			o.by = map[ID]*online{}
		}
		c = &online{}
		o.by[id] = c
	}
	return c
}

// Online is how many members of a group are online: of one with few members those
// whom the actor sees online, of others all. Faults: CHANNEL_PRIVATE,
// PEER_ID_INVALID for a channel.
func (s *Service) Online(ctx context.Context, a user.Actor, id ID) (int, error) {
	now := s.clock.Now().Unix()
	var few []user.ID
	err := s.store.View(ctx, func(r store.Reader) error {
		c, err := Enter(r, id, a.ID, now)
		switch {
		case err != nil:
			return err
		case c.Broadcast:
			return errPeer
		}
		few, _, err = byAge(r, id, store.K('N'), fewMembers+1)
		return err
	})
	if err != nil {
		return 0, err
	}
	if len(few) <= fewMembers {
		return s.presence.Online(ctx, a.ID, few)
	}
	c := s.onlines.of(id)
	c.mu.Lock()
	defer c.mu.Unlock()
	if now < c.until {
		return c.n, nil
	}
	n, err := s.countOnline(ctx, id)
	if err == nil {
		c.n, c.until = n, now+onlineFor
	}
	return n, err
}

// countOnline counts who is online in a group, some members at a time.
func (s *Service) countOnline(ctx context.Context, id ID) (n int, err error) {
	for from := store.K('N'); from != nil; {
		var ids []user.ID
		err := s.store.View(ctx, func(r store.Reader) (err error) {
			ids, from, err = byAge(r, id, from, onlineStep)
			return err
		})
		if err != nil {
			return 0, err
		}
		n += s.presence.AnyOnline(ids)
	}
	return n, nil
}

// byAge is some members, the oldest first, and where the next ones begin, nil after
// the last.
func byAge(r store.Reader, id ID, from store.Key, limit int) (ids []user.ID, next store.Key, err error) {
	rows, err := r.Scan(id.Owner(), from, store.K('N').End(), false, limit)
	for _, row := range rows {
		ids = append(ids, user.ID(store.IntAt(row.Key, 9)))
	}
	if len(rows) == limit {
		next = store.Key(rows[limit-1].Key).Byte(0)
	}
	return ids, next, err
}

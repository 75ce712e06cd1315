package job

import (
	"context"
	"time"

	"heliograph/internal/store"
)

// leaseFor is how long, in seconds, a shard is a node's that has found something
// due in it: as long as nothing is done there when that node dies.
const leaseFor = 4

// claim says whether the shard is this node's to handle now, and makes it so
// when it is no other's. Leases are taken when something is due, so that idle
// nodes write nothing.
func (s *Service) claim(ctx context.Context, i int, now int64) (bool, error) {
	if s.alone {
		return true, nil
	}
	s.mu.Lock()
	mine := s.held[i] > now+leaseFor/2
	s.mu.Unlock()
	if mine {
		return true, nil
	}
	var l lease
	read := func(r store.Reader) error {
		l = lease{}
		_, err := store.Load(r, shardOwner(i), leaseKey, &l)
		return err
	}
	if err := s.store.View(ctx, read); err != nil || l.othersThan(s.node, now) {
		return false, err
	}
	err := s.store.Update(ctx, []store.Owner{shardOwner(i)}, func(tx store.Tx) error {
		if err := read(tx); err != nil || l.othersThan(s.node, now) {
			return err
		}
		l = lease{Node: s.node, Until: now + leaseFor}
		tx.Put(shardOwner(i), leaseKey, store.Encode(&l))
		return nil
	})
	if err != nil || l.Node != s.node {
		return false, err
	}
	s.mu.Lock()
	s.held[i] = l.Until
	s.mu.Unlock()
	return true, nil
}

// othersThan says whether the lease is another node's than node's.
func (l lease) othersThan(node, now int64) bool { return l.Node != node && l.Until > now }

// release gives the leases of a node that stops to the others.
func (s *Service) release(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastWords)
	defer cancel()
	now := s.now()
	for i := range s.held {
		if s.held[i] <= now {
			continue
		}
		err := s.store.Update(ctx, []store.Owner{shardOwner(i)}, func(tx store.Tx) error {
			var l lease
			found, err := store.Load(tx, shardOwner(i), leaseKey, &l)
			if found && l.Node == s.node {
				tx.Delete(shardOwner(i), leaseKey)
			}
			return err
		})
		if err != nil {
			s.logger.Warn("giving back a lease", "err", err, "for", time.Duration(s.held[i]-now)*time.Second)
			return
		}
		s.held[i] = 0
	}
}

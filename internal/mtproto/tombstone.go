package mtproto

import "time"

// tombstone names a session that was ended before its ids were too old to be
// replayed.
type tombstone struct{ key, session int64 }

type burial struct {
	tombstone
	until time.Time
}

// tombstones remember the highest id of ended sessions until ids of that time
// are refused anyway (M1). When there are too many, every session that starts
// now is taken for an ended one.
type tombstones struct {
	limit int
	ids   map[tombstone]int64
	queue []burial
	floor int64
}

func (d *tombstones) add(t tombstone, highest int64, now time.Time) {
	d.expire(now)
	if len(d.ids) >= d.limit {
		d.floor = max(d.floor, idAt(now.Add(maxFuture)))
		return
	}
	if d.ids == nil {
		d.ids = map[tombstone]int64{}
	}
	d.ids[t] = max(d.ids[t], highest)
	d.queue = append(d.queue, burial{t, now.Add(maxPast + maxFuture)})
}

func (d *tombstones) expire(now time.Time) {
	n := 0
	for n < len(d.queue) && !d.queue[n].until.After(now) {
		delete(d.ids, d.queue[n].tombstone)
		n++
	}
	if n == len(d.queue) {
		d.queue = nil
		return
	}
	d.queue = d.queue[n:]
}

// floor is the highest id that may have been seen in a session which is not
// known now.
func (s *Server) floor(k *authKey, session int64, now time.Time) int64 {
	f := idAt(now.Add(-s.limits.SessionTTL + maxFuture))
	if k.first.Load() == nil { // else this process made the key
		f = max(f, s.started)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return max(f, s.dead.floor, s.dead.ids[tombstone{k.id, session}])
}

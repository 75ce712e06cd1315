package session

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"heliograph/internal/store"
	"heliograph/internal/user"
)

const (
	touchShards = 16
	// touchRoom bounds a shard; beyond it a time of last use is lost.
	touchRoom = 1 << 13
)

// touches remembers when keys were last used, until it is written.
type touches struct {
	shard [touchShards]struct {
		mu   sync.Mutex
		seen map[int64]seen
	}
}

type seen struct {
	at int64 // Unix seconds
	ip string
}

func newTouches() *touches {
	t := &touches{}
	for i := range t.shard {
		t.shard[i].seen = map[int64]seen{}
	}
	return t
}

func (t *touches) add(perm int64, s seen) {
	sh := &t.shard[uint64(perm)%touchShards]
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if old, have := sh.seen[perm]; have && old.at >= s.at && old.ip == s.ip || !have && len(sh.seen) >= touchRoom {
		return
	}
	sh.seen[perm] = s
}

func (t *touches) forget(perm int64) {
	sh := &t.shard[uint64(perm)%touchShards]
	sh.mu.Lock()
	defer sh.mu.Unlock()
	delete(sh.seen, perm)
}

// take empties one shard.
func (t *touches) take(i int) map[int64]seen {
	sh := &t.shard[i]
	sh.mu.Lock()
	defer sh.mu.Unlock()
	all := sh.seen
	sh.seen = map[int64]seen{}
	return all
}

// merge adds what is not written yet to a list.
func (t *touches) merge(list []Authorization) {
	for i := range list {
		a := &list[i]
		sh := &t.shard[uint64(a.Perm)%touchShards]
		sh.mu.Lock()
		s, have := sh.seen[a.Perm]
		sh.mu.Unlock()
		if have && s.at > a.Active.Unix() {
			a.Active, a.IP = time.Unix(s.at, 0), s.ip
		}
	}
}

// Touch says that the client on a permanent key is being used from an address.
// It costs no write: times are written together every few minutes, and a crash
// loses those since.
func (s *Service) Touch(perm int64, ip string) {
	if perm != 0 {
		s.touched.add(perm, seen{s.deps.Clock.Now().Unix(), ip})
	}
}

// Flush writes the times of last use.
func (s *Service) Flush(ctx context.Context) error {
	for i := range touchShards {
		var g errgroup.Group
		g.SetLimit(32) // side by side, so that they share a commit
		for perm, last := range s.touched.take(i) {
			g.Go(func() error { return s.writeTouch(ctx, perm, last) })
		}
		if err := g.Wait(); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) writeTouch(ctx context.Context, perm int64, last seen) error {
	u, _, err := s.User(ctx, perm)
	if err != nil || u == 0 {
		return err
	}
	return s.deps.Store.Update(ctx, []store.Owner{u.Owner()}, func(tx store.Tx) error {
		return putTouch(tx, u, perm, last)
	})
}

func putTouch(tx store.Tx, u user.ID, perm int64, last seen) error {
	var a authRecord
	found, err := store.Load(tx, u.Owner(), authKey(perm), &a)
	if err != nil || !found || last.at <= a.Active {
		return err
	}
	a.Active, a.IP = last.at, last.ip
	tx.Put(u.Owner(), authKey(perm), store.Encode(&a))
	return nil
}

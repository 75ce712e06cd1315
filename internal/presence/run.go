package presence

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"heliograph/internal/clock"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

const (
	tick         = time.Second
	saveTogether = 64 // transactions at once: the engine makes one flush of them
	lastWords    = 5 * time.Second
)

var seenKey = store.K('L')

// Run tells changes, ends what is over and writes last-seen times until ctx
// ends; then everybody here is written as seen now.
func (s *Service) Run(ctx context.Context) error {
	s.say(word{}) // others tell who is online with them
	ticked := make(chan struct{}, 1)
	arm := func() clock.Timer { return s.clock.AfterFunc(tick, func() { ticked <- struct{}{} }) }
	timer := arm()
	for {
		select {
		case <-ctx.Done():
			timer.Stop()
			return s.stop(context.WithoutCancel(ctx))
		case <-s.wake:
			if err := s.tell(ctx); err != nil && ctx.Err() == nil {
				s.logger.Error("presence: tell", "err", err)
			}
		case <-ticked:
			if err := s.pass(ctx); err != nil && ctx.Err() == nil {
				s.logger.Error("presence: pass", "err", err)
			}
			timer = arm()
		}
	}
}

// pass is everything that is due by now.
func (s *Service) pass(ctx context.Context) error {
	s.sweep(s.now())
	if err := s.tell(ctx); err != nil {
		return err
	}
	return s.save(ctx)
}

// sweep ends logins that are over, or whose last connection has gone.
func (s *Service) sweep(now int64) {
	for i := range s.shard {
		sh := &s.shard[i]
		var tell []user.ID
		sh.mu.Lock()
		for id := range sh.active {
			e := sh.by[id]
			if e.end(now) && s.changed(sh, id, e, now) {
				tell = append(tell, id)
			}
		}
		sh.mu.Unlock()
		for _, id := range tell {
			s.tellSoon(id)
		}
	}
}

// end stops the logins that are over; false when there was none.
func (e *entry) end(now int64) (changed bool) {
	for i := range e.logins {
		l := &e.logins[i]
		switch {
		case l.until == 0:
		case l.until <= now:
			changed = l.stop(now, l.until) || changed
		case l.live == 0 && l.gone != 0 && l.gone+grace <= now:
			changed = l.stop(now, l.gone) || changed
		}
	}
	e.tidy()
	return changed
}

// stop makes everybody here offline and writes it.
func (s *Service) stop(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, lastWords)
	defer cancel()
	now := s.now()
	for i := range s.shard {
		sh := &s.shard[i]
		sh.mu.Lock()
		words := make([]word, 0, len(sh.active))
		for id := range sh.active {
			e := sh.by[id]
			for j := range e.logins {
				e.logins[j].stop(now, now)
			}
			e.tidy()
			s.changed(sh, id, e, now)
			words = append(words, word{User: id, Status: e.local().at(now), Told: e.told})
		}
		sh.mu.Unlock()
		for _, w := range words { // for the nodes that go on
			s.say(w)
		}
	}
	return s.save(ctx)
}

type seenAt struct {
	id   user.ID
	seen int64
}

// save writes the last-seen times that are due.
func (s *Service) save(ctx context.Context) error {
	now := s.now()
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(saveTogether)
	for i := range s.shard {
		for _, u := range s.shard[i].takeUnsaved(now) {
			g.Go(func() error {
				err := s.store.Update(ctx, []store.Owner{u.id.Owner()}, func(tx store.Tx) error {
					var old Status
					if _, err := store.Load(tx, u.id.Owner(), seenKey, &old); err != nil || old.Seen >= u.seen {
						return err
					}
					tx.Put(u.id.Owner(), seenKey, store.Encode(&Status{Seen: u.seen}))
					return nil
				})
				if err != nil {
					s.saveAgain(u.id)
				}
				return err
			})
		}
	}
	return g.Wait()
}

func (sh *shard) takeUnsaved(now int64) (out []seenAt) {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	for id := range sh.unsaved {
		e := sh.by[id]
		out = append(out, seenAt{id, e.local().Seen})
		e.unsaved, e.saved = false, now
		delete(sh.unsaved, id)
	}
	return out
}

func (s *Service) saveAgain(id user.ID) {
	sh := s.of(id)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	sh.saveSoon(id, sh.entry(id))
}

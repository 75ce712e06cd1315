package job

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"heliograph/internal/store"
)

const (
	handlerTime = 30 * time.Second
	maxTries    = 8 // later tries come after 2^8 seconds
)

var errNoHandler = errors.New("no handler")

// fire calls the handler for the alarms of one target, which are due, and
// settles what becomes of them. When ctx ends they stay as they are.
func (s *Service) fire(ctx context.Context, i int, t target, alarms []due) {
	s.metrics.due.Inc()
	defer s.metrics.due.Dec()
	next, err := s.call(ctx, t, s.now())
	if ctx.Err() != nil {
		return
	}
	name := t.kind.String()
	if err != nil {
		s.metrics.failed.WithLabelValues(name).Inc()
		if tries(alarms) == 0 {
			s.logger.Error("handling an alarm failed, it is tried again", "kind", name, "owner", fmt.Sprintf("%x", t.owner), "err", err)
		}
	} else {
		s.metrics.handled.WithLabelValues(name).Inc()
		if first := alarms[0]; first.alarm.Looks == 0 {
			s.metrics.lag.Observe(max(0, s.clock.Now().Sub(time.Unix(first.at, 0)).Seconds()))
		}
	}
	again := s.again(alarms, err != nil, next)
	if err := s.finish(ctx, i, t, alarms, again); err != nil && ctx.Err() == nil {
		s.logger.Warn("an alarm was handled and cannot be removed", "kind", name, "err", err)
		s.pause(ctx) // it is handled again
	}
}

// pause keeps what fails at once from being tried at once.
func (s *Service) pause(ctx context.Context) {
	over := make(chan struct{})
	timer := s.clock.AfterFunc(tick, func() { close(over) })
	defer timer.Stop()
	select {
	case <-over:
	case <-ctx.Done():
	}
}

// call calls a handler; a panic is an error.
func (s *Service) call(ctx context.Context, t target, now int64) (next int64, err error) {
	h := s.handlers[t.kind]
	if h == nil {
		return 0, errNoHandler
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, handlerTime)
	defer cancel()
	return h(ctx, t.owner, now)
}

func tries(alarms []due) int {
	n := 0
	for _, d := range alarms {
		n = max(n, d.alarm.Tries)
	}
	return n
}

// timed is an alarm that is to be set.
type timed struct {
	at int64
	alarm
}

// again is the alarms that follow ones that were handled: the next one, another
// try, or, when they may have come before the change that they were set for
// (J3), another look.
func (s *Service) again(alarms []due, failed bool, next int64) []timed {
	now := s.now()
	kept := alarm{Looks: maxTries}
	for _, d := range alarms {
		kept.Hold = max(kept.Hold, d.alarm.Hold)
		if d.alarm.Hold > now {
			kept.Looks = min(kept.Looks, d.alarm.Looks) // the newest is looked after most
		}
	}
	if failed {
		kept.Tries = tries(alarms) + 1
		return []timed{{now + 1<<min(kept.Tries-1, maxTries), kept}}
	}
	var out []timed
	if kept.Hold > now {
		at := min(kept.Hold, now+1<<min(kept.Looks, maxTries))
		kept.Looks++
		out = append(out, timed{at, kept})
	}
	if next != 0 {
		out = append(out, timed{max(next, now), alarm{}})
	}
	return out
}

// finish replaces the alarms of a target by those that follow (J2). One that was
// set once more since it was read stays.
func (s *Service) finish(ctx context.Context, i int, t target, alarms []due, again []timed) error {
	err := s.change(ctx, i, func(tx store.Tx) error {
		for _, d := range alarms {
			value, err := tx.Get(shardOwner(i), alarmKey(d.at, t))
			if err != nil {
				return err
			}
			if bytes.Equal(value, d.value) {
				tx.Delete(shardOwner(i), alarmKey(d.at, t))
			}
		}
		for _, n := range again {
			if err := putAlarm(tx, i, n.at, t, n.alarm); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		for _, n := range again {
			s.remember(t, n.at)
		}
	}
	return err
}

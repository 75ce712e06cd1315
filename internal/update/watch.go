package update

import (
	"heliograph/internal/bus"
	"heliograph/internal/store"
)

// Ephemeral tells whoever shows the box of something that leaves no trace.
func (l *Log) Ephemeral(o store.Owner, e Event) {
	e.Date = l.clock.Now().Unix()
	l.bus.Publish(bus.Event{Topic: string(o), Data: store.Encode(&e)})
}

// Watch calls f on each wake-up (at) and each ephemeral event (e) of a box,
// until cancel is called. f must not block.
func (l *Log) Watch(o store.Owner, f func(at Position, e *Event)) (cancel func()) {
	release := l.recent.watch(o)
	unsubscribe := l.bus.Subscribe(string(o), func(be bus.Event) {
		if be.Data == nil {
			f(Position{be.Pos, be.Sub}, nil)
			return
		}
		e := new(Event)
		if err := store.Decode(be.Data, e); err == nil {
			f(Position{}, e)
		}
	})
	return func() {
		unsubscribe()
		release()
	}
}

// Recent is the events of a watched box after from, up to at least to, without
// a read; false when they are not all at hand: then ask Since.
func (l *Log) Recent(o store.Owner, from, to Position) ([]Event, bool) {
	return l.recent.between(o, from, to)
}

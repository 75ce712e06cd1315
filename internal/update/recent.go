package update

import (
	"slices"
	"sync"

	"heliograph/internal/store"
)

// recent keeps the newest committed events of the boxes that somebody on this
// node watches, so that showing what has just happened costs no read. It is
// only a shortcut: what it does not hold in one piece is read from the log.
type recent struct {
	shard [64]struct {
		mu    sync.Mutex
		boxes map[store.Owner]*tail
	}
}

// maxRecent is how many events of a box are kept.
const maxRecent = 32

// tail is the newest events of one box, in order but perhaps with holes: the
// events of two transactions may come in the wrong order.
type tail struct {
	watchers int
	links    []link
}

// link is an event and the position before it.
type link struct {
	prev  Position
	event Event
}

func (r *recent) of(o store.Owner) (mu *sync.Mutex, boxes *map[store.Owner]*tail) {
	s := &r.shard[hash(o)%uint32(len(r.shard))]
	return &s.mu, &s.boxes
}

// hash spreads boxes over shards.
func hash(o store.Owner) uint32 {
	h := uint32(2166136261) // FNV-1a
	for i := range len(o) {
		h = (h ^ uint32(o[i])) * 16777619
	}
	return h
}

// watch keeps the events of a box from now on until release is called.
func (r *recent) watch(o store.Owner) (release func()) {
	mu, boxes := r.of(o)
	mu.Lock()
	defer mu.Unlock()
	if *boxes == nil {
		*boxes = map[store.Owner]*tail{}
	}
	t := (*boxes)[o]
	if t == nil {
		t = &tail{}
		(*boxes)[o] = t
	}
	t.watchers++
	released := false
	return func() {
		mu.Lock()
		defer mu.Unlock()
		if released {
			return
		}
		released = true
		if t.watchers--; t.watchers == 0 {
			delete(*boxes, o)
		}
	}
}

// add notes committed events that follow prev.
func (r *recent) add(o store.Owner, prev Position, events []Event) {
	mu, boxes := r.of(o)
	mu.Lock()
	defer mu.Unlock()
	t := (*boxes)[o]
	if t == nil {
		return
	}
	at := len(t.links)
	for at > 0 && events[0].At.Before(t.links[at-1].event.At) {
		at--
	}
	for _, e := range events {
		t.links = slices.Insert(t.links, at, link{prev, e})
		at, prev = at+1, e.At
	}
	if over := len(t.links) - maxRecent; over > 0 {
		t.links = slices.Delete(t.links, 0, over)
	}
}

// between is the events after from, up to and with to; ok is false when not
// all of them are here.
func (r *recent) between(o store.Owner, from, to Position) (events []Event, ok bool) {
	mu, boxes := r.of(o)
	mu.Lock()
	defer mu.Unlock()
	t := (*boxes)[o]
	if t == nil {
		return nil, false
	}
	for _, l := range t.links {
		if !from.Before(l.event.At) {
			continue
		}
		if l.prev != from {
			return nil, false
		}
		events, from = append(events, l.event), l.event.At
	}
	return events, len(events) > 0 && !from.Before(to)
}

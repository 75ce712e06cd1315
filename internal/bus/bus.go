// Package bus carries wake-ups and ephemeral events between whoever changes a
// box and whoever shows it to a client.
//
// Nothing on the bus is needed for correctness: a wake-up carries a position
// and no data, an ephemeral event (typing, presence) may be lost.
//
// Owns the seam and the in-process implementation. Must not know any subject.
package bus

import (
	"slices"
	"sync"
)

// Event is one message on a topic.
type Event struct {
	Topic string
	Pos   int    // wake-up: the newest position of the topic's log; else 0
	Sub   int    // and its second part
	Data  []byte // ephemeral event: its encoding; nil in a wake-up
}

// Bus delivers events to the subscribers of their topic. Safe for concurrent
// use. Delivery is at most once and, for one publisher and topic, in order.
type Bus interface {
	// Publish never blocks. Data must not change afterwards.
	Publish(e Event)
	// Subscribe calls f for each event of topic until cancel is called. f must
	// not block and may be called from several goroutines at once.
	Subscribe(topic string, f func(Event)) (cancel func())
}

const shards = 64

// Local is the Bus of a single process: Publish calls the subscribers.
type Local struct {
	shard [shards]struct {
		mu   sync.RWMutex
		subs map[string][]*subscriber
	}
}

type subscriber struct{ f func(Event) }

// NewLocal is an empty bus.
func NewLocal() *Local {
	b := &Local{}
	for i := range b.shard {
		b.shard[i].subs = map[string][]*subscriber{}
	}
	return b
}

func shardOf(topic string) int {
	h := uint32(2166136261) // FNV-1a
	for i := range len(topic) {
		h = (h ^ uint32(topic[i])) * 16777619
	}
	return int(h % shards)
}

// Publish calls every subscriber of the topic, one after the other.
func (b *Local) Publish(e Event) {
	s := &b.shard[shardOf(e.Topic)]
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, x := range s.subs[e.Topic] {
		x.f(e)
	}
}

// Subscribe implements Bus. cancel must not be called from inside f.
func (b *Local) Subscribe(topic string, f func(Event)) (cancel func()) {
	s := &b.shard[shardOf(topic)]
	x := &subscriber{f}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.subs[topic] = append(s.subs[topic], x)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		rest := slices.DeleteFunc(s.subs[topic], func(y *subscriber) bool { return y == x })
		if s.subs[topic] = rest; len(rest) == 0 {
			delete(s.subs, topic)
		}
	}
}

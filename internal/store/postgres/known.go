package postgres

import (
	"sync"

	"heliograph/internal/store"
)

const (
	knownKeys  = 256     // of one owner
	knownValue = 4 << 10 // the largest value that is remembered
)

// known is what is remembered of an owner at one version. A nil value is a key
// that was looked up and is absent.
type known struct {
	version int64
	values  map[string][]byte
}

// memory remembers owners between batches and forgets at random when full. It
// keeps only keys that were read, so message bodies do not fill it.
type memory struct {
	mu  sync.Mutex
	max int
	of  map[store.Owner]known
}

// take hands out an owner, which is then its batch's until it is put back.
func (m *memory) take(o store.Owner) (known, bool) {
	if m.max == 0 {
		return known{}, false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	k, ok := m.of[o]
	delete(m.of, o)
	return k, ok
}

func (m *memory) put(o store.Owner, k known) {
	if m.max == 0 {
		return
	}
	for key, v := range k.values {
		if len(k.values) > knownKeys || len(v) > knownValue {
			delete(k.values, key)
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for x := range m.of {
		if len(m.of) < m.max {
			break
		}
		delete(m.of, x)
	}
	m.of[o] = k
}

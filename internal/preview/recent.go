package preview

import (
	"sync"

	"golang.org/x/time/rate"

	"heliograph/internal/clock"
)

// recent is what is known of addresses, in memory.
type recent struct {
	mu    sync.Mutex
	limit int
	pages map[string]*record
}

func newRecent(limit int) *recent { return &recent{limit: limit, pages: map[string]*record{}} }

func (r *recent) find(address string, now int64) *record {
	r.mu.Lock()
	defer r.mu.Unlock()
	rec := r.pages[address]
	if rec != nil && !rec.known(now) {
		delete(r.pages, address)
		return nil
	}
	return rec
}

func (r *recent) keep(rec *record) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.pages) >= r.limit {
		for other := range r.pages { // map order is random enough
			delete(r.pages, other)
			break
		}
	}
	r.pages[rec.URL] = rec
}

// maxBuckets is how many are remembered; one that is forgotten is full again.
const maxBuckets = 1 << 14

// buckets is a rate limit for each of many.
type buckets[K comparable] struct {
	rate Rate
	mu   sync.Mutex
	of   map[K]*rate.Limiter
}

func newBuckets[K comparable](r Rate) *buckets[K] {
	return &buckets[K]{rate: r, of: map[K]*rate.Limiter{}}
}

func (b *buckets[K]) take(k K, c clock.Clock) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	l := b.of[k]
	if l == nil {
		if len(b.of) >= maxBuckets {
			clear(b.of)
		}
		l = rate.NewLimiter(rate.Limit(b.rate.PerSecond), b.rate.Burst)
		b.of[k] = l
	}
	return l.AllowN(c.Now(), 1)
}

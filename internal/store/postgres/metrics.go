package postgres

import "sync/atomic"

type stats struct{ commits, batches, trips, conflicts atomic.Int64 }

// Metrics is what an operator wants to know, since Open.
type Metrics struct {
	Commits   int64 // Updates that returned nil
	Batches   int64 // database transactions, less retries
	Trips     int64 // round trips
	Conflicts int64 // batches that ran again
	Readers   int32 // connections in use by Views
	Remember  int   // owners whose records are remembered
}

// Metrics returns the counters.
func (s *Store) Metrics() Metrics {
	s.memory.mu.Lock()
	n := len(s.memory.of)
	s.memory.mu.Unlock()
	return Metrics{
		Commits:   s.stats.commits.Load(),
		Batches:   s.stats.batches.Load(),
		Trips:     s.stats.trips.Load(),
		Conflicts: s.stats.conflicts.Load(),
		Readers:   s.views.Stat().AcquiredConns(),
		Remember:  n,
	}
}

package pebble

// Metrics is what an operator wants to know. Counters run since Open.
type Metrics struct {
	Commits   int64 // Updates that reached the disk
	Refused   int64 // Updates refused for want of room
	Stalls    int64 // times that writes were held up by flushes or compactions
	Failures  int64 // flushes and compactions that failed
	Flushes   int64
	Compacted int64 // compactions
	Debt      int64 // bytes that wait to be compacted

	LogBytes      int64 // of the log on disk
	TableBytes    int64 // of tables on disk
	Tables        int64
	MemtableBytes int64
	ReadAmp       int   // sorted runs that a read may have to look at
	CacheBytes    int64 // blocks in memory
	CacheHits     int64
	CacheMisses   int64
}

// Metrics returns the counters; zero values once the store is closed.
func (s *Store) Metrics() Metrics {
	m := Metrics{
		Commits:  s.stats.commits.Load(),
		Refused:  s.stats.refused.Load(),
		Stalls:   s.stats.stalls.Load(),
		Failures: s.stats.failures.Load(),
	}
	s.use.RLock()
	defer s.use.RUnlock()
	if s.closed.Load() {
		return m
	}
	d := s.db.Metrics()
	m.Flushes = d.Flush.Count
	m.Compacted = d.Compact.Count
	m.Debt = int64(d.Compact.EstimatedDebt)
	m.LogBytes = int64(d.WAL.Size)
	m.TableBytes = int64(d.Table.Local.LiveSize)
	m.Tables = int64(d.Table.Local.LiveCount)
	m.MemtableBytes = int64(d.MemTable.Size)
	m.ReadAmp = d.ReadAmp()
	m.CacheBytes = d.BlockCache.Size
	m.CacheHits = d.BlockCache.Hits
	m.CacheMisses = d.BlockCache.Misses
	return m
}

// Size is the bytes that the store takes on the disk, 0 once it is closed.
func (s *Store) Size() int64 {
	s.use.RLock()
	defer s.use.RUnlock()
	if s.closed.Load() {
		return 0
	}
	return int64(s.db.Metrics().DiskSpaceUsage())
}

package pebble

import (
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"

	pdb "github.com/cockroachdb/pebble/v2"
)

// logger is Pebble's way to the log.
type logger struct {
	log   *slog.Logger
	fatal func(error)
}

func newLogger(l *slog.Logger) *logger { return &logger{log: l.With("engine", "pebble")} }

// Infof is too chatty for any level but debug.
func (l *logger) Infof(format string, args ...any) {
	l.log.Debug("store engine", "text", fmt.Sprintf(format, args...))
}

// Errorf logs what Pebble got over.
func (l *logger) Errorf(format string, args ...any) {
	l.log.Error("store engine", "text", fmt.Sprintf(format, args...))
}

// Fatalf is called where Pebble expects the process to end, as when the
// manifest cannot be written. It breaks the store (P2) and returns: Pebble
// hands the error on, and nothing that follows is acknowledged.
func (l *logger) Fatalf(format string, args ...any) {
	l.fatal(fmt.Errorf(format, args...))
}

// stats counts what Pebble reports only as events.
type stats struct {
	commits          atomic.Int64
	stalls, failures atomic.Int64
	refused          atomic.Int64
}

// events replaces Pebble's own listeners, of which one ends the process when a
// read meets damaged data. Failing background work is tried again at once, so
// only the first of many equal errors in a row is logged.
func (l *logger) events(s *stats) pdb.EventListener {
	var last atomic.Pointer[string]
	return pdb.EventListener{
		BackgroundError: func(err error) {
			s.failures.Add(1)
			if errors.Is(err, pdb.ErrCancelledCompaction) {
				return
			}
			text := details(err)
			if old := last.Swap(&text); old == nil || *old != text {
				l.log.Error("store background work failed", "err", text)
			}
		},
		FlushEnd: func(i pdb.FlushInfo) {
			if i.Err == nil {
				last.Store(nil)
			}
		},
		DataCorruption: func(i pdb.DataCorruptionInfo) {
			l.log.Error("store data corrupt", "path", i.Path, "err", details(i.Details))
		},
		DiskSlow: func(i pdb.DiskSlowInfo) {
			l.log.Warn("store disk slow", "path", i.Path, "op", i.OpType.String(), "took", i.Duration)
		},
		WriteStallBegin: func(i pdb.WriteStallBeginInfo) {
			s.stalls.Add(1)
			l.log.Warn("store writes held up", "reason", i.Reason)
		},
		WriteStallEnd: func() { l.log.Info("store writes go on") },
	}
}

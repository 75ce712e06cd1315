package mtproto

import (
	"context"
	"log/slog"
	"net/netip"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"heliograph/internal/clock"
	"heliograph/internal/layer"
	"heliograph/internal/mtproto/exchange"
)

// Exchange is the key exchange of one connection, an exchange.Conn.
type Exchange interface {
	// Handle answers one unencrypted message. A key comes with the answer that
	// confirms it, which is sent once the key is stored.
	Handle(ctx context.Context, body []byte) (answer []byte, key *exchange.NewKey, err error)
}

// Options are what a Server needs.
type Options struct {
	Keys    Keys
	Handler Handler
	// Layers carries calls of clients of other API layers to the native one, and
	// answers and updates back; nil: all are taken to be native.
	Layers *layer.Translator
	// Exchange starts a key exchange for a client at addr; nil: only keys that
	// exist are served.
	Exchange func(addr netip.Addr) Exchange
	// Secret makes salts. It has to stay the same over restarts, and to be the
	// same on every node; nil: one is made up.
	Secret     []byte
	Clock      clock.Clock
	Logger     *slog.Logger
	Registerer prometheus.Registerer // nil: metrics are not exported
	Limits     Limits
}

// Limits bound what clients can use; zero fields get the defaults given here.
type Limits struct {
	SessionTTL   time.Duration // a session without connection is kept: 5m
	Idle         time.Duration // a connection without a packet is kept: 5m
	Unproved     time.Duration // a connection without a session is kept: 1m
	WriteStall   time.Duration // a write may take: 15s
	AckDelay     time.Duration // acks wait for an answer to ride on: 500ms
	WaitRunning  time.Duration // invokeAfterMsg waits for a running call: 30s
	WaitAbsent   time.Duration // invokeAfterMsg waits for a message to come: 5s
	Sessions     int           // of one key: 64
	Calls        int           // in flight in one session: 256
	CallsTotal   int           // in flight in all: 16384
	Window       int           // message ids remembered per session: 1024
	Pushes       int           // waiting in one session: 512
	PushBytes    int           // waiting in one session: 512 KiB
	QueueBytes   int           // waiting answers that stop reading: 4 MiB
	StoredCount  int           // sent and not acknowledged, per session: 1024
	StoredBytes  int           // sent and not acknowledged, per session: 4 MiB
	Inflated     int           // bytes that one message may inflate to: 4 MiB
	GzipAbove    int           // answers above are compressed: 2 KiB
	CachedKeys   int           // keys kept without a connection: 10000
	BatchBytes   int           // of messages written in one packet: 64 KiB
	Unknown      int           // packets of unknown keys on one connection: 5
	Tombstones   int           // destroyed sessions remembered: 65536
	WarmRoutines int           // goroutines kept for the next call: 256
}

func or[T comparable](v *T, def T) {
	var zero T
	if *v == zero {
		*v = def
	}
}

func (l *Limits) defaults() {
	or(&l.SessionTTL, 5*time.Minute)
	or(&l.Idle, 5*time.Minute)
	or(&l.Unproved, time.Minute)
	or(&l.WriteStall, 15*time.Second)
	or(&l.AckDelay, 500*time.Millisecond)
	or(&l.WaitRunning, 30*time.Second)
	or(&l.WaitAbsent, 5*time.Second)
	or(&l.Sessions, 64)
	or(&l.Calls, 256)
	or(&l.CallsTotal, 16384)
	or(&l.Window, 1024)
	or(&l.Pushes, 512)
	or(&l.PushBytes, 512<<10)
	or(&l.QueueBytes, 4<<20)
	or(&l.StoredCount, 1024)
	or(&l.StoredBytes, 4<<20)
	or(&l.Inflated, 4<<20)
	or(&l.GzipAbove, 2<<10)
	or(&l.CachedKeys, 10000)
	or(&l.BatchBytes, 64<<10)
	or(&l.Unknown, 5)
	or(&l.Tombstones, 1<<16)
	or(&l.WarmRoutines, 256)
}

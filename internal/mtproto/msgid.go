package mtproto

import (
	"sync/atomic"
	"time"
)

// How far a client's message id may be from our clock.
const (
	maxPast   = 300 * time.Second
	maxFuture = 30 * time.Second
)

// Low bits of the ids of a server's messages.
const (
	lowAnswer = 1
	lowOther  = 3
)

// msgIDs makes message ids that only grow, for all sessions together.
type msgIDs struct{ last atomic.Int64 }

func (g *msgIDs) next(now time.Time, low int64) int64 {
	t := idAt(now)
	for {
		last := g.last.Load()
		id := max(t, last+4)
		if g.last.CompareAndSwap(last, id) {
			return id | low
		}
	}
}

// idAt is the lowest message id of a time.
func idAt(t time.Time) int64 {
	return t.Unix()<<32 | (int64(t.Nanosecond())<<32/1e9)&^3
}

// checkID returns the bad_msg code for the id of a packet's message, or 0.
func checkID(id int64, now time.Time) int32 {
	if id&3 != 0 {
		return badIDBits
	}
	if id < idAt(now.Add(-maxPast)) {
		return badIDLow
	}
	if id > idAt(now.Add(maxFuture)) {
		return badIDHigh
	}
	return 0
}

// Codes of bad_msg_notification.
const (
	badIDLow     = 16
	badIDHigh    = 17
	badIDBits    = 18
	badIDReused  = 19
	badTooOld    = 20
	badSeqLow    = 32
	badSeqHigh   = 33
	badSeqOdd    = 34 // even expected
	badSeqEven   = 35 // odd expected
	badSalt      = 48
	badContainer = 64
)

package mtproto

import (
	"slices"

	"heliograph/internal/mtproto/wire"
)

// What is remembered of a client's message.
const (
	wasCall      = 1 << iota // a call, and not a service message
	wasAnswered              // its answer was made
	wasFailed                // the answer is an rpc_error
	wasForgotten             // the answer had to be dropped before it was acknowledged
	wasRelated               // wants an ack
)

type seen struct {
	id    int64
	seq   int32
	flags uint8
}

// window remembers the latest message ids of a session, in order, to refuse
// what was there before (M1). Ids up to floor cannot be told any more.
type window struct {
	items []seen
	floor int64
}

// verdict on a message: 0 is new, again is a repetition, else a bad_msg code.
const again = -1

// check judges a message that is not yet in the window.
func (w *window) check(id int64, seq int32, parity wire.Parity) int32 {
	if n := len(w.items); n > 0 && id <= w.items[n-1].id {
		i, found := w.search(id)
		if found {
			return again
		}
		if id <= w.floor {
			return badTooOld
		}
		return max(checkParity(seq, parity), w.checkSeq(i, id, seq))
	}
	if id <= w.floor {
		return badTooOld
	}
	return max(checkParity(seq, parity), w.checkSeq(len(w.items), id, seq))
}

func checkParity(seq int32, p wire.Parity) int32 {
	switch {
	case p == wire.Even && seq&1 != 0:
		return badSeqOdd
	case p == wire.Odd && seq&1 == 0:
		return badSeqEven
	}
	return 0
}

// Clients that send from several threads take id and seqno one after the other
// and mix them up for a moment (gogram does), and the public servers bear with
// them: messages closer than seqSlack are not compared, nor what lies beyond
// seqReach messages.
const (
	seqSlack = 1 << 32 // of message ids: a second
	seqReach = 16
)

// checkSeq compares with the nearest messages before and after that are not
// too close.
func (w *window) checkSeq(i int, id int64, seq int32) int32 {
	for n := i - 1; n >= 0 && n >= i-seqReach; n-- {
		if p := w.items[n]; id-p.id >= seqSlack {
			if p.seq > seq || p.seq == seq && seq&1 != 0 {
				return badSeqLow
			}
			break
		}
	}
	for n := i; n < len(w.items) && n < i+seqReach; n++ {
		if p := w.items[n]; p.id-id >= seqSlack {
			if p.seq < seq || p.seq == seq && seq&1 != 0 {
				return badSeqHigh
			}
			break
		}
	}
	return 0
}

func (w *window) search(id int64) (int, bool) {
	return slices.BinarySearchFunc(w.items, id, func(s seen, id int64) int {
		switch {
		case s.id < id:
			return -1
		case s.id > id:
			return 1
		}
		return 0
	})
}

// find is what is remembered of id, nil when nothing. Valid until the next add.
func (w *window) find(id int64) *seen {
	if i, ok := w.search(id); ok {
		return &w.items[i]
	}
	return nil
}

// add remembers a message, and forgets the oldest above limit.
func (w *window) add(s seen, limit int) {
	n := len(w.items)
	if n >= limit {
		drop := max(1, limit/4)
		w.floor = max(w.floor, w.items[drop-1].id)
		w.items = slices.Delete(w.items, 0, drop)
		n -= drop
	}
	if n == 0 || w.items[n-1].id < s.id {
		w.items = append(w.items, s)
		return
	}
	if i, found := w.search(s.id); !found {
		w.items = slices.Insert(w.items, i, s)
	}
}

// highest is the highest id that was seen, or the floor.
func (w *window) highest() int64 {
	if n := len(w.items); n > 0 {
		return w.items[n-1].id
	}
	return w.floor
}

// trim forgets ids up to id and gives memory back.
func (w *window) trim(id int64) {
	i, found := w.search(id)
	if found {
		i++
	}
	if i == 0 {
		return
	}
	w.floor = max(w.floor, w.items[i-1].id)
	w.items = slices.Clone(w.items[i:])
}

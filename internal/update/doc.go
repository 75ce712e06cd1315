// Package update is the log of each box: what happened to it, in order.
//
// A subject changes its records and appends an Event in the same transaction;
// after commit whoever shows the box is woken with a position and reads the
// log from where it stands. The difference that a client asks for is read from
// the same log.
//
// Invariants:
//
//	U1  an Event is in the log if and only if the change it tells is committed
//	U2  a wake-up follows the commit, carries a position and no data, and may be lost
//	U3  pts of a box grow by exactly the Count of each event, without gaps
//	U4  an event without a pts of its own (Sub > 0) follows the pts it came after
//	U5  a position below the box's floor is answered "too long", never with a hole
//
// Owns, in the owner of each box: the counters 'b' (pts, message ids), the log
// 'u' (pts, sub) and the once records 'r' (random id). Allocates pts and message
// ids; nothing else does. Must not know how an event looks to a client.
package update

// Package job is durable alarms: things that must happen at a time, whatever
// stops or crashes until then.
//
// What is to happen is known to the subject alone, in records of its own box.
// An alarm only says when somebody has to look there: it is set before the
// transaction that makes those records, so that no crash comes between, and one
// too many costs a look. Alarms lie in shards, each handled by one node at a
// time; a handler may nevertheless run twice and has to be idempotent.
//
// Invariants:
//
//	J1  Set returns once the alarm cannot be lost
//	J2  an alarm goes when its handler returned nil, in the transaction that
//	    sets the next one
//	J3  an alarm stays for Settle after it was set, so that a change that is
//	    committed within that time is looked at
//	J4  the head of a shard is no later than its first alarm
//	J5  alarms of one kind and owner are not handled at the same time by a node
//
// Owns, in the owners "job/00" to "job/3f": 'a' (time, kind, owner) alarms, 'h'
// the head, 'l' the lease. Must not know what a kind means.
package job

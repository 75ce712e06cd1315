// Package presence is who is online, and when somebody was last seen.
//
// Each login of a user is online until a time that its activity moves on; the
// user is online while one of them is. That lives in memory, here and, told over
// the bus, on the other nodes, also those that come later; only "last seen" is written, when somebody goes
// offline and every few minutes, never for each sign of life.
//
// Invariants:
//
//	I1  a status that shows "online until" is over by itself at that time, so a
//	    lost event never leaves anybody online
//	I2  one user's changes are told at most every toldGap, the last one always
//	I3  a written "last seen" is older than the truth by at most saveEvery, and
//	    only after a crash
//
// Owns: 'L' (last seen) in a user's box; the bus topic "presence"; the data of
// update.Presence events, and words for times that are not to be known. Must not know who may see a status: that is
// contact.People.
package presence

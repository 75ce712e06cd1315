// Package schedule is messages that are to be sent later: at a time, or when
// somebody comes online.
//
// Such a message lies in the box of whoever wrote it, under an id of its own
// kind, until it is sent as any other message is; in Saved Messages it is a
// reminder. One to a channel is sent with the rights that its author has by then,
// or not at all.
//
// Invariants:
//
//	S1  a message is sent in the transaction that takes it out of the queue: once
//	S2  its alarm is set before it is queued
//	S3  ids are below 1<<18, as clients expect, and unique within a chat
//	S4  who waits for somebody to come online is noted in that one's box as long
//	    as one such message is queued
//
// Owns, in a user's box, the records 'Q' (peer, id): queued messages, 'J' (time,
// peer, id): those with a time, 'I': the newest id, and 'W' (user): who waits for
// this user. Must not know how a message is written to a chat.
package schedule

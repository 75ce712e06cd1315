// Package search finds messages by their words, kinds, writers and dates.
//
// Each box has an index of its own: for each term (a word, the start of one, a
// stem, a kind, a chat, a writer) the ids of the messages that have it, newest
// first. It is written behind the messages, in batches, up to some id; what is
// newer is looked at when somebody asks, so a message is found at once. What
// changes or goes after it was indexed is noted in the transaction that does it
// (message.Index): until the worker has brought the lists up to date, such
// messages are looked at one by one, too.
//
// Invariants:
//
//	X1  what is found is in the box and matches as it is now
//	X2  a committed message that matches is found by the next query, unless the
//	    answer says that it is inexact
//	X3  every message up to state.UpTo is in the list of each of its terms, or has
//	    a record of staleness; and nothing else is in a list, or it has one
//	X4  a stale record goes only in the transaction that makes the lists right
//	X5  nothing of a deleted message stays in a list once the worker has been there
//
// Owns, in each box, the records 'x': 0 the state, 1 the lists, 2 what is stale.
// The format has a version; the index of an older one is made anew. Must not
// know how anything looks to a client.
package search

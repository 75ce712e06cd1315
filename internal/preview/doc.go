// Package preview is what pages that people link to say of themselves.
//
// A page is asked for once for all who talk of it and remembered for a while;
// what a message shows of it is the message's own. Links to this server itself
// are never asked for: what they lead to is known.
//
// Invariants:
//
//	V1  a page is asked for by one node at a time, as long as that one lives
//	V2  how much is asked for at once, of one host and for one person is bounded;
//	    what is beyond has no preview, and nobody waits for it
//	V3  the number of an answer (ID) is never used for another one
//	V4  nothing of a page is kept longer than TTL
//	V5  addresses stand in no log and in no metric
//
// Owns, in the owner of each address, the record 'p'. Must not know what a message
// is, nor how pages are fetched: preview/fetch does.
package preview

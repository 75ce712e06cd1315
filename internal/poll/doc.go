// Package poll is questions with answers to choose from, and who chose what.
//
// A poll has an owner of its own: each message that shows it, in whatever box,
// names the same poll by its ID, so that a forwarded poll is the same poll.
//
// Invariants:
//
//	P1  an answer counts exactly those who have chosen it, the poll those who have voted
//	P2  nobody votes once the poll is closed, by its creator or by the time
//	P3  how others voted is shown to those who have voted, and to all once it is closed
//	P4  the right answers are shown when one can no longer change one's own
//	P5  a poll stays as long as it is held, and nothing of it stays longer
//
// Whoever writes a message with a poll has the poll held before, for each box
// that gets a copy, and released after the copy is gone: what a crash leaves
// behind is a poll too many, never one too few.
//
// Owns, in the owner of each poll, the records 'p': the poll, 'v' (user): votes,
// 's' (number): votes by age, 'o' (answer, number): votes by answer, 'h' (token,
// box): who holds it. Must not know what a message is.
package poll

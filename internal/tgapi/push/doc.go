// Package push brings the log of a box to the sessions that show it.
//
// For each user with a live session on this node there is one feed. A wake-up
// starts its pump, which reads the log from the oldest position of its
// sessions, renders each stretch once, and hands the bytes to each session; a
// session that made the change itself (Origin) has it in its answer and is
// passed over.
//
// A session that nobody is logged in on yet has no feed. It may wait until
// another device logs somebody in, and is told so.
//
// Owns the feeds and who waits. Must not render (view) or keep anything that the log does
// not hold.
package push

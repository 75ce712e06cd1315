// Package reaction is what one can react to messages with, and what each person
// likes to react with.
//
// The set is the emoji that every client knows. A person's habits decide what
// clients offer first: what was used last, what is used most, what a double tap
// sends.
//
// Owns, in a user's box, the record 'e': the person's habits. Must not know
// which message has which reactions: that is message's.
package reaction

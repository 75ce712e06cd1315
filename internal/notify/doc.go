// Package notify is what each person wants to be told of: for kinds of chats,
// for single chats and their topics, and for what happens besides messages.
//
// Invariants:
//
//	I1  a setting and its event change in one transaction
//	I2  what is not set for a chat is left to its scope, and what is not set
//	    for a scope is as every account begins
//	I3  a moment that has passed mutes nothing, and is shown as 0
//
// Owns the records 'n' of a user's box. Must not know what is told, nor how.
package notify

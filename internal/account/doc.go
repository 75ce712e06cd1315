// Package account is how an account ends.
//
// Invariants:
//
//	A1  from the transaction on in which a profile says that it is deleted, nobody
//	    finds the person by number or name, and the number is free to sign up with
//	A2  whatever stops or crashes then, the rest follows: no device stays logged in,
//	    the person is in no group or channel and owns none, is nobody's contact, and
//	    the own box loses what it held
//	A3  what others have of the person stays: their copies of messages, and what was
//	    written to groups, from somebody who is deleted
//
// Owns no records: of the box of somebody who is gone it removes those of all
// subjects but such as keep the boxes of others right. Must not know what they mean.
package account

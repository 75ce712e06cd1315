// Package auth lets people in: phone numbers, login codes, signing in and
// signing up, and the tokens by which a device that is logged in lets in another.
//
// Invariants:
//
//	A1  a code opens its number only together with its hash, on the auth key that asked for it, until it expires, once
//	A2  a code that was guessed wrong maxTries times opens nothing any more; how often a number can be tried in a day is bounded whatever the keys and addresses
//	A3  nobody signs up with a number whose code was not given right on the same key
//	A4  codes, tokens and numbers appear in no log and no error
//	A5  a token lets in the auth key that asked for it and no other, until it expires, once, as whom accepted it, and never somebody whom it excepts
//
// Owns, in the owner of a phone number: 'c' the codes that were sent, one for
// each auth key, and 'f' what was tried; in the owner of an auth key: 'q' its
// login token. Must not know how a code travels: that is Sender and Notices.
package auth

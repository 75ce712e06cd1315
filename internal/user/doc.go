// Package user is who somebody is: the profile, the phone number and the
// public username.
//
// Invariants:
//
//	I1  a phone number belongs to at most one profile, which carries it
//	I2  a username, whatever its capitals, is carried by at most one profile;
//	    a directory entry whose holder does not carry it is stale and counts
//	    for nothing
//	I3  a profile that is read from the cache is at most cache.For old, and on
//	    the node that changed it never older than the change
//
// Owns: in a user's box 'P' (profile); in the owner of a phone number ("p" and
// the digits) 'u' (the user); in the owners of the username directory ("n" and
// the first two lower-case characters) the lower-case names. Must not know who
// may see what of a profile: that is contact.People.
package user

// Package session keeps the auth keys, what their clients told of themselves,
// and who is logged in on which of them.
//
// Invariants:
//
//	S1  a login record of a key exists if and only if the user's box holds the authorization of that key
//	S2  only a permanent key that exists is logged in; destroying a key logs it out
//	S3  a temporary key is bound to one permanent key at most, and never used after it expired
//	S4  once a login has ended no node answers for it: caches are dropped over the bus, and never older than a minute
//	S5  a key that is neither logged in nor young is removed in time
//	S6  whom another device lets in takes nobody's place, and is confirmed only if that device is
//
// Owns, in the owner "k" and 8 bytes of key id: 'k' the key, 'c' the client,
// 'l' the login, 't' the temporary keys bound to it; in the owners "kx" and
// "kx" and an hour: the keys to look at in that hour; in the user's box: 'A'
// the authorizations. Must not know MTProto, codes or what a user is like.
package session

// Package exchange makes auth keys with clients: the server's side of
// https://core.telegram.org/mtproto/auth_key.
//
// A Conn is a state machine that is fed the bodies of unencrypted messages, so
// an exchange may run on a connection that carries encrypted messages as well.
//
// Invariants:
//
//	E1  no big-integer maths runs without a place, of which there are few, and
//	    few may wait for one; the rest is refused
//	E2  an address gets big-integer maths at a bounded rate
//	E3  what a client sends is compared with what it was sent in constant time
//	E4  a wrong step ends the exchange; only req_pq begins a new one
//	E5  dh_gen_ok is handed out together with its key, to be sent once the key
//	    is stored
//
// Owns the exchange. Must not know transports, sessions or where any key
// is stored.
package exchange

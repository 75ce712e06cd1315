// Package listen serves everything on one port, told apart by its first bytes:
// HTTP, with MTProto over WebSocket in it, TLS around everything else, and
// MTProto over TCP. The PROXY protocol, version 2, may come before.
//
// Invariants:
//
//	L1  a peer that sends nothing, garbage or half of something costs one
//	    goroutine until its deadline, and delays nobody
//	L2  connections are bounded in all and for each address
//	L3  whatever is refused is counted with its reason
//
// Owns the choice by first bytes, limits of connections and TLS. Must not know
// packets or requests.
package listen

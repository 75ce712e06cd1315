package user

import (
	"encoding/binary"

	"heliograph/internal/peer"
	"heliograph/internal/store"
)

// ID is a user's number, the same in the TL schema and on disk.
type ID int64

// Notices is the account that login codes and notices come from, as clients
// know it.
const Notices ID = 777000

// Owner is the store owner of the user's box.
func (id ID) Owner() store.Owner { return id.Peer().Owner() }

// OfOwner is the user whose box o is; ok is false when it is nobody's.
func OfOwner(o store.Owner) (id ID, ok bool) {
	if len(o) != 9 || o[0] != 'u' {
		return 0, false
	}
	return ID(binary.BigEndian.Uint64([]byte(o[1:]))), true
}

// Peer is the user as someone to write to.
func (id ID) Peer() peer.Peer { return peer.Of(peer.User, int64(id)) }

// Actor is who asks for something, and over which login.
type Actor struct {
	ID      ID
	Session int64 // the permanent auth key of the login
	Origin  int64 // the MTProto session, which needs no echo of what it did itself
	Bot     bool
}

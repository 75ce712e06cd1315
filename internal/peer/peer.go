// Package peer names whom one can write to: a user, a basic group, a channel.
//
// Owns the peer's type, the store owner of its box and the access hashes. Must
// not know what a peer is like.
package peer

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/subtle"
	"encoding/binary"
	"fmt"

	"heliograph/internal/store"
)

// Kind tells the kinds of peers apart.
type Kind byte

// The kinds; the numbers are on disk.
const (
	User    Kind = 1
	Chat    Kind = 2
	Channel Kind = 3
)

// Peer is one user, basic group or channel. The zero Peer is none.
type Peer struct {
	_    struct{} `cbor:",toarray"`
	Kind Kind
	ID   int64
}

// Of is the peer of a kind with an id.
func Of(k Kind, id int64) Peer { return Peer{Kind: k, ID: id} }

// IsZero says whether p is no peer at all.
func (p Peer) IsZero() bool { return p.Kind == 0 }

// String is for logs: "user 5".
func (p Peer) String() string {
	switch p.Kind {
	case User:
		return fmt.Sprint("user ", p.ID)
	case Chat:
		return fmt.Sprint("chat ", p.ID)
	case Channel:
		return fmt.Sprint("channel ", p.ID)
	}
	return "nobody"
}

// Owner is the store owner of the peer's box: "u", "g" or "c" and the id.
func (p Peer) Owner() store.Owner {
	b := [9]byte{[...]byte{User: 'u', Chat: 'g', Channel: 'c'}[p.Kind]}
	binary.BigEndian.PutUint64(b[1:], uint64(p.ID))
	return store.Owner(b[:])
}

// FromOwner is the peer whose box an owner is, the zero Peer for none.
func FromOwner(o store.Owner) Peer {
	if len(o) != 9 {
		return Peer{}
	}
	id := int64(binary.BigEndian.Uint64([]byte(o[1:])))
	switch o[0] {
	case 'u':
		return Of(User, id)
	case 'g':
		return Of(Chat, id)
	case 'c':
		return Of(Channel, id)
	}
	return Peer{}
}

// Key appends p to a record key, 9 bytes.
func (p Peer) Key(k store.Key) store.Key { return k.Byte(byte(p.Kind)).Int(p.ID) }

// FromKey reads what Key wrote at an offset of a record key.
func FromKey(key []byte, at int) Peer {
	return Peer{Kind: Kind(key[at]), ID: store.IntAt(key, at+1)}
}

// Hasher makes access hashes: each viewer has an own one for each peer, so a
// hash that leaks is of no use to others, and none has to be stored.
type Hasher struct{ block cipher.Block }

// NewHasher makes a Hasher from a secret of 16, 24 or 32 bytes.
func NewHasher(secret []byte) (*Hasher, error) {
	b, err := aes.NewCipher(secret)
	if err != nil {
		return nil, fmt.Errorf("access hash secret: %w", err)
	}
	return &Hasher{b}, nil
}

// Hash is the access hash with which viewer may name p.
func (h *Hasher) Hash(viewer int64, p Peer) int64 {
	var b [aes.BlockSize]byte
	binary.BigEndian.PutUint64(b[:], uint64(viewer))
	binary.BigEndian.PutUint64(b[8:], uint64(p.ID)^uint64(p.Kind)<<56)
	h.block.Encrypt(b[:], b[:])
	return int64(binary.BigEndian.Uint64(b[:]))
}

// Check says, in constant time, whether hash is viewer's hash of p.
func (h *Hasher) Check(viewer int64, p Peer, hash int64) bool {
	var a, b [8]byte
	binary.BigEndian.PutUint64(a[:], uint64(h.Hash(viewer, p)))
	binary.BigEndian.PutUint64(b[:], uint64(hash))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

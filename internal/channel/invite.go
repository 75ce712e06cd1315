package channel

import (
	"encoding/base64"
	"encoding/binary"
	"strings"

	"heliograph/internal/id"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Invite is a link by which people join a channel.
type Invite struct {
	Hash      string  `cbor:"-"` // what the link ends with
	By        user.ID `cbor:"1,keyasint"`
	Made      int64   `cbor:"2,keyasint"`           // Unix seconds
	Edited    int64   `cbor:"3,keyasint,omitempty"` // Unix seconds
	Expires   int64   `cbor:"4,keyasint,omitempty"` // Unix seconds, 0: never
	Limit     int     `cbor:"5,keyasint,omitempty"` // how often it lets somebody in, 0: always
	Uses      int     `cbor:"6,keyasint,omitempty"`
	People    int     `cbor:"7,keyasint,omitempty"` // who came by it, each once
	Asking    int     `cbor:"8,keyasint,omitempty"` // who waits for an admin to let them in
	Title     string  `cbor:"9,keyasint,omitempty"`
	Ask       bool    `cbor:"10,keyasint,omitempty"` // an admin has to agree
	Revoked   bool    `cbor:"11,keyasint,omitempty"`
	Permanent bool    `cbor:"12,keyasint,omitempty"` // the first one of its admin
}

// live says whether the link lets people in.
func (i *Invite) live(now int64) bool {
	return !i.Revoked && (i.Expires == 0 || i.Expires > now) && (i.Limit == 0 || i.Uses < i.Limit)
}

// A hash names its channel, and has a secret that only the channel's box knows: so
// one record says whether a link is good, and what revokes it does so at once.
const (
	idBytes     = 5
	secretBytes = 10
)

func newHash(c ID) string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(c))
	return base64.RawURLEncoding.EncodeToString(append(b[8-idBytes:], id.Bytes(secretBytes)...))
}

// Hash is what the link of an invite ends with, of whatever a client names it by.
func Hash(link string) string {
	link = link[strings.LastIndexAny(link, "/=")+1:]
	return strings.TrimLeft(link, "+ ")
}

// channelOf is the channel that a hash leads to. Faults: INVITE_HASH_EMPTY,
// INVITE_HASH_INVALID.
func channelOf(hash string) (ID, error) {
	if hash == "" {
		return 0, errHashEmpty
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(hash)
	if err != nil || len(b) != idBytes+secretBytes {
		return 0, errHash
	}
	c := ID(binary.BigEndian.Uint64(append(make([]byte, 8-idBytes), b...)))
	if c <= 0 || c >= minID+idSpan {
		return 0, errHash
	}
	return c, nil
}

func inviteKey(hash string) store.Key              { return store.K('I').String(hash) }
func invitesKey(by user.ID) store.Key              { return store.K('J').Int(int64(by)) }
func byAdminKey(by user.ID, hash string) store.Key { return invitesKey(by).String(hash) }
func usersKey(hash string) store.Key               { return store.K('U').String(hash) }
func cameKey(hash string, who user.ID) store.Key   { return usersKey(hash).Int(int64(who)) }
func timesKey(hash string) store.Key               { return store.K('W').String(hash) }
func askKey(who user.ID) store.Key                 { return store.K('Q').Int(int64(who)) }
func askedKey(at int64, who user.ID) store.Key     { return store.K('R').Int(at).Int(int64(who)) }

func whenKey(h string, at int64, who user.ID) store.Key { return timesKey(h).Int(at).Int(int64(who)) }

// loadInvite reads a link of a channel. Fault: INVITE_HASH_EXPIRED when there is
// none.
func loadInvite(r store.Reader, c ID, hash string) (i Invite, err error) {
	found, err := store.Load(r, c.Owner(), inviteKey(hash), &i)
	if err == nil && !found {
		err = errHashGone
	}
	i.Hash = hash
	return i, err
}

// The values of the records that list the links of an admin.
var (
	listed  = []byte{0}
	revoked = []byte{1}
)

// saveInvite writes a link and what lists it.
func saveInvite(tx store.Tx, c ID, i *Invite) {
	tx.Put(c.Owner(), inviteKey(i.Hash), store.Encode(i))
	state := listed
	if i.Revoked {
		state = revoked
	}
	tx.Put(c.Owner(), byAdminKey(i.By, i.Hash), state)
}

// Came is somebody who came by a link, or who asks to be let in.
type Came struct {
	User user.ID `cbor:"-"`
	At   int64   `cbor:"1,keyasint"`           // Unix seconds
	By   user.ID `cbor:"2,keyasint,omitempty"` // the admin who let them in; 0: nobody had to
	Hash string  `cbor:"3,keyasint,omitempty"` // the link of a request, empty: the name of the channel
}

// used counts that somebody came by a link, if it is still there.
func (x *act) used(hash string, who, by user.ID) (Invite, error) {
	i, err := loadInvite(x.tx, x.ID, hash)
	if err != nil {
		if err == errHashGone {
			err = nil
		}
		return Invite{}, err
	}
	var before Came
	again, err := store.Load(x.tx, x.ID.Owner(), cameKey(hash, who), &before)
	if err != nil {
		return i, err
	}
	if again {
		x.tx.Delete(x.ID.Owner(), whenKey(hash, before.At, who))
	} else {
		i.People++
	}
	i.Uses++
	x.tx.Put(x.ID.Owner(), cameKey(hash, who), store.Encode(&Came{At: x.tx.Now(), By: by}))
	x.tx.Put(x.ID.Owner(), whenKey(hash, x.tx.Now(), who), nil)
	saveInvite(x.tx, x.ID, &i)
	return i, nil
}

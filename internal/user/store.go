package user

import (
	"strings"

	"heliograph/internal/peer"
	"heliograph/internal/store"
)

var (
	profileKey   = store.K('P')
	phoneUserKey = store.K('u')
)

// PhoneOwner is the store owner of a phone number, digits only.
func PhoneOwner(digits string) store.Owner { return store.Owner("p" + digits) }

// directoryOwner is the owner of the usernames that begin like name, which has
// two characters or more.
func directoryOwner(lower string) store.Owner { return store.Owner("n" + lower[:2]) }

// claim is a directory entry. The nonce tells two claims of one peer apart, so
// that an entry seen to be stale can be replaced only as it was seen.
type claim struct {
	Peer  peer.Peer `cbor:"1,keyasint"`
	Nonce int64     `cbor:"2,keyasint"`
	At    int64     `cbor:"3,keyasint"` // Unix seconds
}

// loadProfile reads one profile past the cache; ID 0 when there is none.
func loadProfile(r store.Reader, id ID) (p Profile, err error) {
	if id == Notices {
		return notices, nil
	}
	_, err = store.Load(r, id.Owner(), profileKey, &p)
	return p, err
}

func putProfile(tx store.Tx, p Profile) { tx.Put(p.ID.Owner(), profileKey, store.Encode(&p)) }

// userOfPhone reads whom a number belongs to; 0 when to nobody.
func userOfPhone(r store.Reader, digits string) (id ID, err error) {
	if digits == noticesPhone {
		return Notices, nil
	}
	_, err = store.Load(r, PhoneOwner(digits), phoneUserKey, &id)
	return id, err
}

// validPhone says whether digits may be the key of a phone record. Whether it
// is a number that exists is for whoever takes it from a person.
func validPhone(digits string) bool {
	return len(digits) >= 5 && len(digits) <= 20 && strings.Trim(digits, "0123456789") == ""
}

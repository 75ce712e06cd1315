package contact

import (
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// saved is the record 'C': how the viewer saved somebody.
type saved struct {
	First   string `cbor:"1,keyasint,omitempty"` // both names empty: as the profile says
	Last    string `cbor:"2,keyasint,omitempty"`
	Phone   string `cbor:"3,keyasint,omitempty"` // the number that the viewer knew by himself
	Created int64  `cbor:"4,keyasint,omitempty"`
	Close   bool   `cbor:"6,keyasint,omitempty"` // a close friend
}

// saver is the record 'K': that somebody saved this user.
type saver struct {
	Close bool `cbor:"2,keyasint,omitempty"` // saved.Close of the other side
	Knows bool `cbor:"3,keyasint,omitempty"` // the other side knew the number
}

// number is the record 'S': a saved number that belongs to nobody yet.
type number struct {
	First   string `cbor:"1,keyasint,omitempty"`
	Last    string `cbor:"2,keyasint,omitempty"`
	Created int64  `cbor:"3,keyasint,omitempty"`
}

var (
	contacts = store.K('C')
	savers   = store.K('K')
	numbers  = store.K('S')
	waiters  = store.K('w')
)

func contactKey(of user.ID) store.Key  { return store.K('C').Int(int64(of)) }
func saverKey(by user.ID) store.Key    { return store.K('K').Int(int64(by)) }
func numberKey(phone string) store.Key { return store.K('S').String(phone) }
func waiterKey(id user.ID) store.Key   { return store.K('w').Int(int64(id)) }

// Saved says whether viewer has saved id, for transactions of other subjects.
func Saved(r store.Reader, viewer, id user.ID) (bool, error) {
	b, err := r.Get(viewer.Owner(), contactKey(id))
	return b != nil, err
}

// putPair writes both sides of a contact (I1).
func putPair(tx store.Tx, viewer, other user.ID, c saved) {
	tx.Put(viewer.Owner(), contactKey(other), store.Encode(&c))
	tx.Put(other.Owner(), saverKey(viewer), store.Encode(&saver{Close: c.Close, Knows: c.Phone != ""}))
}

// deletePair removes both sides of a contact (I1).
func deletePair(tx store.Tx, viewer, other user.ID) {
	tx.Delete(viewer.Owner(), contactKey(other))
	tx.Delete(other.Owner(), saverKey(viewer))
}

func putNumber(tx store.Tx, viewer user.ID, phone string, n number) {
	tx.Put(viewer.Owner(), numberKey(phone), store.Encode(&n))
	tx.Put(user.PhoneOwner(phone), waiterKey(viewer), nil)
}

func deleteNumber(tx store.Tx, viewer user.ID, phone string) {
	tx.Delete(viewer.Owner(), numberKey(phone))
	tx.Delete(user.PhoneOwner(phone), waiterKey(viewer))
}

// has says whether a record exists.
func has(r store.Reader, o store.Owner, key []byte) (bool, error) {
	b, err := r.Get(o, key)
	return b != nil, err
}

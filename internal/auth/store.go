package auth

import (
	"crypto/subtle"
	"time"

	"heliograph/internal/store"
	"heliograph/internal/user"
)

var triedKey = store.K('f')

func codeKey(perm int64) store.Key { return store.K('c').Int(perm) }

// sentCode is 'c' of a phone number's owner. Times are Unix seconds.
type sentCode struct {
	Hash    string `cbor:"1,keyasint"`
	Code    string `cbor:"2,keyasint"`
	Sent    int64  `cbor:"3,keyasint"`
	Expires int64  `cbor:"4,keyasint"`
	Tries   int    `cbor:"5,keyasint,omitempty"`
	Way     Way    `cbor:"6,keyasint"`
	SMS     int    `cbor:"7,keyasint,omitempty"`  // how often it was sent outside
	Proven  bool   `cbor:"8,keyasint,omitempty"`  // was given right
	Used    bool   `cbor:"9,keyasint,omitempty"`  // has opened a session
	User    int64  `cbor:"10,keyasint,omitempty"` // who signed up with it
}

// live says whether the code can still be given.
func (c *sentCode) live(now time.Time) bool { return c.Hash != "" && now.Unix() < c.Expires }

// left is how long the code is still valid.
func (c *sentCode) left(now time.Time) time.Duration { return time.Unix(c.Expires, 0).Sub(now) }

// named says, in constant time, whether hash is the code's.
func (c *sentCode) named(hash string) bool { return same(c.Hash, hash) }

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// next is how the code can be sent once more.
func (c *sentCode) next() Way {
	if c.SMS < maxSMS {
		return SMS
	}
	return 0
}

// answer is what the client is told of the code.
func (c *sentCode) answer(now time.Time) Sent {
	s := Sent{Hash: c.Hash, Way: c.Way, Length: len(c.Code), Next: c.next()}
	if s.Next != 0 {
		s.Timeout = max(0, time.Unix(c.Sent, 0).Add(resendAfter).Sub(now))
	}
	return s
}

// number is one phone number inside a transaction.
type number struct {
	tx    store.Tx
	owner store.Owner
	perm  int64
	code  sentCode
	tried tried
}

// openNumber reads what is known of a number and of the code that perm asked for.
func openNumber(tx store.Tx, phone string, perm int64) (*number, error) {
	n := &number{tx: tx, owner: user.PhoneOwner(phone), perm: perm}
	if _, err := store.Load(tx, n.owner, codeKey(perm), &n.code); err != nil {
		return nil, err
	}
	_, err := store.Load(tx, n.owner, triedKey, &n.tried)
	return n, err
}

func (n *number) saveCode()    { n.tx.Put(n.owner, codeKey(n.perm), store.Encode(&n.code)) }
func (n *number) saveTried()   { n.tx.Put(n.owner, triedKey, store.Encode(&n.tried)) }
func (n *number) dropCode()    { n.tx.Delete(n.owner, codeKey(n.perm)) }
func (n *number) forgetTried() { n.tx.Delete(n.owner, triedKey) }

// dropOld removes the codes of this number that have expired.
func (n *number) dropOld(now time.Time) error {
	rows, err := n.tx.Scan(n.owner, store.K('c'), store.K('c').End(), false, 0)
	if err != nil {
		return err
	}
	for _, row := range rows {
		var c sentCode
		if err := store.Decode(row.Value, &c); err != nil || !c.live(now) {
			n.tx.Delete(n.owner, row.Key)
		}
	}
	return nil
}

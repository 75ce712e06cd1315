package auth

import (
	"crypto/subtle"
	"encoding/binary"
	"slices"
	"time"

	"heliograph/internal/id"
	"heliograph/internal/session"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

const (
	keyLength    = 8
	secretLength = 16
	// maxExcept is how many accounts a device can have beside the new one.
	maxExcept = 100
)

var tokenKey = store.K('q')

// loginToken is 'q' of an auth key's owner: the newest token of the key, and
// whatever is left of the one before.
type loginToken struct {
	Secret  []byte  `cbor:"1,keyasint"`
	Expires int64   `cbor:"2,keyasint"` // Unix seconds
	IP      string  `cbor:"3,keyasint,omitempty"`
	Except  []int64 `cbor:"4,keyasint,omitempty"`
	Used    bool    `cbor:"5,keyasint,omitempty"` // has let somebody in
	Before  []byte  `cbor:"6,keyasint,omitempty"` // a secret that may still be on the screen
}

func newLoginToken(ip string, except []user.ID, expires time.Time) loginToken {
	t := loginToken{Secret: id.Bytes(secretLength), Expires: expires.Unix(), IP: ip}
	for _, u := range except {
		t.Except = append(t.Except, int64(u))
	}
	return t
}

// loadToken returns the zero loginToken, which nothing opens, when there is none.
func loadToken(r store.Reader, perm int64) (t loginToken, err error) {
	_, err = store.Load(r, session.KeyOwner(perm), tokenKey, &t)
	return t, err
}

// show is the token as it is shown. The id of the key finds the record on any
// node; it is no secret, for every packet of the client carries it.
func (t *loginToken) show(perm int64) Token {
	value := binary.BigEndian.AppendUint64(make([]byte, 0, keyLength+secretLength), uint64(perm))
	return Token{Value: append(value, t.Secret...), Expires: time.Unix(t.Expires, 0)}
}

// readToken is the opposite of show; of what is no token perm is 0.
func readToken(value []byte) (perm int64, secret []byte) {
	if len(value) != keyLength+secretLength {
		return 0, nil
	}
	return int64(binary.BigEndian.Uint64(value)), value[keyLength:]
}

// replaces says whether t will do in place of a new token: it says the same and
// can be accepted until then.
func (t *loginToken) replaces(fresh *loginToken, then time.Time) bool {
	return !t.Used && then.Unix() <= t.Expires && t.IP == fresh.IP && slices.Equal(t.Except, fresh.Except)
}

// named says, in constant time, whether secret is the token's.
func (t *loginToken) named(secret []byte) bool { return sameSecret(t.Secret, secret) }

func sameSecret(have, given []byte) bool {
	return len(have) == secretLength && subtle.ConstantTimeCompare(have, given) == 1
}

// open says whether a secret is that of a token which can still be accepted.
func (t *loginToken) open(secret []byte, now time.Time) error {
	switch {
	case sameSecret(t.Before, secret):
		return ErrTokenExpired
	case !t.named(secret):
		return ErrTokenInvalid
	case t.Used:
		return ErrTokenAccepted
	case now.Unix() >= t.Expires:
		return ErrTokenExpired
	}
	return nil
}

// admit says whether a user can accept the token: invariant A5.
func (t *loginToken) admit(secret []byte, u user.ID, now time.Time) error {
	if err := t.open(secret, now); err != nil {
		return err
	}
	if slices.Contains(t.Except, int64(u)) {
		return ErrTokenUnwanted
	}
	return nil
}

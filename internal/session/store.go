package session

import (
	"encoding/binary"
	"time"

	"heliograph/internal/store"
	"heliograph/internal/user"
)

// KeyOwner is the owner of an auth key's records. What others keep there goes
// with the key; they write only what HasKey allows in the same transaction.
func KeyOwner(id int64) store.Owner {
	return store.Owner(binary.BigEndian.AppendUint64([]byte{'k'}, uint64(id)))
}

// sweepOwner holds how far the sweep has come.
const sweepOwner store.Owner = "kx"

// hourOwner holds the keys to look at once the hour is over.
func hourOwner(hour int64) store.Owner {
	return store.Owner(binary.BigEndian.AppendUint64([]byte("kx"), uint64(hour)))
}

func hourOf(t time.Time) int64 { return t.Unix() / 3600 }

var (
	recordKey = store.K('k')
	clientKey = store.K('c')
	loginKey  = store.K('l')
	sweptKey  = store.K('s')
)

func tempKey(temp int64) store.Key     { return store.K('t').Int(temp) }
func authKey(perm int64) store.Key     { return store.K('A').Int(perm) }
func hourKey(id int64) store.Key       { return store.K('h').Int(id) }
func prefixed(kind byte) (a, b []byte) { return store.K(kind), store.K(kind).End() }

// keyRecord is 'k' of a key's owner. Times are Unix seconds.
type keyRecord struct {
	Value   []byte `cbor:"1,keyasint"`
	Created int64  `cbor:"2,keyasint"`
	Expires int64  `cbor:"3,keyasint,omitempty"` // 0: permanent
	Perm    int64  `cbor:"4,keyasint,omitempty"`
	Idle    int64  `cbor:"5,keyasint,omitempty"` // permanent: since when nobody is logged in
	DC      int    `cbor:"6,keyasint,omitempty"`
}

// loginRecord is 'l' of a permanent key's owner.
type loginRecord struct {
	User int64 `cbor:"1,keyasint"`
	Bot  bool  `cbor:"2,keyasint,omitempty"`
}

// authRecord is 'A' of a user's box.
type authRecord struct {
	Hash          int64  `cbor:"1,keyasint"`
	Created       int64  `cbor:"2,keyasint"`
	Active        int64  `cbor:"3,keyasint"`
	IP            string `cbor:"4,keyasint,omitempty"`
	Unconfirmed   bool   `cbor:"5,keyasint,omitempty"`
	NoSecretChats bool   `cbor:"6,keyasint,omitempty"`
	NoCalls       bool   `cbor:"7,keyasint,omitempty"`
}

func loadKey(r store.Reader, id int64) (*keyRecord, error) {
	k := new(keyRecord)
	if found, err := store.Load(r, KeyOwner(id), recordKey, k); err != nil || !found {
		return nil, err
	}
	return k, nil
}

// HasKey says whether there is a permanent key.
func HasKey(r store.Reader, perm int64) (bool, error) {
	k, err := loadKey(r, perm)
	return k != nil && k.Expires == 0, err
}

// listAuths reads the authorizations of a user, without their clients.
func (s *Service) listAuths(r store.Reader, u user.ID) ([]Authorization, error) {
	from, to := prefixed('A')
	rows, err := r.Scan(u.Owner(), from, to, false, 0)
	if err != nil {
		return nil, err
	}
	list := make([]Authorization, len(rows))
	for i, row := range rows {
		var a authRecord
		if err := store.Decode(row.Value, &a); err != nil {
			return nil, err
		}
		list[i] = s.authorization(u, store.IntAt(row.Key, 1), &a)
	}
	return list, nil
}

func (s *Service) authorization(u user.ID, perm int64, a *authRecord) Authorization {
	created := time.Unix(a.Created, 0)
	return Authorization{
		Perm: perm, Hash: a.Hash, User: u, Created: created, Active: time.Unix(a.Active, 0), IP: a.IP,
		Unconfirmed:   a.Unconfirmed && s.deps.Clock.Now().Before(created.Add(s.deps.AutoConfirm)),
		NoSecretChats: a.NoSecretChats, NoCalls: a.NoCalls,
	}
}

// loadClients fills in what the clients told, in one round trip.
func loadClients(r store.Reader, list []Authorization) error {
	refs := make([]store.Ref, len(list))
	for i, a := range list {
		refs[i] = store.Ref{Owner: KeyOwner(a.Perm), Key: clientKey}
	}
	if len(refs) == 0 {
		return nil
	}
	values, err := r.GetMany(refs...)
	if err != nil {
		return err
	}
	for i, v := range values {
		if v == nil {
			continue
		}
		if err := store.Decode(v, &list[i].Client); err != nil {
			return err
		}
	}
	return nil
}

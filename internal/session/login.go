package session

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"

	"heliograph/internal/id"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Login says who logs in, and where.
type Login struct {
	Perm int64
	User user.ID
	Bot  bool
	IP   string
	// By is the key of the user's device that lets this one in, 0 when its own
	// client proved who it is.
	By int64
	// Spend takes away what the login is paid with, in the same transaction: its
	// error prevents the login. It may run more than once. Optional.
	Spend func(tx store.Tx) error
}

// Entered is a login that succeeded.
type Entered struct {
	Authorization
	New    bool // false: this key was logged in as this user already
	Others int  // how many other devices are logged in
}

// LogIn logs a user in on a permanent key. Whoever was logged in there before
// is logged out; beyond the limit of devices the one that was idle for longest
// is logged out. The other devices get an update.NewAuthorization.
//
// A login By another device never replaces one: ErrOccupied. It is confirmed
// when that device is, which has to be logged in itself: AUTH_KEY_UNREGISTERED.
func (s *Service) LogIn(ctx context.Context, l Login) (Entered, error) {
	if l.Perm == 0 {
		return Entered{}, ErrPermEmpty
	}
	for {
		if err := s.makeRoom(ctx, l); err != nil {
			return Entered{}, err
		}
		e, err := s.enter(ctx, l)
		if errors.Is(err, errMoved) {
			continue
		}
		if err == nil {
			s.publish(change{Key: l.Perm, LetIn: l.By != 0})
		}
		return e, err
	}
}

// makeRoom ends the login of somebody else on the key and, when the user has
// too many devices, the least recently used ones.
func (s *Service) makeRoom(ctx context.Context, l Login) error {
	var old loginRecord
	var list []Authorization
	err := s.deps.Store.View(ctx, func(r store.Reader) (err error) {
		old = loginRecord{}
		if _, err = store.Load(r, KeyOwner(l.Perm), loginKey, &old); err != nil {
			return err
		}
		list, err = s.listAuths(r, l.User)
		return err
	})
	if err != nil {
		return err
	}
	if old.User != 0 && l.By != 0 {
		return ErrOccupied
	}
	if old.User != 0 && user.ID(old.User) != l.User {
		if err := s.endLogin(ctx, l.Perm, End{Key: l.Perm, Self: true}); err != nil {
			return err
		}
	}
	if user.ID(old.User) == l.User {
		return nil
	}
	s.touched.merge(list)
	byActive(list)
	for len(list) >= s.deps.PerUser {
		last := list[len(list)-1].Perm
		if err := s.endLogin(ctx, last, End{Key: last}); err != nil {
			return err
		}
		list = list[:len(list)-1]
	}
	return nil
}

// enter is the transaction of LogIn: invariant S1.
func (s *Service) enter(ctx context.Context, l Login) (e Entered, err error) {
	owner, box := KeyOwner(l.Perm), l.User.Owner()
	hash := id.Int64()
	err = s.deps.Log.Run(ctx, []store.Owner{owner, box}, func(tx *update.Tx) error {
		k, err := loadKey(tx, l.Perm)
		if err != nil {
			return err
		}
		if k == nil || k.Expires != 0 {
			return ErrKeyInvalid
		}
		list, err := s.listAuths(tx, l.User)
		if err != nil {
			return err
		}
		var old loginRecord
		if _, err := store.Load(tx, owner, loginKey, &old); err != nil {
			return err
		}
		switch {
		case old.User != 0 && l.By != 0:
			return ErrOccupied
		case old.User != 0 && user.ID(old.User) != l.User:
			return errMoved
		case old.User != 0:
			e, err = again(tx, list, l.Perm)
			return err
		}
		if err := l.spend(tx); err != nil {
			return err
		}
		a := authRecord{Hash: hash, Created: tx.Now(), Active: tx.Now(), IP: l.IP}
		if a.Unconfirmed, err = l.inQuestion(list); err != nil {
			return err
		}
		e = Entered{s.authorization(l.User, l.Perm, &a), true, len(list)}
		tx.Put(owner, loginKey, store.Encode(&loginRecord{int64(l.User), l.Bot}))
		tx.Put(box, authKey(l.Perm), store.Encode(&a))
		if _, err := store.Load(tx, owner, clientKey, &e.Client); err != nil {
			return err
		}
		if len(list) == 0 || l.Bot {
			return nil
		}
		return appendNew(tx, e.Authorization)
	})
	return e, err
}

func (l *Login) spend(tx store.Tx) error {
	if l.Spend == nil {
		return nil
	}
	return l.Spend(tx)
}

// inQuestion says whether the devices in list are to be asked about the login.
func (l *Login) inQuestion(list []Authorization) (bool, error) {
	if l.By == 0 {
		return len(list) > 0 && !l.Bot, nil
	}
	i := slices.IndexFunc(list, func(a Authorization) bool { return a.Perm == l.By })
	if i < 0 {
		return false, ErrUnregistered
	}
	return list[i].Unconfirmed, nil
}

// again finds the authorization that the key has already.
func again(r store.Reader, list []Authorization, perm int64) (Entered, error) {
	for i, a := range list {
		if a.Perm == perm {
			err := loadClients(r, list[i:i+1])
			return Entered{list[i], false, len(list) - 1}, err
		}
	}
	return Entered{}, errMoved
}

// LogOut ends the login that the actor uses.
func (s *Service) LogOut(ctx context.Context, a user.Actor) error {
	return s.endLogin(ctx, a.Session, End{Key: a.Session, Self: true})
}

// endLogin ends the login on a key, if there is one, and tells every node.
func (s *Service) endLogin(ctx context.Context, perm int64, e End) error {
	// First, since a transaction takes two owners: an entry too many in the
	// list of what to look at does no harm.
	if err := s.lookAt(ctx, perm, s.deps.Clock.Now().Add(s.deps.IdleKeys)); err != nil {
		return err
	}
	for {
		var l loginRecord
		err := s.deps.Store.View(ctx, func(r store.Reader) error {
			l = loginRecord{}
			_, err := store.Load(r, KeyOwner(perm), loginKey, &l)
			return err
		})
		if err != nil {
			return err
		}
		if l.User == 0 {
			s.tell(perm)
			return nil
		}
		err = s.removeLogin(ctx, perm, user.ID(l.User))
		if err == nil {
			s.touched.forget(perm)
			s.ended(e)
		}
		if !errors.Is(err, errMoved) {
			return err
		}
	}
}

// removeLogin is the transaction of endLogin: invariant S1.
func (s *Service) removeLogin(ctx context.Context, perm int64, u user.ID) error {
	owner, box := KeyOwner(perm), u.Owner()
	now := s.deps.Clock.Now().Unix()
	return s.deps.Store.Update(ctx, []store.Owner{owner, box}, func(tx store.Tx) error {
		var l loginRecord
		if _, err := store.Load(tx, owner, loginKey, &l); err != nil {
			return err
		}
		if user.ID(l.User) != u {
			return errMoved
		}
		k, err := loadKey(tx, perm)
		if err != nil {
			return err
		}
		if k != nil {
			k.Idle = now
			tx.Put(owner, recordKey, store.Encode(k))
		}
		tx.Delete(owner, loginKey)
		tx.Delete(box, authKey(perm))
		return nil
	})
}

// NewLogin is the Data of an update.NewAuthorization.
type NewLogin struct {
	Perm        int64     `cbor:"1,keyasint"` // the new device itself need not be told
	Hash        int64     `cbor:"2,keyasint"`
	Date        time.Time `cbor:"3,keyasint"`
	Device      string    `cbor:"4,keyasint,omitempty"`
	Location    string    `cbor:"5,keyasint,omitempty"`
	Unconfirmed bool      `cbor:"6,keyasint,omitempty"` // false: another device has confirmed it
}

// DecodeNewLogin reads the Data of an update.NewAuthorization.
func DecodeNewLogin(data []byte) (n NewLogin, err error) {
	err = store.Decode(data, &n)
	return n, err
}

// appendNew tells the devices of a user of one authorization.
func appendNew(tx *update.Tx, a Authorization) error {
	box, err := tx.Box(a.User.Owner())
	if err != nil {
		return err
	}
	box.Append(update.Event{Kind: update.NewAuthorization, Data: store.Encode(&NewLogin{
		Perm: a.Perm, Hash: a.Hash, Date: a.Created, Device: a.Device(), Location: a.IP, Unconfirmed: a.Unconfirmed,
	})})
	return nil
}

// Device is the device in words: the app, its version, the model, the system.
func (a Authorization) Device() string {
	text := strings.TrimSpace(a.Client.App() + " " + a.Client.AppVersion)
	for _, part := range []string{a.Client.DeviceModel, a.Client.SystemVersion} {
		if part != "" {
			text += ", " + part
		}
	}
	return text
}

// clean cuts a text to n characters and drops what is not printable: it is
// shown to others.
func clean(text string, n int) string {
	text = strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, text[:min(len(text), 4*n)])
	if rs := []rune(text); len(rs) > n {
		text = string(rs[:n])
	}
	return strings.TrimSpace(text)
}

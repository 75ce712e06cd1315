package session

import (
	"bytes"
	"context"
	"time"

	"heliograph/internal/store"
)

// Key is nil for a key that is not known or has expired.
func (s *Service) Key(ctx context.Context, id int64) (*Key, error) {
	var rec *keyRecord
	err := s.deps.Store.View(ctx, func(r store.Reader) (err error) {
		rec, err = loadKey(r, id)
		return err
	})
	if err != nil || rec == nil || rec.expired(s.deps.Clock.Now()) {
		return nil, err
	}
	k := &Key{ID: id, Perm: rec.Perm, DC: rec.DC}
	copy(k.Value[:], rec.Value)
	if rec.Expires != 0 {
		k.Expires = time.Unix(rec.Expires, 0)
	}
	return k, nil
}

func (k *keyRecord) expired(now time.Time) bool {
	return k.Expires != 0 && now.Unix() >= k.Expires
}

// AddKey keeps a new key. Adding the same key again changes nothing; another
// key of the same id is ErrKeyExists.
func (s *Service) AddKey(ctx context.Context, k *Key) error {
	now := s.deps.Clock.Now()
	rec := keyRecord{Value: k.Value[:], Created: now.Unix(), Perm: k.Perm, DC: k.DC, Idle: now.Unix()}
	look := now.Add(s.deps.IdleKeys)
	if !k.Expires.IsZero() {
		rec.Expires, look = k.Expires.Unix(), k.Expires
	}
	owner, hour := KeyOwner(k.ID), hourOwner(hourOf(look))
	return s.deps.Store.Update(ctx, []store.Owner{owner, hour}, func(tx store.Tx) error {
		old, err := loadKey(tx, k.ID)
		if err != nil {
			return err
		}
		if old != nil {
			if bytes.Equal(old.Value, rec.Value) {
				return nil
			}
			return ErrKeyExists
		}
		tx.Put(owner, recordKey, store.Encode(&rec))
		tx.Put(hour, hourKey(k.ID), nil)
		return nil
	})
}

// lookAt has the sweep look at a key once t has passed.
func (s *Service) lookAt(ctx context.Context, id int64, t time.Time) error {
	hour := hourOwner(hourOf(t))
	return s.deps.Store.Update(ctx, []store.Owner{hour}, func(tx store.Tx) error {
		tx.Put(hour, hourKey(id), nil)
		return nil
	})
}

// BindKey binds a temporary key to a permanent one until expires. A key that
// is bound already stays with its permanent key.
func (s *Service) BindKey(ctx context.Context, temp, perm int64, expires time.Time) error {
	now := s.deps.Clock.Now()
	if !expires.After(now) {
		return ErrExpiryInvalid
	}
	if err := s.lookAt(ctx, temp, expires); err != nil {
		return err
	}
	owner, permOwner := KeyOwner(temp), KeyOwner(perm)
	return s.deps.Store.Update(ctx, []store.Owner{owner, permOwner}, func(tx store.Tx) error {
		t, err := loadKey(tx, temp)
		if err != nil {
			return err
		}
		if t == nil || t.Expires == 0 || t.expired(now) {
			return ErrTempUnknown
		}
		if t.Perm != 0 && t.Perm != perm {
			return ErrTempBound
		}
		p, err := loadKey(tx, perm)
		if err != nil {
			return err
		}
		if p == nil || p.Expires != 0 {
			return ErrPermUnknown
		}
		t.Perm, t.Expires = perm, expires.Unix()
		tx.Put(owner, recordKey, store.Encode(t))
		tx.Put(permOwner, tempKey(temp), nil)
		return nil
	})
}

// DestroyKey forgets a key, whoever was logged in on it and the temporary keys
// bound to it. It reports whether the key was known.
func (s *Service) DestroyKey(ctx context.Context, id int64) (bool, error) {
	var rec *keyRecord
	err := s.deps.Store.View(ctx, func(r store.Reader) (err error) {
		rec, err = loadKey(r, id)
		return err
	})
	if err != nil || rec == nil {
		return false, err
	}
	if rec.Expires != 0 {
		return true, s.removeTemp(ctx, id, rec.Perm, true)
	}
	for {
		err := s.removePerm(ctx, id, 0, true)
		if err == nil || err != errMoved {
			return err == nil, err
		}
		if err := s.endLogin(ctx, id, End{Key: id, Self: true}); err != nil {
			return false, err
		}
	}
}

// removeTemp removes a temporary key that was bound to perm, or to none; self
// says that its own client asked for it.
func (s *Service) removeTemp(ctx context.Context, id, perm int64, self bool) error {
	owners := []store.Owner{KeyOwner(id)}
	if perm != 0 {
		owners = append(owners, KeyOwner(perm))
	}
	err := s.deps.Store.Update(ctx, owners, func(tx store.Tx) error {
		tx.DeleteRange(KeyOwner(id), nil, nil)
		if perm != 0 {
			tx.Delete(KeyOwner(perm), tempKey(id))
		}
		return nil
	})
	if err == nil {
		s.ended(End{Key: id, Gone: true, Self: self})
	}
	return err
}

// removePerm removes a permanent key, provided that nobody is logged in on it
// and, unless idleBefore is 0, that it has been so since then; else errMoved.
func (s *Service) removePerm(ctx context.Context, id, idleBefore int64, self bool) error {
	temps, err := s.temporary(ctx, id)
	if err != nil {
		return err
	}
	owner := KeyOwner(id)
	err = s.deps.Store.Update(ctx, []store.Owner{owner}, func(tx store.Tx) error {
		rec, err := loadKey(tx, id)
		if err != nil || rec == nil {
			return err
		}
		login, err := tx.Get(owner, loginKey)
		if err != nil {
			return err
		}
		if login != nil || idleBefore != 0 && rec.Idle > idleBefore {
			return errMoved
		}
		tx.DeleteRange(owner, nil, nil)
		return nil
	})
	if err != nil {
		return err
	}
	s.ended(End{Key: id, Gone: true, Self: self})
	for _, temp := range temps { // of no use any more, whatever happens here
		if err := s.removeTemp(ctx, temp, 0, false); err != nil {
			return err
		}
	}
	return nil
}

// DropTemporary destroys the temporary keys bound to perm, but for some.
func (s *Service) DropTemporary(ctx context.Context, perm int64, except []int64) error {
	temps, err := s.temporary(ctx, perm)
	if err != nil {
		return err
	}
	spare := map[int64]bool{}
	for _, id := range except {
		spare[id] = true
	}
	for _, id := range temps {
		if spare[id] {
			continue
		}
		if err := s.removeTemp(ctx, id, perm, false); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) temporary(ctx context.Context, perm int64) (temps []int64, err error) {
	err = s.deps.Store.View(ctx, func(r store.Reader) error {
		from, to := prefixed('t')
		rows, err := r.Scan(KeyOwner(perm), from, to, false, 0)
		temps = temps[:0]
		for _, row := range rows {
			temps = append(temps, store.IntAt(row.Key, 1))
		}
		return err
	})
	return temps, err
}

// Client is the zero Client when nothing is remembered.
func (s *Service) Client(ctx context.Context, perm int64) (c Client, err error) {
	err = s.deps.Store.View(ctx, func(r store.Reader) error {
		c = Client{}
		_, err := store.Load(r, KeyOwner(perm), clientKey, &c)
		return err
	})
	return c, err
}

// maxText bounds what a client tells of itself.
const maxText = 128

// SetClient remembers what the client on a permanent key told of itself. Long
// texts are cut. Of a key that is gone nothing is remembered.
func (s *Service) SetClient(ctx context.Context, perm int64, c Client) error {
	for _, text := range []*string{
		&c.DeviceModel, &c.SystemVersion, &c.AppVersion, &c.SystemLangCode, &c.LangPack, &c.LangCode,
	} {
		*text = clean(*text, maxText)
	}
	if old, err := s.Client(ctx, perm); err != nil || old == c {
		return err // most often it says what it said before: no write
	}
	owner := KeyOwner(perm)
	return s.deps.Store.Update(ctx, []store.Owner{owner}, func(tx store.Tx) error {
		if k, err := loadKey(tx, perm); err != nil || k == nil {
			return err
		}
		tx.Put(owner, clientKey, store.Encode(&c))
		return nil
	})
}

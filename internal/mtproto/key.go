package mtproto

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"heliograph/internal/mtproto/exchange"
	"heliograph/internal/mtproto/wire"
)

// authKey is a key in use, shared by its connections and sessions.
type authKey struct {
	id      int64
	value   [256]byte
	expires int64 // Unix seconds; 0: permanent
	dc      int
	perm    atomic.Int64 // of a temporary key: what it is bound to
	gone    atomic.Bool  // closed; has to be looked up again

	salts atomic.Pointer[salts]
	first atomic.Pointer[wire.Salt] // the salt that the key exchange agreed on

	// Guarded by Server.mu.
	users    int // connections and sessions
	sessions map[int64]*Session
}

func newAuthKey(k *Key) *authKey {
	a := &authKey{id: k.ID, value: k.Value, dc: k.DC}
	if !k.Expires.IsZero() {
		a.expires = k.Expires.Unix()
	}
	a.perm.Store(k.Perm)
	return a
}

func (k *authKey) temporary() bool { return k.expires != 0 }

// owner is Key.Owner.
func (k *authKey) owner() int64 {
	if k.temporary() {
		return k.perm.Load()
	}
	return k.id
}

func (k *authKey) expired(now time.Time) bool { return k.expires != 0 && now.Unix() >= k.expires }

// snapshot is the key as Keys knows it.
func (k *authKey) snapshot() *Key {
	s := &Key{ID: k.id, Value: k.value, Perm: k.perm.Load(), DC: k.dc}
	if k.temporary() {
		s.Expires = time.Unix(k.expires, 0)
	}
	return s
}

// useKey finds a key and counts one more user of it; nil when there is none.
func (s *Server) useKey(ctx context.Context, id int64) (*authKey, error) {
	for {
		s.mu.Lock()
		k, closings := s.keys[id], s.closings
		if k != nil {
			s.holdKey(k)
		}
		s.mu.Unlock()
		if k != nil {
			return k, nil
		}
		stored, err := s.opt.Keys.Key(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("look up auth key: %w", err)
		}
		if stored == nil || stored.ID != id {
			return nil, nil
		}
		if k := s.admitKey(stored, closings); k != nil {
			return k, nil
		}
	}
}

// admitKey caches a key that was looked up, unless some key was closed since:
// it may have been this one.
func (s *Server) admitKey(stored *Key, closings int) *authKey {
	s.mu.Lock()
	defer s.mu.Unlock()
	if closings != s.closings {
		return nil
	}
	k := s.keys[stored.ID]
	if k == nil {
		k = newAuthKey(stored)
		s.cacheKey(k)
	}
	s.holdKey(k)
	return k
}

// holdKey, releaseKey and cacheKey need Server.mu.
func (s *Server) holdKey(k *authKey) {
	if k.users == 0 && !k.gone.Load() {
		s.idleKeys--
	}
	k.users++
}

func (s *Server) releaseKey(k *authKey) {
	k.users--
	if k.users == 0 && !k.gone.Load() {
		s.idleKeys++
	}
}

// cacheKey remembers k, and forgets keys that nobody uses when there are too
// many of them.
func (s *Server) cacheKey(k *authKey) {
	if s.idleKeys >= s.limits.CachedKeys {
		for id, old := range s.keys {
			if old.users == 0 {
				delete(s.keys, id)
				s.idleKeys--
				break
			}
		}
	}
	s.keys[k.id] = k
	s.idleKeys++
}

// addKey stores a key that an exchange made.
func (s *Server) addKey(ctx context.Context, n *exchange.NewKey) error {
	now := s.clock.Now()
	k := &Key{ID: n.ID, Value: n.Value, DC: n.DC}
	if n.ExpiresIn > 0 {
		k.Expires = now.Add(time.Duration(n.ExpiresIn) * time.Second)
	}
	if err := s.opt.Keys.AddKey(ctx, k); err != nil {
		return fmt.Errorf("add auth key: %w", err)
	}
	a := newAuthKey(k)
	a.first.Store(&wire.Salt{Value: n.ServerSalt, Until: int32(now.Unix() + saltWindow)})
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.keys[k.ID] == nil {
		s.cacheKey(a)
	}
	return nil
}

// CloseKey ends every session and closes every connection of a permanent key
// and of the temporary keys bound to it, or of one temporary key, and forgets
// what is cached of them. A client that comes back is looked up in Keys again:
// call it after the key was destroyed there, or after a log-out.
func (s *Server) CloseKey(id int64) { s.closeKey(id, nil) }

// closeKey spares the connection keep, which still has to carry the answer.
func (s *Server) closeKey(id int64, keep *conn) {
	var sessions []*Session
	s.mu.Lock()
	s.closings++
	for _, k := range s.keys {
		if k.id != id && k.perm.Load() != id {
			continue
		}
		if k.users == 0 {
			s.idleKeys--
		}
		k.gone.Store(true)
		delete(s.keys, k.id)
		for _, x := range k.sessions {
			sessions = append(sessions, x)
		}
	}
	s.mu.Unlock()
	for _, x := range sessions {
		x.end("key closed", keep)
	}
}

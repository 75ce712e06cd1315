package mtproto

import (
	"crypto/hmac"
	"crypto/sha256"
	"time"

	"heliograph/internal/mtproto/wire"
)

// A salt is good for its hour and the one after; the next one is taken a
// little early, for clients whose clock is ahead.
const (
	saltWindow  = 3600
	saltOverlap = saltWindow
	saltEarly   = 300
	maxSalts    = 64
)

// salts of a key around one hour, derived and so never stored.
type salts struct {
	hour                    int64
	previous, current, next int64
}

// salt is the salt of a key in an hour.
func (s *Server) salt(key, hour int64) int64 {
	mac := hmac.New(sha256.New, s.secret)
	var in [16]byte
	le.PutUint64(in[:], uint64(key))
	le.PutUint64(in[8:], uint64(hour))
	mac.Write(in[:])
	var sum [32]byte
	v := int64(le.Uint64(mac.Sum(sum[:0])))
	if v == 0 {
		return 1 // zero is what clients without any salt send
	}
	return v
}

func (s *Server) saltsOf(k *authKey, now time.Time) *salts {
	hour := now.Unix() / saltWindow
	if x := k.salts.Load(); x != nil && x.hour == hour {
		return x
	}
	x := &salts{
		hour:     hour,
		previous: s.salt(k.id, hour-1), current: s.salt(k.id, hour), next: s.salt(k.id, hour+1),
	}
	k.salts.Store(x)
	return x
}

// saltGood reports whether a client may use salt now.
func (s *Server) saltGood(k *authKey, salt int64, now time.Time) bool {
	x := s.saltsOf(k, now)
	if salt == x.current || salt == x.previous {
		return true
	}
	if salt == x.next && (now.Unix()+saltEarly)/saltWindow > x.hour {
		return true
	}
	first := k.first.Load()
	return first != nil && salt == first.Value && now.Unix() < int64(first.Until)
}

// futureSalts are the salts of n hours from now on.
func (s *Server) futureSalts(k *authKey, now time.Time, n int) []wire.Salt {
	n = min(max(n, 1), maxSalts)
	hour := now.Unix() / saltWindow
	list := make([]wire.Salt, n)
	for i := range list {
		h := hour + int64(i)
		list[i] = wire.Salt{
			Since: int32(h * saltWindow),
			Until: int32((h+1)*saltWindow + saltOverlap),
			Value: s.salt(k.id, h),
		}
	}
	return list
}

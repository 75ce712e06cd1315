package session_test

import (
	"testing"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/logx"
	"heliograph/internal/session"
	"heliograph/internal/store/pebble"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// BenchmarkUserAndTouch is what every call of a client costs.
func BenchmarkUserAndTouch(b *testing.B) {
	st, err := pebble.Open(b.TempDir(), pebble.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = st.Close() })
	bs := bus.NewLocal()
	s := session.New(session.Deps{
		Store: st, Log: update.New(update.Deps{Store: st, Bus: bs, Clock: clock.System{}}), Bus: bs,
		Clock: clock.System{}, Logger: logx.Discard(),
	})
	b.Cleanup(s.Close)
	for perm := int64(1); perm <= 1000; perm++ {
		if err := s.AddKey(b.Context(), key(perm)); err != nil {
			b.Fatal(err)
		}
		if _, err := s.LogIn(b.Context(), session.Login{Perm: perm, User: user.ID(perm)}); err != nil {
			b.Fatal(err)
		}
	}
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for perm := int64(1); pb.Next(); perm = perm%1000 + 1 {
			if _, _, err := s.User(b.Context(), perm); err != nil {
				b.Error(err)
			}
			s.Touch(perm, "192.0.2.1")
		}
	})
}

package session_test

import (
	"errors"
	"testing"
	"time"

	"heliograph/internal/session"
	"heliograph/internal/store"
)

func TestKeyIsKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	k := key(5)
	w.ok(w.AddKey(w.ctx, k))
	w.ok(w.AddKey(w.ctx, k)) // a retry
	got, err := w.Key(w.ctx, 5)
	w.ok(err)
	if got == nil || *got != *k {
		t.Errorf("got %+v", got)
	}
	other := key(5)
	other.Value[9] = 1
	if err := w.AddKey(w.ctx, other); !errors.Is(err, session.ErrKeyExists) {
		t.Errorf("another key of the same id: %v", err)
	}
	if got, err := w.Key(w.ctx, 6); got != nil || err != nil {
		t.Errorf("unknown key: %v, %v", got, err)
	}
}

func TestTemporaryKeyExpires(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.temp(6, time.Hour)
	if k, err := w.Key(w.ctx, 6); err != nil || k == nil || !k.Expires.Equal(w.clock.Now().Add(time.Hour)) {
		t.Errorf("fresh: %+v, %v", k, err)
	}
	w.clock.Advance(time.Hour)
	if k, err := w.Key(w.ctx, 6); err != nil || k != nil {
		t.Errorf("expired: %+v, %v", k, err)
	}
}

func TestBindKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.ok(w.AddKey(w.ctx, key(1)))
	w.ok(w.AddKey(w.ctx, key(2)))
	w.temp(10, time.Hour)
	w.temp(11, time.Minute)
	w.clock.Advance(2 * time.Minute)
	in := w.clock.Now().Add(24 * time.Hour)
	for _, c := range []struct {
		name       string
		temp, perm int64
		expires    time.Time
		want       error
	}{
		{"unknown temporary key", 99, 1, in, session.ErrTempUnknown},
		{"expired temporary key", 11, 1, in, session.ErrTempUnknown},
		{"permanent as temporary", 2, 1, in, session.ErrTempUnknown},
		{"unknown permanent key", 10, 99, in, session.ErrPermUnknown},
		{"temporary as permanent", 10, 10, in, session.ErrPermUnknown},
		{"in the past", 10, 1, w.clock.Now(), session.ErrExpiryInvalid},
		{"bound", 10, 1, in, nil},
		{"bound again", 10, 1, in.Add(time.Second), nil},
		{"bound to another", 10, 2, in, session.ErrTempBound},
	} {
		if err := w.BindKey(w.ctx, c.temp, c.perm, c.expires); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	k, err := w.Key(w.ctx, 10)
	w.ok(err)
	if k == nil || k.Perm != 1 || !k.Expires.Equal(in.Add(time.Second)) {
		t.Errorf("bound key: %+v", k)
	}
}

func TestDropTemporary(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.ok(w.AddKey(w.ctx, key(1)))
	for id := int64(10); id < 13; id++ {
		w.temp(id, time.Hour)
		w.ok(w.BindKey(w.ctx, id, 1, w.clock.Now().Add(time.Hour)))
	}
	w.ok(w.DropTemporary(w.ctx, 1, []int64{11}))
	for id, alive := range map[int64]bool{1: true, 10: false, 11: true, 12: false} {
		if k, err := w.Key(w.ctx, id); err != nil || (k != nil) != alive {
			t.Errorf("key %d: %v, %v; want alive: %v", id, k, err, alive)
		}
	}
	if e := w.ends.take(); len(e) != 2 || !e[0].Gone || !e[1].Gone {
		t.Errorf("ends %+v", e)
	}
}

func TestDestroyKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.logIn(1, 50)
	w.temp(10, time.Hour)
	w.ok(w.BindKey(w.ctx, 10, 1, w.clock.Now().Add(time.Hour)))
	w.temp(11, time.Hour)
	for _, c := range []struct {
		id    int64
		known bool
	}{{99, false}, {11, true}, {11, false}, {1, true}, {1, false}, {10, false}} {
		if known, err := w.DestroyKey(w.ctx, c.id); err != nil || known != c.known {
			t.Errorf("destroy %d: %v, %v; want %v", c.id, known, err, c.known)
		}
	}
	if u := w.who(w.Service, 1); u != 0 {
		t.Errorf("still logged in as %d", u)
	}
	w.want(w.perms(50), nil)
	w.ok(w.SetClient(w.ctx, 1, session.Client{APIID: 3}))
	if c, err := w.Client(w.ctx, 1); err != nil || c != (session.Client{}) {
		t.Errorf("a destroyed key has a client: %+v, %v", c, err)
	}
}

func TestClient(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.ok(w.AddKey(w.ctx, key(1)))
	c := session.Client{Layer: 229, APIID: 4, DeviceModel: "Phone", LangPack: "android", LangCode: "en"}
	w.ok(w.SetClient(w.ctx, 1, c))
	if got, err := w.Client(w.ctx, 1); err != nil || got != c {
		t.Errorf("got %+v, %v", got, err)
	}
	c.DeviceModel = "a\u202eb\nc\x00" + string(make([]byte, 300)) + "d"
	w.ok(w.SetClient(w.ctx, 1, c))
	if got, err := w.Client(w.ctx, 1); err != nil || got.DeviceModel != "abcd" {
		t.Errorf("got %q, %v", got.DeviceModel, err)
	}
}

// records counts what an owner holds.
func (w *world) records(o store.Owner) (n int) {
	w.t.Helper()
	w.ok(w.store.View(w.ctx, func(r store.Reader) error {
		rows, err := r.Scan(o, nil, nil, false, 0)
		n = len(rows)
		return err
	}))
	return n
}

func owner(id byte) store.Owner { return store.Owner("k\x00\x00\x00\x00\x00\x00\x00" + string(id)) }

func TestSweep(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.ok(w.Sweep(w.ctx)) // from here on
	w.logIn(1, 50)
	w.logIn(2, 50)
	w.ok(w.AddKey(w.ctx, key(3))) // never logged in
	w.temp(10, time.Hour)
	w.temp(11, time.Hour)
	w.ok(w.BindKey(w.ctx, 11, 1, w.clock.Now().Add(30*time.Hour)))
	check := func(when string, alive ...byte) {
		t.Helper()
		w.ok(w.Sweep(w.ctx))
		for _, id := range []byte{1, 2, 3, 10, 11} {
			want := false
			for _, a := range alive {
				want = want || a == id
			}
			if got := w.records(owner(id)) > 0; got != want {
				t.Errorf("%s: records of key %d: %v, want %v", when, id, got, want)
			}
		}
	}
	check("at once", 1, 2, 3, 10, 11)
	w.clock.Advance(3 * time.Hour)
	check("after 3 hours", 1, 2, 3, 11)
	w.clock.Advance(30 * time.Hour)
	check("after 33 hours", 1, 2, 3)
	w.clock.Advance(20 * 24 * time.Hour)
	w.ok(w.LogOut(w.ctx, actor(50, 2)))
	w.clock.Advance(10 * 24 * time.Hour)
	check("after a month", 1, 2)
	w.clock.Advance(25 * 24 * time.Hour)
	check("a month after logging out", 1)
	if w.who(w.Service, 1) != 50 {
		t.Error("a login in use was swept")
	}
	w.clock.Advance(300 * 24 * time.Hour)
	w.Touch(1, "192.0.2.1")
	w.ok(w.Flush(w.ctx))
	w.clock.Advance(300 * 24 * time.Hour)
	check("used within the year", 1)
	if w.who(w.Service, 1) != 50 {
		t.Error("a login in use was ended")
	}
	w.clock.Advance(70 * 24 * time.Hour)
	check("not used for a year", 1)
	if w.who(w.Service, 1) != 0 {
		t.Error("a login that was not used for a year goes on")
	}
	w.clock.Advance(32 * 24 * time.Hour)
	check("a month later")
}

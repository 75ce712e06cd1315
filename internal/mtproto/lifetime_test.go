package mtproto

import (
	"context"
	"crypto/rand"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"heliograph/internal/mtproto/wire"
)

func initConnection(layer int32, model string, query []byte) []byte {
	b := wire.AppendInt(wire.AppendID(nil, 0xda9b0d0d), layer)
	b = wire.AppendInt(wire.AppendInt(wire.AppendID(b, 0xc1cd5ea9), 0), 17)
	for _, s := range []string{model, "Linux", "1.0", "en", "tdesktop", "de"} {
		b = wire.AppendBytes(b, s)
	}
	return append(b, query...)
}

func TestClientIsRemembered(t *testing.T) {
	t.Parallel()
	f := start(t)
	c := f.dial()
	echo := wire.AppendID(nil, callEcho)
	c.result(c.call(callEcho))
	if r, s := f.handler.last(); r.Layer != 0 || s.Layer() != 0 {
		t.Error("a layer that nobody told")
	}
	for range 3 {
		m := c.message(initConnection(200, "Model", echo))
		c.send(m)
		c.result(m.ID)
	}
	want := Client{
		Layer: 200, APIID: 17, DeviceModel: "Model", SystemVersion: "Linux", AppVersion: "1.0",
		SystemLangCode: "en", LangPack: "tdesktop", LangCode: "de",
	}
	r, s := f.handler.last()
	if r.Layer != 200 || s.Client() != want || s.Layer() != 200 {
		t.Errorf("layer %d, client %+v", r.Layer, s.Client())
	}
	if f.keys.saved != 1 {
		t.Errorf("saved %d times", f.keys.saved)
	}
	other := f.client(c.key) // another session of the key
	other.result(other.call(callEcho))
	if r, s := f.handler.last(); r.Layer != 200 || s.Client() != want {
		t.Errorf("another session has layer %d, client %+v", r.Layer, s.Client())
	}
}

func TestRequestTellsItsWrappers(t *testing.T) {
	t.Parallel()
	c := start(t).dial()
	b := wire.AppendID(nil, 0xbf9459b7)
	b = wire.AppendLong(wire.AppendID(b, 0xaca9fd2e), 77)
	m := c.message(wire.AppendID(b, callEcho))
	c.send(m)
	c.result(m.ID)
	if r, _ := c.f.handler.last(); !r.NoUpdates || r.Takeout != 77 || wire.ID(r.Body) != callEcho {
		t.Errorf("request %+v", r)
	}
}

func TestIdleConnectionCloses(t *testing.T) {
	t.Parallel()
	f := start(t, withFake)
	c := f.dial()
	silent, err := net.Dial("tcp", f.ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = silent.Close() }()
	_, _ = silent.Write([]byte{0xee, 0xee, 0xee, 0xee, 8, 0}) // half a length
	until(t, func() bool { f.srv.mu.Lock(); defer f.srv.mu.Unlock(); return len(f.srv.conns) == 2 })
	f.fake.Advance(2 * time.Minute)
	f.srv.closeIdle(f.clock.Now())
	if _, err := silent.Read(make([]byte, 1)); err == nil {
		t.Error("a connection without a session stays")
	}
	c.ping(1)
	c.expect(wire.PongID)
	f.fake.Advance(6 * time.Minute)
	f.srv.closeIdle(f.clock.Now())
	c.expectClosed()
}

func TestForgottenSession(t *testing.T) {
	t.Parallel()
	f := start(t, withFake)
	c, s := established(f)
	s.Attach("mine")
	_ = c.nc.Close()
	until(t, func() bool { return !s.Connected() })
	f.fake.Advance(4 * time.Minute)
	f.srv.forgetOld(f.clock.Now())
	c.connect()
	c.result(c.call(callEcho))
	if _, again := f.handler.last(); again != s || s.Attached() != "mine" {
		t.Fatal("the session did not come back")
	}
	_ = c.nc.Close()
	until(t, func() bool { return !s.Connected() })
	f.fake.Advance(6 * time.Minute)
	f.srv.forgetOld(f.clock.Now())
	if within(t, f.handler.ended) != s {
		t.Error("another session ended")
	}
	c.connect()
	c.ping(1)
	c.expect(wire.NewSessionID)
}

func TestSessionsPerKey(t *testing.T) {
	t.Parallel()
	f := start(t, withLimits(Limits{Sessions: 3}))
	k := f.newKey(time.Time{})
	var all []*client
	for range 3 {
		c := f.client(k)
		c.ping(1)
		c.expect(wire.PongID)
		all = append(all, c)
	}
	c := f.client(k)
	c.ping(1)
	if code := c.expectClosed(); code != -429 {
		t.Errorf("error %d, not -429", code)
	}
	_ = all[1].nc.Close()
	until(t, func() bool {
		f.srv.mu.Lock()
		defer f.srv.mu.Unlock()
		return oldest(f.srv.keys[k.ID]) != nil
	})
	c = f.client(k)
	c.ping(1)
	c.expect(wire.PongID)
	if s := within(t, f.handler.ended); s.ID() != all[1].session {
		t.Error("another session was ended")
	}
}

func TestManySessionsOnOneConnection(t *testing.T) {
	t.Parallel()
	c := start(t).dial()
	first := c.session
	for range 3 * maxConnSessions {
		c.session += 2
		c.related = 0
		c.inbox = nil
		c.result(c.call(callEcho))
	}
	_, s := c.f.handler.last()
	s.Push(NewUpdate(updateOf(1)))
	c.expect(update)
	old := c.f.srv.session(s.key, first)
	if old == nil || old.Connected() {
		t.Error("the first session should wait without a connection")
	}
}

func TestGarbage(t *testing.T) {
	t.Parallel()
	f := start(t)
	for name, packet := range map[string]func(c *client) []byte{
		"random":   func(*client) []byte { b := make([]byte, 256); _, _ = rand.Read(b); return b },
		"short":    func(c *client) []byte { return c.seal(c.message(updateOf(1)))[:48] },
		"tampered": func(c *client) []byte { b := c.seal(c.message(updateOf(1))); b[60] ^= 1; return b },
		"msg_key":  func(c *client) []byte { b := c.seal(c.message(updateOf(1))); b[9] ^= 1; return b },
		"padding": func(c *client) []byte {
			return sealRaw(c.key, append(c.plain(c.message(updateOf(1))), make([]byte, 8)...))
		},
		"too much padding": func(c *client) []byte {
			return sealRaw(c.key, append(c.plain(c.message(updateOf(1))), make([]byte, 1032)...))
		},
		"length": func(c *client) []byte {
			p := c.plain(c.message(updateOf(1)))
			p[28] = 200
			return sealAs(c.key, p)
		},
		"no session": func(c *client) []byte { c.session = 0; return c.seal(c.message(updateOf(1))) },
		"plain":      func(*client) []byte { return make([]byte, 40) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := f.dial()
			c.packet(packet(c), false)
			want := int32(0)
			if name == "random" {
				want = -404
				p := c.readFrame()
				if len(p) != 4 || int32(le.Uint32(p)) != want {
					t.Errorf("got %x", p)
				}
				return
			}
			if code := c.expectClosed(); code != want {
				t.Errorf("error %d", code)
			}
		})
	}
	t.Cleanup(func() {
		if n := f.handler.count(); n != 0 {
			t.Errorf("%d calls served", n)
		}
	})
}

func TestAnswersAreBounded(t *testing.T) {
	t.Parallel()
	f := start(t, withLimits(Limits{StoredBytes: 64 << 10, GzipAbove: 1 << 30}))
	c := f.dial()
	var sent []wire.Message
	for range 10 {
		m := c.message(wire.AppendInt(wire.AppendID(nil, callBig), 16<<10))
		c.send(m)
		c.result(m.ID)
		sent = append(sent, m)
	}
	_, s := f.handler.last()
	s.mu.Lock()
	if s.stored > 64<<10 {
		t.Errorf("%d bytes are stored", s.stored)
	}
	s.mu.Unlock()
	c.send(sent[9])
	c.result(sent[9].ID)
	c.send(sent[0])
	c.expectBad(sent[0].ID, badTooOld)
}

func TestEndOfServer(t *testing.T) {
	t.Parallel()
	f := start(t)
	ctx, cancel := context.WithCancel(context.Background())
	c := f.dial()
	id := c.call(callBlock)
	within(t, f.handler.blocked)
	cancel()
	if err := f.srv.Run(ctx); err != context.Canceled { // waits for the call, whose context ends
		t.Error(err)
	}
	if s := within(t, f.handler.ended); s.ID() != c.session {
		t.Error("another session ended")
	}
	c.expectClosed()
	_ = id
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	reg := prometheus.NewPedanticRegistry()
	f := start(t, func(o *Options, _ *fixture) { o.Registerer = reg })
	c := f.dial()
	c.salt = 1
	c.ping(1)
	c.expect(wire.BadSaltID)
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]float64{}
	for _, fam := range families {
		for _, m := range fam.GetMetric() {
			name := fam.GetName()
			for _, l := range m.GetLabel() {
				name += " " + l.GetValue()
			}
			values[strings.TrimPrefix(name, "heliograph_mtproto_")] = m.GetGauge().GetValue() + m.GetCounter().GetValue()
		}
	}
	for name, want := range map[string]float64{
		"connections": 1, "sessions": 1, "packets_total in": 2, "bad_messages_total 48": 1, "calls_in_flight": 0,
	} {
		if values[name] != want {
			t.Errorf("%s is %v, not %v", name, values[name], want)
		}
	}
}

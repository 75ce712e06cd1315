package mtproto

import (
	"bytes"
	"testing"
	"time"

	"heliograph/internal/mtproto/wire"
)

func TestCallIsAnswered(t *testing.T) {
	t.Parallel()
	c := start(t).dial()
	id := c.call(callEcho, 1, 2, 3, 4)
	if got := c.result(id); !bytes.Equal(got, append(wire.AppendID(nil, callEcho), 1, 2, 3, 4)) {
		t.Fatalf("answer %x", got)
	}
	r, s := c.f.handler.last()
	if r.MsgID != id || s.ID() != c.session || s.PermKey() != c.key.ID || s.Key().Value != c.key.Value {
		t.Error("the handler saw another request or session")
	}
	if !s.Connected() || !s.Addr().IsLoopback() {
		t.Error("not connected, or from elsewhere")
	}
}

func TestNewSessionIsTold(t *testing.T) {
	t.Parallel()
	f := start(t)
	c := f.client(f.newKey(time.Time{}))
	first := c.message(wire.AppendLong(wire.AppendID(nil, wire.PingID), 1))
	second := c.message(wire.AppendID(nil, callEcho))
	c.send(first, second)
	m := c.expect(wire.NewSessionID)
	if got := int64(le.Uint64(m.body[4:])); got != first.ID {
		t.Errorf("first_msg_id %x, not %x", got, first.ID)
	}
	if got := int64(le.Uint64(m.body[20:])); got != c.salt {
		t.Error("another salt")
	}
	if m.seq&1 == 0 {
		t.Error("new_session_created must ask for an ack")
	}
	c.result(second.ID)
}

func TestUnknownKey(t *testing.T) {
	t.Parallel()
	f := start(t, withLimits(Limits{Unknown: 2}))
	k := f.newKey(time.Time{})
	delete(f.keys.keys, k.ID)
	c := f.client(k)
	c.ping(1)
	if p := c.readFrame(); len(p) != 4 || int32(le.Uint32(p)) != -404 {
		t.Fatalf("got %x, not -404", p)
	}
	c.ping(2)
	if code := c.expectClosed(); code != -404 {
		t.Errorf("closed after %d, not -404", code)
	}
}

func TestExpiredTemporaryKey(t *testing.T) {
	t.Parallel()
	f := start(t, withFake)
	c := f.client(f.newKey(f.clock.Now().Add(time.Minute)))
	c.ping(1)
	c.expect(wire.PongID)
	f.fake.Advance(2 * time.Minute)
	c.ping(1)
	if p := c.readFrame(); len(p) != 4 || int32(le.Uint32(p)) != -404 {
		t.Fatalf("got %x, not -404", p)
	}
}

func TestMessageIDs(t *testing.T) {
	t.Parallel()
	f := start(t)
	now := time.Now()
	for name, tt := range map[string]struct {
		id   int64
		code int32
	}{
		"low bits": {idAt(now) + 1, badIDBits},
		"too low":  {idAt(now.Add(-maxPast - time.Minute)), badIDLow},
		"too high": {idAt(now.Add(maxFuture + time.Minute)), badIDHigh},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, known := range []bool{true, false} {
				c := f.client(f.newKey(time.Time{}))
				if known {
					c.ping(1)
					c.expect(wire.PongID)
				}
				m := c.message(wire.AppendID(nil, callEcho))
				m.ID = tt.id
				c.send(m)
				c.expectBad(tt.id, tt.code)
			}
		})
	}
	t.Cleanup(func() {
		if f.handler.count() != 0 {
			t.Error("a refused call was served")
		}
	})
}

func TestSaltIsChecked(t *testing.T) {
	t.Parallel()
	f := start(t)
	c := f.client(f.newKey(time.Time{}))
	good := c.salt
	c.salt = 12345
	m := c.message(wire.AppendID(nil, callEcho))
	c.send(m)
	bad := c.expect(wire.BadSaltID)
	if int64(le.Uint64(bad.body[4:])) != m.ID || le.Uint32(bad.body[16:]) != badSalt {
		t.Error("bad_server_salt about something else")
	}
	if got := int64(le.Uint64(bad.body[20:])); got != good || bad.salt != good {
		t.Error("another salt")
	}
	if f.handler.count() != 0 || f.srv.session(f.srv.keys[c.key.ID], c.session) != nil {
		t.Error("a message with a wrong salt left traces")
	}
	c.salt = good
	c.send(m) // the same id: it was not processed
	c.result(m.ID)
}

func TestSaltsOverlap(t *testing.T) {
	t.Parallel()
	f := start(t, withFake, withLimits(Limits{Idle: 24 * time.Hour, Unproved: 24 * time.Hour, WriteStall: 24 * time.Hour}))
	c := f.client(f.newKey(time.Time{}))
	f.fake.Advance(time.Hour)
	c.ping(1)
	c.expect(wire.PongID)
	f.fake.Advance(time.Hour)
	c.ping(2)
	c.expect(wire.BadSaltID)
	salts := f.srv.futureSalts(newAuthKey(c.key), f.clock.Now(), 3)
	c.salt = salts[1].Value
	c.ping(3)
	c.expect(wire.BadSaltID)
	f.fake.Advance(time.Unix(int64(salts[1].Since), 0).Sub(f.clock.Now()) - time.Minute)
	c.ping(4)
	c.expect(wire.PongID)
}

func TestFutureSalts(t *testing.T) {
	t.Parallel()
	c := start(t).dial()
	c.send(c.message(wire.AppendInt(wire.AppendID(nil, wire.FutureSaltsReqID), 1000)))
	m := c.expect(wire.FutureSaltsID)
	if n := le.Uint32(m.body[16:]); n != maxSalts || len(m.body) != 20+16*maxSalts {
		t.Fatalf("%d salts in %d bytes", n, len(m.body))
	}
	if got := int64(le.Uint64(m.body[28:])); got != c.salt {
		t.Error("the first salt is not the one in use")
	}
}

func TestSequenceNumbers(t *testing.T) {
	t.Parallel()
	f := start(t, withFake)
	c := f.dial()
	f.fake.Advance(50 * time.Second)
	start := f.clock.Now().Add(-40 * time.Second)
	echo := wire.AppendID(nil, callEcho)
	try := func(seconds float64, seq int32, body []byte, code int32) {
		t.Helper()
		id := idAt(start.Add(time.Duration(seconds * float64(time.Second))))
		c.send(wire.Message{ID: id, Seq: seq, Body: body})
		if code == 0 {
			c.result(id)
			return
		}
		c.expectBad(id, code)
	}
	try(10, 5, echo, 0)
	try(20, 9, echo, 0)
	try(11, 6, echo, badSeqEven)
	try(12, 5, echo, badSeqLow)
	try(12, 3, echo, badSeqLow)
	try(22, 9, echo, badSeqLow)
	try(12, 9, echo, badSeqHigh)
	try(12, 11, echo, badSeqHigh)
	try(12, 7, echo, 0)
	try(20.5, 9, echo, 0) // mixed up by threads
	try(19.7, 11, echo, 0)
}

func TestReplayIsNotServedTwice(t *testing.T) {
	t.Parallel()
	c := start(t).dial()
	m := c.message(wire.AppendID(nil, callEcho))
	packet := c.seal(m)
	c.packet(packet, false)
	first := c.answer(m.ID)
	for range 3 {
		c.packet(packet, false)
		if m := c.answer(m.ID); m.id != first.id || m.seq != first.seq || !bytes.Equal(m.body, first.body) {
			t.Fatal("the answer again is another one")
		}
	}
	c.ack(first.id)
	c.packet(packet, false) // acknowledged: nothing to say but an ack
	c.ping(7)
	c.expect(wire.PongID)
	if n := c.f.handler.count(); n != 1 {
		t.Errorf("served %d times", n)
	}
}

func TestOldMessageInUnknownSession(t *testing.T) {
	t.Parallel()
	f := start(t, withFake)
	c := f.client(f.newKey(time.Time{}))
	m := c.message(wire.AppendID(nil, callEcho))
	m.ID = idAt(f.clock.Now().Add(-10 * time.Second)) // before this process started
	c.send(m)
	c.expectBad(m.ID, badTooOld)

	inner := wire.Message{ID: m.ID, Seq: 1, Body: m.Body}
	fresh := wire.Message{ID: c.newID(), Seq: 3, Body: m.Body}
	c.related = 2
	c.send(inner, fresh)
	created := c.expect(wire.NewSessionID)
	if got := int64(le.Uint64(created.body[4:])); got != fresh.ID {
		t.Error("first_msg_id counts a message that was refused")
	}
	c.expectBad(inner.ID, badTooOld)
	c.result(fresh.ID)
	if n := f.handler.count(); n != 1 {
		t.Errorf("served %d times", n)
	}
}

func TestDestroyedSessionCannotBeReplayed(t *testing.T) {
	t.Parallel()
	f := start(t)
	c := f.dial()
	m := c.message(wire.AppendID(nil, callEcho))
	packet := c.seal(m)
	c.packet(packet, false)
	c.result(m.ID)

	other := f.client(c.key)
	destroy := func(want uint32) {
		t.Helper()
		other.send(other.message(wire.AppendLong(wire.AppendID(nil, wire.DestroySessionID), c.session)))
		other.expect(want)
	}
	destroy(wire.DestroySessionOkID)
	destroy(wire.DestroySessionNoneID)
	if s := within(t, f.handler.ended); s.ID() != c.session {
		t.Error("another session ended")
	}
	c.expectClosed()
	c.connect()
	c.packet(packet, false)
	c.expectBad(m.ID, badTooOld)
	if n := f.handler.count(); n != 1 {
		t.Errorf("served %d times", n)
	}
	c.send(c.message(wire.AppendID(nil, callEcho))) // a new life under the same id
	c.expect(wire.NewSessionID)
}

func TestWindowIsBounded(t *testing.T) {
	t.Parallel()
	f := start(t, withLimits(Limits{Window: 8}))
	c := f.dial()
	var sent []wire.Message
	for range 20 {
		m := c.message(wire.AppendID(nil, callEcho))
		c.send(m)
		c.ack(c.answer(m.ID).id)
		sent = append(sent, m)
	}
	c.send(sent[0])
	c.expectBad(sent[0].ID, badTooOld)
	_, s := f.handler.last()
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.window.items); n > 8 {
		t.Errorf("%d ids are remembered", n)
	}
}

// TestOddAck: mtcute counts its acks as content.
func TestOddAck(t *testing.T) {
	t.Parallel()
	c := start(t).dial()
	c.send(wire.Message{ID: c.newID(), Seq: 1, Body: wire.AppendIDs(wire.AppendID(nil, wire.AckID), nil)})
	call := wire.Message{ID: c.newID(), Seq: 2, Body: wire.AppendID(nil, callEcho)}
	c.send(call)
	c.expectBad(call.ID, badSeqEven) // the first complaint is about the call, not the ack
	call = wire.Message{ID: c.newID(), Seq: 3, Body: call.Body}
	c.send(call)
	c.result(call.ID)
}

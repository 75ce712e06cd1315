package mtproto

import (
	"testing"
	"time"

	"heliograph/internal/mtproto/wire"
)

// ask sends a service message of a long.
func (c *client) ask(id uint32, arg int64) int64 {
	m := c.message(wire.AppendLong(wire.AppendID(nil, id), arg))
	c.send(m)
	return m.ID
}

// list sends a service message of a Vector<long>.
func (c *client) list(id uint32, ids ...int64) int64 {
	m := c.message(wire.AppendIDs(wire.AppendID(nil, id), ids))
	c.send(m)
	return m.ID
}

func TestPing(t *testing.T) {
	t.Parallel()
	c := start(t).dial()
	id := c.ping(42)
	m := c.expect(wire.PongID)
	if int64(le.Uint64(m.body[4:])) != id || le.Uint64(m.body[12:]) != 42 {
		t.Errorf("pong %x", m.body)
	}
	if m.seq&1 != 0 || m.id&3 != lowAnswer {
		t.Error("a pong is an answer that needs no ack")
	}
}

func TestPingDelayDisconnect(t *testing.T) {
	t.Parallel()
	f := start(t, withFake)
	c := f.dial()
	ask := func() {
		c.send(c.message(wire.AppendInt(wire.AppendLong(wire.AppendID(nil, wire.PingDisconnectID), 1), 60)))
		c.expect(wire.PongID)
	}
	ask()
	f.fake.Advance(50 * time.Second)
	ask()
	f.fake.Advance(50 * time.Second)
	f.srv.closeIdle(f.clock.Now())
	c.ping(2) // does not put it off
	c.expect(wire.PongID)
	f.fake.Advance(11 * time.Second)
	f.srv.closeIdle(f.clock.Now())
	c.expectClosed()
}

func TestStates(t *testing.T) {
	t.Parallel()
	c := start(t).dial()
	done := c.call(callEcho)
	c.result(done)
	c.newID()
	skipped := c.newID()
	ping := c.ping(1)
	running := c.call(callBlock)
	within(t, c.f.handler.blocked)
	high := c.lastID + 1<<40
	req := c.list(wire.StateReqID, 4, done, skipped, ping, running, high)
	m := c.expect(wire.StateInfoID)
	if int64(le.Uint64(m.body[4:])) != req {
		t.Fatal("about another request")
	}
	want := []byte{6, 1, 4 | 32 | 64, 2, 4 | 16, 4 | 32, 3}
	for i, b := range want {
		if m.body[12+i] != b {
			t.Errorf("state %d is %d, not %d", i-1, m.body[12+i], b)
		}
	}
	c.f.handler.release <- struct{}{}
	c.result(running)
}

func TestResend(t *testing.T) {
	t.Parallel()
	c := start(t).dial()
	id := c.call(callEcho)
	m := c.answer(id)
	c.list(wire.ResendReqID, m.id)
	if again := c.answer(id); again.id != m.id {
		t.Error("resent under another id")
	}
	c.list(wire.ResendAnswerReqID, id)
	if again := c.answer(id); again.id != m.id {
		t.Error("resent under another id")
	}
	c.ack(m.id)
	req := c.list(wire.ResendReqID, m.id)
	if info := c.expect(wire.StateInfoID); int64(le.Uint64(info.body[4:])) != req || info.body[13] != stateUnknown {
		t.Errorf("info %x", info.body)
	}
	c.list(wire.ResendAnswerReqID, id)
	if info := c.expect(wire.StateInfoID); info.body[13] != 4|32|64 {
		t.Errorf("info %x", info.body)
	}
}

func TestDropAnswer(t *testing.T) {
	t.Parallel()
	c := start(t).dial()
	drop := func(req int64, want uint32) []byte {
		t.Helper()
		got := c.result(c.ask(wire.DropAnswerID, req))
		if wire.ID(got) != want {
			t.Fatalf("answer %x, not %x", wire.ID(got), want)
		}
		return got
	}
	drop(c.lastID-4000, wire.AnswerUnknownID)

	id := c.call(callEcho)
	m := c.answer(id)
	got := drop(id, wire.AnswerDroppedID)
	if int64(le.Uint64(got[4:])) != m.id || int32(le.Uint32(got[12:])) != m.seq || int(le.Uint32(got[16:])) != len(m.body) {
		t.Errorf("rpc_answer_dropped %x", got)
	}
	drop(id, wire.AnswerUnknownID)

	id = c.call(callBlock)
	within(t, c.f.handler.blocked)
	drop(id, wire.AnswerDroppedRunning)
	if got := c.result(id); wire.ID(got) != wire.AnswerDroppedRunning {
		t.Errorf("the call itself was answered %x", got)
	}
	c.ping(1)
	c.expect(wire.PongID)
}

func TestDestroyKey(t *testing.T) {
	t.Parallel()
	f := start(t)
	c := f.dial()
	other := f.client(c.key)
	other.ping(1)
	other.expect(wire.PongID)
	c.send(c.message(wire.AppendID(nil, wire.DestroyKeyID)))
	c.expect(wire.DestroyKeyOkID)
	c.expectClosed()
	other.expectClosed()
	within(t, f.handler.ended)
	within(t, f.handler.ended)
	c.connect()
	c.ping(1)
	if p := c.readFrame(); len(p) != 4 || int32(le.Uint32(p)) != -404 {
		t.Errorf("got %x, not -404", p)
	}
}

func TestCloseKey(t *testing.T) {
	t.Parallel()
	f := start(t)
	c := f.dial()
	temp := f.newKey(time.Now().Add(time.Hour))
	f.keys.keys[temp.ID].Perm = c.key.ID
	bound := f.client(temp)
	bound.ping(1)
	bound.expect(wire.PongID)
	stranger := f.dial()
	f.srv.CloseKey(c.key.ID)
	c.expectClosed()
	bound.expectClosed()
	stranger.ping(1)
	stranger.expect(wire.PongID)
	c.connect() // logged out, not destroyed
	c.ping(2)
	c.expect(wire.PongID)
}

func TestServiceMessagesWithoutAnswer(t *testing.T) {
	t.Parallel()
	c := start(t).dial()
	c.send(c.message(wire.AppendInt(wire.AppendInt(wire.AppendInt(wire.AppendID(nil, wire.HTTPWaitID), 0), 0), 0)))
	c.send(c.message(wire.StateInfo(1, []byte{4})))
	c.send(c.message(wire.AppendBytes(wire.AppendIDs(wire.AppendID(nil, wire.AllInfoID), nil), "")))
	c.send(c.message(append(wire.AppendID(nil, wire.DetailedInfoID), make([]byte, 24)...)))
	c.send(c.message(append(wire.AppendID(nil, wire.NewDetailedInfoID), make([]byte, 16)...)))
	c.ack(1, 2, 3)
	c.ping(3)
	c.expect(wire.PongID)
	if len(c.inbox) != 0 {
		t.Errorf("%d messages more came", len(c.inbox))
	}
}

func TestMalformedServiceMessageCloses(t *testing.T) {
	t.Parallel()
	f := start(t)
	for _, id := range []uint32{
		wire.AckID, wire.PingID, wire.PingDisconnectID, wire.FutureSaltsReqID, wire.StateReqID, wire.ResendReqID,
		wire.ResendAnswerReqID, wire.DropAnswerID, wire.DestroySessionID, wire.CopyID, wire.RPCResultID,
	} {
		c := f.dial()
		c.send(c.message(wire.AppendID(nil, id)))
		if code := c.expectClosed(); code != 0 {
			t.Errorf("%x: error %d", id, code)
		}
	}
}

func TestQuickAck(t *testing.T) {
	t.Parallel()
	c := start(t).dial()
	m := c.message(wire.AppendID(nil, callEcho))
	plain := c.plain(m)
	pad := minPadding + (16-(len(plain)+minPadding)%16)%16
	plain = append(plain, make([]byte, pad)...)
	sum := msgKeyLarge(&c.key.Value, fromClient, plain)
	c.packet(sealRaw(c.key, plain), true)
	c.result(m.ID)
	for len(c.quick) == 0 {
		c.readFrame()
	}
	if want := le.Uint32(sum[:]) | 1<<31; c.quick[0] != want {
		t.Errorf("token %x, not %x", c.quick[0], want)
	}
}

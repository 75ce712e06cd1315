package mtproto

import (
	"bytes"
	"context"
	"crypto/sha256"
	"slices"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"

	"heliograph/internal/mtproto/wire"
)

const update = 0x55555555

func updateOf(n byte) []byte { return append(wire.AppendID(nil, update), n, 0, 0, 0) }

// established returns a client and its session.
func established(f *fixture) (*client, *Session) {
	c := f.dial()
	c.result(c.call(callEcho))
	_, s := f.handler.last()
	return c, s
}

func TestPush(t *testing.T) {
	t.Parallel()
	c, s := established(start(t))
	s.Push(NewUpdate(updateOf(1)))
	m := c.expect(update)
	if m.body[4] != 1 || m.seq&1 == 0 || m.id&3 != lowOther {
		t.Errorf("push %x, seqno %d, id %x", m.body, m.seq, m.id)
	}
}

func TestServerIDsAndSeqnosGrow(t *testing.T) {
	t.Parallel()
	c, s := established(start(t))
	var last inbound
	for i := range byte(50) {
		s.Push(NewUpdate(updateOf(i)))
		c.ping(1)
		m, p := c.expect(update), c.expect(wire.PongID)
		if m.body[4] != i || m.id <= last.id || m.seq <= last.seq {
			t.Fatalf("push %d after %d: id %x after %x, seqno %d after %d", m.body[4], i, m.id, last.id, m.seq, last.seq)
		}
		if p.seq&1 != 0 || p.seq < m.seq-1 {
			t.Fatalf("pong with seqno %d after %d", p.seq, m.seq)
		}
		last = m
	}
}

func TestUnacknowledgedIsSentAgain(t *testing.T) {
	t.Parallel()
	c, s := established(start(t))
	c.acks = true
	s.Push(NewUpdate(updateOf(1)))
	c.expect(update)
	c.ping(0)
	c.expect(wire.PongID) // so the ack has been read
	c.acks = false
	s.Push(NewUpdate(updateOf(2)))
	lost := c.expect(update)
	id := c.call(callEcho)
	answer := c.answer(id)
	old := c.nc
	for _, closed := range []bool{false, true} { // the old connection may seem to live
		if closed {
			_ = old.Close()
			_ = c.nc.Close()
		}
		s.Push(NewUpdate(updateOf(3))) // perhaps while nobody is there
		c.connect()
		c.ping(1)
		again := c.find(func(m inbound) bool { return wire.ID(m.body) == update && m.body[4] == 2 })
		if again.id != lost.id || again.seq != lost.seq {
			t.Errorf("id %x, seqno %d, not %x, %d", again.id, again.seq, lost.id, lost.seq)
		}
		if m := c.answer(id); m.id != answer.id {
			t.Error("the answer came under another id")
		}
		c.find(func(m inbound) bool { return wire.ID(m.body) == update && m.body[4] == 3 })
	}
}

func TestAnswersGoToTheNewestConnection(t *testing.T) {
	t.Parallel()
	c, s := established(start(t))
	old := c.nc
	id := c.call(callBlock)
	within(t, c.f.handler.blocked)
	c.connect()
	c.ping(1)
	c.expect(wire.PongID)
	c.f.handler.release <- struct{}{}
	c.result(id)
	_ = c.nc.Close()
	c.nc = old // the old one still lives, and takes over
	until(t, func() bool { s.mu.Lock(); defer s.mu.Unlock(); return len(s.conns) == 1 })
	s.Push(NewUpdate(updateOf(9)))
	c.expect(update)
}

func TestOverflowBecomesTooLong(t *testing.T) {
	t.Parallel()
	c, s := established(start(t, withLimits(Limits{Pushes: 10})))
	_ = c.nc.Close()
	until(t, func() bool { return !s.Connected() })
	for i := range byte(100) {
		s.Push(NewUpdate(updateOf(i)))
	}
	s.mu.Lock()
	if s.pushes != 1 || !s.tooLong {
		t.Errorf("%d pushes wait", s.pushes)
	}
	s.mu.Unlock()
	c.connect()
	c.ping(1)
	c.expect(wire.UpdatesTooLongID)
	s.Push(NewUpdate(updateOf(1))) // and then goes on
	c.expect(update)
}

func TestSlowReader(t *testing.T) {
	t.Parallel()
	f := start(t, withFake, withLimits(Limits{WriteStall: 10 * time.Second}))
	c, s := established(f)
	other, _ := established(f)
	body := append(updateOf(0), make([]byte, 128<<10)...)
	var related int32
	same := 0
	until(t, func() bool { // until the kernel's buffers are full
		s.Push(NewUpdate(body)) // never blocks
		s.mu.Lock()
		defer s.mu.Unlock()
		if same++; s.related != related {
			same, related = 0, s.related
		}
		return same > 50
	})
	if len(f.srv.stuck()) != 1 {
		t.Fatal("no write is stuck")
	}
	for range 1000 {
		s.Push(NewUpdate(body))
	}
	other.result(other.call(callEcho)) // nor anybody else
	f.fake.Advance(20 * time.Second)
	f.srv.closeIdle(f.clock.Now())
	until(t, func() bool { return !s.Connected() })
	c.connect()
	c.ping(1)
	c.expect(wire.UpdatesTooLongID)
}

// stuck are the connections with a write that goes on.
func (s *Server) stuck() (list []*conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		if c.writing.Load() != 0 {
			list = append(list, c)
		}
	}
	return list
}

func TestAcksAreSent(t *testing.T) {
	t.Parallel()
	c := start(t, withLimits(Limits{AckDelay: 20 * time.Millisecond})).dial()
	id := c.call(callBlock)
	m := c.expect(wire.AckID)
	r := wire.NewReader(m.body[4:])
	if ids := r.IDs(10); ids.Len() != 1 || ids.At(0) != id {
		t.Errorf("acks %x", m.body)
	}
	within(t, c.f.handler.blocked)
	c.f.handler.release <- struct{}{}
	c.result(id)
}

func TestAcksRideWithAnswers(t *testing.T) {
	t.Parallel()
	f := start(t, withFake) // no timer goes off
	c := f.dial()
	c.inbox = nil
	slow := c.call(callBlock)
	within(t, f.handler.blocked)
	c.result(c.call(callEcho))
	m := c.expect(wire.AckID)
	r := wire.NewReader(m.body[4:])
	if ids := r.IDs(10); ids.Len() != 1 || ids.At(0) != slow {
		t.Errorf("acks %x: not the one that has no answer yet", m.body)
	}
}

func TestContainer(t *testing.T) {
	t.Parallel()
	c := start(t).dial()
	var list []wire.Message
	for range 200 {
		list = append(list, c.message(wire.AppendID(nil, callEcho)))
	}
	list = append(list, c.message(wire.AppendLong(wire.AppendID(nil, wire.PingID), 1)))
	c.send(list...)
	for _, m := range list[:200] {
		c.result(m.ID)
	}
	c.expect(wire.PongID)
}

func TestBadContainers(t *testing.T) {
	t.Parallel()
	c := start(t).dial()
	bad := func(m wire.Message, code int32) {
		t.Helper()
		c.sendAs(m)
		c.expectBad(m.ID, code)
	}
	inner := c.message(wire.AppendID(nil, callEcho))
	good := c.container(inner)
	bad(wire.Message{ID: c.newID(), Seq: good.Seq, Body: good.Body[:len(good.Body)-4]}, badContainer)
	bad(wire.Message{ID: c.newID(), Seq: good.Seq, Body: append(slices.Clone(good.Body), 0, 0, 0, 0)}, badContainer)
	bad(c.container(c.container()), badContainer)
	bad(wire.Message{ID: inner.ID, Seq: good.Seq, Body: good.Body}, badContainer) // not above its messages
	bad(wire.Message{ID: c.newID(), Seq: good.Seq + 1, Body: good.Body}, badSeqOdd)
	odd := inner
	odd.ID++
	bad(c.container(odd), badContainer)
	c.sendAs(good)
	c.result(inner.ID)
	bad(good, badIDReused)
	if n := c.f.handler.count(); n != 1 {
		t.Errorf("served %d times", n)
	}
}

func TestInvokeAfter(t *testing.T) {
	t.Parallel()
	c := start(t).dial()
	after := func(ids ...int64) []byte {
		b := wire.AppendIDs(wire.AppendID(nil, 0x3dc4b4f0), ids)
		return wire.AppendID(b, callEcho)
	}
	first := c.message(wire.AppendID(nil, callBlock))
	second := c.message(after(first.ID))
	third := c.message(after(second.ID, first.ID))
	c.send(first, second, third)
	within(t, c.f.handler.blocked)
	c.ping(1)
	c.expect(wire.PongID)
	if n := c.f.handler.count(); n != 1 {
		t.Fatalf("%d calls were served", n)
	}
	c.f.handler.release <- struct{}{}
	c.result(first.ID)
	c.result(second.ID)
	c.result(third.ID)

	bad := c.call(callFail)
	c.result(bad)
	m := c.message(after(bad))
	c.send(m)
	if got := c.result(m.ID); !bytes.Equal(got, wire.Error(400, "MSG_WAIT_FAILED")) {
		t.Errorf("after a failure: %q", got)
	}
	m = c.message(after(m.ID)) // and so on
	c.send(m)
	if got := c.result(m.ID); !bytes.Equal(got, wire.Error(400, "MSG_WAIT_FAILED")) {
		t.Errorf("after a failure: %q", got)
	}
}

func TestInvokeAfterWaitsForArrival(t *testing.T) {
	t.Parallel()
	f := start(t, withFake)
	c := f.dial()
	b := wire.AppendLong(wire.AppendID(nil, 0xcb9f372d), 0)
	late := c.message(wire.AppendID(nil, callEcho))
	m := c.message(wire.AppendID(b, callEcho))
	le.PutUint64(m.Body[4:], uint64(late.ID))
	c.send(m)
	c.ping(1)
	c.expect(wire.PongID)
	c.send(late)
	c.result(late.ID)
	c.result(m.ID)

	m = c.message(slices.Clone(m.Body))
	le.PutUint64(m.Body[4:], uint64(c.newID()+1<<34)) // never comes
	c.send(m)
	c.ping(1)
	c.expect(wire.PongID)
	f.fake.Advance(10 * time.Second)
	f.srv.serveDue(f.clock.Now())
	if got := c.result(m.ID); !bytes.Equal(got, wire.Error(400, "MSG_WAIT_FAILED")) {
		t.Errorf("after nothing: %q", got)
	}
}

func TestWaitingCallsMakeRoom(t *testing.T) {
	t.Parallel()
	f := start(t, withLimits(Limits{Calls: 2, AckDelay: 10 * time.Millisecond, WaitAbsent: 10 * time.Millisecond}))
	c := f.dial()
	var list []wire.Message
	for range 5 { // each for one that comes later, if there is room
		b := wire.AppendLong(wire.AppendID(nil, 0xcb9f372d), c.lastID+1<<34)
		list = append(list, c.message(wire.AppendID(b, callEcho)))
	}
	c.send(list...)
	for _, m := range list {
		if got := c.result(m.ID); !bytes.Equal(got, wire.Error(400, "MSG_WAIT_FAILED")) {
			t.Errorf("answer %q", got)
		}
	}
}

func TestGzip(t *testing.T) {
	t.Parallel()
	f := start(t)
	f.handler.onServe = func(_ context.Context, _ *Session, r *Request) []byte { return slices.Clone(r.Body) }
	c := f.dial()
	plain := append(wire.AppendID(nil, callEcho), bytes.Repeat([]byte("heliograph"), 1000)...)
	var g, z bytes.Buffer
	gw, zw := gzip.NewWriter(&g), zlib.NewWriter(&z)
	_, _ = gw.Write(plain)
	_, _ = zw.Write(plain)
	_, _ = gw.Close(), zw.Close()
	layer := wire.AppendInt(wire.AppendID(nil, 0xda9b0d0d), 200)
	for name, body := range map[string][]byte{
		"gzip": wire.AppendBytes(wire.AppendID(nil, wire.GzipPackedID), g.Bytes()),
		"zlib": wire.AppendBytes(wire.AppendID(nil, wire.GzipPackedID), z.Bytes()),
		"deep": wire.AppendBytes(wire.AppendID(slices.Clone(layer), wire.GzipPackedID), z.Bytes()),
	} {
		m := c.message(body)
		c.send(m)
		got := c.result(m.ID)
		if wire.ID(got) != wire.GzipPackedID {
			t.Fatalf("%s: a big answer came uncompressed", name)
		}
		r := wire.NewReader(got[4:])
		back, err := wire.Inflate(r.Bytes(), 1<<20)
		if err != nil || !bytes.Equal(back, plain) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestGzipBomb(t *testing.T) {
	t.Parallel()
	c := start(t, withLimits(Limits{Inflated: 1 << 20})).dial()
	var z bytes.Buffer
	zw := zlib.NewWriter(&z)
	zero := make([]byte, 1<<20)
	for range 8 {
		_, _ = zw.Write(zero)
	}
	_ = zw.Close()
	bomb := wire.AppendBytes(wire.AppendID(nil, wire.GzipPackedID), z.Bytes())
	layer := wire.AppendInt(wire.AppendID(nil, 0xda9b0d0d), 200)
	for _, body := range [][]byte{bomb, append(layer, bomb...)} {
		m := c.message(body)
		c.send(m)
		if got := c.result(m.ID); !bytes.Equal(got, wire.Error(400, "INPUT_REQUEST_TOO_LONG")) {
			t.Errorf("answer %q", got)
		}
	}
	m := c.message(wire.AppendBytes(wire.AppendID(nil, wire.GzipPackedID), "not compressed"))
	c.send(m)
	if got := c.result(m.ID); !bytes.Equal(got, wire.Error(400, "INPUT_FETCH_ERROR")) {
		t.Errorf("answer %q", got)
	}
}

func TestBackpressure(t *testing.T) {
	t.Parallel()
	f := start(t, withLimits(Limits{Calls: 4}))
	c := f.dial()
	var ids []int64
	for range 20 {
		ids = append(ids, c.call(callBlock))
	}
	for range 4 {
		within(t, f.handler.blocked)
	}
	until(t, func() bool { // the reader waits for room
		s := f.srv.session(f.srv.keys[c.key.ID], c.session)
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.room != nil
	})
	if n := f.handler.count(); n != 4 {
		t.Errorf("%d calls run at once", n)
	}
	for range ids {
		f.handler.release <- struct{}{}
	}
	for _, id := range ids {
		c.result(id)
	}
}

// until waits for a condition that no channel tells.
func until(t testing.TB, ok func() bool) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	late := time.After(patience)
	for !ok() {
		select {
		case <-tick.C:
		case <-late:
			t.Fatal("it did not happen")
		}
	}
}

func TestBigPacketsAreNotMixedUp(t *testing.T) {
	t.Parallel()
	f := start(t)
	f.handler.onServe = func(_ context.Context, _ *Session, r *Request) []byte {
		if wire.ID(r.Body) == callBlock {
			<-f.handler.release // its body has to stay
		}
		sum := sha256.Sum256(r.Body)
		return append(wire.AppendID(nil, callEcho), sum[:]...)
	}
	c := f.dial()
	want := map[int64][32]byte{}
	for i := range 40 {
		body := wire.AppendID(nil, callEcho)
		if i == 3 {
			body = wire.AppendID(nil, callBlock)
		}
		body = append(body, bytes.Repeat([]byte{byte(i), 1, 2, 3}, 10000+i*100)...)
		m := c.message(body)
		c.send(m)
		want[m.ID] = sha256.Sum256(body)
	}
	f.handler.release <- struct{}{}
	for id, sum := range want {
		if got := c.result(id); !bytes.Equal(got[4:], sum[:]) {
			t.Error("a call saw another body")
		}
	}
}

package mtproto

import (
	"context"
	"encoding/binary"
	"runtime"
	"testing"
	"time"

	"heliograph/internal/mtproto/wire"
)

// FuzzPacket gives a session whatever can be in a packet: the input is what is
// encrypted, from the salt on, only made to fit the session.
func FuzzPacket(f *testing.F) {
	echo := wire.AppendID(nil, callEcho)
	container := wire.AppendInt(wire.AppendID(nil, wire.ContainerID), 2)
	for i, b := range [][]byte{echo, wire.AppendLong(wire.AppendID(nil, wire.PingID), 1)} {
		container = append(wire.AppendHeader(container, int64(4*i+4), 1, len(b)), b...)
	}
	for _, body := range [][]byte{
		echo, container, initConnection(200, "m", echo),
		wire.AppendIDs(wire.AppendID(nil, wire.AckID), []int64{1, 2}),
		wire.AppendIDs(wire.AppendID(nil, wire.StateReqID), []int64{4, 8}),
		wire.AppendIDs(wire.AppendID(nil, wire.ResendReqID), []int64{4, 8}),
		wire.AppendIDs(wire.AppendID(nil, wire.ResendAnswerReqID), []int64{4, 8}),
		wire.AppendLong(wire.AppendID(nil, wire.DropAnswerID), 4),
		wire.AppendLong(wire.AppendID(nil, wire.DestroySessionID), 2),
		wire.AppendInt(wire.AppendID(nil, wire.FutureSaltsReqID), 3),
		wire.AppendInt(wire.AppendLong(wire.AppendID(nil, wire.PingDisconnectID), 1), 60),
		wire.AppendID(nil, wire.DestroyKeyID),
		wire.AppendBytes(wire.AppendID(nil, wire.GzipPackedID), []byte{0x78, 0x9c, 1, 0, 0}),
		append(wire.AppendLong(wire.AppendID(nil, 0xcb9f372d), 4), echo...),
	} {
		f.Add(int64(0), int32(1), body, body)
		f.Add(int64(8), int32(2), body, echo)
	}
	f.Fuzz(func(t *testing.T, id int64, seq int32, first, second []byte) {
		fx := bare(t, withLimits(Limits{
			Inflated: 1 << 16, Window: 16, Calls: 8,
			AckDelay: 2 * time.Millisecond, WaitAbsent: time.Millisecond, WaitRunning: 5 * time.Millisecond,
		}))
		ctx, cancel := context.WithCancel(t.Context())
		ran := make(chan error, 1)
		go func() { ran <- fx.srv.Run(ctx) }()
		defer func() { cancel(); <-ran }()
		fx.handler.onServe = func(context.Context, *Session, *Request) []byte { return updateOf(1) }
		c, p := fx.piped()
		ended := make(chan struct{})
		go func() { // a client that reads
			defer close(ended)
			for {
				select {
				case <-p.out:
				case <-p.done:
					return
				}
			}
		}()
		base := c.newID()
		for i, body := range [][]byte{first, second} {
			m := wire.Message{ID: base + id%(1<<20) + int64(4*i), Seq: seq, Body: shift(body, base)}
			if len(m.Body) > 1<<16 {
				return
			}
			give(t, p, c.seal(m))
		}
		give(t, p, c.seal(c.message(wire.AppendLong(wire.AppendID(nil, wire.PingID), 1))))
		_ = p.Close()
		<-ended
		check(t, fx)
	})
}

// give hands over a packet: whatever was before it, the next packet is read, or
// the connection is closed.
func give(t *testing.T, p *pipeConn, packet []byte) {
	t.Helper()
	select {
	case p.in <- packet:
	case <-p.done:
	case <-time.After(patience):
		stacks := make([]byte, 1<<20)
		t.Fatalf("the connection hangs: %s", stacks[:runtime.Stack(stacks, true)])
	}
}

// shift moves the ids in a container of the input to where they are valid.
func shift(body []byte, base int64) []byte {
	body = append([]byte(nil), body...)
	if wire.ID(body) != wire.ContainerID {
		return body
	}
	for at := 8; at+16 <= len(body); {
		id := int64(binary.LittleEndian.Uint64(body[at:]))
		binary.LittleEndian.PutUint64(body[at:], uint64(base-400+id%400))
		at += 16 + int(binary.LittleEndian.Uint32(body[at+12:])%(1<<16))
	}
	return body
}

// check looks for what must hold in every session (M3).
func check(t *testing.T, f *fixture) {
	f.srv.mu.Lock()
	var all []*Session
	for _, k := range f.srv.keys {
		for _, s := range k.sessions {
			all = append(all, s)
		}
	}
	f.srv.mu.Unlock()
	for _, s := range all {
		s.mu.Lock()
		queued, stored, resends := 0, 0, 0
		for _, m := range s.pending {
			queued += m.size()
		}
		for i, m := range s.unacked {
			stored += m.size()
			if m.resend {
				resends++
			}
			if i > 0 && s.unacked[i-1].id >= m.id {
				t.Error("stored messages are out of order")
			}
		}
		if queued != s.queued || stored != s.stored || resends != s.resends {
			t.Errorf("counted %d, %d, %d; are %d, %d, %d", s.queued, s.stored, s.resends, queued, stored, resends)
		}
		for i := 1; i < len(s.window.items); i++ {
			if s.window.items[i-1].id >= s.window.items[i].id {
				t.Error("ids are out of order")
			}
		}
		if len(s.window.items) > f.srv.limits.Window {
			t.Error("the window has grown")
		}
		s.mu.Unlock()
	}
}

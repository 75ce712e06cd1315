package rpc_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/gotd/td/tg"

	"heliograph/internal/fault"
	"heliograph/internal/rpc"
)

func TestFloodWait(t *testing.T) {
	t.Parallel()
	w := open(t, rpc.Limits{Normal: rpc.Rate{PerSecond: 2, Burst: 10}, Sending: rpc.Rate{PerSecond: 1, Burst: 3}, Anonymous: rpc.Rate{PerSecond: .25, Burst: 2}})
	w.serve(func() (*tg.NearestDC, error) { return &tg.NearestDC{}, nil })
	w.s.Dispatcher().OnMessagesSendMessage(rpc.Any(func(context.Context, *rpc.Call, *tg.MessagesSendMessageRequest) (tg.UpdatesClass, error) {
		return &tg.UpdatesTooLong{}, nil
	}))
	send := &tg.MessagesSendMessageRequest{Peer: &tg.InputPeerSelf{}}
	for i := range 10 {
		w.expect(fmt.Sprint("call ", i), w.call(person, method), "ok")
	}
	for range 3 { // asking again costs nothing
		w.expect("too many", w.call(person, method), "420 FLOOD_WAIT_1")
	}
	for range 3 {
		w.expect("sending has its own budget", w.call(person, send), "ok")
	}
	w.expect("too many", w.call(person, send), "420 FLOOD_WAIT_1")
	w.expect("another person", w.call(person+1, method), "ok")
	w.clock.Advance(time.Second)
	w.expect("after the wait", w.call(person, method), "ok")
	w.expect("after the wait", w.call(person, method), "ok")
	w.expect("and no more", w.call(person, method), "420 FLOOD_WAIT_1")
	for range 2 {
		w.expect("nobody", w.call(nobody, method), "ok")
	}
	w.expect("nobody", w.call(nobody, method), "420 FLOOD_WAIT_4")
	w.expect("nobody, with what sends", w.call(nobody, send), "420 FLOOD_WAIT_4")
	w.expect("nobody on another key", w.call(nobody+1, method), "ok")
	w.clock.Advance(4 * time.Second)
	w.expect("after the wait", w.call(nobody, method), "ok")
	w.clock.Advance(time.Hour)
	for i := range 10 {
		w.expect(fmt.Sprint("the whole burst again, ", i), w.call(person, method), "ok")
	}
	w.expect("too many", w.call(person, method), "420 FLOOD_WAIT_1")
}

// However many callers there are, those whose budget is full are forgotten.
func TestForgotten(t *testing.T) {
	t.Parallel()
	w := open(t, rpc.Limits{})
	w.serve(func() (*tg.NearestDC, error) { return nil, fault.New(fault.Invalid, "X") })
	const rounds, each = 4, 70_000
	for n := range int64(rounds) {
		for i := range int64(each) {
			w.call(10_000+n*each+i, method)
		}
		w.clock.Advance(time.Minute)
	}
	if n := w.s.Remembered(); n > rounds*each/2+16 {
		t.Errorf("%d callers", n)
	}
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	w := open(t, rpc.Limits{Normal: rpc.Rate{PerSecond: 1, Burst: 3}})
	var err error
	w.serve(func() (*tg.NearestDC, error) { return &tg.NearestDC{}, err })
	w.call(person, method)
	w.call(person, method)
	err = fault.New(fault.Invalid, "PEER_ID_INVALID")
	w.call(person, method)
	w.call(person, method) // too many
	w.call(person+1, &tg.ChannelsGetLeftChannelsRequest{})
	w.call(person+1, unknownMethod{})
	got := map[string]float64{}
	families, gerr := w.reg.Gather()
	if gerr != nil {
		t.Fatal(gerr)
	}
	for _, f := range families {
		for _, m := range f.Metric {
			name := ""
			for _, l := range m.Label {
				name += l.GetValue() + " "
			}
			got[name] += m.GetCounter().GetValue() + float64(m.GetHistogram().GetSampleCount())
		}
	}
	for name, want := range map[string]float64{
		"help.getNearestDc ": 2, "PEER_ID_INVALID help.getNearestDc ": 1, "FLOOD_WAIT_%d help.getNearestDc ": 1,
		"METHOD_INVALID channels.getLeftChannels ": 1, "METHOD_INVALID unknown ": 1,
	} {
		if got[name] != want {
			t.Errorf("%q is %v, not %v, of %v", name, got[name], want, got)
		}
	}
}

package apptest_test

import (
	"context"
	"slices"
	"strings"

	"github.com/gotd/td/tg"

	"heliograph/internal/apptest"
)

// follower is a device that is away most of the time, and knows what is only
// from what it is told when it comes back.
type follower struct {
	d     *apptest.Device
	who   int
	state tg.UpdatesState
	list  map[int]*mMessage
}

// begin looks at everything, and leaves.
func (f *follower) begin(p *play, who int) {
	f.who, f.list = who, map[int]*mMessage{}
	for with := range len(names) + 1 {
		for _, m := range p.history(who, with) {
			f.list[m.GetID()] = p.seen(m)
		}
	}
	f.state = *must(p, "state", func(ctx context.Context) (*tg.UpdatesState, error) { return f.d.API.UpdatesGetState(ctx) })
	f.d.Disconnect()
}

// catchUp comes back, and compares what it is told with the model.
func (f *follower) catchUp(p *play) {
	p.t.Helper()
	f.d.Connect()
	defer f.d.Disconnect()
	for f.fetch(p) {
	}
	var got, want []string
	for _, x := range f.list {
		got = append(got, x.show())
	}
	for _, x := range p.m.boxes[f.who].list {
		want = append(want, x.show())
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		p.t.Fatalf("%d comes back and has\n  %s\nnot\n  %s", f.who, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// fetch takes one piece of the difference; more says that there is more.
func (f *follower) fetch(p *play) (more bool) {
	p.t.Helper()
	r := &tg.UpdatesGetDifferenceRequest{Pts: f.state.Pts, Date: f.state.Date, Qts: f.state.Qts}
	switch d := must(p, "difference", func(ctx context.Context) (tg.UpdatesDifferenceClass, error) {
		return f.d.API.UpdatesGetDifference(ctx, r)
	}).(type) {
	case *tg.UpdatesDifference:
		f.take(p, d.NewMessages, d.OtherUpdates)
		f.state = d.State
	case *tg.UpdatesDifferenceSlice:
		f.take(p, d.NewMessages, d.OtherUpdates)
		f.state, more = d.IntermediateState, true
	case *tg.UpdatesDifferenceTooLong:
		p.t.Fatalf("%d is told to begin anew", f.who)
	}
	return more
}

func (f *follower) take(p *play, news []tg.MessageClass, others []tg.UpdateClass) {
	p.t.Helper()
	for _, m := range news {
		x := p.seen(m)
		f.list[x.id] = x
	}
	for _, u := range others {
		switch u := u.(type) {
		case *tg.UpdateNewMessage:
			f.list[u.Message.GetID()] = p.seen(u.Message)
		case *tg.UpdateEditMessage:
			f.list[u.Message.GetID()] = p.seen(u.Message)
		case *tg.UpdateDeleteMessages:
			for _, id := range u.Messages {
				delete(f.list, id)
			}
		case *tg.UpdatePinnedMessages:
			for _, id := range u.Messages {
				if x := f.list[id]; x != nil {
					x.pinned = u.Pinned
				}
			}
		case *tg.UpdateMessageReactions:
			if x := f.list[u.MsgID]; x != nil {
				x.likes = nil
				p.likes(x, u.Reactions)
			}
		}
	}
}

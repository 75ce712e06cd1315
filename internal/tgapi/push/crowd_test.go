package push_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"heliograph/internal/channel"
	"heliograph/internal/clock"
	"heliograph/internal/dialog"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/tgapi/push"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

const chief user.ID = 100

// audience is channels as push wants them.
type audience struct {
	*channel.Service
	dialogs *dialog.Service
	apart   atomic.Int64           // who sees something else, 0: nobody
	between atomic.Pointer[func()] // done once after membership was read
}

func (a *audience) Joined(ctx context.Context, id user.ID) ([]peer.Peer, error) {
	return a.dialogs.Joined(ctx, id, 100)
}

func (a *audience) In(ctx context.Context, p peer.Peer, ids ...user.ID) ([]int, update.Position, error) {
	first, at, err := a.Service.In(ctx, channel.ID(p.ID), ids...)
	if f := a.between.Swap(nil); f != nil {
		(*f)()
	}
	return first, at, err
}

func (a *audience) Aside(context.Context, []update.Event) ([]user.ID, error) {
	return []user.ID{user.ID(a.apart.Load())}, nil
}

// hall is a world with one channel in it.
type hall struct {
	*world
	*audience
	id channel.ID
}

func audienceOf(to **audience) func(*engine, *update.Log) push.Channels {
	return func(st *engine, l *update.Log) push.Channels {
		*to = &audience{
			Service: channel.New(channel.Deps{Store: st, Log: l, Clock: clock.System{}}),
			dialogs: dialog.New(dialog.Deps{Store: st, Log: l}),
		}
		return *to
	}
}

func openHall(t *testing.T, members ...user.ID) *hall {
	t.Helper()
	h := &hall{}
	h.world = openWith(t, audienceOf(&h.audience))
	c, err := h.Create(t.Context(), user.Actor{ID: chief}, channel.Draft{Title: "Hall"})
	if err != nil {
		t.Fatal(err)
	}
	h.id = c.Channel.ID
	for _, m := range members {
		h.enter(m)
	}
	return h
}

// other is the same channel as another node sees it.
func (h *hall) other(t *testing.T) *hall {
	t.Helper()
	o := &hall{id: h.id}
	o.world = openNode(t, h.st, h.bus, audienceOf(&o.audience))
	return o
}

func (h *hall) enter(id user.ID) {
	h.t.Helper()
	if _, err := h.Add(h.t.Context(), user.Actor{ID: chief}, h.id, id); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hall) kick(id user.ID) {
	h.t.Helper()
	if _, err := h.Kick(h.t.Context(), user.Actor{ID: chief}, h.id, id); err != nil {
		h.t.Fatal(err)
	}
}

// happens appends n events to the channel's log, and returns the pts of the last.
func (h *hall) happens(n int, es ...update.Event) (pts int) {
	h.t.Helper()
	err := h.log.Run(h.t.Context(), []store.Owner{h.id.Owner()}, func(tx *update.Tx) error {
		b, err := tx.Box(h.id.Owner())
		if err != nil {
			return err
		}
		for range n {
			b.Append(update.Event{Kind: update.NewMessage, Peer: h.id.Peer(), ID: b.NextID()})
		}
		for _, e := range es {
			b.Append(e)
		}
		pts = b.Pts()
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return pts
}

// One rendering serves a whole channel, and one more whoever sees something else.
func TestCrowdIsRenderedOnce(t *testing.T) {
	t.Parallel()
	h := openHall(t)
	var ds []*device
	for i := range int64(40) {
		u := user.ID(1000 + i)
		h.enter(u)
		ds = append(ds, h.attach(u, 2*i+1), h.attach(u, 2*i+2))
	}
	x := h.attach(other, 999)
	end := h.happens(1)
	for _, d := range ds {
		d.has(end)
	}
	if n := h.view.renders.Load(); n != 1 {
		t.Errorf("rendered %d times", n)
	}
	h.apart.Store(1000)
	end = h.happens(1)
	for _, d := range ds {
		d.has(end)
	}
	if n := h.view.renders.Load(); n != 4 { // one for all, one for each of the two sessions
		t.Errorf("rendered %d times", n)
	}
	if got := x.all(); len(got) != 0 {
		t.Errorf("a stranger is told %v", got)
	}
}

// Who leaves sees nothing of what follows, and who comes back goes on from there.
func TestCrowdLeaveAndComeBack(t *testing.T) {
	t.Parallel()
	h := openHall(t, me, other)
	a, b := h.attach(me, 1), h.attach(other, 2)
	first := h.happens(1)
	h.kick(me)
	unseen := h.happens(3)
	b.has(unseen)
	h.enter(me)
	back := h.happens(1)
	a.has(back)
	b.has(back)
	if got := a.all(); !slices.Equal(got, []int{first, back}) {
		t.Errorf("%v", got)
	}
	if got := b.all(); !inOrder(got) || len(got) != 5 {
		t.Errorf("%v", got)
	}
}

// A session that attaches late gets what happens from then on, also when the
// crowd is behind at that time.
func TestCrowdLateSession(t *testing.T) {
	t.Parallel()
	h := openHall(t, me, other)
	a := h.attach(me, 1)
	reached, open := h.view.shut()
	first := h.happens(1)
	reached()
	second := h.happens(1)
	b := h.attach(other, 2)
	third := h.happens(1)
	open()
	a.has(third)
	b.has(third)
	if got := a.all(); !slices.Equal(got, []int{first, second, third}) {
		t.Errorf("%v", got)
	}
	if got := b.all(); !slices.Equal(got, []int{third}) {
		t.Errorf("what was before is told: %v", got)
	}
}

// Somebody is removed right after it was read that they are a member.
func TestCrowdRemovedWhileAttaching(t *testing.T) {
	t.Parallel()
	for name, alone := range map[string]bool{"alone": true, "with others": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := openHall(t, me, other)
			var b *device
			if !alone {
				b = h.attach(other, 2)
			}
			kicked := func() {
				h.kick(me)
				if end := h.happens(1); b != nil {
					b.has(end)
				}
			}
			h.between.Store(&kicked)
			a := h.attach(me, 1)
			if b == nil {
				b = h.attach(other, 2)
			}
			end := h.happens(2)
			b.has(end)
			h.put(me, 1, 0)
			a.until("own", func(got []int) bool { return len(got) > 0 })
			if got := a.all(); len(got) != 1 {
				t.Errorf("who was removed is told %v", got)
			}
		})
	}
}

func TestCrowdHiddenHistory(t *testing.T) {
	t.Parallel()
	h := openHall(t, me)
	h.happens(5)
	if _, err := h.Set(t.Context(), user.Actor{ID: chief}, h.id, channel.HiddenHistory, true); err != nil {
		t.Fatal(err)
	}
	h.enter(other)
	a, b := h.attach(me, 1), h.attach(other, 2)
	old := h.happens(0, update.Event{Kind: update.EditMessage, Peer: h.id.Peer(), ID: 2})
	end := h.happens(1)
	a.has(end)
	b.has(end)
	if got := a.all(); !slices.Equal(got, []int{old, end}) {
		t.Errorf("who sees all is told %v", got)
	}
	if got := b.all(); !slices.Equal(got, []int{without, old, end}) {
		t.Errorf("who came later is told %v", got)
	}
}

// When members cannot be shown what happened they fetch it; who was removed
// meanwhile is told nothing.
func TestCrowdTooLong(t *testing.T) {
	t.Parallel()
	h := openHall(t, me, other)
	a, b := h.attach(me, 1), h.attach(other, 2)
	reached, open := h.view.shut()
	first := h.happens(1)
	reached()
	h.kick(me)
	for range push.MaxBehind/100 + 2 {
		h.happens(100)
	}
	open()
	b.until("too long", func(got []int) bool { return slices.Contains(got, channelTooLong) })
	next := h.happens(1)
	b.has(next)
	if got := b.all(); !slices.Equal(got, []int{first, channelTooLong, next}) {
		t.Errorf("%v", got)
	}
	if got := a.all(); !slices.Equal(got, []int{first}) {
		t.Errorf("who was removed is told %v", got)
	}
	h.view.fail.Store(true)
	h.happens(1)
	b.until("too long again", func(got []int) bool { return got[len(got)-1] == channelTooLong })
	h.view.fail.Store(false)
	b.has(h.happens(1))
}

func TestCrowdEphemeral(t *testing.T) {
	t.Parallel()
	h := openHall(t, me, other)
	a, b := h.attach(me, 1), h.attach(other, 2)
	h.log.Ephemeral(h.id.Owner(), update.Event{Kind: update.Typing})
	for _, d := range []*device{a, b} {
		d.until("typing", func(got []int) bool { return slices.Equal(got, []int{typing}) })
	}
	h.kick(me)
	h.log.Ephemeral(h.id.Owner(), update.Event{Kind: update.Typing})
	b.until("typing", func(got []int) bool { return slices.Equal(got, []int{typing, typing}) })
	b.has(h.happens(1))
	if got := a.all(); !slices.Equal(got, []int{typing}) {
		t.Errorf("who was removed sees %v", got)
	}
}

// What is done over one node takes effect on all.
func TestCrowdOnNodes(t *testing.T) {
	t.Parallel()
	h := openHall(t, me, other)
	o := h.other(t)
	a, b := h.attach(me, 1), o.attach(other, 2)
	first := h.happens(1)
	a.has(first)
	b.has(first)
	o.kick(me)
	end := o.happens(1)
	b.has(end)
	h.put(me, 1, 0)
	a.until("own", func(got []int) bool { return len(got) == 2 })
	o.enter(me)
	h.put(me, 1, 0) // told after the crowd was joined
	a.until("own", func(got []int) bool { return len(got) == 3 })
	end = h.happens(1)
	a.has(end)
	b.has(end)
	if got := a.all(); len(got) != 4 {
		t.Errorf("%v", got)
	}
}

// Whatever people do at the same time, nothing is told twice or out of order, and
// nothing stays when all have gone.
func TestCrowdComesAndGoes(t *testing.T) {
	t.Parallel()
	const people = 8
	h := openHall(t)
	guard := h.attach(chief, 1) // so that the crowd is never empty
	var last [people]*device
	var wg sync.WaitGroup
	for i := range people {
		wg.Go(func() {
			rnd := rand.New(rand.NewPCG(uint64(i), 3))
			u, in := user.ID(1000+i), false
			var d *device
			for n := range 60 {
				switch rnd.IntN(4) {
				case 0:
					if in = !in; in {
						h.enter(u)
					} else {
						h.kick(u)
					}
				case 1:
					if d != nil {
						h.hub.DetachSession(d)
					}
					d = h.attach(u, int64(1000*i+n+2))
				case 2:
					h.happens(1 + rnd.IntN(3))
				case 3:
					if d != nil {
						h.hub.DetachSession(d)
						d = nil
					}
				}
				if d != nil && !inOrder(d.all()) {
					t.Errorf("%v", d.all())
				}
			}
			if !in {
				h.enter(u)
			}
			if d == nil {
				d = h.attach(u, int64(1000*i+999))
			}
			last[i] = d
		})
	}
	wg.Wait()
	end := h.happens(1)
	for _, d := range last {
		d.has(end)
	}
	if crowds, members := h.hub.Crowds(); crowds != 1 || members != people+1 {
		t.Errorf("%d people in %d crowds", members, crowds)
	}
	for i := range people / 2 {
		h.kick(user.ID(1000 + i))
	}
	end = h.happens(1)
	guard.has(end)
	for i, d := range last {
		if i >= people/2 {
			d.has(end)
		}
		if got := slices.Contains(d.all(), end); got != (i >= people/2) {
			t.Errorf("%d is told: %v", i, got)
		}
		h.hub.DetachSession(d)
	}
	h.hub.DetachSession(guard)
	if crowds, members := h.hub.Crowds(); crowds != 0 || members != 0 || h.hub.Feeds() != 0 {
		t.Errorf("%d people in %d crowds stay, and %d feeds", members, crowds, h.hub.Feeds())
	}
}

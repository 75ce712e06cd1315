package messages_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/gotd/td/tg"

	"heliograph/internal/session"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// difference asks for what came after pts and date.
func (w *world) difference(as user.ID, req tg.UpdatesGetDifferenceRequest) tg.UpdatesDifferenceClass {
	w.t.Helper()
	var box tg.UpdatesDifferenceBox
	w.ok(as, &req, &box)
	return box.Difference
}

func (w *world) state(as user.ID) tg.UpdatesState {
	w.t.Helper()
	var st tg.UpdatesState
	w.ok(as, &tg.UpdatesGetStateRequest{}, &st)
	return st
}

// client keeps what a client keeps: a position, and messages by id.
type client struct {
	*world
	who       user.ID
	pts, date int
	limit     int
	messages  map[int]string
	rounds    int
	others    []tg.UpdateClass
}

// catchUp asks for differences until there are no more.
func (c *client) catchUp() {
	c.t.Helper()
	for {
		if c.rounds++; c.rounds > 5000 {
			c.t.Fatal("no end")
		}
		req := tg.UpdatesGetDifferenceRequest{Pts: c.pts, Date: c.date}
		if c.limit > 0 {
			req.SetPtsLimit(c.limit)
		}
		switch d := c.difference(c.who, req).(type) {
		case *tg.UpdatesDifferenceEmpty:
			c.date = d.Date
			return
		case *tg.UpdatesDifference:
			c.apply(d.NewMessages, d.OtherUpdates, d.State)
			return
		case *tg.UpdatesDifferenceSlice:
			if d.IntermediateState.Pts <= c.pts {
				c.t.Fatalf("a slice from %d to %d", c.pts, d.IntermediateState.Pts)
			}
			c.apply(d.NewMessages, d.OtherUpdates, d.IntermediateState)
		default:
			c.t.Fatalf("%+v", d)
		}
	}
}

func (c *client) apply(ms []tg.MessageClass, us []tg.UpdateClass, st tg.UpdatesState) {
	put := func(m tg.MessageClass) { c.messages[m.GetID()] = fmt.Sprint(texts([]tg.MessageClass{m})) }
	for _, m := range ms {
		put(m)
	}
	for _, u := range us {
		if n, ok := u.(interface{ GetPts() int }); ok && n.GetPts() != 0 {
			c.t.Errorf("a position in a difference: %+v", u)
		}
		switch u := u.(type) {
		case *tg.UpdateEditMessage:
			put(u.Message)
		case *tg.UpdateDeleteMessages:
			for _, id := range u.Messages {
				delete(c.messages, id)
			}
		}
	}
	c.others = append(c.others, us...)
	c.pts, c.date = st.Pts, st.Date
}

// A device that was away comes to what the others see, whatever the slices.
func TestCatchUp(t *testing.T) {
	t.Parallel()
	w := open(t)
	for i := range 300 {
		w.send(ann, bob, fmt.Sprint("m", i))
		switch i % 10 {
		case 3:
			w.ok(ann, &tg.MessagesEditMessageRequest{Peer: w.peer(ann, bob), ID: i, Message: fmt.Sprint("e", i)}, nil)
		case 5:
			w.ok(bob, &tg.MessagesDeleteMessagesRequest{ID: []int{i - 1, i - 4}, Revoke: true}, nil)
		case 7:
			w.ok(bob, &tg.MessagesSaveDraftRequest{Peer: w.peer(bob, ann), Message: fmt.Sprint(i)}, nil)
		case 9:
			w.ok(bob, &tg.MessagesReadHistoryRequest{Peer: w.peer(bob, ann)}, nil)
			w.clock.Advance(time.Minute)
		}
	}
	want := map[int]string{}
	var box tg.MessagesMessagesBox
	for offset := 0; ; {
		w.ok(bob, &tg.MessagesGetHistoryRequest{Peer: w.peer(bob, ann), Limit: 100, OffsetID: offset}, &box)
		ms, _ := box.Messages.AsModified()
		for _, m := range ms.GetMessages() {
			want[m.GetID()] = fmt.Sprint(texts([]tg.MessageClass{m}))
			offset = m.GetID()
		}
		if len(ms.GetMessages()) < 100 {
			break
		}
	}
	for _, limit := range []int{1, 7, 100, 0} {
		c := &client{world: w, who: bob, pts: 1, date: 1, limit: limit, messages: map[int]string{}}
		c.catchUp()
		if fmt.Sprint(c.messages) != fmt.Sprint(want) || c.pts != w.state(bob).Pts {
			t.Errorf("limit %d: pts %d\n%v\n%v", limit, c.pts, c.messages, want)
		}
	}
}

func TestDifferenceEdges(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(ann, bob, "x")
	st := w.state(bob)
	if st.Pts != 2 || st.Date != 1_700_000_000 || st.UnreadCount != 1 || st.Seq != 0 {
		t.Errorf("%+v", st)
	}
	if d, ok := w.difference(bob, tg.UpdatesGetDifferenceRequest{Pts: 2, Date: st.Date}).(*tg.UpdatesDifferenceEmpty); !ok || d.Date != st.Date {
		t.Errorf("%+v", d)
	}
	for pts, code := range map[int]string{0: "PERSISTENT_TIMESTAMP_EMPTY", -1: "PERSISTENT_TIMESTAMP_INVALID"} {
		if got := w.call(bob, &tg.UpdatesGetDifferenceRequest{Pts: pts, Date: 1}, nil); got != code {
			t.Errorf("%d: %q", pts, got)
		}
	}
	if d, ok := w.difference(bob, tg.UpdatesGetDifferenceRequest{Pts: 500, Date: 1}).(*tg.UpdatesDifferenceTooLong); !ok || d.Pts != 2 {
		t.Errorf("ahead: %+v", d)
	}
	for range 20 {
		w.send(ann, bob, "y")
	}
	req := tg.UpdatesGetDifferenceRequest{Pts: 2, Date: 1}
	req.SetPtsTotalLimit(19)
	if d, ok := w.difference(bob, req).(*tg.UpdatesDifferenceTooLong); !ok || d.Pts != 22 {
		t.Errorf("%+v", d)
	}
	req.SetPtsTotalLimit(20)
	d, ok := w.difference(bob, req).(*tg.UpdatesDifference)
	if !ok || len(d.NewMessages) != 20 || d.State.Pts != 22 || d.State.UnreadCount != 21 || len(d.Users) != 1 {
		t.Errorf("%+v", d)
	}
}

// What has no pts is told by date, and again only when it is fresh.
func TestDifferenceByDate(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(ann, bob, "x")
	w.ok(bob, &tg.MessagesSaveDraftRequest{Peer: w.peer(bob, ann), Message: "draft"}, nil)
	drafts := func(date int) int {
		switch d := w.difference(bob, tg.UpdatesGetDifferenceRequest{Pts: 2, Date: date}).(type) {
		case *tg.UpdatesDifference:
			return len(d.OtherUpdates)
		case *tg.UpdatesDifferenceEmpty:
			return 0
		default:
			t.Fatalf("%+v", d)
			return 0
		}
	}
	for date, want := range map[int]int{1: 1, 1_700_000_000: 1, 1_700_000_005: 1, 1_700_000_100: 0} {
		if n := drafts(date); n != want {
			t.Errorf("date %d: %d updates, not %d", date, n, want)
		}
	}
}

// Many events without pts in front of one with: a client that has been told of
// them is not sent round in circles.
func TestSliceAfterPlainEvents(t *testing.T) {
	t.Parallel()
	w := open(t)
	for i := range 30 {
		w.ok(bob, &tg.MessagesSaveDraftRequest{Peer: w.peer(bob, ann), Message: fmt.Sprint(i)}, nil)
	}
	w.clock.Advance(time.Hour)
	w.send(ann, bob, "x")
	w.send(ann, bob, "y")
	for _, date := range []int{1, 1_700_000_000, 1_700_003_000} {
		c := &client{world: w, who: bob, pts: 1, date: date, limit: 5, messages: map[int]string{}}
		c.catchUp()
		if len(c.messages) != 2 || c.pts != 3 || c.rounds > 3 {
			t.Errorf("date %d: %+v", date, c)
		}
	}
}

// The difference of a message that was deleted since leaves nothing of it.
func TestDeletedSince(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.send(ann, bob, "secret")
	w.ok(ann, &tg.MessagesEditMessageRequest{Peer: w.peer(ann, bob), ID: 1, Message: "edited"}, nil)
	w.ok(ann, &tg.MessagesDeleteMessagesRequest{ID: []int{1}, Revoke: true}, nil)
	c := &client{world: w, who: bob, pts: 1, date: 1, messages: map[int]string{}}
	c.catchUp()
	if len(c.messages) != 0 || c.pts != 4 || len(c.others) != 1 {
		t.Errorf("%+v", c)
	}
	// A push shows each pts, so that the client sees no gap.
	d, err := w.log.Since(t.Context(), bob.Owner(), update.Position{Pts: 1}, 10)
	if err != nil {
		t.Fatal(err)
	}
	u, err := w.view.Push(t.Context(), bob, d.Events)
	if err != nil {
		t.Fatal(err)
	}
	for i, x := range u.(*tg.Updates).Updates {
		if del, ok := x.(*tg.UpdateDeleteMessages); !ok || del.Pts != i+2 || del.PtsCount != 1 {
			t.Errorf("%+v", x)
		}
	}
}

// A device is told of the logins of others, not of its own.
func TestOwnLogin(t *testing.T) {
	t.Parallel()
	w := open(t)
	for _, perm := range []int64{int64(bob), 555} { // a call of bob comes over the key with bob's number
		err := w.log.Run(t.Context(), []store.Owner{bob.Owner()}, func(tx *update.Tx) error {
			b, err := tx.Box(bob.Owner())
			if err == nil {
				b.Append(update.Event{Kind: update.NewAuthorization, Data: store.Encode(&session.NewLogin{Perm: perm, Hash: perm})})
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	d := w.difference(bob, tg.UpdatesGetDifferenceRequest{Pts: 1, Date: 1}).(*tg.UpdatesDifference)
	if len(d.OtherUpdates) != 1 || d.OtherUpdates[0].(*tg.UpdateNewAuthorization).Hash != 555 {
		t.Errorf("%+v", d.OtherUpdates)
	}
}

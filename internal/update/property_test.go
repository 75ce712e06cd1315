package update_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"heliograph/internal/peer"
	"heliograph/internal/update"
)

func anyEvent(r *rand.Rand) update.Event {
	e := update.Event{Peer: peer.Of(peer.User, r.Int64N(5)+1), Origin: r.Int64N(3)}
	switch r.IntN(4) {
	case 0:
		e.Kind = update.DeleteMessages
		for range r.IntN(5) + 1 {
			e.IDs = append(e.IDs, r.IntN(100))
		}
	case 1:
		e.Kind, e.Max, e.Unread = update.ReadInbox, r.IntN(100), r.IntN(9)
	case 2:
		e.Kind, e.Flag, e.Data = update.DialogUnread, r.IntN(2) == 0, []byte("data")
	default:
		e.Kind, e.ID, e.Random = update.NewMessage, r.IntN(1000), r.Int64()
	}
	return e
}

// What was appended is read back, in slices of any size and continued by pts
// alone or by the whole position.
func TestReadBack(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	w, o := open(t, 0), owner(1)
	var model []update.Event
	for len(model) < 2000 {
		es := make([]update.Event, r.IntN(8)+1)
		for i := range es {
			es[i] = anyEvent(r)
		}
		model = append(model, w.put(t, o, es...)...)
	}
	checkGapless(t, at(1, 0), model)
	after := func(from update.Position) []update.Event {
		i := slices.IndexFunc(model, func(e update.Event) bool { return from.Before(e.At) })
		if i < 0 {
			return nil
		}
		return model[i:]
	}
	for range 100 {
		from, byPts := at(model[r.IntN(len(model))].At.Pts, 0), r.IntN(2) == 0
		for more := true; more; {
			d, want := w.since(t, o, from, r.IntN(300)+1), after(from)
			if d.TooLong || len(d.Events) > len(want) || !d.More && len(d.Events) < len(want) {
				t.Fatalf("from %v: %d of %d events, too long %v", from, len(d.Events), len(want), d.TooLong)
			}
			for i := range d.Events {
				if !reflect.DeepEqual(d.Events[i], want[i]) {
					t.Fatalf("%+v instead of %+v", d.Events[i], want[i])
				}
			}
			if more = d.More; byPts {
				d.At.Sub = 0
			}
			from = d.At
		}
	}
}

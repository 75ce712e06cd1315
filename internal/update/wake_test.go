package update_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"heliograph/internal/store"
	"heliograph/internal/update"
)

// heard notes what a watcher hears.
type heard struct {
	pts    []int
	events []update.Event
	look   func()
}

func (h *heard) on(at update.Position, e *update.Event) {
	if h.look != nil {
		h.look()
	}
	if e == nil {
		h.pts = append(h.pts, at.Pts)
		return
	}
	h.events = append(h.events, *e)
}

func TestWakeAfterCommit(t *testing.T) {
	t.Parallel()
	w, o := open(t, 0), owner(1)
	h := &heard{}
	h.look = func() { // whoever is woken reads what woke it
		if d := w.since(t, o, at(1, 0), 10); len(d.Events) != 2 {
			t.Errorf("woken with %d events in the log", len(d.Events))
		}
	}
	cancel := w.log.Watch(o, h.on)
	w.put(t, o, message, plain)
	w.put(t, owner(2), message)
	if fmt.Sprint(h.pts) != "[2]" {
		t.Errorf("woken with %v", h.pts)
	}
	cancel()
	w.put(t, o, message)
	if len(h.pts) != 1 {
		t.Error("woken after cancel")
	}
}

func TestNoWakeWithoutCommit(t *testing.T) {
	t.Parallel()
	w, o := open(t, 0), owner(1)
	h := &heard{}
	defer w.log.Watch(o, h.on)()
	run := func(fail error) error {
		return w.log.Run(t.Context(), []store.Owner{o}, func(tx *update.Tx) error {
			b, err := tx.Box(o)
			if err != nil {
				return err
			}
			b.Append(message)
			return fail
		})
	}
	if err := run(errRefused); !errors.Is(err, errRefused) {
		t.Error(err)
	}
	w.store.after = errRefused
	if err := run(nil); !errors.Is(err, errRefused) {
		t.Error(err)
	}
	w.store.after = nil
	err := w.log.Run(t.Context(), []store.Owner{o}, func(tx *update.Tx) error {
		b, err := tx.Box(owner(2)) // not named
		if err == nil {
			b.Append(message)
		}
		return err
	})
	if !errors.Is(err, store.ErrNotNamed) {
		t.Error(err)
	}
	err = w.log.Run(t.Context(), []store.Owner{o}, func(tx *update.Tx) error {
		_, err := tx.Box(o)
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if len(h.pts) != 0 || w.state(t, o).At != at(1, 0) {
		t.Errorf("woken with %v", h.pts)
	}
	w.store.lie = store.ErrUnknown // the commit may be there: look
	if err := run(nil); !errors.Is(err, store.ErrUnknown) || fmt.Sprint(h.pts) != "[2]" {
		t.Errorf("%v, woken with %v", err, h.pts)
	}
}

func TestRetriedTransaction(t *testing.T) {
	t.Parallel()
	w, o := open(t, 0), owner(1)
	h := &heard{}
	defer w.log.Watch(o, h.on)()
	w.store.twice = true
	if es := w.put(t, o, message, plain); es[0].At != at(2, 0) || es[1].At != at(2, 1) {
		t.Errorf("%+v", es)
	}
	if d := w.since(t, o, at(1, 0), 10); len(d.Events) != 2 || fmt.Sprint(h.pts) != "[2]" {
		t.Errorf("%+v, woken with %v", d, h.pts)
	}
}

func TestEphemeral(t *testing.T) {
	t.Parallel()
	w, o := open(t, 0), owner(1)
	h := &heard{}
	defer w.log.Watch(o, h.on)()
	w.log.Ephemeral(o, update.Event{Kind: update.Typing, Data: []byte{7}})
	w.log.Ephemeral(owner(2), update.Event{Kind: update.Typing})
	if len(h.events) != 1 || h.events[0].Kind != update.Typing || h.events[0].Date != 1_700_000_000 || len(h.pts) != 0 {
		t.Errorf("%+v", h)
	}
	if st := w.state(t, o); st.At != at(1, 0) {
		t.Errorf("the log moved to %v", st.At)
	}
}

// What has just happened is at hand for those who watch, and is what the log
// says; a commit that is not sure leaves a hole.
func TestRecent(t *testing.T) {
	t.Parallel()
	w, o := open(t, 0), owner(1)
	w.put(t, o, message)
	defer w.log.Watch(o, func(update.Position, *update.Event) {})()
	if _, ok := w.log.Recent(o, at(1, 0), at(2, 0)); ok {
		t.Error("what was before")
	}
	w.put(t, o, message, plain)
	w.put(t, o, plain, update.Event{Kind: update.EditMessage, ID: 1, Value: "at hand"})
	es, ok := w.log.Recent(o, at(2, 0), at(3, 2))
	d := w.since(t, o, at(2, 0), 10)
	if !ok || len(es) != len(d.Events) || es[3].Value != "at hand" {
		t.Fatalf("%+v %v", es, ok)
	}
	for i, e := range es {
		e.Value = nil
		if !reflect.DeepEqual(e, d.Events[i]) {
			t.Errorf("%+v instead of %+v", e, d.Events[i])
		}
	}
	w.store.lie = store.ErrUnknown
	err := w.log.Run(t.Context(), []store.Owner{o}, func(tx *update.Tx) error {
		b, err := tx.Box(o)
		if err == nil {
			b.Append(message)
		}
		return err
	})
	if !errors.Is(err, store.ErrUnknown) {
		t.Error(err)
	}
	w.store.lie = nil
	w.put(t, o, message)
	if es, ok := w.log.Recent(o, at(4, 0), at(6, 0)); ok {
		t.Errorf("over a hole: %+v", es)
	}
}

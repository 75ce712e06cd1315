package update

import (
	"context"
	"fmt"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/store"
)

// Log reads and writes the logs of all boxes. Safe for concurrent use.
type Log struct {
	store store.Store
	bus   bus.Bus
	clock clock.Clock
	keep  int
}

// Deps is what a Log needs; Keep is how many pts of each box are kept for
// differences (0: 200,000).
type Deps struct {
	Store store.Store
	Bus   bus.Bus
	Clock clock.Clock
	Keep  int
}

// New makes a Log.
func New(d Deps) *Log {
	if d.Store == nil || d.Bus == nil || d.Clock == nil {
		panic("update: missing dependency")
	}
	if d.Keep == 0 {
		d.Keep = 200_000
	}
	return &Log{store: d.Store, bus: d.Bus, clock: d.Clock, keep: d.Keep}
}

// trimEvery is how many pts go by between two trims, and about how many rows a
// trim removes.
const trimEvery = 1024

// counters is the record 'b' of a box.
type counters struct {
	_      struct{} `cbor:",toarray"`
	Pts    int
	Sub    int
	LastID int // the newest message id
	Floor  int // differences from below this pts are not served
}

var countersKey = store.K('b')

// load reads the counters of a box. An untouched one stands at pts 1, as
// clients take 0 for not known.
func load(r store.Reader, o store.Owner) (counters, error) {
	c := counters{Pts: 1}
	_, err := store.Load(r, o, countersKey, &c)
	return c, err
}

func rowKey(p Position) store.Key { return store.K('u').Int(int64(p.Pts)).Int(int64(p.Sub)) }
func onceKey(random int64) store.Key {
	return store.K('r').Int(random)
}

// Tx is a transaction that may append to the logs of the owners it names. It
// is valid inside the function that Run hands it to.
type Tx struct {
	store.Tx
	now   int64
	keep  int
	boxes []*Box
}

// Run runs fn in one store transaction of the owners, then wakes the readers
// of every box that fn appended to. fn may run more than once. Errors are
// those of store.Update.
func (l *Log) Run(ctx context.Context, owners []store.Owner, fn func(*Tx) error) error {
	var last *Tx
	err := l.store.Update(ctx, owners, func(stx store.Tx) error {
		tx := &Tx{Tx: stx, now: l.clock.Now().Unix(), keep: l.keep}
		last = tx
		if err := fn(tx); err != nil {
			return err
		}
		for _, b := range tx.boxes {
			b.flush()
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, b := range last.boxes {
		if b.events > 0 {
			l.bus.Publish(bus.Event{Topic: string(b.owner), Pos: b.c.Pts})
		}
	}
	return nil
}

// Now is the transaction's time in Unix seconds.
func (t *Tx) Now() int64 { return t.now }

// Box is one box inside a transaction.
type Box struct {
	tx     *Tx
	owner  store.Owner
	c      counters
	found  counters
	events int
}

// Box opens the box of an owner that the transaction named.
func (t *Tx) Box(o store.Owner) (*Box, error) {
	for _, b := range t.boxes {
		if b.owner == o {
			return b, nil
		}
	}
	c, err := load(t, o)
	if err != nil {
		return nil, err
	}
	b := &Box{tx: t, owner: o, c: c, found: c}
	t.boxes = append(t.boxes, b)
	return b, nil
}

// NextID allocates the next message id of the box, from 1.
func (b *Box) NextID() int {
	b.c.LastID++
	return b.c.LastID
}

// Pts is where the box stands.
func (b *Box) Pts() int { return b.c.Pts }

// LastID is the newest message id of the box, 0 before the first.
func (b *Box) LastID() int { return b.c.LastID }

// Append writes e to the log and returns it with its position, count and date.
func (b *Box) Append(e Event) Event {
	e.Date = b.tx.now
	if e.Count = e.count(); e.Count > 0 {
		b.c.Pts += e.Count
		b.c.Sub = 0
	} else {
		b.c.Sub++
		if b.c.Sub > trimEvery { // many without pts: the oldest have been superseded
			b.tx.Delete(b.owner, rowKey(Position{b.c.Pts, b.c.Sub - trimEvery}))
		}
	}
	e.At = Position{b.c.Pts, b.c.Sub}
	b.tx.Put(b.owner, rowKey(e.At), store.Encode(&e))
	b.events++
	return e
}

// Once is what a request with a random id did.
type Once struct {
	_   struct{} `cbor:",toarray"`
	ID  int      // the message, 0: no such request was seen
	Pts int      // its event
}

// Once looks for what an earlier request with this random id did.
func (b *Box) Once(random int64) (Once, error) {
	var o Once
	_, err := store.Load(b.tx, b.owner, onceKey(random), &o)
	return o, err
}

// SetOnce remembers that the request with e's random id made e. It is
// forgotten when e leaves the log.
func (b *Box) SetOnce(e Event) {
	b.tx.Put(b.owner, onceKey(e.Random), store.Encode(&Once{ID: e.ID, Pts: e.At.Pts}))
}

// flush writes the counters, and every trimEvery pts trims the log.
func (b *Box) flush() {
	if b.c == b.found {
		return
	}
	if b.c.Pts/trimEvery != b.found.Pts/trimEvery {
		b.trim()
	}
	b.tx.Put(b.owner, countersKey, store.Encode(&b.c))
}

func (b *Box) trim() {
	floor := b.c.Pts - b.tx.keep
	if floor <= b.c.Floor {
		return
	}
	rows, err := b.tx.Scan(b.owner, rowKey(Position{}), rowKey(Position{Pts: floor, Sub: 1}), false, 4*trimEvery)
	if err != nil || len(rows) == 0 {
		return // the next trim gets them
	}
	for _, r := range rows {
		var e Event
		if store.Decode(r.Value, &e) == nil && e.Random != 0 {
			b.tx.Delete(b.owner, onceKey(e.Random))
		}
		b.tx.Delete(b.owner, r.Key)
	}
	b.c.Floor = int(store.IntAt(rows[len(rows)-1].Key, 1))
}

// Ephemeral tells whoever shows the box of something that leaves no trace.
func (l *Log) Ephemeral(o store.Owner, e Event) {
	e.Date = l.clock.Now().Unix()
	l.bus.Publish(bus.Event{Topic: string(o), Data: store.Encode(&e)})
}

// Watch calls f on each wake-up (pts) and each ephemeral event (e) of a box,
// until cancel is called. f must not block.
func (l *Log) Watch(o store.Owner, f func(pts int, e *Event)) (cancel func()) {
	return l.bus.Subscribe(string(o), func(be bus.Event) {
		if be.Data == nil {
			f(be.Pos, nil)
			return
		}
		e := new(Event)
		if err := store.Decode(be.Data, e); err == nil {
			f(0, e)
		}
	})
}

// State is where a box stands.
type State struct {
	At     Position
	LastID int
	Date   int64
}

// State reads where a box stands.
func (l *Log) State(ctx context.Context, o store.Owner) (State, error) {
	s := State{Date: l.clock.Now().Unix()}
	err := l.store.View(ctx, func(r store.Reader) error {
		c, err := load(r, o)
		s.At, s.LastID = Position{c.Pts, c.Sub}, c.LastID
		return err
	})
	return s, err
}

// Difference is a stretch of a log.
type Difference struct {
	Events  []Event
	At      Position // after the last event; the state when More is false
	More    bool     // there is more after At
	TooLong bool     // from is below the floor or beyond the end: no events
}

// Since reads at least limit events after from, if there are as many; a
// stretch ends where pts moves on, so that pts alone can continue it.
func (l *Log) Since(ctx context.Context, o store.Owner, from Position, limit int) (Difference, error) {
	var d Difference
	err := l.store.View(ctx, func(r store.Reader) error {
		d = Difference{}
		c, err := load(r, o)
		if err != nil {
			return err
		}
		d.At = Position{c.Pts, c.Sub}
		if from.Pts < c.Floor || from.Pts > c.Pts {
			d.TooLong = true
			return nil
		}
		if !from.Before(d.At) {
			return nil
		}
		rows, err := r.Scan(o, append(rowKey(from), 0), store.K('u').End(), false, limit+1)
		if err != nil {
			return err
		}
		for len(rows) > limit {
			last := int(store.IntAt(rows[limit].Key, 1))
			if last != int(store.IntAt(rows[limit-1].Key, 1)) {
				rows, d.More = rows[:limit], true
				break
			}
			if limit *= 2; limit > 1<<20 {
				return fmt.Errorf("update: %d events at pts %d", limit, last)
			}
			if rows, err = r.Scan(o, append(rowKey(from), 0), store.K('u').End(), false, limit+1); err != nil {
				return err
			}
		}
		d.Events = make([]Event, len(rows))
		for i, row := range rows {
			e := &d.Events[i]
			if err := store.Decode(row.Value, e); err != nil {
				return err
			}
			e.At = Position{int(store.IntAt(row.Key, 1)), int(store.IntAt(row.Key, 9))}
		}
		if d.More {
			d.At = d.Events[len(d.Events)-1].At
		}
		return nil
	})
	return d, err
}

package update

import (
	"context"
	"errors"

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
	grown func(store.Owner)
	// recent is a shortcut past the store for those who watch.
	recent recent
	onces  *onces // nil: ask the store
}

// Deps is what a Log needs; Keep is how many pts of each box are kept for
// differences (0: 200,000). Alone says that no other process writes to the
// store and that it runs the Updates of an owner one after the other, each
// once: then most of what was never done is known without a read. Grown is told,
// after the commit, of each box whose ids have passed another GrownBy; it must
// not block, and may be nil.
type Deps struct {
	Store store.Store
	Bus   bus.Bus
	Clock clock.Clock
	Keep  int
	Alone bool
	Grown func(store.Owner)
}

// GrownBy is how many message ids a box allocates from one call of Deps.Grown to
// the next.
const GrownBy = 512

// New makes a Log.
func New(d Deps) *Log {
	if d.Store == nil || d.Bus == nil || d.Clock == nil {
		panic("update: missing dependency")
	}
	if d.Keep == 0 {
		d.Keep = 200_000
	}
	l := &Log{store: d.Store, bus: d.Bus, clock: d.Clock, keep: d.Keep, grown: d.Grown}
	if d.Alone {
		l.onces = newOnces()
	}
	return l
}

const (
	trimEvery = 1024          // pts that go by between two trims
	maxTrim   = 4 * trimEvery // rows that one trim removes
)

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
func positionOf(key []byte) Position {
	return Position{int(store.IntAt(key, 1)), int(store.IntAt(key, 9))}
}

// Tx is a transaction that may append to the logs of the owners it names. It
// is valid inside the function that Run hands it to.
type Tx struct {
	store.Tx
	log   *Log
	now   int64
	boxes []*Box
	after []func(context.Context)
}

// After has f called once the transaction is committed, if it surely is: for
// what may be lost. f must not keep its context.
func (t *Tx) After(f func(context.Context)) { t.after = append(t.after, f) }

// Run runs fn in one store transaction of the owners, then wakes the readers
// of every box that fn appended to; also when the commit may have happened
// (store.ErrUnknown). fn may run more than once. Errors are those of
// store.Update.
func (l *Log) Run(ctx context.Context, owners []store.Owner, fn func(*Tx) error) error {
	var last *Tx
	err := l.store.Update(ctx, owners, func(stx store.Tx) error {
		tx := &Tx{Tx: stx, log: l, now: l.clock.Now().Unix()}
		last = tx
		if err := fn(tx); err != nil {
			return err
		}
		for _, b := range tx.boxes {
			b.flush()
		}
		return nil
	})
	if last != nil && (err == nil || errors.Is(err, store.ErrUnknown)) {
		l.wake(last, err == nil)
	}
	if last != nil && err == nil {
		for _, f := range last.after {
			f(context.WithoutCancel(ctx))
		}
	}
	return err
}

// wake tells whoever shows a box that something was appended to it.
func (l *Log) wake(t *Tx, sure bool) {
	for _, b := range t.boxes {
		if len(b.events) == 0 {
			continue
		}
		if sure {
			l.recent.add(b.owner, Position{b.found.Pts, b.found.Sub}, b.events)
		}
		l.bus.Publish(bus.Event{Topic: string(b.owner), Pos: b.c.Pts, Sub: b.c.Sub})
		if l.grown != nil && b.c.LastID/GrownBy != b.found.LastID/GrownBy {
			l.grown(b.owner)
		}
	}
}

// Now is the transaction's time in Unix seconds.
func (t *Tx) Now() int64 { return t.now }

// Box is one box inside a transaction.
type Box struct {
	tx     *Tx
	owner  store.Owner
	c      counters
	found  counters
	events []Event // appended
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

// At is the place of the newest event.
func (b *Box) At() Position { return Position{b.c.Pts, b.c.Sub} }

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
	b.events = append(b.events, e)
	return e
}

// flush writes the counters, and every trimEvery pts trims the log.
func (b *Box) flush() {
	if b.c == b.found {
		return
	}
	if b.c.Pts-b.tx.log.keep-b.c.Floor >= trimEvery {
		b.trim()
	}
	b.tx.Put(b.owner, countersKey, store.Encode(&b.c))
}

// trim removes what lies more than keep behind. What it leaves behind, because
// there is too much for one transaction, the next one removes.
func (b *Box) trim() {
	floor := b.c.Pts - b.tx.log.keep
	rows, err := b.tx.Scan(b.owner, rowKey(Position{}), rowKey(Position{Pts: floor, Sub: 1}), false, maxTrim)
	if err != nil {
		return
	}
	for _, r := range rows {
		var e Event
		if store.Decode(r.Value, &e) == nil && e.Random != 0 {
			b.tx.Delete(b.owner, onceKey(e.Random))
		}
		b.tx.Delete(b.owner, r.Key)
	}
	if len(rows) == maxTrim {
		last := positionOf(rows[maxTrim-1].Key)
		if floor = last.Pts; last.Sub > 0 { // some of what followed this pts is gone
			floor++
		}
	}
	b.c.Floor = floor
}

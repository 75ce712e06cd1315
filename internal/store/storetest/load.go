package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"heliograph/internal/store"
)

// Load is the work that crash tests put on a store: each worker appends 1, 2,
// 3 … to an owner of its own and, in the same transaction, to one that it
// shares, and looks at what its neighbour did.
type Load struct {
	Workers int
	// Stubborn workers go on after an error, as clients do that try again.
	Stubborn bool
	// Durable is called with a number of a worker that must survive: its
	// transaction was acknowledged, or a View or a failed Update showed it. It
	// is called from several goroutines.
	Durable func(worker int, n uint64)
}

var errLook = errors.New("only looking")

func (l Load) own(w int) store.Owner    { return store.Owner(fmt.Sprint("own", w%l.Workers)) }
func (l Load) shared(w int) store.Owner { return store.Owner(fmt.Sprint("shared", w%4)) }

// Run works until ctx ends, or the store returns an error. It may be called
// again on the same data and goes on from there.
func (l Load) Run(ctx context.Context, s store.Store) error {
	errs := make([]error, l.Workers)
	var wg sync.WaitGroup
	for w := range l.Workers {
		wg.Go(func() {
			for ctx.Err() == nil {
				err := l.step(ctx, s, w)
				if err != nil && ctx.Err() == nil && !l.Stubborn {
					errs[w] = err
					return
				}
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

func (l Load) step(ctx context.Context, s store.Store, w int) error {
	own, shared := l.own(w), l.shared(w)
	var n uint64
	err := s.Update(ctx, []store.Owner{own, shared}, func(tx store.Tx) (err error) {
		if n, err = add(tx, own, []byte("top"), 1); err != nil {
			return err
		}
		tx.Put(own, store.K('m').Int(int64(n)), make([]byte, 200))
		tx.Put(shared, store.K('w').Byte(byte(w)).Int(int64(n)), nil)
		return nil
	})
	if err != nil {
		return err
	}
	l.Durable(w, n)
	return l.look(ctx, s, w+1)
}

// look reads the top of a worker: what a View or a failed Update saw must
// survive too.
func (l Load) look(ctx context.Context, s store.Store, w int) error {
	var n uint64
	read := func(r store.Reader) error {
		v, err := r.Get(l.own(w), []byte("top"))
		n = number(v)
		return err
	}
	err := s.View(ctx, read)
	if w%2 == 0 && err == nil {
		err = s.Update(ctx, []store.Owner{l.own(w)}, func(tx store.Tx) error {
			if err := read(tx); err != nil {
				return err
			}
			return errLook
		})
		if errors.Is(err, errLook) {
			err = nil
		}
	}
	if err == nil {
		l.Durable(w%l.Workers, n)
	}
	return err
}

// Verify checks that every worker's numbers are 1 to n without a hole in both
// owners, and n no less than what low demands.
func (l Load) Verify(ctx context.Context, s store.Store, low []uint64) error {
	return s.View(ctx, func(r store.Reader) error {
		for w := range l.Workers {
			top, err := r.Get(l.own(w), []byte("top"))
			if err != nil {
				return err
			}
			own, err := r.Scan(l.own(w), store.K('m'), store.K('m').End(), false, 0)
			if err != nil {
				return err
			}
			k := store.K('w').Byte(byte(w))
			shared, err := r.Scan(l.shared(w), k, k.End(), false, 0)
			if err != nil {
				return err
			}
			if len(own) != len(shared) || uint64(len(own)) != number(top) {
				return fmt.Errorf("worker %d: %d, %d and %d: half a transaction", w, number(top), len(own), len(shared))
			}
			for i := range own {
				if store.IntAt(own[i].Key, 1) != int64(i+1) || store.IntAt(shared[i].Key, 2) != int64(i+1) {
					return fmt.Errorf("worker %d: hole at %d", w, i+1)
				}
			}
			if number(top) < low[w] {
				return fmt.Errorf("worker %d: %d records, but %d was acknowledged or seen", w, number(top), low[w])
			}
		}
		return nil
	})
}

// Low collects what Load calls durable. Safe for concurrent use.
type Low struct {
	mu    sync.Mutex
	top   []uint64
	count int
	want  int
	fired chan struct{}
}

// NewLow returns a Low whose Reached is closed after count calls of Note.
func NewLow(workers, count int) *Low {
	return &Low{top: make([]uint64, workers), want: count, fired: make(chan struct{})}
}

// Note is Load.Durable.
func (l *Low) Note(w int, n uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.top[w] = max(l.top[w], n)
	if l.count++; l.count == l.want {
		close(l.fired)
	}
}

// Reached is closed after the number of notes that NewLow was told.
func (l *Low) Reached() <-chan struct{} { return l.fired }

// Now is a copy of what is durable so far, for each worker.
func (l *Low) Now() []uint64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]uint64(nil), l.top...)
}

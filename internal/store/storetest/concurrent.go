package storetest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"heliograph/internal/store"
)

// testCounters has many goroutines that add to one or two random owners.
func testCounters(t *testing.T, e Engine) {
	const owners, workers, each = 8, 64, 15
	hs := e.Open(t)
	n := []byte("n")
	var want [owners]atomic.Uint64
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for range each {
				i, j := rand.IntN(owners), rand.IntN(owners)
				err := hs[w%len(hs)].Update(t.Context(), []store.Owner{owner(i), owner(j)}, func(tx store.Tx) error {
					_, err := add(tx, owner(i), n, 1)
					_, err2 := add(tx, owner(j), n, 1)
					return errors.Join(err, err2)
				})
				if err != nil {
					t.Error(err)
					return
				}
				want[i].Add(1)
				want[j].Add(1)
			}
		})
	}
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	within(t, done)
	for _, h := range hs {
		view(t, h, func(r store.Reader) error {
			for i := range owners {
				if err := expect(r, owner(i), "n", encode(want[i].Load())); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

const registers = 3

// history is what porcupine checks: Updates of two registers, and Views of one.
type history struct {
	mu  sync.Mutex
	ops []porcupine.Operation
	t0  time.Time
}

type input struct {
	add  bool // one to both registers, else read i
	i, j int
}

type output struct{ i, j uint64 }

func (h *history) do(s store.Store, t *testing.T, client int, in input) error {
	var out output
	r := []byte("r")
	call := time.Since(h.t0)
	var err error
	if in.add {
		err = s.Update(t.Context(), []store.Owner{owner(in.i), owner(in.j)}, func(tx store.Tx) (err error) {
			if out.i, err = add(tx, owner(in.i), r, 1); err == nil {
				out.j, err = add(tx, owner(in.j), r, 1)
			}
			return err
		})
	} else {
		err = s.View(t.Context(), func(rd store.Reader) error {
			v, err := rd.Get(owner(in.i), r)
			out.i = number(v)
			return err
		})
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ops = append(h.ops, porcupine.Operation{ClientId: client, Input: in, Call: call.Nanoseconds(), Output: out, Return: time.Since(h.t0).Nanoseconds()})
	return err
}

func step(state, in, out any) (bool, any) {
	s, x, y := state.([registers]uint64), in.(input), out.(output)
	if !x.add {
		return s[x.i] == y.i, s
	}
	s[x.i]++
	s[x.j]++
	return s[x.i] == y.i && s[x.j] == y.j, s
}

func testLinearizable(t *testing.T, e Engine) {
	hs := e.Open(t)
	h := history{t0: time.Now()}
	var wg sync.WaitGroup
	for w := range 6 {
		wg.Go(func() {
			for range 40 {
				i := rand.IntN(registers)
				in := input{add: rand.IntN(2) == 0, i: i, j: (i + 1 + rand.IntN(registers-1)) % registers}
				if err := h.do(hs[w%len(hs)], t, w, in); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	model := porcupine.Model{Init: func() any { return [registers]uint64{} }, Step: step}
	if got := porcupine.CheckOperationsTimeout(model, h.ops, patience); got != porcupine.Ok {
		t.Errorf("history of %d operations is %s", len(h.ops), got)
	}
}

// testSnapshot reads pairs of one owner that Updates always change together,
// with single reads and with scans.
func testSnapshot(t *testing.T, e Engine) {
	hs := e.Open(t)
	o := owner(1)
	a, b := []byte("a"), []byte("b")
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				err := hs[w%len(hs)].Update(t.Context(), []store.Owner{o}, func(tx store.Tx) error {
					_, err := add(tx, o, a, 1)
					_, err2 := add(tx, o, b, 1)
					return errors.Join(err, err2)
				})
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	var last uint64
	for i := range 300 {
		view(t, hs[i%len(hs)], func(r store.Reader) error {
			x, err := r.Get(o, a)
			if err != nil {
				return err
			}
			y, err := r.Get(o, b)
			if err != nil {
				return err
			}
			rs, err := r.Scan(o, nil, nil, true, 0)
			if err != nil {
				return err
			}
			for _, z := range rs {
				if number(z.Value) != number(x) {
					return fmt.Errorf("torn: get %d, scan %d", number(x), number(z.Value))
				}
			}
			if number(x) != number(y) || number(x) < last {
				return fmt.Errorf("torn: %d and %d after %d", number(x), number(y), last)
			}
			last = number(x)
			return nil
		})
	}
	close(stop)
	wg.Wait()
}

// testRetry counts how often fn runs against what is written: however often,
// the effect is that of one run on fresh records.
func testRetry(t *testing.T, e Engine) {
	hs := e.Open(t)
	o := owner(1)
	const workers, each = 16, 20
	var runs atomic.Int64
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := range each {
				var mine uint64
				err := hs[w%len(hs)].Update(t.Context(), []store.Owner{o}, func(tx store.Tx) (err error) {
					runs.Add(1)
					if mine, err = add(tx, o, []byte("top"), 1); err != nil {
						return err
					}
					k := store.K('m').Int(int64(mine))
					if v, err := tx.Get(o, k); err != nil || v != nil {
						return fmt.Errorf("number %d given out twice: %w", mine, err)
					}
					tx.Put(o, k, []byte{byte(w), byte(i)})
					if i%5 == 4 {
						return errBoom
					}
					return nil
				})
				if i%5 == 4 && err != errBoom || i%5 != 4 && err != nil {
					t.Errorf("%d/%d: %v", w, i, err)
				}
			}
		})
	}
	wg.Wait()
	t.Logf("%d runs for %d Updates", runs.Load(), workers*each)
	view(t, hs[0], func(r store.Reader) error {
		rs, err := r.Scan(o, store.K('m'), store.K('m').End(), false, 0)
		if err != nil || len(rs) != workers*each*4/5 {
			return fmt.Errorf("%d records, %w", len(rs), err)
		}
		for i, x := range rs {
			if store.IntAt(x.Key, 1) != int64(i+1) {
				return fmt.Errorf("hole at %d", i+1)
			}
		}
		return nil
	})
}

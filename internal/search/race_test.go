package search_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"

	"heliograph/internal/logx"
	"heliograph/internal/search"
)

// Several nodes index the same boxes while people write, edit and delete: the
// lists come out right, and every answer on the way is.
func TestNodesIndexTogether(t *testing.T) {
	t.Parallel()
	w := open(t)
	w.small = true
	w.use(w.store)
	p := &play{world: w, t: t, r: rand.New(rand.NewPCG(7, 7))}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	const nodes = 3
	for range nodes {
		node := search.New(search.Deps{Store: w.store, Clock: w.clock, Logger: logx.Discard()})
		node.Shrink()
		go func() {
			for {
				for _, id := range trio {
					if err := node.Catch(ctx, id.Owner()); err != nil {
						done <- err
						return
					}
				}
			}
		}()
	}
	do := []func(){p.sendOne, p.sendOne, p.editOne, p.editOne, p.editOne, p.removeSome, p.check}
	for range 1000 {
		do[p.r.IntN(len(do))]()
	}
	cancel()
	for range nodes {
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
	p.audit(false)
	p.catch(t)
	p.audit(true)
	p.same()
}

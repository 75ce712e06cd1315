package apptest_test

import (
	"flag"
	"fmt"
	"testing"

	"heliograph/internal/apptest"
)

var (
	modelSeeds = flag.Int("model.seeds", 3, "how many histories TestModel plays")
	modelFirst = flag.Uint64("model.first", 1, "seed of the first one")
	modelOps   = flag.Int("model.ops", 300, "operations in each")
)

// TestModel has three people do whatever one can do in private chats and Saved
// Messages, at random, and compares all that they see with a model; the server
// is restarted and killed on the way. A long run:
//
//	go test ./internal/apptest -run TestModel -model.seeds 50 -model.ops 2000 -timeout 0
func TestModel(t *testing.T) {
	t.Parallel()
	for seed := *modelFirst; seed < *modelFirst+uint64(*modelSeeds); seed++ {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			s, g := modelServer(t, seed)
			p := newPlay(t, seed, s)
			p.gate = g
			p.run(*modelOps)
		})
	}
}

// modelServer is one node with a store of its own, or three with one that is
// killed now and then.
func modelServer(t *testing.T, seed uint64) (*apptest.Server, *gate) {
	if seed%3 != 0 {
		return apptest.New(t), nil
	}
	g := &gate{Store: pebbleStore(t)}
	return apptest.New(t, apptest.WithNodes(3), apptest.WithStore(g)), g
}

func (p *play) run(ops int) {
	do := []func(){
		p.send, p.send, p.send, p.send, p.sendMedia, p.forward, p.edit, p.remove, p.clear, p.read, p.read, p.mark, p.pinDialog,
		p.reorder, p.archive, p.mute, p.pinMessage, p.unpinAll, p.draft, p.react, p.react, p.readReactions, p.setPeriod, p.schedule, p.leap,
		p.search, p.search, p.search, p.pass, p.kill,
	}
	for i := range ops {
		p.op = i
		do[p.r.IntN(len(do))]()
		if i%25 == 24 {
			p.check()
		}
		if i%100 == 50 {
			p.away[p.r.IntN(len(names))].catchUp(p)
		}
		if p.r.IntN(150) == 0 {
			p.back()
		}
	}
	p.check()
	for _, f := range p.away {
		f.catchUp(p)
	}
}

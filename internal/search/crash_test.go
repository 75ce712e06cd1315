package search_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"

	"heliograph/internal/message"
	"heliograph/internal/search"
	"heliograph/internal/store/pebble"
	"heliograph/internal/user"
)

// A power cut in the middle of writing and indexing leaves an index that fits
// the messages that are left.
func TestPowerLoss(t *testing.T) {
	t.Parallel()
	for round := range uint64(8) {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			t.Parallel()
			disk := vfs.NewCrashableMem()
			w := &world{clock: newClock(), small: true}
			w.openOn(t, disk)
			p := &play{world: w, t: t, r: rand.New(rand.NewPCG(round, 2))}
			do := []func(){p.sendOne, p.sendOne, p.editOne, p.removeSome, p.index}
			var after *vfs.MemFS
			steps := 100 + p.r.IntN(200)
			running := make(chan error, 1)
			for i := range steps {
				if i == steps-20 { // cut while the worker is at it
					box := p.someone().Owner()
					go func() { running <- p.search.Catch(t.Context(), box) }()
				}
				do[p.r.IntN(len(do))]()
				if i == steps-10 {
					after = disk.CrashClone(vfs.CrashCloneCfg{
						UnsyncedDataPercent: 50 * int(round%2), RNG: rand.New(rand.NewPCG(3, round)),
					})
				}
			}
			if err := <-running; err != nil {
				t.Error(err)
			}
			w.stop(t)
			w.openOn(t, after)
			t.Cleanup(func() { w.stop(t) })
			p.audit(false)
			p.same()
			p.catch(t)
			p.audit(true)
			p.same()
		})
	}
}

// openOn starts the world on a disk of its own.
func (w *world) openOn(t *testing.T, disk vfs.FS) {
	t.Helper()
	st, err := pebble.Open("data/db", pebble.Options{FS: disk, MinFree: -1})
	if err != nil {
		t.Fatal(err)
	}
	w.use(st)
}

// same compares, for each word, what is found with what is there.
func (p *play) same() {
	p.t.Helper()
	for _, of := range []user.ID{ann, bob, cid} {
		for _, word := range vocabulary {
			q := search.Query{Text: word}
			all := slices.DeleteFunc(p.box(of), func(m message.Message) bool { return !plainMatch(of, q, m) })
			want := idsOf(all[:min(len(all), search.MaxPage)])
			if got := p.ids(p.t, of, word); !slices.Equal(got, want) {
				p.t.Fatalf("%q: %v, not %v", word, got, want)
			}
		}
	}
}

package job_test

import (
	"fmt"
	"testing"
	"time"

	"heliograph/internal/store"
)

// Of two nodes one handles each alarm; when it dies, the other does once the
// lease is over, and at once when it gave the lease back.
func TestTwoNodes(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, s [2]store.Store) {
		c, l := fakeClock(), newList()
		one, two := node(s[0], c, l, false), node(s[1], c, l, false)
		const n = 100
		for i := range n {
			o := store.Owner(fmt.Sprint("o", i))
			set(t, one, o, start+100)
			l.add(o, start+100)
		}
		c.Advance(100 * time.Second)
		pass(t, one)
		pass(t, two)
		if calls, done := l.state(); calls != n || len(done) != n {
			t.Fatalf("%d calls, %d handled", calls, len(done))
		}
		// one holds its leases and is heard of no more
		set(t, two, "o1", start+100)
		l.add("o1", start+100)
		pass(t, two)
		if l.left(start+100) != 1 {
			t.Error("the lease of another was not kept")
		}
		c.Advance(4 * time.Second)
		pass(t, two)
		if l.left(start+100) != 0 {
			t.Error("nobody has taken over")
		}
	})
}

// A node that stops leaves its shards to others at once.
func TestHandOver(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, s [2]store.Store) {
		c, l := fakeClock(), newList()
		one, two := node(s[0], c, l, false), node(s[1], c, l, false)
		set(t, one, "a", start)
		l.add("a", start)
		stop := run(t, one)
		<-l.called
		stop()
		set(t, two, "a", start)
		l.add("a", start)
		pass(t, two)
		if l.left(start) != 0 {
			t.Error("the lease was not given back")
		}
	})
}

// Both at work at the same time: everything is handled, little of it twice.
func TestTwoNodesAtOnce(t *testing.T) {
	t.Parallel()
	onEach(t, func(t *testing.T, s [2]store.Store) {
		c, l := &jumping{}, newList()
		one, two := node(s[0], c, l, false), node(s[1], c, l, false)
		run(t, one)
		run(t, two)
		const n = 100
		at := c.Now().Unix() + 120
		for i := range n {
			o := store.Owner(fmt.Sprint("o", i))
			set(t, one, o, at)
			l.add(o, at)
		}
		c.by.Store(int64(2 * time.Minute))
		for l.left(at) > 0 {
			<-l.called
		}
		if calls, _ := l.state(); calls > n+n/10 {
			t.Errorf("%d calls for %d alarms", calls, n)
		}
	})
}

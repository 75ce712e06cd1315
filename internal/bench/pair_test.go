package bench

import (
	"testing"
)

// logOf is a box of a pair with n messages.
func logOf(n int, out bool) []event {
	all := make([]event, n)
	for i := range all {
		all[i] = event{id: i + 1, pts: i + 2, count: 1, out: out, text: appendText(nil, i+1, epoch, 60)}
	}
	return all
}

// The checker has to see each thing that must not happen.
func TestCheckerBites(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		spoil func([]event) []event
		want  bool
	}{
		{"as it should be", func(e []event) []event { return e }, false},
		{"one lost at the end", func(e []event) []event { return e[:9] }, true},
		{"one lost at the beginning", func(e []event) []event { return e[1:] }, true},
		{"one doubled", func(e []event) []event { return append(e, e[9]) }, true},
		{"two in the wrong order", func(e []event) []event { e[4].text, e[5].text = e[5].text, e[4].text; return e }, true},
		{"a gap in pts", func(e []event) []event { e[9].pts++; return e }, true},
		{"a gap in ids", func(e []event) []event { e[9].id++; return e }, true},
		{"a foreign text", func(e []event) []event { e[3].text = []byte("hello"); return e }, true},
		{"from the other side", func(e []event) []event { e[3].out = !e[3].out; return e }, true},
	} {
		for _, out := range []bool{false, true} {
			l := newLoad(t.Context(), make([]account, 2), 60, 1)
			l.pairs[0].sent = 10
			l.pairs[0].compare(c.spoil(logOf(10, out)), 0, out)
			if n, words := l.wrongs(); (n > 0) != c.want {
				t.Errorf("%s: %d faults, %q", c.name, n, words)
			}
		}
	}
}

func TestPushesAreChecked(t *testing.T) {
	t.Parallel()
	l := newLoad(t.Context(), make([]account, 2), 60, 1)
	l.stopping.Store(true)
	p := l.pairs[0]
	events := logOf(3, false)
	p.take(events[0], epoch)
	p.take(events[1], epoch)
	if n, words := l.wrongs(); n != 0 || p.got != 2 {
		t.Fatalf("%d faults, %q", n, words)
	}
	p.take(events[1], epoch) // as if it came under the next pts
	if n, _ := l.wrongs(); n != 1 {
		t.Fatalf("%d faults", n)
	}
}

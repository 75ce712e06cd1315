package layer

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"heliograph/internal/layer/schema"
)

var rewrite = flag.Bool("update", false, "write the golden files anew")

// TestUnsettled pins what neither names nor rules settle: values that are left
// out, fields that get a zero, methods that are refused. Each line was looked
// at and found to be right as it is; a new schema that adds one fails here with
// its name, and somebody decides.
func TestUnsettled(t *testing.T) {
	t.Parallel()
	tb := New().tables()
	found := map[string][]int{}
	for _, l := range tb.set.Layers() {
		if Same(l.Number) {
			continue
		}
		for _, line := range slices.Concat(tb.unsettledDown(l), tb.unsettledUp(l)) {
			found[line] = append(found[line], l.Number)
		}
	}
	var b strings.Builder
	for _, line := range slices.Sorted(maps.Keys(found)) {
		fmt.Fprintf(&b, "%s\t%s\n", line, ranges(tb.set, found[line]))
	}
	golden(t, "testdata/unsettled.golden", b.String())
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *rewrite {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	was, is := strings.Split(string(file), "\n"), strings.Split(got, "\n")
	for _, line := range is {
		if !slices.Contains(was, line) {
			t.Errorf("new: %s", line)
		}
	}
	for _, line := range was {
		if !slices.Contains(is, line) {
			t.Errorf("settled: %s", line)
		}
	}
}

// ranges writes layers as stretches of those that were collected.
func ranges(set *schema.Set, layers []int) string {
	var all []int
	for _, l := range set.Layers() {
		all = append(all, l.Number)
	}
	var out []string
	for i := 0; i < len(layers); {
		at := slices.Index(all, layers[i])
		n := 1
		for i+n < len(layers) && at+n < len(all) && layers[i+n] == all[at+n] {
			n++
		}
		s := fmt.Sprint(layers[i])
		if n > 1 {
			s += fmt.Sprintf("-%d", layers[i+n-1])
		}
		out = append(out, s)
		i += n
	}
	return strings.Join(out, " ")
}

// sent is the types that the server sends: what methods return, and what is in
// that.
func (t *tables) sent() map[*schema.Type]bool {
	seen := map[*schema.Type]bool{}
	var add func(typ *schema.Type)
	add = func(typ *schema.Type) {
		for typ.Elem != nil {
			typ = typ.Elem
		}
		if typ.Kind != schema.Object || seen[typ] {
			return
		}
		seen[typ] = true
		for _, c := range t.native.Ctors(typ.Name) {
			for i := range c.Fields {
				add(c.Fields[i].Type)
			}
		}
	}
	for _, c := range t.set.Combs {
		if c.Method && t.native.Method(c.Name) == c && c.Result.Name != "Error" { // MTProto's own
			add(c.Result)
		}
	}
	return seen
}

func (t *tables) unsettledDown(l *schema.Layer) (lines []string) {
	d := t.down(l.Number)
	sent := t.sent()
	note := func(format string, args ...any) { lines = append(lines, "down\t"+fmt.Sprintf(format, args...)) }
	for _, c := range t.set.Combs {
		if c.Method || t.native.Ctor(c.Name) != c || !sent[c.Result] || len(l.Ctors(c.Result.Name)) == 0 {
			continue
		}
		switch e := d.entry(c); {
		case e.same != nil, e.variant != nil:
		case e.plan == nil && e.fallback.make == nil:
			note("%s (%s): left out", c.Name, c.Result.Name)
		case e.plan != nil && d.counterpart(c) == e.plan.to:
			k := newCompiler(c, e.plan.to, d.side)
			k.note = note
			k.compile()
		}
	}
	return lines
}

func (t *tables) unsettledUp(l *schema.Layer) (lines []string) {
	note := func(format string, args ...any) { lines = append(lines, "up\t"+fmt.Sprintf(format, args...)) }
	taken := t.taken(l)
	for _, c := range t.set.Combs {
		if c.Method {
			if l.Method(c.Name) != c || strings.HasPrefix(c.Name, "invokeWith") || strings.HasPrefix(c.Name, "initConnection") || strings.HasPrefix(c.Name, "invokeAfter") {
				continue
			}
			m := t.method(c)
			switch {
			case m.stand == nil && m.native == nil:
				note("%s: refused", c.Name)
				continue
			case m.stand == nil && m.adapt == nil && m.native.Result != c.Result:
				note("%s: %s cannot become %s", c.Name, m.native.Result.Name, c.Result.Name)
			}
			if m.stand != nil {
				continue
			}
		} else if l.Ctor(c.Name) != c || !taken[c.Result] {
			continue
		}
		switch e := t.up.entry(c); {
		case e.same != nil, e.variant != nil:
		case e.plan == nil && e.fallback.make == nil:
			note("%s (%s): refused", c.Name, c.Result.Name)
		case e.plan != nil:
			k := newCompiler(c, e.plan.to, t.up.side)
			k.note = note
			k.compile()
		}
	}
	return lines
}

// taken is the types that a layer's clients send.
func (t *tables) taken(l *schema.Layer) map[*schema.Type]bool {
	seen := map[*schema.Type]bool{}
	var add func(c *schema.Comb)
	add = func(c *schema.Comb) {
		for i := range c.Fields {
			typ := c.Fields[i].Type
			for typ.Elem != nil {
				typ = typ.Elem
			}
			if typ.Kind == schema.Object && !seen[typ] {
				seen[typ] = true
				for _, x := range l.Ctors(typ.Name) {
					add(x)
				}
			}
		}
	}
	for _, c := range t.set.Combs {
		if c.Method && l.Method(c.Name) == c {
			add(c)
		}
	}
	return seen
}

package text

import (
	"slices"
	"sort"
)

// layout is entities by how they may lie: styles overlap freely, quotes and the
// solid ones lie apart from others of theirs, a solid one in a quote or beside it.
type layout struct{ styles, quotes, solid []Entity }

// arrange sorts entities into a layout and drops those that find no place. It
// takes over es.
func arrange(es []Entity) layout {
	order := func(a, b Entity) int {
		if x, y := class(a.Kind), class(b.Kind); x != y {
			return x - y
		}
		return before(a, b)
	}
	if !slices.IsSortedFunc(es, order) {
		slices.SortStableFunc(es, order)
	}
	from := func(c int) int {
		return sort.Search(len(es), func(i int) bool { return class(es[i].Kind) >= c })
	}
	quotes, solid := from(1), from(2)
	l := layout{styles: es[:quotes:quotes], quotes: apart(es[quotes:solid:solid]), solid: apart(es[solid:])}
	l.solid = uncrossed(l.solid, l.quotes)
	return l
}

// class is the place of a kind in a layout.
func class(k EntityKind) int {
	switch {
	case Styles.Has(k):
		return 0
	case k == Blockquote:
		return 1
	}
	return 2
}

func (l *layout) empty() bool { return len(l.styles)+len(l.quotes)+len(l.solid) == 0 }

func (l *layout) sets() [3]*[]Entity { return [3]*[]Entity{&l.styles, &l.quotes, &l.solid} }

// apart drops from sorted entities those that begin inside an earlier one.
func apart(es []Entity) []Entity {
	end := 0
	return slices.DeleteFunc(es, func(e Entity) bool {
		if e.Offset < end {
			return true
		}
		end = e.end()
		return false
	})
}

// uncrossed drops those that lie neither in a quote nor beside all of them.
func uncrossed(es, quotes []Entity) []Entity {
	return slices.DeleteFunc(es, func(e Entity) bool {
		for len(quotes) > 0 && quotes[0].end() <= e.Offset {
			quotes = quotes[1:]
		}
		return len(quotes) > 0 && quotes[0].Offset < e.end() && (e.Offset < quotes[0].Offset || e.end() > quotes[0].end())
	})
}

// with is the layout with the entities of found, sorted, apart and uncrossed,
// that do not touch its own solid ones.
func (l *layout) with(found []Entity) layout {
	out := layout{styles: l.styles, quotes: l.quotes, solid: make([]Entity, 0, len(l.solid)+len(found))}
	solid := l.solid
	for _, e := range found {
		for len(solid) > 0 && solid[0].Offset < e.end() {
			out.solid, solid = append(out.solid, solid[0]), solid[1:]
		}
		if n := len(out.solid); n == 0 || out.solid[n-1].end() <= e.Offset {
			out.solid = append(out.solid, e)
		}
	}
	out.solid = append(out.solid, solid...)
	return out
}

// entities is the layout as clients want it (T3, T4).
func (l *layout) entities() []Entity {
	if len(l.styles)+len(l.quotes) == 0 {
		return l.solid
	}
	out := make([]Entity, 0, 2*(len(l.solid)+len(l.quotes)+len(l.styles)))
	out = append(append(out, l.quotes...), l.solid...)
	if len(l.quotes) > 0 {
		slices.SortStableFunc(out, before)
	}
	if len(l.styles) == 0 {
		return out
	}
	out = appendStyles(out, runs(l.styles), l.solid)
	if !slices.IsSortedFunc(out, before) {
		slices.SortFunc(out, before)
	}
	return out
}

// runs joins sorted styles with those of their kind that they overlap or touch;
// what comes out is ordered by offset.
func runs(styles []Entity) []Entity {
	var last [Date + 1]int // 1 + the place in out, by kind
	out := make([]Entity, 0, len(styles))
	for _, e := range styles {
		if i := last[e.Kind] - 1; i >= 0 && e.Offset <= out[i].end() {
			out[i].Length = max(out[i].Length, e.end()-out[i].Offset)
			continue
		}
		out = append(out, e)
		last[e.Kind] = len(out)
	}
	return out
}

// appendStyles appends to the other entities the pieces of runs: cut where one of
// those begins or ends and where a run begins, without what lies in code.
func appendStyles(others, runs, solid []Entity) []Entity {
	cuts := make([]int, 0, 2*len(others)+len(runs))
	for _, e := range others {
		cuts = append(cuts, e.Offset, e.end())
	}
	for _, r := range runs {
		cuts = append(cuts, r.Offset)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	out := others
	for _, r := range runs {
		first := sort.SearchInts(cuts, r.Offset+1)
		for from := r.Offset; from < r.end(); first++ {
			to := r.end()
			if first < len(cuts) {
				to = min(to, cuts[first])
			}
			if !inCode(solid, from) {
				out = append(out, Entity{Kind: r.Kind, Offset: from, Length: to - from})
			}
			from = to
		}
	}
	return out
}

// inCode says whether the character at a place lies in an entity that holds no
// other; solid is sorted and apart.
func inCode(solid []Entity, n int) bool {
	i := sort.Search(len(solid), func(i int) bool { return solid[i].end() > n })
	return i < len(solid) && solid[i].Offset <= n && plain.Has(solid[i].Kind)
}

// limit is the layout with no more than MaxEntities entities.
func (l *layout) limit() layout {
	styles, others := len(l.styles), len(l.quotes)+len(l.solid)
	if others+styles*(1+styles+2*others) <= MaxEntities { // each may be cut at every border
		return *l
	}
	es := l.entities()
	if len(es) <= MaxEntities {
		return *l
	}
	return arrange(slices.Clone(es[:MaxEntities]))
}

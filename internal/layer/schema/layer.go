package schema

// pick is the one of a name that the layer has: no layer has two.
func (l *Layer) pick(c *Comb) *Comb {
	for c != nil && !c.in(l.Number) {
		c = c.older
	}
	return c
}

// index sorts the constructors of the layer by what they make.
func (l *Layer) index() {
	counts := make(map[*Type]int, len(l.set.Types))
	total := 0
	for _, c := range l.set.Combs {
		if !c.Method && c.in(l.Number) {
			counts[c.Result]++
			total++
		}
	}
	l.types = make(map[*Type][]*Comb, len(counts))
	slab := make([]*Comb, total)
	for _, c := range l.set.Combs {
		if c.Method || !c.in(l.Number) {
			continue
		}
		of, ok := l.types[c.Result]
		if !ok {
			n := counts[c.Result]
			of, slab = slab[:0:n], slab[n:]
		}
		l.types[c.Result] = append(of, c)
	}
}

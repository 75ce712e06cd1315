package text

import (
	"sort"
	"unicode/utf16"
)

// join is the entities of the layout and of what was found in its string s,
// without the last of those when they are too many together.
func (l *layout) join(s string, found []span) []Entity {
	if len(found) == 0 {
		if l.empty() {
			return nil
		}
		return l.entities()
	}
	marked := measure(s, found)
	if l.empty() {
		return marked[:min(len(marked), MaxEntities)]
	}
	marked = uncrossed(marked, l.quotes)
	all := l.with(marked)
	if es := all.entities(); len(es) <= MaxEntities {
		return es
	}
	tooMany := sort.Search(len(marked), func(n int) bool {
		some := l.with(marked[:n+1])
		return len(some.entities()) > MaxEntities
	})
	some := l.with(marked[:tooMany])
	return some.entities()
}

// measure is spans of s, in order and apart, as entities.
func measure(s string, found []span) []Entity {
	out := make([]Entity, len(found))
	byteAt, unit := 0, 0
	advance := func(to int) int {
		for _, r := range s[byteAt:to] {
			unit += utf16.RuneLen(r)
		}
		byteAt = to
		return unit
	}
	for i, f := range found {
		from := advance(f.from)
		out[i] = Entity{Kind: f.kind, Offset: from, Length: advance(f.to) - from}
	}
	return out
}

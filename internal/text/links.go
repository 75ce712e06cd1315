package text

import (
	"iter"
	"strings"
)

// Address is the normal form of an address that somebody typed, as a link has it
// that leads there: with a scheme, http where there was none. ok is false when it
// is none that may be led to.
func Address(s string) (_ string, ok bool) {
	if len(s) > maxExtra {
		return "", false
	}
	return address(s)
}

// Links is the addresses that t, a normal text, leads to, in their order and in
// normal form. A bare name such as readme.md, which somebody may have meant as no
// more than a word, is not among them, as clients have it.
func (t Text) Links() iter.Seq[string] {
	return func(yield func(string) bool) {
		at, unit := 0, 0 // of the entity before: they are ordered
		for _, e := range t.Entities {
			link := e.Extra
			switch e.Kind {
			case URL:
				n, ok := byteAt(t.String[at:], e.Offset-unit)
				if !ok {
					return
				}
				at, unit = at+n, e.Offset
				size, ok := byteAt(t.String[at:], e.Length)
				if !ok {
					return
				}
				if link = t.String[at : at+size]; !strings.ContainsAny(link, "/?#") {
					continue
				}
			case TextURL:
			default:
				continue
			}
			if link, ok := Address(link); ok && !yield(link) {
				return
			}
		}
	}
}

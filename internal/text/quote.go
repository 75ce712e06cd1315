package text

import (
	"strings"
	"unicode/utf8"
)

// Quote is q as it can be looked for in the text that it quotes, and how many code
// units were cut off before it. It has no entities: those of the quoted text
// count. Faults: as of Normal.
func Quote(q Text, limit int) (_ Text, cut int, err error) {
	n, err := Rules{Limit: limit, Kinds: Quotable}.Normal(Text{String: q.String})
	if err != nil {
		return Text{}, 0, err
	}
	raw := clean(q.String, false).s
	return n, len(raw) - len(strings.TrimLeft(raw, " \n")), nil
}

// Quoted is where t has what a quote says, nearest to the code unit near, with the
// entities that a quote keeps; ok is false when t does not say that.
func (t Text) Quoted(quote string, near int) (_ Text, offset int, ok bool) {
	best, unit := -1, 0
	for at := 0; quote != ""; {
		n := strings.Index(t.String[at:], quote)
		if n < 0 {
			break
		}
		unit += Units(t.String[at : at+n])
		at += n
		if best >= 0 && unit-near >= abs(best-near) {
			break // further away from here on
		}
		best = unit
		r, size := utf8.DecodeRuneInString(t.String[at:])
		unit += Units(string(r))
		at += size
	}
	if best < 0 {
		return Text{}, 0, false
	}
	out, ok := t.Part(best, Units(quote))
	kept := out.Entities[:0]
	for _, e := range out.Entities {
		if Quotable.Has(e.Kind) {
			kept = append(kept, e)
		}
	}
	if out.Entities = kept; len(kept) == 0 {
		out.Entities = nil
	}
	return out, best, ok
}

func abs(n int) int { return max(n, -n) }

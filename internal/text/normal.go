package text

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Rules is what a place asks of its texts.
type Rules struct {
	Limit   int   // in characters
	Kinds   Kinds // the entities that it keeps; 0 is all
	Caption bool  // of media: may be empty, and has its own fault for what is too long
}

// Normal is t as a message stores it: Rules with no more than a limit.
func Normal(t Text, limit int) (Text, error) { return Rules{Limit: limit}.Normal(t) }

// Normal is t as it is stored, a normal text. Entities that are not legal there
// are dropped, what is beyond MaxEntities too. Faults: MESSAGE_TOO_LONG or
// MEDIA_CAPTION_TOO_LONG, MESSAGE_EMPTY, ENCODING_INVALID,
// ENTITY_BOUNDS_INVALID, also for an empty entity, ENTITIES_TOO_LONG.
func (r Rules) Normal(t Text) (Text, error) {
	if r.Kinds == 0 {
		r.Kinds = All
	}
	if !utf8.ValidString(t.String) {
		return Text{}, errUTF8
	}
	c := clean(t.String, len(t.Entities) > 0)
	given, err := r.given(&c, t.Entities)
	if err != nil {
		return Text{}, err
	}
	var l layout
	if len(given) > 0 {
		l = arrange(given)
	}
	s := l.trim(c.s)
	if !visible(s) {
		if r.Caption {
			return Text{}, nil
		}
		return Text{}, errEmpty
	}
	if len(s) > r.Limit && utf8.RuneCountInString(s) > r.Limit {
		if r.Caption {
			return Text{}, errCaption
		}
		return Text{}, errTooLong
	}
	if len(given) > 0 {
		l = l.limit()
	}
	var room [8]span
	return Text{String: s, Entities: l.join(s, r.find(room[:0], s, c.marks))}, nil
}

// given is the entities that came with a raw text, moved to the clean one.
func (r Rules) given(c *cleaned, es []Entity) ([]Entity, error) {
	if len(es) == 0 {
		return nil, nil
	}
	if len(es) > MaxGiven {
		return nil, errEntities
	}
	out := make([]Entity, 0, len(es))
	for _, e := range es {
		if e.Offset < 0 || e.Length <= 0 || e.Offset > c.units || e.Length > c.units-e.Offset {
			return nil, errBounds
		}
		from, whole := c.border(e.Offset)
		to, too := c.border(e.end())
		if !whole || !too {
			return nil, errBounds
		}
		if !utf8.ValidString(e.Extra) {
			return nil, errUTF8
		}
		if from == to || !r.Kinds.Has(e.Kind) || Found.Has(e.Kind) || !r.value(&e) {
			continue
		}
		e.Offset, e.Length = from, to-from
		out = append(out, e)
	}
	return out, nil
}

// maxExtra is how many bytes an address or a language may have.
const maxExtra = 4096

// value makes what e says besides its place normal; it is false when e says
// nothing that can stay.
func (r Rules) value(e *Entity) bool {
	extra, id, flag := e.Extra, e.ID, e.Flag
	e.Extra, e.ID, e.Flag = "", 0, false
	if len(extra) > maxExtra {
		return false
	}
	switch e.Kind {
	case Pre:
		language := clean(extra, false)
		e.Extra = strings.Trim(language.s, " \n")
	case TextURL:
		var ok bool
		e.Extra, ok = address(extra)
		return ok && len(e.Extra) <= maxExtra
	case MentionName:
		e.ID = id
		return id > 0
	case CustomEmoji:
		e.ID = id
		return id != 0
	case Blockquote:
		e.Flag = flag
	case Date:
		e.ID, e.Extra = id, dateForm(extra)
		return id > 0 && id <= math.MaxInt32
	}
	return true
}

// DateForms is the letters that say how a date is shown: relative to now, which
// goes with no other; the day of the week; the date, short or long; the time,
// short or long.
const DateForms = "rwdDtT"

// dateForm is the letters of s that go together, in the order of DateForms.
func dateForm(s string) string {
	if strings.Contains(s, "r") {
		return "r"
	}
	out := ""
	for _, either := range [...]string{"w", "dD", "tT"} { // the first of two that exclude each other
		for _, letter := range either {
			if strings.ContainsRune(s, letter) {
				out += string(letter)
				break
			}
		}
	}
	return out
}

// trim is s without the white space at its ends; that at the left stays where an
// entity holds it, as code may begin with it. The entities are cut and moved.
func (l *layout) trim(s string) string {
	s = strings.TrimRight(s, " \n")
	if l.empty() {
		return strings.TrimLeft(s, " \n")
	}
	size, first := Units(s), math.MaxInt
	for _, es := range l.sets() {
		*es = slices.DeleteFunc(*es, func(e Entity) bool { return e.Offset >= size })
		for i := range *es {
			e := &(*es)[i]
			e.Length = min(e.Length, size-e.Offset)
			first = min(first, e.Offset)
		}
	}
	left := 0
	for left < min(first, len(s)) && (s[left] == ' ' || s[left] == '\n') {
		left++
	}
	for _, es := range l.sets() {
		for i := range *es {
			(*es)[i].Offset -= left
		}
	}
	return s[left:]
}

// span is a stretch of bytes in which something was found.
type span struct {
	from, to int
	kind     EntityKind
}

// find is what s, which has the marks m, says without being told, in order and
// apart from each other; it appends to out.
func (r Rules) find(out []span, s string, m marks) []span {
	if r.Kinds&Found == 0 || m&(at|slash|hash|dollar|dot|colon|digit) == 0 {
		return out
	}
	out = search(out, s, m)
	out = slices.DeleteFunc(out, func(f span) bool { return !r.Kinds.Has(f.kind) })
	slices.SortStableFunc(out, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to))
	})
	end, kept := 0, out[:0]
	for _, f := range out {
		if f.from >= end {
			kept, end = append(kept, f), f.to
		}
	}
	return kept
}

// search appends what s has, in no order.
func search(out []span, s string, m marks) []span {
	if m&at != 0 {
		out = mentions(out, s)
	}
	if m&slash != 0 {
		out = commands(out, s)
	}
	if m&hash != 0 {
		out = hashtags(out, s)
	}
	if m&dollar != 0 {
		out = cashtags(out, s)
	}
	if m&digit != 0 {
		out = cards(out, s)
		if m&plus != 0 {
			out = phones(out, s)
		}
	}
	if m&(colon|slash) == colon|slash {
		out = apps(out, s)
	}
	if m&dot != 0 {
		out = links(out, s)
	}
	return out
}

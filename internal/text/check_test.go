package text_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"heliograph/internal/text"
)

// checkNormal checks what doc.go says of a normal text, by looking at every pair
// of entities.
func checkNormal(t *testing.T, in, out text.Text, limit int) {
	t.Helper()
	bad := func(why string) {
		t.Helper()
		t.Fatalf("%s:\n%+v\nbecame %+v", why, in, out)
	}
	switch s := out.String; {
	case !utf8.ValidString(s), utf8.RuneCountInString(s) > limit, strings.TrimRight(s, " \n") != s:
		bad("T1: length, encoding or end")
	case strings.ContainsFunc(s, func(r rune) bool { return r < ' ' && r != '\n' || r >= 0x2028 && r <= 0x202e }):
		bad("T1: characters")
	case (s[0] == ' ' || s[0] == '\n') && (len(out.Entities) == 0 || out.Entities[0].Offset > 0):
		bad("T1: beginning")
	case len(out.Entities) > text.MaxEntities:
		bad("many")
	}
	units := utf16.Encode([]rune(out.String))
	inside := func(n int) bool {
		return n > 0 && n < len(units) && utf16.IsSurrogate(rune(units[n])) && units[n] >= 0xdc00
	}
	for i, e := range out.Entities {
		end := e.Offset + e.Length
		if e.Offset < 0 || e.Length <= 0 || end > len(units) || inside(e.Offset) || inside(end) || !utf8.ValidString(e.Extra) {
			bad("T2")
		}
		for _, f := range out.Entities[:i] {
			if f.Offset > e.Offset || f.Offset == e.Offset && f.Length < e.Length {
				bad("T3: order")
			}
			if f.Offset+f.Length <= e.Offset {
				continue
			}
			if f.Offset+f.Length < end {
				bad("T3: crossing")
			}
			same := f.Offset == e.Offset && f.Length == e.Length // then their order says nothing
			if !mayHold(f.Kind, e.Kind) && !(same && mayHold(e.Kind, f.Kind)) {
				bad("T4")
			}
		}
	}
	if again, err := text.Normal(out, limit); err != nil || !reflect.DeepEqual(again, out) {
		t.Fatalf("T5: %+v\nbecame %+v\nbecame %+v, %v", in, out, again, err)
	}
}

// mayHold says whether an entity of kind f may have one of kind e in it.
func mayHold(f, e text.EntityKind) bool {
	switch {
	case f == text.Code || f == text.Pre || f == text.Date:
		return false
	case f == text.Blockquote:
		return e != text.Blockquote
	case text.Styles.Has(f):
		return text.Styles.Has(e) && e != f
	}
	return text.Styles.Has(e)
}

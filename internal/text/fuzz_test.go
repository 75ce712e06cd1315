package text_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"heliograph/internal/text"
)

// FuzzNormal checks that what Normal lets through keeps its bounds, says the
// same and is normal.
func FuzzNormal(f *testing.F) {
	f.Add("hello", 0, 5, "", 1, 2, "")
	f.Add("  😀 grin \n", 1, 3, "https://example.org/", 3, 1, "\xff")
	f.Add("\x00a\u200d", 0, 2, "go", -1, 1<<62, "x")
	f.Fuzz(func(t *testing.T, s string, o1, n1 int, x1 string, o2, n2 int, x2 string) {
		in := text.Text{String: s, Entities: []text.Entity{
			{Kind: text.TextURL, Offset: o1, Length: n1, Extra: x1}, {Kind: text.Pre, Offset: o2, Length: n2, Extra: x2},
		}}
		out, err := text.Normal(in, 50)
		if err != nil {
			return
		}
		units := utf16.Encode([]rune(out.String))
		if text.Units(out.String) != len(units) || utf8.RuneCountInString(out.String) > 50 || !strings.Contains(s, out.String) {
			t.Fatalf("%q became %q", s, out.String)
		}
		for _, e := range out.Entities {
			if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > len(units) || !utf8.ValidString(e.Extra) {
				t.Fatalf("%q: %+v of %+v", out.String, e, in.Entities)
			}
		}
		again, err := text.Normal(out, 50)
		if err != nil || !reflect.DeepEqual(again, out) {
			t.Fatalf("%+v became %+v, %v", out, again, err)
		}
	})
}

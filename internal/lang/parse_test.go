package lang

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	t.Parallel()
	s, err := parse("f", []byte("\uFEFF/* a\n comment */ \"@name\" = \"German\"; // and one more\n"+
		`"lng_a" = "A \"quoted\" \\ line\nand 'more'";
"lng_b#one"="{count} day";
"lng_b#other" =
  "{count} days" ;
"Chat.Title-x" = "";
//`), false)
	if err != nil {
		t.Fatal(err)
	}
	days := Value{Plural: true}
	days.Forms[One], days.Forms[Other] = "{count} day", "{count} days"
	want := map[string]Value{"lng_a": {Text: "A \"quoted\" \\ line\nand 'more'"}, "lng_b": days, "Chat.Title-x": {}}
	if !maps.Equal(s.entries, want) || s.about["name"] != "German" {
		t.Errorf("%+v", s)
	}
}

// Each mistake is told with its line.
func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"\n\"a\" = \"b\"":                        `f:2: ; is missing before the end of the file`,
		"\"a\" \"b\";":                           `f:1: = is missing before "\"b\";"`,
		"a = \"b\";":                             `f:1: a text in quotes is missing before "a = \"b\";"`,
		"\"a\" = \"b;\n":                         `f:1: a text that does not end`,
		"\"a\" = \"\\q\";":                       `f:1: \q is no escape`,
		"\"a\" = \"\\":                           `f:1: a text that does not end`,
		"\"a\" = \"b\x00\";":                     `f:1: a text with a zero byte`,
		"/* a":                                   `f:1: a comment that does not end`,
		"\"a\" = \"b\";\n\n\"a\" = \"c\";":       `f:3: "a" is there twice`,
		"\"a\" = \"b\";\n\"a#one\" = \"c\";":     `f:2: "a" is there twice`,
		"\"a#one\" = \"b\";\n\"a#one\" = \"c\";": `f:2: "a" is there twice`,
		"\"a#some\" = \"b\";":                    `f:1: #some is none of #zero #one #two #few #many #other`,
		"\"a#one\" = \"b\";":                     `f: "a" has plural forms but no #other`,
		"\"a b\" = \"c\";":                       `f:1: "a b" is no key: letters, digits, _ . and - make one`,
		"\"\" = \"c\";":                          `f:1: "" is no key: letters, digits, _ . and - make one`,
		"\"@size\" = \"c\";":                     `f:1: @size is none of @name @native @plural @base @url @rtl @beta @official`,
		"\"@url\" = \"c\"; \"@url\" = \"c\";":    `f:1: @url is there twice`,
		"\xff":                                   `f: is not UTF-8`,
		"\"a\" = \"" + strings.Repeat("x", maxValue+1) + "\";": fmt.Sprintf(`f:1: the text of "a" is longer than %d bytes`, maxValue),
	} {
		if _, err := parse("f", []byte(text), false); err == nil || err.Error() != want {
			t.Errorf("%.40q: %v, want %s", text, err, want)
		}
	}
	var many strings.Builder
	for i := range maxEntries + 1 {
		fmt.Fprintf(&many, "\"k%d\" = \"\";\n", i)
	}
	if _, err := parse("f", []byte(many.String()), false); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("%v", err)
	}
}

func TestParseWords(t *testing.T) {
	t.Parallel()
	s, err := parse("f", []byte(`"@name" = "Bavarian"; " Servus #1" = "👋 ❤️ 👋";`), true)
	if err != nil || s.entries["servus #1"].Text != "❤ 👋" || s.about["name"] != "Bavarian" {
		t.Errorf("%+v, %v", s, err)
	}
	for text, want := range map[string]string{
		`"  " = "👋";`:           `f:1: "" is no word`,
		`"a$" = "👋";`:           `f:1: "a$" is no word`,
		`"a" = " ";`:            `f:1: "a" has no emoji`,
		`"a" = "$";`:            `f:1: "a" has no emoji`,
		`"a" = "👋"; "A" = "👋";`: `f:1: "a" is there twice`,
	} {
		if _, err := parse("f", []byte(text), true); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

// Whatever is parsed keeps its bounds, and is the same when it is written and
// read again.
func FuzzParse(f *testing.F) {
	f.Add("\"a\" = \"b\"; /* c */ \"d#one\" = \"e\\n\"; \"d#other\" = \"\\\"\"; // f\n", false)
	f.Add("\"@name\" = \"x\"; \"servus\" = \"👋\";", true)
	f.Fuzz(func(t *testing.T, text string, words bool) {
		s, err := parse("f", []byte(text), words)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f:") {
				t.Error(err)
			}
			return
		}
		var b strings.Builder
		quote := func(s string) string {
			return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
		}
		for k, v := range s.about {
			fmt.Fprintf(&b, "%s = %s;\n", quote("@"+k), quote(v))
		}
		for k, v := range s.entries {
			if !v.Plural {
				fmt.Fprintf(&b, "%s = %s;\n", quote(k), quote(v.Text))
			}
			for i, form := range v.Forms {
				if v.Plural && form != "" {
					fmt.Fprintf(&b, "%s = %s;\n", quote(k+"#"+suffixes[i]), quote(form))
				}
			}
			if len(k) > maxKey || !words && !goodKey(k) || len(v.Text) > maxValue {
				t.Errorf("%q: %+v", k, v)
			}
		}
		again, err := parse("f", []byte(b.String()), words)
		if err != nil || !maps.Equal(again.entries, s.entries) || !maps.Equal(again.about, s.about) {
			t.Errorf("%q: %+v, then %+v, %v", text, s, again, err)
		}
	})
}

// The languages that are built in say everything that English says.
func TestBuiltinComplete(t *testing.T) {
	t.Parallel()
	english := slices.Sorted(maps.Keys(englishTexts()))
	for code, s := range readBuiltin()[Own] {
		if got := slices.Sorted(maps.Keys(s.entries)); !slices.Equal(got, english) {
			t.Errorf("%s: %v", code, got)
		}
		for key, v := range s.entries {
			if strings.Count(v.Text, "**") != strings.Count(englishTexts()[key].Text, "**") {
				t.Errorf("%s: %s: %q", code, key, v.Text)
			}
		}
	}
}

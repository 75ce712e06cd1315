package word_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"heliograph/internal/search/word"
)

func TestOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, text, asked string }{
		{"Hello, World!", "hello world", ""},
		{"don't stop", "don t stop", ""},
		{"see example.org/path_to?x=1", "see example org path to x 1", ""},
		{"#Go_lang rocks", "#go_lang go lang rocks", "#go_lang rocks"},
		{"$USD @Bob_1 # alone", "$usd usd @bob_1 bob 1 alone", "$usd @bob_1 alone"},
		{"##x a#b", "#x x a #b b", "#x a #b"},
		{"Crème Brûlée, Straße, Łódź, ÆON", "creme brulee strasse lodz aeon", ""},
		{"Мой ёлка", "мой елка", ""},
		{"Ὀδυσσεύς", "οδυσσευσ", ""},
		{"你好世界", "你 好 世 界", ""},
		{"カタカナ and ひら", "カタカナ and ひ ら", ""},
		{"がか", "が か", ""},
		{"한국어", "한국어", ""},
		{"สวัสดี", "ส วั ส ดี", ""},
		{"ﬁne ＦＵＬＬ ①", "fine full 1", ""},
		{"👍🏽 ok ❤️ 👩‍👩‍👧 🇩🇪", "👍 ok ❤ 👩‍👩‍👧 🇩🇪", ""},
		{"שָׁלוֹם مُحَمَّد", "שלום محمد", ""},
		{"", "", ""},
		{"... --- !!!", "", ""},
		{"a\xffb", "ab", ""},
	} {
		if got := strings.Join(word.Of(c.in), " "); got != c.text {
			t.Errorf("%q: %q, not %q", c.in, got, c.text)
		}
		if c.asked == "" {
			c.asked = c.text
		}
		if got := strings.Join(word.Asked(c.in), " "); got != c.asked {
			t.Errorf("asked %q: %q, not %q", c.in, got, c.asked)
		}
	}
}

func TestStems(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, lang string
		a, b       string // words of one stem
	}{
		{"the cats were running", "e", "running", "runs"},
		{"shoes", "e", "shoes", "shoe"},
		{"ich habe das nicht gekauft", "d", "kaufen", "kaufe"},
		{"les chevaux sont dans le pre", "f", "continuation", "continuations"},
		{"los gatos y las casas", "s", "gatos", "gato"},
		{"он читает книги", "r", "книги", "книга"},
		{"він читає книги", "\x00", "", ""},
	} {
		l := word.Guess(word.Of(c.text))
		if string(rune(l)) != c.lang {
			t.Errorf("%q is taken for %q", c.text, l)
		}
		if a, b := word.Stem(l, c.a), word.Stem(l, c.b); a != b {
			t.Errorf("%q and %q become %q and %q", c.a, c.b, a, b)
		}
		if c.a != "" && !slices.Contains(word.Languages(c.a), l) {
			t.Errorf("%q cannot be of %q", c.a, l)
		}
	}
}

// FuzzOf checks what the index relies on: words are short, valid, without a
// zero byte, and stay what they are when they are cut again; and that whoever
// asks with the text itself asks for words that are there.
func FuzzOf(f *testing.F) {
	f.Add("Hello #World_1 👍🏽 你好")
	f.Add("\x00a\u0301\u200d$\u0e33")
	f.Fuzz(func(t *testing.T, s string) {
		all := word.Of(s)
		for _, w := range all {
			if w == "" || len(w) > 64 || !utf8.ValidString(w) || strings.Contains(w, "\x00") {
				t.Fatalf("%q: %q", s, w)
			}
			word.Stem(word.English, w)
			word.Stem(word.Russian, w)
		}
		word.Guess(all)
		for _, w := range word.Asked(s) {
			if !slices.Contains(all, w) {
				t.Fatalf("%q: %q is asked for, and not among %q", s, w, all)
			}
		}
	})
}

func BenchmarkOf(b *testing.B) {
	s := strings.Repeat("The quick brown fox jumps over the lazy dog. ", 5)
	for b.Loop() {
		word.Of(s)
	}
}

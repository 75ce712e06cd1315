package keyword_test

import (
	"slices"
	"strings"
	"testing"

	"heliograph/internal/keyword"
)

// All that the file holds can be read, and is what clients take.
func TestEverything(t *testing.T) {
	t.Parallel()
	s := keyword.Open()
	langs := s.Languages()
	if len(langs) < 40 {
		t.Errorf("%d languages", len(langs))
	}
	for _, lang := range langs {
		came, gone, err := s.Since(lang, 0)
		if err != nil || len(gone) != 0 || len(came) < 1500 {
			t.Errorf("%s: %d words, %d gone, %v", lang, len(came), len(gone), err)
		}
		for _, r := range came {
			if r.Word != strings.ToLower(strings.TrimSpace(r.Word)) || len(r.Emoji) == 0 {
				t.Errorf("%s: %+v", lang, r)
			}
			for _, e := range r.Emoji {
				if strings.ContainsAny(e, "$\uFE0F") || e == "" {
					t.Errorf("%s: %q finds %q", lang, r.Word, e)
				}
			}
		}
		if came, gone, err := s.Since(lang, s.Edition(lang)); len(came)+len(gone) != 0 || err != nil {
			t.Errorf("%s: %d and %d after the newest, %v", lang, len(came), len(gone), err)
		}
	}
}

func TestFinds(t *testing.T) {
	t.Parallel()
	s := keyword.Open()
	for _, c := range []struct{ lang, word, emoji string }{
		{"en", "love", "❤"},
		{"en", "germany", "🇩🇪"},
		{"de", "herz", "❤"},
		{"de", "liebe", "🥰"},
		{"de", "deutschland", "🇩🇪"},
		{"ru", "любовь", "❤"},
		{"zh", "爱", "❤"},
		{"vi", "trái tim", "❤"},
	} {
		came, _, err := s.Since(c.lang, 0)
		if err != nil {
			t.Fatal(err)
		}
		i, ok := slices.BinarySearchFunc(came, c.word, func(r keyword.Row, w string) int { return strings.Compare(r.Word, w) })
		if !ok || !slices.Contains(came[i].Emoji, c.emoji) {
			t.Errorf("%s: %q does not find %s", c.lang, c.word, c.emoji)
		}
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	s := keyword.Open()
	for code, want := range map[string]string{
		"en": "en", "de-AT": "de", "pt_BR": "pt", "pt-br": "pt", "zh-hans": "zh", "zh-Hans-CN": "zh", "zh-TW": "zh-hant",
		"zh-Hant-HK": "zh-hant", "nb": "no", "nn-NO": "no", "iw": "he", "tlh": "", "": "", "-": "", "emoji": "", "emoji-x": "",
	} {
		if got := s.Language(code); got != want {
			t.Errorf("%q: %q, want %q", code, got, want)
		}
	}
}

func plain(b []byte) ([]byte, error) { return b, nil }

// What a language had and has not is told apart by edition.
func TestMerge(t *testing.T) {
	t.Parallel()
	a := keyword.Merge(nil, map[string][]string{"❤": {"heart", "love"}, "☃": {"snow"}})
	same := keyword.Merge(a, map[string][]string{"❤": {"love", "heart"}, "☃": {"snow"}})
	if a.Edition != 1 || same != a {
		t.Errorf("%+v, %+v", a, same)
	}
	b := keyword.Merge(a, map[string][]string{"❤": {"heart"}, "🎉": {"party"}, "☃": {"snow"}})
	c := keyword.Merge(b, map[string][]string{"❤": {"heart", "love"}, "☃": {"snow"}})
	if b.Edition != 2 || c.Edition != 3 {
		t.Errorf("%d, %d", b.Edition, c.Edition)
	}
	for _, x := range []struct {
		book *keyword.Book
		want string
	}{
		{b, "❤ heart ❤ love!2 ☃ snow 🎉 party@2"},
		{c, "❤ heart ❤ love@3 ☃ snow 🎉 party@2!3"},
	} {
		var got []string
		for _, e := range []string{"❤", "☃", "🎉"} {
			for _, w := range x.book.Words[e] {
				got = append(got, e+" "+w.String())
			}
		}
		if s := strings.Join(got, " "); s != x.want {
			t.Errorf("%q, want %q", s, x.want)
		}
	}
	file, err := keyword.WriteFile([]string{"❤", "☃", "🎉"}, map[string]*keyword.Book{"xx": c}, plain)
	if err != nil || !strings.HasPrefix(string(file), "emoji 0 ") || !strings.Contains(string(file), "xx 3 ") {
		t.Errorf("%q, %v", file, err)
	}
}

func TestBrokenFiles(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "emoji 0 5", "emoji 0 5\n\nabc", "emoji\n\n", "xx 1 0\n\n", "emoji 0 3\n\nabc", "emoji 0 -1\n\n"} {
		if _, err := keyword.ReadFile([]byte(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

package text_test

import (
	"slices"
	"testing"

	"heliograph/internal/text"
)

func TestLinks(t *testing.T) {
	t.Parallel()
	for s, want := range map[string][]string{
		"nothing":             nil,
		"see readme.md":       nil,
		"see example.com/a.":  {"http://example.com/a"},
		"HTTPS://Example.com": {"https://example.com/"},
		"😀 example.com?q=ä 😀 http://ä.example/x#y": {"http://example.com/?q=ä", "http://ä.example/x#y"},
		"tg://resolve?domain=ann":                  {"tg://resolve?domain=ann"},
		"me@example.com, ftp://example.com/x":      nil,
	} {
		n, err := text.Normal(text.Text{String: s}, 4096)
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Collect(n.Links()); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	n, err := text.Normal(text.Text{String: "here and http://b.example/", Entities: []text.Entity{
		{Kind: text.TextURL, Length: 4, Extra: "a.example"}, {Kind: text.Bold, Offset: 5, Length: 3},
	}}, 4096)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := slices.Collect(n.Links()), []string{"http://a.example/", "http://b.example/"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for link := range n.Links() {
		if link != "http://a.example/" {
			t.Errorf("the first is %q", link)
		}
		break
	}
}

func TestTypedAddress(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"example.com": "http://example.com/", "https://example.com/a b": "https://example.com/a%20b",
		"gopher://example.com/": "", "localhost": "", "": "", "javascript:alert(1)": "",
	} {
		if got, ok := text.Address(s); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q %v, want %q", s, got, ok, want)
		}
	}
}

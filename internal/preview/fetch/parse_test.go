package fetch

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		html string
		want Page
	}{
		"open graph first": {
			`<html><head><title>t</title><meta name=description content=d><meta property="og:title" content="OG &amp; T">
			<meta property=og:description content="OG D"><meta property=og:site_name content=Site><meta name=author content=Ann>
			<meta property=og:type content=video.other><meta property=og:image content=/i.png><meta property="video:duration" content="61.5">
			<link rel=canonical href=/c></head>`,
			Page{Site: "Site", Title: "OG & T", Description: "OG D", Author: "Ann", Kind: "video", Image: "/i.png", Canonical: "/c", Duration: 61},
		},
		"twitter": {
			`<meta name="twitter:title" content=T><meta name="twitter:description" content=D><meta name="twitter:card" content=photo>`,
			Page{Title: "T", Description: "D", Kind: "photo"},
		},
		"plain":            {`<TITLE> t </TITLE><META NAME=Description CONTENT="d">`, Page{Title: "t", Description: "d", Kind: "article"}},
		"nothing":          {`hello`, Page{Kind: "article"}},
		"the first counts": {`<title>a</title><title>b</title><meta property=og:url content=x property=og:title>`, Page{Title: "a", Canonical: "x", Kind: "article"}},
		"not in a script":  {`<script><title>no</title></script><!-- <title>no</title> --><title>yes</title>`, Page{Title: "yes", Kind: "article"}},
		"body too":         {`<body><title>late</title>`, Page{Title: "late", Kind: "article"}},
		"enough":           {`<title>t</title><meta name=description content=d><body><meta property=og:title content=no>`, Page{Title: "t", Description: "d", Kind: "article"}},
		"author's page":    {`<meta name=article:author content="https://a.example/ann">`, Page{Kind: "article"}},
		"broken off":       {`<title>t</title><meta name=description content="no end`, Page{Title: "t", Kind: "article"}},
		"no UTF-8":         {"<title>a\xffb</title>", Page{Title: "ab", Kind: "article"}},
		"a foolish number": {`<meta property=video:duration content=1e300><title>t</title>`, Page{Title: "t", Kind: "article"}},
		"many attributes":  {`<meta a b c d e f g h i j k l m n o p q r s t u v w x y z aa bb cc dd ee ff gg property=og:title content=no><title>t</title>`, Page{Title: "t", Kind: "article"}},
	} {
		got, err := Parse(strings.NewReader(c.html))
		if err != nil || got != c.want {
			t.Errorf("%s: %+v, %v, want %+v", name, got, err, c.want)
		}
	}
}

// However a page is built, reading it takes memory for what is kept, and a few
// passes over it.
func TestParseIsBounded(t *testing.T) { // alone: allocations are counted
	for name, html := range map[string]string{
		"nested":     strings.Repeat("<div>", 50_000),
		"one tag":    "<div " + strings.Repeat("a ", 120_000),
		"title":      "<title>" + strings.Repeat("x", 250_000),
		"metas":      strings.Repeat(`<meta property=og:title content=x>`, 8_000),
		"entities":   "<title>" + strings.Repeat("&amp;", 50_000) + "</title>",
		"comment":    "<!--" + strings.Repeat("-", 250_000),
		"open tags":  strings.Repeat("<", 250_000),
		"quotes":     "<a href=\"" + strings.Repeat("'\"", 100_000),
		"plaintext":  "<plaintext>" + strings.Repeat("<title>x</title>", 15_000),
		"attributes": strings.Repeat("<meta "+strings.Repeat("a=b ", 1000)+">", 60),
	} {
		p, err := Parse(strings.NewReader(html))
		if err != nil || len(p.Title) > maxText {
			t.Errorf("%s: %d bytes of title, %v", name, len(p.Title), err)
		}
		if n := testing.AllocsPerRun(1, func() { _, _ = Parse(strings.NewReader(html)) }); n > float64(len(html)) {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("<title>t</title><meta property=og:title content=x><link rel=canonical href=/x>")
	f.Add("<svg><title>\x00</title></svg><body><meta name=description content='&#x110000;'>")
	f.Fuzz(func(t *testing.T, html string) {
		p, err := Parse(strings.NewReader(html))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range []string{p.Site, p.Title, p.Description, p.Author, p.Kind, p.Image, p.Canonical} {
			if len(s) > maxText || s != strings.ToValidUTF8(s, "") {
				t.Fatalf("%q", s)
			}
		}
		if p.Duration < 0 {
			t.Fatal(p.Duration)
		}
	})
}

package webclient

import (
	"cmp"
	"html"
	"html/template"
	"math"
	"net/url"
	"slices"
	"strings"
	"unicode/utf16"

	"heliograph/internal/text"
)

// markup is a text as a page shows it. Nothing in it is markup but what is made here.
func markup(t text.Text) template.HTML {
	es := slices.SortedStableFunc(slices.Values(t.Entities), func(a, b text.Entity) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length))
	})
	w := writer{}
	at := 0
	for _, r := range t.String {
		w.close(at)
		for len(es) > 0 && es[0].Offset <= at {
			if e := es[0]; e.Offset == at && e.Length > 0 {
				w.open(t, e)
			}
			es = es[1:]
		}
		w.out.WriteString(html.EscapeString(string(r)))
		at += utf16.RuneLen(r)
	}
	w.close(math.MaxInt)
	return template.HTML(w.out.String())
}

// writer has the tags that are open.
type writer struct {
	out  strings.Builder
	tags []tag
}

type tag struct {
	end         int // in UTF-16 code units
	first, last string
	link        bool
}

// open begins an entity. What has no tags, and a link in a link, is passed over.
func (w *writer) open(t text.Text, e text.Entity) {
	g := tag{end: e.Offset + e.Length}
	if g.first, g.last = tags(t, e); g.first == "" {
		return
	}
	if g.link = g.last == "</a>"; g.link && slices.ContainsFunc(w.tags, func(o tag) bool { return o.link }) {
		return
	}
	w.tags = append(w.tags, g)
	w.out.WriteString(g.first)
}

// close ends what ends at a place, and opens again what was opened in it and goes on.
func (w *writer) close(at int) {
	first := slices.IndexFunc(w.tags, func(g tag) bool { return g.end <= at })
	if first < 0 {
		return
	}
	again := slices.Clone(w.tags[first:])
	for _, g := range slices.Backward(again) {
		w.out.WriteString(g.last)
	}
	w.tags = w.tags[:first]
	for _, g := range again {
		if g.end > at {
			w.tags = append(w.tags, g)
			w.out.WriteString(g.first)
		}
	}
}

// tags is with what an entity begins and ends, empty when it looks like any text.
func tags(t text.Text, e text.Entity) (first, last string) {
	switch e.Kind {
	case text.Bold:
		return "<strong>", "</strong>"
	case text.Italic:
		return "<em>", "</em>"
	case text.Underline:
		return "<u>", "</u>"
	case text.Strike:
		return "<s>", "</s>"
	case text.Code:
		return "<code>", "</code>"
	case text.Pre:
		return "<pre>", "</pre>"
	case text.Blockquote:
		return "<blockquote>", "</blockquote>"
	case text.Spoiler:
		return `<span class="spoiler" tabindex="0">`, "</span>"
	}
	if to := target(t, e); to != "" {
		return `<a href="` + html.EscapeString(to) + `" rel="nofollow ugc noopener noreferrer">`, "</a>"
	}
	return "", ""
}

// target is where a link in a text leads, empty when it is none that a page may have.
func target(t text.Text, e text.Entity) string {
	part, ok := t.Part(e.Offset, e.Length)
	if !ok {
		return ""
	}
	switch s := part.String; e.Kind {
	case text.URL:
		return web(s)
	case text.TextURL:
		return web(e.Extra)
	case text.Email:
		return (&url.URL{Scheme: "mailto", Opaque: url.PathEscape(s)}).String()
	case text.Mention:
		if name := strings.TrimPrefix(s, "@"); username.MatchString(name) {
			return "/" + name
		}
	}
	return ""
}

// web is the address of a web page, empty for an address of anything else.
func web(s string) string {
	if !strings.Contains(s, "://") {
		s = "http://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

// maxSnippet is how many characters of a text stand in a description.
const maxSnippet = 200

// snippet is the beginning of a text for those who show a link to it, without what
// is hidden until one wants to see it.
func snippet(t text.Text) string {
	units := utf16.Encode([]rune(t.String))
	for _, e := range t.Entities {
		if e.Kind == text.Spoiler {
			for i := max(e.Offset, 0); i < min(e.Offset+e.Length, len(units)); i++ {
				units[i] = '▒'
			}
		}
	}
	rs := []rune(strings.Join(strings.Fields(string(utf16.Decode(units))), " "))
	if len(rs) > maxSnippet {
		rs = append(rs[:maxSnippet], '…')
	}
	return string(rs)
}

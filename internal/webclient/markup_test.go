package webclient

import (
	"strings"
	"testing"

	"heliograph/internal/text"
)

func TestMarkup(t *testing.T) {
	t.Parallel()
	at := func(k text.EntityKind, offset, length int) text.Entity {
		return text.Entity{Kind: k, Offset: offset, Length: length}
	}
	link := func(to string, offset, length int) text.Entity {
		return text.Entity{Kind: text.TextURL, Offset: offset, Length: length, Extra: to}
	}
	const rel = ` rel="nofollow ugc noopener noreferrer">`
	for _, c := range []struct {
		s    string
		es   []text.Entity
		want string
	}{
		{`<b onload="x">&'`, nil, "&lt;b onload=&#34;x&#34;&gt;&amp;&#39;"},
		{"bold", []text.Entity{at(text.Bold, 0, 4)}, "<strong>bold</strong>"},
		{"😀 <i>", []text.Entity{at(text.Italic, 3, 3)}, "😀 <em>&lt;i&gt;</em>"},
		{"abcdef", []text.Entity{at(text.Bold, 0, 6), at(text.Italic, 2, 2)}, "<strong>ab<em>cd</em>ef</strong>"},
		{"abcdef", []text.Entity{at(text.Italic, 2, 4), at(text.Bold, 0, 4)}, "<strong>ab<em>cd</em></strong><em>ef</em>"},
		{"see a.example/?x=<", []text.Entity{at(text.URL, 4, 14)}, `see <a href="http://a.example/?x=&lt;"` + rel + "a.example/?x=&lt;</a>"},
		{"here", []text.Entity{link("https://a.example/\"onclick=", 0, 4)}, `<a href="https://a.example/%22onclick="` + rel + "here</a>"},
		{"here", []text.Entity{link("javascript:alert(1)", 0, 4)}, "here"},
		{"here", []text.Entity{link("javascript://a.example/%0aalert(1)", 0, 4)}, "here"},
		{"here", []text.Entity{link("data://text/html,x", 0, 4)}, "here"},
		{"here", []text.Entity{link("https://a.example", 0, 4), link("https://b.example", 1, 2)}, `<a href="https://a.example"` + rel + "here</a>"},
		{"@some_one", []text.Entity{at(text.Mention, 0, 9)}, `<a href="/some_one"` + rel + "@some_one</a>"},
		{"a@b.example", []text.Entity{at(text.Email, 0, 11)}, `<a href="mailto:a@b.example"` + rel + "a@b.example</a>"},
		{"x", []text.Entity{at(text.Bold, -1, 3), at(text.Bold, 0, 0), at(text.Bold, 7, 3), at(text.Hashtag, 0, 1)}, "x"},
		{"x", []text.Entity{at(text.Pre, 0, 99)}, "<pre>x</pre>"},
	} {
		if got := string(markup(text.Text{String: c.s, Entities: c.es})); got != c.want {
			t.Errorf("%q %v\n is %s\nnot %s", c.s, c.es, got, c.want)
		}
	}
}

func FuzzMarkup(f *testing.F) {
	f.Add("a <b> c", 0, 3, 1, 4, 5, 11)
	f.Fuzz(func(t *testing.T, s string, o1, l1, o2, l2, k1, k2 int) {
		got := string(markup(text.Text{String: s, Entities: []text.Entity{
			{Kind: text.EntityKind(k1), Offset: o1, Length: l1, Extra: s}, {Kind: text.EntityKind(k2), Offset: o2, Length: l2, Extra: s},
		}}))
		var open []string
		for rest := got; ; {
			i := strings.IndexByte(rest, '<')
			if i < 0 {
				break
			}
			name, after, ok := strings.Cut(rest[i+1:], ">")
			if !ok {
				t.Fatalf("%q", got)
			}
			rest = after
			if last, closes := strings.CutPrefix(name, "/"); closes {
				if len(open) == 0 || open[len(open)-1] != last {
					t.Fatalf("%q closes %s", got, last)
				}
				open = open[:len(open)-1]
				continue
			}
			word, _, _ := strings.Cut(name, " ")
			open = append(open, word)
		}
		if len(open) > 0 {
			t.Fatalf("%q leaves %v open", got, open)
		}
	})
}

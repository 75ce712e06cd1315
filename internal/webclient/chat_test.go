package webclient_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"heliograph/internal/clock"
	"heliograph/internal/text"
	"heliograph/internal/webclient"
)

// names is what links lead to.
type names struct{}

func (names) Named(_ context.Context, name string) (webclient.Card, bool, error) {
	switch name {
	case "sunwatch":
		return webclient.Card{Title: "<script>Sun</script>", About: `"we" <b>watch</b>`, Username: "SunWatch", Members: 3, Kind: webclient.Group}, true, nil
	case "newsy":
		return webclient.Card{Title: "News", About: "of the <day>", Username: "Newsy", Members: 1, Kind: webclient.Channel}, true, nil
	case "annlee":
		return webclient.Card{Title: "Ann", Username: "AnnLee", Kind: webclient.Person}, true, nil
	case "broken":
		return webclient.Card{}, false, errors.New("no store")
	}
	return webclient.Card{}, false, nil
}

// Posts are those of newsy: 1 to 25, with all sorts of text.
func (names) Posts(_ context.Context, name string, q webclient.PostQuery) (ps []webclient.Post, older int, err error) {
	if name != "Newsy" {
		return nil, 0, nil
	}
	for id := 25; id > 0; id-- {
		p := webclient.Post{ID: id, Date: 1_700_000_000, Text: text.Text{String: fmt.Sprintf("post <%d>", id)}, Views: 1200}
		switch {
		case q.ID != 0 && q.ID != id, q.Before != 0 && id >= q.Before:
			continue
		case len(ps) == q.Limit:
			return ps, id + 1, nil
		case id == 3:
			p.Text = text.Text{String: "a secret word", Entities: []text.Entity{{Kind: text.Spoiler, Offset: 2, Length: 6}}}
			p.Shows, p.Lines, p.Author, p.Sent, p.From = "Poll: <why>", []string{"<i>"}, "<Ann>", true, "<Far>"
		}
		ps = append(ps, p)
	}
	return ps, 0, nil
}

func (names) Behind(_ context.Context, hash string) (webclient.Card, bool, error) {
	return webclient.Card{Title: "Secret", About: "hidden", Members: 7777777}, hash == "abcdefgh-_123", nil
}

func TestLanding(t *testing.T) {
	t.Parallel()
	info := webclient.Info{Name: "Sun", Links: "https://sun.example/", Chats: names{}}
	for _, c := range []struct {
		path  string
		code  int
		has   []string
		lacks string
	}{
		{"/sunwatch", 200, []string{"tg://resolve?domain=SunWatch", `<link rel="canonical" href="https://sun.example/SunWatch">`, "&lt;script&gt;Sun", "@SunWatch", "3 members", "&lt;b&gt;watch"}, "<script"},
		{"/sunwatch/12", 200, []string{"domain=SunWatch&amp;post=12"}, "<script"},
		{"/+abcdefgh-_123", 200, []string{"tg://join?invite=abcdefgh-_123", "Secret"}, "hidden"},
		{"/joinchat/abcdefgh-_123", 200, []string{"tg://join?invite=abcdefgh-_123"}, "7777777"},
		{"/c/123/4", 200, []string{"tg://privatepost?channel=123&amp;post=4"}, "hidden"},
		{"/c/123/4/9", 200, []string{"tg://privatepost?channel=123&amp;post=9&amp;thread=4", `name="robots" content="noindex"`}, "canonical"},
		{"/annlee", 200, []string{"Person", `name="robots" content="noindex"`}, "canonical"},
		{"/newsy", 200, []string{"post &lt;25&gt;", "post &lt;6&gt;", "1 subscriber<", "1.2K views", `href="/Newsy?before=6"`, `href="/Newsy/25"`, `content="of the &lt;day&gt;"`, "og:url"}, "post &lt;5&gt;"},
		{"/newsy?before=6", 200, []string{"post &lt;5&gt;", "post &lt;1&gt;", "Newest posts", "Poll: &lt;why&gt;", "&lt;i&gt;", "&lt;Ann&gt;", "Forwarded from &lt;Far&gt;", `<span class="spoiler" tabindex="0">secret</span>`}, "Older posts"},
		{"/newsy/3", 200, []string{`content="a ▒▒▒▒▒▒ word"`, `content="article"`, "domain=Newsy&amp;post=3", "https://sun.example/Newsy/3", "2023-11-14T22:13:20Z"}, "post &lt;"},
		{"/newsy/26", 404, nil, "tg:"},
		{"/newsy?before=x", 404, nil, "tg:"},
		{"/robots.txt", 200, []string{"Disallow: /+", "Disallow: /c/"}, "<"},
		{"/nobody", 404, nil, "tg:"},
		{"/+abcdefgh-_124", 404, nil, "tg:"},
		{"/+%22onload", 404, nil, "tg:"},
		{"/sunwatch/x", 404, nil, "tg:"},
		{"/c/x/4", 404, nil, "tg:"},
		{"/broken", 503, nil, "store"},
	} {
		r := get(t, info, "GET", c.path)
		policy := r.Header.Get("Content-Security-Policy")
		text := body(t, r)
		if r.StatusCode != c.code || strings.Contains(text, c.lacks) || c.code == 200 && c.path != "/robots.txt" && !strings.Contains(policy, "default-src 'none'") {
			t.Errorf("%s: %d, %s", c.path, r.StatusCode, text)
		}
		for _, want := range c.has {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q: %s", c.path, want, text)
			}
		}
	}
	if r := get(t, webclient.Info{}, "GET", "/sunwatch"); r.StatusCode != 404 {
		t.Errorf("without chats: %d", r.StatusCode)
	}
}

// What is public may be kept for a moment, and is not sent twice; what only who has
// a link may see is kept by nobody.
func TestLandingIsKept(t *testing.T) {
	t.Parallel()
	h, err := webclient.Handler(webclient.Info{Name: "Sun", Chats: names{}})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(path, tag string) *http.Response {
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("If-None-Match", tag)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Result()
	}
	r := ask("/newsy", "")
	tag := r.Header.Get("ETag")
	if tag == "" || !strings.Contains(r.Header.Get("Cache-Control"), "public") {
		t.Errorf("%v", r.Header)
	}
	if r := ask("/newsy", tag); r.StatusCode != 304 || r.Header.Get("ETag") != tag || len(body(t, r)) > 1000 {
		t.Errorf("again: %d, %v", r.StatusCode, r.Header)
	}
	if r := ask("/newsy/3", tag); r.StatusCode != 200 {
		t.Errorf("another page: %d", r.StatusCode)
	}
	for _, path := range []string{"/+abcdefgh-_123", "/c/1/2"} {
		if r := ask(path, ""); r.Header.Get("Cache-Control") != "no-store" || r.Header.Get("ETag") != "" || r.Header.Get("X-Robots-Tag") != "noindex" {
			t.Errorf("%s: %v", path, r.Header)
		}
	}
}

func TestLandingIsLimited(t *testing.T) {
	t.Parallel()
	ck := clock.NewFake(time.Unix(1_700_000_000, 0))
	h, err := webclient.Handler(webclient.Info{Name: "Sun", Chats: names{}, Clock: ck})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(from, path string) *http.Response {
		r := httptest.NewRequest("GET", path, nil)
		r.RemoteAddr = from
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Result()
	}
	n := 0
	for n < 1000 && ask("[2001:db8::1]:4000", "/nobody").StatusCode == 404 {
		n++
	}
	if n < 20 || n == 1000 {
		t.Fatalf("%d at once", n)
	}
	r := ask("[2001:db8::2]:5000", "/newsy") // the same network
	if r.StatusCode != 429 || r.Header.Get("Retry-After") != "1" {
		t.Errorf("%d, %v", r.StatusCode, r.Header)
	}
	for _, from := range []string{"[2001:db8:0:1::1]:4000", "192.0.2.1:4000"} {
		if r := ask(from, "/newsy"); r.StatusCode != 200 {
			t.Errorf("somebody else: %d", r.StatusCode)
		}
	}
	if r := ask("[2001:db8::1]:4000", "/"); r.StatusCode != 200 {
		t.Errorf("what is not looked for: %d", r.StatusCode)
	}
	ck.Advance(time.Second)
	if r := ask("[2001:db8::1]:4000", "/newsy"); r.StatusCode != 200 {
		t.Errorf("later: %d", r.StatusCode)
	}
	for i := range 25_000 {
		ask(fmt.Sprintf("10.%d.%d.%d:1", i>>16, i>>8&255, i&255), "/nobody")
	}
}

package webclient

import (
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// sight is what the template of a chat gets.
type sight struct {
	Card
	Site    string
	Kind    string
	Counted string
	Heading string // of the browser's window
	Summary string // for those who show a link to the page
	Address string // of this page, as it is to be remembered; empty: it is not
	Open    template.URL
	Web     template.URL // the same in the web client, empty: there is none
	Style   template.CSS
	Hidden  bool // not for crawlers
	Posts   []sightPost
	Older   int  // the id that the next page begins below, 0: there is none
	Newest  bool // these are the newest posts
	Single  bool // this is the page of one post
}

// sightPost is a post as the template gets it.
type sightPost struct {
	Post
	HTML  template.HTML
	Stamp string
	When  string
	Seen  string
}

// show is posts as the template gets them.
func show(ps []Post) []sightPost {
	out := make([]sightPost, len(ps))
	for i, p := range ps {
		at := time.Unix(p.Date, 0).UTC()
		out[i] = sightPost{p, markup(p.Text), at.Format(time.RFC3339), at.Format("2 January 2006, 15:04 UTC"), short(p.Views)}
	}
	return out
}

// short is a count as people read it.
func short(n int) string {
	switch {
	case n < 1000:
		return strconv.Itoa(n)
	case n < 10_000:
		return strings.TrimSuffix(strconv.FormatFloat(float64(n/100)/10, 'f', 1, 64), ".0") + "K"
	case n < 1_000_000:
		return strconv.Itoa(n/1000) + "K"
	}
	return strings.TrimSuffix(strconv.FormatFloat(float64(n/100_000)/10, 'f', 1, 64), ".0") + "M"
}

// Who may keep a page, and for how long.
const (
	keepNot     = "no-store"
	keepBriefly = "public, max-age=60"
	keepAsk     = "no-cache"
)

// write sends a page, or that the reader has it.
func write(w http.ResponseWriter, r *http.Request, policy, keep string, page []byte) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", keep)
	protect(h, policy)
	if keep != keepNot {
		tag := `"` + sum(page) + `"`
		h.Set("ETag", tag)
		if has(r.Header.Values("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(page)))
	_, _ = w.Write(page) // the reader may be gone
}

// protect sets the headers that every page has.
func protect(h http.Header, policy string) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
}

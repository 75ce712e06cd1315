package webclient

import (
	"bytes"
	"context"
	_ "embed" // for the page
	"html/template"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"heliograph/internal/clock"
	"heliograph/internal/text"
)

//go:embed chat.html
var chatHTML string

// Card is what strangers may know of a person, a group or a channel.
type Card struct {
	Title    string
	About    string
	Username string
	Members  int
	Kind     Kind
}

// Kind says what a Card is of.
type Kind int

// The kinds; of what is behind an invite link nothing but the title is shown.
const (
	Invited Kind = iota
	Person
	Group
	Channel
)

// Post is a post of a public channel.
type Post struct {
	ID     int
	Date   int64 // Unix seconds
	Edited bool
	Text   text.Text
	Author string // its signature
	From   string // of a forwarded one: from where, as far as strangers may know
	Sent   bool   // it was forwarded
	Views  int
	Shows  string   // what it has besides the text, in a word: "Poll"
	Lines  []string // and what that says
}

// PostQuery asks for posts of a channel.
type PostQuery struct {
	ID     int // this one alone
	Before int // the newest below this one; 0: the newest
	Limit  int
}

// Chats finds what links lead to; found is false where there is nothing that
// strangers may know of.
type Chats interface {
	// Named is who or what carries a username.
	Named(ctx context.Context, name string) (c Card, found bool, err error)
	// Behind is what an invite link that is good leads to.
	Behind(ctx context.Context, hash string) (c Card, found bool, err error)
	// Posts is posts of the public channel with a username, the newest first; none
	// of anything else. Older is the id below which the older ones are, 0: there are
	// none.
	Posts(ctx context.Context, name string, q PostQuery) (ps []Post, older int, err error)
}

// pageSize is how many posts one page has.
const pageSize = 20

var (
	username = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{4,31}$`)
	hash     = regexp.MustCompile(`^[A-Za-z0-9_-]{8,64}$`)
	chatPage = template.Must(template.New("chat").Parse(chatHTML))
)

// landing serves the pages at which links to chats end: each hands over to a client
// of the reader's.
type landing struct {
	info    Info
	chats   Chats
	clock   clock.Clock
	policy  string
	client  bool   // there is a web client to hand over to
	missing []byte // the page of what is not there
	limit   limiter
}

func (l *landing) register(mux *http.ServeMux) {
	handle := func(pattern string, fn http.HandlerFunc) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			if wait, ok := l.limit.take(r.RemoteAddr, l.clock.Now()); !ok {
				w.Header().Set("Retry-After", strconv.Itoa(wait))
				http.Error(w, "too many requests", http.StatusTooManyRequests)
				return
			}
			fn(w, r)
		})
	}
	handle("GET /{name}", func(w http.ResponseWriter, r *http.Request) { l.named(w, r, "") })
	handle("GET /{name}/{post}", func(w http.ResponseWriter, r *http.Request) { l.named(w, r, r.PathValue("post")) })
	handle("GET /joinchat/{hash}", func(w http.ResponseWriter, r *http.Request) { l.behind(w, r, r.PathValue("hash")) })
	handle("GET /c/{id}/{post}", l.private)
	handle("GET /c/{id}/{top}/{post}", l.private)
	mux.HandleFunc("GET /robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", keepBriefly)
		_, _ = w.Write([]byte("User-agent: *\nDisallow: /+\nDisallow: /joinchat/\nDisallow: /c/\n"))
	})
}

// number says whether s is a number that an id can be.
func number(s string) bool {
	n, err := strconv.ParseInt(s, 10, 64)
	return err == nil && n > 0
}

func (l *landing) named(w http.ResponseWriter, r *http.Request, post string) {
	name := r.PathValue("name")
	if h, ok := strings.CutPrefix(name, "+"); ok && post == "" {
		l.behind(w, r, h)
		return
	}
	before := r.URL.Query().Get("before")
	if !username.MatchString(name) || post != "" && !number(post) || before != "" && !number(before) {
		l.fail(w, nil)
		return
	}
	c, found, err := l.chats.Named(r.Context(), name)
	if err != nil || !found {
		l.fail(w, err)
		return
	}
	s := l.sight(c)
	q := url.Values{"domain": {c.Username}}
	s.Hidden = c.Kind == Person
	route := "@" + c.Username
	if post != "" {
		q.Set("post", post)
		route += "/" + post
	}
	s.Web = l.web(route)
	s.Open = template.URL("tg://resolve?" + q.Encode()) // made of checked parts alone
	if c.Kind == Channel {
		if found, err = l.posts(r.Context(), &s, post, before); err != nil || !found {
			l.fail(w, err)
			return
		}
	}
	l.answer(w, r, s, keepBriefly)
}

// posts puts the posts of a channel onto its page, or the one that is wanted.
func (l *landing) posts(ctx context.Context, s *sight, post, before string) (found bool, err error) {
	q := PostQuery{Limit: pageSize}
	q.ID, _ = strconv.Atoi(post)
	q.Before, _ = strconv.Atoi(before)
	ps, older, err := l.chats.Posts(ctx, s.Username, q)
	if err != nil || q.ID != 0 && len(ps) == 0 {
		return false, err
	}
	s.Posts, s.Single, s.Newest, s.Older = show(ps), q.ID != 0, q.Before == 0, older
	if s.Single {
		s.Address += "/" + post
		if t := snippet(ps[0].Text); t != "" {
			s.Summary = t
		}
	}
	return true, nil
}

func (l *landing) behind(w http.ResponseWriter, r *http.Request, h string) {
	if !hash.MatchString(h) {
		l.fail(w, nil)
		return
	}
	w.Header().Set("X-Robots-Tag", "noindex")
	c, found, err := l.chats.Behind(r.Context(), h)
	if err != nil || !found {
		l.fail(w, err)
		return
	}
	s := l.sight(Card{Title: c.Title})
	s.Summary, s.Hidden = "An invitation to a chat", true
	s.Web = l.web("+" + h)
	s.Open = template.URL("tg://join?" + url.Values{"invite": {h}}.Encode())
	l.answer(w, r, s, keepNot)
}

// private hands over a link to a message of a chat of which strangers know nothing.
func (l *landing) private(w http.ResponseWriter, r *http.Request) {
	id, post, top := r.PathValue("id"), r.PathValue("post"), r.PathValue("top")
	if !number(id) || !number(post) || top != "" && !number(top) {
		l.fail(w, nil)
		return
	}
	w.Header().Set("X-Robots-Tag", "noindex")
	q := url.Values{"channel": {id}, "post": {post}}
	if top != "" {
		q.Set("thread", top)
	}
	s := l.sight(Card{Title: "A message in a private chat"})
	s.Hidden = true
	s.Web = l.web("p/" + id + "/" + post)
	s.Open = template.URL("tg://privatepost?" + q.Encode())
	l.answer(w, r, s, keepNot)
}

// sight is the page of a card.
func (l *landing) sight(c Card) sight {
	s := sight{Card: c, Site: l.info.Name, Heading: c.Title, Summary: snippet(text.Text{String: c.About}), Style: template.CSS(pageCSS)}
	s.Kind, s.Counted = [...]string{"", "Person", "Group", "Channel"}[c.Kind], "members"
	if c.Kind == Channel {
		s.Counted = "subscribers"
	}
	if c.Members == 1 {
		s.Counted = strings.TrimSuffix(s.Counted, "s")
	}
	if c.Username != "" {
		s.Address = l.info.Links + c.Username
	}
	return s
}

// web is the address of a route of the web client, empty when there is none. The route
// is made of checked parts alone; web/src/lib/route.ts reads it.
func (l *landing) web(route string) template.URL {
	if !l.client {
		return ""
	}
	return template.URL("/#/" + route)
}

// fail answers for what is not there, or cannot be looked for.
func (l *landing) fail(w http.ResponseWriter, err error) {
	if err != nil {
		http.Error(w, "try again later", http.StatusServiceUnavailable)
		return
	}
	h := w.Header()
	h.Set("X-Robots-Tag", "noindex")
	protect(h, l.policy)
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", keepNot)
	w.WriteHeader(http.StatusNotFound)
	_, _ = w.Write(l.missing) // the reader may be gone
}

func (l *landing) answer(w http.ResponseWriter, r *http.Request, s sight, keep string) {
	var b bytes.Buffer
	if err := chatPage.Execute(&b, s); err != nil {
		http.Error(w, "try again later", http.StatusInternalServerError)
		return
	}
	write(w, r, l.policy, keep, b.Bytes())
}

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

// Chats finds what links lead to; found is false where there is nothing that
// strangers may know of.
type Chats interface {
	// Named is who or what carries a username.
	Named(ctx context.Context, name string) (c Card, found bool, err error)
	// Behind is what an invite link that is good leads to.
	Behind(ctx context.Context, hash string) (c Card, found bool, err error)
}

var (
	username = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{4,31}$`)
	hash     = regexp.MustCompile(`^[A-Za-z0-9_-]{8,64}$`)
	chatPage = template.Must(template.New("chat").Parse(chatHTML))
)

// landing serves the pages at which links to chats end: each hands over to a client
// of the reader's.
type landing struct {
	info   Info
	chats  Chats
	policy string
}

func (l *landing) register(mux *http.ServeMux) {
	mux.HandleFunc("GET /{name}", func(w http.ResponseWriter, r *http.Request) { l.named(w, r, "") })
	mux.HandleFunc("GET /{name}/{post}", func(w http.ResponseWriter, r *http.Request) { l.named(w, r, r.PathValue("post")) })
	mux.HandleFunc("GET /joinchat/{hash}", func(w http.ResponseWriter, r *http.Request) { l.behind(w, r, r.PathValue("hash")) })
	mux.HandleFunc("GET /c/{id}/{post}", l.private)
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
	if !username.MatchString(name) || post != "" && !number(post) {
		http.NotFound(w, r)
		return
	}
	c, found, err := l.chats.Named(r.Context(), name)
	q := url.Values{"domain": {name}}
	if post != "" {
		q.Set("post", post)
	}
	l.answer(w, r, c, found, err, "tg://resolve?"+q.Encode())
}

func (l *landing) behind(w http.ResponseWriter, r *http.Request, h string) {
	if !hash.MatchString(h) {
		http.NotFound(w, r)
		return
	}
	c, found, err := l.chats.Behind(r.Context(), h)
	w.Header().Set("X-Robots-Tag", "noindex")
	l.answer(w, r, Card{Title: c.Title}, found, err, "tg://join?"+url.Values{"invite": {h}}.Encode())
}

// private hands over a link to a message of a chat of which strangers know nothing.
func (l *landing) private(w http.ResponseWriter, r *http.Request) {
	id, post := r.PathValue("id"), r.PathValue("post")
	if !number(id) || !number(post) {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("X-Robots-Tag", "noindex")
	q := url.Values{"channel": {id}, "post": {post}}
	l.answer(w, r, Card{Title: "A message in a private chat"}, true, nil, "tg://privatepost?"+q.Encode())
}

// answer writes a page; open is made of checked parts alone.
func (l *landing) answer(w http.ResponseWriter, r *http.Request, c Card, found bool, err error, open string) {
	switch {
	case err != nil:
		http.Error(w, "try again later", http.StatusServiceUnavailable)
		return
	case !found:
		http.NotFound(w, r)
		return
	}
	kinds, counted := [...]string{"", "Person", "Group", "Channel"}, "members"
	if c.Kind == Channel {
		counted = "subscribers"
	}
	var b bytes.Buffer
	if err := chatPage.Execute(&b, struct {
		Card
		Kind, Counted, Site string
		Open                template.URL
		Style               template.CSS
	}{c, kinds[c.Kind], counted, l.info.Name, template.URL(open), template.CSS(pageCSS)}); err != nil {
		http.Error(w, "try again later", http.StatusInternalServerError)
		return
	}
	headers(w.Header(), l.policy, b.Len())
	_, _ = w.Write(b.Bytes()) // the reader may be gone
}

// headers are those of every page.
func headers(h http.Header, policy string, length int) {
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(length))
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
}

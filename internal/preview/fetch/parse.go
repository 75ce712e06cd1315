package fetch

import (
	"cmp"
	"errors"
	"io"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Page is what a page says of itself: raw, and as long as it likes up to maxText.
type Page struct {
	Site        string
	Title       string
	Description string
	Author      string
	Kind        string // "article", "photo", "video", "profile"
	Image       string // the address of a picture
	Canonical   string // the page's own address, on the host that it came from
	Duration    int    // of a video, in seconds
}

// maxText is how many bytes of anything are kept.
const maxText = 4096

// said is what a page says, by name; of several the first counts.
type said map[string]string

// names are the properties that are read.
var names = map[string]bool{
	"og:title": true, "og:description": true, "og:site_name": true, "og:type": true, "og:url": true,
	"og:image": true, "og:image:url": true, "og:image:secure_url": true, "og:video:duration": true, "video:duration": true,
	"twitter:title": true, "twitter:description": true, "twitter:card": true, "twitter:image": true, "twitter:image:src": true,
	"description": true, "author": true, "article:author": true, "application-name": true,
}

// Parse reads HTML in UTF-8. It keeps no tree, so its memory does not depend on how
// the page is built, and it stops where the head ends once it knows enough. A page
// that breaks off says what it has said so far, unless the reader failed.
func Parse(r io.Reader) (Page, error) {
	z := html.NewTokenizer(r)
	z.SetMaxBuf(maxBody)
	s := said{}
	for {
		switch z.Next() {
		case html.ErrorToken:
			if err := z.Err(); !errors.Is(err, io.EOF) && !errors.Is(err, html.ErrBufferExceeded) {
				return Page{}, err
			}
			return s.page(), nil
		case html.StartTagToken, html.SelfClosingTagToken:
			if s.tag(z) && s.enough() {
				return s.page(), nil
			}
		}
	}
}

// tag reads what a tag says; it is true of the one that ends the head.
func (s said) tag(z *html.Tokenizer) (body bool) {
	name, more := z.TagName()
	switch atom.Lookup(name) {
	case atom.Body:
		return true
	case atom.Title:
		if _, ok := s["title"]; !ok && z.Next() == html.TextToken {
			s.put("title", z.Text())
		}
	case atom.Meta:
		a := attributes(z, more)
		key := strings.ToLower(strings.TrimSpace(cmp.Or(a["property"], a["name"])))
		if names[key] {
			s.put(key, []byte(a["content"]))
		}
	case atom.Link:
		a := attributes(z, more)
		if strings.EqualFold(strings.TrimSpace(a["rel"]), "canonical") {
			s.put("canonical", []byte(a["href"]))
		}
	}
	return false
}

// maxAttributes is how many of a tag are looked at.
const maxAttributes = 32

// attributes are those of a tag that count; of two of a name the first.
func attributes(z *html.Tokenizer, more bool) map[string]string {
	out := map[string]string{}
	for n := 0; more && n < maxAttributes; n++ {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch k := string(key); k {
		case "property", "name", "content", "rel", "href":
			if _, ok := out[k]; !ok {
				out[k] = cut(value)
			}
		}
	}
	return out
}

func (s said) put(key string, value []byte) {
	v := strings.TrimSpace(cut(value))
	if _, ok := s[key]; !ok && v != "" {
		s[key] = v
	}
}

// cut is b as a string, no longer than maxText.
func cut(b []byte) string {
	return strings.ToValidUTF8(string(b[:min(len(b), maxText)]), "")
}

// enough says whether what follows the head is not worth reading.
func (s said) enough() bool {
	return s.first("og:title", "twitter:title", "title") != "" && s.first("og:description", "twitter:description", "description") != ""
}

func (s said) first(keys ...string) string {
	for _, k := range keys {
		if v := s[k]; v != "" {
			return v
		}
	}
	return ""
}

func (s said) page() Page {
	p := Page{
		Site:        s.first("og:site_name", "application-name"),
		Title:       s.first("og:title", "twitter:title", "title"),
		Description: s.first("og:description", "twitter:description", "description"),
		Image:       s.first("og:image:secure_url", "og:image:url", "og:image", "twitter:image", "twitter:image:src"),
		Canonical:   s.first("canonical", "og:url"),
		Kind:        s.kind(),
	}
	if p.Author = s.first("author", "article:author"); strings.Contains(p.Author, "://") {
		p.Author = "" // the address of somebody's page
	}
	if n, err := strconv.ParseFloat(s.first("og:video:duration", "video:duration"), 64); err == nil && n > 0 && n < 1<<31 {
		p.Duration = int(n)
	}
	return p
}

func (s said) kind() string {
	typ, _, _ := strings.Cut(strings.ToLower(s["og:type"]), ".")
	switch card := strings.ToLower(s["twitter:card"]); {
	case typ == "video" || card == "player":
		return "video"
	case card == "photo":
		return "photo"
	case typ == "profile":
		return "profile"
	}
	return "article"
}

// locate makes the addresses of a page that came from base whole, and drops those
// that are none. Another host's name is not this page's.
func (p *Page) locate(base *url.URL) {
	p.Image = within(base, p.Image)
	if p.Canonical = within(base, p.Canonical); p.Canonical != "" {
		u, err := url.Parse(p.Canonical)
		if err != nil || !strings.EqualFold(u.Host, base.Host) {
			p.Canonical = ""
		}
	}
	p.Site = cmp.Or(p.Site, strings.TrimPrefix(base.Hostname(), "www."))
}

// within is a reference of a page at base as an address, "" when it is none.
func within(base *url.URL, ref string) string {
	u, err := url.Parse(ref)
	if ref == "" || err != nil {
		return ""
	}
	if u = base.ResolveReference(u); u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	if s := u.String(); len(s) <= maxURL {
		return s
	}
	return ""
}

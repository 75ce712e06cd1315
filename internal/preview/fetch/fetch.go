package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"golang.org/x/net/html/charset"

	"heliograph/internal/outbound"
)

// The bounds of one fetch.
const (
	DefaultTimeout = 10 * time.Second
	connectTime    = 5 * time.Second
	maxBody        = 1 << 20 // of HTML, after decompression and once more in UTF-8
	maxHeader      = 64 << 10
	maxRedirects   = 5
	maxURL         = 2048
)

// What a fetch may fail with, besides what the network says.
var (
	ErrAddress = errors.New("fetch: not an address to ask")
	ErrNoPage  = errors.New("fetch: there is no page")
	errMany    = errors.New("fetch: too many redirects")
)

// Options of a Client.
type Options struct {
	Allow   []string      // hosts that may be anywhere, as they stand in URLs
	Refuse  []net.IP      // addresses of this server besides those of its interfaces
	Ports   []int         // besides 80 and 443
	Timeout time.Duration // of a whole fetch; 0: DefaultTimeout
	Resolve *net.Resolver // nil: the system's
}

// Client fetches pages. Safe for concurrent use.
type Client struct {
	http    *http.Client
	ports   []string
	timeout time.Duration
}

// New makes a Client.
func New(o Options) *Client {
	d := &outbound.Dialer{Allow: o.Allow, Refuse: o.Refuse, Timeout: connectTime, Resolver: o.Resolve}
	c := &Client{ports: []string{"80", "443"}, timeout: cmp.Or(o.Timeout, DefaultTimeout)}
	for _, p := range o.Ports {
		c.ports = append(c.ports, strconv.Itoa(p))
	}
	c.http = &http.Client{
		Transport: &http.Transport{
			DialContext:         d.DialContext, // and no proxy: it would dial for us
			TLSHandshakeTimeout: connectTime, ResponseHeaderTimeout: c.timeout, ExpectContinueTimeout: time.Second,
			MaxResponseHeaderBytes: maxHeader, DisableKeepAlives: true, ForceAttemptHTTP2: true,
		},
		CheckRedirect: c.redirect,
	}
	return c
}

// redirect says whether a redirect may be followed; each is checked as the first
// address was, and its host when it is dialled.
func (c *Client) redirect(r *http.Request, via []*http.Request) error {
	r.Header.Del("Referer")
	if len(via) > maxRedirects {
		return errMany
	}
	return c.check(r.URL)
}

func (c *Client) check(u *url.URL) error {
	port := u.Port()
	switch u.Scheme {
	case "http":
		port = cmp.Or(port, "80")
	case "https":
		port = cmp.Or(port, "443")
	default:
		return fmt.Errorf("%w: scheme", ErrAddress)
	}
	switch {
	case u.Host == "" || u.Hostname() == "" || u.User != nil || len(u.String()) > maxURL:
		return ErrAddress
	case !slices.Contains(c.ports, port):
		return fmt.Errorf("%w: port", ErrAddress)
	}
	return nil
}

// Fetch asks for a page and reads what it says of itself. What it fails with
// never names the address. Errors: ErrAddress, ErrNoPage, those of the network.
func (c *Client) Fetch(ctx context.Context, address string) (Page, error) {
	u, err := url.Parse(address)
	if err != nil {
		return Page{}, ErrAddress
	}
	if err := c.check(u); err != nil {
		return Page{}, err
	}
	u.Fragment, u.RawFragment = "", ""
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return Page{}, ErrAddress
	}
	r.Header.Set("User-Agent", "Mozilla/5.0 (compatible; Heliograph; link preview)")
	r.Header.Set("Accept", "text/html,application/xhtml+xml")
	res, err := c.http.Do(r)
	if err != nil {
		return Page{}, nameless(err)
	}
	defer res.Body.Close()
	return read(res)
}

// read reads the page of an answer.
func read(res *http.Response) (Page, error) {
	typ, _, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if res.StatusCode != http.StatusOK || err != nil || typ != "text/html" && typ != "application/xhtml+xml" {
		return Page{}, ErrNoPage
	}
	body, err := charset.NewReader(io.LimitReader(res.Body, maxBody), res.Header.Get("Content-Type"))
	if err != nil {
		return Page{}, nameless(err)
	}
	p, err := Parse(io.LimitReader(body, maxBody))
	if err != nil {
		return Page{}, nameless(err)
	}
	p.locate(res.Request.URL)
	if p.Title == "" && p.Description == "" {
		return Page{}, ErrNoPage
	}
	return p, nil
}

// nameless drops the URL from an error: nobody but those who talk of it is to
// know it.
func nameless(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

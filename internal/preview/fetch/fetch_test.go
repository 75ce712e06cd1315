package fetch_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"heliograph/internal/outbound"
	"heliograph/internal/preview/fetch"
)

// world is a host that may be asked, at 127.0.0.1, and what it was asked for.
type world struct {
	*httptest.Server
	port  int
	asked atomic.Int64
	sent  atomic.Int64 // bytes that the host got rid of
}

func open(t *testing.T, h func(w *world, rw http.ResponseWriter, r *http.Request)) *world {
	t.Helper()
	w := &world{}
	w.Server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.asked.Add(1)
		for _, name := range []string{"Cookie", "Referer", "Authorization", "X-Forwarded-For"} {
			if r.Header.Get(name) != "" {
				t.Errorf("asked with %s", name)
			}
		}
		h(w, rw, r)
	}))
	t.Cleanup(w.Close)
	u, err := url.Parse(w.URL)
	if err != nil {
		t.Fatal(err)
	}
	w.port, _ = strconv.Atoi(u.Port())
	return w
}

func (w *world) client(o fetch.Options) *fetch.Client {
	o.Allow, o.Ports = append(o.Allow, "127.0.0.1"), append(o.Ports, w.port)
	return fetch.New(o)
}

func html(rw http.ResponseWriter, s string) {
	rw.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(rw, s)
}

const page = `<title>T</title><meta name=description content=D>`

func TestFetch(t *testing.T) {
	t.Parallel()
	w := open(t, func(_ *world, rw http.ResponseWriter, r *http.Request) {
		http.SetCookie(rw, &http.Cookie{Name: "a", Value: "b"})
		switch r.URL.Path {
		case "/latin":
			rw.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
			_, _ = rw.Write([]byte("<title>caf\xe9</title>"))
		case "/meta":
			rw.Header().Set("Content-Type", "text/html")
			_, _ = rw.Write([]byte("<meta charset=windows-1251><title>\xcf\xf0\xe8\xe2\xe5\xf2</title>"))
		case "/foolish":
			rw.Header().Set("Content-Type", "text/html; charset=no-such-thing")
			_, _ = rw.Write([]byte("<title>a\xff\xfeb</title>"))
		case "/located":
			html(rw, page+`<meta property=og:image content="/i.png"><link rel=canonical href="/here"><meta property=og:url content="/no">`)
		case "/posing":
			html(rw, page+`<link rel=canonical href="https://bank.example/"><meta property=og:image content="javascript:alert(1)">`)
		case "/again":
			http.Redirect(rw, r, "/located", http.StatusMovedPermanently)
		case "/to":
			n, _ := strconv.Atoi(r.URL.Query().Get("n"))
			if n == 0 {
				html(rw, page)
				return
			}
			http.Redirect(rw, r, fmt.Sprint("/to?n=", n-1), http.StatusFound)
		}
	})
	c := w.client(fetch.Options{})
	for path, want := range map[string]fetch.Page{
		"/latin":   {Site: "127.0.0.1", Title: "café", Kind: "article"},
		"/meta":    {Site: "127.0.0.1", Title: "Привет", Kind: "article"},
		"/located": {Site: "127.0.0.1", Title: "T", Description: "D", Kind: "article", Image: w.URL + "/i.png", Canonical: w.URL + "/here"},
		"/again":   {Site: "127.0.0.1", Title: "T", Description: "D", Kind: "article", Image: w.URL + "/i.png", Canonical: w.URL + "/here"},
		"/posing":  {Site: "127.0.0.1", Title: "T", Description: "D", Kind: "article"},
		"/to?n=5":  {Site: "127.0.0.1", Title: "T", Description: "D", Kind: "article"},
	} {
		if got, err := c.Fetch(t.Context(), w.URL+path); err != nil || got != want {
			t.Errorf("%s: %+v, %v, want %+v", path, got, err, want)
		}
	}
	if got, err := c.Fetch(t.Context(), w.URL+"/foolish"); err != nil || got.Title == "" || got.Title != strings.ToValidUTF8(got.Title, "") {
		t.Errorf("a foolish charset: %+v, %v", got, err)
	}
	if got, err := c.Fetch(t.Context(), w.URL+"/to?n=6"); err == nil {
		t.Errorf("six redirects: %+v", got)
	}
}

func TestNoPage(t *testing.T) {
	t.Parallel()
	w := open(t, func(_ *world, rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/image":
			rw.Header().Set("Content-Type", "image/png")
		case "/typeless":
			rw.Header()["Content-Type"] = nil
		case "/foolish":
			rw.Header().Set("Content-Type", "text/html;;;=")
		case "/error":
			rw.Header().Set("Content-Type", "text/html")
			rw.WriteHeader(http.StatusInternalServerError)
		case "/empty":
			html(rw, "<title> </title>")
			return
		}
		_, _ = io.WriteString(rw, page)
	})
	c := w.client(fetch.Options{})
	for _, path := range []string{"/image", "/typeless", "/foolish", "/error", "/empty"} {
		if got, err := c.Fetch(t.Context(), w.URL+path); !errors.Is(err, fetch.ErrNoPage) {
			t.Errorf("%s: %+v, %v", path, got, err)
		}
	}
}

// Nothing is asked at an address that is not one to ask, straight or redirected.
func TestRefused(t *testing.T) {
	t.Parallel()
	inside := open(t, func(_ *world, rw http.ResponseWriter, _ *http.Request) { html(rw, page) })
	var to atomic.Value
	w := open(t, func(_ *world, rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, to.Load().(string), http.StatusFound)
	})
	port := strconv.Itoa(w.port)
	c := w.client(fetch.Options{})
	addresses := []string{
		"http://localhost:" + port, "http://[::1]:" + port, "http://[::ffff:127.0.0.1]:" + port, "http://0.0.0.0:" + port,
		"http://127.0.0.2:" + port, "http://2130706433:" + port, "http://0x7f.1:" + port, "http://[64:ff9b::7f00:1]:" + port,
		"http://[64:ff9b::a9fe:a9fe]/", "http://169.254.169.254/latest", "http://10.0.0.1/", "http://192.168.0.1/", "http://100.64.0.1/",
		"http://[fd00:ec2::254]/", "http://[2002:7f00:1::]/",
		inside.URL, "http://127.0.0.1:22/", "https://127.0.0.1:6379/",
		"ftp://127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1/", "http:///x", "http://u:p@127.0.0.1:" + port, "://", "http://127.0.0.1:" + port + "/" + strings.Repeat("x", 3000),
	}
	for _, a := range addresses {
		asked := w.asked.Load()
		if p, err := c.Fetch(t.Context(), a); err == nil {
			t.Errorf("%.60s: %+v", a, p)
		} else if strings.Contains(err.Error(), "latest") || strings.Contains(err.Error(), "passwd") {
			t.Errorf("the error tells the address: %v", err)
		}
		if w.asked.Load() != asked {
			t.Errorf("%.60s was asked", a)
		}
		to.Store(a)
		if p, err := c.Fetch(t.Context(), w.URL); err == nil {
			t.Errorf("redirected to %.60s: %+v", a, p)
		}
	}
	if n := inside.asked.Load(); n != 0 {
		t.Errorf("a host inside was asked %d times", n)
	}
	to.Store(w.URL)
	asked := w.asked.Load()
	if p, err := c.Fetch(t.Context(), w.URL); err == nil || w.asked.Load()-asked > 6 {
		t.Errorf("endless redirects: %+v, asked %d times", p, w.asked.Load()-asked)
	}
}

// A host gives as much as it likes, as slowly as it likes: it is left after a
// bounded number of bytes, or when the time is over.
func TestHostileHosts(t *testing.T) {
	t.Parallel()
	block := strings.Repeat("<p>x</p>", 4096)
	w := open(t, func(w *world, rw http.ResponseWriter, r *http.Request) {
		flush := func() { _ = http.NewResponseController(rw).Flush() }
		switch r.URL.Path {
		case "/big": // 1 GB
			html(rw, page)
			for range 1 << 15 {
				n, err := io.WriteString(rw, block)
				if w.sent.Add(int64(n)); err != nil {
					return
				}
			}
		case "/bomb":
			rw.Header().Set("Content-Type", "text/html")
			rw.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(rw)
			_, _ = io.WriteString(z, "<title>T</title>")
			for range 1 << 10 {
				if n, err := io.WriteString(z, block); err != nil || w.sent.Add(int64(n)) > 1<<28 {
					return
				}
			}
		case "/drip":
			rw.Header().Set("Content-Type", "text/html")
			for {
				_, _ = io.WriteString(rw, "<")
				flush()
				select {
				case <-r.Context().Done():
					return
				case <-time.After(5 * time.Millisecond):
				}
			}
		case "/silent":
			<-r.Context().Done()
		case "/headers":
			for i := range 10_000 {
				rw.Header().Set(fmt.Sprint("X-", i), strings.Repeat("x", 1000))
			}
			html(rw, page)
		case "/title":
			html(rw, "<title>"+strings.Repeat("x", 2<<20))
		}
	})
	c := w.client(fetch.Options{Timeout: 500 * time.Millisecond})
	long := w.client(fetch.Options{})
	if p, err := long.Fetch(t.Context(), w.URL+"/big"); err != nil || p.Title != "T" || w.sent.Load() > 1<<27 {
		t.Errorf("1 GB: %+v, %v, after %d bytes", p, err, w.sent.Load())
	}
	w.sent.Store(0)
	if p, err := long.Fetch(t.Context(), w.URL+"/bomb"); err != nil || p.Title != "T" {
		t.Errorf("a bomb: %+v, %v, after %d bytes", p, err, w.sent.Load())
	}
	if p, err := long.Fetch(t.Context(), w.URL+"/title"); err != nil || len(p.Title) > 4096 {
		t.Errorf("a title: %d bytes, %v", len(p.Title), err)
	}
	for _, path := range []string{"/drip", "/silent"} {
		if p, err := c.Fetch(t.Context(), w.URL+path); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %+v, %v", path, p, err)
		}
	}
	if p, err := long.Fetch(t.Context(), w.URL+"/headers"); err == nil {
		t.Errorf("headers: %+v", p)
	}
}

// A name that resolves to a public address when it is looked at and to this machine
// when it is dialled reaches nothing: what counts is what is dialled.
func TestRebinding(t *testing.T) {
	t.Parallel()
	w := open(t, func(_ *world, rw http.ResponseWriter, _ *http.Request) { html(rw, page) })
	for name, answers := range map[string][][4]byte{
		"at once": {{127, 0, 0, 1}}, "then": {{198, 51, 100, 7}, {127, 0, 0, 1}, {10, 0, 0, 1}}, "metadata": {{169, 254, 169, 254}},
	} {
		var asked atomic.Int64
		resolver := &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
			a, b := net.Pipe()
			go answer(b, answers[min(int(asked.Add(1))-1, len(answers)-1)])
			return a, nil
		}}
		c := fetch.New(fetch.Options{Ports: []int{w.port}, Resolve: resolver})
		for range 3 {
			p, err := c.Fetch(t.Context(), fmt.Sprintf("http://rebind.example:%d/", w.port))
			if !errors.Is(err, outbound.ErrRefused) {
				t.Errorf("%s: %+v, %v", name, p, err)
			}
		}
		if asked.Load() == 0 {
			t.Errorf("%s: the resolver was not asked", name)
		}
	}
	if n := w.asked.Load(); n != 0 {
		t.Errorf("the host was asked %d times", n)
	}
}

// answer answers one DNS query over a stream.
func answer(c net.Conn, a [4]byte) {
	defer c.Close()
	head := make([]byte, 2)
	for {
		if _, err := io.ReadFull(c, head); err != nil {
			return
		}
		query := make([]byte, int(head[0])<<8|int(head[1]))
		if _, err := io.ReadFull(c, query); err != nil {
			return
		}
		var m dnsmessage.Message
		if m.Unpack(query) != nil || len(m.Questions) == 0 {
			return
		}
		m.Response, m.Additionals = true, nil
		if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
			m.Answers = []dnsmessage.Resource{{
				Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}, Body: &dnsmessage.AResource{A: a},
			}}
		}
		out, err := m.Pack()
		if err != nil {
			return
		}
		if _, err := c.Write(append([]byte{byte(len(out) >> 8), byte(len(out))}, out...)); err != nil {
			return
		}
	}
}

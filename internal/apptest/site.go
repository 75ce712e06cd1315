package apptest

import (
	"fmt"
	"html"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"heliograph/internal/config"
)

// site is web pages on this machine for links to lead to: at an address where the
// server may ask for them, and under the same port at one where it may not.
type site struct {
	Addr  string // HOST:PORT
	Other string

	mu    sync.Mutex
	pages map[string]*sitePage
}

type sitePage struct {
	body  string
	held  chan struct{} // answered once this is closed; nil: at once
	asked int
}

// newSite starts a site that ends with the test.
func newSite(t testing.TB) *site {
	t.Helper()
	s := &site{pages: map[string]*sitePage{}}
	for range 20 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		_, port, _ := net.SplitHostPort(l.Addr().String())
		other, err := net.Listen("tcp", "127.0.0.2:"+port)
		if err != nil { // somebody has that port there
			_ = l.Close()
			continue
		}
		s.Addr, s.Other = l.Addr().String(), other.Addr().String()
		for _, l := range []net.Listener{l, other} {
			h := &httptest.Server{Listener: l, Config: &http.Server{Handler: s, ReadHeaderTimeout: patience}}
			h.Start()
			t.Cleanup(h.Close)
		}
		t.Cleanup(s.releaseAll)
		return s
	}
	t.Fatal("no port is free on two addresses")
	return nil
}

// allow has a server ask the site.
func (s *site) allow(p *config.Previews) {
	host, port, _ := net.SplitHostPort(s.Addr)
	*p = config.Previews{Enabled: true, Allow: []string{host}, Ports: []string{port}}
}

// ServeHTTP answers with a page, and redirects what is under /to/ to what follows.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if to, ok := strings.CutPrefix(r.URL.Path, "/to/"); ok {
		http.Redirect(w, r, "http://"+to, http.StatusFound)
		return
	}
	s.mu.Lock()
	p := s.pages[r.URL.Path]
	var held chan struct{}
	if p != nil {
		p.asked++
		held = p.held
	}
	s.mu.Unlock()
	if p == nil {
		http.NotFound(w, r)
		return
	}
	if held != nil {
		select {
		case <-held:
		case <-r.Context().Done():
			return
		}
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = fmt.Fprint(w, p.body)
}

// put makes a page, which is answered once it is released if it is held.
func (s *site) put(path, title, description string, held bool) {
	p := &sitePage{body: fmt.Sprintf(
		`<html><head><title>%[1]s</title><meta property="og:title" content="%[1]s"><meta name="description" content="%[2]s"></head><body>x</body></html>`,
		html.EscapeString(title), html.EscapeString(description))}
	if held {
		p.held = make(chan struct{})
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages[path] = p
}

func (s *site) release(path string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.pages[path]
	if p == nil || p.held == nil {
		return fmt.Errorf("%s is not held", path)
	}
	close(p.held)
	p.held = nil
	return nil
}

func (s *site) releaseAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.pages {
		if p.held != nil {
			close(p.held)
			p.held = nil
		}
	}
}

// wait waits until a page was asked for n times.
func (s *site) wait(path string, n int) error {
	for deadline := time.Now().Add(patience); ; {
		s.mu.Lock()
		p, asked := s.pages[path], 0
		if p != nil {
			asked = p.asked
		}
		s.mu.Unlock()
		if asked == n {
			return nil
		}
		if asked > n || time.Now().After(deadline) {
			return fmt.Errorf("%s was asked for %d times, want %d", path, asked, n)
		}
		<-time.After(10 * time.Millisecond)
	}
}

package webclient_test

import (
	"bytes"
	"compress/gzip"
	"crypto/tls"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"heliograph/internal/webclient"
)

const script = "console.log('sun')"

// built is a small web client as `make web` leaves it.
func built(t *testing.T) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{"README": {Data: []byte("x")}, "id": {Data: []byte("0123abcd\n")}}
	for name, content := range map[string]string{
		"index.html": "<!doctype html><title>app</title>", "sw.js": "self", "manifest.webmanifest": "{}", "icon.svg": "<svg/>",
		"assets/main-Abc_1.js": script, "assets/_chunk-1.css": "a{}", "assets/mtcute-1.wasm": "\x00asm",
	} {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := io.WriteString(z, content); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		fsys["files/"+name+".gz"] = &fstest.MapFile{Data: b.Bytes()}
		fsys["files/"+name+".br"] = &fstest.MapFile{Data: []byte("brotli of " + content)}
	}
	fsys["files/icon-192.png"] = &fstest.MapFile{Data: []byte("\x89PNG")}
	return fsys
}

// ask sends a request to a server with that client.
func ask(t *testing.T, info webclient.Info, method, path string, header ...string) *http.Response {
	t.Helper()
	h, err := webclient.Handler(info)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(method, "http://sun.example:8080/", nil)
	r.URL.Path = path
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
			continue
		}
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func content(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestClientIsServed(t *testing.T) {
	t.Parallel()
	info := webclient.Info{Name: "Sun", Client: built(t), Chats: names{}}
	const forever = "public, max-age=31536000, immutable"
	for _, c := range []struct{ path, kind, keep string }{
		{"/", "text/html; charset=utf-8", "no-cache"},
		{"/index.html", "text/html; charset=utf-8", "no-cache"},
		{"/sw.js", "text/javascript; charset=utf-8", "no-cache"},
		{"/manifest.webmanifest", "application/manifest+json", "no-cache"},
		{"/icon.svg", "image/svg+xml", "no-cache"},
		{"/icon-192.png", "image/png", "no-cache"},
		{"/assets/main-Abc_1.js", "text/javascript; charset=utf-8", forever},
		{"/assets/_chunk-1.css", "text/css; charset=utf-8", forever},
		{"/assets/mtcute-1.wasm", "application/wasm", forever},
	} {
		r := ask(t, info, "GET", c.path)
		if r.StatusCode != 200 || r.Header.Get("Content-Type") != c.kind || r.Header.Get("Cache-Control") != c.keep {
			t.Errorf("%s: %d %v", c.path, r.StatusCode, r.Header)
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin", "Set-Cookie": "",
		} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", c.path, name, got)
			}
		}
		if p := r.Header.Get("Content-Security-Policy"); !strings.HasPrefix(p, "default-src 'none'; script-src 'self' 'wasm-unsafe-eval';") || strings.Contains(p, "unsafe-inline") || strings.Contains(p, "*") {
			t.Errorf("%s: %s", c.path, p)
		}
		if !strings.Contains(r.Header.Get("Permissions-Policy"), "camera=()") {
			t.Errorf("%s: %v", c.path, r.Header)
		}
	}
	if got := content(t, ask(t, info, "GET", "/apps")); !strings.Contains(got, "Public key") || strings.Contains(got, "make build") {
		t.Errorf("/apps: %s", got)
	}
}

func TestClientHasNothingElse(t *testing.T) {
	t.Parallel()
	info := webclient.Info{Name: "Sun", Client: built(t), Chats: names{}}
	for _, path := range []string{
		"/assets/main-Abc_2.js", "/assets/", "/assets", "/assets/main-Abc_1.js.br", "/id", "/README", "/files/index.html", "/../id",
		"/assets/../../id", "/assets/..%2f..%2fid", "//id", "/assets//main-Abc_1.js", "/sw.js/", "/icon.svg\x00",
	} {
		r := ask(t, info, "GET", path)
		if text := content(t, r); r.StatusCode == 200 || strings.Contains(text, "0123abcd") || strings.Contains(text, script) {
			t.Errorf("%q: %d %q", path, r.StatusCode, text)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS"} {
		if r := ask(t, info, method, "/assets/main-Abc_1.js"); r.StatusCode == 200 {
			t.Errorf("%s: %d", method, r.StatusCode)
		}
	}
}

func TestEncodings(t *testing.T) {
	t.Parallel()
	info := webclient.Info{Client: built(t)}
	for _, c := range []struct{ accept, want string }{
		{"", ""},
		{"gzip, deflate, br, zstd", "br"},
		{"gzip, deflate", "gzip"},
		{"x-gzip", "gzip"},
		{"BR;Q=0.5, GZIP;q=0.8", "gzip"},
		{"br;q=0, gzip", "gzip"},
		{"br;q=0,gzip;q=0.000", ""},
		{"identity", ""},
		{"identity;q=0.5, gzip;q=0.4", ""},
		{"identity;q=0.4, gzip;q=0.5", "gzip"},
		{"*", "br"},
		{"*;q=0.1, br;q=0", "gzip"},
		{"*;q=0", ""},
		{"deflate, zstd", ""},
		{"br;q=x, gzip;q=7", ""},
		{"br;q=NaN", ""},
		{"br; level=1; q=0.3", "br"},
		{",;,", ""},
	} {
		r := ask(t, info, "GET", "/assets/main-Abc_1.js", "Accept-Encoding", c.accept)
		if got := r.Header.Get("Content-Encoding"); got != c.want || r.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: %q, vary %q", c.accept, got, r.Header.Get("Vary"))
		}
		text := content(t, r)
		switch c.want {
		case "br":
			text = strings.TrimPrefix(text, "brotli of ")
		case "gzip":
			z, err := gzip.NewReader(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(z)
			if err != nil {
				t.Fatal(err)
			}
			text = string(b)
		default:
			if r.ContentLength != int64(len(script)) {
				t.Errorf("%q: length %d", c.accept, r.ContentLength)
			}
		}
		if text != script {
			t.Errorf("%q: %q", c.accept, text)
		}
	}
	if r := ask(t, info, "GET", "/icon-192.png", "Accept-Encoding", "br"); r.Header.Get("Content-Encoding") != "" || r.Header.Get("Vary") != "" || content(t, r) != "\x89PNG" {
		t.Errorf("what gains nothing: %v", r.Header)
	}
}

func TestTags(t *testing.T) {
	t.Parallel()
	info := webclient.Info{Client: built(t)}
	tags := map[string]bool{}
	for _, accept := range []string{"br", "gzip", ""} {
		for _, path := range []string{"/", "/assets/main-Abc_1.js"} {
			r := ask(t, info, "GET", path, "Accept-Encoding", accept)
			tag := r.Header.Get("ETag")
			if len(tag) < 10 || tags[tag] {
				t.Fatalf("%s %s: tag %q", path, accept, tag)
			}
			tags[tag] = true
			for _, match := range []string{tag, "W/" + tag, `"x", ` + tag, "*"} {
				r := ask(t, info, "GET", path, "Accept-Encoding", accept, "If-None-Match", match)
				if text := content(t, r); r.StatusCode != 304 || text != "" || r.Header.Get("ETag") != tag || r.Header.Get("Content-Encoding") != "" {
					t.Errorf("%s %s again: %d %v %q", path, accept, r.StatusCode, r.Header, text)
				}
			}
			if r := ask(t, info, "GET", path, "Accept-Encoding", accept, "If-None-Match", `"x"`); r.StatusCode != 200 {
				t.Errorf("another tag: %d", r.StatusCode)
			}
		}
	}
}

// A HEAD has the headers of a GET, over a real connection no body, and the range of
// something encoded is the whole.
func TestHead(t *testing.T) {
	t.Parallel()
	h, err := webclient.Handler(webclient.Info{Client: built(t)})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	defer s.Close()
	do := func(method, path, accept string) *http.Response {
		r, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept-Encoding", accept)
		r.Header.Set("Range", "bytes=0-1")
		res, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = res.Body.Close() })
		return res
	}
	for _, path := range []string{"/", "/assets/main-Abc_1.js", "/client.json", "/icon-192.png"} {
		for _, accept := range []string{"br", "gzip", "identity"} {
			get, head := do("GET", path, accept), do("HEAD", path, accept)
			full := content(t, get)
			if get.StatusCode != 200 || head.StatusCode != 200 || content(t, head) != "" || head.ContentLength != int64(len(full)) ||
				head.Header.Get("Content-Encoding") != get.Header.Get("Content-Encoding") || head.Header.Get("ETag") != get.Header.Get("ETag") {
				t.Errorf("%s %s: %d %v of %d", path, accept, head.StatusCode, head.Header, len(full))
			}
		}
	}
}

// Whatever a request calls the host, nothing of it gets into the policy but a host.
func TestPolicyNamesTheHost(t *testing.T) {
	t.Parallel()
	info := webclient.Info{Client: built(t)}
	for _, c := range []struct{ host, want string }{
		{"sun.example", "connect-src 'self' ws://sun.example wss://sun.example;"},
		{"sun.example:8080", "connect-src 'self' ws://sun.example:8080 wss://sun.example:8080;"},
		{"127.0.0.1:8080", "connect-src 'self' ws://127.0.0.1:8080 wss://127.0.0.1:8080;"},
		{"xn--bcher-kva.example", "wss://xn--bcher-kva.example;"},
		{"", "connect-src 'self';"},
		{"*", "connect-src 'self';"},
		{"*.example", "connect-src 'self';"},
		{"[::1]:8080", "connect-src 'self';"},
		{"a; script-src *", "connect-src 'self';"},
		{"a;script-src", "connect-src 'self';"},
		{"a, b", "connect-src 'self';"},
		{"a b", "connect-src 'self';"},
		{"a'b", "connect-src 'self';"},
		{"a\r\nX-Evil: 1", "connect-src 'self';"},
		{"a:1/path", "connect-src 'self';"},
		{"a:123456", "connect-src 'self';"},
		{"a@b", "connect-src 'self';"},
		{strings.Repeat("a", 300), "connect-src 'self';"},
	} {
		p := ask(t, info, "GET", "/", "Host", c.host).Header.Get("Content-Security-Policy")
		if !strings.Contains(p, c.want) || strings.Count(p, "script-src") != 1 || strings.ContainsAny(p, "*,\r\n") {
			t.Errorf("%q: %s", c.host, p)
		}
	}
	h, err := webclient.Handler(info)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.TLS = &tls.ConnectionState{}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if p := w.Header().Get("Content-Security-Policy"); !strings.Contains(p, "connect-src 'self' wss://example.com;") {
		t.Errorf("over TLS: %s", p)
	}
}

func TestClientIsTold(t *testing.T) {
	t.Parallel()
	info := webclient.Info{
		Name: `"<Sun>"`, Address: "sun.example:8080", Layer: 229, Fingerprint: "00ff", Key: "-----BEGIN\n", Links: "https://sun.example/",
		DC: 2, Version: "v1", TestNumbers: true, Client: built(t),
	}
	want := map[string]any{
		"name": `"<Sun>"`, "layer": 229.0, "build": "0123abcd", "version": "v1", "key": "-----BEGIN\n", "fingerprint": "00ff",
		"dc": map[string]any{"id": 2.0}, "address": "sun.example:8080", "links": "https://sun.example/", "testNumbers": true,
	}
	check := func() {
		t.Helper()
		r := ask(t, info, "GET", "/client.json")
		var got map[string]any
		if err := json.Unmarshal([]byte(content(t, r)), &got); err != nil {
			t.Fatal(err)
		}
		a, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		if string(a) != string(b) || r.Header.Get("Cache-Control") != "no-store" || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s\nnot %s\n%v", a, b, r.Header)
		}
	}
	check()
	info.Client, want["build"] = fstest.MapFS{"README": {}}, ""
	check()
}

// Without a built client the page tells how to get one, and links have no door to it.
func TestWithoutClient(t *testing.T) {
	t.Parallel()
	info := webclient.Info{Name: "Sun", Client: fstest.MapFS{"README": {Data: []byte("x")}}, Chats: names{}}
	for _, path := range []string{"/", "/apps"} {
		r := ask(t, info, "GET", path)
		if text := content(t, r); r.StatusCode != 200 || !strings.Contains(text, "make build") || !strings.Contains(text, "npm") {
			t.Errorf("%s: %d %s", path, r.StatusCode, text)
		}
	}
	for _, path := range []string{"/README", "/sw.js", "/index.html", "/assets/a.js", "/manifest.webmanifest"} {
		if r := ask(t, info, "GET", path); r.StatusCode != 404 {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
	if text := content(t, ask(t, info, "GET", "/sunwatch")); strings.Contains(text, "/#/") {
		t.Errorf("a door into nothing: %s", text)
	}
}

// What a program carries is served, whether it was built with the client or without.
func TestWhatIsCarriedLoads(t *testing.T) {
	t.Parallel()
	if r := ask(t, webclient.Info{Name: "Sun"}, "GET", "/"); r.StatusCode != 200 || !strings.Contains(content(t, r), "<!doctype html>") {
		t.Errorf("%d", r.StatusCode)
	}
}

func TestBrokenBuildIsRefused(t *testing.T) {
	t.Parallel()
	for _, missing := range []string{"files/index.html.gz", "files/assets/main-Abc_1.js.br"} {
		fsys := built(t)
		delete(fsys, missing)
		if _, err := webclient.Handler(webclient.Info{Client: fsys}); err == nil {
			t.Errorf("served without %s", missing)
		}
	}
	if _, err := webclient.Handler(webclient.Info{Client: fstest.MapFS{"id": {}, "files/a.png": {}}}); err == nil {
		t.Error("served without a first page")
	}
}

func TestLandingOpensTheClient(t *testing.T) {
	t.Parallel()
	info := webclient.Info{Name: "Sun", Client: built(t), Chats: names{}}
	for path, want := range map[string]string{
		"/sunwatch":               "/#/@SunWatch",
		"/newsy/3":                "/#/@Newsy/3",
		"/+abcdefgh-_123":         "/#/+abcdefgh-_123",
		"/joinchat/abcdefgh-_123": "/#/+abcdefgh-_123",
		"/c/123/4":                "/#/p/123/4",
		"/c/123/4/9":              "/#/p/123/9",
	} {
		r := ask(t, info, "GET", path)
		p := r.Header.Get("Content-Security-Policy")
		if text := content(t, r); !strings.Contains(text, `href="`+strings.ReplaceAll(want, "+", "&#43;")+`">Open here`) || !strings.Contains(text, `href="tg://`) {
			t.Errorf("%s lacks %s: %s", path, want, text)
		}
		if !strings.HasPrefix(p, "default-src 'none';") || strings.Contains(p, "script-src") {
			t.Errorf("%s: %s", path, p)
		}
	}
	for _, path := range []string{"/nobody", "/+abcdefgh-_124", "/newsy/99", "/c/x/4"} {
		r := ask(t, info, "GET", path)
		p := r.Header.Get("Content-Security-Policy")
		if text := content(t, r); r.StatusCode != 404 || !strings.Contains(text, "Nothing here") || !strings.Contains(text, "on Sun") ||
			!strings.HasPrefix(p, "default-src 'none';") || r.Header.Get("X-Robots-Tag") != "noindex" || r.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %v %s", path, r.StatusCode, r.Header, text)
		}
	}
}

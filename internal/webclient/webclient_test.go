package webclient_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"heliograph/internal/webclient"
)

func get(t *testing.T, info webclient.Info, method, path string) *http.Response {
	t.Helper()
	if info.Client == nil {
		info.Client = fstest.MapFS{} // not what this program happens to carry
	}
	h, err := webclient.Handler(info)
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, path, nil))
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	var b strings.Builder
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPageTellsHowToConnect(t *testing.T) {
	t.Parallel()
	info := webclient.Info{Name: "<Sun>", Address: "chat.example:8080", Layer: 229, Fingerprint: "00ff00ff00ff00ff", Key: "-----BEGIN"}
	r := get(t, info, "GET", "/")
	text := body(t, r)
	for _, want := range []string{"&lt;Sun&gt;", "chat.example:8080", "229", "00ff00ff00ff00ff", "-----BEGIN", "/apiws"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(text, "99966") {
		t.Error("the page speaks of test numbers that are off")
	}
	info.TestNumbers = true
	if !strings.Contains(body(t, get(t, info, "GET", "/")), "99966") {
		t.Error("the page hides that test numbers are on")
	}
}

func TestStyleIsWhatThePolicyAllows(t *testing.T) {
	t.Parallel()
	r := get(t, webclient.Info{Name: "x"}, "GET", "/")
	policy := r.Header.Get("Content-Security-Policy")
	_, rest, _ := strings.Cut(body(t, r), "<style>")
	style, _, ok := strings.Cut(rest, "</style>")
	digest := sha256.Sum256([]byte(style))
	if want := base64.StdEncoding.EncodeToString(digest[:]); !ok || !strings.Contains(policy, "'sha256-"+want+"'") {
		t.Errorf("policy %q does not allow the page's style, %s", policy, want)
	}
	if !strings.Contains(policy, "default-src 'none'") || r.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("headers %v", r.Header)
	}
}

func TestEverythingElseIsNotFound(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		method, path string
		want         int
	}{
		{"POST", "/api", 404},
		{"GET", "/api", 404},
		{"GET", "/index.php", 404},
		{"HEAD", "/", 200},
		{"POST", "/", 404},
	} {
		if r := get(t, webclient.Info{}, c.method, c.path); r.StatusCode != c.want {
			t.Errorf("%s %s: %d, want %d", c.method, c.path, r.StatusCode, c.want)
		}
	}
}

//go:build clients

package clients

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestPreviews: TDLib shows the pages that messages link to: those that are known,
// those that come later and those that do not come, those of one's choice and none.
func TestPreviews(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "slow") {
			select { // long enough for the message to be sent before
			case <-time.After(1500 * time.Millisecond):
			case <-r.Context().Done():
				return
			}
		}
		if strings.Contains(r.URL.Path, "none") {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprintf(w, `<title>Page %s</title><meta name="description" content="About it"><meta property="og:image" content="/i.png">`, r.URL.Path[1:])
	}))
	defer site.Close()
	_, port, err := net.SplitHostPort(site.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("HELIOGRAPH_PREVIEWS_ALLOW", "127.0.0.1")
	t.Setenv("HELIOGRAPH_PREVIEWS_PORTS", port)
	s := startServer(t)
	script := node(t, s, "preview.mjs", "TDJSON="+s.patched(tdlib), "SITE="+site.URL)
	for line := range script.lines {
		t.Log(line)
		if strings.HasPrefix(line, "FAIL") {
			t.Error("a step failed")
		}
	}
	if err := script.wait(); err != nil {
		t.Errorf("preview.mjs: %v", err)
	}
	(&quiet{server: s}).complaints()
}

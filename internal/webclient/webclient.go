package webclient

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // for the page
	"encoding/base64"
	"fmt"
	"html/template"
	"net/http"

	"heliograph/internal/clock"
)

var (
	//go:embed page.html
	pageHTML string
	//go:embed page.css
	pageCSS string
)

// Info is what the page tells.
type Info struct {
	Name        string
	Address     string // HOST:PORT for clients
	Layer       int
	Fingerprint string
	Key         string // the public key, PEM
	TestNumbers bool
	Links       string      // what links to this server begin with, up to the last slash
	Chats       Chats       // nil: links lead to nothing
	Clock       clock.Clock // nil: the system's
}

// Handler serves the page at "/", those at which links to chats end, and 404
// everywhere else, which includes POST /api, the probe of Telegram Desktop. The
// page at "/" is rendered once.
func Handler(info Info) (http.Handler, error) {
	page, err := render(info)
	if err != nil {
		return nil, fmt.Errorf("render the page: %w", err)
	}
	digest := sha256.Sum256([]byte(pageCSS))
	policy := "default-src 'none'; img-src data:; style-src 'sha256-" + base64.StdEncoding.EncodeToString(digest[:]) +
		"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		write(w, r, policy, keepAsk, page)
	})
	if info.Chats != nil {
		if info.Clock == nil {
			info.Clock = clock.System{}
		}
		(&landing{info: info, chats: info.Chats, clock: info.Clock, policy: policy}).register(mux)
	}
	mux.HandleFunc("/", http.NotFound)
	return mux, nil
}

func render(info Info) ([]byte, error) {
	t, err := template.New("page").Parse(pageHTML)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, struct {
		Info
		Style template.CSS
	}{info, template.CSS(pageCSS)})
	return b.Bytes(), err
}

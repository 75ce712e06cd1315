package webclient

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // for the page
	"encoding/base64"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"

	"heliograph/internal/clock"
)

var (
	//go:embed page.html
	pageHTML string
	//go:embed page.css
	pageCSS string
	//go:embed missing.html
	missingHTML string
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
	DC          int         // under which the web client asks for it
	Version     string      // of this program
	Chats       Chats       // nil: links lead to nothing
	Clock       clock.Clock // nil: the system's
	Client      fs.FS       // the web client; nil: Built
}

// Handler serves the web client at "/", what it has to know at "/client.json", how to
// connect other clients at "/apps", the pages at which links to chats end, and 404
// everywhere else, which includes POST /api, the probe of Telegram Desktop. Where no
// web client was built "/" is the page of "/apps". It fails when the build is broken.
func Handler(info Info) (http.Handler, error) {
	if info.Client == nil {
		info.Client = Built()
	}
	client, err := load(info.Client)
	if err != nil {
		return nil, fmt.Errorf("load the web client: %w", err)
	}
	page, err := render(pageHTML, info, client != nil)
	if err != nil {
		return nil, fmt.Errorf("render the page: %w", err)
	}
	digest := sha256.Sum256([]byte(pageCSS))
	policy := "default-src 'none'; img-src 'self' data:; style-src 'sha256-" + base64.StdEncoding.EncodeToString(digest[:]) +
		"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	apps := func(w http.ResponseWriter, r *http.Request) { write(w, r, policy, keepAsk, page) }
	mux := http.NewServeMux()
	mux.HandleFunc("GET /apps", apps)
	if client == nil {
		mux.HandleFunc("GET /{$}", apps)
	} else {
		client.register(mux)
	}
	mux.Handle("GET /client.json", tell(info, client))
	if info.Chats != nil {
		if info.Clock == nil {
			info.Clock = clock.System{}
		}
		l := &landing{info: info, chats: info.Chats, clock: info.Clock, policy: policy, client: client != nil}
		if l.missing, err = render(missingHTML, info, l.client); err != nil {
			return nil, fmt.Errorf("render the page of what is not there: %w", err)
		}
		l.register(mux)
	}
	mux.HandleFunc("/", http.NotFound)
	return mux, nil
}

func render(page string, info Info, client bool) ([]byte, error) {
	t, err := template.New("page").Parse(page)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, struct {
		Info
		Style template.CSS
		Built bool
	}{info, template.CSS(pageCSS), client})
	return b.Bytes(), err
}

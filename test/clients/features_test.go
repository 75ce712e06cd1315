//go:build clients

package clients

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"heliograph/internal/apptest"
	"heliograph/internal/config"
)

// groups are the features that are tried together, each by people of its own:
// features_<group>.mjs.
var groups = []string{"text", "reactions", "media", "later", "dialogs", "search", "timers", "links", "groups", "basic", "forums"}

// TestFeatures: people on TDLib and mtcute do everything that one can do in a
// chat, and each shows what the other did. CLIENTS_FEATURES names some groups,
// separated by commas.
func TestFeatures(t *testing.T) {
	t.Parallel()
	s := startServer(t)
	if err := os.WriteFile(s.keyFile(), s.publicKey(), 0o644); err != nil {
		t.Fatal(err)
	}
	library := s.patched(tdlib)
	var all sync.WaitGroup
	var done []*group
	for i, name := range groups {
		if only := os.Getenv("CLIENTS_FEATURES"); only != "" && !slices.Contains(strings.Split(only, ","), name) {
			continue
		}
		g := &group{name: name, server: s, library: library, first: 10 * i}
		if name == "timers" || name == "links" {
			g.ownServer(t)
		}
		done = append(done, g)
		all.Go(func() { g.err = g.run(t) })
	}
	all.Wait()
	for _, g := range done {
		t.Run(g.name, g.report)
	}
}

// group is a driver with people who try one feature after the other.
type group struct {
	name    string
	server  *server
	library string // TDLib
	first   int    // of their numbers
	env     []string

	driver *process
	later  func(time.Duration) // sets the server's clock ahead; nil: nothing does
	tried  []trial
	err    error // what kept it from going on
}

// trial is what became of a feature.
type trial struct {
	name string
	took time.Duration
	err  error
}

// featureTimeout bounds a feature, on a machine that is busy with all of them.
const featureTimeout = 90 * time.Second

func (g *group) run(t *testing.T) (err error) {
	work := filepath.Join(g.server.work, g.name)
	if err := os.Mkdir(work, 0o755); err != nil {
		return err
	}
	env := append([]string{"TDJSON=" + g.library, "WORK=" + work, "TDLOG=../" + g.tdlog()}, g.env...)
	if g.driver, err = startProcess(t, g.server, g.name, env, "node", "features.mjs", g.name); err != nil {
		return err
	}
	go g.listen(t.Context())
	var numbers []string
	for i := range 4 {
		numbers = append(numbers, fmt.Sprintf("+999662%04d", 3000+g.first+i))
	}
	var r struct {
		Features []string `json:"features"`
	}
	if err := g.call(t.Context(), "start", object{"numbers": numbers}, &r); err != nil {
		return err
	}
	for _, name := range r.Features {
		g.try(name, func() error { return g.call(t.Context(), "run", object{"feature": name}, nil) })
	}
	g.try("after a restart", func() error { return g.call(t.Context(), "restart", object{}, nil) })
	g.try("nobody complained", func() error { return g.quiet(t.Context()) })
	g.driver.close()
	return nil
}

// page is what the links lead to.
const page = `<html><head><meta property="og:site_name" content="The site"><meta property="og:title" content="A page">` +
	`<meta property="og:description" content="What it is about"></head></html>`

// ownServer gives the group a server of its own, in this process. Its clock can be
// set ahead, for no message goes by itself in less than a day; and it may fetch
// pages from this machine.
func (g *group) ownServer(t *testing.T) {
	t.Helper()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/missing" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, page)
	}))
	t.Cleanup(site.Close)
	host, port, err := net.SplitHostPort(site.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	g.env = append(g.env, "PAGE="+site.URL)
	a := apptest.New(t, apptest.WithConfig(func(c *config.Config) {
		c.Previews = config.Previews{Enabled: true, Allow: []string{host}, Ports: []string{port}}
	}))
	s := &server{t: t, bin: g.server.bin, work: g.server.work, addr: a.Addr()}
	file := filepath.Join(s.work, g.name+".pem")
	g.env = append(g.env, "PUBKEY="+file)
	key := pem.EncodeToMemory(&pem.Block{Type: "RSA PUBLIC KEY", Bytes: x509.MarshalPKCS1PublicKey(a.Key())})
	if err := os.WriteFile(file, key, 0o644); err != nil {
		t.Fatal(err)
	}
	library := filepath.Join(s.work, g.name+"-libtdjson.so")
	said, err := exec.Command(s.bin, "patch-client", tdlib, library, "--address", s.addr.String(), "--key", file).CombinedOutput()
	if err != nil {
		t.Fatalf("heliograph patch-client: %v: %s", err, said)
	}
	g.server, g.library, g.later = s, library, a.Later
}

// listen does what the driver asks for, until it ends.
func (g *group) listen(ctx context.Context) {
	for e := range g.driver.happens {
		by, ok := strings.CutPrefix(e.Kind, "later ")
		if !ok || g.later == nil {
			continue
		}
		if d, err := time.ParseDuration(by); err == nil { // or the feature waits in vain
			g.later(d)
			_ = g.call(ctx, "later", object{}, nil)
		}
	}
}

func (g *group) call(ctx context.Context, name string, args, result any) error {
	ctx, cancel := context.WithTimeoutCause(ctx, featureTimeout, errNothing)
	defer cancel()
	return g.driver.call(ctx, name, args, result)
}

func (g *group) try(name string, f func() error) {
	start := time.Now()
	err := f()
	g.tried = append(g.tried, trial{name, time.Since(start), err})
}

func (g *group) tdlog() string { return g.name + "-tdlib.log" }

// absent are complaints about what the server does not serve yet: lists of
// stickers and saved GIFs, time zones of businesses, paid reactions. TDLib asks
// for them once it is told that the person is there. And TDLib knows no links of
// other servers than Telegram's.
var absent = regexp.MustCompile(`Unsupported invite link|(?:get [a-z ]*(?:stickers|saved animations)|GetTimezonesListQuery|MessageReaction\.cpp.*Receive).*METHOD_INVALID`)

// quiet is whether neither library logged an error.
func (g *group) quiet(ctx context.Context) error {
	var r struct {
		Complaints []string `json:"complaints"`
	}
	if err := g.call(ctx, "complaints", object{}, &r); err != nil {
		return err
	}
	log, err := os.ReadFile(filepath.Join(g.server.work, g.tdlog()))
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(log)) {
		if (strings.HasPrefix(line, "[ 0]") || strings.HasPrefix(line, "[ 1]")) && !absent.MatchString(line) {
			r.Complaints = append(r.Complaints, "TDLib: "+line)
		}
	}
	if len(r.Complaints) > 0 {
		return fmt.Errorf("logged as errors:\n%s", strings.Join(r.Complaints, "\n"))
	}
	return nil
}

func (g *group) report(t *testing.T) {
	if g.err != nil {
		t.Errorf("%v\n%s", g.err, g.driver.last())
	}
	for _, f := range g.tried {
		t.Run(f.name, func(t *testing.T) {
			t.Logf("took %v", f.took.Round(time.Millisecond))
			if f.err != nil {
				t.Error(f.err)
			}
		})
	}
}

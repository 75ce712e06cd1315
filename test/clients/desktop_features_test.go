//go:build clients

package clients

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"heliograph/test/clients/desktop"
)

// TestDesktopFeatures: what people can do in a chat is seen and done in Telegram
// Desktop. Most of it was there before it starts, from gotd; each step opens a
// window, reads it and leaves a screenshot under artifacts/desktop/features.
func TestDesktopFeatures(t *testing.T) {
	t.Parallel()
	page := startPage(t)
	s := startServer(t, "HELIOGRAPH_PREVIEWS_ALLOW="+page.Hostname(), "HELIOGRAPH_PREVIEWS_PORTS="+page.Port())
	c := newCast(t, s, people...)
	c.page = page.String()
	c.set()
	client, err := desktop.New(s.patched(desktopProgram), filepath.Join(s.work, "desktop"), filepath.Join(desktopShots, "features"), func(desktop.Event) {})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		client.Close()
		if t.Failed() {
			if err := keepDebugLogs(filepath.Join(s.work, "desktop")); err != nil {
				t.Error(err)
			}
		}
	})
	if err := client.Start(); err != nil {
		t.Fatal(err)
	}
	k := &shower{Client: client, cast: c}
	for i, step := range k.steps() {
		k.step(i+1, step)
	}
}

// startPage serves the page that messages link to, beside the address of the
// server, of which it fetches nothing.
func startPage(t *testing.T) *url.URL {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, `<html><head><title>No title</title>
<meta property="og:site_name" content="Windy News">
<meta property="og:title" content="Kites and wind">
<meta property="og:description" content="How paper flies, and why.">
</head><body></body></html>`) // who asks may have gone
	}))
	s.Listener = l
	s.Start()
	t.Cleanup(s.Close)
	u, err := url.Parse(s.URL + "/kites")
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// shower is Tess at Telegram Desktop, and everybody else.
type shower struct {
	*desktop.Client
	*cast
}

// step does one and keeps what it shows. The first and a broken one end the test
// when they fail: nothing can be seen then.
func (k *shower) step(n int, step deskStep) {
	ctx, cancel := context.WithTimeoutCause(k.t.Context(), stepTimeout, errNothing)
	defer cancel()
	begun := time.Now()
	err := step.do(ctx)
	name := fmt.Sprintf("%02d %s", n, step.name)
	k.t.Logf("%s: %v", name, time.Since(begun).Round(10*time.Millisecond))
	if err := k.Screenshot(name); err != nil {
		k.t.Error(err)
	}
	if err != nil {
		k.t.Errorf("%s: %v", name, err)
	}
	if n == 1 && err != nil {
		k.t.FailNow()
	}
}

func (k *shower) steps() []deskStep {
	return slices.Concat(
		[]deskStep{{"signs in", k.signsIn}},
		k.listSteps(), k.textSteps(), k.mediaSteps(), k.chatSteps(), k.liveSteps(), k.settingsSteps(),
		[]deskStep{{"was refused nothing", k.refusedNothing}},
	)
}

func (k *shower) signsIn(ctx context.Context) error {
	_, err := k.Login(ctx, "+"+tessPhone, "22222", "Tess", "Desktop")
	return err
}

// refusedNothing: everything that the client asked for is served, and it could
// decode every answer.
func (k *shower) refusedNothing(context.Context) error {
	for _, c := range k.Calls(0) {
		e := c.Error()
		if e == "" || slices.Contains(contentWith, e) || e == "METHOD_INVALID" && slices.Contains(notServed, c.Method) {
			continue
		}
		k.t.Errorf("%s was answered %s", c.Method, e)
	}
	return k.Undecoded()
}

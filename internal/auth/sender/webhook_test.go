package sender_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"heliograph/internal/auth/sender"
	"heliograph/internal/outbound"
)

func newWebhook(t *testing.T, c sender.WebhookConfig) *sender.Webhook {
	t.Helper()
	w, err := sender.NewWebhook(c)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestWebhookPosts(t *testing.T) {
	t.Parallel()
	got := make(chan string, 1)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got <- strings.Join([]string{r.Method, r.URL.Path, r.Header.Get("Authorization"), r.Header.Get("Content-Type"), string(body)}, " ")
		w.WriteHeader(http.StatusAccepted)
	}))
	t.Cleanup(srv.Close)
	w := newWebhook(t, sender.WebhookConfig{URL: srv.URL + "/codes", Secret: "s3cret", AllowPrivate: true})
	if err := w.Send(t.Context(), phone, code); err != nil {
		t.Fatal(err)
	}
	want := `POST /codes Bearer s3cret application/json {"phone":"+4915112345678","code":"12345"}`
	if g := <-got; g != want {
		t.Errorf("got  %s\nwant %s", g, want)
	}
}

func TestWebhookErrors(t *testing.T) {
	t.Parallel()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("the webhook followed a redirect")
	}))
	t.Cleanup(elsewhere.Close)
	release := make(chan struct{})
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/redirect":
			http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
		case "/broken":
			w.WriteHeader(http.StatusBadGateway)
		case "/slow":
			<-release
		}
	}))
	t.Cleanup(srv.Close)
	t.Cleanup(func() { close(release) }) // before the server waits for its handlers
	for path, want := range map[string]string{"/redirect": "307", "/broken": "502", "/slow?token=t0ken": "exceeded"} {
		w := newWebhook(t, sender.WebhookConfig{URL: srv.URL + path, AllowPrivate: true, Timeout: 200 * time.Millisecond})
		err := w.Send(t.Context(), phone, code)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", path, err, want)
			continue
		}
		for _, secret := range []string{phone, code.Reveal(), "t0ken"} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%s: %q shows %q", path, err, secret)
			}
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w := newWebhook(t, sender.WebhookConfig{URL: srv.URL + "/slow", AllowPrivate: true})
	if err := w.Send(ctx, phone, code); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestWebhookRefusesPrivateAddresses(t *testing.T) {
	t.Parallel()
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("the webhook reached this machine")
	}))
	t.Cleanup(srv.Close)
	w := newWebhook(t, sender.WebhookConfig{URL: srv.URL})
	if err := w.Send(t.Context(), phone, code); !errors.Is(err, outbound.ErrRefused) {
		t.Errorf("%v", err)
	}
}

func TestWebhookConfig(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"", "codes", "ftp://host/x", "http://", "http://:80/", ":"} {
		if _, err := sender.NewWebhook(sender.WebhookConfig{URL: url}); err == nil {
			t.Errorf("%q was accepted", url)
		}
	}
}

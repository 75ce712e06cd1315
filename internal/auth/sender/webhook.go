package sender

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"heliograph/internal/logx"
	"heliograph/internal/outbound"
)

// WebhookConfig says where codes are posted to.
type WebhookConfig struct {
	URL          string      // http or https
	Secret       logx.Secret // sent as "Authorization: Bearer"; "" for none
	AllowPrivate bool        // the host may be on this machine or its network
	Timeout      time.Duration
}

// Webhook posts each code as {"phone":"+15551234567","code":"12345"}. Safe for
// concurrent use.
type Webhook struct {
	url    string
	secret logx.Secret
	client *http.Client
}

// NewWebhook checks the configuration; it does not connect.
func NewWebhook(c WebhookConfig) (*Webhook, error) {
	u, err := url.Parse(c.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, errors.New("the webhook for login codes is not a http or https URL")
	}
	if c.Timeout == 0 {
		c.Timeout = 15 * time.Second
	}
	d := &outbound.Dialer{}
	if c.AllowPrivate {
		d.Allow = []string{u.Hostname()}
	}
	return &Webhook{url: c.URL, secret: c.Secret, client: &http.Client{
		Timeout: c.Timeout,
		Transport: &http.Transport{
			DialContext:  d.DialContext, // and no proxy: it would dial for us
			MaxIdleConns: 4, IdleConnTimeout: time.Minute, TLSHandshakeTimeout: 10 * time.Second,
			MaxResponseHeaderBytes: 64 << 10, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// Send posts one code. Any status but 2xx is an error.
func (w *Webhook) Send(ctx context.Context, phone string, code logx.Secret) error {
	body, err := json.Marshal(struct {
		Phone string `json:"phone"`
		Code  string `json:"code"`
	}{"+" + phone, code.Reveal()})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.url, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("post a login code: %w", withoutURL(err))
	}
	req.Header.Set("Content-Type", "application/json")
	if w.secret != "" {
		req.Header.Set("Authorization", "Bearer "+w.secret.Reveal())
	}
	res, err := w.client.Do(req)
	if err != nil {
		return fmt.Errorf("post a login code: %w", withoutURL(err))
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 64<<10)) // so that the connection is used again
	if res.StatusCode < 200 || res.StatusCode > 299 {
		return fmt.Errorf("post a login code: the webhook answered %d", res.StatusCode)
	}
	return nil
}

// withoutURL drops the URL from an error: it may hold a token.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

package control

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"path/filepath"
	"syscall"
)

// ErrNotRunning says that no server runs on the data directory.
var ErrNotRunning = errors.New("no server runs on this data directory")

// Client asks the server that runs on a data directory.
type Client struct{ http *http.Client }

// NewClient makes a Client; it does not connect yet.
func NewClient(data string) *Client {
	return &Client{&http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			dir, done, err := shorten(data)
			if err != nil {
				return nil, err
			}
			defer done()
			var d net.Dialer
			return d.DialContext(ctx, "unix", filepath.Join(dir, File))
		},
	}}}
}

// Backup makes the server write a backup into dir, an absolute path as the
// server sees it. It returns when the backup is whole, or ErrNotRunning.
func (c *Client) Backup(ctx context.Context, dir string) error {
	_, err := c.post(ctx, "backup", backupRequest{dir})
	return err
}

// Reports reads up to limit reports before a number, 0: all, the newest first,
// into out; or returns ErrNotRunning.
func (c *Client) Reports(ctx context.Context, before int64, limit int, out any) error {
	result, err := c.post(ctx, "reports", reportsRequest{before, limit})
	if err != nil {
		return err
	}
	return json.Unmarshal(result, out)
}

func (c *Client) post(ctx context.Context, command string, body any) (json.RawMessage, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://control/"+command, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	res, err := c.http.Do(r)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ECONNREFUSED):
		return nil, ErrNotRunning
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("ask the running server: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	var a answer
	if err := json.NewDecoder(res.Body).Decode(&a); err != nil {
		return nil, fmt.Errorf("the running server answered %s", res.Status)
	}
	if a.Error != "" {
		return nil, errors.New(a.Error)
	}
	return a.Result, nil
}

package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// File is the name of the socket in the data directory.
const File = "control.sock"

// Server answers the commands. Each function is required, may be called by
// several goroutines at once and gets a context that ends with the caller.
type Server struct {
	// Backup writes a backup into dir, an absolute path.
	Backup func(ctx context.Context, dir string) error
	// Reports is up to limit reports before a number, 0: all, the newest first, as
	// JSON can say them.
	Reports func(ctx context.Context, before int64, limit int) (any, error)
}

// Run is Listen and Serve.
func (s Server) Run(ctx context.Context, data string) error {
	l, err := Listen(ctx, data)
	if err != nil {
		return err
	}
	return s.Serve(ctx, l)
}

// Serve answers on a socket that Listen made, until ctx ends, and closes it.
func (s Server) Serve(ctx context.Context, l net.Listener) error {
	h := &http.Server{Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	stop := context.AfterFunc(ctx, func() { _ = h.Close() })
	defer stop()
	if err := h.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("control socket: %w", err)
	}
	return ctx.Err()
}

// Listen makes the socket of the data directory; commands find the server from
// here on. The caller holds the store open, so no other server can be using
// the same directory: a socket that is there already was left behind by a crash.
func Listen(ctx context.Context, data string) (net.Listener, error) {
	l, err := listen(ctx, data)
	if err != nil {
		return nil, fmt.Errorf("control socket: %w", err)
	}
	return l, nil
}

// listen makes the socket under a name that nobody knows, closes it to others
// and only then gives it its own name.
func listen(ctx context.Context, data string) (net.Listener, error) {
	dir, done, err := shorten(data)
	if err != nil {
		return nil, err
	}
	defer done()
	final := filepath.Join(dir, File)
	temp := final + ".new"
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "unix", temp)
	if err != nil {
		return nil, err
	}
	l.(*net.UnixListener).SetUnlinkOnClose(false) // the name is about to change
	if err := errors.Join(os.Chmod(temp, 0o600), os.Rename(temp, final)); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return &unlinker{l, filepath.Join(data, File)}, nil
}

type unlinker struct {
	net.Listener
	path string
}

// Close also removes the socket's name, so that clients see "not running".
func (u *unlinker) Close() error {
	return errors.Join(u.Listener.Close(), ignoreMissing(os.Remove(u.path)))
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

type backupRequest struct {
	Dir string `json:"dir"`
}

type reportsRequest struct {
	Before int64 `json:"before"`
	Limit  int   `json:"limit"`
}

type answer struct {
	Error  string          `json:"error,omitempty"`
	Result json.RawMessage `json:"result,omitempty"`
}

func (s Server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /backup", func(w http.ResponseWriter, r *http.Request) {
		var q backupRequest
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&q); err != nil || !filepath.IsAbs(q.Dir) {
			reply(w, http.StatusBadRequest, errors.New("want {\"dir\": an absolute path}"))
			return
		}
		if err := s.Backup(r.Context(), q.Dir); err != nil {
			reply(w, http.StatusUnprocessableEntity, err)
			return
		}
		reply(w, http.StatusOK, nil)
	})
	mux.HandleFunc("POST /reports", func(w http.ResponseWriter, r *http.Request) {
		var q reportsRequest
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&q); err != nil {
			reply(w, http.StatusBadRequest, errors.New("want {\"before\": a number, \"limit\": a number}"))
			return
		}
		out, err := s.Reports(r.Context(), q.Before, q.Limit)
		if err != nil {
			reply(w, http.StatusUnprocessableEntity, err)
			return
		}
		text, err := json.Marshal(out)
		if err != nil {
			reply(w, http.StatusInternalServerError, err)
			return
		}
		send(w, http.StatusOK, answer{Result: text})
	})
	return mux
}

func reply(w http.ResponseWriter, status int, err error) {
	var a answer
	if err != nil {
		a.Error = err.Error()
	}
	send(w, status, a)
}

func send(w http.ResponseWriter, status int, a answer) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(a) // the caller may be gone
}

package postgres_test

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"heliograph/internal/store"
	"heliograph/internal/store/postgres"
	"heliograph/internal/store/postgres/pgtest"
)

// proxy passes connections on to a server. While cut is set it drops each one
// at the moment when the server says that a transaction was committed.
type proxy struct {
	cut  atomic.Bool
	cuts atomic.Int64
}

// front puts a proxy before the server at dsn and returns the new address.
func front(t *testing.T, dsn string) (*proxy, string) {
	t.Helper()
	p := &proxy{}
	host := strings.TrimPrefix(strings.Fields(dsn)[0], "host=")
	dir, err := os.MkdirTemp("", "pg") // t.TempDir is too long for a socket
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	const name = ".s.PGSQL.5432"
	l, err := net.Listen("unix", filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(c, filepath.Join(host, name))
		}
	}()
	return p, strings.Replace(dsn, host, dir, 1)
}

func (p *proxy) serve(client net.Conn, server string) {
	defer client.Close()
	s, err := net.Dial("unix", server)
	if err != nil {
		return
	}
	defer s.Close()
	go func() {
		_, _ = io.Copy(s, client)
		s.Close()
	}()
	buf := make([]byte, 64<<10)
	for {
		n, err := s.Read(buf)
		if err != nil {
			return
		}
		if p.cut.Load() && bytes.Contains(buf[:n], []byte("COMMIT\x00")) {
			p.cuts.Add(1)
			return
		}
		if _, err := client.Write(buf[:n]); err != nil {
			return
		}
	}
}

// TestUnknown breaks the connection after the server has committed and before
// it could say so.
func TestUnknown(t *testing.T) {
	t.Parallel()
	p, dsn := front(t, pgtest.Schema(t))
	s := open(t, dsn, postgres.Options{})
	write := func(key string) error {
		return s.Update(t.Context(), []store.Owner{"a"}, func(tx store.Tx) error {
			if v, err := tx.Get("a", []byte(key)); err != nil || v != nil {
				return errors.Join(err, errors.New("twice"))
			}
			tx.Put("a", []byte(key), []byte("v"))
			return nil
		})
	}
	if err := write("warm"); err != nil {
		t.Fatal(err)
	}
	p.cut.Store(true)
	if err := write("k"); !errors.Is(err, store.ErrUnknown) {
		t.Errorf("got %v", err)
	}
	p.cut.Store(false)
	if p.cuts.Load() != 1 {
		t.Errorf("%d connections cut", p.cuts.Load())
	}
	if err := write("k"); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("the retry did not see that it had happened: %v", err)
	}
	if err := write("l"); err != nil {
		t.Error(err)
	}
}

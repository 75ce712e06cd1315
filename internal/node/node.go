package node

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"heliograph/internal/config"
	"heliograph/internal/serverkey"
	"heliograph/internal/webclient"
)

// Options of Run; all required.
type Options struct {
	Config  config.Config // valid
	Logger  *slog.Logger
	Out     io.Writer // receives a few lines for the operator once the server answers
	Version string
}

// Run runs a server until ctx ends, which is no error, or a part of it fails.
func Run(ctx context.Context, o Options) error {
	c := &o.Config
	key, err := serverkey.LoadOrCreate(c.Data)
	if err != nil {
		return err
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	host, _ := c.Advertised()
	page, err := webclient.Handler(webclient.Info{
		Name: c.Name, Address: net.JoinHostPort(host, port), Layer: 229, Fingerprint: serverkey.Fingerprint(&key.PublicKey),
		Key: string(serverkey.PublicPEM(&key.PublicKey)), TestNumbers: c.Login.TestNumbers,
	})
	if err != nil {
		return err
	}
	s := &http.Server{Handler: page, ReadHeaderTimeout: 10 * time.Second}
	stop := context.AfterFunc(ctx, func() { _ = s.Close() })
	defer stop()
	if err := banner(o.Out, c, o.Version, l.Addr(), &key.PublicKey); err != nil {
		return err
	}
	if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

package bench

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/exchange"

	"heliograph/internal/serverkey"
)

// budgetExchange is what a key exchange may cost the server.
const budgetExchange = 12.0 // ms of CPU

// exchanges is the second half of J1: whole key exchanges, each on a new
// connection, with a client that does its own part of the maths.
func (b *bench) exchanges(ctx context.Context) error {
	_, s, err := b.serve(ctx, "exchange", 1)
	if err != nil {
		return err
	}
	defer s.kill()
	key, err := serverkey.Load(s.dir)
	if err != nil {
		return err
	}
	public := exchange.PublicKey{RSA: &key.PublicKey}
	b.progress("J1: %d key exchanges", b.o.Exchanges)
	if err := exchangeKey(ctx, s.addr, public); err != nil { // warms up
		return err
	}
	used, err := s.meter()
	if err != nil {
		return err
	}
	all := make([]time.Duration, b.o.Exchanges)
	for i := range all {
		begin := time.Now()
		if err := exchangeKey(ctx, s.addr, public); err != nil {
			return err
		}
		all[i] = time.Since(begin)
	}
	c, err := used()
	if err != nil {
		return err
	}
	sortDurations(all)
	n := float64(len(all))
	b.r.add(Result{
		Job: "J1", What: "server CPU of a key exchange", Value: millis(c.server) / n, Unit: "ms",
		Bound: AtMost, Budget: budgetExchange,
		Note: fmt.Sprintf("%d one after the other, each took %.0f ms with the client's %.0f ms",
			len(all), millis(quantile(all, 0.5)), millis(c.generator)/n),
	})
	return s.stop()
}

func exchangeKey(ctx context.Context, addr string, public exchange.PublicKey) error {
	sock, err := dial(ctx, addr)
	if err != nil {
		return err
	}
	defer sock.close()
	result, err := exchange.NewExchanger(plainConn{sock}, 2).Client([]exchange.PublicKey{public}).Run(ctx)
	if err != nil {
		return fmt.Errorf("key exchange: %w", err)
	}
	if result.AuthKey.Zero() {
		return errors.New("key exchange: no key")
	}
	return nil
}

// plainConn is a socket as the key exchange of gotd wants it.
type plainConn struct{ *socket }

// Send sends a packet.
func (c plainConn) Send(ctx context.Context, b *bin.Buffer) error {
	if deadline, ok := ctx.Deadline(); ok {
		if err := c.nc.SetWriteDeadline(deadline); err != nil {
			return err
		}
	}
	return c.write(append(make([]byte, 4, 4+len(b.Buf)), b.Buf...))
}

// Recv receives a packet.
func (c plainConn) Recv(ctx context.Context, b *bin.Buffer) error {
	if deadline, ok := ctx.Deadline(); ok {
		if err := c.nc.SetReadDeadline(deadline); err != nil {
			return err
		}
	}
	packet, err := c.read()
	b.ResetTo(append([]byte(nil), packet...))
	return err
}

// Close closes the connection.
func (c plainConn) Close() error { return c.nc.Close() }

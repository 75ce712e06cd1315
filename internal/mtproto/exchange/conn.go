package exchange

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"net/netip"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/mt"
)

// maxExpires is the longest life of a temporary key that a client may ask for,
// in seconds.
const maxExpires = 30 * 24 * 60 * 60

// maxTries is how often a client may try again when its key is taken.
const maxTries = 3

// maxBegins is how often a client may begin without making a key.
const maxBegins = 64

// NewKey is an auth key that both sides know and nobody has stored yet.
type NewKey struct {
	Value      [256]byte
	ID         int64
	ServerSalt int64 // the first salt
	ExpiresIn  int   // seconds; 0: a permanent key
	DC         int   // as the client calls us: negative for media, 10000 more for test; 0: not told
}

// Conn is the exchange on one connection, or nothing while there is none. One
// goroutine uses it.
type Conn struct {
	s     *Server
	addr  netip.Addr
	run   *run
	begun int // since the last key
}

// run is one exchange.
type run struct {
	began              time.Time
	nonce, serverNonce bin.Int128
	p, q               uint64

	// Since req_DH_params:
	power         *big.Int // a; nil before
	newNonce      bin.Int256
	aesKey, aesIV [32]byte
	expiresIn, dc int
	tries         int
	retryID       int64 // auth_key_aux_hash of the last try
}

// Handle takes the body of an unencrypted message, a TL object, and returns the
// body of the answer. With a key the exchange is done: the caller stores the
// key and sends the answer afterwards. After an error the exchange is over; the
// caller answers with the transport error of Code.
func (c *Conn) Handle(ctx context.Context, body []byte) (answer []byte, key *NewKey, err error) {
	answer, key, err = c.handle(ctx, body)
	result := "ok"
	switch {
	case errors.Is(err, ErrRefused):
		result = "refused"
	case errors.Is(err, ErrFlood):
		result = "flood"
	case errors.Is(err, ErrBusy):
		result = "busy"
	case err != nil:
		result = "error"
	case key != nil:
		result = "key"
	case c.run == nil:
		result = "failed" // the answer says so
	}
	c.s.results.WithLabelValues(result).Inc()
	if err != nil || key != nil {
		c.run = nil
	}
	if key != nil {
		c.begun = 0
	}
	return answer, key, err
}

func (c *Conn) handle(ctx context.Context, body []byte) ([]byte, *NewKey, error) {
	b := &bin.Buffer{Buf: body}
	id, err := b.PeekID()
	if err != nil {
		return nil, nil, refuse("no TL id")
	}
	// TDLib pads: bytes that follow an object are not looked at.
	switch id {
	case mt.ReqPqRequestTypeID, mt.ReqPqMultiRequestTypeID:
		answer, err := c.begin(b)
		return answer, nil, err
	case mt.ReqDHParamsRequestTypeID, mt.SetClientDHParamsRequestTypeID:
		if c.run == nil {
			return nil, nil, refuse("a step without a beginning")
		}
		if c.s.clock.Now().Sub(c.run.began) > c.s.expire {
			return nil, nil, refuse("expired")
		}
		if id == mt.SetClientDHParamsRequestTypeID {
			return c.finish(ctx, b)
		}
		answer, err := c.offer(ctx, b)
		return answer, nil, err
	}
	return nil, nil, refuse("unexpected TL id")
}

func refuse(why string) error { return fmt.Errorf("%w: %s", ErrRefused, why) }

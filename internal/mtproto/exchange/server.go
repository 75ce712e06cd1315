package exchange

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"io"
	"net/netip"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/time/rate"

	"heliograph/internal/clock"
)

var (
	// ErrRefused says that the client did not follow the protocol.
	ErrRefused = errors.New("exchange: refused")
	// ErrFlood says that the client's address asks for too many keys.
	ErrFlood = errors.New("exchange: too many exchanges from one address")
	// ErrBusy says that too many exchanges wait for the processor.
	ErrBusy = errors.New("exchange: too many exchanges at once")
)

// Code is the transport error to answer an error of Handle with: -429 for
// ErrFlood and ErrBusy, else -404.
func Code(err error) int32 {
	if errors.Is(err, ErrFlood) || errors.Is(err, ErrBusy) {
		return -429
	}
	return -404
}

// Options set up a Server. The zero value of each field but Keys is usable.
type Options struct {
	// Keys are the server's RSA keys of 2048 bits, the preferred one first.
	// Required.
	Keys  []*rsa.PrivateKey
	Clock clock.Clock // nil: the system's
	Rand  io.Reader   // safe for concurrent use; nil: crypto/rand

	// Exists reports whether a key id is taken; the client is then asked to try
	// again. nil: never.
	Exists func(ctx context.Context, id int64) (bool, error)

	Concurrency int           // calculations at once; 0: half of GOMAXPROCS, at least 1
	Queue       int           // calculations that may wait; 0: 128
	QueueWait   time.Duration // how long one may wait; 0: 5 s
	Prepared    int           // powers of g kept ready; 0: 128

	// PerAddress and Burst limit exchanges of one address, an IPv6 /64 being
	// one; 0: 2 a second after the first 60. rate.Inf: no limit.
	PerAddress rate.Limit
	Burst      int
	// ExemptLoopback frees the machine itself of that limit.
	ExemptLoopback bool

	Expire     time.Duration         // how long an exchange may take; 0: 60 s
	Registerer prometheus.Registerer // nil: none
}

// Server makes auth keys. Safe for concurrent use.
type Server struct {
	keys    []*rsaKey
	clock   clock.Clock
	rand    io.Reader
	exists  func(ctx context.Context, id int64) (bool, error)
	expire  time.Duration
	gate    *gate
	limit   *limiter
	ready   chan exponent
	results *prometheus.CounterVec
}

// New panics when o has no key or one that is not of 2048 bits.
func New(o Options) *Server {
	if len(o.Keys) == 0 {
		panic("exchange: no RSA key")
	}
	s := &Server{
		clock:  o.Clock,
		rand:   o.Rand,
		exists: o.Exists,
		expire: orDefault(o.Expire, time.Minute),
		gate: newGate(orDefault(o.Concurrency, max(1, runtime.GOMAXPROCS(0)/2)),
			orDefault(o.Queue, 128), orDefault(o.QueueWait, 5*time.Second)),
		ready: make(chan exponent, orDefault(o.Prepared, 128)),
		results: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "heliograph_exchange_steps_total",
			Help: "Steps of key exchanges by what came of them.",
		}, []string{"result"}),
	}
	if s.clock == nil {
		s.clock = clock.System{}
	}
	if s.rand == nil {
		s.rand = rand.Reader
	}
	for _, k := range o.Keys {
		s.keys = append(s.keys, newRSAKey(k))
	}
	s.limit = newLimiter(orDefault(o.PerAddress, 2), orDefault(o.Burst, 60), o.ExemptLoopback)
	if o.Registerer != nil {
		o.Registerer.MustRegister(s.results)
	}
	return s
}

func orDefault[T int | time.Duration | rate.Limit](v, otherwise T) T {
	if v <= 0 {
		return otherwise
	}
	return v
}

// Run prepares powers of g until ctx ends, so that a client need not wait for
// its own. The server works without it, slower.
func (s *Server) Run(ctx context.Context) error {
	for {
		e, err := s.prepare(ctx)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, ErrBusy):
			continue // it has waited its time
		case err != nil:
			return err
		}
		select {
		case s.ready <- e:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// prepare calculates in its turn, without taking the place of a client in the
// queue.
func (s *Server) prepare(ctx context.Context) (exponent, error) {
	if err := s.gate.wait(ctx); err != nil {
		return exponent{}, err
	}
	defer s.gate.leave()
	return newExponent(s.rand)
}

// exponent is a prepared one when there is one. The caller has a place.
func (s *Server) exponent() (exponent, error) {
	select {
	case e := <-s.ready:
		return e, nil
	default:
		return newExponent(s.rand)
	}
}

// Conn begins exchanges with a client at addr.
func (s *Server) Conn(addr netip.Addr) *Conn { return &Conn{s: s, addr: addr} }

func (s *Server) key(fingerprint int64) *rsaKey {
	for _, k := range s.keys {
		if k.fingerprint == fingerprint {
			return k
		}
	}
	return nil
}

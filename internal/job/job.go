package job

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"heliograph/internal/clock"
	"heliograph/internal/id"
	"heliograph/internal/store"
)

// Kind says whose look an alarm asks for. The numbers are on disk.
type Kind byte

// The kinds.
const (
	Expiry   Kind = 1 // messages that are to go
	Schedule Kind = 2 // messages that are to be sent
	Online   Kind = 3 // messages that wait for somebody to come online
	Poll     Kind = 4 // polls that close
	Previews Kind = 5 // messages that wait for a link preview
	Pages    Kind = 6 // web pages to be forgotten
	Copies   Kind = 8 // messages of a basic group that its members have not copied

	Discussion Kind = 9 // posts that are to be discussed in a group

	Farewell Kind = 10 // people who are deleted
)

// String is the kind in metrics and logs.
func (k Kind) String() string {
	switch k {
	case Expiry:
		return "expiry"
	case Schedule:
		return "schedule"
	case Online:
		return "online"
	case Poll:
		return "poll"
	case Previews:
		return "previews"
	case Pages:
		return "pages"
	case Copies:
		return "copies"
	case Discussion:
		return "discussion"
	case Farewell:
		return "farewell"
	}
	return fmt.Sprintf("kind%d", byte(k))
}

// Settle is how long a change may take from Set to its commit. What takes longer
// may be overlooked until the next alarm.
const Settle = 90 * time.Second

// Handler looks at what an owner has due at or before now (Unix seconds), does
// it, and returns the time of the earliest thing of its kind that the owner
// still has to come, 0 for none. It must read that in or after the transactions
// in which it did the rest, bound its work (returning now to be called again)
// and be idempotent. After an error it is called again, later and later.
type Handler func(ctx context.Context, owner store.Owner, now int64) (next int64, err error)

// Deps is what a Service needs. Alone says that no other process writes to the
// store: then there are no leases, and nothing is read while nothing is due.
type Deps struct {
	Store      store.Store
	Clock      clock.Clock
	Logger     *slog.Logger
	Registerer prometheus.Registerer // nil: no metrics
	Alone      bool
	Parallel   int // handlers at a time; 0: 16
}

// Service sets alarms and, while Run runs, handles them. Safe for concurrent
// use.
type Service struct {
	store    store.Store
	clock    clock.Clock
	logger   *slog.Logger
	metrics  *metrics
	alone    bool
	node     int64
	handlers map[Kind]Handler
	slots    chan struct{}
	wake     chan struct{}
	flying   sync.WaitGroup

	mu    sync.Mutex
	heads [shards]int64 // as far as this node knows, never if there is none
	held  [shards]int64 // until when this node has the lease
	known map[target]int64
	busy  map[target]struct{}
}

// target is whom an alarm is for.
type target struct {
	kind  Kind
	owner store.Owner
}

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Clock == nil || d.Logger == nil {
		panic("job: missing dependency")
	}
	s := &Service{
		store: d.Store, clock: d.Clock, logger: d.Logger, metrics: newMetrics(d.Registerer), alone: d.Alone, node: id.Int64(),
		handlers: map[Kind]Handler{}, slots: make(chan struct{}, cmp.Or(d.Parallel, 16)), wake: make(chan struct{}, 1),
		known: map[target]int64{}, busy: map[target]struct{}{},
	}
	for i := range s.heads {
		s.heads[i] = never
	}
	return s
}

// Handle has h called for the alarms of a kind. Every kind needs its handler
// before Run; until then its alarms wait.
func (s *Service) Handle(k Kind, h Handler) {
	if s.handlers[k] != nil {
		panic("job: two handlers of " + k.String())
	}
	s.handlers[k] = h
}

func (s *Service) now() int64 { return s.clock.Now().Unix() }

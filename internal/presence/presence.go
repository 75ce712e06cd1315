package presence

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/id"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Times in seconds.
const (
	onlineFor  = 300 // how long one sign of life keeps a login online
	touchEvery = 60  // signs of life closer than that are one
	retell     = 120 // tell again when what was told is over that soon
	toldGap    = 2   // between two tellings of one user (I2)
	grace      = 15  // a login that disconnects may come back unnoticed
	saveEvery  = 300
	freshFor   = 60 // how long a record that was read counts
)

// Status is what is known of somebody's presence. Times are Unix seconds.
type Status struct {
	Until int64 `cbor:"1,keyasint,omitempty"` // online until then; 0: offline
	Seen  int64 `cbor:"2,keyasint,omitempty"` // offline: last seen then; 0: never
}

// Online says whether the user is online.
func (s Status) Online() bool { return s.Until != 0 }

// at is the status at a time: what is over is over (I1).
func (s Status) at(now int64) Status {
	if s.Until != 0 && s.Until <= now {
		return Status{Seen: max(s.Seen, s.Until)}
	}
	return s
}

// Decode reads the Data of an update.Presence event.
func Decode(data []byte) (s Status, err error) { return s, store.Decode(data, &s) }

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Log      *update.Log
	Bus      bus.Bus
	Clock    clock.Clock
	Audience user.Audience // who hears of a user's changes
	Logger   *slog.Logger
	// OnOnline is told that a user is online, when the audience is: first when it
	// happens, then again while it lasts. It must not block; nil: nobody is told.
	OnOnline func(user.ID)
}

// Service knows who is online. Safe for concurrent use. Run must be running for
// anybody to be told or anything to be written.
type Service struct {
	store    store.Store
	log      *update.Log
	bus      bus.Bus
	clock    clock.Clock
	audience user.Audience
	logger   *slog.Logger
	onOnline func(user.ID)
	node     int64 // tells our own words on the bus from other nodes'
	shard    [shards]shard

	mu      sync.Mutex
	pending map[user.ID]struct{} // whose change has not been told yet
	wake    chan struct{}
	asked   atomic.Bool // a node has come that knows of nobody yet
}

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Log == nil || d.Bus == nil || d.Clock == nil || d.Audience == nil || d.Logger == nil {
		panic("presence: missing dependency")
	}
	s := &Service{
		store: d.Store, log: d.Log, bus: d.Bus, clock: d.Clock, audience: d.Audience, logger: d.Logger, onOnline: d.OnOnline,
		node: id.Int64(), pending: map[user.ID]struct{}{}, wake: make(chan struct{}, 1),
	}
	for i := range s.shard {
		s.shard[i].by = map[user.ID]*entry{}
		s.shard[i].active = map[user.ID]struct{}{}
		s.shard[i].unsaved = map[user.ID]struct{}{}
	}
	d.Bus.Subscribe(topic, s.hear)
	return s
}

// SetOnline is what a login says of itself: online from now on, or offline at
// once. A user whose other login is online stays online.
func (s *Service) SetOnline(_ context.Context, a user.Actor, offline bool) {
	if a.Bot {
		return
	}
	now := s.now()
	if offline {
		s.change(a, now, func(l *login) bool { return l.stop(now, now) })
		return
	}
	s.change(a, now, func(l *login) bool { return l.keep(now) })
}

// Touch is a sign of life of a login, such as a message that it sends.
func (s *Service) Touch(a user.Actor) { s.SetOnline(context.Background(), a, false) }

// Attach says that a connection of the login is open until detach is called.
// When the last one has gone for a while the login goes offline. A connection
// alone makes nobody online.
func (s *Service) Attach(a user.Actor) (detach func()) {
	if a.Bot {
		return func() {}
	}
	s.change(a, s.now(), func(l *login) bool {
		l.live++
		l.gone = 0
		return false
	})
	var once sync.Once
	return func() {
		once.Do(func() {
			now := s.now()
			s.change(a, now, func(l *login) bool {
				if l.live--; l.live == 0 {
					l.gone = now
				}
				return false
			})
		})
	}
}

func (s *Service) now() int64 { return s.clock.Now().Unix() }

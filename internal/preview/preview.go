package preview

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"heliograph/internal/clock"
	"heliograph/internal/job"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// Page is what a page says of itself, in one line each.
type Page struct {
	Site        string `cbor:"1,keyasint,omitempty"`
	Title       string `cbor:"2,keyasint,omitempty"`
	Description string `cbor:"3,keyasint,omitempty"`
	Author      string `cbor:"4,keyasint,omitempty"`
	Kind        string `cbor:"5,keyasint,omitempty"` // "article", "photo", "video", "profile", or User
	Image       string `cbor:"6,keyasint,omitempty"` // the address of a picture, which is not fetched yet
	Canonical   string `cbor:"7,keyasint,omitempty"` // how the page calls itself, on the host that it came from
	Duration    int    `cbor:"8,keyasint,omitempty"` // of a video, in seconds
}

// User is the Kind of a page that is somebody here.
const User = "telegram_user"

// Result is what is known of a page: ID 0 is that there is none to show.
type Result struct {
	ID      int64
	Page    *Page // not to be changed; nil: pending
	Overdue int64 // of a pending one: when an answer should have come, Unix seconds
}

// Pending says that the page is being asked for.
func (r Result) Pending() bool { return r.ID != 0 && r.Page == nil }

// Fetcher asks a host for a page.
type Fetcher interface {
	Fetch(ctx context.Context, address string) (Page, error)
}

// Person is somebody here, as anybody may see them.
type Person struct{ Name, About string }

// People finds people by their usernames.
type People interface {
	// Named is who carries a username, the zero Person when nobody does.
	Named(ctx context.Context, username string) (Person, error)
}

// Alarms has the Service called.
type Alarms interface {
	Set(ctx context.Context, k job.Kind, owner store.Owner, at int64) error
}

// Limits of a Service; zero values are the defaults.
type Limits struct {
	Workers int           // fetches at a time: 16
	Queue   int           // that wait: 256
	PerHost int           // of one host at a time: 4
	Pages   int           // in memory: 4096
	TTL     time.Duration // how long a page is remembered: 24 h
	NoneTTL time.Duration // how long it is remembered that there is none: 10 min
	User    Rate          // fetches for one person: 1/s, 30 at once
	Host    Rate          // fetches of one host: 2/s, 20 at once
}

// Rate is so many a second for long, and Burst at once after a pause.
type Rate struct {
	PerSecond float64
	Burst     int
}

// Deps is what a Service needs. Fetch nil: no page is asked for. People may be
// nil, and so may Registerer.
type Deps struct {
	Store      store.Store
	Clock      clock.Clock
	Logger     *slog.Logger
	Alarms     Alarms
	Fetch      Fetcher
	People     People
	Name       string   // of this server
	Own        []string // hosts, with ports where they have one, that are this server
	Registerer prometheus.Registerer
	Limits     Limits
}

// Service knows pages. Safe for concurrent use; Run does the fetching.
type Service struct {
	d       Deps
	metrics *metrics
	queue   chan *flight
	calls   chan func(context.Context)
	pages   *recent
	users   *buckets[user.ID]
	hosts   *buckets[string]

	mu      sync.Mutex
	flights map[string]*flight // by address
	busy    map[string]int     // flights by host
}

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Clock == nil || d.Logger == nil || d.Alarms == nil {
		panic("preview: missing dependency")
	}
	l := &d.Limits
	l.Workers, l.Queue = cmp.Or(l.Workers, 16), cmp.Or(l.Queue, 256)
	l.PerHost, l.Pages = cmp.Or(l.PerHost, 4), cmp.Or(l.Pages, 4096)
	l.TTL, l.NoneTTL = cmp.Or(l.TTL, 24*time.Hour), cmp.Or(l.NoneTTL, 10*time.Minute)
	l.User, l.Host = cmp.Or(l.User, Rate{1, 30}), cmp.Or(l.Host, Rate{2, 20})
	s := &Service{
		d: d, queue: make(chan *flight, l.Queue), calls: make(chan func(context.Context), l.Queue), pages: newRecent(l.Pages), users: newBuckets[user.ID](l.User),
		hosts: newBuckets[string](l.Host), flights: map[string]*flight{}, busy: map[string]int{},
	}
	s.metrics = newMetrics(d.Registerer, func() float64 { return float64(len(s.queue)) })
	return s
}

func (s *Service) now() int64 { return s.d.Clock.Now().Unix() }

package contact

import (
	"context"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/presence"
	"heliograph/internal/privacy"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
	"heliograph/internal/user/cache"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Log      *update.Log
	Bus      bus.Bus // nil: this is the only node
	Clock    clock.Clock
	Users    *user.Service
	Presence *presence.Service
	Privacy  *privacy.Service
	Chats    Chats         // nil: nobody is in any
	Partners user.Audience // whom a viewer has a private chat with; nil: nobody
	// Greet tells somebody that who, whose number they had saved, has joined.
	// It is called once the contact is there, now and then again. nil: nobody is told.
	Greet func(ctx context.Context, to, who user.ID) error
}

// Chats knows who is in which groups.
type Chats interface {
	// Member says whether somebody is in one of some chats.
	Member(ctx context.Context, id user.ID, chats []int64) (bool, error)
}

// Service reads and changes contacts. Safe for concurrent use.
type Service struct {
	store    store.Store
	log      *update.Log
	bus      bus.Bus
	clock    clock.Clock
	users    *user.Service
	presence *presence.Service
	privacy  *privacy.Service
	chats    Chats
	partners user.Audience
	audience user.Audience // who sees something of a user
	greet    func(ctx context.Context, to, who user.ID) error

	known     *cache.Cache[pair, *relation]
	lookups   *limiter // numbers that are new to the viewer
	phones    *limiter // resolvePhone
	usernames *limiter
}

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Log == nil || d.Clock == nil || d.Users == nil || d.Presence == nil || d.Privacy == nil {
		panic("contact: missing dependency")
	}
	if d.Bus == nil {
		d.Bus = bus.NewLocal()
	}
	if d.Greet == nil {
		d.Greet = func(context.Context, user.ID, user.ID) error { return nil }
	}
	s := &Service{
		store: d.Store, log: d.Log, bus: d.Bus, clock: d.Clock, users: d.Users, presence: d.Presence,
		privacy: d.Privacy, chats: d.Chats, partners: d.Partners, audience: NewSavers(d.Store),
		greet:     d.Greet,
		known:     cache.New[pair, *relation](d.Clock, relationsSize, spread),
		lookups:   newLimiter(d.Clock, 5000, 0.1),
		phones:    newLimiter(d.Clock, 30, 0.05),
		usernames: newLimiter(d.Clock, 500, 1),
	}
	if d.Partners != nil {
		s.audience = NewSavers(d.Store, d.Partners)
	}
	d.Bus.Subscribe(changedTopic, s.heard)
	return s
}

package user

import (
	"context"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/id"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user/cache"
)

// Profile is what a user is like. It is public but for what
// contact.People hides: the number, the text about oneself and the birthday.
type Profile struct {
	ID        ID     `cbor:"1,keyasint"`
	FirstName string `cbor:"2,keyasint,omitempty"`
	LastName  string `cbor:"3,keyasint,omitempty"`
	Username  string `cbor:"4,keyasint,omitempty"` // with the capitals that it was typed with
	Phone     string `cbor:"5,keyasint,omitempty"` // digits only, international
	About     string `cbor:"6,keyasint,omitempty"`
	Bot       bool   `cbor:"7,keyasint,omitempty"`
	Deleted   bool   `cbor:"8,keyasint,omitempty"`
	Verified  bool   `cbor:"9,keyasint,omitempty"`
	Support   bool   `cbor:"10,keyasint,omitempty"`
	Created   int64  `cbor:"11,keyasint,omitempty"` // Unix seconds

	Birthday Birthday `cbor:"12,keyasint,omitzero"`
}

// Birthday is a day of the year, and maybe the year.
type Birthday struct {
	Day   int `cbor:"1,keyasint,omitempty"` // 0: not known
	Month int `cbor:"2,keyasint,omitempty"`
	Year  int `cbor:"3,keyasint,omitempty"` // 0: not said
}

// Audience says who should hear of a user's changes at once: whoever may have
// the user on the screen.
type Audience interface {
	// Interested returns at most limit users, in no order.
	Interested(ctx context.Context, of ID, limit int) ([]ID, error)
}

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Log      *update.Log
	Bus      bus.Bus
	Clock    clock.Clock
	Audience Audience // nil: only the user's own devices hear of changes
	Chats    Chats    // nil: there are none that have a username
}

// Chats knows what groups and channels are called.
type Chats interface {
	// Username is the name of a chat, empty when it has none or is no more.
	Username(r store.Reader, p peer.Peer) (string, error)
}

// Service reads and changes profiles. Safe for concurrent use.
type Service struct {
	store    store.Store
	log      *update.Log
	bus      bus.Bus
	clock    clock.Clock
	audience Audience
	chats    Chats
	cache    *cache.Cache[ID, *Profile]
}

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Log == nil || d.Bus == nil || d.Clock == nil {
		panic("user: missing dependency")
	}
	s := &Service{store: d.Store, log: d.Log, bus: d.Bus, clock: d.Clock, audience: d.Audience, chats: d.Chats}
	s.cache = cache.New[ID, *Profile](d.Clock, cacheSize, spread)
	d.Bus.Subscribe(changedTopic, s.heard)
	return s
}

// The service account has no record: it exists in every installation.
const (
	noticesName  = "Heliograph"
	noticesPhone = "42777"
)

var notices = Profile{ID: Notices, FirstName: noticesName, Phone: noticesPhone, Verified: true, Support: true}

// Ids of people lie in [minID, minID+idSpan): they fit the 64-bit ids of the
// Bot API's documentation (at most 52 bits) and leave room for the ids that
// clients treat specially.
const (
	minID  = 1_000_000_000
	idSpan = 1 << 38
)

// NewID draws a random id. Whether it is free is seen by Create.
func NewID() ID { return ID(minID + id.Below(idSpan)) }

package session

import (
	"log/slog"
	"time"

	"heliograph/internal/bus"
	"heliograph/internal/clock"
	"heliograph/internal/id"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Key is an auth key.
type Key struct {
	ID      int64
	Value   [256]byte
	Expires time.Time // zero: permanent
	Perm    int64     // of a temporary key, the permanent key that it is bound to; 0 before
	DC      int       // the data centre that the client dialled, 0 when it did not say
}

// Client is what a client told of itself.
type Client struct {
	Layer          int    `cbor:"1,keyasint,omitempty"`
	APIID          int    `cbor:"2,keyasint,omitempty"`
	DeviceModel    string `cbor:"3,keyasint,omitempty"`
	SystemVersion  string `cbor:"4,keyasint,omitempty"`
	AppVersion     string `cbor:"5,keyasint,omitempty"`
	SystemLangCode string `cbor:"6,keyasint,omitempty"`
	LangPack       string `cbor:"7,keyasint,omitempty"`
	LangCode       string `cbor:"8,keyasint,omitempty"`
}

// App is the name of the app, as far as its language pack tells.
func (c Client) App() string {
	switch c.LangPack {
	case "android":
		return "Telegram Android"
	case "android_x":
		return "Telegram X"
	case "ios":
		return "Telegram iOS"
	case "macos":
		return "Telegram macOS"
	case "tdesktop":
		return "Telegram Desktop"
	case "web":
		return "Heliograph Web"
	case "weba":
		return "Telegram Web A"
	case "webk":
		return "Telegram Web K"
	}
	return "Unofficial app"
}

// Authorization is one device that is logged in.
type Authorization struct {
	Perm    int64 // its permanent auth key; for nobody's eyes
	Hash    int64 // how the user's other devices name it
	User    user.ID
	Client  Client
	Created time.Time
	Active  time.Time
	IP      string
	// Unconfirmed authorizations are shown to the other devices as a question.
	Unconfirmed bool
	// NoSecretChats and NoCalls say what the device does not want to be offered.
	NoSecretChats, NoCalls bool
}

// End tells that a key, or the login on it, has come to its end.
type End struct {
	Key  int64 // permanent, or a temporary one that is Gone
	Gone bool  // the key does not exist any more; else only its login ended
	// Self says that its own client asked for it, over a connection of this
	// node that still has to carry the answer. Never set on other nodes.
	Self bool
}

// Deps is what a Service needs. Zero values of what has a default are replaced
// by it.
type Deps struct {
	Store  store.Store
	Log    *update.Log
	Bus    bus.Bus
	Clock  clock.Clock
	Logger *slog.Logger
	// OnEnd is called on every node for each End, after the commit; the node
	// stops the updates of the key and closes its connections. It must not
	// block. Optional.
	OnEnd func(End)
	// OnLetIn is called on every node when another device has logged somebody in
	// on a permanent key (Login.By), after the commit and once User knows. It must
	// not block. Optional.
	OnLetIn func(perm int64)

	FreshWait   time.Duration // how old a session must be to end others; 0: it may at once
	AutoConfirm time.Duration // when an unconfirmed session counts as confirmed; default 7 days
	IdleKeys    time.Duration // how long keys without a login are kept; default 30 days
	IdleLogins  time.Duration // how long a device that is not used stays logged in; default 365 days
	FlushEvery  time.Duration // how often times of last use are written; default 5 minutes
	PerUser     int           // authorizations of one user; default 100
	Cache       int           // logins cached; default 65,536
}

// Service keeps keys and logins. Safe for concurrent use.
type Service struct {
	deps    Deps
	node    int64 // tells our own events on the bus
	logins  *cache
	touched *touches
	cancel  func()
}

// New makes a Service; Close it.
func New(d Deps) *Service {
	if d.Store == nil || d.Log == nil || d.Bus == nil || d.Clock == nil || d.Logger == nil {
		panic("session: missing dependency")
	}
	if d.OnEnd == nil {
		d.OnEnd = func(End) {}
	}
	if d.OnLetIn == nil {
		d.OnLetIn = func(int64) {}
	}
	orDefault(&d.AutoConfirm, 7*24*time.Hour)
	orDefault(&d.IdleKeys, 30*24*time.Hour)
	orDefault(&d.IdleLogins, 365*24*time.Hour)
	orDefault(&d.FlushEvery, 5*time.Minute)
	orDefault(&d.PerUser, 100)
	orDefault(&d.Cache, 1<<16)
	s := &Service{deps: d, node: id.Int64(), logins: newCache(d.Cache), touched: newTouches()}
	s.cancel = d.Bus.Subscribe(topic, s.heard)
	return s
}

func orDefault[T int | time.Duration](v *T, d T) {
	if *v == 0 {
		*v = d
	}
}

// IdleLogins is how long a device that is not used stays logged in.
func (s *Service) IdleLogins() time.Duration { return s.deps.IdleLogins }

// Close stops listening to the bus. Run flushes when its context ends.
func (s *Service) Close() { s.cancel() }

// topic carries the changes of logins: one for all keys, so that a node hears
// of a key whose connections it holds though its cache forgot the login.
const topic = "keys"

// change is what the bus carries.
type change struct {
	Node int64 `cbor:"1,keyasint"`
	Key  int64 `cbor:"2,keyasint"`
	End  bool  `cbor:"3,keyasint,omitempty"`
	Gone bool  `cbor:"4,keyasint,omitempty"`
	// LetIn says that another device has logged somebody in.
	LetIn bool `cbor:"5,keyasint,omitempty"`
	Self  bool `cbor:"-"`
}

// tell drops key from every node's cache.
func (s *Service) tell(key int64) { s.publish(change{Key: key}) }

// ended tells every node of an End.
func (s *Service) ended(e End) {
	s.publish(change{Key: e.Key, End: true, Gone: e.Gone, Self: e.Self})
}

func (s *Service) publish(c change) {
	c.Node = s.node
	s.apply(c)
	s.deps.Bus.Publish(bus.Event{Topic: topic, Data: store.Encode(c)})
}

func (s *Service) heard(e bus.Event) {
	var c change
	if store.Decode(e.Data, &c) == nil && c.Node != s.node {
		s.apply(c)
	}
}

func (s *Service) apply(c change) {
	s.logins.drop(c.Key)
	if c.End {
		s.deps.OnEnd(End{Key: c.Key, Gone: c.Gone, Self: c.Self})
	}
	if c.LetIn {
		s.deps.OnLetIn(c.Key)
	}
}

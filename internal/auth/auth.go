package auth

import (
	"context"
	"log/slog"
	"time"

	"heliograph/internal/clock"
	"heliograph/internal/lang"
	"heliograph/internal/logx"
	"heliograph/internal/session"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/user"
)

// Sender takes a code to a phone number outside: a short message, a mail, a
// line for the operator. It must not log either.
type Sender interface {
	// Send gets the number as digits. It returns once the code is on its way.
	Send(ctx context.Context, phone string, code logx.Secret) error
}

// Notices writes messages of the service account to a person.
type Notices interface {
	Notify(ctx context.Context, to user.ID, t text.Text) error
}

// Words is what the server says, in every language.
type Words interface{ Words() *lang.Words }

// Joined is told of everyone who signs up, to make them a contact of those who
// have the number
// saved.
type Joined interface {
	Joined(ctx context.Context, who user.ID) error
}

// Users are the people that there are.
type Users interface {
	Create(tx store.Tx, p user.Profile) error
	ByPhone(ctx context.Context, digits string) (user.ID, error)
	Profiles(ctx context.Context, ids ...user.ID) ([]user.Profile, error)
}

// Limits say how often is too often. Zero values are replaced by the defaults.
type Limits struct {
	PhoneBurst    int           // codes for one number in PhoneWindow; default 5
	PhoneWindow   time.Duration // default 10 minutes
	PhoneDay      int           // codes for one number in a day; default 20
	WrongDay      int           // wrong codes for one number in a day; default 25
	Address       int           // codes asked for from one address in AddressWindow; default 60
	AddressWindow time.Duration // default 10 minutes
	Tokens        int           // login tokens asked for from one address in AddressWindow; default 600
}

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Users    Users
	Sessions *session.Service
	Notices  Notices
	Words    Words // optional: what is built in
	Sender   Sender
	Joined   Joined // optional
	Clock    clock.Clock
	Logger   *slog.Logger

	Name           string        // of the server, for texts; default "Heliograph"
	TestNumbers    bool          // 99966XYYYY logs in with XXXXX
	AllowFixedLine bool          // numbers that are not mobile too
	CodeTTL        time.Duration // how long a code is valid; default 5 minutes
	TokenTTL       time.Duration // how long a login token is valid; default 30 seconds
	Limits         Limits
}

// Service lets people in. Safe for concurrent use.
type Service struct {
	deps      Deps
	addresses addresses // by codes
	tokens    addresses
}

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Users == nil || d.Sessions == nil || d.Notices == nil || d.Sender == nil ||
		d.Clock == nil || d.Logger == nil {
		panic("auth: missing dependency")
	}
	if d.Words == nil {
		d.Words = builtin{}
	}
	orDefault(&d.Name, "Heliograph")
	orDefault(&d.CodeTTL, 5*time.Minute)
	orDefault(&d.TokenTTL, 30*time.Second)
	l := &d.Limits
	orDefault(&l.PhoneBurst, 5)
	orDefault(&l.PhoneWindow, 10*time.Minute)
	orDefault(&l.PhoneDay, 20)
	orDefault(&l.WrongDay, 25)
	orDefault(&l.Address, 60)
	orDefault(&l.AddressWindow, 10*time.Minute)
	orDefault(&l.Tokens, 600)
	return &Service{deps: d, addresses: newAddresses(l.Address, l.AddressWindow), tokens: newAddresses(l.Tokens, l.AddressWindow)}
}

func orDefault[T comparable](v *T, d T) {
	var zero T
	if *v == zero {
		*v = d
	}
}

const (
	codeLength = 5
	// maxTries is how often one code may be given wrong.
	maxTries = 5
	// resendAfter is how long a person is asked to wait for a short message.
	resendAfter = time.Minute
	// maxSMS is how often one code is sent outside.
	maxSMS = 2
	// signUpTime is how long a proven code waits for a name.
	signUpTime = 30 * time.Minute
	// activeFor is how long ago a device was used that still counts as at hand.
	activeFor = 30 * 24 * time.Hour
	// deliverTime bounds what a Sender may take.
	deliverTime = 20 * time.Second
)

// Way is how a code travels. The numbers are on disk.
type Way int

// The ways.
const (
	App Way = 1 // as a message of the service account
	SMS Way = 2 // by the Sender
)

// Sent tells of a code that is on its way.
type Sent struct {
	Hash    string // names the code from here on
	Way     Way
	Length  int
	Next    Way           // how it can be sent once more; 0: not at all
	Timeout time.Duration // when to offer that
}

package poll

import (
	"cmp"
	"context"
	"time"

	"heliograph/internal/clock"
	"heliograph/internal/job"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// ID names a poll.
type ID int64

// Poll is a question and how the votes stand.
type Poll struct {
	ID       ID        `cbor:"-"`
	Creator  user.ID   `cbor:"1,keyasint"`
	Date     int64     `cbor:"2,keyasint"` // Unix seconds
	Question text.Text `cbor:"3,keyasint"`
	Answers  []Answer  `cbor:"4,keyasint"`
	Kind     Kind      `cbor:"5,keyasint"`
	Correct  []int     `cbor:"6,keyasint,omitempty"` // of a quiz: places in Answers, in order
	Solution text.Text `cbor:"7,keyasint,omitzero"`  // of a quiz
	Period   int64     `cbor:"8,keyasint,omitempty"` // seconds from Date to Until, if it was asked for so
	Until    int64     `cbor:"9,keyasint,omitempty"` // closed from then on; 0: open until somebody closes it
	Closed   int64     `cbor:"10,keyasint,omitempty"`
	Voters   int       `cbor:"11,keyasint,omitempty"`
	Counts   []int     `cbor:"12,keyasint"`
	Last     int64     `cbor:"13,keyasint,omitempty"` // number of the newest vote
	Recent   []user.ID `cbor:"14,keyasint,omitempty"` // of a public poll: the newest voters
}

// Answer is one of those to choose from. Option is its name to clients.
type Answer struct {
	Text   text.Text `cbor:"1,keyasint"`
	Option []byte    `cbor:"2,keyasint"`
}

// Kind is how one may vote, and what is shown.
type Kind struct {
	Public   bool `cbor:"1,keyasint,omitempty"` // everybody who voted sees who voted what
	Multiple bool `cbor:"2,keyasint,omitempty"` // one may choose several answers
	Quiz     bool `cbor:"3,keyasint,omitempty"` // some answers are right; one votes once
	Once     bool `cbor:"4,keyasint,omitempty"` // one votes once
	Shuffle  bool `cbor:"5,keyasint,omitempty"` // clients show the answers in an order of their own
	Secret   bool `cbor:"6,keyasint,omitempty"` // how others voted is not shown before the end
}

// final says whether a vote cannot be changed.
func (p *Poll) final() bool { return p.Kind.Quiz || p.Kind.Once }

// over says whether the poll is closed at a time (P2).
func (p *Poll) over(now int64) bool { return p.Closed != 0 || p.Until != 0 && now >= p.Until }

// Alarms wake whoever has to look at an owner at a time.
type Alarms interface {
	Set(ctx context.Context, k job.Kind, owner store.Owner, at int64) error
}

// Deps is what a Service needs. Alarms may be nil: then polls that close by the
// time do so all the same, but nobody is told.
type Deps struct {
	Store  store.Store
	Log    *update.Log
	Clock  clock.Clock
	Alarms Alarms
	Limits Limits
}

// Service keeps polls. Safe for concurrent use.
type Service struct {
	store  store.Store
	log    *update.Log
	clock  clock.Clock
	alarms Alarms
	limits Limits
}

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Log == nil || d.Clock == nil {
		panic("poll: missing dependency")
	}
	d.Limits.Answers = min(cmp.Or(d.Limits.Answers, 12), mostAnswers)
	d.Limits.Period = cmp.Or(d.Limits.Period, 730*time.Hour)
	return &Service{store: d.Store, log: d.Log, clock: d.Clock, alarms: d.Alarms, limits: d.Limits}
}

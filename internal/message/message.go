package message

import (
	"context"
	"sync"

	"heliograph/internal/channel"
	"heliograph/internal/clock"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Message is one copy of a message.
type Message struct {
	ID        int       `cbor:"-"`
	Peer      peer.Peer `cbor:"-"` // the chat
	From      user.ID   `cbor:"1,keyasint"`
	Date      int64     `cbor:"2,keyasint"`           // Unix seconds
	Edited    int64     `cbor:"3,keyasint,omitempty"` // of the last edit
	Text      text.Text `cbor:"4,keyasint,omitzero"`
	Reply     *Reply    `cbor:"5,keyasint,omitempty"`
	Forward   *Forward  `cbor:"6,keyasint,omitempty"`
	Other     int       `cbor:"7,keyasint,omitempty"` // id of the other side's copy, 0: there is none
	Silent    bool      `cbor:"8,keyasint,omitempty"`
	NoWebpage bool      `cbor:"9,keyasint,omitempty"`
	Out       bool      `cbor:"10,keyasint,omitempty"` // the box's owner wrote it
	Action    Action    `cbor:"11,keyasint,omitempty"` // of a service message
	Inverted  bool      `cbor:"12,keyasint,omitempty"` // media shown above the text
	Media     *Media    `cbor:"13,keyasint,omitempty"`
	Reactions Reactions `cbor:"14,keyasint,omitempty"`
	Pinned    bool      `cbor:"15,keyasint,omitempty"`
	Preview   *Preview  `cbor:"19,keyasint,omitempty"` // of a message without Media
	Period    int       `cbor:"20,keyasint,omitempty"` // seconds after Date at which it goes; of SetPeriod: what was set
	PeriodBy  user.ID   `cbor:"21,keyasint,omitempty"` // of SetPeriod: whose default it is
	Scheduled bool      `cbor:"22,keyasint,omitempty"` // was written to be sent later

	// In a channel, where all see the same copy; From is who wrote it even where
	// nobody is to know that.
	As     peer.Peer     `cbor:"30,keyasint,omitzero"`  // who it is from, as people see it; zero: From
	Author string        `cbor:"31,keyasint,omitempty"` // the signature of a post
	Note   *channel.Note `cbor:"32,keyasint,omitempty"` // of a service message: what happened
	Named  []Named       `cbor:"33,keyasint,omitempty"` // members who are mentioned or answered
	Rank   string        `cbor:"70,keyasint,omitempty"` // the title of who wrote it, when it was written
	Viewed bool          `cbor:"34,keyasint,omitempty"` // views are counted

	Revised int `cbor:"44,keyasint,omitempty"` // of what a basic group keeps: its pts at the last edit
	Topic   int `cbor:"35,keyasint,omitempty"` // in a forum: the topic it is in, by its first message; zero in that one itself
	// Of a post that a group discusses: its copy there, without an ID as long as it
	// has not been made.
	Comments *Ref `cbor:"36,keyasint,omitempty"`
	// It may not be copied, wherever it is: it came from a channel that protects its
	// posts.
	Protected bool `cbor:"48,keyasint,omitempty"`

	Echo *Echo `cbor:"50,keyasint,omitempty"` // how people have reacted
}

// Named is a member of a channel whom a message mentions or answers.
type Named struct {
	_    struct{} `cbor:",toarray"`
	User user.ID
	Seen bool // the member has seen it
}

// Reply says what a message answers.
type Reply struct {
	ID          int       `cbor:"1,keyasint"` // in this box, 0: the owner has no copy of it
	Quote       text.Text `cbor:"2,keyasint,omitzero"`
	QuoteOffset int       `cbor:"3,keyasint,omitempty"`
	Peer        peer.Peer `cbor:"4,keyasint,omitzero"`  // the chat it is in, zero: the same
	From        *Forward  `cbor:"5,keyasint,omitempty"` // of a message of another chat: who wrote it
	Whole       bool      `cbor:"6,keyasint,omitempty"` // the quote was not chosen: it is all that was written
	Top         int       `cbor:"7,keyasint,omitempty"` // in a channel: the first message of the thread, 0: ID
}

// Forward says where a message was first written.
type Forward struct {
	From      user.ID   `cbor:"1,keyasint,omitempty"`
	Name      string    `cbor:"2,keyasint,omitempty"` // instead of From when that is not to be known
	Date      int64     `cbor:"3,keyasint"`
	SavedPeer peer.Peer `cbor:"4,keyasint,omitzero"` // in Saved Messages: the chat it was forwarded from
	SavedID   int       `cbor:"5,keyasint,omitempty"`
	// In Saved Messages, of what was a forwarded message already: who forwarded it,
	// and when.
	SavedFrom user.ID `cbor:"6,keyasint,omitempty"`
	SavedDate int64   `cbor:"7,keyasint,omitempty"`
	SavedOut  bool    `cbor:"8,keyasint,omitempty"` // the owner did

	Channel peer.Peer `cbor:"9,keyasint,omitzero"`   // instead of From: in whose name it was written
	Post    int       `cbor:"10,keyasint,omitempty"` // which of the posts of Channel it is, 0: none
	Author  string    `cbor:"11,keyasint,omitempty"` // the signature of the post
	SavedAs peer.Peer `cbor:"12,keyasint,omitzero"`  // instead of SavedFrom, likewise
}

// Action is what a service message tells. The numbers are on disk.
type Action int

// The actions.
const (
	NoAction      Action = 0
	HistoryClear  Action = 1
	ContactSignUp Action = 2
	PinMessage    Action = 8  // the pinned one is what it replies to
	TodoTicked    Action = 10 // Media.Ticked; it answers the list
	TodoAdded     Action = 11 // Media.Added; it answers the list
	SetPeriod     Action = 16
)

// Users is what message needs to know of users.
type Users interface {
	// Profiles returns one profile for each id, with ID 0 where there is none.
	Profiles(ctx context.Context, ids ...user.ID) ([]user.Profile, error)
	// ByUsername is who carries a name, the zero Peer when nobody does.
	ByUsername(ctx context.Context, name string) (peer.Peer, error)
}

// Service sends, shows, changes and removes messages. Safe for concurrent use.
type Service struct {
	store    store.Store
	log      *update.Log
	users    Users
	phones   Phones
	polls    Polls
	previews Previews
	clock    clock.Clock
	index    Index
	alarms   Alarms
	privacy  Privacy
	limits   Limits
	views    told
	fans     *fans
	slots    chan struct{} // places of groups that are copied
	acts     sync.Map      // *update.Tx: its timers, in Spread
}

// Deps is what a Service needs; Index may be nil where nothing is searched for,
// Alarms where no message goes by itself, Privacy where nobody hides anything,
// Phones where nobody's number is known, Polls and Previews where there are none.
type Deps struct {
	Store    store.Store
	Log      *update.Log
	Users    Users
	Phones   Phones
	Polls    Polls
	Previews Previews
	Clock    clock.Clock
	Index    Index
	Alarms   Alarms
	Privacy  Privacy
	Limits   Limits
}

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Log == nil || d.Users == nil || d.Clock == nil {
		panic("message: missing dependency")
	}
	if d.Index == nil {
		d.Index = unfound{}
	}
	if d.Privacy == nil {
		d.Privacy = public{}
	}
	if d.Alarms == nil {
		d.Alarms = unset{}
	}
	if d.Phones == nil {
		d.Phones = phoneless{}
	}
	if d.Polls == nil {
		d.Polls = pollless{}
	}
	if d.Previews == nil {
		d.Previews = pageless{}
	}
	return &Service{
		store: d.Store, log: d.Log, users: d.Users, phones: d.Phones, polls: d.Polls, previews: d.Previews, clock: d.Clock, index: d.Index,
		alarms: d.Alarms, privacy: d.Privacy, limits: d.Limits.orDefault(),
		fans: newFans(), slots: make(chan struct{}, groups),
	}
}

// Change is what a request did to the actor's box.
type Change struct {
	Events   []update.Event
	Messages []Message // the new state of those that the events name
}

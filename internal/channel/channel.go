package channel

import (
	"cmp"
	"context"
	"strconv"

	"heliograph/internal/clock"
	"heliograph/internal/peer"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// ID names a channel.
type ID int64

// Owner is the store owner of the channel's box.
func (id ID) Owner() store.Owner { return id.Peer().Owner() }

// String is for logs.
func (id ID) String() string { return strconv.FormatInt(int64(id), 10) }

// Channel is a supergroup, a channel in which only admins write, or a basic group.
type Channel struct {
	ID        ID        `cbor:"-"`
	Title     string    `cbor:"1,keyasint"`
	About     string    `cbor:"2,keyasint,omitempty"`
	Broadcast bool      `cbor:"3,keyasint,omitempty"`
	Created   int64     `cbor:"4,keyasint"`           // Unix seconds
	Owner     user.ID   `cbor:"5,keyasint,omitempty"` // 0: its account is gone
	Username  string    `cbor:"6,keyasint,omitempty"`
	Default   right.Ban `cbor:"7,keyasint,omitempty"` // what members may not do
	Deleted   bool      `cbor:"8,keyasint,omitempty"`

	Members    int `cbor:"9,keyasint,omitempty"`
	Admins     int `cbor:"10,keyasint,omitempty"` // the owner among them
	Restricted int `cbor:"11,keyasint,omitempty"`
	Banned     int `cbor:"12,keyasint,omitempty"`

	Signatures    bool `cbor:"13,keyasint,omitempty"` // posts say who wrote them
	Profiles      bool `cbor:"14,keyasint,omitempty"` // and link to them
	HiddenHistory bool `cbor:"15,keyasint,omitempty"` // who joins sees what comes from then on
	HiddenMembers bool `cbor:"16,keyasint,omitempty"`
	JoinToSend    bool `cbor:"17,keyasint,omitempty"`
	JoinRequest   bool `cbor:"18,keyasint,omitempty"`
	NoForwards    bool `cbor:"19,keyasint,omitempty"`
	Forum         bool `cbor:"20,keyasint,omitempty"`
	Antispam      bool `cbor:"21,keyasint,omitempty"`
	Slow          int  `cbor:"22,keyasint,omitempty"` // seconds between messages of a member

	Linked   ID    `cbor:"23,keyasint,omitempty"` // its discussion group, or the channel that this one discusses
	FromChat int64 `cbor:"24,keyasint,omitempty"` // the basic group that it was
	FromMax  int   `cbor:"25,keyasint,omitempty"` // and the group's newest message
	Log      int   `cbor:"26,keyasint,omitempty"` // number of the newest entry of the admin log

	Pending int `cbor:"40,keyasint,omitempty"` // who wait to be let in

	To      ID  `cbor:"50,keyasint,omitempty"` // the supergroup that a basic group has become
	Version int `cbor:"51,keyasint,omitempty"` // of a basic group: grows with each change of its members

	Tabs   bool `cbor:"60,keyasint,omitempty"` // clients show the topics of a forum as tabs
	Parted int  `cbor:"61,keyasint,omitempty"` // from which message on it has topics, or would if it were a forum again; 0: it never was one
	Topics int  `cbor:"62,keyasint,omitempty"` // but for General

	Reactions Reactions `cbor:"70,keyasint,omitzero"`
	Period    int       `cbor:"71,keyasint,omitempty"` // seconds after which messages go, 0: they stay
}

// Public says whether anybody may look at the channel and join it.
func (c *Channel) Public() bool { return c.Username != "" }

// Notes writes what happens to a channel into its history, in the transaction of
// the change, and tells the channel's log; origin is the session that has it by the
// answer to its request.
type Notes interface {
	Note(tx *update.Tx, c *Channel, n Note, origin int64) (update.Event, error)
	// Left takes away what is kept of messages for a member who has left.
	Left(tx *update.Tx, id ID, who user.ID) error
}

// NoteKind says what a Note tells. The numbers are on disk: they are those of the
// actions of messages.
type NoteKind int

// The kinds of notes.
const (
	Created      NoteKind = 32 // Text: the title, Users: of a basic group, who is in it
	Joined       NoteKind = 33 // Users, added by somebody or by themselves
	JoinedByLink NoteKind = 34 // By, invited by Users[0]
	JoinedByAsk  NoteKind = 35 // By, whom an admin let in
	Left         NoteKind = 36 // Users[0], by themselves or removed
	Titled       NoteKind = 37 // Text
	Migrated     NoteKind = 38 // Chat, Text: from a basic group
	TopicCreated NoteKind = 39 // Text, Color
	TopicEdited  NoteKind = 40 // Topic; Text, Closed and Hidden as far as they changed
	Became       NoteKind = 48 // Chat: the supergroup that a basic group is from now on
)

// Note is what the history of a channel tells of a change.
type Note struct {
	Kind  NoteKind  `cbor:"1,keyasint"`
	By    user.ID   `cbor:"-"` // who did it: the author of the message
	Users []user.ID `cbor:"2,keyasint,omitempty"`
	Text  string    `cbor:"3,keyasint,omitempty"`
	Chat  int64     `cbor:"4,keyasint,omitempty"`

	Topic  int   `cbor:"10,keyasint,omitempty"` // that was edited
	Color  int   `cbor:"11,keyasint,omitempty"` // of the icon of a new topic
	Closed *bool `cbor:"12,keyasint,omitempty"` // what became of a topic
	Hidden *bool `cbor:"13,keyasint,omitempty"`
	Unsaid bool  `cbor:"14,keyasint,omitempty"` // who did it is not to be known
	Random int64 `cbor:"-"`                     // random_id of the request, 0: none
	Said   bool  `cbor:"-"`                     // an anonymous admin wants it known
}

// Limits of channels; zero values are the defaults.
type Limits struct {
	Members int // of a supergroup: 200,000; a channel has none
	Group   int // members of a basic group: 200
	Admins  int // 50
	Invite  int // people in one request: 100
	Owned   int // public channels that one person has: 500
	Joined  int // channels that one person is in: 2,000
	Title   int // characters: 128
	About   int // characters: 255
	Topics  int // of a forum: 10,000
}

// Deps is what a Service needs; Notes may be nil where no history is kept, Names
// where no channel has a username, Privacy where everybody lets everybody, Followers
// where there are no copies of basic groups, Presence where nobody is online.
type Deps struct {
	Store   store.Store
	Log     *update.Log
	Clock   clock.Clock
	Notes   Notes
	Names   Names
	Privacy Privacy
	Limits  Limits

	Presence  Presence
	Followers Followers
}

// Privacy knows what people let others do.
type Privacy interface {
	// MayInvite says whether who lets by add them to groups and channels.
	MayInvite(ctx context.Context, by, who user.ID) (bool, error)
}

// Names is the directory of usernames.
type Names interface {
	// CheckChatUsername says whether a chat could take name. Faults:
	// USERNAME_INVALID, USERNAME_OCCUPIED.
	CheckChatUsername(ctx context.Context, chat peer.Peer, name string) error
	// TakeUsername runs fn, which has a chat carry name, in a transaction of the
	// chat's box in which the directory says the same. Faults: as above.
	TakeUsername(ctx context.Context, chat peer.Peer, name string, fn func(*update.Tx) error) error
	// FreeUsername lets go of a name that chat does not carry any more.
	FreeUsername(ctx context.Context, chat peer.Peer, name string) error
}

// Service makes, shows and changes channels. Safe for concurrent use.
type Service struct {
	store   store.Store
	log     *update.Log
	clock   clock.Clock
	notes   Notes
	names   Names
	privacy Privacy
	limits  Limits

	presence  Presence
	onlines   onlines
	followers Followers
}

// New makes a Service.
func New(d Deps) *Service {
	if d.Store == nil || d.Log == nil || d.Clock == nil {
		panic("channel: missing dependency")
	}
	if d.Notes == nil {
		d.Notes = silent{}
	}
	if d.Privacy == nil {
		d.Privacy = open{}
	}
	if d.Presence == nil {
		d.Presence = open{}
	}
	if d.Followers == nil {
		d.Followers = alone{d.Log}
	}
	l := d.Limits
	l.Group = cmp.Or(l.Group, 200)
	l.Members = cmp.Or(l.Members, 200_000)
	l.Admins = cmp.Or(l.Admins, 50)
	l.Invite = cmp.Or(l.Invite, 100)
	l.Joined = cmp.Or(l.Joined, 2000)
	l.Owned = cmp.Or(l.Owned, 500)
	l.Title = cmp.Or(l.Title, 128)
	l.About = cmp.Or(l.About, 255)
	l.Topics = cmp.Or(l.Topics, 10_000)
	return &Service{store: d.Store, log: d.Log, clock: d.Clock, notes: d.Notes, names: d.Names, privacy: d.Privacy, limits: l, presence: d.Presence, followers: d.Followers}
}

// silent is for where no history is kept.
type silent struct{}

func (silent) Note(*update.Tx, *Channel, Note, int64) (update.Event, error) {
	return update.Event{}, nil
}

func (silent) Left(*update.Tx, ID, user.ID) error { return nil }

// open is for where everybody lets everybody, and nobody is online.
type open struct{}

func (open) MayInvite(context.Context, user.ID, user.ID) (bool, error) { return true, nil }
func (open) Online(context.Context, user.ID, []user.ID) (int, error)   { return 0, nil }
func (open) AnyOnline([]user.ID) int                                   { return 0 }

// Change is what a request did: the events of the channel's log and those of the
// actor's own; of a basic group only these.
type Change struct {
	Channel Channel
	Events  []update.Event
	Missing []user.ID // who was to be in a new basic group and does not let the actor
}

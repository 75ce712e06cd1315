package update

import "heliograph/internal/peer"

// Kind says what happened. The numbers are on disk.
type Kind int

// Events that take part in pts.
const (
	NewMessage     Kind = 1 // Peer, ID; Random of the sender's own copy
	EditMessage    Kind = 2 // Peer, ID
	DeleteMessages Kind = 3 // Peer, IDs
	ReadInbox      Kind = 4 // Peer, Max, Unread
	ReadOutbox     Kind = 5 // Peer, Max
	FolderPeers    Kind = 6 // Data: encoded by archive

	PinnedMessages Kind = 16 // Peer, IDs, Flag
	ReadContents   Kind = 17 // IDs
	WebPage        Kind = 18 // Peer, ID: a message that waited for its page; Max: the page's number, Flag: there is one
)

// Events without a pts of their own: the new state is read when they are shown.
const (
	Draft            Kind = 32 // Peer
	DialogPinned     Kind = 33 // Peer, Flag
	PinnedOrder      Kind = 34 // all pinned dialogs in their order
	DialogUnread     Kind = 35 // Peer, Flag
	Profile          Kind = 36 // Peer: a user whose name, username or phone changed
	PeerSettings     Kind = 37 // Peer
	ContactsReset    Kind = 38
	NewAuthorization Kind = 39 // Data: encoded by session
	NotifySettings   Kind = 40 // encoded and read by notify
	Folder           Kind = 41 // ID: a folder that was changed or removed
	FolderOrder      Kind = 42 // all folders in their order
	Folders          Kind = 43 // something that concerns all folders

	Reactions       Kind = 48 // Peer, ID: of a message; IDs: in a channel, who reacted
	RecentReactions Kind = 49
	SavedPinned     Kind = 50 // Peer: of a part of Saved Messages, Flag
	SavedOrder      Kind = 51 // all pinned parts of Saved Messages in their order
	SavedTags       Kind = 52
	NewScheduled    Kind = 57 // Peer, ID: of a queued message; Random of the request that made it
	DeleteScheduled Kind = 58 // Peer, IDs; Data: encoded by schedule
	Channel         Kind = 59 // Peer: a channel that is not what it was, to all or to the owner of the box; Max: who joined it did so after this pts
	MemberCame      Kind = 53 // Peer: who is in the channel from here on; in its log, shown to nobody. Max: how many older messages of a basic group they are given, ID: the newest of those
	MemberLeft      Kind = 54 // Peer: who is not, from here on; Flag: with no copies of a basic group
	Members         Kind = 44 // Peer: a basic group whose members are others, or have other rights
	Rights          Kind = 45 // Peer: a basic group in which members may do something else
	Privacy         Kind = 60 // Data: encoded by privacy
	PeerBlocked     Kind = 61 // Peer, Flag: is blocked, Max: 1 is kept from stories
	JoinRequests    Kind = 47 // Peer, Max: how many wait to be let into a channel, IDs: the admins who are told, Data: users who wait
	ReadThread      Kind = 82 // Peer, ID: the first message of a thread, Max, Unread; Data: the post that is discussed there, encoded by message
	ReadThreadOut   Kind = 83 // Peer, ID, Max: somebody has read the thread up to there; in the channel's log
	ReadChannel     Kind = 62 // Peer, Max, Unread; ID: the channel's pts
	ReadChannelOut  Kind = 63 // Peer, Max: somebody has read the channel up to there; in its log
	SeenPosts       Kind = 55 // Peer, IDs: messages of a channel of which the owner of the box has seen everything
	PinnedTopic     Kind = 80 // Peer, ID: a topic, Flag: it is pinned; in the channel's log
	ForumView       Kind = 87 // Peer: a forum, Flag: it is shown as one row of messages
	PinnedTopics    Kind = 81 // Peer, IDs: all pinned topics in their order; likewise
	Available       Kind = 84 // Peer, Max: of a channel only later messages are there for the owner of the box
	Period          Kind = 56 // Peer, Max: seconds after which messages of the chat go, 0: they stay
)

// Ephemeral events: never in the log.
const (
	Typing   Kind = 64 // Peer: who types, or the group in which ID does, Flag: namelessly; Data: the action
	Presence Kind = 65 // Peer: whose status changed; Data: encoded by presence. Flag, without Data: who may see it changed
	Views    Kind = 67 // Peer, ID: a post that was seen or forwarded; Max: how often seen, Unread: how often forwarded
	Poll     Kind = 66 // a poll whose votes changed; Data: encoded by poll
)

// Event is one entry of a log, or an ephemeral event. Which fields count is
// said at its kind.
type Event struct {
	Kind   Kind      `cbor:"1,keyasint"`
	Peer   peer.Peer `cbor:"2,keyasint,omitzero"`
	ID     int       `cbor:"3,keyasint,omitempty"`
	IDs    []int     `cbor:"4,keyasint,omitempty"`
	Max    int       `cbor:"5,keyasint,omitempty"`
	Unread int       `cbor:"6,keyasint,omitempty"`
	Flag   bool      `cbor:"7,keyasint,omitempty"`
	Random int64     `cbor:"8,keyasint,omitempty"` // random_id of the request that made the message
	Date   int64     `cbor:"9,keyasint,omitempty"` // Unix seconds; set by Append
	Data   []byte    `cbor:"10,keyasint,omitempty"`
	Origin int64     `cbor:"12,keyasint,omitempty"` // the session that knows of it by the answer to its request
	Count  int       `cbor:"11,keyasint,omitempty"` // how far pts moved: set by Append, 0 without pts

	At Position `cbor:"-"` // set by Append and when read

	// Value is what the event is about, as it was when it happened, for whoever
	// shows it at once; nil in an event that was read from the log. Not to be
	// changed.
	Value any `cbor:"-"`
}

// Position is a place in a log: after the event with these numbers.
type Position struct {
	Pts int
	Sub int // 0 for events with a pts; then 1, 2 … until the next
}

// Before says whether p comes earlier than q.
func (p Position) Before(q Position) bool {
	return p.Pts < q.Pts || p.Pts == q.Pts && p.Sub < q.Sub
}

// count is how far an event moves pts.
func (e *Event) count() int {
	switch {
	case e.Kind == DeleteMessages, e.Kind == ReadContents:
		return len(e.IDs)
	case e.Kind < Draft:
		return 1
	}
	return 0
}

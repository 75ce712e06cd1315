package channel

import (
	"context"
	"slices"

	"heliograph/internal/peer"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// General is the topic that every forum has: what is written to no other is in it.
const General = 1

// general is what it is called until somebody names it otherwise.
const general = "General"

// Topic is a part of a forum with a history of its own
// (https://core.telegram.org/api/forum).
type Topic struct {
	ID     int       `cbor:"-"` // the message that tells of its making; General
	Title  string    `cbor:"1,keyasint,omitempty"`
	Color  int       `cbor:"2,keyasint,omitempty"` // of its icon: RGB
	By     user.ID   `cbor:"3,keyasint,omitempty"` // who made it
	As     peer.Peer `cbor:"4,keyasint,omitzero"`  // in whose name, as people see it; zero: By
	Date   int64     `cbor:"5,keyasint,omitempty"` // Unix seconds
	Closed bool      `cbor:"6,keyasint,omitempty"` // only who made it and who may manage topics write to it
	Hidden bool      `cbor:"7,keyasint,omitempty"` // General alone
	Gone   bool      `cbor:"8,keyasint,omitempty"` // it is deleted, and not all of its messages are yet
	Pinned bool      `cbor:"-"`                    // only in what a Service or LoadTopics returns
}

// MaxPinnedTopics is how many topics of a forum can be pinned.
const MaxPinnedTopics = 5

// colors are those that icons of topics may have.
var colors = []int{0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F}

func topicKey(id int) store.Key { return store.K('P').Int(int64(id)) }

// pinnedTopicsKey has the ids of the pinned topics in their order.
var pinnedTopicsKey = store.K('Z')

// LoadTopic reads a topic; found is false when there is none, or none any more.
func LoadTopic(r store.Reader, c *Channel, id int) (t Topic, found bool, err error) {
	ts, err := LoadTopics(r, c, id)
	if err != nil || ts[0].ID == 0 || ts[0].Gone {
		return Topic{ID: id}, false, err
	}
	return ts[0], true, nil
}

// LoadTopics reads topics: one with ID 0 for each that there is not, and one that
// is Gone for each that is being deleted.
func LoadTopics(r store.Reader, c *Channel, ids ...int) ([]Topic, error) {
	refs := make([]store.Ref, len(ids))
	for i, id := range ids {
		refs[i] = store.Ref{Owner: c.ID.Owner(), Key: topicKey(id)}
	}
	pinned, err := PinnedTopics(r, c.ID)
	if err != nil {
		return nil, err
	}
	vs, err := r.GetMany(refs...)
	if err != nil {
		return nil, err
	}
	out := make([]Topic, len(ids))
	for i, id := range ids {
		switch {
		case vs[i] != nil:
			if err := store.Decode(vs[i], &out[i]); err != nil {
				return nil, err
			}
		case id == General && c.Parted != 0:
			out[i] = c.general()
		default:
			continue
		}
		out[i].ID, out[i].Pinned = id, slices.Contains(pinned, id)
	}
	return out, nil
}

// Parts is those of some topics that there are, none of what is no forum.
func (s *Service) Parts(ctx context.Context, id ID, ids ...int) ([]Topic, error) {
	var out []Topic
	err := s.store.View(ctx, func(r store.Reader) error {
		out = nil
		c, found, err := Load(r, id)
		if err != nil || !found || !c.Forum {
			return err
		}
		ts, err := LoadTopics(r, &c, ids...)
		out = slices.DeleteFunc(ts, func(t Topic) bool { return t.ID == 0 || t.Gone })
		return err
	})
	return out, err
}

// AllTopics is the topics of a channel by their age, General first.
func AllTopics(r store.Reader, c *Channel) ([]Topic, error) {
	rows, err := r.Scan(c.ID.Owner(), topicKey(General+1), store.K('P').End(), false, 0) // bounded: see CreateTopic
	if err != nil {
		return nil, err
	}
	out, err := LoadTopics(r, c, General)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		t := Topic{ID: int(store.IntAt(row.Key, 1))}
		if err := store.Decode(row.Value, &t); err != nil {
			return nil, err
		}
		if !t.Gone {
			out = append(out, t)
		}
	}
	return out, nil
}

// general is the General topic as long as nobody has changed it. Nobody made it.
func (c *Channel) general() Topic {
	return Topic{ID: General, Title: general, Color: colors[0], As: c.ID.Peer(), Date: c.Created}
}

func saveTopic(tx store.Tx, c ID, t *Topic) { tx.Put(c.Owner(), topicKey(t.ID), store.Encode(t)) }

// PinnedTopics is the ids of the pinned topics in their order.
func PinnedTopics(r store.Reader, id ID) (ids []int, err error) {
	_, err = store.Load(r, id.Owner(), pinnedTopicsKey, &ids)
	return ids, err
}

func savePinnedTopics(tx store.Tx, id ID, ids []int) {
	if len(ids) == 0 {
		tx.Delete(id.Owner(), pinnedTopicsKey)
		return
	}
	tx.Put(id.Owner(), pinnedTopicsKey, store.Encode(&ids))
}

// Manages says whether o may change, close and reopen a topic: who has the right,
// and who made it.
func (o *Access) Manages(t *Topic) bool {
	_, all := o.Stand.Topics()
	return all || o.Me.In && t.ID != General && t.By == o.Me.User
}

// NeedsForum refuses what is no forum. Faults: CHANNEL_PRIVATE,
// CHANNEL_FORUM_MISSING.
func (o *Access) NeedsForum() error {
	switch {
	case !o.Sees():
		return errPrivate
	case !o.Forum:
		return errNoForum
	}
	return nil
}

// Part is a topic of the forum; one that is being deleted is Gone. Faults: those of
// NeedsForum, TOPIC_ID_INVALID.
func (o *Access) Part(r store.Reader, id int) (Topic, error) {
	if err := o.NeedsForum(); err != nil {
		return Topic{}, err
	}
	ts, err := LoadTopics(r, &o.Channel, id)
	if err == nil && ts[0].ID == 0 {
		err = errTopic
	}
	if err != nil {
		return Topic{}, err
	}
	return ts[0], nil
}

// MayWriteTo says whether o, who may write, may write to a topic: of a forum,
// nobody but who manages it writes to a closed one; gone says that there is no
// message with that id any more. Faults: TOPIC_CLOSED, TOPIC_DELETED,
// TOPIC_ID_INVALID for what never was one.
func (o *Access) MayWriteTo(r store.Reader, id int, gone bool) error {
	ts, err := LoadTopics(r, &o.Channel, id)
	switch t := ts[0]; {
	case err != nil:
		return err
	case t.Gone, t.ID == 0 && gone:
		return errTopicDeleted
	case t.ID == 0:
		return errTopic
	case o.Forum && t.Closed && !o.Manages(&t):
		return errTopicClosed
	}
	return nil
}

// TopicDraft is a topic to be made.
type TopicDraft struct {
	Title  string
	Color  int // one of six; another one is the first of them
	Random int64
	As     peer.Peer // in whose name: the actor's own, or that of the group for an anonymous admin; zero: as the actor writes there
}

// CreateTopic makes a topic; its id is that of the message of the first event. A
// retry with the same random id makes no second one. Faults: CHANNEL_PRIVATE,
// CHANNEL_FORUM_MISSING, CHAT_ADMIN_REQUIRED, TOPIC_TITLE_EMPTY, RANDOM_ID_EMPTY,
// RANDOM_ID_INVALID, SEND_AS_PEER_INVALID, CHANNEL_TOO_LARGE when there are too many. The actor's box is
// written, too, which notes that the actor has read the topic.
func (s *Service) CreateTopic(ctx context.Context, a user.Actor, id ID, d TopicDraft) (Change, error) {
	title, err := s.topicTitle(d.Title)
	switch {
	case err != nil:
		return Change{}, err
	case d.Random == 0:
		return Change{}, errRandom
	case !slices.Contains(colors, d.Color):
		d.Color = colors[0]
	}
	return s.act(ctx, a, id, func(x *act) error {
		if err := x.NeedsForum(); err != nil {
			return err
		}
		if may, _ := x.Stand.Topics(); !may {
			return errAdmin
		}
		as, err := x.voice(d.As)
		if err != nil {
			return err
		}
		once, err := x.box.Once(d.Random)
		switch {
		case err != nil:
			return err
		case once.ID != 0:
			return x.madeBefore(once, d.Random)
		case x.Topics >= x.s.limits.Topics:
			return errTopics
		}
		x.Topics++
		if err := x.note(Note{Kind: TopicCreated, Text: title, Color: d.Color, Random: d.Random, Said: as.IsZero()}); err != nil {
			return err
		}
		t := Topic{ID: x.out.Events[0].ID, Title: title, Color: d.Color, By: a.ID, As: as, Date: x.tx.Now()}
		saveTopic(x.tx, id, &t)
		return x.record(Entry{Kind: LogTopicMade, Is: t.log()})
	}, a.ID)
}

// voice is in whose name the actor acts who asks for as, zero for the own one.
// Fault: SEND_AS_PEER_INVALID.
func (x *act) voice(as peer.Peer) (peer.Peer, error) {
	unsaid := x.Stand.Has(right.Anonymous)
	switch {
	case as == x.a.ID.Peer(), as.IsZero() && !unsaid:
		return peer.Peer{}, nil
	case unsaid && (as.IsZero() || as == x.ID.Peer()):
		return x.ID.Peer(), nil
	}
	return as, errVoice
}

// madeBefore answers a repeated request.
func (x *act) madeBefore(once update.Once, random int64) error {
	t, found, err := LoadTopic(x.tx, &x.Channel, once.ID)
	switch {
	case err != nil:
		return err
	case !found || t.By != x.a.ID:
		return errRandomUsed
	}
	x.out.Events = append(x.out.Events, update.Event{
		Kind: update.NewMessage, Peer: x.ID.Peer(), ID: once.ID, Random: random, Date: t.Date, Count: 1, At: update.Position{Pts: once.Pts},
	})
	return nil
}

// topicTitle is the title of a topic as it is stored; one that is too long is cut.
func (s *Service) topicTitle(t string) (string, error) {
	t, err := s.title(t)
	if err != nil {
		err = errTopicTitle
	}
	return t, err
}

// log is a topic as the admin log keeps it.
func (t Topic) log() Logged { return Logged{Topic: &t, Number: int64(t.ID)} }

package channel

import (
	"context"
	"slices"
	"strings"

	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/user"
)

// kept is for how many seconds the admin log keeps an entry, and maxTrim how many
// old ones a new one takes away.
const (
	kept    = 48 * 3600
	maxTrim = 100
)

// LogKind says what an entry of the admin log is about. The numbers are on disk.
type LogKind int

// The kinds of entries.
const (
	LogTitle         LogKind = 1 // Was, Is: Text
	LogAbout         LogKind = 2
	LogUsername      LogKind = 3
	LogInvites       LogKind = 4 // Is.Flag: members may add people
	LogSignatures    LogKind = 5 // Is.Flag
	LogPinned        LogKind = 6 // Message
	LogEdited        LogKind = 7 // Before, Message
	LogDeleted       LogKind = 8 // Message
	LogJoined        LogKind = 9
	LogLeft          LogKind = 10
	LogInvited       LogKind = 11 // User
	LogBanned        LogKind = 12 // User, Was, Is
	LogAdmin         LogKind = 13 // User, Was, Is
	LogHidden        LogKind = 14 // Is.Flag: new members do not see what was before
	LogDefault       LogKind = 15 // Was, Is: Ban
	LogPoll          LogKind = 16 // Message: a poll that was closed
	LogLinked        LogKind = 17 // Was, Is: Number
	LogSlow          LogKind = 18 // Was, Is: Number
	LogJoinedByLink  LogKind = 19 // Text: the link
	LogLinkDeleted   LogKind = 20 // Text: the link
	LogLinkRevoked   LogKind = 21 // Text: the link
	LogLinkEdited    LogKind = 22 // Text: the link
	LogPeriod        LogKind = 23 // Was, Is: Number
	LogJoinedByAsk   LogKind = 24 // Text: the link
	LogNoForwards    LogKind = 25 // Is.Flag
	LogSent          LogKind = 26 // Message
	LogForum         LogKind = 27 // Is.Flag
	LogTopicMade     LogKind = 28 // Is: Topic
	LogTopicEdited   LogKind = 29 // Was, Is: Topic
	LogTopicDeleted  LogKind = 30 // Was: Topic
	LogTopicPinned   LogKind = 31 // Is: Topic that was pinned, or Was: that was unpinned
	LogAntispam      LogKind = 32 // Is.Flag
	LogProfiles      LogKind = 33 // Is.Flag
	LogReactions     LogKind = 34
	LogHiddenMembers LogKind = 35 // Is.Flag
	LogRank          LogKind = 44 // User; Was, Is: Text
	LogSilenced      LogKind = 40 // Number: a channel; Was, Is: Ban
)

// Logged is what something was before an act, or is after it.
type Logged struct {
	Text    string      `cbor:"1,keyasint,omitempty"`
	Number  int64       `cbor:"2,keyasint,omitempty"`
	Flag    bool        `cbor:"3,keyasint,omitempty"`
	Ban     right.Ban   `cbor:"4,keyasint,omitempty"`
	Member  *Member     `cbor:"5,keyasint,omitempty"` // with User of the entry
	Message []byte      `cbor:"6,keyasint,omitempty"` // encoded by message
	Admin   right.Admin `cbor:"7,keyasint,omitempty"`
	Invite  *Invite     `cbor:"20,keyasint,omitempty"` // whose Hash is Text
	Topic   *Topic      `cbor:"30,keyasint,omitempty"` // whose ID is Number
}

// log is a member as the admin log keeps it.
func (m Member) log() Logged { return Logged{Member: &m} }

// Entry is one act of an admin.
type Entry struct {
	ID   int     `cbor:"-"`
	Kind LogKind `cbor:"1,keyasint"`
	By   user.ID `cbor:"2,keyasint"`
	At   int64   `cbor:"3,keyasint"`           // Unix seconds
	User user.ID `cbor:"4,keyasint,omitempty"` // whom it is about
	Was  Logged  `cbor:"5,keyasint,omitzero"`
	Is   Logged  `cbor:"6,keyasint,omitzero"`
}

func entryKey(n int) store.Key { return store.K('L').Int(int64(n)) }

// record writes an act of the actor into the admin log (C5). Basic groups have none.
func (x *act) record(e Entry) error {
	if x.Basic() {
		return nil
	}
	e.By = x.a.ID
	return Record(x.tx, &x.Channel, e, x.tx.Now())
}

// Record writes an entry into the admin log of a channel, which the caller saves,
// and takes away such as are too old.
func Record(tx store.Tx, c *Channel, e Entry, now int64) error {
	box := c.ID.Owner()
	c.Log++
	e.At = now
	old, err := tx.Scan(box, entryKey(0), entryKey(c.Log), false, maxTrim)
	if err != nil {
		return err
	}
	for _, row := range old {
		var o Entry
		if err := store.Decode(row.Value, &o); err != nil {
			return err
		}
		if o.At+kept > now {
			break
		}
		tx.Delete(box, row.Key)
	}
	tx.Put(box, entryKey(c.Log), store.Encode(&e))
	return nil
}

// LogQuery asks for a page of the admin log, newest first.
type LogQuery struct {
	Text   string // a word of it, empty: any
	Kinds  []LogKind
	Admins []user.ID // by whom, none: anybody
	Max    int       // only entries with lower numbers, 0: all
	Min    int       // only entries with higher numbers
	Limit  int
	// Match says of which users the name has the text; nil: of none.
	Match func(ctx context.Context, ids []user.ID) ([]bool, error)
}

// maxLog is how many entries a page of the admin log has.
const maxLog = 100

// Entries is a page of the admin log of the last 48 hours. Faults:
// CHANNEL_PRIVATE, CHAT_ADMIN_REQUIRED.
func (s *Service) Entries(ctx context.Context, a user.Actor, id ID, q LogQuery) ([]Entry, error) {
	var out []Entry
	limit := min(max(q.Limit, 1), maxLog)
	for below := max(q.Max, 0); ; {
		some, err := s.entries(ctx, a, id, q.Min, below)
		if err != nil {
			return nil, err
		}
		named, err := q.named(ctx, some)
		if err != nil {
			return nil, err
		}
		for i := range some {
			if below = some[i].ID; q.wants(&some[i], named) {
				if out = append(out, some[i]); len(out) == limit {
					return out, nil
				}
			}
		}
		if len(some) < maxLog {
			return out, nil
		}
	}
}

// entries is up to maxLog entries with numbers between two, newest first; 0 for no
// bound.
func (s *Service) entries(ctx context.Context, a user.Actor, id ID, above, below int) ([]Entry, error) {
	var out []Entry
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) error {
		out = nil
		c, err := Enter(r, id, a.ID, now)
		if err != nil {
			return err
		}
		if !c.Stand.Admins() {
			return errAdmin
		}
		from, to := entryKey(max(above, 0)+1), store.K('L').End()
		if below > 0 {
			to = entryKey(below)
		}
		rows, err := r.Scan(id.Owner(), from, to, true, maxLog)
		if err != nil {
			return err
		}
		for _, row := range rows {
			e := Entry{ID: int(store.IntAt(row.Key, 1))}
			if err := store.Decode(row.Value, &e); err != nil {
				return err
			}
			if e.At+kept <= now {
				return nil
			}
			out = append(out, e)
		}
		return nil
	})
	return out, err
}

// named is those whom some entries are about, or by, whose names have the text.
func (q *LogQuery) named(ctx context.Context, es []Entry) (map[user.ID]bool, error) {
	if q.Text == "" || q.Match == nil {
		return nil, nil
	}
	var ids []user.ID
	for i := range es {
		ids = append(ids, es[i].By)
		if es[i].User != 0 {
			ids = append(ids, es[i].User)
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	ok, err := q.Match(ctx, ids)
	out := map[user.ID]bool{}
	for i := range ok {
		out[ids[i]] = ok[i]
	}
	return out, err
}

// wants says whether an entry is one that was asked for.
func (q *LogQuery) wants(e *Entry, named map[user.ID]bool) bool {
	if len(q.Kinds) > 0 && !slices.Contains(q.Kinds, e.Kind) || len(q.Admins) > 0 && !slices.Contains(q.Admins, e.By) {
		return false
	}
	if q.Text == "" {
		return true
	}
	t := strings.ToLower(q.Text)
	for _, s := range []string{e.Was.Text, e.Is.Text} {
		if strings.Contains(strings.ToLower(s), t) {
			return true
		}
	}
	return named[e.User] || named[e.By]
}

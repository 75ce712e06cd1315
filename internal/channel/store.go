package channel

import (
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

var (
	channelKey = store.K('c')
	headKey    = store.K('H')
)

func memberKey(id user.ID) store.Key            { return store.K('M').Int(int64(id)) }
func ageKey(joined int64, id user.ID) store.Key { return store.K('N').Int(joined).Int(int64(id)) }
func adminKey(id user.ID) store.Key             { return store.K('A').Int(int64(id)) }
func restrictedKey(id user.ID) store.Key        { return store.K('B').Int(int64(id)) }
func bannedKey(id user.ID) store.Key            { return store.K('K').Int(int64(id)) }
func seenKey(id user.ID) store.Key              { return store.K('S').Int(int64(id)) }

// Load reads a channel; found is false when there is none, or none any more.
func Load(r store.Reader, id ID) (c Channel, found bool, err error) {
	found, err = store.Load(r, id.Owner(), channelKey, &c)
	c.ID = id
	return c, found && !c.Deleted, err
}

// Save writes a channel.
func Save(tx store.Tx, c *Channel) { tx.Put(c.ID.Owner(), channelKey, store.Encode(c)) }

func loadMember(r store.Reader, c ID, id user.ID) (m Member, err error) {
	_, err = store.Load(r, c.Owner(), memberKey(id), &m)
	m.User = id
	return m, err
}

// Open reads a channel and what somebody is in it, whatever that is. Fault:
// CHANNEL_INVALID when there is no such channel, CHAT_ID_INVALID no such group.
func Open(r store.Reader, id ID, who user.ID, now int64) (Access, error) {
	vs, err := r.GetMany(store.Ref{Owner: id.Owner(), Key: channelKey}, store.Ref{Owner: id.Owner(), Key: memberKey(who)})
	if err != nil {
		return Access{}, err
	}
	a, err := access(id, who, vs[0], vs[1], now)
	switch {
	case err != nil:
		return Access{}, err
	case a == nil:
		return Access{Channel: Channel{ID: id}, Me: Member{User: who}}, id.absent()
	}
	return *a, a.lookThrough(r, now)
}

// access reads what two records say, nil when there is no such channel.
func access(id ID, who user.ID, c, m []byte, now int64) (*Access, error) {
	if c == nil {
		return nil, nil
	}
	a := &Access{Channel: Channel{ID: id}, Me: Member{User: who}}
	if err := store.Decode(c, &a.Channel); err != nil {
		return nil, err
	}
	if m != nil {
		if err := store.Decode(m, &a.Me); err != nil {
			return nil, err
		}
	}
	a.Stand = a.Me.Standing(&a.Channel, now)
	return a, nil
}

// Enter is Open for who wants to read. Faults: CHANNEL_PRIVATE and CHAT_ID_INVALID for
// who may not.
func Enter(r store.Reader, id ID, who user.ID, now int64) (Access, error) {
	a, err := Open(r, id, who, now)
	if err == nil && !a.Sees() {
		err = id.hidden()
	}
	return a, err
}

// put writes a member record and what lists it, and brings the counts of c up to
// it (C2); before is the record as it was. A record that says nothing any more
// goes; a basic group remembers who was in it, and may come back.
func put(tx store.Tx, c *Channel, before, m Member) {
	box, was, now := c.ID.Owner(), before.is(), m.is()
	note := func(was, now bool, key store.Key, count *int) {
		switch {
		case now && !was:
			tx.Put(box, key, nil)
			*count++
		case was && !now:
			tx.Delete(box, key)
			*count--
		}
	}
	if was.member && (!now.member || before.Joined != m.Joined) {
		tx.Delete(box, ageKey(before.Joined, m.User))
		c.Members--
	}
	if now.member && (!was.member || before.Joined != m.Joined) {
		tx.Put(box, ageKey(m.Joined, m.User), nil)
		c.Members++
	}
	note(was.admin, now.admin, adminKey(m.User), &c.Admins)
	note(was.restricted, now.restricted, restrictedKey(m.User), &c.Restricted)
	note(was.banned, now.banned, bannedKey(m.User), &c.Banned)
	if !now.member {
		tx.Delete(box, seenKey(m.User))
	}
	if !now.member && m.Ban == 0 && m.Wrote == 0 && !c.ID.Basic() {
		tx.Delete(box, memberKey(m.User))
		return
	}
	tx.Put(box, memberKey(m.User), store.Encode(&m))
}

// Head is the newest message of a channel.
type Head struct {
	Top  int   `cbor:"1,keyasint,omitempty"` // 0: none
	Date int64 `cbor:"2,keyasint,omitempty"` // Unix seconds
	Gone int   `cbor:"3,keyasint,omitempty"` // the newest message that was deleted
	Read int   `cbor:"4,keyasint,omitempty"` // somebody who did not write it has read up to here
}

// LoadHead reads the newest message of a channel.
func LoadHead(r store.Reader, id ID) (h Head, err error) {
	_, err = store.Load(r, id.Owner(), headKey, &h)
	return h, err
}

// SaveHead writes the newest message of a channel.
func SaveHead(tx store.Tx, id ID, h Head) { tx.Put(id.Owner(), headKey, store.Encode(&h)) }

// Unseen is what a member has not seen, besides messages.
type Unseen struct {
	Mentions  int `cbor:"1,keyasint,omitempty"`
	Reactions int `cbor:"2,keyasint,omitempty"`
}

// LoadUnseen reads what a member has not seen.
func LoadUnseen(r store.Reader, id ID, who user.ID) (u Unseen, err error) {
	_, err = store.Load(r, id.Owner(), seenKey(who), &u)
	return u, err
}

// SaveUnseen writes what a member has not seen.
func SaveUnseen(tx store.Tx, id ID, who user.ID, u Unseen) {
	if u == (Unseen{}) {
		tx.Delete(id.Owner(), seenKey(who))
		return
	}
	tx.Put(id.Owner(), seenKey(who), store.Encode(&u))
}

// Of is the channel or basic group that a peer names. Fault: CHANNEL_INVALID for
// another peer.
func Of(p peer.Peer) (ID, error) {
	if id := ID(p.ID); id > 0 && id.Peer() == p {
		return id, nil
	}
	return 0, errInvalid
}

// tell has a person's own log say that something about a channel has changed for
// them: that they are not in it any more, or are since after a pts of its log.
func tell(tx *update.Tx, who user.ID, id ID, origin int64, since int) (update.Event, error) {
	b, err := tx.Box(who.Owner())
	if err != nil {
		return update.Event{}, err
	}
	return b.Append(update.Event{Kind: update.Channel, Peer: id.Peer(), Origin: origin, Max: since}), nil
}

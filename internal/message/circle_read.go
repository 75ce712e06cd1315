package message

import (
	"context"

	"heliograph/internal/channel"
	"heliograph/internal/dialog"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// readIn is Read in a basic group. The own box notes it, and the group where somebody
// who wrote there learns of it.
func (s *Service) readIn(ctx context.Context, a user.Actor, chat peer.Peer, max int) (Affected, error) {
	var out Affected
	read := 0 // the newest message of somebody else that became read
	err := s.log.Run(ctx, own(a), func(tx *update.Tx) error {
		if err := Follows(tx, a.ID, chat); err != nil {
			return err
		}
		p, err := s.openPair(tx, a, chat, own(a))
		if err != nil {
			return err
		}
		if out, read, err = p.readTo(max); err != nil || read == 0 {
			return err
		}
		return noteRead(tx, a.ID.Owner(), chat, read)
	})
	if err != nil || read == 0 {
		return out, err
	}
	return out, s.tellRead(ctx, a, channel.ID(chat.ID), read)
}

// tellRead tells a group that somebody has read up to a message, if that is news.
func (s *Service) tellRead(ctx context.Context, a user.Actor, group channel.ID, read int) error {
	news := false
	err := s.store.View(ctx, func(r store.Reader) error {
		in, err := channel.Open(r, group, a.ID, s.clock.Now().Unix())
		if err != nil {
			return err
		}
		m, err := loadMarks(r, group.Owner())
		news = in.Me.In && m.note(a.ID, read)
		return err
	})
	if err != nil || !news {
		return err
	}
	return s.spread(ctx, group, a.ID.Owner(), func(tx *update.Tx, _ timers) error {
		in, err := channel.Open(tx, group, a.ID, tx.Now())
		if err != nil || !in.Me.In {
			return err
		}
		m, err := loadMarks(tx, group.Owner())
		if err != nil || !m.note(a.ID, read) {
			return err
		}
		tx.Put(group.Owner(), marksKey, store.Encode(&m))
		b, err := tx.Box(group.Owner())
		if err != nil {
			return err
		}
		b.Append(update.Event{Kind: update.ReadOutbox, Peer: group.Peer(), Max: read, ID: int(a.ID)})
		return nil
	})
}

// note is that somebody has read up to a message; news is that some of those who wrote
// it did not know that so much of theirs was read.
func (m *marks) note(by user.ID, read int) (news bool) {
	switch {
	case read > m.Read && by == m.By:
		m.Read = read
	case read > m.Read:
		m.By, m.Read, m.Second = by, read, m.Read
	case by != m.By && read > m.Second:
		m.Second = read
	default:
		return false
	}
	return true
}

// Seen is when somebody read a message.
type Seen struct {
	By user.ID
	At int64 // Unix seconds
}

// MaxSeen is of how many people a group can be so that one is told who read what.
const MaxSeen = 100

var (
	errManyPeople = fault.New(fault.Invalid, "CHAT_TOO_BIG")
	errMsgID      = fault.New(fault.Invalid, "MSG_ID_INVALID")
	errMsgOld     = fault.New(fault.Invalid, "MSG_TOO_OLD")
)

// ReadBy is who has read a message that the actor wrote to a group, as far as they are
// still in it. Faults: PEER_ID_INVALID, CHAT_ID_INVALID, MSG_ID_INVALID, MSG_TOO_OLD,
// CHAT_TOO_BIG, and those of find.
func (s *Service) ReadBy(ctx context.Context, a user.Actor, chat peer.Peer, id int) ([]Seen, error) {
	if chat.Kind == peer.User {
		return nil, errPeer
	}
	var out []Seen
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) error {
		out = nil
		in, err := channel.Enter(r, channel.ID(chat.ID), a.ID, now)
		if err != nil {
			return err
		}
		m, number, err := ownIn(r, &in, a.ID, id)
		switch {
		case err != nil:
			return err
		case m == nil:
			return errMsgID
		case now-m.Date > ReadDatesFor:
			return errMsgOld
		case in.Members > MaxSeen:
			return errManyPeople
		}
		who, err := channel.Inside(r, in.ID, MaxSeen)
		if err != nil {
			return err
		}
		for _, u := range who {
			if u == a.ID {
				continue
			}
			rows, err := r.Scan(u.Owner(), readKey(chat, number), readList(chat).End(), false, 1)
			if err != nil {
				return err
			}
			if len(rows) == 0 {
				continue
			}
			seen := Seen{By: u}
			if err := store.Decode(rows[0].Value, &seen.At); err != nil {
				return err
			}
			out = append(out, seen)
		}
		return nil
	})
	return out, err
}

// ownIn is a message that somebody wrote to a group, nil for none, and its number there.
// Fault: PEER_ID_INVALID for a channel, where it is not told who reads.
func ownIn(r store.Reader, in *channel.Access, who user.ID, id int) (m *Message, number int, err error) {
	chat := in.ID.Peer()
	if chat.Kind == peer.Chat {
		if err := Follows(r, who, chat); err != nil {
			return nil, 0, err
		}
		if m, err = loadMessage(r, who.Owner(), chat, id); err != nil || m == nil || m.Other == 0 || !m.Out {
			return nil, 0, err
		}
		return m, m.Other, nil
	}
	if in.Broadcast {
		return nil, 0, errPeer
	}
	if m, err = loadMessage(r, chat.Owner(), chat, id); err != nil || m == nil || m.From != who || m.Action != NoAction {
		return nil, 0, err
	}
	return m, id, nil
}

// notesReads says whether it is kept when members read what.
func notesReads(c *channel.Channel) bool { return !c.Broadcast && c.Members <= MaxSeen }

// typeAmong is Type in a basic group.
func (s *Service) typeAmong(ctx context.Context, a user.Actor, chat peer.Peer, what Activity) error {
	var who []user.ID
	now := s.clock.Now().Unix()
	err := s.store.View(ctx, func(r store.Reader) error {
		if err := Follows(r, a.ID, chat); err != nil {
			return err
		}
		in, err := channel.Open(r, channel.ID(chat.ID), a.ID, now)
		if err == nil {
			err = in.MayWrite(0, now)
		}
		if err == nil {
			who, err = channel.Inside(r, in.ID, maxPeople)
		}
		return err
	})
	if err != nil {
		return err
	}
	e := update.Event{Kind: update.Typing, Peer: chat, ID: int(a.ID), Data: store.Encode(&what)}
	for _, u := range who {
		if u != a.ID {
			s.log.Ephemeral(u.Owner(), e)
		}
	}
	return nil
}

// mentionsOf is UnreadMentions in a basic group.
func (s *Service) mentionsOf(ctx context.Context, a user.Actor, chat peer.Peer, q Page) (Slice, error) {
	var out Slice
	err := s.store.View(ctx, func(r store.Reader) error {
		if err := Follows(r, a.ID, chat); err != nil {
			return err
		}
		d, _, err := dialog.Load(r, a.ID.Owner(), chat)
		if err != nil {
			return err
		}
		out.Total = d.UnreadMentions
		out.Messages, err = listed(r, a.ID.Owner(), chat, namedList(chat), q)
		return err
	})
	return out, err
}

// seeNamed notes that the owner of a box has seen that m mentions them, in a copy of a
// basic group.
func seeNamed(tx store.Tx, box store.Owner, m *Message) error {
	if !m.unseenMention() {
		return nil
	}
	m.Named = []Named{{User: m.Named[0].User, Seen: true}}
	tx.Delete(box, namedKey(m.Peer, m.ID))
	putMessage(tx, box, m)
	d, _, err := dialog.Load(tx, box, m.Peer)
	if err != nil {
		return err
	}
	d.UnreadMentions = max(d.UnreadMentions-1, 0)
	dialog.Save(tx, box, &d)
	return nil
}

// unseenMention says whether m, in the own box, mentions its owner, who has not seen
// that.
func (m *Message) unseenMention() bool {
	return m.Peer.Kind == peer.Chat && len(m.Named) == 1 && !m.Named[0].Seen
}

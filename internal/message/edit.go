package message

import (
	"context"
	"reflect"
	"time"

	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Edit replaces the text of a message that the actor wrote, on both sides.
// Saved Messages may be edited for ever. Faults: MESSAGE_ID_INVALID,
// MESSAGE_AUTHOR_REQUIRED, MESSAGE_EDIT_TIME_EXPIRED, MESSAGE_NOT_MODIFIED,
// MEDIA_PREV_INVALID when the message has media that no text stands beside, and
// those of text.Normal; USER_IS_BLOCKED for one that who blocked the actor has.
func (s *Service) Edit(ctx context.Context, a user.Actor, to peer.Peer, id int, t text.Text, noWebpage bool) (Change, error) {
	if to.Kind == peer.Channel {
		return s.editPost(ctx, a, to, id, t, noWebpage)
	}
	if to.Kind != peer.User {
		return Change{}, errPeer
	}
	barred, err := s.barred(ctx, a, to)
	if err != nil {
		return Change{}, err
	}
	var c Change
	err = s.log.Run(ctx, owners(a.ID, to), func(tx *update.Tx) error {
		c = Change{}
		m, err := s.editable(tx, tx.Now(), a, to, id)
		if err != nil {
			return err
		}
		if err := barred.change(m); err != nil {
			return err
		}
		t, err := s.caption(t, m.Media)
		if err != nil {
			return err
		}
		if reflect.DeepEqual(m.Text, t) {
			return errNotModified
		}
		if err := s.index.Forget(tx, a.ID.Owner(), *m); err != nil {
			return err
		}
		m.Text, m.Edited, m.NoWebpage = t, tx.Now(), noWebpage
		putMessage(tx, a.ID.Owner(), m)
		mine, err := tx.Box(a.ID.Owner())
		if err != nil {
			return err
		}
		e := mine.Append(update.Event{Kind: update.EditMessage, Peer: to, ID: id, Origin: a.Origin, Value: m})
		c.Events, c.Messages = append(c.Events, e), append(c.Messages, *m)
		return s.editOther(tx, a, m)
	})
	return c, err
}

// caption is a new text of a message as it is stored, which carries media or
// none.
func (s *Service) caption(t text.Text, m *Media) (text.Text, error) {
	switch {
	case !m.captioned():
		return t, errPrevMedia
	}
	return s.words(t, m != nil)
}

// words is a text as it is stored, beside media or alone.
func (s *Service) words(t text.Text, caption bool) (text.Text, error) {
	if caption {
		return text.Rules{Limit: s.limits.Caption, Caption: true}.Normal(t)
	}
	return text.Normal(t, s.limits.Length)
}

// editable reads a message that the actor may edit now.
func (s *Service) editable(r store.Reader, now int64, a user.Actor, to peer.Peer, id int) (*Message, error) {
	m, err := loadMessage(r, a.ID.Owner(), to, id)
	switch {
	case err != nil:
		return nil, err
	case m == nil || m.Action != NoAction:
		return nil, errID
	case !m.Out || m.Forward != nil:
		return nil, errAuthor
	case !m.Media.editable():
		return nil, errID
	case m.Media != nil && m.Media.Live != nil: // for as long as it moves
		if m.Media.Live.over(m.Date, now) {
			return nil, errEditTime
		}
	case to != a.ID.Peer() && now-m.Date > int64(s.limits.Edit/time.Second):
		return nil, errEditTime
	}
	return m, nil
}

// editOther brings the other side's copy up to m, if there still is one.
func (s *Service) editOther(tx *update.Tx, a user.Actor, m *Message) error {
	if m.Other == 0 {
		return nil
	}
	o, err := loadMessage(tx, m.Peer.Owner(), a.ID.Peer(), m.Other)
	if err != nil || o == nil {
		return err
	}
	if err := s.index.Forget(tx, m.Peer.Owner(), *o); err != nil {
		return err
	}
	o.Text, o.Edited, o.NoWebpage = m.Text, m.Edited, m.NoWebpage
	putMessage(tx, m.Peer.Owner(), o)
	theirs, err := tx.Box(m.Peer.Owner())
	if err != nil {
		return err
	}
	theirs.Append(update.Event{Kind: update.EditMessage, Peer: o.Peer, ID: o.ID, Value: o})
	return nil
}

// EditData says whether the actor may edit a message now: nil, or the fault
// that Edit would answer.
func (s *Service) EditData(ctx context.Context, a user.Actor, to peer.Peer, id int) error {
	if to.Kind == peer.Channel {
		return s.postEditData(ctx, a, to, id)
	}
	return s.store.View(ctx, func(r store.Reader) error {
		_, err := s.editable(r, s.clock.Now().Unix(), a, to, id)
		return err
	})
}

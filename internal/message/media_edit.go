package message

import (
	"context"

	"heliograph/internal/peer"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// MediaEdit is what becomes of a message's media: one of the fields.
type MediaEdit struct {
	Live *LiveEdit
	Todo *Todo
}

// EditMedia changes the media of a message that the actor wrote, on both sides,
// into more of the same. Faults: MESSAGE_ID_INVALID, MESSAGE_AUTHOR_REQUIRED,
// MESSAGE_EDIT_TIME_EXPIRED, MESSAGE_NOT_MODIFIED, MEDIA_PREV_INVALID when the
// message has other media or none, those of sending such media, and that of Edit for who
// is blocked.
func (s *Service) EditMedia(ctx context.Context, a user.Actor, to peer.Peer, id int, e MediaEdit) (Change, error) {
	if to.Kind == peer.Chat {
		return s.editMediaIn(ctx, a, to, id, e)
	}
	if to.Kind == peer.Channel {
		return s.editPostMedia(ctx, a, to, id, e)
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
		media, err := s.edited(m, &e, tx.Now())
		if err != nil {
			return err
		}
		return s.rewrite(tx, a, m, &c, func(m *Message) { m.Media, m.Edited = media, tx.Now() })
	})
	return c, err
}

// edited is the media of m after an edit.
func (s *Service) edited(m *Message, e *MediaEdit, now int64) (*Media, error) {
	switch {
	case e.Live != nil && m.Media != nil && m.Media.Live != nil:
		l, err := m.Media.Live.moved(e.Live, m.Date, now)
		return &Media{Live: l}, err
	case e.Todo != nil && m.Media != nil && m.Media.Todo != nil:
		t, err := e.Todo.normal(&s.limits, m.Media.Todo)
		return &Media{Todo: t}, err
	}
	return nil, errPrevMedia
}

// rewrite changes both copies of m, which is the actor's, and tells both boxes.
func (s *Service) rewrite(tx *update.Tx, a user.Actor, m *Message, c *Change, set func(*Message)) error {
	if err := s.rewriteIn(tx, a.ID.Owner(), m, a.Origin, set, c); err != nil || m.Other == 0 {
		return err
	}
	o, err := loadMessage(tx, m.Peer.Owner(), a.ID.Peer(), m.Other)
	if err != nil || o == nil {
		return err
	}
	return s.rewriteIn(tx, m.Peer.Owner(), o, 0, set, &Change{})
}

func (s *Service) rewriteIn(tx *update.Tx, box store.Owner, m *Message, origin int64, set func(*Message), c *Change) error {
	if err := s.index.Forget(tx, box, *m); err != nil {
		return err
	}
	b, err := tx.Box(box)
	if err != nil {
		return err
	}
	set(m)
	putMessage(tx, box, m)
	e := b.Append(update.Event{Kind: update.EditMessage, Peer: m.Peer, ID: m.ID, Origin: origin, Value: m})
	c.Events, c.Messages = append(c.Events, e), append(c.Messages, *m)
	return nil
}

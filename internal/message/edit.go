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

// Rewrite is what becomes of a message's words, and of the page that it shows.
type Rewrite struct {
	Text      *text.Text // nil: as it was
	NoWebpage bool
	Link      *Link  // nil: the first in the text
	Inverted  *bool  // nil: as it was
	Media     *Media // of a prepared message; nil: as it was
}

// Edit is Rewrite with no more than a text.
func (s *Service) Edit(ctx context.Context, a user.Actor, to peer.Peer, id int, t text.Text, noWebpage bool) (Change, error) {
	return s.Rewrite(ctx, a, to, id, Rewrite{Text: &t, NoWebpage: noWebpage})
}

// Rewrite replaces the text of a message that the actor wrote, on both sides, and
// the page that it shows. Saved Messages may be edited for ever. Faults:
// MESSAGE_ID_INVALID, MESSAGE_AUTHOR_REQUIRED, MESSAGE_EDIT_TIME_EXPIRED,
// MESSAGE_NOT_MODIFIED, MEDIA_PREV_INVALID when the message has media that no text
// stands beside, those of a Link and of text.Normal; USER_IS_BLOCKED for one that
// who blocked the actor has.
func (s *Service) Rewrite(ctx context.Context, a user.Actor, to peer.Peer, id int, w Rewrite) (Change, error) {
	switch to.Kind {
	case peer.Channel:
		return s.editPost(ctx, a, to, id, w)
	case peer.Chat:
		return s.rewriteMine(ctx, a, to, id, w)
	}
	if to.Kind != peer.User {
		return Change{}, errPeer
	}
	barred, err := s.barred(ctx, a, to)
	if err != nil {
		return Change{}, err
	}
	e := edition{Rewrite: w}
	err = s.store.View(ctx, func(r store.Reader) error {
		m, err := s.editable(r, s.clock.Now().Unix(), a, to, id)
		if err == nil {
			e.of, err = m, s.reword(&e, m)
		}
		return err
	})
	if err == nil {
		err = s.lookFor(ctx, &e, a)
	}
	if err != nil {
		return Change{}, err
	}
	var c Change
	err = s.run(ctx, owners(a.ID, to), func(tx *update.Tx, ts timers) error {
		c = Change{}
		m, err := s.editable(tx, tx.Now(), a, to, id)
		if err != nil {
			return err
		}
		if err := barred.change(m); err != nil {
			return err
		}
		e.now, e.timers = tx.Now(), ts
		if err := s.compare(&e, m); err != nil {
			return err
		}
		if err := s.publish(tx, a.ID.Owner(), m, &e, a.Origin, &c); err != nil || m.Other == 0 {
			return err
		}
		o, err := loadMessage(tx, m.Peer.Owner(), a.ID.Peer(), m.Other)
		if err != nil || o == nil {
			return err
		}
		return s.publish(tx, m.Peer.Owner(), o, &e, 0, &Change{})
	})
	s.follow(&c, owners(a.ID, to))
	return c, err
}

// edition is a Rewrite on its way into the copies of a message.
type edition struct {
	Rewrite
	of       *Message // as it was when its page was looked for
	text     text.Text
	inverted bool
	preview  *Preview
	now      int64
	timers   timers
}

// lookFor finds, outside of any transaction, the page that a message shows once it
// is rewritten; one with media shows none.
func (s *Service) lookFor(ctx context.Context, e *edition, a user.Actor) (err error) {
	if e.of.Media == nil {
		e.preview, err = s.previewOf(ctx, a.ID, e.text, e.NoWebpage, e.Link)
	}
	return err
}

// reword fills in the text that e makes of m's.
func (s *Service) reword(e *edition, m *Message) (err error) {
	e.text = m.Text
	switch {
	case m.Media != nil && e.Link != nil:
		return errPrevMedia
	case e.Text == nil:
	case e.Link != nil && e.Text.String == "":
		e.text = text.Text{}
	default:
		e.text, err = s.caption(*e.Text, m.Media)
	}
	return err
}

// compare fills in what e makes of m. Faults: MESSAGE_NOT_MODIFIED, and those of
// the text.
func (s *Service) compare(e *edition, m *Message) error {
	if err := s.reword(e, m); err != nil {
		return err
	}
	next := m.Preview.after(e.preview)
	if e.inverted = m.Inverted; e.Inverted != nil && (next != nil || m.Media != nil) {
		e.inverted = *e.Inverted
	}
	if reflect.DeepEqual(m.Text, e.text) && m.Inverted == e.inverted && next.same(m.Preview) {
		return errNotModified
	}
	return nil
}

// publish makes a copy of a message what e says and tells its box.
func (s *Service) publish(tx *update.Tx, box store.Owner, m *Message, e *edition, origin int64, c *Change) error {
	if err := setPreview(tx, box, m, m.Preview.after(e.preview), e.timers); err != nil {
		return err
	}
	return s.rewriteIn(tx, box, m, origin, func(m *Message) {
		m.Text, m.Edited, m.NoWebpage, m.Inverted = e.text, e.now, e.NoWebpage, e.inverted
	}, c)
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

// Words is a text as a message stores it. Faults: those of text.Normal.
func (s *Service) Words(t text.Text) (text.Text, error) { return s.words(t, false) }

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

// EditData says whether the actor may edit a message now: nil, or the fault
// that Edit would answer.
func (s *Service) EditData(ctx context.Context, a user.Actor, to peer.Peer, id int) error {
	if to.Kind == peer.Channel {
		return s.postEditData(ctx, a, to, id)
	}
	return s.store.View(ctx, func(r store.Reader) error {
		if to.Kind == peer.Chat {
			if err := Follows(r, a.ID, to); err != nil {
				return err
			}
		}
		_, err := s.editable(r, s.clock.Now().Unix(), a, to, id)
		return err
	})
}

package message

import (
	"context"

	"heliograph/internal/archive"
	"heliograph/internal/dialog"
	"heliograph/internal/draft"
	"heliograph/internal/peer"
	"heliograph/internal/poll"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// Draft is a message to be sent.
type Draft struct {
	To         peer.Peer
	Text       text.Text
	Reply      *Reply
	Random     int64 // random_id: not 0, absorbs retries
	Silent     bool
	NoWebpage  bool
	Inverted   bool
	Media      *Media      // nil: none
	Poll       *poll.Draft // a new one; nil: none. Then Media is nil
	Link       *Link       // nil: the first in Text. Only where there are no media
	ClearDraft bool
	As         peer.Peer // in a group: in whose name, zero: see SetVoice
}

// Send writes a message to a user, or to oneself: Saved Messages. A retry with
// the same random id returns the message as it was made. Faults:
// PEER_ID_INVALID, INPUT_USER_DEACTIVATED, RANDOM_ID_EMPTY,
// RANDOM_ID_INVALID, REPLY_MESSAGE_ID_INVALID, QUOTE_TEXT_INVALID,
// CHAT_FORWARDS_RESTRICTED for a reply across chats, MEDIA_INVALID also for a text
// beside media that have none, MEDIA_CAPTION_TOO_LONG, WEBPAGE_URL_INVALID and
// WEBPAGE_NOT_FOUND for a Link, and those of text.Normal and of the media; YOU_BLOCKED_USER, and what is written to who blocked the actor stays
// in the actor's own box.
func (s *Service) Send(ctx context.Context, a user.Actor, d Draft) (Change, error) {
	if d.Random == 0 {
		return Change{}, errRandomEmpty
	}
	var err error
	if d.Reply, err = s.normalReply(d.Reply); err != nil {
		return Change{}, err
	}
	if d.To.Kind == peer.Channel {
		return s.post(ctx, a, d)
	}
	if err := unvoiced(a, d.As); err != nil {
		return Change{}, err
	}
	d.As = peer.Peer{}
	switch d.To.Kind {
	case peer.Chat:
		return s.sendIn(ctx, a, d)
	}
	if err := s.reachable(ctx, d.To); err != nil {
		return Change{}, err
	}
	n, err := s.replying(ctx, a, d.To, d.Reply)
	if err != nil {
		return Change{}, err
	}
	boxes, err := s.hearers(ctx, a, d.To)
	if err != nil {
		return Change{}, err
	}
	m, err := s.compose(ctx, a, &d, boxes)
	if err != nil {
		return Change{}, err
	}
	var c Change
	var fresh bool
	err = s.run(ctx, boxes, func(tx *update.Tx, ts timers) error {
		c = Change{}
		p, err := s.openPair(tx, a, d.To, boxes)
		if err != nil {
			return err
		}
		p.timers, p.names = ts, n
		if fresh, err = p.write(m, d.Random, &c); err != nil {
			return err
		}
		if fresh && d.ClearDraft {
			if _, err := draft.Clear(tx, p.mine, a, d.To); err != nil {
				return err
			}
		}
		return p.save()
	})
	if m.Media != nil && (err != nil || !fresh) {
		s.drop(ctx, m.Media.Poll, boxes, err)
	}
	s.follow(&c, boxes)
	return c, err
}

// compose is the message that d asks for, which is to be written to boxes.
func (s *Service) compose(ctx context.Context, a user.Actor, d *Draft, boxes []store.Owner) (Message, error) {
	m := Message{From: a.ID, As: d.As, Reply: d.Reply, Silent: d.Silent, NoWebpage: d.NoWebpage, Inverted: d.Inverted}
	var err error
	if m.Text, err = s.words(d.Text, d.Media != nil || d.Poll != nil || d.Link != nil && d.Text.String == ""); err != nil {
		return m, err
	}
	switch {
	case d.Poll != nil:
		m.Media, err = s.newPoll(ctx, a, *d.Poll, boxes)
	case d.Media != nil && m.Text.String != "":
		err = errMedia
	case d.Media != nil:
		m.Media, err = s.normalMedia(ctx, a, d.Media)
	default:
		m.Preview, err = s.previewOf(ctx, a.ID, m.Text, d.NoWebpage, d.Link)
	}
	return m, err
}

// reachable says whether somebody is there to write to.
func (s *Service) reachable(ctx context.Context, p peer.Peer) error {
	if p.Kind != peer.User {
		return errPeer
	}
	ps, err := s.users.Profiles(ctx, user.ID(p.ID))
	switch {
	case err != nil:
		return err
	case ps[0].ID == 0:
		return errPeer
	case ps[0].Deleted:
		return errDeactivated
	}
	return nil
}

// owners is who a message of id to p is written to, id first.
func owners(id user.ID, p peer.Peer) []store.Owner {
	if p == id.Peer() || p == user.Notices.Peer() {
		return []store.Owner{id.Owner()}
	}
	return []store.Owner{id.Owner(), p.Owner()}
}

// pair is both boxes of a private chat inside a transaction: the actor's own
// and the other side's, nil when the chat has only one side or the other one does
// not hear the actor.
type pair struct {
	tx           *update.Tx
	actor        user.Actor
	peer         peer.Peer
	me, them     store.Owner
	mine, theirs *update.Box
	my, their    dialog.Dialog
	names        names  // of hidden authors
	timers       timers // of messages that go by themselves
	limits       *Limits
}

// openPair opens the boxes that boxes, made by owners, names.
func (s *Service) openPair(tx *update.Tx, a user.Actor, to peer.Peer, boxes []store.Owner) (*pair, error) {
	p := &pair{tx: tx, actor: a, peer: to, me: boxes[0], limits: &s.limits}
	var err error
	if p.mine, err = tx.Box(p.me); err != nil {
		return nil, err
	}
	if p.my, _, err = dialog.Load(tx, p.me, to); err != nil || len(boxes) == 1 {
		return p, err
	}
	p.them = boxes[1]
	if p.theirs, err = tx.Box(p.them); err != nil {
		return nil, err
	}
	p.their, _, err = dialog.Load(tx, p.them, a.ID.Peer())
	return p, err
}

// unheard says whether there is somebody on the other side who does not hear the
// actor.
func (p *pair) unheard() bool { return p.theirs == nil && len(owners(p.actor.ID, p.peer)) > 1 }

// save writes the dialogs back.
func (p *pair) save() error {
	for _, side := range []struct {
		box store.Owner
		d   *dialog.Dialog
	}{{p.me, &p.my}, {p.them, &p.their}} {
		switch {
		case side.d.Peer.IsZero(): // a chat of one side
		case side.d.Top == 0:
			dialog.Remove(p.tx, side.box, side.d.Peer)
			if err := dropReads(p.tx, side.box, side.d.Peer); err != nil {
				return err
			}
		default:
			dialog.Save(p.tx, side.box, side.d)
		}
	}
	return nil
}

// write puts both copies of m and tells c of the actor's one. When random was
// seen before it writes nothing, tells of what that request made and is not
// fresh; 0 is never seen.
func (p *pair) write(m Message, random int64, c *Change) (fresh bool, err error) {
	if random != 0 {
		once, err := p.mine.Once(random)
		if err != nil {
			return false, err
		}
		if once.ID != 0 {
			return false, p.again(once, random, c)
		}
	}
	if m.Action == NoAction && (p.theirs != nil || p.unheard()) {
		if m.Period, err = p.period(); err != nil {
			return false, err
		}
	}
	m.Date, m.Peer, m.Out = p.tx.Now(), p.peer, true
	m.ID = p.mine.NextID()
	if p.theirs != nil {
		m.Other = p.theirs.NextID()
	}
	reply, err := p.reply(&m)
	if err != nil {
		return false, err
	}
	if err := insertMessage(p.tx, p.me, &m); err != nil {
		return false, err
	}
	if err := p.list(p.me, &m); err != nil {
		return false, err
	}
	if err := p.note(&m); err != nil {
		return false, err
	}
	e := p.mine.Append(update.Event{Kind: update.NewMessage, Peer: p.peer, ID: m.ID, Random: random, Origin: p.actor.Origin, Value: &m})
	if random != 0 {
		p.mine.SetOnce(e)
	}
	c.Events, c.Messages = append(c.Events, e), append(c.Messages, m)
	if p.theirs == nil {
		return true, nil
	}
	o := m
	o.ID, o.Other, o.Peer, o.Out, o.Reply, o.Scheduled = m.Other, m.ID, p.actor.ID.Peer(), false, reply, false
	if err := insertMessage(p.tx, p.them, &o); err != nil {
		return false, err
	}
	if err := p.list(p.them, &o); err != nil {
		return false, err
	}
	began := p.their.Top == 0
	p.their.Theirs = p.their.Theirs || p.their.Top == 0
	p.their.Top, p.their.Date, p.their.Count = o.ID, o.Date, p.their.Count+1
	p.their.Unread++
	p.theirs.Append(update.Event{Kind: update.NewMessage, Peer: o.Peer, ID: o.ID, Value: &o})
	return true, archive.Arrived(p.tx, p.theirs, user.ID(p.peer.ID), &p.their, began)
}

// note brings the actor's dialog up to date with m, which the actor wrote.
func (p *pair) note(m *Message) error {
	p.my.Top, p.my.Date, p.my.Count = m.ID, m.Date, p.my.Count+1
	if m.incoming() {
		p.my.Unread++
	}
	switch {
	case p.theirs != nil && m.Action == NoAction:
		return p.my.Wrote(p.tx, p.me, m.Date)
	case p.unheard(): // nobody will read it
	case p.theirs == nil:
		if p.my.ReadOut = m.ID; p.my.Unread == 0 {
			p.my.ReadIn = m.ID
		}
	}
	return nil
}

// again answers a repeated request.
func (p *pair) again(once update.Once, random int64, c *Change) error {
	m, err := loadMessage(p.tx, p.me, p.peer, once.ID)
	if err != nil {
		return err
	}
	if m == nil { // deleted since, or sent to another chat
		return errRandomID
	}
	c.Messages = append(c.Messages, *m)
	c.Events = append(c.Events, update.Event{
		Kind: update.NewMessage, Peer: p.peer, ID: once.ID, Random: random, Date: m.Date, Count: 1,
		At: update.Position{Pts: once.Pts},
	})
	return nil
}

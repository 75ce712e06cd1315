package message

import (
	"context"

	"heliograph/internal/dialog"
	"heliograph/internal/draft"
	"heliograph/internal/peer"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

// sendIn is Send to a basic group.
func (s *Service) sendIn(ctx context.Context, a user.Actor, d Draft) (Change, error) {
	n, err := s.replying(ctx, a, d.To, d.Reply)
	if err != nil {
		return Change{}, err
	}
	group := []store.Owner{d.To.Owner()}
	m, err := s.compose(ctx, a, &d, group)
	if err != nil {
		return Change{}, err
	}
	named, err := s.mentioned(ctx, m.Text)
	if err != nil {
		return Change{}, err
	}
	var c Change
	var fresh bool
	err = s.gather(ctx, a, d.To, func(g *circle) error {
		c = Change{}
		g.names = n
		if fresh, err = g.write(m, named, d.Random, &c); err != nil || !fresh || !d.ClearDraft {
			return err
		}
		_, err := draft.Clear(g.tx, g.f.box, a, d.To)
		return err
	})
	if m.Media != nil && (err != nil || !fresh) {
		s.drop(ctx, m.Media.Poll, group, err)
	}
	s.follow(&c, group)
	return c, err
}

// deliverIn is Deliver to a basic group.
func (s *Service) deliverIn(ctx context.Context, a user.Actor, m Message, random int64, within Within) (Change, error) {
	n, err := s.replying(ctx, a, m.Peer, m.Reply)
	if err != nil {
		return Change{}, err
	}
	if err := s.look(ctx, &m); err != nil {
		return Change{}, err
	}
	named, err := s.mentioned(ctx, m.Text)
	if err != nil {
		return Change{}, err
	}
	group := []store.Owner{m.Peer.Owner()}
	prepared := m
	if m.Media, err = s.ripen(ctx, m.Media, group); err != nil {
		return Change{}, err
	}
	var c Change
	fresh := false
	err = s.gather(ctx, a, m.Peer, func(g *circle) error {
		c = Change{}
		g.names = n
		if fresh, err = g.write(m, named, random, &c); err != nil {
			return err
		}
		events, err := within(g.tx, &c.Messages[len(c.Messages)-1])
		c.Events = append(c.Events, events...)
		return err
	})
	s.follow(&c, group)
	if m.Media != nil && (err != nil || !fresh) {
		s.drop(ctx, m.Media.Poll, group, err)
	}
	if err == nil {
		s.Discard(ctx, a, prepared)
	}
	return c, err
}

// write puts a message of the actor's into the group, if the actor may write it, and
// tells c of the actor's copy. When random was seen before it writes nothing, tells of
// what that request made and is not fresh.
func (g *circle) write(m Message, named []user.ID, random int64, c *Change) (fresh bool, err error) {
	once, err := g.f.box.Once(random)
	if err != nil {
		return false, err
	}
	if once.ID != 0 {
		return false, g.again(once, random, c)
	}
	if err := g.in.MayWrite(m.restricted(), g.tx.Now()); err != nil {
		return false, err
	}
	if ok, _ := g.in.Stand.Write(right.EmbedLinks); !ok {
		m.Preview = nil
	}
	if m.Period, err = dialog.Period(g.tx, g.owner, g.chat()); err != nil {
		return false, err
	}
	if !m.As.IsZero() && m.As != g.a.ID.Peer() {
		return false, errVoice
	}
	m.From, m.As, m.Author, m.Rank, m.Peer = g.a.ID, peer.Peer{}, "", g.in.Me.Rank, g.chat()
	author, err := g.reply(&m)
	if err != nil {
		return false, err
	}
	if err := g.name(g.a, &m, append(named, author)); err != nil {
		return false, err
	}
	if _, err = g.insert(&m, random, g.a.Origin); err != nil {
		return false, err
	}
	return true, g.copied(c)
}

// again answers a repeated request.
func (g *circle) again(once update.Once, random int64, c *Change) error {
	m, err := loadMessage(g.tx, g.f.owner, g.chat(), once.ID)
	switch {
	case err != nil:
		return err
	case m == nil: // deleted since, or sent to another chat
		return errRandomID
	}
	c.Messages = append(c.Messages, *m)
	c.Events = append(c.Events, update.Event{
		Kind: update.NewMessage, Peer: m.Peer, ID: once.ID, Random: random, Date: m.Date, Count: 1, At: update.Position{Pts: once.Pts},
	})
	return nil
}

// reply checks what m answers, which the actor names by the own copy, and makes its
// quote say what that says; author is who wrote it.
func (g *circle) reply(m *Message) (author user.ID, err error) {
	if m.Reply == nil {
		return 0, nil
	}
	if chat := m.Reply.in(g.chat()); chat != g.chat() {
		return 0, g.replyAcross(m, chat)
	}
	to, err := loadMessage(g.tx, g.f.owner, g.chat(), m.Reply.ID)
	switch {
	case err != nil:
		return 0, err
	case to == nil || to.Other == 0:
		return 0, errReply
	}
	r := Reply{ID: to.Other}
	if quote := m.Reply.Quote.String; quote != "" {
		q, at, ok := to.Text.Quoted(quote, m.Reply.QuoteOffset)
		if !ok {
			return 0, errQuote
		}
		r.Quote, r.QuoteOffset = q, at
	}
	m.Reply = &r
	return to.From, nil
}

// both is the actor's copy of a message, and the message itself as the group has it.
// Fault: MESSAGE_ID_INVALID.
func (g *circle) both(id int) (own, m *Message, err error) {
	if own, err = loadMessage(g.tx, g.f.owner, g.chat(), id); err != nil {
		return nil, nil, err
	}
	if own == nil || own.Other == 0 {
		return nil, nil, errID
	}
	m, err = loadMessage(g.tx, g.owner, g.chat(), own.Other)
	if err == nil && m == nil {
		err = errID
	}
	return own, m, err
}

package message

import (
	"context"
	"slices"
	"strings"

	"heliograph/internal/channel"
	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/right"
	"heliograph/internal/store"
	"heliograph/internal/text"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

var (
	errRandomTwice = fault.New(fault.Invalid, "RANDOM_ID_DUPLICATE") // the list has 500
	errSlowMany    = fault.New(fault.Invalid, "SLOWMODE_MULTI_MSGS_DISABLED")
)

// maxNamed is how many members one message can mention.
const maxNamed = 50

// post is Send to a channel: one copy, whoever reads it.
func (s *Service) post(ctx context.Context, a user.Actor, d Draft) (Change, error) {
	n, err := s.replying(ctx, a, d.To, d.Reply)
	if err != nil {
		return Change{}, err
	}
	m, err := s.compose(ctx, a, &d, []store.Owner{d.To.Owner()})
	if err != nil {
		return Change{}, err
	}
	named, err := s.mentioned(ctx, m.Text)
	if err != nil {
		return Change{}, err
	}
	signature, err := s.nameOf(ctx, a.ID)
	if err != nil {
		return Change{}, err
	}
	m.Author = signature // as far as it is shown: see sign
	var c Change
	var fresh bool
	err = s.run(ctx, []store.Owner{d.To.Owner(), a.ID.Owner()}, func(tx *update.Tx, ts timers) error {
		c = Change{}
		h, err := s.enter(tx, a.ID, d.To)
		if err != nil {
			return err
		}
		h.timers, h.names = ts, n
		out := m
		if fresh, err = h.write(a, &out, named, d.Random, &c); err != nil || !fresh {
			return err
		}
		if d.ClearDraft {
			return h.clearDraft(a, d.Reply, &out)
		}
		return nil
	})
	if m.Media != nil && (err != nil || !fresh) {
		s.drop(ctx, m.Media.Poll, []store.Owner{d.To.Owner()}, err)
	}
	s.follow(&c, []store.Owner{d.To.Owner()})
	return c, err
}

// write puts a message of the actor's into the channel, if the actor may write it,
// and tells c. When random was seen before it writes nothing, tells of what that
// request made and is not fresh.
func (h *hall) write(a user.Actor, m *Message, named []user.ID, random int64, c *Change) (fresh bool, err error) {
	once, err := h.box.Once(random)
	if err != nil {
		return false, err
	}
	if once.ID != 0 {
		return false, h.again(a, once, random, c)
	}
	if err := h.in.MayWrite(m.restricted(), h.tx.Now()); err != nil {
		return false, err
	}
	if err := h.admits(m); err != nil {
		return false, err
	}
	if ok, _ := h.in.Stand.Write(right.EmbedLinks); !ok {
		m.Preview = nil
	}
	if err := h.speak(h.tx, h.tx.Now(), a, m); err != nil {
		return false, err
	}
	m.Peer = h.chat()
	author, err := h.reply(m)
	if err != nil {
		return false, err
	}
	if err := h.name(a, m, append(named, author)); err != nil {
		return false, err
	}
	e, err := h.insert(m, random, a.Origin)
	if err != nil {
		return false, err
	}
	h.in.Wrote(h.tx, h.tx.Now())
	c.Events, c.Messages = append(c.Events, e), append(c.Messages, *m)
	return true, h.wrote(m)
}

// again answers a repeated request.
func (h *hall) again(a user.Actor, once update.Once, random int64, c *Change) error {
	m, err := h.load(once.ID)
	switch {
	case err != nil:
		return err
	case m == nil:
		return errRandomID
	case m.From != a.ID:
		return errRandomTwice
	}
	c.Messages = append(c.Messages, *m)
	c.Events = append(c.Events, update.Event{
		Kind: update.NewMessage, Peer: m.Peer, ID: once.ID, Random: random, Date: m.Date, Count: 1, At: update.Position{Pts: once.Pts},
	})
	return nil
}

// sign says in whose name the actor writes: in that of the channel where only
// admins write, or where the actor is an anonymous admin. m.Author is the actor's
// name.
func (h *hall) sign(a user.Actor, m *Message) {
	name := m.Author
	m.From, m.Author = a.ID, ""
	switch {
	case h.in.Broadcast && h.in.Profiles:
		m.Viewed = true
	case h.in.Broadcast:
		if m.As, m.Viewed = h.chat(), true; h.in.Signatures {
			m.Author = name
		}
	case h.in.Stand.Has(right.Anonymous):
		m.As, m.Author = h.chat(), h.in.Me.Rank
	default:
		m.Rank = h.in.Me.Rank
	}
}

// nameOf is what a person is called.
func (s *Service) nameOf(ctx context.Context, id user.ID) (string, error) {
	ps, err := s.users.Profiles(ctx, id)
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(ps[0].FirstName + " " + ps[0].LastName), nil
}

// answer checks what m answers and makes its quote say what that says; author is
// who wrote it in this channel, 0 for nobody who is to be told.
func (h *hall) answer(m *Message) (author user.ID, err error) {
	if m.Reply == nil {
		return 0, nil
	}
	if chat := m.Reply.in(h.chat()); chat != h.chat() {
		return 0, h.replyAcross(m, chat)
	}
	to, err := h.load(m.Reply.ID)
	switch {
	case err != nil:
		return 0, err
	case to == nil:
		return 0, errReply
	}
	r := *answering(to)
	if quote := m.Reply.Quote.String; quote != "" {
		q, at, ok := to.Text.Quoted(quote, m.Reply.QuoteOffset)
		if !ok {
			return 0, errQuote
		}
		r.Quote, r.QuoteOffset = q, at
	}
	if r.Top == 0 && to.Topic <= General && to.Reply != nil && to.Reply.Peer.IsZero() && to.Reply.ID != 0 {
		if r.Top = to.Reply.Top; r.Top == 0 {
			r.Top = to.Reply.ID
		}
	}
	m.Reply = &r
	if !to.As.IsZero() {
		return 0, nil
	}
	return to.From, nil
}

// replyAcross has m answer a message of the actor's own box.
func (h *hall) replyAcross(m *Message, chat peer.Peer) error {
	at, err := find(h.tx, h.tx.Now(), m.From, chat)
	if err != nil {
		return errReply
	}
	to, err := loadMessage(h.tx, at.box, chat, m.Reply.ID)
	switch {
	case err != nil:
		return err
	case at.in != nil && at.in.NoForwards:
		return errProtected
	case to == nil || to.ID < at.first:
		return errReply
	}
	from := to.origin(h.names)
	r := Reply{From: &from, Quote: m.Reply.Quote, QuoteOffset: m.Reply.QuoteOffset}
	if r.Quote.String == "" {
		r.Whole = true
		all := []rune(to.Text.String)
		r.Quote, _, _ = to.Text.Quoted(string(all[:min(len(all), h.s.limits.Quote)]), 0)
	}
	if chat.Kind == peer.Channel {
		r.ID, r.Peer = to.ID, chat
	}
	m.Reply = &r
	return nil
}

// mentioned is whom a text mentions, as far as there are such people.
func (s *Service) mentioned(ctx context.Context, t text.Text) ([]user.ID, error) {
	var out []user.ID
	for _, e := range t.Entities {
		switch e.Kind {
		case text.MentionName:
			out = append(out, user.ID(e.ID))
		case text.Mention:
			part, _ := t.Part(e.Offset, e.Length)
			p, err := s.users.ByUsername(ctx, strings.TrimPrefix(part.String, "@"))
			if err != nil {
				return nil, err
			}
			if p.Kind == peer.User {
				out = append(out, user.ID(p.ID))
			}
		}
		if len(out) >= maxNamed {
			break
		}
	}
	return out, nil
}

// name notes which of some people are members who are to be told of m.
func (h *hall) name(a user.Actor, m *Message, who []user.ID) error {
	if h.in.Broadcast {
		return nil
	}
	slices.Sort(who)
	for _, id := range slices.Compact(who) {
		if id == 0 || id == a.ID {
			continue
		}
		o, err := channel.Open(h.tx, h.in.ID, id, h.tx.Now())
		if err != nil {
			return err
		}
		if o.Me.In {
			m.Named = append(m.Named, Named{User: id})
		}
	}
	return nil
}

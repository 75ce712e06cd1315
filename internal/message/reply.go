package message

import (
	"context"

	"heliograph/internal/fault"
	"heliograph/internal/peer"
	"heliograph/internal/text"
	"heliograph/internal/user"
)

// normalReply is r with its quote as it can be looked for. Fault:
// QUOTE_TEXT_INVALID.
func (s *Service) normalReply(r *Reply) (*Reply, error) {
	if r == nil || r.Quote.String == "" {
		return r, nil
	}
	q, cut, err := text.Quote(r.Quote, s.limits.Quote)
	if fault.As(err) != nil {
		return nil, errQuote
	}
	return &Reply{ID: r.ID, Peer: r.Peer, Top: r.Top, Quote: q, QuoteOffset: max(r.QuoteOffset, 0) + cut}, err
}

// in is the chat of the answered message, for an answer that is written to chat.
func (r *Reply) in(chat peer.Peer) peer.Peer {
	if r.Peer.IsZero() {
		return chat
	}
	return r.Peer
}

// replying is the names of authors for a reply to a message of another chat than
// to. Faults: CHAT_FORWARDS_RESTRICTED, and those of find.
func (s *Service) replying(ctx context.Context, a user.Actor, to peer.Peer, r *Reply) (names, error) {
	if r == nil || r.Peer.IsZero() || r.Peer == to {
		return nil, nil
	}
	return s.copying(ctx, a, r.Peer, []int{r.ID})
}

// reply checks what m answers, makes its quote say what that says, and is the same
// reply as the other side sees it: nil where the other side has no copy of the
// answered message. Of a message of another chat it sees who wrote what.
func (p *pair) reply(m *Message) (*Reply, error) {
	if m.Reply == nil {
		return nil, nil
	}
	chat := m.Reply.in(p.peer)
	at, err := find(p.tx, p.tx.Now(), p.actor.ID, chat)
	if err != nil {
		return nil, errReply
	}
	to, err := loadMessage(p.tx, at.box, chat, m.Reply.ID)
	switch {
	case err != nil:
		return nil, err
	case at.in != nil && at.in.NoForwards:
		return nil, errProtected
	case m.Reply.ID < at.first:
		return nil, errReply
	}
	if to == nil {
		return nil, errReply
	}
	if quote := m.Reply.Quote.String; quote != "" {
		q, at, ok := to.Text.Quoted(quote, m.Reply.QuoteOffset)
		if !ok {
			return nil, errQuote
		}
		m.Reply = &Reply{ID: m.Reply.ID, Quote: q, QuoteOffset: at}
	}
	if chat != p.peer {
		return p.replyAcross(m, to), nil
	}
	mine := *m.Reply
	mine.Peer, mine.Top = peer.Peer{}, 0
	if m.Reply = &mine; to.Other == 0 {
		return nil, nil
	}
	r := mine
	r.ID = to.Other
	return &r, nil
}

// replyAcross has m answer a message of another chat. Where that is stays
// unsaid, to its writer as well: a private chat opens for nobody else, and clients
// take an answer that names one for a mistake.
func (p *pair) replyAcross(m, to *Message) *Reply {
	from := to.origin(p.names)
	r := Reply{Quote: m.Reply.Quote, QuoteOffset: m.Reply.QuoteOffset, From: &from}
	if r.Quote.String == "" {
		r.Whole = true
		all := []rune(to.Text.String)
		r.Quote, _, _ = to.Text.Quoted(string(all[:min(len(all), p.limits.Quote)]), 0)
	}
	mine := r
	m.Reply = &mine
	return &r
}

package message

import (
	"heliograph/internal/fault"
	"heliograph/internal/text"
)

// maxQuote is how many characters of a message one may quote.
const maxQuote = 1024

// normalReply is r with its quote as it can be looked for. Fault:
// QUOTE_TEXT_INVALID.
func normalReply(r *Reply) (*Reply, error) {
	if r == nil || r.Quote.String == "" {
		return r, nil
	}
	q, cut, err := text.Quote(r.Quote, maxQuote)
	if fault.As(err) != nil {
		return nil, errQuote
	}
	return &Reply{ID: r.ID, Quote: q, QuoteOffset: max(r.QuoteOffset, 0) + cut}, err
}

// reply checks what m answers, makes its quote say what that says, and is the same
// reply as the other side sees it: nil where the other side has no copy of the
// answered message.
func (p *pair) reply(m *Message) (*Reply, error) {
	if m.Reply == nil {
		return nil, nil
	}
	to, err := loadMessage(p.tx, p.me, p.peer, m.Reply.ID)
	if err != nil {
		return nil, err
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
	if to.Other == 0 {
		return nil, nil
	}
	r := *m.Reply
	r.ID = to.Other
	return &r, nil
}

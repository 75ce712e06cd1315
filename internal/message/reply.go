package message

import (
	"strings"

	"heliograph/internal/fault"
	"heliograph/internal/text"
)

// maxQuote is how many characters of a message one may quote.
const maxQuote = 1024

// normalReply is r with its quote as it is stored. Fault: QUOTE_TEXT_INVALID.
func normalReply(r *Reply) (*Reply, error) {
	if r == nil || r.Quote.String == "" {
		return r, nil
	}
	q, err := text.Normal(r.Quote, maxQuote)
	if fault.As(err) != nil {
		return nil, errQuote
	}
	return &Reply{ID: r.ID, Quote: q, QuoteOffset: max(r.QuoteOffset, 0)}, err
}

// reply checks what m answers and is the same reply as the other side sees it:
// nil where the other side has no copy of the answered message.
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
	if !strings.Contains(to.Text.String, m.Reply.Quote.String) {
		return nil, errQuote
	}
	if to.Other == 0 {
		return nil, nil
	}
	r := *m.Reply
	r.ID = to.Other
	return &r, nil
}

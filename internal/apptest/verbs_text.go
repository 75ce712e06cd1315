package apptest

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/gotd/td/tg"
)

// marks makes entities of words such as bold:0:5 and link:0:5:https://a.b.
func (s *script) marks(d *Device, words []string) ([]tg.MessageEntityClass, error) {
	var out []tg.MessageEntityClass
	for _, w := range words {
		part := append(strings.SplitN(w, ":", 4), "")
		if len(part) < 4 {
			return nil, fmt.Errorf("%s: want kind:offset:length", w)
		}
		from, err := strconv.Atoi(part[1])
		if err != nil {
			return nil, err
		}
		n, err := strconv.Atoi(part[2])
		if err != nil {
			return nil, err
		}
		e, err := s.markOf(d, part[0], from, n, part[3])
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// markOf is an entity of a kind; extra is what it says besides its place.
func (s *script) markOf(d *Device, kind string, o, n int, extra string) (tg.MessageEntityClass, error) {
	switch kind {
	case "bold":
		return &tg.MessageEntityBold{Offset: o, Length: n}, nil
	case "italic":
		return &tg.MessageEntityItalic{Offset: o, Length: n}, nil
	case "underline":
		return &tg.MessageEntityUnderline{Offset: o, Length: n}, nil
	case "strike":
		return &tg.MessageEntityStrike{Offset: o, Length: n}, nil
	case "spoiler":
		return &tg.MessageEntitySpoiler{Offset: o, Length: n}, nil
	case "code":
		return &tg.MessageEntityCode{Offset: o, Length: n}, nil
	case "pre":
		return &tg.MessageEntityPre{Offset: o, Length: n, Language: extra}, nil
	case "quote":
		return &tg.MessageEntityBlockquote{Offset: o, Length: n, Collapsed: extra == "collapsed"}, nil
	case "link":
		return &tg.MessageEntityTextURL{Offset: o, Length: n, URL: extra}, nil
	case "url":
		return &tg.MessageEntityURL{Offset: o, Length: n}, nil
	case "emoji":
		id, err := strconv.ParseInt(extra, 10, 64)
		return &tg.MessageEntityCustomEmoji{Offset: o, Length: n, DocumentID: id}, err
	case "date":
		at, err := strconv.Atoi(extra)
		return &tg.MessageEntityFormattedDate{Offset: o, Length: n, Date: at, LongDate: true, ShortTime: true}, err
	case "name", "stranger": // of a person, and with an access hash that is wrong
		p, err := s.person(extra)
		if err != nil {
			return nil, err
		}
		who := &tg.InputUser{UserID: p.Self.ID, AccessHash: 1}
		if known, ok := d.InputPeer(p.Self.ID).(*tg.InputPeerUser); ok && kind == "name" {
			who.AccessHash = known.AccessHash
		}
		return &tg.InputMessageEntityMentionName{Offset: o, Length: n, UserID: who}, nil
	}
	return nil, fmt.Errorf("unknown mark %q", kind)
}

// compose TO TEXT MARK…: sends a text with entities
func compose(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	es, err := s.marks(d, args[2:])
	if err != nil {
		return nil, err
	}
	return nil, d.sendTo(&tg.MessagesSendMessageRequest{Peer: to, Message: args[1], Entities: es})
}

// flood TO TEXT COUNT MARK: sends a text with the same entity many times
func flood(s *script, d *Device, args []string) ([]string, error) {
	n, err := strconv.Atoi(args[2])
	if err != nil {
		return nil, err
	}
	words := []string{args[0], args[1]}
	for range n {
		words = append(words, args[3])
	}
	return compose(s, d, words)
}

// recompose CHAT OLD TEXT MARK…: edits a text with entities
func recompose(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	m, err := d.Find(args[1])
	if err != nil {
		return nil, err
	}
	es, err := s.marks(d, args[3:])
	if err != nil {
		return nil, err
	}
	ctx, cancel := d.Context()
	defer cancel()
	r := &tg.MessagesEditMessageRequest{Peer: to, ID: m.ID}
	r.SetMessage(args[2])
	r.SetEntities(es)
	u, err := d.API.MessagesEditMessage(ctx, r)
	if err == nil {
		d.Record(u)
	}
	return nil, err
}

// quote CHAT ANSWERED QUOTE OFFSET TEXT: answers a part of a message
func quote(s *script, d *Device, args []string) ([]string, error) {
	to, err := s.peer(d, args[0])
	if err != nil {
		return nil, err
	}
	m, err := d.Find(args[1])
	if err != nil {
		return nil, err
	}
	r := &tg.InputReplyToMessage{ReplyToMsgID: m.ID}
	r.SetQuoteText(args[2])
	at, err := strconv.Atoi(args[3])
	if err != nil {
		return nil, err
	}
	r.SetQuoteOffset(at)
	return nil, d.sendTo(&tg.MessagesSendMessageRequest{Peer: to, Message: args[4], ReplyTo: r})
}

// marks TEXT: prints the entities of a message that the device knows, and what
// it quotes
func showMarks(s *script, d *Device, args []string) ([]string, error) {
	m, err := d.Find(args[0])
	if err != nil {
		return nil, err
	}
	out := s.entities(m.Message, m.Entities)
	if h, ok := m.ReplyTo.(*tg.MessageReplyHeader); ok && h.Quote {
		out = append(out, fmt.Sprintf("quotes %q at %d", h.QuoteText, h.QuoteOffset))
		out = append(out, s.entities(h.QuoteText, h.QuoteEntities)...)
	}
	return out, nil
}

func (s *script) entities(text string, es []tg.MessageEntityClass) []string {
	units := utf16.Encode([]rune(text))
	out := make([]string, 0, len(es))
	for _, e := range es {
		what := strings.TrimPrefix(fmt.Sprintf("%T", e), "*tg.MessageEntity")
		o, n := e.GetOffset(), e.GetLength()
		line := fmt.Sprintf("%s %d+%d %q", what, o, n, string(utf16.Decode(units[o:o+n])))
		switch e := e.(type) {
		case *tg.MessageEntityPre:
			line += " " + e.Language
		case *tg.MessageEntityTextURL:
			line += " " + e.URL
		case *tg.MessageEntityMentionName:
			line += " " + s.name(e.UserID)
		case *tg.MessageEntityCustomEmoji:
			line += " " + strconv.FormatInt(e.DocumentID, 10)
		case *tg.MessageEntityFormattedDate:
			line += fmt.Sprintf(" %d relative %t, time %t, date %t", e.Date, e.Relative, e.ShortTime, e.LongDate)
		case *tg.MessageEntityBlockquote:
			if e.Collapsed {
				line += " collapsed"
			}
		}
		out = append(out, strings.TrimRight(line, " "))
	}
	return out
}

package view

import (
	"strings"

	"github.com/gotd/td/tg"

	"heliograph/internal/text"
)

// Entities is the entities of a text.
func Entities(es []text.Entity) []tg.MessageEntityClass {
	out := make([]tg.MessageEntityClass, 0, len(es))
	for _, e := range es {
		if x := entity(e); x != nil {
			out = append(out, x)
		}
	}
	return out
}

func entity(e text.Entity) tg.MessageEntityClass {
	o, n := e.Offset, e.Length
	switch e.Kind {
	case text.Mention:
		return &tg.MessageEntityMention{Offset: o, Length: n}
	case text.Hashtag:
		return &tg.MessageEntityHashtag{Offset: o, Length: n}
	case text.BotCommand:
		return &tg.MessageEntityBotCommand{Offset: o, Length: n}
	case text.URL:
		return &tg.MessageEntityURL{Offset: o, Length: n}
	case text.Email:
		return &tg.MessageEntityEmail{Offset: o, Length: n}
	case text.Bold:
		return &tg.MessageEntityBold{Offset: o, Length: n}
	case text.Italic:
		return &tg.MessageEntityItalic{Offset: o, Length: n}
	case text.Code:
		return &tg.MessageEntityCode{Offset: o, Length: n}
	case text.Pre:
		return &tg.MessageEntityPre{Offset: o, Length: n, Language: e.Extra}
	case text.TextURL:
		return &tg.MessageEntityTextURL{Offset: o, Length: n, URL: e.Extra}
	case text.MentionName:
		return &tg.MessageEntityMentionName{Offset: o, Length: n, UserID: e.ID}
	case text.Phone:
		return &tg.MessageEntityPhone{Offset: o, Length: n}
	case text.Cashtag:
		return &tg.MessageEntityCashtag{Offset: o, Length: n}
	case text.Underline:
		return &tg.MessageEntityUnderline{Offset: o, Length: n}
	case text.Strike:
		return &tg.MessageEntityStrike{Offset: o, Length: n}
	case text.BankCard:
		return &tg.MessageEntityBankCard{Offset: o, Length: n}
	case text.Spoiler:
		return &tg.MessageEntitySpoiler{Offset: o, Length: n}
	case text.CustomEmoji:
		return &tg.MessageEntityCustomEmoji{Offset: o, Length: n, DocumentID: e.ID}
	case text.Blockquote:
		return &tg.MessageEntityBlockquote{Offset: o, Length: n, Collapsed: e.Flag}
	case text.Date:
		is := func(form string) bool { return strings.Contains(e.Extra, form) }
		return &tg.MessageEntityFormattedDate{
			Offset: o, Length: n, Date: int(e.ID), Relative: is("r"), DayOfWeek: is("w"),
			ShortDate: is("d"), LongDate: is("D"), ShortTime: is("t"), LongTime: is("T"),
		}
	}
	return nil
}

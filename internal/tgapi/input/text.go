package input

import (
	"github.com/gotd/td/tg"

	"heliograph/internal/rpc"
	"heliograph/internal/text"
)

// Text is a message's text with its entities, no more of them than are refused
// for their number. Those of kinds that we do not know, and mentions of users that
// the caller cannot name, are left out.
func (r *Resolver) Text(c *rpc.Call, s string, entities []tg.MessageEntityClass) text.Text {
	t := text.Text{String: s}
	for _, e := range entities {
		if x, ok := r.entity(c, e); ok {
			t.Entities = append(t.Entities, x)
		}
		if len(t.Entities) > text.MaxGiven {
			break
		}
	}
	return t
}

func (r *Resolver) entity(c *rpc.Call, e tg.MessageEntityClass) (text.Entity, bool) {
	out := text.Entity{Offset: e.GetOffset(), Length: e.GetLength()}
	switch e := e.(type) {
	case *tg.MessageEntityPre:
		out.Kind, out.Extra = text.Pre, e.Language
	case *tg.MessageEntityTextURL:
		out.Kind, out.Extra = text.TextURL, e.URL
	case *tg.MessageEntityCustomEmoji:
		out.Kind, out.ID = text.CustomEmoji, e.DocumentID
	case *tg.MessageEntityBlockquote:
		out.Kind, out.Flag = text.Blockquote, e.Collapsed
	case *tg.MessageEntityFormattedDate:
		out.Kind, out.ID, out.Extra = text.Date, int64(e.Date), dateForm(e)
	case *tg.InputMessageEntityMentionName:
		u, err := r.User(c, e.UserID)
		if err != nil {
			return out, false
		}
		out.Kind, out.ID = text.MentionName, int64(u)
	default:
		out.Kind = plainEntity(e)
	}
	return out, out.Kind != text.Unknown
}

// dateForm is how a date is to be shown, in the letters of text.DateForms.
func dateForm(e *tg.MessageEntityFormattedDate) string {
	out := ""
	for i, set := range [...]bool{e.Relative, e.DayOfWeek, e.ShortDate, e.LongDate, e.ShortTime, e.LongTime} {
		if set {
			out += text.DateForms[i : i+1]
		}
	}
	return out
}

// plainEntity is the kind of an entity that has nothing but its place.
func plainEntity(e tg.MessageEntityClass) text.EntityKind {
	switch e.(type) {
	case *tg.MessageEntityMention:
		return text.Mention
	case *tg.MessageEntityHashtag:
		return text.Hashtag
	case *tg.MessageEntityBotCommand:
		return text.BotCommand
	case *tg.MessageEntityURL:
		return text.URL
	case *tg.MessageEntityEmail:
		return text.Email
	case *tg.MessageEntityBold:
		return text.Bold
	case *tg.MessageEntityItalic:
		return text.Italic
	case *tg.MessageEntityCode:
		return text.Code
	case *tg.MessageEntityPhone:
		return text.Phone
	case *tg.MessageEntityCashtag:
		return text.Cashtag
	case *tg.MessageEntityUnderline:
		return text.Underline
	case *tg.MessageEntityStrike:
		return text.Strike
	case *tg.MessageEntityBankCard:
		return text.BankCard
	case *tg.MessageEntitySpoiler:
		return text.Spoiler
	}
	return text.Unknown
}

package apptest_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"heliograph/internal/id"
)

// entities is n entities that entity makes.
func entities(n int, entity func(i int) tg.MessageEntityClass) []tg.MessageEntityClass {
	out := make([]tg.MessageEntityClass, n)
	for i := range out {
		out[i] = entity(i)
	}
	return out
}

// bombs are too many entities, one in the other, and across each other.
func bombs() map[string][]tg.MessageEntityClass {
	return map[string][]tg.MessageEntityClass{
		"10,000 beside each other": entities(10_000, func(i int) tg.MessageEntityClass { return &tg.MessageEntityBold{Offset: i % 4000, Length: 1} }),
		"10,000 the same":          entities(10_000, func(int) tg.MessageEntityClass { return &tg.MessageEntityItalic{Length: 4000} }),
		"1,001 nested":             entities(1001, func(i int) tg.MessageEntityClass { return &tg.MessageEntityBlockquote{Offset: i, Length: 4000 - 2*i} }),
	}
}

// everywhere is every request that has a text with entities, and what it says
// when there are too many of them.
func (w *hostile) everywhere(text string, es []tg.MessageEntityClass) []attack {
	part := tg.TextWithEntities{Text: text, Entities: es}
	short := tg.TextWithEntities{Text: "x"}
	poll := func(question, answer tg.TextWithEntities) bin.Encoder {
		p := aPoll(2)
		p.Poll.Question, p.Poll.Answers[1] = question, &tg.PollAnswer{Text: answer, Option: []byte("b")}
		return w.media(p)
	}
	solved := aPoll(2)
	solved.Poll.Quiz = true
	solved.SetCorrectAnswers([]int{0})
	solved.SetSolution(text)
	solved.SetSolutionEntities(es)
	list := func(title, item tg.TextWithEntities) bin.Encoder {
		m := aList("x", "x", 1)
		m.Todo.Title, m.Todo.List[0].Title = title, item
		return w.media(m)
	}
	later := &tg.MessagesSendMessageRequest{Peer: w.toBob(), Message: text, Entities: es, RandomID: id.Int64()}
	later.SetScheduleDate(int(w.now().Unix()) + 3600)
	return []attack{
		{"a message", &tg.MessagesSendMessageRequest{Peer: w.toBob(), Message: text, Entities: es, RandomID: id.Int64()}, ""},
		{"an edit", &tg.MessagesEditMessageRequest{Peer: w.toBob(), ID: w.own, Message: text, Entities: es}, ""},
		{"a draft", &tg.MessagesSaveDraftRequest{Peer: w.toBob(), Message: text, Entities: es}, ""},
		{"a caption", &tg.MessagesSendMediaRequest{Peer: w.toBob(), Media: aPoll(2), Message: text, Entities: es, RandomID: id.Int64()}, ""},
		{"a message for later", later, ""},
		{"a quote", &tg.MessagesSendMessageRequest{
			Peer: w.toBob(), Message: "yes", RandomID: id.Int64(),
			ReplyTo: &tg.InputReplyToMessage{ReplyToMsgID: w.own, QuoteText: text, QuoteEntities: es},
		}, "QUOTE_TEXT_INVALID"},
		{"a question", poll(part, short), "POLL_QUESTION_INVALID"},
		{"an answer", poll(short, part), "POLL_ANSWER_INVALID"},
		{"a solution", w.media(solved), "MEDIA_INVALID"},
		{"a title", list(part, short), "MEDIA_INVALID"},
		{"a task", list(short, part), "MEDIA_INVALID"},
		{"a task added", &tg.MessagesAppendTodoListRequest{Peer: w.toBob(), MsgID: w.own, List: []tg.TodoItem{{ID: 9, Title: part}}}, "MESSAGE_ID_INVALID"},
		{"a folder", &tg.MessagesUpdateDialogFilterRequest{ID: 2, Filter: &tg.DialogFilter{
			ID: 2, Contacts: true, Title: part, PinnedPeers: []tg.InputPeerClass{}, IncludePeers: []tg.InputPeerClass{}, ExcludePeers: []tg.InputPeerClass{},
		}}, ""},
	}
}

func (w *hostile) media(m tg.InputMediaClass) bin.Encoder {
	return &tg.MessagesSendMediaRequest{Peer: w.toBob(), Media: m, RandomID: id.Int64()}
}

// answered is attacks that are answered with code where nothing else is said.
func answered(code string, attacks []attack, but map[string]string) []attack {
	for i := range attacks {
		a := &attacks[i]
		if other, ok := but[a.name]; ok {
			a.want = other
		} else if a.want == "" {
			a.want = code
		}
	}
	return attacks
}

func TestHostileEntities(t *testing.T) {
	w := openHostile(t)
	for name, es := range bombs() {
		attacks := answered("ENTITIES_TOO_LONG", w.everywhere(strings.Repeat("x", 4000), es), nil)
		for i := range attacks {
			attacks[i].name += " of " + name
		}
		w.fend(attacks)
	}
	// What is no more than much is cut to what clients show.
	deep := entities(1000, func(i int) tg.MessageEntityClass { return &tg.MessageEntitySpoiler{Offset: i, Length: 4000 - 2*i} })
	across := entities(1000, func(i int) tg.MessageEntityClass {
		if i%2 == 0 {
			return &tg.MessageEntityBold{Offset: i, Length: 1500}
		}
		return &tg.MessageEntityTextURL{Offset: i, Length: 1500, URL: "https://example.org/"}
	})
	for name, es := range map[string][]tg.MessageEntityClass{"deep": deep, "across": across} {
		if got := w.measured(name, &tg.MessagesSendMessageRequest{Peer: w.toBob(), Message: name + strings.Repeat("x", 4000), Entities: es, RandomID: id.Int64()}); got != "" {
			t.Errorf("%s: %s", name, got)
		}
		if m := w.received(name + strings.Repeat("x", 4000)); len(m.Entities) > 100 {
			t.Errorf("%s: %d entities", name, len(m.Entities))
		}
	}
}

// Places that are not in the text, or in the middle of a character.
func TestHostileBounds(t *testing.T) {
	w := openHostile(t)
	const text = "a😀b"
	for _, e := range [][2]int{{-1, 2}, {0, 5}, {4, 1}, {0, 0}, {1, -1}, {2, 1}, {0, 2}, {1 << 30, 1 << 30}, {1<<31 - 1, 1<<31 - 1}, {-1 << 31, 1}} {
		w.fend([]attack{{"bounds", &tg.MessagesSendMessageRequest{
			Peer: w.toBob(), Message: text, Entities: []tg.MessageEntityClass{&tg.MessageEntityBold{Offset: e[0], Length: e[1]}}, RandomID: id.Int64(),
		}, "ENTITY_BOUNDS_INVALID"}})
	}
}

// Strings that are no UTF-8: halves of surrogate pairs, bytes cut off.
func TestHostileEncoding(t *testing.T) {
	w := openHostile(t)
	for name, s := range map[string]string{
		"a high half": "x\xed\xa0\x80x", "a low half": "x\xed\xb0\x80x", "a pair of halves": "x\xed\xa0\xbd\xed\xb8\x80x",
		"half a character": "x\xf0\x9f\x98", "a long nought": "x\xc0\x80x", "beyond the last": "x\xf4\x90\x80\x80x",
	} {
		attacks := answered("ENCODING_INVALID", w.everywhere(s, nil), nil)
		attacks = append(attacks,
			attack{"a name", &tg.AccountUpdateProfileRequest{FirstName: s}, "FIRSTNAME_INVALID"},
			attack{"an about", &tg.AccountUpdateProfileRequest{About: s}, "ABOUT_TOO_LONG"},
			attack{"a username", &tg.AccountUpdateUsernameRequest{Username: s}, "USERNAME_INVALID"},
			attack{"a card", w.media(&tg.InputMediaContact{PhoneNumber: "+4915112345678", FirstName: s}), "MEDIA_INVALID"},
			attack{"a venue", w.media(&tg.InputMediaVenue{GeoPoint: &tg.InputGeoPoint{}, Title: s}), "MEDIA_INVALID"},
			attack{"a die", w.media(&tg.InputMediaDice{Emoticon: s}), "EMOTICON_INVALID"},
			attack{"a reaction", &tg.MessagesSendReactionRequest{Peer: w.toBob(), MsgID: w.own, Reaction: []tg.ReactionClass{&tg.ReactionEmoji{Emoticon: s}}}, "REACTION_INVALID"},
			attack{"the name of a tag", &tg.MessagesUpdateSavedReactionTagRequest{Reaction: &tg.ReactionEmoji{Emoticon: "👍"}, Title: s}, "ENCODING_INVALID"},
			attack{"a search", &tg.MessagesSearchRequest{Peer: w.toBob(), Q: s, Filter: &tg.InputMessagesFilterEmpty{}, Limit: 10}, ""},
			attack{"a global search", &tg.MessagesSearchGlobalRequest{Q: s, Filter: &tg.InputMessagesFilterEmpty{}, OffsetPeer: &tg.InputPeerEmpty{}, Limit: 10}, ""},
			attack{"a search for people", &tg.ContactsSearchRequest{Q: s, Limit: 10}, ""},
		)
		for i := range attacks {
			attacks[i].name += " with " + name
		}
		w.fend(attacks)
	}
}

// Texts that turn, hide or smear what is beside them are cleaned, and what is
// shown is nothing else than what is stored.
func TestHostileLooks(t *testing.T) {
	w := openHostile(t)
	for in, out := range map[string]string{
		"safe\u202egpj.exe":                "safegpj.exe",
		"a\u2066b\u2069c\u202d d":          "a\u2066b\u2069c d",
		"one\x00two\x07\x1bthree":          "one two  three",
		"z" + strings.Repeat("\u030a", 50): "z",
		"\u200f\u200e\u200f\u200ehi":       "\u200c\u200c\u200c\u200ehi",
		"li\u2028ne\u2029s\rx":             "linesx",
	} {
		if got := w.measured(in, &tg.MessagesSendMessageRequest{Peer: w.toBob(), Message: in, RandomID: id.Int64()}); got != "" {
			t.Errorf("%q: %s", in, got)
		}
		w.received(out)
	}
	for _, s := range []string{"", " \n ", "\x00\x00", "\u200b\u200b\ufeff", "\u202e", "\u2800\u3000", strings.Repeat("\u030a", 100)} {
		w.fend([]attack{{"nothing to see", &tg.MessagesSendMessageRequest{Peer: w.toBob(), Message: s, RandomID: id.Int64()}, "MESSAGE_EMPTY"}})
	}
	smeared := "e" + strings.Repeat("\u0301\u0323", 2000) // many accents, within the limit: a text like others
	if got := w.measured("accents", &tg.MessagesSendMessageRequest{Peer: w.toBob(), Message: smeared, RandomID: id.Int64()}); got != "" || !utf8.ValidString(smeared) {
		t.Error(got)
	}
}

// Strings of many megabytes, and vectors that claim to be longer than they are.
func TestHostileSizes(t *testing.T) {
	w := openHostile(t)
	big := strings.Repeat("x", 3<<20)
	attacks := w.everywhere(big, nil)
	attacks = answered("MESSAGE_TOO_LONG", attacks, map[string]string{"a caption": "MEDIA_CAPTION_TOO_LONG"})
	attacks = append(attacks,
		attack{"16 MB", &tg.MessagesSendMessageRequest{Peer: w.toBob(), Message: strings.Repeat("x", 16<<20-4), RandomID: id.Int64()}, "INPUT_REQUEST_TOO_LONG"},
		attack{"a long name", &tg.AccountUpdateProfileRequest{FirstName: big}, "FIRSTNAME_INVALID"},
		attack{"a long about", &tg.AccountUpdateProfileRequest{About: big}, "ABOUT_TOO_LONG"},
		attack{"a long username", &tg.AccountUpdateUsernameRequest{Username: big}, "USERNAME_INVALID"},
		attack{"a long card", w.media(&tg.InputMediaContact{PhoneNumber: "+4915112345678", FirstName: big}), "MEDIA_INVALID"},
		attack{"a long number", w.media(&tg.InputMediaContact{PhoneNumber: "+" + strings.Repeat("4", 1<<20), FirstName: "x"}), "PHONE_NUMBER_INVALID"},
		attack{"a long place", w.media(&tg.InputMediaVenue{GeoPoint: &tg.InputGeoPoint{}, Title: big}), "MEDIA_INVALID"},
		attack{"a long die", w.media(&tg.InputMediaDice{Emoticon: big}), "EMOTICON_INVALID"},
	)
	w.fend(attacks)
}

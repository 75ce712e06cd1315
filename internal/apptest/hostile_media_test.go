package apptest_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/gotd/td/tg"

	"heliograph/internal/id"
)

// poll is a request to send a poll with two answers, spoiled.
func (w *hostile) poll(spoil func(m *tg.InputMediaPoll)) *tg.MessagesSendMediaRequest {
	m := aPoll(2)
	spoil(m)
	return &tg.MessagesSendMediaRequest{Peer: w.toBob(), Media: m, RandomID: id.Int64()}
}

func anAnswer(text, option string) tg.PollAnswerClass {
	return &tg.PollAnswer{Text: tg.TextWithEntities{Text: text}, Option: []byte(option)}
}

// TestHostilePolls: polls that are none, and votes for what is none.
func TestHostilePolls(t *testing.T) {
	w := openHostile(t)
	set := func(option string) func(m *tg.InputMediaPoll) {
		return func(m *tg.InputMediaPoll) { m.Poll.Answers[1] = anAnswer("x", option) }
	}
	ends := func(period, date int) func(m *tg.InputMediaPoll) {
		return func(m *tg.InputMediaPoll) {
			m.Poll.ClosePeriod, m.Poll.CloseDate = period, date
			m.Poll.SetFlags()
		}
	}
	quiz := func(correct ...int) func(m *tg.InputMediaPoll) {
		return func(m *tg.InputMediaPoll) {
			m.Poll.Quiz = true
			m.SetCorrectAnswers(correct)
		}
	}
	now := int(w.now().Unix())
	w.fend([]attack{
		{"a thousand answers", w.poll(func(m *tg.InputMediaPoll) { *m = *aPoll(1000) }), "POLL_ANSWERS_INVALID"},
		{"a hundred thousand answers", w.poll(func(m *tg.InputMediaPoll) { *m = *aPoll(100_000) }), "POLL_ANSWERS_INVALID"},
		{"no answer", w.poll(func(m *tg.InputMediaPoll) { m.Poll.Answers = nil }), "POLL_ANSWERS_INVALID"},
		{"an option of no bytes", w.poll(set("")), "POLL_OPTION_INVALID"},
		{"an option of 101 bytes", w.poll(set(strings.Repeat("x", 101))), "POLL_OPTION_INVALID"},
		{"an option of a megabyte", w.poll(set(strings.Repeat("x", 1<<20))), "POLL_OPTION_INVALID"},
		{"an option of 100 bytes", w.poll(set(strings.Repeat("x", 100))), ""},
		{"two options alike", w.poll(set("\x00")), "POLL_OPTION_DUPLICATE"},
		{"an empty answer", w.poll(func(m *tg.InputMediaPoll) { m.Poll.Answers[0] = anAnswer("\u200b", "x") }), "POLL_ANSWER_INVALID"},
		{"an answer of 101 letters", w.poll(func(m *tg.InputMediaPoll) { m.Poll.Answers[0] = anAnswer(letters(101), "x") }), "POLL_ANSWER_INVALID"},
		{"a question of 301 letters", w.poll(func(m *tg.InputMediaPoll) { m.Poll.Question.Text = letters(301) }), "POLL_QUESTION_INVALID"},
		{"over before it begins", w.poll(ends(0, now-5)), "MEDIA_INVALID"},
		{"in the year 9999", w.poll(ends(0, math.MaxInt32)), "MEDIA_INVALID"},
		{"a negative period", w.poll(ends(-5, 0)), "MEDIA_INVALID"},
		{"a period without end", w.poll(ends(math.MaxInt32, 0)), "MEDIA_INVALID"},
		{"both ends", w.poll(ends(600, now+600)), "MEDIA_INVALID"},
		{"a quiz without solution", w.poll(quiz()), "QUIZ_CORRECT_ANSWERS_EMPTY"},
		{"a quiz with two", w.poll(quiz(0, 1)), "QUIZ_CORRECT_ANSWERS_TOO_MUCH"},
		{"a quiz with the third", w.poll(quiz(2)), "QUIZ_CORRECT_ANSWER_INVALID"},
		{"a quiz with none", w.poll(quiz(-1)), "QUIZ_CORRECT_ANSWER_INVALID"},
		{"a quiz with a million", w.poll(quiz(w.million()...)), "QUIZ_CORRECT_ANSWERS_TOO_MUCH"},
		{"an emoji that is not there", w.media(&tg.InputMediaDice{Emoticon: "💩"}), "EMOTICON_INVALID"},
		{"no emoji", w.media(&tg.InputMediaDice{}), "EMOTICON_EMPTY"},
	})

	if got := w.call(w.poll(func(m *tg.InputMediaPoll) { m.Poll.Question.Text = "which one?" })); got != "" {
		t.Fatal(got)
	}
	h, err := w.alice.API.MessagesGetHistory(w.Context(), &tg.MessagesGetHistoryRequest{Peer: w.toBob(), Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	ms, _ := h.AsModified()
	poll := ms.GetMessages()[0].GetID()
	vote := func(message int, options ...string) *tg.MessagesSendVoteRequest {
		r := &tg.MessagesSendVoteRequest{Peer: w.toBob(), MsgID: message, Options: [][]byte{}}
		for _, o := range options {
			r.Options = append(r.Options, []byte(o))
		}
		return r
	}
	many := make([]string, 100_000)
	for i := range many {
		many[i] = "\x00"
	}
	w.fend([]attack{
		{"an unknown option", vote(poll, "nothing"), "OPTION_INVALID"},
		{"no option at all", vote(poll, ""), "OPTION_INVALID"},
		{"twice the same", vote(poll, "\x00", "\x00"), "OPTION_INVALID"},
		{"two of one", vote(poll, "\x00", "\x01"), "OPTIONS_TOO_MUCH"},
		{"100,000 options", vote(poll, many...), "OPTIONS_TOO_MUCH"},
		{"of what is no poll", vote(w.own, "\x00"), "MESSAGE_ID_INVALID"},
		{"of nothing", vote(-1, "\x00"), "MESSAGE_ID_INVALID"},
		{"who votes, of an anonymous poll", &tg.MessagesGetPollVotesRequest{Peer: w.toBob(), ID: poll, Offset: strings.Repeat("9", 1000), Limit: math.MaxInt32}, "BROADCAST_FORBIDDEN"},
	})
}

// TestHostileLists: lists that are none.
func TestHostileLists(t *testing.T) {
	w := openHostile(t)
	same := aList("x", "x", 2)
	same.Todo.List[1].ID = 1
	nought := aList("x", "x", 1)
	nought.Todo.List[0].ID = 0
	negative := aList("x", "x", 1)
	negative.Todo.List[0].ID = math.MinInt32
	w.fend([]attack{
		{"a hundred thousand things", w.media(aList("x", "x", 100_000)), "MEDIA_INVALID"},
		{"nothing to do", w.media(aList("x", "x", 0)), "TODO_ITEMS_EMPTY"},
		{"two alike", w.media(same), "TODO_ITEM_DUPLICATE"},
		{"number nought", w.media(nought), "MEDIA_INVALID"},
		{"a negative number", w.media(negative), "MEDIA_INVALID"},
	})
}

// TestHostilePlaces: points that are nowhere, and periods without end.
func TestHostilePlaces(t *testing.T) {
	w := openHostile(t)
	point := func(lat, long float64) *tg.InputGeoPoint { return &tg.InputGeoPoint{Lat: lat, Long: long} }
	for _, bad := range []*tg.InputGeoPoint{
		point(math.NaN(), 0), point(0, math.NaN()), point(math.Inf(1), 0), point(0, math.Inf(-1)), point(90.0001, 0), point(0, 180.5),
		point(-math.MaxFloat64, 0), point(0, math.MaxFloat64),
	} {
		at := fmt.Sprint(bad.Lat, " ", bad.Long)
		w.fend([]attack{
			{at, w.media(&tg.InputMediaGeoPoint{GeoPoint: bad}), "GEO_POINT_INVALID"},
			{"a venue at " + at, w.media(&tg.InputMediaVenue{GeoPoint: bad, Title: "x"}), "GEO_POINT_INVALID"},
			{"live at " + at, w.media(&tg.InputMediaGeoLive{GeoPoint: bad, Period: 600}), "GEO_POINT_INVALID"},
		})
	}
	live := func(period, heading, near int) *tg.InputMediaGeoLive {
		return &tg.InputMediaGeoLive{GeoPoint: point(1, 1), Period: period, Heading: heading, ProximityNotificationRadius: near}
	}
	w.fend([]attack{
		{"no point", w.media(&tg.InputMediaGeoPoint{GeoPoint: &tg.InputGeoPointEmpty{}}), "GEO_POINT_INVALID"},
		{"a second", w.media(live(1, 0, 0)), "MEDIA_INVALID"},
		{"before it began", w.media(live(-600, 0, 0)), "MEDIA_INVALID"},
		{"a year", w.media(live(365*86400, 0, 0)), "MEDIA_INVALID"},
		{"turned around", w.media(live(600, 361, 0)), "MEDIA_INVALID"},
		{"turned back", w.media(live(600, -1, 0)), "MEDIA_INVALID"},
		{"everywhere near", w.media(live(600, 0, math.MaxInt32)), "MEDIA_INVALID"},
		{"edit what is no place", &tg.MessagesEditMessageRequest{Peer: w.toBob(), ID: w.own, Media: live(600, 0, 0)}, "MEDIA_PREV_INVALID"},
	})
}

// TestHostileReactions: reactions that are none.
func TestHostileReactions(t *testing.T) {
	w := openHostile(t)
	react := func(r ...tg.ReactionClass) *tg.MessagesSendReactionRequest {
		return &tg.MessagesSendReactionRequest{Peer: w.toBob(), MsgID: w.own, Reaction: r}
	}
	w.fend([]attack{
		{"a word", react(&tg.ReactionEmoji{Emoticon: "yes"}), "REACTION_INVALID"},
		{"an emoji that is not offered", react(&tg.ReactionEmoji{Emoticon: "🧱"}), "REACTION_INVALID"},
		{"nothing", react(&tg.ReactionEmoji{}), "MESSAGE_NOT_MODIFIED"},
		{"a megabyte", react(&tg.ReactionEmoji{Emoticon: strings.Repeat("👍", 1<<18)}), "REACTION_INVALID"},
		{"a custom one", react(&tg.ReactionCustomEmoji{DocumentID: -1}), "PREMIUM_ACCOUNT_REQUIRED"},
		{"a paid one", react(&tg.ReactionPaid{}), "REACTION_INVALID"},
		{"an empty one", react(&tg.ReactionEmpty{}), "MESSAGE_NOT_MODIFIED"},
		{"a default that is not offered", &tg.MessagesSetDefaultReactionRequest{Reaction: &tg.ReactionEmoji{Emoticon: "🧱"}}, "REACTION_INVALID"},
		{"who reacted", &tg.MessagesGetMessageReactionsListRequest{Peer: w.toBob(), ID: w.own, Offset: strings.Repeat("x", 1<<20), Limit: math.MinInt32}, ""},
	})
}

// TestHostileDates: messages for times that were or will never be.
func TestHostileDates(t *testing.T) {
	w := openHostile(t)
	for _, c := range []struct {
		at   int
		want string
	}{
		{int(w.now().Unix()) - 10, "SCHEDULE_DATE_INVALID"},
		{1, "SCHEDULE_DATE_INVALID"},
		{-1, "SCHEDULE_DATE_INVALID"},
		{math.MinInt32, "SCHEDULE_DATE_INVALID"},
		{math.MaxInt32, "SCHEDULE_DATE_TOO_LATE"},
		{int(w.now().Unix()) + 400*86400, "SCHEDULE_DATE_TOO_LATE"},
	} {
		send := &tg.MessagesSendMessageRequest{Peer: w.toBob(), Message: "x", RandomID: id.Int64()}
		send.SetScheduleDate(c.at)
		media := &tg.MessagesSendMediaRequest{Peer: w.toBob(), Media: &tg.InputMediaDice{Emoticon: "🎲"}, RandomID: id.Int64()}
		media.SetScheduleDate(c.at)
		forward := &tg.MessagesForwardMessagesRequest{FromPeer: w.toBob(), ToPeer: w.toBob(), ID: []int{w.own}, RandomID: []int64{id.Int64()}}
		forward.SetScheduleDate(c.at)
		edit := &tg.MessagesEditMessageRequest{Peer: w.toBob(), ID: w.own, Message: "x"}
		edit.SetScheduleDate(c.at)
		w.fend([]attack{
			{fmt.Sprint("send at ", c.at), send, c.want},
			{fmt.Sprint("media at ", c.at), media, c.want},
			{fmt.Sprint("forward at ", c.at), forward, c.want},
			{fmt.Sprint("edit to ", c.at), edit, "MESSAGE_ID_INVALID"}, // it is no scheduled one
		})
	}
	for _, n := range []int{-86400, 1, 86399, 86401, 367 * 86400, math.MaxInt32, math.MinInt32} {
		w.fend([]attack{
			{fmt.Sprint("a period of ", n), &tg.MessagesSetHistoryTTLRequest{Peer: w.toBob(), Period: n}, "TTL_PERIOD_INVALID"},
			{fmt.Sprint("a default period of ", n), &tg.MessagesSetDefaultHistoryTTLRequest{Period: n}, "TTL_PERIOD_INVALID"},
		})
	}
	for _, dates := range [][2]int{{math.MinInt32, -1}, {math.MaxInt32, math.MaxInt32}, {math.MaxInt32, 1}, {-1, math.MinInt32}} {
		r := &tg.MessagesDeleteHistoryRequest{Peer: w.toBob()}
		r.SetMinDate(dates[0])
		r.SetMaxDate(dates[1])
		if got := w.measured("clear", r); strings.HasPrefix(got, "INTERNAL") {
			t.Errorf("clear from %d until %d: %s", dates[0], dates[1], got)
		}
	}
	if _, err := w.alice.Find("a message"); err != nil {
		t.Errorf("a time that never was has cleared a message: %v", err)
	}
}

// TestHostileSearches: queries that would be much work elsewhere.
func TestHostileSearches(t *testing.T) {
	w := openHostile(t)
	words := make([]string, 1000)
	for i := range words {
		words[i] = fmt.Sprint("word", i)
	}
	for _, q := range []string{
		strings.Repeat("x", 1<<20), strings.Repeat("x ", 1<<19), strings.Join(words, " "), "!!! ... ???", "%", "_", "%%%%_%%%%", "' OR 1=1 --",
		"(a+)+$", strings.Repeat("(a|a)*", 10_000), ".*", "\\", "[", strings.Repeat("*", 10_000), "\x00", strings.Repeat("😀", 10_000), strings.Repeat("e\u0301", 10_000), "#", "@", "$",
	} {
		for _, in := range []tg.InputPeerClass{w.toBob(), &tg.InputPeerSelf{}} {
			w.fend([]attack{{"in a chat", &tg.MessagesSearchRequest{Peer: in, Q: q, Filter: &tg.InputMessagesFilterEmpty{}, Limit: 100}, ""}})
		}
		w.fend([]attack{
			{"everywhere", &tg.MessagesSearchGlobalRequest{Q: q, Filter: &tg.InputMessagesFilterEmpty{}, OffsetPeer: &tg.InputPeerEmpty{}, Limit: 100}, ""},
			{"people", &tg.ContactsSearchRequest{Q: q, Limit: math.MaxInt32}, "|QUERY_TOO_SHORT|SEARCH_QUERY_EMPTY"},
		})
	}
	filters := make([]tg.MessagesFilterClass, 100_000)
	for i := range filters {
		filters[i] = &tg.InputMessagesFilterURL{}
	}
	w.fend([]attack{{"100,000 counters", &tg.MessagesGetSearchCountersRequest{Peer: w.toBob(), Filters: filters}, "INPUT_FILTER_INVALID"}})
	for _, name := range []string{"аlice", "alice\u200b", "ａｌｉｃｅ", "al\u202eice", "a", strings.Repeat("a", 33), "1alice", "ali ce", "al%ce", "al_" + strings.Repeat("_", 100), ""} {
		w.fend([]attack{{"resolve " + name, &tg.ContactsResolveUsernameRequest{Username: name}, "USERNAME_INVALID"}})
		if name != "" {
			w.fend([]attack{{"take " + name, &tg.AccountUpdateUsernameRequest{Username: name}, "USERNAME_INVALID"}})
		}
	}
}

//go:build clients

package clients

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/gotd/td/tg"
)

// people are who talks to Tess: everybody for something else.
var people = []string{"gus", "vera", "mia", "pia", "anton", "nora", "otto", stranger, unmet, "rita"}

// set has everybody do what the screens show, before Telegram Desktop is there
// to see it. The later somebody comes, the higher in the list of chats.
func (c *cast) set() {
	c.archives()
	c.writesStyles()
	c.sendsThings()
	c.fillsChat()
	c.repliesAndForwards()
	c.strangerWrites()
	c.listsChats()
	c.plansMessages()
}

// archives: a chat that Tess has put away.
func (c *cast) archives() {
	c.writes("anton", "an old story")
	c.tess.Record(ask(c, c.tess, func(ctx context.Context) (tg.UpdatesClass, error) {
		return c.tess.API.FoldersEditPeerFolders(ctx, []tg.InputFolderPeer{{Peer: c.people["anton"].here, FolderID: 1}})
	}))
}

// style is a line of the message that has one of each kind.
type style struct {
	text   string
	entity func(c *cast, offset, length int) tg.MessageEntityClass
	tag    string // of the client's clipboard
}

// styles are all that layer 152 knows, but for emoji that are documents.
var styles = []style{
	{"bold words", func(_ *cast, o, l int) tg.MessageEntityClass { return &tg.MessageEntityBold{Offset: o, Length: l} }, "**"},
	{"italic words", func(_ *cast, o, l int) tg.MessageEntityClass { return &tg.MessageEntityItalic{Offset: o, Length: l} }, "__"},
	{"underlined words", func(_ *cast, o, l int) tg.MessageEntityClass { return &tg.MessageEntityUnderline{Offset: o, Length: l} }, "^^"},
	{"struck words", func(_ *cast, o, l int) tg.MessageEntityClass { return &tg.MessageEntityStrike{Offset: o, Length: l} }, "~~"},
	{"hidden words", func(_ *cast, o, l int) tg.MessageEntityClass { return &tg.MessageEntitySpoiler{Offset: o, Length: l} }, "||"},
	{"mono words", func(_ *cast, o, l int) tg.MessageEntityClass { return &tg.MessageEntityCode{Offset: o, Length: l} }, "`"},
	{"func main() {\n\tprintln()\n}", func(_ *cast, o, l int) tg.MessageEntityClass {
		return &tg.MessageEntityPre{Offset: o, Length: l, Language: "go"}
	}, "```"},
	{"a named link", func(_ *cast, o, l int) tg.MessageEntityClass {
		return &tg.MessageEntityTextURL{Offset: o, Length: l, URL: "https://example.org/named"}
	}, "https://example.org/named"},
	{"Gus by name", func(c *cast, o, l int) tg.MessageEntityClass {
		g := c.people["vera"]
		return &tg.InputMessageEntityMentionName{Offset: o, Length: l, UserID: &tg.InputUser{UserID: g.tess.UserID, AccessHash: g.tess.AccessHash}}
	}, "mention://"},
}

// writesStyles: one message with every style, one with what is found in a text
// that has none, and one about a page.
func (c *cast) writesStyles() {
	var text strings.Builder
	var entities []tg.MessageEntityClass
	for i, s := range styles {
		if i > 0 {
			text.WriteString("\n")
		}
		entities = append(entities, s.entity(c, units(text.String()), units(s.text)))
		text.WriteString(s.text)
	}
	c.writes("vera", text.String(), func(r *tg.MessagesSendMessageRequest) { r.SetEntities(entities) })
	c.writes("vera", "see #heliograph $USD @somebody /help me@example.org example.org/found")
	c.writes("vera", "look here "+c.page)
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// sendsThings: what is no text.
func (c *cast) sendsThings() {
	c.contact(c.people["gus"].Device, c.people["mia"].phone, "Mia") // so that she may know whose number it is
	where := &tg.InputGeoPoint{Lat: 52.5163, Long: 13.3777}
	c.shares("mia", &tg.InputMediaContact{PhoneNumber: c.people["gus"].phone, FirstName: "Gustav", LastName: "Card"})
	c.shares("mia", &tg.InputMediaGeoPoint{GeoPoint: where})
	c.shares("mia", &tg.InputMediaVenue{GeoPoint: where, Title: "Brandenburg Gate", Address: "Pariser Platz", Provider: "foursquare", VenueID: "x"})
	c.shares("mia", poll("Tea or coffee?", nil, "tea leaves", "coffee beans"))
	quiz := poll("How many moons has Mars?", []int{1}, "just one", "exactly two")
	quiz.SetSolution("Phobos and Deimos")
	c.shares("mia", quiz)
}

// poll is a quiz when it has right answers.
func poll(question string, right []int, answers ...string) *tg.InputMediaPoll {
	m := &tg.InputMediaPoll{Poll: tg.Poll{Question: tg.TextWithEntities{Text: question}, Quiz: right != nil}}
	for _, a := range answers {
		m.Poll.Answers = append(m.Poll.Answers, &tg.InputPollAnswer{Text: tg.TextWithEntities{Text: a}})
	}
	if right != nil {
		m.SetCorrectAnswers(right)
	}
	return m
}

// lines is how many messages Pia's chat has: more than the window.
const lines = 40

// fillsChat: a long chat, of which two messages are pinned and the last one
// answers the first.
func (c *cast) fillsChat() {
	pia := c.people["pia"]
	first := c.writes("pia", "the first needle")
	for i := 2; i < lines; i++ {
		text := fmt.Sprintf("line %d", i)
		if i%10 == 0 {
			text = fmt.Sprintf("another needle %d", i)
		}
		c.writes("pia", text)
	}
	c.writes("pia", "answering the beginning", func(r *tg.MessagesSendMessageRequest) {
		r.SetReplyTo(&tg.InputReplyToMessage{ReplyToMsgID: first, QuoteText: "first"})
	})
	for _, text := range []string{"another needle 10", "another needle 20"} {
		m, err := pia.Find(text)
		if err != nil {
			c.t.Fatal(err)
		}
		pia.Record(ask(c, pia.Device, func(ctx context.Context) (tg.UpdatesClass, error) {
			return pia.API.MessagesUpdatePinnedMessage(ctx, &tg.MessagesUpdatePinnedMessageRequest{Peer: pia.tess, ID: m.ID, Silent: true})
		}))
	}
}

// repliesAndForwards: what Rita passes on, and what Tess keeps.
func (c *cast) repliesAndForwards() {
	rita, gus := c.people["rita"], c.people["gus"]
	c.hears("rita", "what do you know")
	c.hears("rita", "tell me more")
	toRita := c.contact(gus.Device, rita.phone, "Rita")
	c.say(gus.Device, toRita, "gossip by Gus")
	fromGus := c.contact(rita.Device, gus.phone, "Gus")
	m := c.waits(rita, "gossip by Gus")
	c.passes(rita.Device, &tg.MessagesForwardMessagesRequest{FromPeer: fromGus, ToPeer: rita.tess, ID: []int{m}})
	c.passes(rita.Device, &tg.MessagesForwardMessagesRequest{FromPeer: fromGus, ToPeer: rita.tess, ID: []int{m}, DropAuthor: true})
	c.say(c.tess, &tg.InputPeerSelf{}, "a note to myself")
	kept := c.withAuthor("gossip by Gus")
	c.passes(c.tess, &tg.MessagesForwardMessagesRequest{FromPeer: rita.here, ToPeer: &tg.InputPeerSelf{}, ID: []int{kept}})
	c.hides(rita)
	q := c.waits(rita, "tell me more")
	c.writes("rita", "here is more", func(r *tg.MessagesSendMessageRequest) { r.SetReplyTo(&tg.InputReplyToMessage{ReplyToMsgID: q}) })
}

// hides: Nora does not want to be found by what others forward.
func (c *cast) hides(rita *friend) {
	nora := c.people["nora"]
	rules := ask(c, nora.Device, func(ctx context.Context) (*tg.AccountPrivacyRules, error) {
		return nora.API.AccountSetPrivacy(ctx, &tg.AccountSetPrivacyRequest{
			Key: &tg.InputPrivacyKeyForwards{}, Rules: []tg.InputPrivacyRuleClass{&tg.InputPrivacyValueDisallowAll{}},
		})
	})
	if len(rules.Rules) != 1 {
		c.t.Fatalf("Nora has the rules %v", rules.Rules)
	}
	c.say(nora.Device, c.contact(nora.Device, rita.phone, "Rita"), "a secret")
	from := c.contact(rita.Device, nora.phone, "Nora")
	c.passes(rita.Device, &tg.MessagesForwardMessagesRequest{FromPeer: from, ToPeer: rita.tess, ID: []int{c.waits(rita, "a secret")}})
}

// waits is the id that somebody's device has for a text once it is there.
func (c *cast) waits(f *friend, text string) int {
	c.t.Helper()
	deadline := time.Now().Add(stepTimeout)
	for {
		m, err := f.Find(text)
		if err == nil {
			return m.ID
		}
		if time.Now().After(deadline) {
			c.t.Fatal(err)
		}
		<-time.After(10 * time.Millisecond)
	}
}

// strangerWrites: one who is no contact does, another can only be found.
func (c *cast) strangerWrites() {
	zoe := c.people[unmet]
	ask(c, zoe.Device, func(ctx context.Context) (tg.UserClass, error) {
		return zoe.API.AccountUpdateUsername(ctx, "zoe_unmet")
	})
	c.writes(stranger, "do you know me")
}

// listsChats: everything that a list of chats can show.
func (c *cast) listsChats() {
	for _, text := range []string{"one", "two", "three"} {
		c.writes("nora", text)
	}
	c.shares("otto", &tg.InputMediaDice{Emoticon: "🎲"})
	c.writes("otto", "read this later")
	c.writes("gus", "hello from gus")
	nora, otto, pia := c.people["nora"].here, c.people["otto"].here, c.people["pia"].here
	muted := tg.InputPeerNotifySettings{}
	muted.SetMuteUntil(1<<31 - 1)
	api := c.tess.API
	c.yes(c.tess, func(ctx context.Context) (bool, error) {
		return api.AccountUpdateNotifySettings(ctx, &tg.AccountUpdateNotifySettingsRequest{Peer: &tg.InputNotifyPeer{Peer: nora}, Settings: muted})
	})
	for _, p := range []tg.InputPeerClass{pia, otto} {
		c.yes(c.tess, func(ctx context.Context) (bool, error) {
			return api.MessagesToggleDialogPin(ctx, &tg.MessagesToggleDialogPinRequest{Pinned: true, Peer: &tg.InputDialogPeer{Peer: p}})
		})
	}
	for _, p := range []tg.InputPeerClass{otto, pia, c.people["mia"].here, c.people["vera"].here, c.people["rita"].here, c.people["anton"].here} {
		ask(c, c.tess, func(ctx context.Context) (*tg.MessagesAffectedMessages, error) {
			return api.MessagesReadHistory(ctx, &tg.MessagesReadHistoryRequest{Peer: p})
		})
	}
	c.yes(c.tess, func(ctx context.Context) (bool, error) {
		return api.MessagesMarkDialogUnread(ctx, &tg.MessagesMarkDialogUnreadRequest{Unread: true, Peer: &tg.InputDialogPeer{Peer: otto}})
	})
	c.yes(c.tess, func(ctx context.Context) (bool, error) {
		return api.MessagesSaveDraft(ctx, &tg.MessagesSaveDraftRequest{Peer: c.people["vera"].here, Message: "unsent thoughts"})
	})
}

// plansMessages: what is sent later.
func (c *cast) plansMessages() {
	for i, text := range []string{"in an hour", "in a day"} {
		at := time.Now().Add([]time.Duration{time.Hour, 24 * time.Hour}[i])
		c.tess.Record(ask(c, c.tess, func(ctx context.Context) (tg.UpdatesClass, error) {
			r := &tg.MessagesSendMessageRequest{Peer: c.people["gus"].here, Message: text, RandomID: int64(i + 1)}
			r.SetScheduleDate(int(at.Unix()))
			return c.tess.API.MessagesSendMessage(ctx, r)
		}))
	}
}

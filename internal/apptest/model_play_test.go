package apptest_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
)

const (
	service = 3     // the service account, among persons
	day     = 86400 // seconds
)

var names = []string{"alice", "bob", "carol"}

// play does what people do, by a seed, to a server and to the model.
type play struct {
	t      *testing.T
	s      *apptest.Server
	r      *rand.Rand
	m      *model
	device []*apptest.Device // one of each person
	away   []*follower       // another one, which is mostly not there
	user   map[int64]int     // persons by id
	texts  int
	queued []queuedMessage
	gate   *gate // nil: the server is not killed
	op     int   // how many operations came before
}

type queuedMessage struct {
	from, to int
	text     string
}

// newPlay has people come to a server that nobody has used.
func newPlay(t *testing.T, seed uint64, s *apptest.Server) *play {
	p := &play{t: t, s: s, r: rand.New(rand.NewPCG(seed, 7)), m: &model{}, user: map[int64]int{777000: service}}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("in operation %d of -model.first %d", p.op, seed)
		}
	})
	for i, name := range names {
		d := s.NewDevice(name, apptest.TestNumber(i+1))
		login(t, d)
		p.device = append(p.device, d)
		p.user[d.Self.ID] = i
		tablet := s.NewDevice(name, apptest.TestNumber(i+1))
		login(t, tablet)
		p.away = append(p.away, &follower{d: tablet})
	}
	for _, a := range p.device {
		for _, b := range p.device {
			if a != b {
				meet(t, a, b)
			}
		}
	}
	for i := range names {
		p.m.boxes = append(p.m.boxes, p.seedBox(i))
	}
	for i, f := range p.away {
		f.begin(p, i)
	}
	return p
}

// seedBox is what a person has after the login: messages of the service account.
func (p *play) seedBox(who int) *mBox {
	b := &mBox{me: who, chats: map[int]*mChat{}, drafts: map[int]string{}, muted: map[int]bool{}, period: map[int]int{}, had: map[int]int{}}
	for _, d := range p.dialogs(who, 0) {
		chat := p.person(d.Peer)
		all := p.history(who, chat)
		b.chats[chat] = &mChat{readIn: d.ReadInboxMaxID, readOut: d.ReadOutboxMaxID}
		for i := len(all) - 1; i >= 0; i-- {
			x := p.seen(all[i])
			x.serial = 0
			b.list = append(b.list, x)
			b.lastID = max(b.lastID, x.id)
		}
	}
	return b
}

func (p *play) ctx() (context.Context, context.CancelFunc) { return p.device[0].Context() }

func (p *play) chat(who, with int) tg.InputPeerClass {
	if with == service {
		return &tg.InputPeerUser{UserID: 777000}
	}
	return p.device[who].InputPeer(p.device[with].Self.ID)
}

func (p *play) person(peer tg.PeerClass) int {
	u, ok := peer.(*tg.PeerUser)
	if !ok {
		p.t.Fatalf("%T", peer)
	}
	n, ok := p.user[u.UserID]
	if !ok {
		p.t.Fatalf("nobody has id %d", u.UserID)
	}
	return n
}

// must calls the server; a call that met a connection which the server had closed
// is made again, as clients do.
func must[T any](p *play, what string, f func(context.Context) (T, error)) T {
	p.t.Helper()
	v, err := try(p, f)
	if err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
	return v
}

func try[T any](p *play, f func(context.Context) (T, error)) (T, error) {
	for deadline := time.Now().Add(20 * time.Second); ; {
		ctx, cancel := p.ctx()
		v, err := f(ctx)
		cancel()
		if _, answered := tgerr.As(err); err == nil || answered || time.Now().After(deadline) {
			return v, err
		}
		<-time.After(20 * time.Millisecond)
	}
}

func (p *play) refused(what, code string, err error) {
	p.t.Helper()
	if !tgerr.Is(err, code) {
		p.t.Fatalf("%s: %v, not %s", what, err, code)
	}
}

func (p *play) someone() int { return p.r.IntN(len(names)) }

// some is any copy in a box that is not a note; nil when there is none.
func (p *play) some(who int, ok func(*mMessage) bool) *mMessage {
	var all []*mMessage
	for _, x := range p.m.boxes[who].list {
		if !x.note && x.chat != service && (ok == nil || ok(x)) {
			all = append(all, x)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all[p.r.IntN(len(all))]
}

// vocabulary has no endings that a stemmer knows.
var vocabulary = strings.Fields("bcd bcdf bcdfg bcdfgh bcx k kk kkk klm klmn #bcdf #klm $bcd кмн кмнк 你 zzzz zzzzx zzzzy")

func (p *play) text() string {
	p.texts++
	ws := []string{fmt.Sprint("t", p.texts)}
	for range p.r.IntN(4) {
		ws = append(ws, vocabulary[p.r.IntN(len(vocabulary))])
	}
	if p.r.IntN(8) == 0 {
		ws = append(ws, fmt.Sprintf("https://example.org/%d", p.texts))
	}
	return strings.Join(ws, " ")
}

// news is the messages that an answer tells of.
func (p *play) news(u tg.UpdatesClass) (out []tg.MessageClass) {
	us, ok := u.(*tg.Updates)
	if !ok {
		p.t.Fatalf("%T", u)
	}
	for _, x := range us.Updates {
		switch x := x.(type) {
		case *tg.UpdateNewMessage:
			out = append(out, x.Message)
		case *tg.UpdateNewScheduledMessage:
			out = append(out, x.Message)
		}
	}
	return out
}

// wrote notes in the model what an answer says was written.
func (p *play) wrote(u tg.UpdatesClass, from, to int, xs ...mMessage) {
	p.t.Helper()
	got := p.news(u)
	if len(got) != len(xs) {
		p.t.Fatalf("%d messages instead of %d", len(got), len(xs))
	}
	for i, x := range xs {
		x.date = p.seen(got[i]).date
		c := p.m.write(from, to, x)
		if from == to {
			c.part = x.part
		}
		if show := p.seen(got[i]).show(); show != c.show() {
			p.t.Fatalf("wrote %s, not %s", show, c.show())
		}
	}
}

// seen is a message of an answer as the model has it.
func (p *play) seen(mc tg.MessageClass) *mMessage {
	x := &mMessage{author: -1, part: -1}
	switch m := mc.(type) {
	case *tg.Message:
		x.id, x.chat, x.out, x.date, x.text, x.pinned, x.period = m.ID, p.person(m.PeerID), m.Out, m.Date, m.Message, m.Pinned, m.TTLPeriod
		x.edited = m.EditDate != 0 && !m.EditHide
		if from, ok := m.GetFromID(); ok {
			x.from = p.person(from)
		} else if x.from = x.chat; m.Out {
			p.t.Fatalf("an outgoing message of nobody: %v", m)
		}
		if f, ok := m.GetFwdFrom(); ok {
			x.author = p.person(f.FromID)
		}
		if part, ok := m.GetSavedPeerID(); ok {
			x.part = p.person(part)
		}
		if r, ok := m.ReplyTo.(*tg.MessageReplyHeader); ok {
			x.reply = r.ReplyToMsgID
		}
		p.likes(x, m.Reactions)
		switch m.Media.(type) {
		case *tg.MessageMediaContact:
			x.kind = "contact"
		case *tg.MessageMediaGeo:
			x.kind = "geo"
		case *tg.MessageMediaPoll:
			x.kind = "poll"
		case *tg.MessageMediaToDo:
			x.kind = "todo"
		}
	case *tg.MessageService:
		x.id, x.chat, x.out, x.date, x.note = m.ID, p.person(m.PeerID), m.Out, m.Date, true
		if from, ok := m.GetFromID(); ok {
			x.from = p.person(from)
		} else {
			x.from = x.chat
		}
		if r, ok := m.ReplyTo.(*tg.MessageReplyHeader); ok {
			x.reply = r.ReplyToMsgID
		}
		switch m.Action.(type) {
		case *tg.MessageActionPinMessage:
			x.kind = "pin"
		case *tg.MessageActionSetMessagesTTL:
			x.kind = "ttl"
		case *tg.MessageActionHistoryClear:
			x.kind = "cleared"
		default:
			x.kind = fmt.Sprintf("%T", m.Action)
		}
	default:
		p.t.Fatalf("%T", mc)
	}
	return x
}

func (p *play) likes(x *mMessage, rs tg.MessageReactions) {
	for _, r := range rs.RecentReactions {
		x.likes = append(x.likes, mLike{p.person(r.PeerID), r.Reaction.(*tg.ReactionEmoji).Emoticon, r.Unread})
	}
	if rs.ReactionsAsTags {
		for _, r := range rs.Results {
			x.likes = append(x.likes, mLike{x.chat, r.Reaction.(*tg.ReactionEmoji).Emoticon, false})
		}
	}
}

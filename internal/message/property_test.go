package message_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"heliograph/internal/dialog"
	"heliograph/internal/message"
	"heliograph/internal/update"
	"heliograph/internal/user"
)

var trio = []user.ID{ann, bob, cid}

// play does random operations on the service and on the model.
type play struct {
	*world
	t     *testing.T
	r     *rand.Rand
	m     *model
	sent  []request
	words int
}

// request is one that may be repeated.
type request struct {
	from   user.ID
	d      message.Draft
	serial int
}

func (p *play) someone() user.ID { return trio[p.r.IntN(len(trio))] }

func (p *play) text() string {
	p.words++
	return fmt.Sprint("w", p.words)
}

// some is a copy in somebody's box; nil when it is empty.
func (p *play) some(who user.ID) *modelCopy {
	cs := p.m.box[who].copies
	if len(cs) == 0 {
		return nil
	}
	return cs[p.r.IntN(len(cs))]
}

func (p *play) send() {
	from, to := p.someone(), p.someone()
	p.random++
	d := message.Draft{To: to.Peer(), Text: plain(p.text()), Random: p.random}
	c, err := p.messages.Send(p.t.Context(), as(from), d)
	want(p.t, "send", err, "")
	if id := p.m.send(from, to, d.Text.String, 0); c.Messages[0].ID != id {
		p.t.Fatalf("sent as %d, not %d", c.Messages[0].ID, id)
	}
	p.sent = append(p.sent, request{from, d, p.m.serial})
}

func (p *play) retry() {
	if len(p.sent) == 0 {
		return
	}
	q := p.sent[p.r.IntN(len(p.sent))]
	code := "RANDOM_ID_INVALID"
	if p.m.box[q.from].find(func(c *modelCopy) bool { return c.serial == q.serial }) != nil {
		code = ""
	}
	_, err := p.messages.Send(p.t.Context(), as(q.from), q.d)
	want(p.t, "retry", err, code)
}

func (p *play) forward() {
	who, to := p.someone(), p.someone()
	var ids []int
	var randoms []int64
	var cs []*modelCopy
	for range p.r.IntN(3) + 1 {
		if c := p.some(who); c != nil {
			p.random++
			ids, randoms, cs = append(ids, c.id), append(randoms, p.random), append(cs, c)
		}
	}
	if len(ids) == 0 {
		return
	}
	_, err := p.messages.ForwardAll(p.t.Context(), as(who), message.Copy{IDs: ids, Randoms: randoms, To: to.Peer()})
	want(p.t, "forward", err, "")
	for _, c := range cs {
		author := c.forward
		if author == 0 && c.chat != who { // notes of one's own are not known as forwarded
			author = c.chat
			if c.out {
				author = who
			}
		}
		p.m.send(who, to, c.text, author)
	}
}

func (p *play) edit() {
	who := p.someone()
	c := p.some(who)
	if c == nil {
		return
	}
	text, code := p.text(), ""
	if !c.out || c.forward != 0 {
		code = "MESSAGE_AUTHOR_REQUIRED"
	} else {
		p.m.edit(who, c, text)
	}
	_, err := p.messages.Edit(p.t.Context(), as(who), c.chat.Peer(), c.id, plain(text), false)
	want(p.t, "edit", err, code)
}

func (p *play) remove() {
	who, revoke := p.someone(), p.r.IntN(2) == 0
	var ids []int
	for range p.r.IntN(6) {
		if c := p.some(who); c != nil {
			ids = append(ids, c.id)
		}
	}
	before := p.m.box[who].pts
	p.m.remove(who, ids, revoke)
	a, err := p.messages.Delete(p.t.Context(), as(who), ids, revoke)
	want(p.t, "delete", err, "")
	if after := p.m.box[who].pts; a.Pts != after || a.Count != after-before {
		p.t.Fatalf("deleted %v: %+v, not %d from %d", ids, a, after, before)
	}
}

func (p *play) clearChat() {
	if p.r.IntN(10) > 0 {
		p.send()
		return
	}
	who, with, revoke := p.someone(), p.someone(), p.r.IntN(2) == 0
	p.m.clear(who, with, revoke)
	p.clear(p.t, who, message.Clear{With: with.Peer(), Revoke: revoke})
}

func (p *play) read() {
	who, with := p.someone(), p.someone()
	max := 0
	if chat := p.m.box[who].chat(with); len(chat) > 0 && p.r.IntN(3) > 0 {
		max = chat[p.r.IntN(len(chat))].id
	}
	p.m.read(who, with, max)
	a, err := p.messages.Read(p.t.Context(), as(who), with.Peer(), max)
	want(p.t, "read", err, "")
	if a.Pts != p.m.box[who].pts {
		p.t.Fatalf("read: %+v, not %d", a, p.m.box[who].pts)
	}
}

// check compares everything that a client can see.
func (p *play) check() {
	for _, who := range trio {
		b := p.m.box[who]
		if got := p.pts(p.t, who); got != b.pts {
			p.t.Fatalf("%d is at pts %d, not %d", who, got, b.pts)
		}
		if n := p.records(p.t, who, 'm'); n != len(b.copies) || n != p.records(p.t, who, 'i') {
			p.t.Fatalf("%d has %d messages, not %d", who, n, len(b.copies))
		}
		var list []dialog.Dialog
		for with, marks := range b.marks {
			chat := b.chat(with)
			p.checkChat(who, with, chat)
			list = append(list, dialog.Dialog{
				Peer: with.Peer(), Top: chat[len(chat)-1].id, Count: len(chat), Unread: b.unread(with), ReadIn: marks.readIn, ReadOut: marks.readOut,
				Theirs: marks.theirs,
			})
		}
		slices.SortFunc(list, func(a, b dialog.Dialog) int { return cmp.Compare(b.Top, a.Top) })
		page, err := p.dialogs.List(p.t.Context(), as(who), dialog.Query{Limit: 10})
		if err != nil {
			p.t.Fatal(err)
		}
		for i := range page.Dialogs {
			page.Dialogs[i].Date = 0
			page.Dialogs[i].Score, page.Dialogs[i].Scored = 0, 0 // has a model of its own
		}
		if !slices.Equal(page.Dialogs, list) {
			p.t.Fatalf("%d sees\n%+v, not\n%+v", who, page.Dialogs, list)
		}
	}
}

func (p *play) checkChat(who, with user.ID, chat []*modelCopy) {
	h := p.history(p.t, who, with)
	slices.Reverse(h)
	same := slices.EqualFunc(h, chat, func(m message.Message, c *modelCopy) bool {
		return m.ID == c.id && m.Text.String == c.text && m.Out == c.out && (m.Forward != nil) == (c.forward != 0) &&
			(m.Forward == nil || m.Forward.From == c.forward)
	})
	if !same {
		p.t.Fatalf("%d and %d: %s", who, with, texts(h))
	}
}

// checkLog checks that the log of each box moves pts without a gap.
func (p *play) checkLog() {
	for _, who := range trio {
		at := 1
		for _, e := range p.events(p.t, who, 1) {
			if e.At != (update.Position{Pts: at + e.Count}) {
				p.t.Fatalf("%+v follows %d", e, at)
			}
			at = e.At.Pts
		}
	}
}

func TestRandomOperations(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			p := &play{world: open(t), t: t, r: rand.New(rand.NewPCG(seed, 1)), m: newModel()}
			do := []func(){p.send, p.send, p.send, p.retry, p.forward, p.edit, p.remove, p.clearChat, p.read, p.read}
			for i := range 1200 {
				do[p.r.IntN(len(do))]()
				p.clock.Advance(time.Duration(p.r.IntN(2)) * time.Second)
				if i%25 == 0 {
					p.check()
				}
				if i%400 == 399 {
					p.stop(t)
					p.start(t)
				}
			}
			p.check()
			p.checkLog()
		})
	}
}

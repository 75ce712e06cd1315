package bench

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"
)

// pair is two users, of whom one writes to the other and nobody else does.
// Messages are numbered from 1, so in both boxes message n has to have the id n
// and the pts n+1: whatever the server tells is checked against that.
type pair struct {
	load     *load
	from, to *account
	hash     int64 // with which from names to
	seed     int64 // message n has the random id seed+n

	mu               sync.Mutex
	sender, receiver *client
	sent             int   // number of the newest message
	acked            int   // up to here the server has answered
	got              int   // up to here the receiver has heard
	last             int64 // id of the newest call of the sender
	healing, more    bool
	healers          sync.WaitGroup
	delays           []time.Duration // from due to heard
}

// firstPts is where an untouched box stands.
const firstPts = 1

// attach connects both users, sees that the boxes have all that was told of
// them before, and fetches what the receiver has missed.
func (p *pair) attach(ctx context.Context, addr string) error {
	receiver, err := connect(ctx, addr, &p.to.key, p.pushed)
	if err != nil {
		return err
	}
	sender, err := connect(ctx, addr, &p.from.key, nil)
	if err != nil {
		receiver.close()
		return err
	}
	p.mu.Lock()
	p.sender, p.receiver, p.last = sender, receiver, 0
	p.mu.Unlock()
	heard, err := receiver.login(ctx)
	if err != nil {
		return err
	}
	written, err := sender.login(ctx)
	if err == nil && p.hash == 0 {
		_, p.hash, err = sender.resolve(ctx, p.to.phone)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	told := max(p.acked, p.got)
	if min(heard, written) < told+firstPts {
		p.load.wrong("%v to %v: message %d was told of and the boxes stand at pts %d and %d", p.from.id, p.to.id, told, written, heard)
	}
	if heard > p.got+firstPts {
		p.heal()
	}
	return err
}

// detach closes both connections and waits for everything that used them.
func (p *pair) detach() {
	p.mu.Lock()
	sender, receiver := p.sender, p.receiver
	p.mu.Unlock()
	for _, c := range []*client{sender, receiver} {
		if c != nil {
			c.close()
		}
	}
	p.healers.Wait()
}

// counts are how many messages were sent, answered and heard.
func (p *pair) counts() (sent, acked, got int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sent, p.acked, p.got
}

// fill sends until the window is full. mu is held.
func (p *pair) fill() {
	for !p.load.stopping.Load() && p.sent-min(p.acked, p.got) < p.load.window {
		if !p.send(time.Now()) {
			return
		}
	}
}

// send sends the next message. mu is held.
func (p *pair) send(due time.Time) bool {
	p.sent++
	return p.sendAs(p.sent, due)
}

// sendAs sends message n, maybe not for the first time. The server serves it
// after the one before, as clients ask for. mu is held.
func (p *pair) sendAs(n int, due time.Time) bool {
	x := &call{after: p.last}
	if p.acked == n-1 {
		x.after = 0
	}
	text := appendText(make([]byte, 0, p.load.size), n, due, p.load.size)
	x.body = appendSend(make([]byte, 0, p.load.size+64), int64(p.to.id), p.hash, text, p.seed+int64(n))
	x.done = func(result []byte, err error) { p.answered(n, result, err) }
	id, err := p.sender.start(x)
	if err != nil {
		p.load.broken(fmt.Errorf("send: %w", err))
		return false
	}
	p.last = id
	return true
}

// resend sends again what was not answered when the connection broke, as
// clients do: the server knows by the random ids what it has already.
func (p *pair) resend() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for n := p.acked + 1; n <= p.sent; n++ {
		if !p.sendAs(n, time.Now()) {
			return
		}
	}
}

// answered takes the answer to message n.
func (p *pair) answered(n int, result []byte, err error) {
	if err != nil {
		p.load.broken(fmt.Errorf("messages.sendMessage: %w", err))
		return
	}
	var e event
	events := 0
	err = eachMessage(result, func(one event) { e = one; events++ })
	p.mu.Lock()
	defer p.mu.Unlock()
	if err != nil || events != 1 || n != p.acked+1 || !e.is(n, true) {
		p.load.wrong("%v: %d messages in the answer to message %d after %d: %v, error %v", p.from.id, events, n, p.acked, e, err)
	}
	p.acked = n
	p.load.acked.Add(1)
	if !p.load.open.Load() {
		p.fill()
	}
}

// pushed takes an updates object of the receiver.
func (p *pair) pushed(body []byte, at time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	err := eachMessage(body, func(e event) {
		switch {
		case e.pts <= p.got+firstPts:
			p.load.repeats.Add(1)
		case e.pts-e.count > p.got+firstPts:
			p.load.gaps.Add(1)
			p.heal()
		default:
			p.take(e, at)
		}
	})
	if err != nil {
		p.load.gaps.Add(1)
		p.heal()
	}
	if !p.load.open.Load() {
		p.fill()
	}
}

// take takes the message that comes next. mu is held.
func (p *pair) take(e event, at time.Time) {
	if !e.is(p.got+1, false) {
		p.load.wrong("%v: after message %d came %v", p.to.id, p.got, e)
	}
	p.got++
	if p.load.timing.Load() {
		_, due, _ := parseText(e.text)
		p.delays = append(p.delays, at.Sub(due))
	}
	p.load.delivered.Add(1)
}

// heal asks for what was missed. mu is held.
func (p *pair) heal() {
	p.more = true
	if p.healing {
		return
	}
	p.healing = true
	c := p.receiver
	p.healers.Go(func() {
		for p.healOnce(c) {
		}
	})
}

// healOnce reports whether there is more to heal.
func (p *pair) healOnce(c *client) bool {
	p.mu.Lock()
	pts := p.got + firstPts
	p.more = false
	p.mu.Unlock()
	events, err := c.difference(p.load.ctx, pts)
	p.mu.Lock()
	defer p.mu.Unlock()
	if err != nil {
		p.load.broken(fmt.Errorf("updates.getDifference: %w", err))
		p.more = false
	}
	for _, e := range events {
		if e.pts == p.got+firstPts+1 {
			p.take(e, time.Now())
		}
	}
	p.healing = p.more
	if !p.load.open.Load() {
		p.fill()
	}
	return p.more
}

// is says whether e is message n in a box of a pair, the sender's or not.
func (e event) is(n int, out bool) bool {
	number, _, ok := parseText(e.text)
	return ok && number == n && e.id == n && e.pts == n+firstPts && e.count == 1 && e.out == out
}

// String shows what matters of an event, not its text.
func (e event) String() string {
	n, _, _ := parseText(e.text)
	return fmt.Sprintf("message %d with id %d at pts %d (%d), out %v", n, e.id, e.pts, e.count, e.out)
}

// appendText is the text of a message: its number, when it was due and
// something to reach the size.
func appendText(b []byte, n int, due time.Time, size int) []byte {
	b = append(strconv.AppendInt(b, int64(n), 10), ' ')
	b = append(strconv.AppendInt(b, due.UnixNano(), 10), ' ')
	for len(b) < size {
		b = append(b, "lorem ipsum dolor sit amet "[len(b)%27])
	}
	if b[len(b)-1] == ' ' { // the server would trim it
		b[len(b)-1] = '.'
	}
	return b
}

// parseText reads a text of appendText.
func parseText(text []byte) (n int, due time.Time, ok bool) {
	a, rest, ok1 := bytes.Cut(text, []byte(" "))
	b, _, ok2 := bytes.Cut(rest, []byte(" "))
	n, err1 := strconv.Atoi(string(a))
	at, err2 := strconv.ParseInt(string(b), 10, 64)
	return n, time.Unix(0, at), ok1 && ok2 && err1 == nil && err2 == nil
}

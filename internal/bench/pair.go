package bench

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"
)

// pair is two users, of whom one writes to the other. Messages are numbered
// from 1 over the life of the pair.
type pair struct {
	load     *load
	from, to *account
	hash     int64 // with which from names to

	mu               sync.Mutex
	sender, receiver *client
	fromPts, toPts   int // where the two boxes stand as the clients know
	sent             int // number of the newest message
	acked            int // up to here the server has answered
	got              int // up to here the receiver has heard
	last             int64
	healing, more    bool
	delays           []time.Duration // from due to heard
	said             []fact          // what the server has promised, when the load keeps it
	flying           map[int]int64   // random ids of what is not answered, by number
}

// fact is something that the server told a client of a box, so that it has to
// be true for ever.
type fact struct {
	box     int // fromBox or toBox
	number  int
	id, pts int
}

// The two boxes of a pair.
const (
	fromBox = iota
	toBox
)

// attach connects both users and learns where their boxes stand.
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
	toPts, err := receiver.login(ctx)
	if err != nil {
		return err
	}
	fromPts, err := sender.login(ctx)
	if err == nil && p.hash == 0 {
		_, p.hash, err = sender.resolve(ctx, p.to.phone)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.toPts, p.fromPts = toPts, fromPts
	return err
}

// detach closes both connections.
func (p *pair) detach() {
	p.mu.Lock()
	sender, receiver := p.sender, p.receiver
	p.mu.Unlock()
	for _, c := range []*client{sender, receiver} {
		if c != nil {
			c.close()
		}
	}
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
	random := p.load.random()
	if p.load.keep {
		p.flying[p.sent] = random
	}
	return p.sendAs(p.sent, random, due)
}

// sendAs sends message n, maybe not for the first time. The server serves it
// after the one before, as clients ask for. mu is held.
func (p *pair) sendAs(n int, random int64, due time.Time) bool {
	x := &call{after: p.last}
	if p.acked == n-1 {
		x.after = 0
	}
	text := appendText(make([]byte, 0, p.load.size), n, due, p.load.size)
	x.body = appendSend(make([]byte, 0, p.load.size+64), int64(p.to.id), p.hash, text, random)
	x.done = func(result []byte, err error) { p.answered(n, result, err) }
	id, err := p.sender.start(x)
	if err != nil {
		p.load.broken(fmt.Errorf("send: %w", err))
		return false
	}
	p.last = id
	return true
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
	number, _, ok := parseText(e.text)
	switch {
	case err != nil || events != 1 || !ok || !e.out:
		p.load.wrong("%v: the answer to message %d: %d messages, error %v", p.from.id, n, events, err)
	case number != n || n != p.acked+1:
		p.load.wrong("%v: answer %d to message %d after %d", p.from.id, number, n, p.acked)
	case e.count != 1 || e.pts != p.fromPts+1 && !p.load.keep:
		p.load.wrong("%v: message %d took %d pts up to %d after %d", p.from.id, n, e.count, e.pts, p.fromPts)
	}
	p.acked, p.fromPts = n, e.pts
	if p.load.keep {
		delete(p.flying, n)
		p.said = append(p.said, fact{fromBox, n, e.id, e.pts})
	}
	p.load.acked.Add(1)
	if !p.load.open {
		p.fill()
	}
}

// pushed takes an updates object of the receiver.
func (p *pair) pushed(body []byte, at time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	err := eachMessage(body, func(e event) {
		switch {
		case e.out: // of another session, which we do not have
			p.load.wrong("%v: heard of an own message", p.to.id)
		case e.pts <= p.toPts:
			p.load.repeats.Add(1)
		case e.pts-e.count > p.toPts:
			p.heal()
		default:
			p.take(e, at)
		}
	})
	if err != nil {
		p.heal()
	}
	if !p.load.open {
		p.fill()
	}
}

// take takes the message that comes next. mu is held.
func (p *pair) take(e event, at time.Time) {
	number, due, ok := parseText(e.text)
	if !ok || e.count != 1 || number != p.got+1 {
		p.load.wrong("%v: got message %d after %d, %d pts", p.to.id, number, p.got, e.count)
	}
	p.got, p.toPts = number, e.pts
	if p.load.timing.Load() {
		p.delays = append(p.delays, at.Sub(due))
	}
	if p.load.keep {
		p.said = append(p.said, fact{toBox, number, e.id, e.pts})
	}
	p.load.delivered.Add(1)
}

// heal asks for what was missed. mu is held.
func (p *pair) heal() {
	p.load.gaps.Add(1)
	p.more = true
	if p.healing {
		return
	}
	p.healing = true
	c := p.receiver
	go func() {
		for p.healOnce(c) {
		}
	}()
}

// healOnce reports whether there is more to heal.
func (p *pair) healOnce(c *client) bool {
	p.mu.Lock()
	pts := p.toPts
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
		if e.pts == p.toPts+1 {
			p.take(e, time.Now())
		}
	}
	p.healing = p.more
	if !p.load.open {
		p.fill()
	}
	return p.more
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

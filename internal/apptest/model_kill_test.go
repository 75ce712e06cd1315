package apptest_test

import (
	"context"
	"slices"
	"sync"

	"github.com/gotd/td/tg"

	"heliograph/internal/store"
)

// gate is a store that stops in the middle of things, as one does whose server
// is killed: from some transaction on, which is committed or not, nothing comes
// through.
type gate struct {
	store.Store
	mu     sync.Mutex
	shut   bool
	armed  bool
	left   int  // transactions until it shuts
	commit bool // the last of them is committed, though nobody learns of it
}

func (g *gate) set(shut, armed bool, left int, commit bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shut, g.armed, g.left, g.commit = shut, armed, left, commit
}

func (g *gate) closed() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.shut
}

func (g *gate) View(ctx context.Context, fn func(store.Reader) error) error {
	if g.closed() {
		return store.ErrClosed
	}
	return g.Store.View(ctx, fn)
}

func (g *gate) Update(ctx context.Context, owners []store.Owner, fn func(store.Tx) error) error {
	g.mu.Lock()
	if g.armed && !g.shut {
		g.shut = g.left == 0
		g.left--
		if g.shut && g.commit {
			g.mu.Unlock()
			if err := g.Store.Update(ctx, owners, fn); err != nil {
				return err
			}
			return store.ErrUnknown
		}
	}
	shut := g.shut
	g.mu.Unlock()
	if shut {
		return store.ErrClosed
	}
	return g.Store.Update(ctx, owners, fn)
}

// kill kills the server while it does something, and asks it once more.
func (p *play) kill() {
	if p.gate == nil || p.r.IntN(5) > 0 {
		return
	}
	call, then := p.repeatable()
	p.gate.set(false, true, p.r.IntN(3), p.r.IntN(2) == 0)
	ctx, cancel := p.ctx()
	_, first := call(ctx)
	cancel()
	p.gate.set(true, false, 0, false)
	p.s.Kill()
	p.gate.set(false, false, 0, false)
	p.s.Start()
	for _, d := range p.device {
		d.Back()
	}
	u, err := try(p, call)
	if err != nil {
		p.t.Fatalf("asked again after %v: %v", first, err)
	}
	then(u)
	p.check()
}

// repeatable is something that can be asked for twice, and what then is noted.
func (p *play) repeatable() (call func(context.Context) (any, error), then func(any)) {
	who, with := p.someone(), p.someone()
	api := p.device[who].API
	switch p.r.IntN(3) {
	case 0:
		text := p.text()
		r := &tg.MessagesSendMessageRequest{Peer: p.chat(who, with), Message: text, RandomID: p.r.Int64()}
		return func(ctx context.Context) (any, error) { return api.MessagesSendMessage(ctx, r) }, func(u any) {
			p.wrote(u.(tg.UpdatesClass), who, with, mMessage{text: text, author: -1, part: who})
		}
	case 1:
		r := &tg.MessagesReadHistoryRequest{Peer: p.chat(who, with)}
		return func(ctx context.Context) (any, error) { return api.MessagesReadHistory(ctx, r) }, func(any) { p.m.read(who, with, 0) }
	}
	revoke := p.r.IntN(2) == 0
	var ids []int
	for range 4 {
		if all := p.m.boxes[who].list; len(all) > 0 {
			ids = append(ids, all[p.r.IntN(len(all))].id)
		}
	}
	r := &tg.MessagesDeleteMessagesRequest{Revoke: revoke, ID: ids}
	return func(ctx context.Context) (any, error) { return api.MessagesDeleteMessages(ctx, r) }, func(any) {
		p.m.remove(who, revoke, func(x *mMessage) bool { return slices.Contains(ids, x.id) })
	}
}

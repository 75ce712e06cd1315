//go:build clients

package clients

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

// person is a client in the matrix, with all that it has told of so far.
type person struct {
	client // once started
	kind   kind
	name   string // of the client
	phone  string
	me     self
	peers  map[string]int64 // the others, as this one knows them, by name

	mu      sync.Mutex
	told    []event
	changed chan struct{} // closed and replaced at every event
}

func newPerson(k kind, phone string) *person {
	return &person{kind: k, name: k.name, phone: phone, peers: map[string]int64{}, changed: make(chan struct{})}
}

// start runs the client and logs it in. It can be done again when it failed.
func (p *person) start(ctx context.Context, t *testing.T, s *server) error {
	c, err := p.kind.start(t, s, p.name)
	if err != nil {
		return err
	}
	t.Cleanup(c.close)
	p.client = c
	go p.listen(c.events())
	if p.me, err = c.login(ctx, identity{Phone: p.phone, Code: "22222", Name: p.name}); err != nil {
		c.close()
		return err
	}
	if p.me.ID == 0 {
		return errors.New("login: no user")
	}
	return nil
}

func (p *person) listen(events <-chan event) {
	for e := range events {
		p.mu.Lock()
		p.told = append(p.told, e)
		close(p.changed)
		p.changed = make(chan struct{})
		p.mu.Unlock()
	}
}

// last is the end of what the client said of itself, if it ever ran.
func (p *person) last() string {
	if p.client == nil {
		return ""
	}
	return p.client.last()
}

// expect returns the first event that matches, whether it came already or will
// come in time.
func (p *person) expect(ctx context.Context, match func(event) bool) (event, error) {
	for {
		p.mu.Lock()
		i := slices.IndexFunc(p.told, match)
		if i >= 0 {
			defer p.mu.Unlock()
			return p.told[i], nil
		}
		changed := p.changed
		p.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return event{}, fmt.Errorf("%s was not told (%w), but last of\n%s", p.name, context.Cause(ctx), p.newest())
		}
	}
}

// newest is the last few events, for a report.
func (p *person) newest() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var b strings.Builder
	for _, e := range p.told[max(0, len(p.told)-5):] {
		fmt.Fprintf(&b, "  %v\n", e)
	}
	return b.String()
}

// expectText waits for a message of another with exactly this text, new or
// edited, and checks everything else of it.
func (p *person) expectText(ctx context.Context, kind string, want message) (message, error) {
	e, err := p.expect(ctx, func(e event) bool {
		return e.Kind == kind && !e.Message.Out && e.Message.Text == want.Text
	})
	if err != nil {
		return message{}, err
	}
	if want.ID == 0 {
		want.ID = e.Message.ID
	}
	return e.Message, p.same(e.Message, want)
}

// expectDeletion waits for the deletion of a message.
func (p *person) expectDeletion(ctx context.Context, id int64) error {
	_, err := p.expect(ctx, func(e event) bool { return e.Kind == deleted && slices.Contains(e.IDs, id) })
	return err
}

func (p *person) same(got, want message) error {
	if got.ID == want.ID && got.Peer == want.Peer && got.Out == want.Out && got.Reply == want.Reply &&
		got.Edited == want.Edited && got.equal(want.styled) {
		return nil
	}
	return fmt.Errorf("%s shows %+v instead of %+v", p.name, got, want)
}

// expectHistory checks that the chat with peer has each of these messages once,
// as it should be, and none that is gone.
func (p *person) expectHistory(ctx context.Context, peer int64, want []message, gone ...int64) error {
	all, err := p.history(ctx, peer)
	if err != nil {
		return err
	}
	byID := map[int64]message{}
	for _, m := range all {
		if _, twice := byID[m.ID]; twice {
			return fmt.Errorf("%s has message %d twice", p.name, m.ID)
		}
		byID[m.ID] = m
	}
	for _, w := range want {
		m, ok := byID[w.ID]
		if !ok {
			return fmt.Errorf("%s has no message %d %q in %+v", p.name, w.ID, w.Text, all)
		}
		if err := p.same(m, w); err != nil {
			return err
		}
	}
	for _, id := range gone {
		if m, ok := byID[id]; ok {
			return fmt.Errorf("%s still has %+v", p.name, m)
		}
	}
	return nil
}

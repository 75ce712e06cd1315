//go:build clients

package clients

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"heliograph/test/clients/desktop"
)

// deskPerson is Telegram Desktop in the matrix, used as its users do. Events and
// messages are what it decoded; texts, styles and links of a history are also
// what it shows, copied from its window. It asks the server for a history when
// it first opens the chat, and keeps it from then on.
//
// It keeps nothing by which it could ask for a difference once it has ended, so
// it goes away as a laptop does that is closed: it stops, its connection is cut,
// and it goes on in the session that it had. TestDesktop has it lose that too.
type deskPerson struct {
	*desktop.Client
	happens chan event
	end     sync.Once
	names   map[int64]string // for screenshots
}

// startDesk is a kind of the matrix.
func startDesk(t *testing.T, s *server, _ string) (client, error) {
	p := &deskPerson{happens: make(chan event, 1000), names: map[int64]string{}}
	var err error
	p.Client, err = startDesktop(t, s, func(e desktop.Event) { p.happens <- eventOf(e) })
	return p, err
}

func (p *deskPerson) login(ctx context.Context, who identity) (self, error) {
	id, err := p.Login(ctx, who.Phone, who.Code, who.Name, "Desktop")
	if err != nil {
		return self{}, err
	}
	version, err := p.Version()
	return self{ID: id, Version: version, Layer: p.Layer()}, err
}

func (p *deskPerson) meet(ctx context.Context, phone string) (int64, error) {
	name := phone[len(phone)-4:]
	id, err := p.AddContact(ctx, phone, name)
	if err == nil {
		p.names[id] = name
	}
	return id, err
}

func (p *deskPerson) send(ctx context.Context, peer int64, t styled, reply int64) (int64, error) {
	return p.Send(ctx, peer, desktopText(t), reply)
}

func (p *deskPerson) edit(ctx context.Context, peer, id int64, t styled) error {
	return p.Edit(ctx, peer, id, desktopText(t))
}

func (p *deskPerson) remove(ctx context.Context, peer, id int64) error {
	return p.Delete(ctx, peer, id)
}

func (p *deskPerson) history(ctx context.Context, peer int64) ([]message, error) {
	all, err := p.History(ctx, peer, "matrix with "+p.names[peer])
	var r []message
	for _, m := range all {
		r = append(r, messageOf(m))
	}
	return r, err
}

func (p *deskPerson) away(context.Context) error { return p.Away() }
func (p *deskPerson) back(context.Context) error { return p.Back() }
func (p *deskPerson) events() <-chan event       { return p.happens }

func (p *deskPerson) close() {
	p.Close()
	p.end.Do(func() { close(p.happens) })
}

// last is its last calls, and what it could not decode.
func (p *deskPerson) last() string {
	var b strings.Builder
	calls := p.Calls(0)
	for _, c := range calls[max(0, len(calls)-tailLines):] {
		fmt.Fprintf(&b, "%s %s\n", c.Method, c.Error())
	}
	if err := p.Undecoded(); err != nil {
		fmt.Fprintln(&b, err)
	}
	return b.String()
}

func eventOf(e desktop.Event) event {
	return event{Kind: e.Kind, Message: messageOf(e.Message), IDs: e.IDs}
}

func messageOf(m desktop.Message) message {
	return message{ID: m.ID, Peer: m.Peer, Out: m.Out, styled: styledOf(m.Styled), Reply: m.Reply, Edited: m.Edited}
}

// entityTypes are the names that the matrix has for types of entities.
var entityTypes = map[string]string{desktop.Bold: "bold", desktop.TextURL: "textUrl"}

// styledOf is a text as the matrix has it.
func styledOf(t desktop.Styled) styled {
	r := styled{Text: t.Text}
	for _, e := range t.Entities {
		shown := entity{Type: e.Type, Offset: e.Offset, Length: e.Length, URL: e.URL}
		if name := entityTypes[e.Type]; name != "" {
			shown.Type = name
		}
		r.Entities = append(r.Entities, shown)
	}
	return r
}

// desktopText is the other way round.
func desktopText(t styled) desktop.Styled {
	r := desktop.Styled{Text: t.Text}
	for _, e := range t.Entities {
		wanted := desktop.Entity{Type: desktop.Bold, Offset: e.Offset, Length: e.Length, URL: e.URL}
		if e.Type == entityTypes[desktop.TextURL] {
			wanted.Type = desktop.TextURL
		}
		r.Entities = append(r.Entities, wanted)
	}
	return r
}

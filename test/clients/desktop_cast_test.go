//go:build clients

package clients

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/gotd/td/tg"

	"heliograph/internal/apptest"
	"heliograph/internal/id"
)

// cast is Tess, whose second device this is, and the people who talk to her. All
// of them use gotd.
type cast struct {
	t      *testing.T
	server *server
	tess   *apptest.Device
	people map[string]*friend
	page   string // a link to one
}

// friend is somebody who knows Tess.
type friend struct {
	*apptest.Device
	phone string
	tess  *tg.InputPeerUser // as they know her
	here  *tg.InputPeerUser // as she knows them; nil for a stranger
}

// tessPhone is a test number, as all are: its code is 22222.
const tessPhone = "9996622001"

// newCast signs everybody up. Tess has all of them as contacts but two, and all
// have her.
func newCast(t *testing.T, s *server, names ...string) *cast {
	t.Helper()
	c := &cast{t: t, server: s, people: map[string]*friend{}}
	srv := external(t, s)
	c.tess = srv.NewDevice("tess", "+"+tessPhone).Exchange()
	all := []*apptest.Device{c.tess}
	for i, name := range names {
		phone := fmt.Sprintf("99966220%02d", i+2)
		c.people[name] = &friend{Device: srv.NewDevice(name, "+"+phone).Exchange(), phone: phone}
		all = append(all, c.people[name].Device)
	}
	var wait sync.WaitGroup
	for _, d := range all {
		d.Connect()
		wait.Go(func() {
			if err := d.Login(); err != nil {
				t.Error(err)
			}
		})
	}
	if wait.Wait(); t.Failed() {
		t.FailNow()
	}
	for _, name := range names {
		f := c.people[name]
		f.tess = c.contact(f.Device, tessPhone, "Tess")
		if name != stranger && name != unmet {
			f.here = c.contact(c.tess, f.phone, strings.ToUpper(name[:1])+name[1:])
		}
	}
	return c
}

// Who is no contact of hers, and who has not even written.
const (
	stranger = "stan"
	unmet    = "zoe"
)

// contact makes one of whoever has a number.
func (c *cast) contact(of *apptest.Device, phone, name string) *tg.InputPeerUser {
	c.t.Helper()
	r := ask(c, of, func(ctx context.Context) (*tg.ContactsImportedContacts, error) {
		return of.API.ContactsImportContacts(ctx, []tg.InputPhoneContact{{Phone: phone, FirstName: name}})
	})
	of.Know(r.Users, nil)
	u, ok := r.Users[0].(*tg.User)
	if !ok {
		c.t.Fatalf("%s is %v", name, r.Users[0])
	}
	return u.AsInputPeer()
}

// ask calls a method, of which nothing but an answer will do.
func ask[T any](c *cast, d *apptest.Device, f func(context.Context) (T, error)) T {
	c.t.Helper()
	ctx, cancel := d.Context()
	defer cancel()
	r, err := f(ctx)
	if err != nil {
		c.t.Fatalf("%s: %v", d.Person, err)
	}
	return r
}

// say sends a text and returns the message's id there.
func (c *cast) say(d *apptest.Device, to tg.InputPeerClass, text string, with ...func(*tg.MessagesSendMessageRequest)) int {
	c.t.Helper()
	r := &tg.MessagesSendMessageRequest{Peer: to, Message: text, RandomID: id.Int64()}
	for _, set := range with {
		set(r)
	}
	return c.sent(d, r.RandomID, ask(c, d, func(ctx context.Context) (tg.UpdatesClass, error) { return d.API.MessagesSendMessage(ctx, r) }))
}

// writes has somebody write to Tess.
func (c *cast) writes(name, text string, with ...func(*tg.MessagesSendMessageRequest)) int {
	c.t.Helper()
	f := c.people[name]
	return c.say(f.Device, f.tess, text, with...)
}

// hears has Tess write to somebody.
func (c *cast) hears(name, text string, with ...func(*tg.MessagesSendMessageRequest)) int {
	c.t.Helper()
	return c.say(c.tess, c.people[name].here, text, with...)
}

// shares has somebody send her what is no text.
func (c *cast) shares(name string, m tg.InputMediaClass) int {
	c.t.Helper()
	f := c.people[name]
	r := &tg.MessagesSendMediaRequest{Peer: f.tess, Media: m, RandomID: id.Int64()}
	return c.sent(f.Device, r.RandomID, ask(c, f.Device, func(ctx context.Context) (tg.UpdatesClass, error) { return f.API.MessagesSendMedia(ctx, r) }))
}

// passes forwards messages, as far as with says otherwise from what one has
// with oneself.
func (c *cast) passes(d *apptest.Device, r *tg.MessagesForwardMessagesRequest) {
	c.t.Helper()
	for range r.ID {
		r.RandomID = append(r.RandomID, id.Int64())
	}
	d.Record(ask(c, d, func(ctx context.Context) (tg.UpdatesClass, error) { return d.API.MessagesForwardMessages(ctx, r) }))
}

// sent is the id that an answer gives a message.
func (c *cast) sent(d *apptest.Device, random int64, u tg.UpdatesClass) int {
	c.t.Helper()
	d.Record(u)
	us, ok := u.(*tg.Updates)
	if !ok {
		c.t.Fatalf("%s: no id in %T", d.Person, u)
	}
	for _, u := range us.Updates {
		if u, ok := u.(*tg.UpdateMessageID); ok && u.RandomID == random {
			return u.ID
		}
	}
	c.t.Fatalf("%s: no id in %v", d.Person, us)
	return 0
}

// withAuthor is the id at Tess of a text with the name of its author.
func (c *cast) withAuthor(text string) int {
	c.t.Helper()
	var found int
	if err := c.tess.Expect(text, func(u tg.UpdateClass) bool {
		if n, ok := u.(*tg.UpdateNewMessage); ok {
			m, ok := n.Message.(*tg.Message)
			if _, named := m.GetFwdFrom(); ok && named && m.Message == text {
				found = m.ID
			}
		}
		return found != 0
	}); err != nil {
		c.t.Fatal(err)
	}
	return found
}

// yes calls a method that answers with true.
func (c *cast) yes(d *apptest.Device, f func(context.Context) (bool, error)) {
	c.t.Helper()
	if !ask(c, d, f) {
		c.t.Fatalf("%s was answered no", d.Person)
	}
}

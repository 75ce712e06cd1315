//go:build clients

package clients

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/gotd/td/tg"

	"heliograph/test/clients/desktop"
)

func (k *desk) signsUp(ctx context.Context) (err error) {
	k.me, err = k.Login(ctx, "+9996621001", "22222", "Tess", "Desktop")
	if err != nil {
		return err
	}
	version, err := k.Version()
	k.t.Logf("Telegram Desktop %s, layer %d", version, k.Layer())
	return err
}

// isQuiet leaves it alone for a minute, in which it must ask for nothing again
// and again.
func (k *desk) isQuiet(context.Context) error {
	k.watch.begin()
	k.watch.end()
	return nil
}

func (k *desk) listsAChat(ctx context.Context) error {
	k.gus = external(k.t, k.server).NewDevice("gus", "+9996621002").Exchange()
	k.gus.Connect()
	if err := k.gus.Login(); err != nil {
		return err
	}
	call, cancel := k.gus.Context()
	defer cancel()
	r, err := k.gus.API.ContactsImportContacts(call, []tg.InputPhoneContact{{Phone: "9996621001", FirstName: "Tess"}})
	if err != nil {
		return err
	}
	u, ok := r.Users[0].(*tg.User)
	if !ok || u.ID != k.me {
		return fmt.Errorf("the number belongs to %v instead of %d", r.Users[0], k.me)
	}
	k.toMe = u.AsInputPeer()
	if _, err := k.says("hello from gotd"); err != nil {
		return err
	}
	return k.Lists(ctx, regexp.MustCompile(`h.llo fr.m g.td`))
}

func (k *desk) opensAChat(ctx context.Context) (err error) {
	if k.toGus, err = k.AddContact(ctx, "+9996621002", "1002"); err != nil {
		return err
	}
	if k.toGus != k.gus.Self.ID {
		return fmt.Errorf("the number belongs to %d instead of %d", k.toGus, k.gus.Self.ID)
	}
	if err := k.gus.Expect("a read mark", func(u tg.UpdateClass) bool {
		_, ok := u.(*tg.UpdateReadHistoryOutbox)
		return ok
	}); err != nil {
		return err
	}
	return k.shows(ctx, "hello from gotd")
}

// shows looks at all that the chat shows.
func (k *desk) shows(ctx context.Context, want ...string) error {
	all, err := k.History(ctx, k.toGus, "")
	if err != nil {
		return err
	}
	var got []string
	for _, m := range all {
		got = append(got, m.Text)
	}
	if !slices.Equal(got, want) {
		return fmt.Errorf("the chat shows %q instead of %q", got, want)
	}
	return nil
}

var (
	greeting = desktop.Styled{Text: "🌻 hello from desktop ¶ link", Entities: []desktop.Entity{
		{Type: desktop.Bold, Offset: 3, Length: 5},
		{Type: desktop.TextURL, Offset: 24, Length: 4, URL: "https://example.org/?a=b"},
	}}
	betterGreeting = desktop.Styled{Text: "🌻🌻 good morning from desktop", Entities: []desktop.Entity{
		{Type: desktop.TextURL, Offset: 5, Length: 4, URL: "https://example.org/good"},
		{Type: desktop.Bold, Offset: 10, Length: 7},
	}}
)

func (k *desk) sends(ctx context.Context) (err error) {
	if k.sent, err = k.Send(ctx, k.toGus, greeting, 0); err != nil {
		return err
	}
	_, err = k.gets(added, greeting)
	return err
}

func (k *desk) showsReadChecks(ctx context.Context) error {
	if err := k.Checked(ctx, k.toGus, k.sent, 1); err != nil {
		return err
	}
	call, cancel := k.gus.Context()
	defer cancel()
	if _, err := k.gus.API.MessagesReadHistory(call, &tg.MessagesReadHistoryRequest{Peer: k.toMe}); err != nil {
		return err
	}
	if _, err := k.Updated(ctx, "read mark", func(u *desktop.Value) bool {
		return u.Name == "updateReadHistoryOutbox" && u.Int("peer", "user_id") == k.toGus && u.Int("max_id") == k.sent
	}); err != nil {
		return err
	}
	return k.Checked(ctx, k.toGus, k.sent, 2)
}

var (
	isTyping  = regexp.MustCompile(`(?i)typing`)
	isOnline  = regexp.MustCompile(`(?i)^online`)
	isOffline = regexp.MustCompile(`(?i)^last seen`)
)

// showsOnline: who is at Telegram Desktop is online for gus, and the other way
// round.
func (k *desk) showsOnline(ctx context.Context) error {
	call, cancel := k.gus.Context()
	defer cancel()
	us, err := k.gus.API.UsersGetUsers(call, []tg.InputUserClass{&tg.InputUser{UserID: k.toMe.UserID, AccessHash: k.toMe.AccessHash}})
	if err != nil {
		return err
	}
	u, _ := us[0].(*tg.User)
	if _, ok := u.Status.(*tg.UserStatusOnline); !ok {
		return fmt.Errorf("gus sees %v instead of somebody online", u.Status)
	}
	for _, c := range []struct {
		offline bool
		want    *regexp.Regexp
	}{{false, isOnline}, {true, isOffline}, {false, isOnline}} {
		if _, err := k.gus.API.AccountUpdateStatus(call, c.offline); err != nil {
			return err
		}
		if err := k.State(ctx, c.want); err != nil {
			return err
		}
	}
	return nil
}

func (k *desk) showsTyping(ctx context.Context) error {
	call, cancel := k.gus.Context()
	defer cancel()
	if _, err := k.gus.API.MessagesSetTyping(call, &tg.MessagesSetTypingRequest{Peer: k.toMe, Action: &tg.SendMessageTypingAction{}}); err != nil {
		return err
	}
	return k.State(ctx, isTyping)
}

// types goes on typing until gus sees it: Telegram Desktop tells of it every five
// seconds, and the first time may have been while gus was not there to see it.
func (k *desk) types(ctx context.Context) error {
	k.gus.Forget()
	typing := func(u tg.UpdateClass) bool {
		x, ok := u.(*tg.UpdateUserTyping)
		return ok && x.UserID == k.me
	}
	for k.gus.Received(typing) == 0 {
		if err := k.TypeOnly(ctx, k.toGus, "I am thinking "); err != nil {
			return err
		}
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
			return errors.New("gus saw nobody typing")
		}
	}
	return k.Clear(ctx)
}

package apptest_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"heliograph/internal/apptest"
	"heliograph/internal/id"
)

// basicOf is the basic group that a device makes with others.
func basicOf(t *testing.T, d *apptest.Device, title string, with ...*apptest.Device) *tg.Chat {
	t.Helper()
	r := &tg.MessagesCreateChatRequest{Title: title}
	for _, o := range with {
		r.Users = append(r.Users, inputUser(d, o))
	}
	ctx, cancel := d.Context()
	defer cancel()
	res, err := d.API.MessagesCreateChat(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	d.Record(res.Updates)
	us, ok := res.Updates.(*tg.Updates)
	if !ok || len(us.Chats) != 1 {
		t.Fatal(res)
	}
	return us.Chats[0].(*tg.Chat)
}

// talk sends messages until one is refused, and returns those that were not.
func talk(t *testing.T, d *apptest.Device, chat *tg.Chat, most int) (sent []string) {
	t.Helper()
	for i := range most {
		text := fmt.Sprint(d.Person, " says ", i)
		ctx, cancel := d.Context()
		_, err := d.API.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{Peer: chat.AsInputPeer(), Message: text, RandomID: id.Int64()})
		cancel()
		switch {
		case tgerr.Is(err, "CHAT_WRITE_FORBIDDEN"):
			return sent
		case err != nil:
			t.Error(err)
			return sent
		}
		sent = append(sent, text)
	}
	return sent
}

// heardIn is the texts of a chat as a device finds them, oldest first, and how many
// notes say that it became a supergroup.
func heardIn(t *testing.T, d *apptest.Device, p tg.InputPeerClass) (texts []string, became int) {
	t.Helper()
	all, err := d.History(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		switch m := m.(type) {
		case *tg.Message:
			texts = append(texts, m.Message)
		case *tg.MessageService:
			if _, ok := m.Action.(*tg.MessageActionChatMigrateTo); ok {
				became++
			}
		}
	}
	return texts, became
}

// TestMigrationWhileTalking: a group becomes a supergroup while its people write.
// What was taken is there for all, once and in one order, what was not is nowhere,
// and each finds the supergroup.
func TestMigrationWhileTalking(t *testing.T) {
	t.Parallel()
	srv := apptest.New(t)
	people := make([]*apptest.Device, 4)
	for i, name := range []string{"alice", "bob", "carol", "dave"} {
		people[i] = srv.NewDevice(name, apptest.TestNumber(i+1))
		login(t, people[i])
	}
	alice := people[0]
	for _, d := range people[1:] {
		meet(t, alice, d)
	}
	chat := basicOf(t, alice, "Friends", people[1:]...)
	for _, d := range people[1:] {
		if err := d.Expect("the group", func(u tg.UpdateClass) bool { _, ok := u.(*tg.UpdateChatParticipants); return ok }); err != nil {
			t.Fatal(err)
		}
	}
	const most = 60
	var wg sync.WaitGroup
	sent := make([][]string, len(people))
	for i, d := range people[1:] {
		wg.Go(func() { sent[i+1] = talk(t, d, chat, most) })
	}
	sent[0] = talk(t, alice, chat, most/4) // meanwhile
	ctx, cancel := alice.Context()
	defer cancel()
	u, err := alice.API.MessagesMigrateChat(ctx, chat.ID)
	if err != nil {
		t.Fatal(err)
	}
	super := chatOf(t, u)
	wg.Wait()
	want := slices.Sorted(slices.Values(slices.Concat(sent...)))
	if len(want) <= most/4 || len(want) == most/4+3*most {
		t.Errorf("%d were sent: nobody wrote before it, or nobody after", len(want))
	}
	var order []string
	for i, d := range people {
		if i > 0 {
			if err := d.Expect("the supergroup", func(u tg.UpdateClass) bool { c, ok := u.(*tg.UpdateChannel); return ok && c.ChannelID == super.ID }); err != nil {
				t.Fatal(err)
			}
		}
		got, became := heardIn(t, d, chat.AsInputPeer())
		if became != 1 || !slices.Equal(slices.Sorted(slices.Values(got)), want) {
			t.Errorf("%s has %d of %d, and %d times that it became another", d.Person, len(got), len(want), became)
		}
		if i == 0 {
			order = got
		} else if !slices.Equal(got, order) {
			t.Errorf("%s has them in another order", d.Person)
		}
		if err := postTo(d, chatFor(t, d, super.ID), d.Person+" is here"); err != nil {
			t.Errorf("%s: %v", d.Person, err)
		}
	}
	if texts, _ := heardIn(t, alice, super.AsInputPeer()); len(texts) != len(people) {
		t.Errorf("the supergroup has %v", texts)
	}
}

package message_test

import (
	"testing"

	"heliograph/internal/channel"
	"heliograph/internal/message"
	"heliograph/internal/preview"
	"heliograph/internal/right"
	"heliograph/internal/user"
)

// TestPagesComeToAGroup: what waits for its page is told once what came of it, in each
// box; who has left since keeps what was there.
func TestPagesComeToAGroup(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob, cid)
	s := &site{known: map[string]preview.Result{slow: {ID: 7, Overdue: 1_700_000_015}, known: {ID: 8, Page: &preview.Page{Title: "known"}}}}
	c.messages = message.New(message.Deps{Store: c.store, Log: c.log, Users: people{}, Clock: c.clock, Alarms: c.jobs, Previews: s})
	c.channels = channel.New(channel.Deps{Store: c.store, Log: c.log, Clock: c.clock, Notes: c.messages, Followers: c.messages})
	if m := c.say(ann, "see "+slow); m.Preview == nil || m.Preview.Page != nil {
		t.Fatalf("%+v", m.Preview)
	}
	if _, err := c.channels.Leave(t.Context(), as(cid), c.id); err != nil {
		t.Fatal(err)
	}
	c.settle()
	s.known[slow] = preview.Result{ID: 7, Page: &preview.Page{Title: "came"}}
	if next, err := c.messages.Previewed(t.Context(), c.chat().Owner(), c.clock.Now().Unix()); err != nil || next != 0 {
		t.Fatal(next, err)
	}
	c.settle()
	for _, u := range []user.ID{ann, bob} {
		if p := c.seen(u)[1].Preview; p == nil || p.Page == nil || p.Page.Title != "came" {
			t.Errorf("%d sees %+v", u, p)
		}
	}
	if p := c.seen(cid)[1].Preview; p == nil || p.Page != nil {
		t.Errorf("Cid sees %+v", p)
	}
	if _, err := c.channels.SetDefault(t.Context(), as(ann), c.id, right.EmbedLinks); err != nil {
		t.Fatal(err)
	}
	if m := c.say(bob, "see "+known); m.Preview != nil {
		t.Errorf("who may not embed links does: %+v", m.Preview)
	}
}

// TestListsInAGroup: others tick the things of a list where its writer lets them, and
// all see that.
func TestListsInAGroup(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob, cid)
	list := &message.Todo{Title: plain("boats"), OthersTick: true, Items: []message.TodoItem{{ID: 1, Title: plain("paint")}, {ID: 2, Title: plain("oars")}}}
	c.saying(ann, message.Draft{Media: &message.Media{Todo: list}, Random: 90})
	mine := c.seen(bob)[0]
	if _, err := c.messages.Tick(t.Context(), as(bob), c.chat(), mine.ID, message.Ticked{On: []int{2}}); err != nil {
		t.Fatal(err)
	}
	_, err := c.messages.AddTodo(t.Context(), as(bob), c.chat(), mine.ID, []message.TodoItem{{ID: 3, Title: plain("rope")}})
	c.fails("MESSAGE_AUTHOR_REQUIRED", err)
	c.settle()
	for _, u := range []user.ID{ann, bob, cid} {
		ms := c.seen(u)
		if done := ms[1].Media.Todo.Done; len(done) != 1 || done[0].ID != 2 || done[0].By != bob {
			t.Errorf("%d sees %+v", u, done)
		}
		if ms[0].Action != message.TodoTicked || ms[0].Reply == nil || ms[0].Reply.ID != ms[1].ID {
			t.Errorf("%d sees %+v", u, ms[0])
		}
	}
}

// TestRightsInAGroup: what members may not do, they cannot, but for admins.
func TestRightsInAGroup(t *testing.T) {
	t.Parallel()
	c := newCircle(t, bob, cid)
	m := c.say(bob, "before")
	if _, err := c.channels.SetDefault(t.Context(), as(ann), c.id, right.SendText|right.BanPin|right.React); err != nil {
		t.Fatal(err)
	}
	if _, err := c.channels.SetAdmin(t.Context(), as(ann), c.id, cid, true); err != nil {
		t.Fatal(err)
	}
	c.settle()
	_, err := c.messages.Send(t.Context(), as(bob), message.Draft{To: c.chat(), Text: plain("after"), Random: 80})
	c.fails("CHAT_SEND_PLAIN_FORBIDDEN", err)
	_, err = c.messages.Edit(t.Context(), as(bob), c.chat(), m.ID, plain("changed"), false)
	c.fails("MESSAGE_AUTHOR_REQUIRED", err)
	_, err = c.messages.Pin(t.Context(), as(bob), message.Pin{Chat: c.chat(), ID: m.ID})
	c.fails("CHAT_ADMIN_REQUIRED", err)
	_, err = c.messages.React(t.Context(), as(bob), message.React{Chat: c.chat(), ID: m.ID, Emoji: []string{"👍"}})
	c.fails("CHAT_WRITE_FORBIDDEN", err)
	c.say(cid, "I may")
	if _, err := c.messages.Delete(t.Context(), as(cid), []int{c.seen(cid)[1].ID}, true); err != nil {
		t.Error(err)
	}
	c.settle()
	c.reads(bob, "I may *")
}

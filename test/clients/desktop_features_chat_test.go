//go:build clients

package clients

import (
	"context"
	"fmt"
	"regexp"

	"github.com/gotd/td/tg"

	"heliograph/test/clients/desktop"
)

// atStart matches a line that begins with a name, but for what is read of the
// picture beside it.
func atStart(name string) *regexp.Regexp {
	return regexp.MustCompile(`(?m)^\W{0,4}(\w{1,2}\W{1,3})?` + name)
}

func (k *shower) chatSteps() []deskStep {
	return []deskStep{
		{"jump to what is answered", k.jumps},
		{"pinned bar", k.pinnedBar},
		{"pinned list", k.pinnedList},
		{"search in chat", k.searchesChat},
		{"search everywhere", k.searches},
		{"stranger", k.stranger},
		{"blocks", k.blocks},
		{"scheduled list", k.plannedList},
		{"send now", k.sendsNow},
	}
}

func (k *shower) jumps(ctx context.Context) error {
	if err := k.Visit(ctx, "Pia"); err != nil {
		return err
	}
	at, err := k.Find(ctx, desktop.Chat, desktop.Like("answering the beginning"))
	if err != nil {
		return err
	}
	at.Min.Y -= 40 // what is quoted is above
	at.Max.Y -= 20
	if err := k.Press(ctx, at, desktop.Like("first needle")); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Chat, "the first needle", "line 2", "line 9", "another needle 10")
}

func (k *shower) pinnedBar(ctx context.Context) error {
	if err := k.Visit(ctx, "Pia"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Bar, "Pinned message", "another needle"); err != nil {
		return err
	}
	return nil
}

func (k *shower) pinnedList(ctx context.Context) error {
	if err := k.Visit(ctx, "Pia"); err != nil {
		return err
	}
	if err := k.Click(ctx, desktop.PinnedList); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.WholeChat, "2 pinned messages"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.WholeChat, "another needle 10", "another needle 20", "UNPIN ALL 2 MESSAGES")
}

func (k *shower) searchesChat(ctx context.Context) error {
	if err := k.Leave(ctx); err != nil {
		return err
	}
	if err := k.Visit(ctx, "Pia"); err != nil {
		return err
	}
	if err := k.Click(ctx, desktop.SearchChat); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.List, "Search messages in"); err != nil {
		return err
	}
	if err := k.Letters(ctx, "needle"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.List, "Found 4 messages", "another needle 30", "another needle 20", "another needle 10", "the first needle")
}

func (k *shower) searches(ctx context.Context) error {
	if err := k.Search(ctx, "goss"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.List, "Found 3 messages", "gossip by Gus"); err != nil {
		return err
	}
	if err := k.Search(ctx, "zoe_un"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.List, "Global search results", "Zoe", "zoe_unmet")
}

// stranger: who is no contact can be added or blocked.
func (k *shower) stranger(ctx context.Context) error {
	if err := k.Visit(ctx, "Stan"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Bar, "ADD CONTACT", "BLOCK USER")
}

func (k *shower) plannedList(ctx context.Context) error {
	if err := k.Visit(ctx, "Gus"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Chat, "hello from gus"); err != nil {
		return err
	}
	if err := k.Click(ctx, desktop.Planned); err != nil {
		return err
	}
	return k.Read(ctx, desktop.WholeChat, "Scheduled Messages", "Scheduled for", "in an hour", "in a day")
}

// sendsNow: a scheduled message is sent before its time.
func (k *shower) sendsNow(ctx context.Context) error {
	if err := k.Choose(ctx, desktop.Chat, desktop.Like("in an hour"), desktop.Like("Send now")); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Box, "Send message now"); err != nil {
		return err
	}
	if err := k.Keys(ctx, "Return"); err != nil {
		return err
	}
	if err := k.arrives("gus", "in an hour"); err != nil {
		return err
	}
	if err := k.Leave(ctx); err != nil {
		return err
	}
	if err := k.Visit(ctx, "Gus"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Chat, "hello from gus", "in an hour"); err != nil {
		return fmt.Errorf("in the chat: %w", err)
	}
	return nil
}

// arrives waits until somebody gets a text from Tess.
func (k *shower) arrives(name, text string) error {
	return k.people[name].Expect(text, func(u tg.UpdateClass) bool {
		n, ok := u.(*tg.UpdateNewMessage)
		if !ok {
			return false
		}
		m, ok := n.Message.(*tg.Message)
		return ok && !m.Out && m.Message == text
	})
}

// blocks a stranger, reports and deletes the chat, all in one box.
func (k *shower) blocks(ctx context.Context) error {
	mark := k.Mark()
	if err := k.Press(ctx, desktop.Bar, desktop.Like("BLOCK USER")); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Box, "Block Stan", "Report Spam", "Delete this chat"); err != nil {
		return err
	}
	if err := k.Press(ctx, desktop.Box, regexp.MustCompile(`Block$`)); err != nil {
		return err
	}
	for _, method := range []string{"contacts.block", "messages.reportSpam", "messages.deleteHistory"} {
		if _, err := k.Answered(ctx, mark, method); err != nil {
			return err
		}
	}
	if err := k.Gone(ctx, desktop.List, row("Stan")); err != nil {
		return err
	}
	k.writes(stranger, "but why") // as if nothing had happened
	return nil
}

//go:build clients

package clients

import (
	"context"
	"fmt"
	"regexp"

	"github.com/gotd/td/tg"

	"heliograph/test/clients/desktop"
)

func (k *shower) liveSteps() []deskStep {
	return []deskStep{
		{"edited", k.edited},
		{"deleted", k.deleted},
		{"online", k.online},
		{"typing", k.typing},
		{"emoji for a word", k.suggests},
		{"draft from elsewhere", k.draft},
		{"auto-delete", k.period},
		{"profile", k.profile},
		{"folders", k.folders},
	}
}

func (k *shower) edited(ctx context.Context) error {
	if err := k.Visit(ctx, "Gus"); err != nil {
		return err
	}
	gus := k.people["gus"]
	m, err := gus.Find("hello from gus")
	if err != nil {
		return err
	}
	r := &tg.MessagesEditMessageRequest{Peer: gus.tess, ID: m.ID}
	r.SetMessage("good evening from gus")
	gus.Record(ask(k.cast, gus.Device, func(ctx context.Context) (tg.UpdatesClass, error) { return gus.API.MessagesEditMessage(ctx, r) }))
	return k.Read(ctx, desktop.Chat, "good evening from gus edited", "in an hour")
}

func (k *shower) deleted(ctx context.Context) error {
	if err := k.Visit(ctx, "Gus"); err != nil {
		return err
	}
	gus := k.people["gus"]
	m, err := gus.Find("good evening from gus")
	if err != nil {
		return err
	}
	ask(k.cast, gus.Device, func(ctx context.Context) (*tg.MessagesAffectedMessages, error) {
		return gus.API.MessagesDeleteMessages(ctx, &tg.MessagesDeleteMessagesRequest{Revoke: true, ID: []int{m.ID}})
	})
	if err := k.Gone(ctx, desktop.Chat, desktop.Like("good evening from gus")); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Chat, "in an hour")
}

func (k *shower) online(ctx context.Context) error {
	if err := k.Visit(ctx, "Gus"); err != nil {
		return err
	}
	gus := k.people["gus"]
	for _, c := range []struct {
		offline bool
		want    *regexp.Regexp
	}{{false, isOnline}, {true, regexp.MustCompile(`(?i)^last seen (just now|1 minute ago)`)}, {false, isOnline}} {
		k.yes(gus.Device, func(ctx context.Context) (bool, error) { return gus.API.AccountUpdateStatus(ctx, c.offline) })
		if err := k.State(ctx, c.want); err != nil {
			return err
		}
	}
	return nil
}

func (k *shower) typing(ctx context.Context) error {
	if err := k.Visit(ctx, "Gus"); err != nil {
		return err
	}
	gus := k.people["gus"]
	k.yes(gus.Device, func(ctx context.Context) (bool, error) {
		return gus.API.MessagesSetTyping(ctx, &tg.MessagesSetTypingRequest{Peer: gus.tess, Action: &tg.SendMessageTypingAction{}})
	})
	return k.State(ctx, isTyping)
}

// draft: what Tess begins on her other device shows in the list and in the field.
func (k *shower) draft(ctx context.Context) error {
	save := func(text string) {
		k.yes(k.tess, func(ctx context.Context) (bool, error) {
			return k.tess.API.MessagesSaveDraft(ctx, &tg.MessagesSaveDraftRequest{Peer: k.people["gus"].here, Message: text})
		})
	}
	if err := k.Visit(ctx, "Gus"); err != nil {
		return err
	}
	save("begun elsewhere")
	if err := k.Read(ctx, desktop.Field, "begun elsewhere"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.List, "Draft: begun elsewhere")
}

// suggests: the words are the server's.
func (k *shower) suggests(ctx context.Context) error {
	if err := k.Visit(ctx, "Gus"); err != nil {
		return err
	}
	if err := k.Letters(ctx, ":celebrat"); err != nil {
		return err
	}
	if err := k.Painted(ctx, desktop.Hints, desktop.Paper, 4000); err != nil {
		return err
	}
	if err := k.Screenshot("emoji for a word"); err != nil {
		return err
	}
	return k.Keys(ctx, "ctrl+a", "BackSpace")
}

// period: messages of a chat go by themselves, and the chat says so.
func (k *shower) period(ctx context.Context) error {
	if err := k.Visit(ctx, "Gus"); err != nil {
		return err
	}
	gus := k.people["gus"]
	gus.Record(ask(k.cast, gus.Device, func(ctx context.Context) (tg.UpdatesClass, error) {
		return gus.API.MessagesSetHistoryTTL(ctx, &tg.MessagesSetHistoryTTLRequest{Peer: gus.tess, Period: 24 * 60 * 60})
	}))
	k.writes("gus", "gone by then")
	if err := k.Read(ctx, desktop.Notes, "Gus has set messages to"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Chat, "gone by then")
}

// profile: the page of a person, with what was shared.
func (k *shower) profile(ctx context.Context) error {
	if err := k.Visit(ctx, "Vera"); err != nil {
		return err
	}
	if err := k.Press(ctx, desktop.Header, regexp.MustCompile("Vera")); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Box, "User Info", "Vera", "Notifications", "shared links", "Block user"); err != nil {
		return err
	}
	for _, c := range k.Calls(0) {
		found := max(int(c.Result.Int("count")), len(c.Result.List("messages")))
		if c.Method == "messages.search" && c.Args.Field("filter").Name == "inputMessagesFilterUrl" && found == sharedLinks {
			return nil
		}
	}
	return fmt.Errorf("the client has not heard of %d links", sharedLinks)
}

// sharedLinks are how many messages in Vera's chat have any.
const sharedLinks = 3

// folders come as tabs when they are made elsewhere, and go again.
func (k *shower) folders(ctx context.Context) error {
	if err := k.Leave(ctx); err != nil {
		return err
	}
	f := &tg.DialogFilter{ID: 2, Title: tg.TextWithEntities{Text: "Family"}, IncludePeers: []tg.InputPeerClass{k.people["rita"].here, k.people["vera"].here}}
	r := &tg.MessagesUpdateDialogFilterRequest{ID: 2}
	r.SetFilter(f)
	k.yes(k.tess, func(ctx context.Context) (bool, error) { return k.tess.API.MessagesUpdateDialogFilter(ctx, r) })
	if err := k.Press(ctx, desktop.Tabs, regexp.MustCompile("Family")); err != nil {
		return err
	}
	return k.Gone(ctx, desktop.List, regexp.MustCompile("Otto"))
}

//go:build clients

package clients

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/gotd/td/tg"

	"heliograph/test/clients/desktop"
)

// entersWeb: nobody else has a client of Tess's but the one of the cast, so whatever
// the server refused was asked by the web client.
func (k *trio) entersWeb(ctx context.Context) error {
	// Of a chat that is new to it TDLib may count a message twice: none will be.
	for _, name := range []string{"Vera", "Mia", "Otto", "Gus"} {
		text := "from " + strings.ToLower(name)
		k.writes(strings.ToLower(name), text)
		k.texts[name] = []string{text}
	}
	if err := k.driver.call(ctx, "enter", object{"phone": "+" + tessPhone, "code": "22222"}, nil); err != nil {
		return err
	}
	if err := k.web(ctx, "reload"); err != nil {
		return err
	}
	if err := k.opens(ctx, "Gus"); err != nil {
		return err
	}
	k.watch.refusals()
	return nil
}

func (k *trio) entersOthers(ctx context.Context) error {
	done := make(chan error, 1)
	go func() { done <- k.signsIn(ctx) }()
	err := k.driver.call(ctx, "tdlib", object{"phone": tessPhone, "code": "22222"}, nil)
	if err := errors.Join(err, <-done); err != nil {
		return err
	}
	// The list of chats comes first: TDLib knows a chat by it.
	if _, err := k.lists(ctx); err != nil {
		return err
	}
	_, err = k.agree(ctx, "Gus")
	return err
}

func (k *trio) everybodyWrites(ctx context.Context) error {
	if err := k.opens(ctx, "Gus"); err != nil {
		return err
	}
	if err := k.web(ctx, "send", "from the web"); err != nil {
		return err
	}
	if err := k.driver.call(ctx, "send", object{"chat": k.id("Gus"), "text": "from tdlib"}, nil); err != nil {
		return err
	}
	if err := k.Visit(ctx, "Gus"); err != nil {
		return err
	}
	if err := k.writesIn(ctx, "from desktop"); err != nil {
		return err
	}
	if err := k.arrives("gus", "from desktop"); err != nil {
		return err
	}
	k.writes("gus", "thanks to all")
	k.texts["Gus"] = []string{"from gus", "from the web", "from tdlib", "from desktop", "thanks to all"}
	gus := k.people["gus"]
	k.yesAffected(gus, func(ctx context.Context) (*tg.MessagesAffectedMessages, error) {
		return gus.API.MessagesReadHistory(ctx, &tg.MessagesReadHistoryRequest{Peer: gus.tess, MaxID: 1<<31 - 1})
	})
	if err := k.desktopShows(ctx, k.texts["Gus"]...); err != nil {
		return err
	}
	chat, err := k.agree(ctx, "Gus")
	if err == nil && !chat.message("from desktop").Out {
		err = errors.New("what Telegram Desktop wrote is not shown as sent")
	}
	return err
}

// yesAffected calls a method, of which nothing but an answer will do.
func (k *trio) yesAffected(f *friend, do func(context.Context) (*tg.MessagesAffectedMessages, error)) {
	k.t.Helper()
	ask(k.cast, f.Device, do)
}

// replaces one text of a chat, or takes it out when there is no other.
func (k *trio) replaces(name, text, by string) {
	all := slices.Clone(k.texts[name])
	i := slices.Index(all, text)
	if by == "" {
		k.texts[name] = slices.Delete(all, i, i+1)
		return
	}
	all[i] = by
	k.texts[name] = all
}

func (k *trio) changesTexts(ctx context.Context) error {
	if err := k.opens(ctx, "Gus"); err != nil {
		return err
	}
	if err := k.web(ctx, "edit", "from tdlib", "changed in the web"); err != nil {
		return err
	}
	k.replaces("Gus", "from tdlib", "changed in the web")
	if err := k.driver.call(ctx, "editMessage", object{"chat": k.id("Gus"), "text": "from desktop", "to": "changed by tdlib"}, nil); err != nil {
		return err
	}
	k.replaces("Gus", "from desktop", "changed by tdlib")
	gus := k.people["gus"]
	m, err := gus.Find("thanks to all")
	if err != nil {
		return err
	}
	r := &tg.MessagesEditMessageRequest{Peer: gus.tess, ID: m.ID}
	r.SetMessage("changed by gus")
	gus.Record(ask(k.cast, gus.Device, func(ctx context.Context) (tg.UpdatesClass, error) { return gus.API.MessagesEditMessage(ctx, r) }))
	k.replaces("Gus", "thanks to all", "changed by gus")
	chat, err := k.agree(ctx, "Gus")
	if err != nil {
		return err
	}
	for _, m := range chat.All {
		if m.Edited != (len(m.Text) > 7 && m.Text[:7] == "changed") {
			return fmt.Errorf("%q is marked as edited: %v", m.Text, m.Edited)
		}
	}
	return k.desktopShows(ctx, k.texts["Gus"]...)
}

func (k *trio) removesTexts(ctx context.Context) error {
	for _, text := range []string{"soon gone one", "soon gone two", "soon gone three", "this stays"} {
		k.writes("gus", text)
		k.texts["Gus"] = append(k.texts["Gus"], text)
	}
	if _, err := k.agree(ctx, "Gus"); err != nil {
		return err
	}
	if err := k.web(ctx, "remove", "soon gone one"); err != nil {
		return err
	}
	if err := k.onMessage(ctx, "deleteMessages", "Gus", "soon gone two", object{"revoke": true}); err != nil {
		return err
	}
	gus := k.people["gus"]
	m, err := gus.Find("soon gone three")
	if err != nil {
		return err
	}
	k.yesAffected(gus, func(ctx context.Context) (*tg.MessagesAffectedMessages, error) {
		return gus.API.MessagesDeleteMessages(ctx, &tg.MessagesDeleteMessagesRequest{Revoke: true, ID: []int{m.ID}})
	})
	for _, n := range []string{"one", "two", "three"} {
		k.replaces("Gus", "soon gone "+n, "")
	}
	if _, err := k.agree(ctx, "Gus"); err != nil {
		return err
	}
	if err := k.Gone(ctx, desktop.Chat, regexp.MustCompile("soon gone")); err != nil {
		return err
	}
	return k.desktopShows(ctx, k.texts["Gus"]...)
}

func (k *trio) reactsAndPins(ctx context.Context) error {
	if err := k.opens(ctx, "Gus"); err != nil {
		return err
	}
	if err := k.web(ctx, "react", "from gus", "👍"); err != nil {
		return err
	}
	if err := k.onMessage(ctx, "addMessageReaction", "Gus", "this stays", object{"reaction_type": object{"_": "reactionTypeEmoji", "emoji": "❤"}}); err != nil {
		return err
	}
	gus := k.people["gus"]
	m, err := gus.Find("from the web")
	if err != nil {
		return err
	}
	gus.Record(ask(k.cast, gus.Device, func(ctx context.Context) (tg.UpdatesClass, error) {
		r := &tg.MessagesSendReactionRequest{Peer: gus.tess, MsgID: m.ID}
		r.SetReaction([]tg.ReactionClass{&tg.ReactionEmoji{Emoticon: "🔥"}})
		return gus.API.MessagesSendReaction(ctx, r)
	}))
	if err := k.web(ctx, "pin", "from gus"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Bar, "Pinned message", "from gus"); err != nil {
		return err
	}
	if err := k.onMessage(ctx, "pinChatMessage", "Gus", "this stays", object{}); err != nil {
		return err
	}
	if err := k.hearsOfPins(ctx, 2); err != nil {
		return err
	}
	return k.persists(ctx, func() error {
		chat, err := k.agree(ctx, "Gus")
		got := []any{chat.message("from gus").Reactions, chat.message("this stays").Reactions, chat.message("from the web").Reactions, chat.Pinned}
		if want := "[[👍 by me] [❤ by me] [🔥] this stays]"; err == nil && fmt.Sprint(got) != want {
			err = fmt.Errorf("reactions and pins are %v instead of %s", got, want)
		}
		return err
	})
}

// hearsOfPins waits until Telegram Desktop has heard of so many pinned messages: which
// of them its bar shows is its own affair.
func (k *trio) hearsOfPins(ctx context.Context, n int) error {
	heard := map[int64]bool{}
	_, err := k.Updated(ctx, "pinned messages", func(u *desktop.Value) bool {
		if u.Name == "updatePinnedMessages" && u.Has("pinned") {
			heard[u.List("messages")[0].Int()] = true
		}
		return len(heard) >= n
	})
	return err
}

// persists tries again what both may agree on too early, before they heard of it.
func (k *trio) persists(ctx context.Context, f func() error) error {
	for {
		err := f()
		if err == nil || ctx.Err() != nil {
			return err
		}
	}
}

func (k *trio) votes(ctx context.Context) error {
	k.shares("gus", poll("Tea or coffee?", nil, "tea leaves", "coffee beans"))
	k.shares("gus", poll("Hills or sea?", nil, "green hills", "blue sea"))
	k.texts["Gus"] = append(k.texts["Gus"], "Tea or coffee?", "Hills or sea?")
	if _, err := k.agree(ctx, "Gus"); err != nil {
		return err
	}
	if err := k.web(ctx, "vote", "Tea or coffee?", "coffee beans"); err != nil {
		return err
	}
	if err := k.onMessage(ctx, "setPollAnswer", "Gus", "Hills or sea?", object{"option_ids": []int{1}}); err != nil {
		return err
	}
	return k.persists(ctx, func() error {
		chat, err := k.agree(ctx, "Gus")
		got := fmt.Sprint(chat.message("Tea or coffee?").Votes, chat.message("Hills or sea?").Votes)
		if err == nil && got != "[coffee beans] [blue sea]" {
			err = fmt.Errorf("the votes are %s", got)
		}
		return err
	})
}

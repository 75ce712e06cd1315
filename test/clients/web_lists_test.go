//go:build clients

package clients

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/gotd/td/tg"

	"heliograph/internal/id"
	"heliograph/test/clients/desktop"
)

// finds waits until the lists that both show are as wanted.
func (k *trio) finds(ctx context.Context, what string, as func(shownLists) bool) error {
	return k.persists(ctx, func() error {
		l, err := k.lists(ctx)
		if err == nil && !as(l) {
			err = fmt.Errorf("%s is not what both show: %+v", what, l)
		}
		return err
	})
}

// reads: what is read on one of them is read on the others.
func (k *trio) reads(ctx context.Context) error {
	for _, name := range []string{"vera", "mia", "otto"} {
		for _, text := range []string{"one", "two", "and three"} {
			k.writes(name, text+" by "+name)
			title := strings.ToUpper(name[:1]) + name[1:]
			k.texts[title] = append(k.texts[title], text+" by "+name)
		}
	}
	unread := func(vera, mia, otto int) func(shownLists) bool {
		return func(l shownLists) bool {
			return rowOf(l.Main, "Vera").Unread == vera && rowOf(l.Main, "Mia").Unread == mia && rowOf(l.Main, "Otto").Unread == otto
		}
	}
	if err := k.finds(ctx, "four unread in each", unread(4, 4, 4)); err != nil {
		return err
	}
	if err := k.opens(ctx, "Vera"); err != nil {
		return err
	}
	if err := k.finds(ctx, "what the page read", unread(0, 4, 4)); err != nil {
		return err
	}
	if err := k.onMessage(ctx, "viewMessages", "Mia", "and three by mia", object{"source": object{"_": "messageSourceChatHistory"}, "force_read": true}); err != nil {
		return err
	}
	if err := k.finds(ctx, "what TDLib read", unread(0, 0, 4)); err != nil {
		return err
	}
	if err := k.Visit(ctx, "Otto"); err != nil {
		return err
	}
	if err := k.finds(ctx, "what Telegram Desktop read", unread(0, 0, 0)); err != nil {
		return err
	}
	if err := k.desktopShows(ctx, k.texts["Otto"]...); err != nil {
		return err
	}
	_, err := k.agree(ctx, "Vera", "Mia", "Otto")
	return err
}

// begins: what is begun on one of them can be gone on with on the others.
func (k *trio) begins(ctx context.Context) error {
	if err := k.opens(ctx, "Vera"); err != nil {
		return err
	}
	if err := k.web(ctx, "type", "begun in the web"); err != nil {
		return err
	}
	draft := object{"_": "draftMessage", "date": 0, "content": object{
		"_": "draftMessageContentText", "text": object{"_": "formattedText", "text": "begun in tdlib", "entities": []int{}},
	}}
	if err := k.tdlib(ctx, "setChatDraftMessage", object{"chat_id": k.id("Mia"), "draft_message": draft}); err != nil {
		return err
	}
	if err := k.finds(ctx, "drafts", func(l shownLists) bool {
		return rowOf(l.Main, "Vera").Last == "Draft: begun in the web" && rowOf(l.Main, "Mia").Last == "Draft: begun in tdlib"
	}); err != nil {
		return err
	}
	if err := k.Visit(ctx, "Vera"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Field, "begun in the web")
}

// forEver is how long something is muted.
const forEver = 1<<31 - 1

func (k *trio) arranges(ctx context.Context) error {
	if err := k.web(ctx, "list"); err != nil {
		return err
	}
	for _, a := range [][]any{{"Vera", "Pin"}, {"Gus", "Mute", "For ever"}, {"Otto", "Archive"}} {
		if err := k.web(ctx, "chat", a...); err != nil {
			return err
		}
	}
	main := object{"_": "chatListMain"}
	if err := k.tdlib(ctx, "toggleChatIsPinned", object{"chat_list": main, "chat_id": k.id("Mia"), "is_pinned": true}); err != nil {
		return err
	}
	if err := k.tdlib(ctx, "setChatNotificationSettings", object{"chat_id": k.id("Vera"), "notification_settings": object{
		"_": "chatNotificationSettings", "use_default_mute_for": false, "mute_for": forEver, "use_default_sound": true, "sound_id": 0, "use_default_show_preview": true,
		"use_default_mute_stories": true, "use_default_story_sound": true, "use_default_show_story_poster": true,
		"use_default_disable_pinned_message_notifications": true, "use_default_disable_mention_notifications": true,
	}}); err != nil {
		return err
	}
	if err := k.finds(ctx, "pins, mutes and the archive", func(l shownLists) bool {
		vera, mia, gus := rowOf(l.Main, "Vera"), rowOf(l.Main, "Mia"), rowOf(l.Main, "Gus")
		return slices.Equal(titles(l.Archive), []string{"Otto"}) && rowOf(l.Main, "Otto").Title == "" &&
			vera.Pinned && mia.Pinned && !gus.Pinned && vera.Muted && gus.Muted && !mia.Muted &&
			slices.Equal(titles(l.Main)[:2], []string{"Mia", "Vera"})
	}); err != nil {
		return err
	}
	if err := k.Leave(ctx); err != nil {
		return err
	}
	return k.Read(ctx, desktop.List, "Archived chats", "Mia", "Vera", "Gus")
}

func (k *trio) makesFolders(ctx context.Context) error {
	if err := k.tdlib(ctx, "createChatFolder", object{"folder": object{
		"_": "chatFolder", "color_id": -1, "name": object{"_": "chatFolderName", "text": object{"_": "formattedText", "text": "Family", "entities": []int{}}},
		"pinned_chat_ids": []int64{k.id("Vera")}, "included_chat_ids": []int64{k.id("Otto")}, "excluded_chat_ids": []int64{},
	}}); err != nil {
		return err
	}
	if err := k.web(ctx, "makeFolder", "Work", []string{"Gus", "Mia"}); err != nil {
		return err
	}
	if err := k.finds(ctx, "two folders", func(l shownLists) bool {
		return len(l.Folders) == 2 && slices.Equal(titles(l.Folders["Family"]), []string{"Vera", "Otto"}) && len(l.Folders["Work"]) == 2
	}); err != nil {
		return err
	}
	for _, name := range []string{"Family", "Work"} {
		if _, err := k.Find(ctx, desktop.Tabs, regexp.MustCompile(name)); err != nil {
			return err
		}
	}
	return nil
}

// club is the group that is made in the web client.
const club = "Kite club"

func (k *trio) makesClub(ctx context.Context) error {
	if err := k.web(ctx, "list"); err != nil {
		return err
	}
	if err := k.web(ctx, "makeGroup", club, []string{"Gus", "Vera"}); err != nil {
		return err
	}
	if err := k.web(ctx, "send", "who has wind today"); err != nil {
		return err
	}
	var made struct{ ID int64 }
	if err := k.driver.call(ctx, "has", object{"title": club}, &made); err != nil {
		return err
	}
	k.club = made.ID
	gus := k.people["gus"]
	if err := k.arrives("gus", "who has wind today"); err != nil {
		return err
	}
	gus.Record(ask(k.cast, gus.Device, func(ctx context.Context) (tg.UpdatesClass, error) {
		return gus.API.MessagesSendMessage(ctx, &tg.MessagesSendMessageRequest{Peer: &tg.InputPeerChat{ChatID: -k.club}, Message: "strong wind up here", RandomID: id.Int64()})
	}))
	if err := k.driver.call(ctx, "send", object{"chat": k.club, "text": "coming with kites"}, nil); err != nil {
		return err
	}
	k.texts[club] = []string{"who has wind today", "strong wind up here", "coming with kites"}
	if err := k.Visit(ctx, club); err != nil {
		return err
	}
	if err := k.desktopShows(ctx, k.texts[club]...); err != nil {
		return err
	}
	if _, err := k.agree(ctx, club); err != nil {
		return err
	}
	_, err := k.lists(ctx)
	return err
}

// serverDies: who writes while the others come back is heard by all.
func (k *trio) serverDies(ctx context.Context) error {
	if err := k.refusals(); err != nil {
		return err
	}
	if err := k.away(ctx, true); err != nil {
		return err
	}
	k.server.kill()
	k.server.start()
	k.writes("gus", "after the crash")
	if err := k.opens(ctx, "Gus"); err != nil {
		return err
	}
	if err := k.web(ctx, "send", "still here"); err != nil {
		return err
	}
	k.texts["Gus"] = append(k.texts["Gus"], "after the crash", "still here")
	if _, err := k.agree(ctx, "Gus"); err != nil {
		return err
	}
	if err := k.away(ctx, false); err != nil {
		return err
	}
	if err := k.Visit(ctx, "Gus"); err != nil {
		return err
	}
	return k.desktopShows(ctx, "after the crash", "still here")
}

// away: while the server is, requests of the page fail.
func (k *trio) away(ctx context.Context, away bool) error {
	return k.driver.call(ctx, "away", object{"away": away}, nil)
}

// loadsAgain: the page shows what it did, from the server, and from what it keeps
// while there is none; and it hears of news when there is one again.
func (k *trio) loadsAgain(ctx context.Context) error {
	if err := k.web(ctx, "reload"); err != nil {
		return err
	}
	all := []string{"Gus", "Vera", "Mia", "Otto", club}
	if _, err := k.agree(ctx, all...); err != nil {
		return err
	}
	if _, err := k.lists(ctx); err != nil {
		return err
	}
	if err := k.away(ctx, true); err != nil {
		return err
	}
	k.server.kill()
	if err := k.web(ctx, "reload"); err != nil {
		return err
	}
	if err := k.driver.call(ctx, "kept", object{}, nil); err != nil {
		return err
	}
	k.server.start()
	k.writes("gus", "back again")
	k.texts["Gus"] = append(k.texts["Gus"], "back again")
	if _, err := k.agree(ctx, "Gus"); err != nil {
		return err
	}
	return k.away(ctx, false)
}

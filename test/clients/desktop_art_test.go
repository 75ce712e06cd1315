//go:build clients

package clients

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/gotd/td/tg"

	"heliograph/internal/id"
	"heliograph/internal/reaction"
	"heliograph/test/clients/desktop"
)

// TestDesktopPictures: Telegram Desktop shows what one can react with, reacts,
// and draws dice and emoji alone with what the server has for them. Screenshots
// are kept under artifacts/desktop.
func TestDesktopPictures(t *testing.T) {
	t.Parallel()
	s := startServer(t)
	c, err := startDesktop(t, s, func(desktop.Event) {})
	if err != nil {
		t.Fatal(err)
	}
	k := &desk{Client: c, t: t, server: s, watch: quiet{server: s}}
	for i, step := range []deskStep{
		{"signs up", k.signsUp},
		{"lists a chat", k.listsAChat},
		{"opens a chat", k.opensAChat},
		{"reacts", k.reacts},
		{"shows dice", k.showsDice},
		{"was refused nothing", k.wasRefusedNothing},
	} {
		ctx, cancel := context.WithTimeoutCause(t.Context(), stepTimeout, errNothing)
		begun := time.Now()
		err := step.do(ctx)
		cancel()
		name := fmt.Sprintf("pictures %02d %s", i+1, step.name)
		t.Logf("%s: %v", name, time.Since(begun).Round(10*time.Millisecond))
		if err := k.Screenshot(name); err != nil {
			t.Error(err)
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

// reacts: the menu of a message has pictures, one of which gus then sees.
func (k *desk) reacts(ctx context.Context) error {
	text := desktop.Styled{Text: "what do you think of this?"}
	sent, err := k.Send(ctx, k.toGus, text, 0)
	if err != nil {
		return err
	}
	m, err := k.gets(added, text)
	if err != nil {
		return err
	}
	emoji, err := k.React(ctx, k.toGus, sent, "pictures what one can react with")
	if err != nil {
		return err
	}
	if _, err := reaction.Normal(emoji); err != nil {
		return fmt.Errorf("it reacts with %q: %w", emoji, err)
	}
	return k.gus.Expect("the reaction "+emoji, func(u tg.UpdateClass) bool {
		r, ok := u.(*tg.UpdateMessageReactions)
		return ok && r.MsgID == m.ID && len(r.Reactions.Results) == 1
	})
}

// showsDice: gus throws each, forwards what was thrown, which is drawn at rest,
// and sends an emoji alone; the client fetches what it draws them with.
func (k *desk) showsDice(ctx context.Context) error {
	mark := k.Mark()
	for _, emoji := range []string{"🎲", "🎯", "🏀", "⚽", "🎰"} {
		if err := k.throws(emoji); err != nil {
			return err
		}
	}
	if _, err := k.says("🎉"); err != nil {
		return err
	}
	for _, method := range []string{"messages.getStickerSet", "upload.getFile"} {
		if _, err := k.Answered(ctx, mark, method); err != nil {
			return err
		}
	}
	return k.Drawn(ctx)
}

func (k *desk) throws(emoji string) error {
	ctx, cancel := k.gus.Context()
	defer cancel()
	u, err := k.gus.API.MessagesSendMedia(ctx, &tg.MessagesSendMediaRequest{
		Peer: k.toMe, Media: &tg.InputMediaDice{Emoticon: emoji}, RandomID: id.Int64(),
	})
	if err != nil {
		return err
	}
	sent, ok := u.(*tg.Updates)
	if !ok {
		return fmt.Errorf("%T", u)
	}
	for _, x := range sent.Updates {
		if m, ok := x.(*tg.UpdateNewMessage); ok {
			_, err := k.gus.API.MessagesForwardMessages(ctx, &tg.MessagesForwardMessagesRequest{
				FromPeer: k.toMe, ToPeer: k.toMe, ID: []int{m.Message.GetID()}, RandomID: []int64{id.Int64()},
			})
			return err
		}
	}
	return fmt.Errorf("%s was not sent", emoji)
}

//go:build clients

package clients

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/gotd/td/tg"

	"heliograph/test/clients/desktop"
)

// here waits until Telegram Desktop has a message, and returns its id there.
func (k *desk) here(ctx context.Context, text string) (int64, error) {
	u, err := k.Updated(ctx, "message "+text, func(u *desktop.Value) bool {
		return u.Name == "updateNewMessage" && u.Text("message", "message") == text
	})
	return u.Int("message", "id"), err
}

func (k *desk) replies(ctx context.Context) error {
	asked, err := k.says("a question")
	if err != nil {
		return err
	}
	question, err := k.here(ctx, "a question")
	if err != nil {
		return err
	}
	answer := desktop.Styled{Text: "an answer"}
	if _, err := k.Send(ctx, k.toGus, answer, question); err != nil {
		return err
	}
	m, err := k.gets(added, answer)
	if err != nil {
		return err
	}
	if got := gotdMessage(m).Reply; got != int64(asked) {
		return fmt.Errorf("gus got a reply to %d instead of %d", got, asked)
	}
	return nil
}

func (k *desk) edits(ctx context.Context) error {
	if err := k.Edit(ctx, k.toGus, k.sent, betterGreeting); err != nil {
		return err
	}
	m, err := k.gets(edited, betterGreeting)
	if err == nil && !gotdMessage(m).Edited {
		err = fmt.Errorf("gus sees no mark of an edit: %+v", m)
	}
	return err
}

func (k *desk) deletes(ctx context.Context) error {
	slip := desktop.Styled{Text: "a slip"}
	id, err := k.Send(ctx, k.toGus, slip, 0)
	if err != nil {
		return err
	}
	m, err := k.gets(added, slip)
	if err != nil {
		return err
	}
	if err := k.Delete(ctx, k.toGus, id); err != nil {
		return err
	}
	return k.gus.Expect("the deletion", func(u tg.UpdateClass) bool {
		x, ok := u.(*tg.UpdateDeleteMessages)
		return ok && slices.Contains(x.Messages, m.ID)
	})
}

// changes has gus edit one message and delete another for both.
func (k *desk) changes(from, to, gone string) error {
	ctx, cancel := k.gus.Context()
	defer cancel()
	old, err := k.gus.Find(from)
	if err != nil {
		return err
	}
	r := &tg.MessagesEditMessageRequest{Peer: k.toMe, ID: old.ID}
	r.SetMessage(to)
	if _, err := k.gus.API.MessagesEditMessage(ctx, r); err != nil {
		return err
	}
	unwanted, err := k.gus.Find(gone)
	if err != nil {
		return err
	}
	_, err = k.gus.API.MessagesDeleteMessages(ctx, &tg.MessagesDeleteMessagesRequest{Revoke: true, ID: []int{unwanted.ID}})
	return err
}

func (k *desk) showsChanges(ctx context.Context) error {
	question, err := k.here(ctx, "a question")
	if err != nil {
		return err
	}
	if err := k.changes("hello from gotd", "good morning from gotd", "a question"); err != nil {
		return err
	}
	if _, err := k.Updated(ctx, "deletion", func(u *desktop.Value) bool {
		return u.Name == "updateDeleteMessages" && u.List("messages")[0].Int() == question
	}); err != nil {
		return err
	}
	return k.shows(ctx, "good morning from gotd", betterGreeting.Text, "an answer")
}

// clockLag is how far behind the server's the clock may be by which Telegram
// Desktop numbers messages: it counts whole seconds. What is older than the
// server's start, in a session that it does not know, is refused.
const clockLag = 1500 * time.Millisecond

// catchesUp: what happened while the connection was lost and the server was
// started again comes in the difference.
func (k *desk) catchesUp(ctx context.Context) error {
	for _, text := range []string{"will change", "will go"} {
		if _, err := k.says(text); err != nil {
			return err
		}
		if _, err := k.here(ctx, text); err != nil {
			return err
		}
	}
	mark := k.Mark()
	if err := k.Away(); err != nil {
		return err
	}
	k.server.kill()
	k.server.start()
	started := time.Now()
	if err := k.changes("will change", "has changed", "will go"); err != nil {
		return err
	}
	if _, err := k.says("missed"); err != nil {
		return err
	}
	<-time.After(time.Until(started.Add(clockLag)))
	if err := k.Back(); err != nil {
		return err
	}
	call, err := k.Answered(ctx, mark, "updates.getDifference")
	if err != nil {
		return err
	}
	if m := call.Result.List("new_messages"); len(m) != 1 || m[0].Text("message") != "missed" {
		return fmt.Errorf("the difference has %d messages: %s", len(m), call.Result.Name)
	}
	return k.shows(ctx, "good morning from gotd", betterGreeting.Text, "an answer", "has changed", "missed")
}

// startsAgain: a client that knows nothing but its key gets everything from the
// server.
func (k *desk) startsAgain(ctx context.Context) error {
	before, err := k.History(ctx, k.toGus, "")
	if err != nil {
		return err
	}
	mark := k.Mark()
	if err := k.Restart(ctx); err != nil {
		return err
	}
	if err := k.Open(ctx, k.toGus); err != nil {
		return err
	}
	call, err := k.Answered(ctx, mark, "messages.getHistory")
	if err != nil {
		return err
	}
	if n := len(call.Result.List("messages")); n != len(before)-1 { // the newest came with the list of chats
		return fmt.Errorf("the server has %d messages instead of %d", n+1, len(before))
	}
	after, err := k.History(ctx, k.toGus, "")
	if err != nil {
		return err
	}
	if !slices.EqualFunc(before, after, func(a, b desktop.Message) bool {
		return a.Equal(b.Styled) && a.ID == b.ID && a.Out == b.Out && a.Reply == b.Reply && a.Edited == b.Edited
	}) {
		return fmt.Errorf("the chat is %+v instead of %+v", after, before)
	}
	return k.Checked(ctx, k.toGus, k.sent, 2)
}

// contentWith are answers that Telegram Desktop goes on with: sets of stickers
// and a channel of its own that no server but Telegram's has.
var contentWith = []string{"STICKERSET_INVALID", "USERNAME_NOT_OCCUPIED"}

// notServed are methods that the server does not have yet. The client goes on
// without: maps stay white.
var notServed = []string{"upload.getWebFile"}

// wasRefusedNothing: everything else that the client asked for is served, and it
// could decode every answer.
func (k *desk) wasRefusedNothing(context.Context) error {
	for _, c := range k.Calls(0) {
		e := c.Error()
		if e == "" || slices.Contains(contentWith, e) || e == "METHOD_INVALID" && slices.Contains(notServed, c.Method) {
			continue
		}
		k.t.Errorf("%s was answered %s", c.Method, e)
	}
	return k.Undecoded()
}

package desktop

import (
	"context"
	"errors"
	"fmt"
	"time"
	"unicode/utf16"
)

// act has the display for itself while it does f. When f fails there is a
// screenshot of that, and what f leaves behind is closed.
func (c *Client) act(f func() error) error {
	c.hands.Lock()
	defer c.hands.Unlock()
	err := f()
	if err == nil {
		return nil
	}
	shot := c.Screenshot("failed at " + time.Now().Format("15.04.05.000"))
	return errors.Join(err, shot, c.display.keys(context.Background(), "Escape", "Escape", "Escape", "Escape"))
}

// Send writes to a contact, in answer to a message unless reply is 0, and
// returns the message's id once the server has it.
func (c *Client) Send(ctx context.Context, peer int64, t Styled, answers int64) (int64, error) {
	var id int64
	err := c.act(func() error {
		if err := c.show(ctx, peer); err != nil {
			return err
		}
		if answers != 0 {
			if err := c.choose(ctx, peer, answers, reply); err != nil {
				return err
			}
		}
		call, err := c.write(ctx, "messages.sendMessage", t)
		if err != nil {
			return err
		}
		if got := call.Args.Int("reply_to_msg_id"); got != answers {
			return fmt.Errorf("the message replies to %d instead of %d", got, answers)
		}
		id, err = sentID(call)
		return err
	})
	return id, err
}

// sentID is the id that the server gave a message.
func sentID(call *Call) (int64, error) {
	if call.Result.Name == "updateShortSentMessage" {
		return call.Result.Int("id"), nil
	}
	for _, u := range call.Result.List("updates") {
		if u.Name == "updateMessageID" && u.Int("random_id") == call.Args.Int("random_id") {
			return u.Int("id"), nil
		}
	}
	return 0, fmt.Errorf("no id in %s", call.Result.Name)
}

// Edit replaces the text of a message of one's own.
func (c *Client) Edit(ctx context.Context, peer, id int64, t Styled) error {
	return c.act(func() error {
		if err := c.show(ctx, peer); err != nil {
			return err
		}
		if err := c.choose(ctx, peer, id, edit); err != nil {
			return err
		}
		call, err := c.write(ctx, "messages.editMessage", t)
		if err == nil && call.Args.Int("id") != id {
			err = fmt.Errorf("message %d was edited instead of %d", call.Args.Int("id"), id)
		}
		return err
	})
}

// Delete deletes a message of one's own for both.
func (c *Client) Delete(ctx context.Context, peer, id int64) error {
	return c.act(func() error {
		if err := c.show(ctx, peer); err != nil {
			return err
		}
		mark := c.book.mark()
		if err := c.choose(ctx, peer, id, remove); err != nil {
			return err
		}
		if err := c.box(ctx, true); err != nil {
			return err
		}
		if err := c.display.keys(ctx, "Return"); err != nil { // "also delete for" is ticked
			return err
		}
		if err := c.box(ctx, false); err != nil {
			return err
		}
		call, err := c.book.answered(ctx, mark, "messages.deleteMessages")
		if err != nil {
			return err
		}
		if ids := call.Args.List("id"); len(ids) != 1 || ids[0].Int() != id || !call.Args.Has("revoke") {
			return fmt.Errorf("another message than %d was deleted, or not for both", id)
		}
		return nil
	})
}

// box waits until there is a box over the window, at rest, or none.
func (c *Client) box(ctx context.Context, want bool) error {
	what := "the end of a box"
	if want {
		what = "a box"
	}
	_, err := c.display.still(ctx, what, everything, func(p picture) bool {
		return (p.rgb(corner.X, corner.Y) != white) == want
	})
	return err
}

// write puts a text into the field of the chat that is open, sends it and waits
// for the answer.
func (c *Client) write(ctx context.Context, method string, t Styled) (*Call, error) {
	d, mark := c.display, c.book.mark()
	if err := d.copy(ctx, t.Text); err != nil {
		return nil, err
	}
	if err := d.keys(ctx, "ctrl+a", "BackSpace", "ctrl+v"); err != nil {
		return nil, err
	}
	for _, e := range t.Entities {
		if err := c.style(ctx, t.Text, e); err != nil {
			return nil, err
		}
	}
	if err := d.keys(ctx, "ctrl+End", "Return"); err != nil {
		return nil, err
	}
	call, err := c.book.answered(ctx, mark, method)
	if err != nil {
		return nil, err
	}
	if wrote := styledOf(call.Args); !wrote.Equal(t) {
		return nil, fmt.Errorf("wrote %+v instead of %+v", wrote, t)
	}
	return call, nil
}

// style selects a stretch of the text in the field with the keyboard and makes
// it bold or a link.
func (c *Client) style(ctx context.Context, text string, e Entity) error {
	units := utf16.Encode([]rune(text))
	characters := func(from, to int) int { return len(utf16.Decode(units[from:to])) } // as the cursor counts
	keys := []string{"ctrl+Home"}
	for range characters(0, e.Offset) {
		keys = append(keys, "Right")
	}
	for range characters(e.Offset, e.Offset+e.Length) {
		keys = append(keys, "shift+Right")
	}
	switch e.Type {
	case Bold:
		return c.display.keys(ctx, append(keys, "ctrl+b")...)
	case TextURL:
		if err := c.display.keys(ctx, append(keys, "ctrl+k")...); err != nil {
			return err
		}
	default:
		return fmt.Errorf("cannot write a %s", e.Type)
	}
	if err := c.box(ctx, true); err != nil {
		return err
	}
	if err := c.display.letters(ctx, e.URL); err != nil {
		return err
	}
	if err := c.display.keys(ctx, "Return"); err != nil {
		return err
	}
	return c.box(ctx, false)
}

// TypeOnly types into the field of a chat and does not send it.
func (c *Client) TypeOnly(ctx context.Context, peer int64, text string) error {
	return c.act(func() error {
		if err := c.show(ctx, peer); err != nil {
			return err
		}
		return c.display.letters(ctx, text)
	})
}

// Clear empties the field of the chat that is open.
func (c *Client) Clear(ctx context.Context) error {
	return c.act(func() error { return c.display.keys(ctx, "ctrl+a", "BackSpace") })
}

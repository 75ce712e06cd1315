package desktop

import (
	"context"
	"errors"
	"fmt"
	"image"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"time"
)

// AddContact makes a contact of whoever has a number, opens the chat and
// returns whose it is. name is one word that no other contact begins with.
func (c *Client) AddContact(ctx context.Context, phone, name string) (int64, error) {
	var id int64
	err := c.act(func() error {
		mark := c.book.mark()
		if err := c.addContact(ctx, phone, name); err != nil {
			return err
		}
		call, err := c.book.answered(ctx, mark, "contacts.importContacts")
		if err != nil {
			return err
		}
		users := call.Result.List("users")
		if len(users) != 1 {
			return fmt.Errorf("%d users have the number", len(users))
		}
		id = users[0].Int("id")
		c.names[id] = name
		return c.titled(ctx, name) // the chat opens by itself
	})
	return id, err
}

// family is the first name of all contacts: the other is what they differ in.
const family = "Peer"

func (c *Client) addContact(ctx context.Context, phone, name string) error {
	d := c.display
	if err := c.fromMenu(ctx, contacts); err != nil {
		return err
	}
	if err := d.press(ctx, box, addContact); err != nil {
		return err
	}
	if _, err := d.find(ctx, box, newContact); err != nil {
		return err
	}
	for _, field := range []struct{ text, next string }{
		{family, "Tab"}, {name, "Tab"}, {strings.TrimPrefix(phone, "+"), "Return"},
	} {
		if err := d.letters(ctx, field.text); err != nil {
			return err
		}
		if err := d.keys(ctx, field.next); err != nil {
			return err
		}
	}
	return nil
}

// fromMenu opens the main menu and takes what it has under a text. It closes
// whatever is open.
func (c *Client) fromMenu(ctx context.Context, text *regexp.Regexp) error {
	return persist(ctx, func(ctx context.Context) error {
		if err := c.display.keys(ctx, "Escape"); err != nil {
			return err
		}
		if err := c.display.click(ctx, menuButton, left); err != nil {
			return err
		}
		return c.display.press(ctx, menu, text)
	})
}

// windows runs a command of xdotool on the program's windows. One may go away
// meanwhile: then it says nothing.
func (c *Client) windows(ctx context.Context, command ...string) (string, error) {
	out, err := c.display.run(ctx, nil, "xdotool", append([]string{"search", "--onlyvisible", "--class", "Telegram"}, command...)...)
	var exit *exec.ExitError
	if errors.As(err, &exit) && ctx.Err() == nil {
		return "", nil
	}
	return string(out), err
}

// title is the window's, which names the chat that is open.
func (c *Client) title(ctx context.Context) (string, error) {
	return c.windows(ctx, "getwindowname", "%@")
}

// titled waits until the chat with a contact is open.
func (c *Client) titled(ctx context.Context, name string) error {
	return c.display.until(ctx, "the chat with "+name, func(picture) (bool, error) {
		title, err := c.title(ctx)
		return isTitle(title, name), err
	})
}

// isTitle says whether one of the titles of windows, each in a line, is that of
// the chat with a contact. How many messages are unread may follow.
func isTitle(titles, name string) bool {
	for title := range strings.Lines(titles) {
		rest, ok := strings.CutPrefix(strings.TrimSpace(title), family+" "+name)
		if ok && (rest == "" || rest[0] == ' ') {
			return true
		}
	}
	return false
}

// Open opens the chat with a contact.
func (c *Client) Open(ctx context.Context, peer int64) error {
	return c.act(func() error { return c.show(ctx, peer) })
}

// show opens a chat, unless it is the one that is open, and goes to its field.
func (c *Client) show(ctx context.Context, peer int64) error {
	name, ok := c.names[peer]
	if !ok {
		return fmt.Errorf("%d is no contact", peer)
	}
	title, err := c.title(ctx)
	if err == nil && !isTitle(title, name) {
		err = persist(ctx, func(ctx context.Context) error { return c.search(ctx, name) })
	}
	if err != nil {
		return err
	}
	return c.display.click(ctx, writeField, left)
}

// search looks for a contact and opens the chat.
func (c *Client) search(ctx context.Context, name string) error {
	if err := c.display.click(ctx, searchField, left); err != nil {
		return err
	}
	if err := c.display.keys(ctx, "ctrl+a"); err != nil {
		return err
	}
	if err := c.display.letters(ctx, name); err != nil {
		return err
	}
	if err := c.display.keys(ctx, "Return"); err != nil {
		return err
	}
	return c.titled(ctx, name)
}

// where finds a message of the chat that is open on the screen. What the screen
// shows must be what the log says: all, one below the other.
func (c *Client) where(ctx context.Context, peer, id int64) (b bubble, all []Message, err error) {
	err = c.display.until(ctx, fmt.Sprintf("message %d where the log says", id), func(p picture) (bool, error) {
		shown := p.bubbles()
		all = c.book.chat(peer)
		i := slices.IndexFunc(all, func(m Message) bool { return m.ID == id })
		if i < 0 {
			return false, fmt.Errorf("no message %d in the chat with %d", id, peer)
		}
		if len(shown) != len(all) {
			return false, nil
		}
		b = shown[len(all)-1-i]
		return b.out == all[i].Out, nil
	})
	return b, all, err
}

// Checked waits until a message of one's own shows as many check marks: one when
// it was sent, two when it was read.
func (c *Client) Checked(ctx context.Context, peer, id int64, checks int) error {
	return c.act(func() error {
		if err := c.show(ctx, peer); err != nil {
			return err
		}
		b, _, err := c.where(ctx, peer, id)
		if err != nil {
			return err
		}
		return c.display.until(ctx, fmt.Sprintf("%d check marks", checks), func(p picture) (bool, error) {
			return p.checks(b) == checks, nil
		})
	})
}

// choose takes what the menu of a message has under a text.
func (c *Client) choose(ctx context.Context, peer, id int64, text *regexp.Regexp) error {
	d := c.display
	for {
		if _, err := d.still(ctx, "a chat at rest", chat, nil); err != nil {
			return err
		}
		b, before, err := c.where(ctx, peer, id)
		if err != nil {
			return err
		}
		if err := d.click(ctx, b.at, right); err != nil {
			return err
		}
		popup, err := c.popup(ctx, true)
		if err != nil {
			return err
		}
		if len(c.book.chat(peer)) == len(before) {
			if err := d.press(ctx, popup, text); err != nil {
				return err
			}
			_, err = c.popup(ctx, false)
			return err
		}
		// What came or went meanwhile may have moved the message away.
		if err := d.keys(ctx, "Escape"); err != nil {
			return err
		}
		if _, err := c.popup(ctx, false); err != nil {
			return err
		}
	}
}

// popup waits until there is a window beside the main one, and says where, or
// until there is none.
func (c *Client) popup(ctx context.Context, want bool) (image.Rectangle, error) {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		out, err := c.windows(ctx, "getwindowgeometry", "--shell", "%@")
		if err != nil {
			return image.Rectangle{}, err
		}
		r := smallWindow(out)
		if out != "" && r.Empty() != want {
			return r, nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return r, fmt.Errorf("a menu is open: %v instead of %v: %w", !want, want, context.Cause(ctx))
		}
	}
}

// smallWindow is the first window that does not fill the screen, in what
// xdotool says of all.
func smallWindow(shell string) image.Rectangle {
	n := map[string]int{}
	for line := range strings.Lines(shell) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		var v int
		if _, err := fmt.Sscan(value, &v); err != nil {
			continue
		}
		n[name] = v
		if r := image.Rect(n["X"], n["Y"], n["X"]+n["WIDTH"], n["Y"]+n["HEIGHT"]); name == "HEIGHT" && r != everything && r.Dx() > 20 {
			return r
		}
	}
	return image.Rectangle{}
}

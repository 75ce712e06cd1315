package desktop

import (
	"context"
	"errors"
	"fmt"
	"image"
	"regexp"
	"strings"
)

// Login signs in by a phone number, which begins with a plus, and up with both
// names when the number is new. It returns who one is once the main window
// shows. The program was started before.
func (c *Client) Login(ctx context.Context, phone, code, first, last string) (int64, error) {
	c.hands.Lock()
	defer c.hands.Unlock()
	d, mark := c.display, c.book.mark()
	if err := c.goOn(ctx, welcome); err != nil {
		return 0, err
	}
	if err := d.press(ctx, intro, byPhone); err != nil {
		return 0, err
	}
	if _, err := d.find(ctx, intro, yourPhone); err != nil {
		return 0, err
	}
	// From the empty field, a backspace goes on in that of the country's code.
	if err := d.Press(ctx, "BackSpace", "BackSpace", "BackSpace", "BackSpace"); err != nil {
		return 0, err
	}
	if err := d.Type(ctx, strings.TrimPrefix(phone, "+")); err != nil {
		return 0, err
	}
	if err := d.Press(ctx, "Return"); err != nil {
		return 0, err
	}
	if _, err := c.book.answered(ctx, mark, "auth.sendCode", nil); err != nil {
		return 0, err
	}
	if _, err := d.find(ctx, intro, yourCode); err != nil {
		return 0, err
	}
	if err := d.Type(ctx, code); err != nil { // the last digit sends it
		return 0, err
	}
	signed, err := c.book.answered(ctx, mark, "auth.signIn", nil)
	if err == nil && signed.Result.Name == "auth.authorizationSignUpRequired" {
		signed, err = c.signUp(ctx, mark, first, last)
	}
	if err != nil {
		return 0, err
	}
	id := signed.Result.Int("user", "id")
	if id == 0 {
		return 0, fmt.Errorf("no user in %s", signed.Result.Name)
	}
	if err := c.main(ctx, mark); err != nil {
		return 0, err
	}
	return id, c.settle(ctx)
}

// settle turns off what is in the way of looking at the screen: windows that
// tell of messages, and things that move.
func (c *Client) settle(ctx context.Context) error {
	d := c.display
	if err := d.click(ctx, menuButton, left); err != nil {
		return err
	}
	if err := d.press(ctx, menu, settings); err != nil {
		return err
	}
	for _, text := range []*regexp.Regexp{notifications, popups, advanced, animations} {
		if err := d.press(ctx, box, text); err != nil {
			return err
		}
		if text == popups || text == animations {
			if err := d.Press(ctx, "Escape"); err != nil { // back from the page
				return err
			}
		}
	}
	if err := d.Press(ctx, "Escape"); err != nil {
		return err
	}
	return c.box(ctx, false)
}

func (c *Client) signUp(ctx context.Context, mark int, first, last string) (*Call, error) {
	d := c.display
	if _, err := d.find(ctx, intro, firstName); err != nil {
		return nil, err
	}
	for i, name := range []string{first, last} {
		if i > 0 {
			if err := d.Press(ctx, "Tab"); err != nil {
				return nil, err
			}
		}
		if err := d.Type(ctx, name); err != nil {
			return nil, err
		}
	}
	if err := c.goOn(ctx, firstName); err != nil {
		return nil, err
	}
	return c.book.answered(ctx, mark, "auth.signUp", nil)
}

// goOn presses the button of a page with a text.
func (c *Client) goOn(ctx context.Context, text *regexp.Regexp) error {
	if _, err := c.display.find(ctx, intro, text); err != nil {
		return err
	}
	var at image.Point
	if err := c.display.until(ctx, "a button", func(p picture) (yes bool, _ error) {
		at, yes = p.button()
		return yes, nil
	}); err != nil {
		return err
	}
	return c.display.click(ctx, at, left)
}

// main waits for the main window, with the list of chats loaded.
func (c *Client) main(ctx context.Context, mark int) error {
	if _, err := c.book.answered(ctx, mark, "messages.getDialogs", nil); err != nil {
		return err
	}
	_, err := c.display.still(ctx, "the main window", intro, func(p picture) bool {
		return p.rgb(corner.X, corner.Y) == white && p.rgb(wall.X, wall.Y) != white
	})
	return err
}

// Restart ends the program without any warning, runs it again and returns when
// the main window shows. What was in its chats is forgotten here as well.
func (c *Client) Restart(ctx context.Context) error {
	c.hands.Lock()
	defer c.hands.Unlock()
	if c.cmd == nil {
		return errors.New("the client does not run")
	}
	c.kill()
	mark := c.book.forget()
	if err := c.start(); err != nil {
		return err
	}
	return c.main(ctx, mark)
}

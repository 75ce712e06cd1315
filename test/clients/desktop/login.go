package desktop

import (
	"context"
	"errors"
	"fmt"
	"image"
	"regexp"
	"strings"
	"time"
)

// Login signs in by a phone number, which begins with a plus, and up with both
// names when the number is new. It returns who one is once the main window
// shows. The program was started before.
func (c *Client) Login(ctx context.Context, phone, code, first, last string) (int64, error) {
	var id int64
	err := c.act(func() error {
		mark := c.book.mark()
		if err := c.goOn(ctx, welcome); err != nil {
			return err
		}
		if err := c.display.press(ctx, intro, byPhone); err != nil {
			return err
		}
		if err := c.enterPhone(ctx, mark, strings.TrimPrefix(phone, "+")); err != nil {
			return err
		}
		signed, err := c.enterCode(ctx, mark, code)
		if err == nil && signed.Result.Name == "auth.authorizationSignUpRequired" {
			signed, err = c.signUp(ctx, mark, first, last)
		}
		if err != nil {
			return err
		}
		if id = signed.Result.Int("user", "id"); id == 0 {
			return fmt.Errorf("no user in %s", signed.Result.Name)
		}
		if err := c.main(ctx, mark); err != nil {
			return err
		}
		return c.settle(ctx)
	})
	return id, err
}

// enterPhone returns once the code was sent.
func (c *Client) enterPhone(ctx context.Context, mark int, digits string) error {
	d := c.display
	if _, err := d.find(ctx, intro, yourPhone); err != nil {
		return err
	}
	err := persist(ctx, func(ctx context.Context) error {
		// From the empty field, a backspace goes on in that of the country's code.
		if err := d.keys(ctx, "ctrl+a", "BackSpace", "BackSpace", "BackSpace", "BackSpace", "BackSpace"); err != nil {
			return err
		}
		if err := d.letters(ctx, digits); err != nil {
			return err
		}
		if _, err := d.find(ctx, intro, number); err != nil {
			return err
		}
		if err := d.keys(ctx, "Return"); err != nil {
			return err
		}
		return c.book.called(ctx, mark, "auth.sendCode")
	})
	if err != nil {
		return err
	}
	call, err := c.book.answered(ctx, mark, "auth.sendCode")
	if err == nil && call.Args.Text("phone_number") != "+"+digits {
		err = fmt.Errorf("asked for the code of %s", call.Args.Text("phone_number"))
	}
	return err
}

func (c *Client) enterCode(ctx context.Context, mark int, code string) (*Call, error) {
	d := c.display
	if _, err := d.find(ctx, intro, yourCode); err != nil {
		return nil, err
	}
	if err := persist(ctx, func(ctx context.Context) error {
		if err := d.keys(ctx, "ctrl+a", "BackSpace"); err != nil {
			return err
		}
		if err := d.letters(ctx, code); err != nil { // the last digit sends it
			return err
		}
		return c.book.called(ctx, mark, "auth.signIn")
	}); err != nil {
		return nil, err
	}
	return c.book.answered(ctx, mark, "auth.signIn")
}

// patience is how long an action may take to show, until it is tried again.
const patience = 4 * time.Second

// persist does something until it works or ctx ends. What is typed into a window
// that is still being built is lost.
func persist(ctx context.Context, f func(context.Context) error) error {
	for {
		short, cancel := context.WithTimeout(ctx, patience)
		err := f(short)
		cancel()
		if err == nil || short.Err() == nil || ctx.Err() != nil {
			return err
		}
	}
}

// settle turns off what is in the way of looking at the screen: windows that
// tell of messages, and things that move.
func (c *Client) settle(ctx context.Context) error {
	d := c.display
	if err := c.fromMenu(ctx, settings); err != nil {
		return err
	}
	for _, text := range []*regexp.Regexp{notifications, popups, advanced, animations} {
		if err := d.press(ctx, box, text); err != nil {
			return err
		}
		if text == popups || text == animations {
			if err := d.keys(ctx, "Escape"); err != nil { // back from the page
				return err
			}
		}
	}
	if err := d.keys(ctx, "Escape"); err != nil {
		return err
	}
	return c.box(ctx, false)
}

func (c *Client) signUp(ctx context.Context, mark int, first, last string) (*Call, error) {
	d := c.display
	if _, err := d.find(ctx, intro, firstName); err != nil {
		return nil, err
	}
	if err := persist(ctx, func(ctx context.Context) error {
		for _, name := range []string{first, last} {
			if err := d.keys(ctx, "ctrl+a", "BackSpace"); err != nil {
				return err
			}
			if err := d.letters(ctx, name); err != nil {
				return err
			}
			if err := d.keys(ctx, "Tab"); err != nil { // to the other one
				return err
			}
		}
		if err := c.goOn(ctx, regexp.MustCompile(last)); err != nil {
			return err
		}
		return c.book.called(ctx, mark, "auth.signUp")
	}); err != nil {
		return nil, err
	}
	return c.book.answered(ctx, mark, "auth.signUp")
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
	if _, err := c.book.answered(ctx, mark, "messages.getDialogs"); err != nil {
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

package desktop

import (
	"context"
	"fmt"
	"image"
	"regexp"
	"slices"
	"strings"
)

// Find waits until text is in a part of the window, and returns where.
func (c *Client) Find(ctx context.Context, part image.Rectangle, text *regexp.Regexp) (image.Rectangle, error) {
	var at image.Rectangle
	err := c.act(func() (err error) {
		at, err = c.display.find(ctx, part, text)
		return err
	})
	return at, err
}

// Read waits until each text is in a part of the window, one below the other or
// in the same line.
func (c *Client) Read(ctx context.Context, part image.Rectangle, texts ...string) error {
	return c.act(func() error {
		var last image.Rectangle
		for _, text := range texts {
			at, err := c.display.find(ctx, part, Like(text))
			if err != nil {
				return err
			}
			if at.Max.Y < last.Min.Y {
				return fmt.Errorf("%q is above what should come before it", text)
			}
			last = at
		}
		return nil
	})
}

// Lines is what a part of the window shows once it is at rest.
func (c *Client) Lines(ctx context.Context, part image.Rectangle) ([]string, error) {
	var r []string
	err := c.act(func() error {
		p, err := c.display.still(ctx, "a window at rest", part, nil)
		if err != nil {
			return err
		}
		all, err := c.display.read(ctx, p, part)
		r = texts(all)
		return err
	})
	return r, err
}

// Gone waits until text is not in a part of the window any more.
func (c *Client) Gone(ctx context.Context, part image.Rectangle, text *regexp.Regexp) error {
	for {
		all, err := c.Lines(ctx, part)
		if err != nil {
			return err
		}
		if !text.MatchString(strings.Join(all, "\n")) {
			return nil
		}
		if ctx.Err() != nil {
			return fmt.Errorf("the client still shows %v: %q", text, all)
		}
	}
}

// Press clicks on text in a part of the window.
func (c *Client) Press(ctx context.Context, part image.Rectangle, text *regexp.Regexp) error {
	return c.act(func() error { return c.display.press(ctx, part, text) })
}

// Click clicks somewhere.
func (c *Client) Click(ctx context.Context, at image.Point) error {
	return c.act(func() error { return c.display.click(ctx, at, left) })
}

// Rest moves the pointer to where the client shows no hints.
func (c *Client) Rest(ctx context.Context) error {
	return c.act(func() error {
		return c.display.hands(ctx, move(wall)...)
	})
}

// Choose takes what the menu of something in a part of the window has under a
// text.
func (c *Client) Choose(ctx context.Context, part image.Rectangle, of, text *regexp.Regexp) error {
	return c.act(func() error {
		return persist(ctx, func(ctx context.Context) error {
			at, err := c.display.find(ctx, part, of)
			if err != nil {
				return err
			}
			if err := c.display.click(ctx, middle(at), right); err != nil {
				return err
			}
			popup, err := c.popup(ctx, true)
			if err != nil {
				return err
			}
			if err := c.display.press(ctx, popup, text); err != nil {
				return err
			}
			_, err = c.popup(ctx, false)
			return err
		})
	})
}

func middle(r image.Rectangle) image.Point { return r.Min.Add(r.Max).Div(2) }

// Keys presses keys, named as in X11.
func (c *Client) Keys(ctx context.Context, keys ...string) error {
	return c.act(func() error { return c.display.keys(ctx, keys...) })
}

// Letters types ASCII.
func (c *Client) Letters(ctx context.Context, text string) error {
	return c.act(func() error { return c.display.letters(ctx, text) })
}

// Painted waits until a part of the window has so many pixels of a colour.
func (c *Client) Painted(ctx context.Context, part image.Rectangle, rgb uint32, pixels int) error {
	return c.act(func() error {
		return c.display.until(ctx, fmt.Sprintf("%d pixels of %06x in %v", pixels, rgb, part), func(p picture) (bool, error) {
			return p.count(part, rgb) >= pixels, nil
		})
	})
}

// ReactTo puts a reaction on what is written in a chat: the one in the strip above
// its menu that has a colour of its own.
func (c *Client) ReactTo(ctx context.Context, of *regexp.Regexp, rgb uint32) error {
	return c.act(func() error {
		return persist(ctx, func(ctx context.Context) error {
			at, err := c.display.find(ctx, Chat, of)
			if err != nil {
				return err
			}
			if err := c.display.click(ctx, middle(at), right); err != nil {
				return err
			}
			popup, err := c.popup(ctx, true)
			if err != nil {
				return err
			}
			var found image.Rectangle
			if err := c.display.until(ctx, "a reaction to choose", func(p picture) (bool, error) {
				found = p.painted(popup.Intersect(everything), rgb)
				return !found.Empty(), nil
			}); err != nil {
				return err
			}
			if err := c.display.click(ctx, middle(found), left); err != nil {
				return err
			}
			_, err = c.popup(ctx, false)
			return err
		})
	})
}

// painted is where a part has a colour.
func (p picture) painted(r image.Rectangle, rgb uint32) image.Rectangle {
	var all image.Rectangle
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if p.rgb(x, y) == rgb {
				all = all.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return all
}

// count is how many pixels of a part have a colour.
func (p picture) count(r image.Rectangle, rgb uint32) int {
	n := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if p.rgb(x, y) == rgb {
				n++
			}
		}
	}
	return n
}

// Visit opens the chat with a name by the search, and closes what is open. It
// does nothing when the chat is open already.
func (c *Client) Visit(ctx context.Context, name string) error {
	return c.act(func() error {
		if title, err := c.title(ctx); err != nil || startsWith(title, name) {
			return err
		}
		return persist(ctx, func(ctx context.Context) error {
			d := c.display
			if err := d.keys(ctx, "Escape", "Escape", "Escape"); err != nil {
				return err
			}
			if err := d.click(ctx, searchField, left); err != nil {
				return err
			}
			if err := d.keys(ctx, "ctrl+a"); err != nil {
				return err
			}
			if err := d.letters(ctx, name); err != nil {
				return err
			}
			if err := d.press(ctx, chatList, regexp.MustCompile(`^\W{0,4}(\w{1,2}\W{1,3})?`+name)); err != nil {
				return err
			}
			return d.until(ctx, "the chat with "+name, func(picture) (bool, error) {
				title, err := c.title(ctx)
				return startsWith(title, name), err
			})
		})
	})
}

// startsWith says whether one of the titles of windows, each in a line, begins
// with a name.
func startsWith(titles, name string) bool {
	for title := range strings.Lines(titles) {
		if strings.HasPrefix(title, name) {
			return true
		}
	}
	return false
}

// Menu opens the main menu and takes what it has under a text.
func (c *Client) Menu(ctx context.Context, text string) error {
	return c.act(func() error { return c.fromMenu(ctx, regexp.MustCompile(text+"$")) })
}

// Leave closes whatever is open but the main window.
func (c *Client) Leave(ctx context.Context) error {
	return c.act(func() error {
		if err := c.display.keys(ctx, "Escape", "Escape", "Escape", "Escape"); err != nil {
			return err
		}
		return c.box(ctx, false)
	})
}

// Copied is the texts of the chat that is open with their styles, oldest first.
func (c *Client) Copied(ctx context.Context) ([]Styled, error) {
	var r []Styled
	err := c.act(func() (err error) {
		r, err = c.shown(ctx)
		return err
	})
	return r, err
}

// Search types a text into the field above the list of chats.
func (c *Client) Search(ctx context.Context, text string) error {
	return c.act(func() error {
		d := c.display
		if err := d.keys(ctx, "Escape", "Escape", "Escape"); err != nil {
			return err
		}
		if err := d.click(ctx, searchField, left); err != nil {
			return err
		}
		if err := d.keys(ctx, "ctrl+a"); err != nil {
			return err
		}
		return d.letters(ctx, text)
	})
}

// Decoded is a message in one of the client's chats with people, as it stands in
// the log, by its text.
func (c *Client) Decoded(text string) (*Value, error) {
	for _, call := range slices.Backward(c.book.since(0)) {
		if call.Result == nil {
			continue
		}
		for _, m := range call.Result.List("messages") {
			if m.Text("message") == text {
				return m, nil
			}
		}
	}
	return nil, fmt.Errorf("the client was answered no message %q", text)
}

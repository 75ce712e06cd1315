package desktop

import (
	"context"
	"fmt"
	"image"
	"slices"
)

const (
	stripHeight = 70 // of a message's menu, from its top: what one can react with is there
	iconSize    = 22 // of an emoji in it
	leastIcons  = 4  // that it has room for
)

// React reacts to a message with the first emoji that its menu offers, once the
// menu shows several, and returns which one that is. shot names a screenshot of
// the menu.
func (c *Client) React(ctx context.Context, peer, id int64, shot string) (string, error) {
	var emoji string
	err := c.act(func() error {
		if err := c.show(ctx, peer); err != nil {
			return err
		}
		d := c.display
		if _, err := d.still(ctx, "a chat at rest", chat, nil); err != nil {
			return err
		}
		b, _, err := c.where(ctx, peer, id)
		if err != nil {
			return err
		}
		if err := d.click(ctx, b.at, right); err != nil {
			return err
		}
		r, err := c.popup(ctx, true)
		if err != nil {
			return err
		}
		r.Max.Y = r.Min.Y + stripHeight
		var icons []image.Point
		_, err = d.still(ctx, "what one can react with", r, func(p picture) bool {
			icons = p.icons(r)
			return len(icons) >= leastIcons
		})
		if err != nil {
			return err
		}
		if err := c.Screenshot(shot); err != nil {
			return err
		}
		mark := c.book.mark()
		if err := d.click(ctx, icons[0], left); err != nil {
			return err
		}
		call, err := c.book.answered(ctx, mark, "messages.sendReaction")
		if err != nil {
			return err
		}
		sent := call.Args.List("reaction")
		if len(sent) != 1 {
			return fmt.Errorf("it reacts with %d emoji", len(sent))
		}
		emoji = sent[0].Text("emoticon")
		return nil
	})
	return emoji, err
}

// icons finds pictures in one line within r: columns with strong colours, which
// texts and backgrounds have not. It returns the middle of each.
func (p picture) icons(r image.Rectangle) []image.Point {
	var out []image.Point
	begin := -1
	for x := r.Min.X; x <= r.Max.X; x++ {
		var ys []int
		for y := r.Min.Y; y < r.Max.Y && x < r.Max.X; y++ {
			if strong(p.rgb(x, y)) {
				ys = append(ys, y)
			}
		}
		switch {
		case len(ys) > 0 && begin < 0:
			begin = x
		case begin >= 0 && (len(ys) == 0 || x == r.Max.X):
			if w := x - begin; w >= iconSize/3 && w <= iconSize*2 {
				out = append(out, image.Pt((begin+x)/2, p.middleRow(r, (begin+x)/2)))
			}
			begin = -1
		}
	}
	return out
}

// middleRow is where the strong colours of a column are.
func (p picture) middleRow(r image.Rectangle, x int) int {
	var ys []int
	for y := r.Min.Y; y < r.Max.Y; y++ {
		if strong(p.rgb(x, y)) {
			ys = append(ys, y)
		}
	}
	if len(ys) == 0 {
		return (r.Min.Y + r.Max.Y) / 2
	}
	return (slices.Min(ys) + slices.Max(ys)) / 2
}

// strong says whether a colour is far from grey.
func strong(rgb uint32) bool {
	r, g, b := int(rgb>>16), int(rgb>>8&255), int(rgb&255)
	return max(r, g, b)-min(r, g, b) > 110
}

// Drawn waits until the newest message shows a picture without a bubble, and
// nothing in the chat moves any more.
func (c *Client) Drawn(ctx context.Context) error {
	return c.act(func() error {
		newest := image.Rect(chat.Min.X, chat.Max.Y-120, chat.Min.X+180, chat.Max.Y)
		_, err := c.display.still(ctx, "a picture at rest", chat, func(p picture) bool {
			n := 0
			for y := newest.Min.Y; y < newest.Max.Y; y++ {
				for x := newest.Min.X; x < newest.Max.X; x++ {
					if strong(p.rgb(x, y)) {
						n++
					}
				}
			}
			return n > newest.Dx()*newest.Dy()/100
		})
		return err
	})
}

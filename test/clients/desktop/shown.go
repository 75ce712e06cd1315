package desktop

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
)

// History opens the chat with a contact, and returns all of it, oldest first.
// The messages are those of the log; that the chat shows just them, with these
// texts, in bold and with these links, is checked with the mouse and the
// clipboard. There is a screenshot of it, unless shot is empty.
func (c *Client) History(ctx context.Context, peer int64, shot string) ([]Message, error) {
	var all []Message
	err := c.act(func() error {
		if err := c.show(ctx, peer); err != nil {
			return err
		}
		for {
			shown, err := c.shown(ctx)
			if err != nil {
				return err
			}
			all = c.book.chat(peer)
			err = same(shown, all)
			if err == nil && shot != "" {
				return c.Screenshot(shot)
			}
			if err == nil || ctx.Err() != nil {
				return err
			}
			// Something came between. A difference that stays ends with ctx.
			if _, err := c.display.still(ctx, "a chat at rest", chat, nil); err != nil {
				return err
			}
		}
	})
	return all, err
}

func same(shown []Styled, all []Message) error {
	if len(shown) != len(all) {
		return fmt.Errorf("the chat shows %d messages instead of %d: %+v", len(shown), len(all), shown)
	}
	for i, m := range all {
		if !shown[i].Equal(m.Styled) {
			return fmt.Errorf("the chat shows %+v instead of %+v", shown[i], m.Styled)
		}
	}
	return nil
}

// shown is the texts in the chat that is open, oldest first. All of them are
// selected with the mouse and copied.
func (c *Client) shown(ctx context.Context) ([]Styled, error) {
	d := c.display
	p, err := d.still(ctx, "a chat at rest", chat, nil)
	if err != nil || len(p.bubbles()) == 0 {
		return nil, err
	}
	if err := d.copy(ctx, nothing); err != nil {
		return nil, err
	}
	if err := c.selectAll(ctx); err != nil {
		return nil, err
	}
	if err := d.keys(ctx, "ctrl+c"); err != nil {
		return nil, err
	}
	var forms string
	if err := d.until(ctx, "what was copied", func(picture) (bool, error) {
		targets, err := d.copied(ctx, "TARGETS")
		forms = string(targets)
		return strings.Contains(forms, "text/plain"), err
	}); err != nil {
		return nil, err
	}
	if err := d.keys(ctx, "Escape"); err != nil {
		return nil, err
	}
	if err := c.selected(ctx, false); err != nil {
		return nil, err
	}
	if !strings.Contains(forms, styledForm) {
		text, err := d.copied(ctx, "UTF8_STRING")
		return split(string(text), nil), err
	}
	text, err := d.copied(ctx, styledForm)
	if err != nil {
		return nil, err
	}
	tags, err := d.copied(ctx, "application/x-td-field-tags")
	if err != nil {
		return nil, err
	}
	entities, err := readTags(tags)
	return split(string(text), entities), err
}

// selectAll selects every message of the chat that is open, by moving the
// pointer across it with the left button down. Movements that come faster than
// they are shown count as one, so it moves to and fro until all are selected.
func (c *Client) selectAll(ctx context.Context) error {
	d := c.display
	top, bottom := image.Pt((chat.Min.X+chat.Max.X)/2, chat.Min.Y+6), image.Pt((chat.Min.X+chat.Max.X)/2, chat.Max.Y-2)
	if err := d.hands(ctx, append(move(top), "mousedown", "1")...); err != nil {
		return err
	}
	n := 0
	err := d.until(ctx, "messages selected", func(p picture) (bool, error) {
		if len(p.bubbles()) == 0 {
			return true, nil
		}
		n++
		return false, d.hands(ctx, move(bottom.Sub(image.Pt(0, n%20)))...)
	})
	up := d.hands(context.WithoutCancel(ctx), append([]string{"mouseup", "1"}, move(parking)...)...)
	return errors.Join(err, up)
}

// selected waits until all messages are selected, which gives their bubbles
// other colours, or until none is.
func (c *Client) selected(ctx context.Context, want bool) error {
	return c.display.until(ctx, "messages selected, or not", func(p picture) (bool, error) { return (len(p.bubbles()) == 0) == want, nil })
}

// nothing is in the clipboard while nothing was copied: xclip, unlike the
// client, does not offer it as text/plain.
const nothing = "nothing was copied"

// styledForm is offered when there are styles.
const styledForm = "application/x-td-field-text"

// copiedHead is above each message that is copied with others.
var copiedHead = regexp.MustCompile(`(?m)^[^\n]+, \[\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d\]\n`)

// split cuts what was copied into messages.
func split(text string, entities []Entity) []Styled {
	units := func(s string) int { return len(utf16.Encode([]rune(s))) }
	heads := copiedHead.FindAllStringIndex(text, -1)
	if len(heads) == 0 {
		return []Styled{{text, entities}}
	}
	var r []Styled
	for i, h := range heads {
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		t := Styled{Text: strings.TrimSuffix(text[h[1]:end], "\n\n")}
		begin := units(text[:h[1]])
		for _, e := range entities {
			if e.Offset >= begin && e.Offset < begin+units(t.Text) {
				e.Offset -= begin
				t.Entities = append(t.Entities, e)
			}
		}
		r = append(r, t)
	}
	return r
}

var errTags = errors.New("the clipboard has styles in another format")

// readTags reads the styles of what was copied, as Qt's QDataStream writes
// them: how many, and for each where it begins, how long it is, and which.
func readTags(data []byte) ([]Entity, error) {
	if len(data) == 0 {
		return nil, nil // no styles
	}
	word := func() int {
		if len(data) < 4 {
			return -1
		}
		n := int(int32(binary.BigEndian.Uint32(data)))
		data = data[4:]
		return n
	}
	n := word()
	if n < 0 {
		return nil, errTags
	}
	var r []Entity
	for ; n > 0; n-- {
		e := Entity{Offset: word(), Length: word()}
		size := word()
		if size < 0 || size > len(data) || e.Offset < 0 || e.Length < 0 {
			return nil, errTags
		}
		name := make([]uint16, size/2)
		for i := range name {
			name[i] = binary.BigEndian.Uint16(data[2*i:])
		}
		data = data[size:]
		e.Type = string(utf16.Decode(name))
		switch {
		case e.Type == "**":
			e.Type = Bold
		case strings.Contains(e.Type, "://"):
			e.Type, e.URL = TextURL, e.Type
		}
		r = append(r, e)
	}
	slices.SortFunc(r, func(a, b Entity) int { return a.Offset - b.Offset })
	return r, nil
}

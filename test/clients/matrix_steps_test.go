//go:build clients

package clients

import (
	"context"
	"errors"
	"fmt"
	"time"
	"unicode/utf16"
)

// What is tried of each direction of each pair, in this order.
var steps = []string{
	"new message", "reply", "edit", "deletion", "writer's history", "reader's history",
	"missed message", "missed edit", "missed deletion", "history after",
}

// stepTimeout bounds each step, on a machine that is busy with all of them.
const stepTimeout = 45 * time.Second

var errNothing = errors.New("nothing came in time")

// cell is one direction of a pair: writer writes, reader reads.
type cell struct {
	writer, reader *person
	passed         map[string]bool
	failed         string // the first step that failed
	err            error

	// What later steps come back to, by its id in the box of each.
	first, answer, kept, dropped both
	lost                         error // what kept the time without connection from being tried
}

// both is a message in the boxes of writer and reader.
type both struct{ writers, readers int64 }

// step runs f, unless an earlier one of the same run failed.
func (c *cell) step(ctx context.Context, err *error, name string, f func(ctx context.Context) error) {
	if *err != nil {
		return
	}
	ctx, cancel := context.WithTimeoutCause(ctx, stepTimeout, errNothing)
	defer cancel()
	if *err = f(ctx); *err != nil {
		c.fail(name, *err)
		return
	}
	c.passed[name] = true
}

// fail notes what failed first.
func (c *cell) fail(name string, err error) {
	if c.failed == "" {
		c.failed, c.err = name, err
	}
}

// text is one that no other cell has, with a stretch in bold and a link. What is
// before them takes more UTF-16 code units than it has characters.
func (c *cell) text(what string) styled {
	bold, link := c.writer.name, "link for "+c.reader.name
	before := "🌻 " + what + ": "
	between := " ¶ "
	units := func(s string) int { return len(utf16.Encode([]rune(s))) }
	return styled{Text: before + bold + between + link + ".", Entities: []entity{
		{Type: "bold", Offset: units(before), Length: units(bold)},
		{Type: "textUrl", Offset: units(before + bold + between), Length: units(link), URL: "https://example.org/" + c.writer.name + "?for=" + c.reader.name},
	}}
}

func (c *cell) plain(what string) styled {
	return styled{Text: fmt.Sprintf("%s of %s for %s", what, c.writer.name, c.reader.name), Entities: []entity{}}
}

// The peers: how each calls the other.
func (c *cell) toReader() int64 { return c.writer.peers[c.reader.name] }
func (c *cell) toWriter() int64 { return c.reader.peers[c.writer.name] }

// deliver sends and waits until the reader has it.
func (c *cell) deliver(ctx context.Context, t styled) (both, error) {
	sent, err := c.writer.send(ctx, c.toReader(), t, 0)
	if err != nil {
		return both{}, err
	}
	got, err := c.reader.expectText(ctx, added, message{Peer: c.toWriter(), styled: t})
	return both{sent, got.ID}, err
}

// live is what happens while both are there.
func (c *cell) live(ctx context.Context) {
	var err error
	corrected, answered := c.text("corrected"), c.plain("an answer")
	var gone both
	c.step(ctx, &err, "new message", func(ctx context.Context) (err error) {
		c.first, err = c.deliver(ctx, c.text("first"))
		return err
	})
	c.step(ctx, &err, "reply", func(ctx context.Context) (err error) {
		if c.answer.readers, err = c.reader.send(ctx, c.toWriter(), answered, c.first.readers); err != nil {
			return err
		}
		got, err := c.writer.expectText(ctx, added, message{Peer: c.toReader(), styled: answered, Reply: c.first.writers})
		c.answer.writers = got.ID
		return err
	})
	c.step(ctx, &err, "edit", func(ctx context.Context) error {
		if err := c.writer.edit(ctx, c.toReader(), c.first.writers, corrected); err != nil {
			return err
		}
		_, err := c.reader.expectText(ctx, edited, message{ID: c.first.readers, Peer: c.toWriter(), styled: corrected, Edited: true})
		return err
	})
	c.step(ctx, &err, "deletion", func(ctx context.Context) (err error) {
		if gone, err = c.deliver(ctx, c.plain("a slip")); err != nil {
			return err
		}
		if err := c.writer.remove(ctx, c.toReader(), gone.writers); err != nil {
			return err
		}
		return c.reader.expectDeletion(ctx, gone.readers)
	})
	c.step(ctx, &err, "writer's history", func(ctx context.Context) error {
		return c.writer.expectHistory(ctx, c.toReader(), []message{
			{ID: c.first.writers, Peer: c.toReader(), Out: true, styled: corrected, Edited: true},
			{ID: c.answer.writers, Peer: c.toReader(), styled: answered, Reply: c.first.writers},
		}, gone.writers)
	})
	c.step(ctx, &err, "reader's history", func(ctx context.Context) error {
		return c.reader.expectHistory(ctx, c.toWriter(), []message{
			{ID: c.first.readers, Peer: c.toWriter(), styled: corrected, Edited: true},
			{ID: c.answer.readers, Peer: c.toWriter(), Out: true, styled: answered, Reply: c.first.readers},
		}, gone.readers)
	})
}

// prepare is before the reader goes away.
func (c *cell) prepare(ctx context.Context) (err error) {
	if c.kept, err = c.deliver(ctx, c.plain("will change")); err != nil {
		return err
	}
	c.dropped, err = c.deliver(ctx, c.plain("will go"))
	return err
}

// meanwhile is what the writer does while the reader is away.
func (c *cell) meanwhile(ctx context.Context) error {
	if _, err := c.writer.send(ctx, c.toReader(), c.text("missed"), c.answer.writers); err != nil {
		return err
	}
	if err := c.writer.edit(ctx, c.toReader(), c.kept.writers, c.text("changed")); err != nil {
		return err
	}
	return c.writer.remove(ctx, c.toReader(), c.dropped.writers)
}

// caughtUp is what the reader must know once it is back.
func (c *cell) caughtUp(ctx context.Context) {
	var err error
	missed := message{Peer: c.toWriter(), styled: c.text("missed"), Reply: c.answer.readers}
	changed := message{ID: c.kept.readers, Peer: c.toWriter(), styled: c.text("changed"), Edited: true}
	c.step(ctx, &err, "missed message", func(ctx context.Context) error {
		if c.lost != nil {
			return c.lost
		}
		got, err := c.reader.expectText(ctx, added, missed)
		missed.ID = got.ID
		return err
	})
	c.step(ctx, &err, "missed edit", func(ctx context.Context) error {
		_, err := c.reader.expectText(ctx, edited, changed)
		return err
	})
	c.step(ctx, &err, "missed deletion", func(ctx context.Context) error {
		return c.reader.expectDeletion(ctx, c.dropped.readers)
	})
	c.step(ctx, &err, "history after", func(ctx context.Context) error {
		return c.reader.expectHistory(ctx, c.toWriter(), []message{missed, changed}, c.dropped.readers)
	})
}

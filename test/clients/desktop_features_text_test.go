//go:build clients

package clients

import (
	"context"
	"fmt"
	"image"
	"regexp"
	"slices"
	"strings"

	"heliograph/test/clients/desktop"
)

func (k *shower) listSteps() []deskStep {
	return []deskStep{
		{"list of chats", k.listOfChats},
		{"archive", k.archive},
	}
}

// listOfChats: the archive above all, pinned chats in their order, marks, counts,
// drafts, and what the last message is where it is no text.
func (k *shower) listOfChats(ctx context.Context) error {
	if err := k.Read(ctx, desktop.List, "Archived chats", "Anton", "Otto", "read this later", "Pia", "Pia pinned", "another needle 20"); err != nil {
		return err
	}
	for _, text := range []string{"Draft: unsent thoughts", "Saved Messages", "Gus: gossip by Gus", "do you know me"} {
		if err := k.Read(ctx, desktop.List, text); err != nil {
			return err
		}
	}
	for _, b := range []struct {
		name string
		rgb  uint32
	}{{"Otto", desktop.Badge}, {"Nora", desktop.MutedBadge}, {"Gus", desktop.Badge}} {
		at, err := k.Find(ctx, desktop.List, row(b.name))
		if err != nil {
			return err
		}
		if err := k.Painted(ctx, badge(at), b.rgb, 60); err != nil {
			return fmt.Errorf("%s: %w", b.name, err)
		}
	}
	return nil
}

// row matches the first line of a chat in the list: its name and a time.
func row(name string) *regexp.Regexp { return regexp.MustCompile(`\b` + name + `\W{1,4}\d\d`) }

// badge is where the count of unread messages is, in the row of a name.
func badge(name image.Rectangle) image.Rectangle {
	return image.Rect(285, name.Max.Y+4, 316, name.Max.Y+30)
}

func (k *shower) archive(ctx context.Context) error {
	if err := k.Press(ctx, desktop.List, desktop.Like("Archived chats")); err != nil {
		return err
	}
	if err := k.Gone(ctx, desktop.List, atStart("Otto")); err != nil {
		return err
	}
	return k.Read(ctx, desktop.List, "Anton", "an old story")
}

func (k *shower) textSteps() []deskStep {
	return []deskStep{
		{"styles", k.styles},
		{"spoiler", k.spoiler},
		{"what is found in a text", k.found},
		{"link preview", k.preview},
		{"link preview of what is sent", k.previewsOwn},
		{"forwarded", k.forwarded},
		{"forward of a hidden author", k.hidden},
		{"forwards", k.forwards},
		{"saved messages", k.saved},
	}
}

// styles: each has the tag that the client copies it with.
func (k *shower) styles(ctx context.Context) error {
	if err := k.Visit(ctx, "Vera"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Chat, "bold words", "italic words", "underlined words", "mono words", "func main", "a named link", "Gus by name"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Field, "unsent thoughts"); err != nil {
		return err
	}
	all, err := k.Copied(ctx)
	if err != nil {
		return err
	}
	if len(all) != 3 {
		return fmt.Errorf("copied %d messages: %+v", len(all), all)
	}
	for i, s := range styles {
		if i >= len(all[0].Entities) {
			return fmt.Errorf("%q has no style: %+v", s.text, all[0])
		}
		if e := all[0].Entities[i]; e.Length != units(s.text) || !strings.HasPrefix(e.Type+e.URL, s.tag) && !strings.HasPrefix(e.URL, s.tag) && (s.tag != "**" || e.Type != desktop.Bold) {
			return fmt.Errorf("%q has the style %+v", s.text, e)
		}
	}
	return nil
}

// spoiler: what is hidden shows when it is pressed.
func (k *shower) spoiler(ctx context.Context) error {
	if err := k.Visit(ctx, "Vera"); err != nil {
		return err
	}
	below, err := k.Find(ctx, desktop.Chat, desktop.Like("mono words"))
	if err != nil {
		return err
	}
	if err := k.Gone(ctx, desktop.Chat, desktop.Like("hidden words")); err != nil {
		return err
	}
	if err := k.Click(ctx, image.Pt(below.Min.X+40, below.Min.Y-11)); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Chat, "hidden words", "mono words")
}

// found: the server has found what a text has without being told.
func (k *shower) found(ctx context.Context) error {
	const text = "see #heliograph $USD @somebody /help me@example.org example.org/found"
	m, err := k.Decoded(text)
	if err != nil {
		return err
	}
	var got []string
	for _, e := range m.List("entities") {
		from := e.Int("offset")
		got = append(got, strings.TrimPrefix(e.Name, "messageEntity")+" "+text[from:from+e.Int("length")])
	}
	want := []string{"Hashtag #heliograph", "Cashtag $USD", "Mention @somebody", "BotCommand /help", "Email me@example.org", "Url example.org/found"}
	if !slices.Equal(got, want) {
		return fmt.Errorf("found %q", got)
	}
	if err := k.Visit(ctx, "Vera"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Chat, "see #heliograph", "example.org/found")
}

// preview: what a page says of itself, below the message that links to it.
func (k *shower) preview(ctx context.Context) error {
	if err := k.Visit(ctx, "Vera"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Chat, "look here http", "Windy News", "Kites and wind", "paper flies")
}

// previewsOwn: the same with what is sent from here.
func (k *shower) previewsOwn(ctx context.Context) error {
	if err := k.Visit(ctx, "Rita"); err != nil {
		return err
	}
	if err := k.Letters(ctx, k.page); err != nil {
		return err
	}
	if err := k.Keys(ctx, "Return"); err != nil {
		return err
	}
	if err := k.arrives("rita", k.page); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Chat, "Windy News", "Kites and wind", "paper flies")
}

// forwarded: with and without its author, and an answer.
func (k *shower) forwarded(ctx context.Context) error {
	if err := k.Visit(ctx, "Rita"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Chat, "what do you know", "tell me more", "Forwarded from Gus", "gossip by Gus", "Tess", "here is more")
}

// hidden: who does not want to be found by what others pass on.
func (k *shower) hidden(ctx context.Context) error {
	if err := k.Visit(ctx, "Rita"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Chat, "Forwarded from Nora", "a secret"); err != nil {
		return err
	}
	m, err := k.Decoded("a secret")
	if err != nil {
		return err
	}
	if h := m.Field("fwd_from"); h.Text("from_name") != "Nora" || h.Has("from_id") {
		return fmt.Errorf("it was forwarded from %q, by id: %v", h.Text("from_name"), h.Has("from_id"))
	}
	return nil
}

// forwards one from here.
func (k *shower) forwards(ctx context.Context) error {
	if err := k.Choose(ctx, desktop.Chat, desktop.Like("a secret"), desktop.Like("Forward Message")); err != nil {
		return err
	}
	if err := k.Press(ctx, desktop.Box, regexp.MustCompile("Mia$")); err != nil {
		return err
	}
	if err := k.Read(ctx, forwarding, "Nora", "a secret"); err != nil {
		return err
	}
	if err := k.Keys(ctx, "Return"); err != nil {
		return err
	}
	if err := k.Read(ctx, desktop.Chat, "How many moons", "Forwarded from Nora", "a secret"); err != nil {
		return err
	}
	return k.arrives("mia", "a secret")
}

// forwarding is where the field says what will be forwarded.
var forwarding = image.Rect(322, 1090, 900, 1160)

func (k *shower) saved(ctx context.Context) error {
	if err := k.Visit(ctx, "Saved"); err != nil {
		return err
	}
	return k.Read(ctx, desktop.Chat, "a note to myself", "Gus", "gossip by Gus")
}

package desktop

import (
	"context"
	"fmt"
	"image"
	"regexp"
	"strconv"
	"strings"
)

// line is a line of text on the screen.
type line struct {
	text  string
	words []word
}

type word struct {
	begin int // in text
	at    image.Rectangle
}

// where is the place of what matches first, empty if nothing does.
func (l *line) where(text *regexp.Regexp) image.Rectangle {
	var r image.Rectangle
	m := text.FindStringIndex(l.text)
	if m == nil {
		return r
	}
	for i, w := range l.words {
		end := len(l.text)
		if i+1 < len(l.words) {
			end = l.words[i+1].begin
		}
		if w.begin < m[1] && m[0] < end {
			r = r.Union(w.at)
		}
	}
	return r
}

// enlarge is how much bigger than on the screen letters should be to be read.
const enlarge = 3

// read reads a part of the screen. Places are from the part's corner: what looks
// the same is read once, wherever it is. Of the chat only the bubbles are read.
func (d *display) read(ctx context.Context, p picture, r image.Rectangle) ([]line, error) {
	h := p.hash(d.seed, r)
	if known, ok := d.known[h]; ok {
		return known, nil
	}
	if r == chat {
		p = p.inBubbles()
	}
	out, err := d.run(ctx, p.magnified(r, enlarge), "tesseract", "stdin", "stdout", "--psm", "6", "-l", "eng", "tsv")
	if err != nil {
		return nil, err
	}
	d.known[h] = lines(string(out))
	return d.known[h], nil
}

// lines reads the table that tesseract writes: level, page, block, paragraph,
// line, word, left, top, width, height, confidence, text.
func lines(table string) []line {
	var r []line
	last := ""
	for row := range strings.Lines(table) {
		f := strings.Split(strings.TrimRight(row, "\n"), "\t")
		if len(f) < 12 || f[0] != "5" || strings.TrimSpace(f[11]) == "" {
			continue
		}
		n := make([]int, 4)
		for i := range n {
			n[i], _ = strconv.Atoi(f[6+i])
			n[i] /= enlarge
		}
		at := image.Rect(n[0], n[1], n[0]+n[2], n[1]+n[3])
		if number := strings.Join(f[1:5], " "); number != last {
			last = number
			r = append(r, line{})
		}
		l := &r[len(r)-1]
		if l.text != "" {
			l.text += " "
		}
		l.words = append(l.words, word{len(l.text), at})
		l.text += f[11]
	}
	return r
}

// find waits until text that matches, within a line, is in a part of the screen
// where nothing moves, and returns where it is.
func (d *display) find(ctx context.Context, r image.Rectangle, text *regexp.Regexp) (image.Rectangle, error) {
	for {
		p, err := d.still(ctx, text.String(), r, nil)
		if err != nil {
			return image.Rectangle{}, err
		}
		all, err := d.read(ctx, p, r)
		if err != nil {
			return image.Rectangle{}, err
		}
		for _, l := range all {
			if at := l.where(text); !at.Empty() {
				return at.Add(r.Min), nil
			}
		}
		seen := p.hash(d.seed, r)
		if err := d.until(ctx, text.String(), func(p picture) (bool, error) { return p.hash(d.seed, r) != seen, nil }); err != nil {
			return image.Rectangle{}, fmt.Errorf("%w; it shows %q", err, texts(all))
		}
	}
}

func texts(all []line) []string {
	var r []string
	for _, l := range all {
		r = append(r, l.text)
	}
	return r
}

// press clicks on text that matches, once it is there.
func (d *display) press(ctx context.Context, r image.Rectangle, text *regexp.Regexp) error {
	at, err := d.find(ctx, r, text)
	if err != nil {
		return err
	}
	return d.click(ctx, at.Min.Add(at.Max).Div(2), left)
}

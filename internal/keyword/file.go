package keyword

import (
	"bytes"
	"cmp"
	"compress/bzip2"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// The file is a table of contents in words, an empty line, and blocks behind
// it, each compressed with bzip2: the emoji, one a line, and for each language
// as many lines, the words of that emoji with a bar between them. Behind a word
// stands @N when it came with edition N and not the first, and !N when it went
// with that.
const (
	emojiBlock = "emoji"
	maxBlock   = 1 << 20 // of a block that is unpacked
)

// Word is one word of one emoji.
type Word struct {
	Text string
	From int // the edition that it came with
	Gone int // the edition that it went with; 0: it is there
}

// Book is the words of one language.
type Book struct {
	Edition int               // grows with every change; the first is 1
	Words   map[string][]Word // by emoji
}

// File is a keywords.bin.
type File struct {
	Emoji    []string // in the order in which keyboards show them
	contents map[string]section
	blocks   []byte
}

type section struct{ edition, at, size int }

// ReadFile reads the table of contents and the emoji.
func ReadFile(data []byte) (*File, error) {
	head, blocks, ok := bytes.Cut(data, []byte("\n\n"))
	if !ok {
		return nil, fmt.Errorf("no table of contents")
	}
	f := &File{contents: map[string]section{}, blocks: blocks}
	at := 0
	for i, line := range strings.Split(string(head), "\n") {
		var code string
		var s section
		if n, err := fmt.Sscanf(line, "%s %d %d", &code, &s.edition, &s.size); n != 3 || s.size < 0 || at+s.size > len(blocks) {
			return nil, fmt.Errorf("line %d of the table of contents: %q: %v", i+1, line, err)
		}
		s.at = at
		at += s.size
		f.contents[code] = s
	}
	lines, err := f.lines(emojiBlock)
	f.Emoji = lines
	return f, err
}

// Languages is the codes of the languages, sorted.
func (f *File) Languages() []string {
	codes := slices.DeleteFunc(slices.Collect(maps.Keys(f.contents)), func(c string) bool { return c == emojiBlock })
	slices.Sort(codes)
	return codes
}

func (f *File) lines(code string) ([]string, error) {
	s, ok := f.contents[code]
	if !ok {
		return nil, fmt.Errorf("no block %q", code)
	}
	r := io.LimitReader(bzip2.NewReader(bytes.NewReader(f.blocks[s.at:s.at+s.size])), maxBlock+1)
	text, err := io.ReadAll(r)
	switch {
	case err != nil:
		return nil, fmt.Errorf("block %q: %w", code, err)
	case len(text) > maxBlock:
		return nil, fmt.Errorf("block %q is too long", code)
	}
	return strings.Split(string(text), "\n"), nil
}

// Book reads the words of a language.
func (f *File) Book(code string) (*Book, error) {
	lines, err := f.lines(code)
	if err != nil {
		return nil, err
	}
	if len(lines) != len(f.Emoji) {
		return nil, fmt.Errorf("block %q has %d lines for %d emoji", code, len(lines), len(f.Emoji))
	}
	b := &Book{Edition: f.contents[code].edition, Words: map[string][]Word{}}
	for i, line := range lines {
		if line == "" {
			continue
		}
		for _, s := range strings.Split(line, "|") {
			w, err := readWord(s)
			if err != nil {
				return nil, fmt.Errorf("block %q: %w", code, err)
			}
			b.Words[f.Emoji[i]] = append(b.Words[f.Emoji[i]], w)
		}
	}
	return b, nil
}

func readWord(s string) (w Word, err error) {
	text, gone, went := strings.Cut(s, "!")
	text, from, came := strings.Cut(text, "@")
	w = Word{Text: text, From: 1}
	if came {
		w.From, err = strconv.Atoi(from)
	}
	if went && err == nil {
		w.Gone, err = strconv.Atoi(gone)
	}
	if text == "" && err == nil {
		err = fmt.Errorf("%q is no word", s)
	}
	return w, err
}

// WriteFile is the reverse of ReadFile and Book; pack compresses a block.
func WriteFile(emoji []string, books map[string]*Book, pack func([]byte) ([]byte, error)) ([]byte, error) {
	var head, blocks bytes.Buffer
	add := func(code string, edition int, lines []string) error {
		b, err := pack([]byte(strings.Join(lines, "\n")))
		fmt.Fprintf(&head, "%s %d %d\n", code, edition, len(b))
		blocks.Write(b)
		return err
	}
	if err := add(emojiBlock, 0, emoji); err != nil {
		return nil, err
	}
	for _, code := range slices.Sorted(maps.Keys(books)) {
		lines := make([]string, len(emoji))
		for i, e := range emoji {
			words := slices.Clone(books[code].Words[e])
			slices.SortFunc(words, func(a, b Word) int { return cmp.Compare(a.Text, b.Text) })
			for j, w := range words {
				if j > 0 {
					lines[i] += "|"
				}
				lines[i] += w.String()
			}
		}
		if err := add(code, books[code].Edition, lines); err != nil {
			return nil, err
		}
	}
	return append(append(head.Bytes(), '\n'), blocks.Bytes()...), nil
}

// String is the word as the file has it.
func (w Word) String() string {
	s := w.Text
	if w.From > 1 {
		s += "@" + strconv.Itoa(w.From)
	}
	if w.Gone > 0 {
		s += "!" + strconv.Itoa(w.Gone)
	}
	return s
}

// Merge is old brought to what now has, by emoji: a new edition if anything
// differs, in which what is missing is gone and what is new has come. old may
// be nil.
func Merge(old *Book, now map[string][]string) *Book {
	if old == nil {
		old = &Book{Words: map[string][]Word{}}
	}
	next := &Book{Edition: old.Edition + 1, Words: map[string][]Word{}}
	changed := old.Edition == 0
	for emoji := range merged(old.Words, now) {
		var words []Word
		for _, w := range old.Words[emoji] {
			stays := slices.Contains(now[emoji], w.Text)
			switch {
			case stays && w.Gone != 0:
				w, changed = Word{Text: w.Text, From: next.Edition}, true
			case !stays && w.Gone == 0:
				w.Gone, changed = next.Edition, true
			}
			words = append(words, w)
		}
		for _, text := range now[emoji] {
			if !slices.ContainsFunc(words, func(w Word) bool { return w.Text == text }) {
				words, changed = append(words, Word{Text: text, From: next.Edition}), true
			}
		}
		next.Words[emoji] = words
	}
	if !changed {
		return old
	}
	return next
}

func merged(a map[string][]Word, b map[string][]string) map[string]bool {
	all := map[string]bool{}
	for k := range a {
		all[k] = true
	}
	for k := range b {
		all[k] = true
	}
	return all
}

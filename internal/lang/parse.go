package lang

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Bounds of one file.
const (
	maxFile    = 8 << 20
	maxEntries = 30_000
	maxKey     = 128
	maxValue   = 8 << 10
)

// The plural forms, as the suffixes of keys name them.
const (
	Zero = iota
	One
	Two
	Few
	Many
	Other
	forms
)

var suffixes = [forms]string{"zero", "one", "two", "few", "many", "other"}

// Value is one text: Text, or the forms of a plural.
type Value struct {
	Text   string
	Plural bool
	Forms  [forms]string // by Zero to Other; those that the language does not have are empty
}

// source is a file as it was read.
type source struct {
	about   map[string]string // what it says of itself, in keys with an @
	entries map[string]Value
}

// parse reads a file of the form
//
//	"key" = "text";
//	"key#one" = "text"; "key#other" = "texts";
//
// with comments as in C. name is for errors, which say where each mistake is.
// words says that keys may be any words.
func parse(name string, data []byte, words bool) (*source, error) {
	p := &parser{name: name, rest: string(data), line: 1, words: words, out: &source{about: map[string]string{}, entries: map[string]Value{}}}
	switch {
	case len(data) > maxFile:
		return nil, fmt.Errorf("%s: is longer than %d bytes", name, maxFile)
	case !utf8.Valid(data):
		return nil, fmt.Errorf("%s: is not UTF-8", name)
	}
	p.rest = strings.TrimPrefix(p.rest, "\uFEFF")
	for {
		more, err := p.entry()
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, p.line, err)
		}
		if !more {
			return p.out, p.check()
		}
	}
}

type parser struct {
	name  string
	rest  string
	line  int
	words bool
	out   *source
}

var errComment = errors.New("a comment that does not end")

// space skips what is between the parts of entries.
func (p *parser) space() error {
	for {
		trimmed := strings.TrimLeft(p.rest, " \t\r\n")
		p.line += strings.Count(p.rest[:len(p.rest)-len(trimmed)], "\n")
		p.rest = trimmed
		var end string
		switch {
		case strings.HasPrefix(p.rest, "//"):
			end = "\n"
		case strings.HasPrefix(p.rest, "/*"):
			end = "*/"
		default:
			return nil
		}
		at := strings.Index(p.rest[2:], end)
		switch {
		case at < 0 && end == "\n":
			p.rest = ""
			return nil
		case at < 0:
			return errComment
		}
		p.line += strings.Count(p.rest[:2+at+len(end)], "\n")
		p.rest = p.rest[2+at+len(end):]
	}
}

// entry reads one; false at the end of the file.
func (p *parser) entry() (more bool, err error) {
	if err := p.space(); err != nil || p.rest == "" {
		return false, err
	}
	line := p.line
	key, err := p.quoted()
	if err != nil {
		return false, err
	}
	if err := p.sign("="); err != nil {
		return false, err
	}
	value, err := p.quoted()
	if err != nil {
		return false, err
	}
	if err := p.sign(";"); err != nil {
		return false, err
	}
	if err := p.put(key, value); err != nil {
		p.line = line
		return false, err
	}
	return true, nil
}

func (p *parser) sign(want string) error {
	if err := p.space(); err != nil {
		return err
	}
	if !strings.HasPrefix(p.rest, want) {
		return fmt.Errorf("%s is missing before %s", want, p.here())
	}
	p.rest = p.rest[1:]
	return p.space()
}

// here is what stands where something else should.
func (p *parser) here() string {
	if p.rest == "" {
		return "the end of the file"
	}
	line, _, _ := strings.Cut(p.rest, "\n")
	if r := []rune(line); len(r) > 20 {
		line = string(r[:20])
	}
	return fmt.Sprintf("%q", line)
}

var escapes = map[byte]string{'"': `"`, '\\': `\`, 'n': "\n", 't': "\t", 'r': "", '\'': "'", '\n': "\n"}

func (p *parser) quoted() (string, error) {
	if !strings.HasPrefix(p.rest, `"`) {
		return "", fmt.Errorf("a text in quotes is missing before %s", p.here())
	}
	var b strings.Builder
	for i := 1; i < len(p.rest); i++ {
		switch c := p.rest[i]; c {
		case '"':
			p.line += strings.Count(p.rest[:i], "\n")
			p.rest = p.rest[i+1:]
			return b.String(), nil
		case '\\':
			i++
			if i == len(p.rest) {
				return "", errors.New("a text that does not end")
			}
			s, ok := escapes[p.rest[i]]
			if !ok {
				return "", fmt.Errorf(`\%c is no escape`, p.rest[i])
			}
			b.WriteString(s)
		case 0:
			return "", errors.New("a text with a zero byte")
		default:
			b.WriteByte(c)
		}
	}
	return "", errors.New("a text that does not end")
}

// put keeps an entry.
func (p *parser) put(key, value string) error {
	if len(value) > maxValue {
		return fmt.Errorf("the text of %q is longer than %d bytes", key, maxValue)
	}
	if name, ok := strings.CutPrefix(key, "@"); ok && !p.words || ok && slices.Contains(headers, name) {
		return p.head(name, value)
	}
	if p.words {
		return p.word(key, value)
	}
	key, suffix, plural := strings.Cut(key, "#")
	if !goodKey(key) {
		return fmt.Errorf("%q is no key: letters, digits, _ . and - make one", key)
	}
	v, known := p.out.entries[key]
	if !plural {
		if known {
			return fmt.Errorf("%q is there twice", key)
		}
		return p.add(key, Value{Text: value})
	}
	form := slices.Index(suffixes[:], suffix)
	switch {
	case form < 0:
		return fmt.Errorf("#%s is none of #%s", suffix, strings.Join(suffixes[:], " #"))
	case known && (!v.Plural || v.Forms[form] != ""):
		return fmt.Errorf("%q is there twice", key)
	}
	v.Plural, v.Forms[form] = true, value
	return p.add(key, v)
}

func (p *parser) add(key string, v Value) error {
	p.out.entries[key] = v
	if len(p.out.entries) > maxEntries {
		return fmt.Errorf("more than %d texts", maxEntries)
	}
	return nil
}

func (p *parser) head(name, value string) error {
	if !slices.Contains(headers, name) {
		return fmt.Errorf("@%s is none of @%s", name, strings.Join(headers, " @"))
	}
	if _, known := p.out.about[name]; known {
		return fmt.Errorf("@%s is there twice", name)
	}
	p.out.about[name] = value
	return nil
}

// word keeps a word of the pack of emoji.
func (p *parser) word(key, value string) error {
	key = strings.ToLower(strings.TrimSpace(key))
	emoji := strings.Fields(strings.ReplaceAll(value, "\uFE0F", ""))
	switch _, known := p.out.entries[key]; {
	case key == "" || len(key) > maxKey || strings.ContainsRune(key, '$'):
		return fmt.Errorf("%q is no word", key)
	case known:
		return fmt.Errorf("%q is there twice", key)
	case len(emoji) == 0 || strings.ContainsRune(value, '$'):
		return fmt.Errorf("%q has no emoji", key)
	}
	return p.add(key, Value{Text: strings.Join(slices.Compact(slices.Sorted(slices.Values(emoji))), " ")})
}

func goodKey(key string) bool {
	for _, c := range []byte(key) {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '.' && c != '-' {
			return false
		}
	}
	return key != "" && len(key) <= maxKey
}

// check finds what only the whole file shows.
func (p *parser) check() error {
	for key, v := range p.out.entries {
		if v.Plural && v.Forms[Other] == "" {
			return fmt.Errorf("%s: %q has plural forms but no #other", p.name, key)
		}
	}
	return nil
}

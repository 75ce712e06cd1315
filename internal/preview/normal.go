package preview

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// How many characters of each part are shown.
const (
	maxSite        = 64
	maxTitle       = 256
	maxDescription = 1024
	maxAuthor      = 128
)

// normal makes each part one line of text that can be shown.
func (p *Page) normal() {
	p.Site, p.Title = line(p.Site, maxSite), line(p.Title, maxTitle)
	p.Description, p.Author = line(p.Description, maxDescription), line(p.Author, maxAuthor)
}

// line is s without what turns its direction or cannot be seen, in single spaces,
// and cut at a limit.
func line(s string, limit int) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == utf8.RuneError, unicode.Is(unicode.Cc, r), unicode.Is(unicode.Co, r),
			unicode.Is(unicode.Bidi_Control, r), r == '\ufeff', r == '\u200b':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	runes := []rune(s)
	return strings.TrimSpace(string(runes[:limit-1])) + "…"
}

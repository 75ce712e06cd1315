package word

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// maxBytes is how much of a word counts.
const maxBytes = 64

// Of is the words of a text, in order, those of tags also with their mark.
func Of(s string) []string { return cut(s, true) }

// Asked is the words of a query: tags with their mark alone.
func Asked(s string) []string { return cut(s, false) }

// cut finds the words of s; inside says whether those in tags count.
func cut(s string, inside bool) []string {
	s = fold(s)
	out := make([]string, 0, len(s)/6+1)
	tag := false // what comes is the words of a tag that counted already
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case isWord(r):
			run := s[:span(s, isWord)]
			if inside || !tag {
				out = appendRun(out, run)
			}
			s = s[len(run):]
			continue
		case isMark(r) && !tag:
			if end := span(s[n:], inTag); strings.ContainsFunc(s[n:n+end], isWord) {
				out = append(out, short(s[:n+end]))
				tag, s = true, s[n:]
				continue
			}
		case isEmoji(r):
			cluster, rest, _, _ := uniseg.FirstGraphemeClusterInString(s, -1)
			out = append(out, short(bare(cluster)))
			tag, s = false, rest
			continue
		}
		tag = tag && r == '_'
		s = s[n:]
	}
	return out
}

// span is how far s consists of what is says.
func span(s string, is func(rune) bool) int {
	if end := strings.IndexFunc(s, func(r rune) bool { return !is(r) }); end >= 0 {
		return end
	}
	return len(s)
}

// appendRun adds the words of an unbroken run of letters and digits.
func appendRun(out []string, run string) []string {
	if strings.IndexFunc(run, isJoined) < 0 {
		return append(out, short(run))
	}
	for state := -1; len(run) > 0; {
		var w string
		w, run, state = uniseg.FirstWordInString(run, state)
		out = append(out, short(w))
	}
	return out
}

// short is the start of a word, whole characters.
func short(w string) string {
	if len(w) <= maxBytes {
		return w
	}
	end := maxBytes
	for !utf8.RuneStart(w[end]) {
		end--
	}
	return w[:end]
}

// bare is an emoji without what only varies its looks.
func bare(cluster string) string {
	return strings.Map(func(r rune) rune {
		if r == 0xFE0F || 0x1F3FB <= r && r <= 0x1F3FF {
			return -1
		}
		return r
	}, cluster)
}

func isMark(r rune) bool { return r == '#' || r == '$' || r == '@' }

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r)
}

func inTag(r rune) bool { return r == '_' || isWord(r) }

// isEmoji says whether r is a picture that people search for.
func isEmoji(r rune) bool { return r >= 0x2100 && unicode.Is(unicode.So, r) }

// isJoined says whether r is of a script that writes words without a gap.
func isJoined(r rune) bool {
	return r >= 0xE00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

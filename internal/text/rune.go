package text

import (
	"unicode"
	"unicode/utf8"
)

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func isAlnum(b byte) bool { return isDigit(b) || 'a' <= b|0x20 && b|0x20 <= 'z' }

func isName(b byte) bool { return isAlnum(b) || b == '_' }

// isWord says whether r belongs to a word: a name or a number that touches one is
// part of it.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return isName(byte(r))
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// isTag says whether r may stand in a hashtag.
func isTag(r rune) bool {
	if r < utf8.RuneSelf {
		return isName(byte(r))
	}
	return r == 0x200c || r == 0xb7 || r >= 0xd80 && r <= 0xdff || unicode.IsLetter(r) || unicode.Is(unicode.Nd, r)
}

// isLink says whether r may stand in a link at all.
func isLink(r rune) bool {
	if r < utf8.RuneSelf {
		return r != ' '
	}
	if r >= 0x2000 && r <= 0x206f {
		return r == 0x200c || r == 0x200d || r >= 0x2010 && r <= 0x2015
	}
	return !unicode.Is(unicode.Z, r)
}

// rest is the characters of s up to the first that is not like is, from i on: the
// place after them.
func rest(s string, i int, is func(rune) bool) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !is(r) {
			break
		}
		i += n
	}
	return i
}

// back is rest to the left, no further than to floor.
func back(s string, floor, i int, is func(rune) bool) int {
	for i > floor {
		r, n := utf8.DecodeLastRuneInString(s[floor:i])
		if !is(r) {
			break
		}
		i -= n
	}
	return i
}

// names is the place after the letters, digits and underscores from i on.
func names(s string, i int) int {
	for i < len(s) && isName(s[i]) {
		i++
	}
	return i
}

// prev is the character before i, 0 at the beginning; next is the one at i, 0 at
// the end.
func prev(s string, i int) rune {
	if i == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return r
}

func next(s string, i int) rune {
	if i == len(s) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return r
}

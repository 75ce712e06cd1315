package word

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// plain are letters that no decomposition brings to the one that people type
// instead.
var plain = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'ł': "l", 'þ': "th", 'ħ': "h", 'ı': "i", 'ς': "σ",
}

// breve makes й of и: that is a letter, and not an accent.
const breve = '\u0306'

// fold is s without case and accents, in compatibility form.
func fold(s string) string {
	if low, ok := foldASCII(s); ok {
		return low
	}
	var b strings.Builder
	b.Grow(len(s))
	last := rune(0)
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		switch p, special := plain[r]; {
		case special:
			b.WriteString(p)
		case isAccent(r) && (r != breve || last != 'и'), r == utf8.RuneError:
		default:
			b.WriteRune(unicode.ToLower(r)) // some forms have capitals inside
		}
		last = r
	}
	return norm.NFC.String(b.String())
}

// foldASCII is fold for the texts that need no more than small letters.
func foldASCII(s string) (string, bool) {
	upper := false
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return "", false
		}
		upper = upper || 'A' <= s[i] && s[i] <= 'Z'
	}
	if !upper {
		return s, true
	}
	return strings.ToLower(s), true
}

// isAccent says whether a mark can be left out without making another word:
// accents of European scripts, vowel points of Hebrew and Arabic. Those of
// Indic scripts and Japanese cannot.
func isAccent(r rune) bool {
	switch {
	case r < 0x300:
		return false
	case r <= 0x36F, 0x591 <= r && r <= 0x5C7 && unicode.Is(unicode.Mn, r), 0x64B <= r && r <= 0x652, r == 0x670:
		return true
	}
	return 0x1AB0 <= r && r <= 0x1AFF || 0x1DC0 <= r && r <= 0x1DFF || 0x20D0 <= r && r <= 0x20FF
}

package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// each calls f at every b of s; f says where to go on.
func each(s string, b byte, f func(i int) int) {
	for i := 0; ; {
		n := strings.IndexByte(s[i:], b)
		if n < 0 {
			return
		}
		i = f(i + n)
	}
}

// short is the usernames of fewer than minName characters.
var short = map[string]bool{"gif": true, "nft": true, "pic": true, "ufc": true, "vid": true}

const minName, maxName = 4, 32

// mentions appends every @username.
func mentions(out []span, s string) []span {
	each(s, '@', func(i int) int {
		if isWord(prev(s, i)) {
			return i + 1
		}
		end := names(s, i+1)
		n := end - i - 1
		if n <= maxName && (n >= minName || n == 3 && short[strings.ToLower(s[i+1:end])]) && !isWord(next(s, end)) {
			out = append(out, span{i, end, Mention})
		}
		return end
	})
	return out
}

// owner is the place after the @username that a command or a tag at i may end
// with; i when there is none.
func owner(s string, i int) int {
	if i == len(s) || s[i] != '@' {
		return i
	}
	end := names(s, i+1)
	if n := end - i - 1; n < 3 || n > maxName {
		return i
	}
	return end
}

// commands appends every /command and /command@bot.
func commands(out []span, s string) []span {
	beside := func(r rune) bool { return r == '/' || r == '<' || r == '>' || isWord(r) }
	each(s, '/', func(i int) int {
		if beside(prev(s, i)) {
			return i + 1
		}
		end := names(s, i+1)
		if n := end - i - 1; n < 1 || n > 64 {
			return end
		}
		bot := owner(s, end)
		if bot == end && end < len(s) && s[end] == '@' {
			return names(s, end+1)
		}
		if !beside(next(s, bot)) {
			out = append(out, span{i, bot, BotCommand})
		}
		return bot
	})
	return out
}

// maxTag is how many characters a hashtag has; what is longer ends there.
const maxTag = 256

// hashtags appends every #hashtag and #hashtag@username.
func hashtags(out []span, s string) []span {
	each(s, '#', func(i int) int {
		if isTag(prev(s, i)) {
			return i + 1
		}
		end, cut, n, letter := i+1, 0, 0, false
		for end < len(s) {
			r, size := utf8.DecodeRuneInString(s[end:])
			if !isTag(r) {
				break
			}
			end += size
			if n++; n <= maxTag {
				letter = letter || unicode.IsLetter(r)
				cut = end
			}
		}
		if n == 0 {
			return end
		}
		if cut == end {
			// Of a name that is too long the tag keeps what is allowed.
			if name := min(names(s, min(end+1, len(s))), end+1+maxName); end < len(s) && s[end] == '@' && name-end > 3 {
				cut, end = name, name
			}
		}
		if letter && (end == len(s) || s[end] != '#') {
			out = append(out, span{i, cut, Hashtag})
		}
		return end
	})
	return out
}

// cashtags appends every $CASHTAG and $CASHTAG@username.
func cashtags(out []span, s string) []span {
	beside := func(r rune) bool { return r == '$' || isTag(r) }
	each(s, '$', func(i int) int {
		if beside(prev(s, i)) {
			return i + 1
		}
		end := i + 1
		if strings.HasPrefix(s[end:], "1INCH") {
			end += len("1INCH")
		} else {
			for end < len(s) && 'A' <= s[end] && s[end] <= 'Z' {
				end++
			}
		}
		if n := end - i - 1; n < 1 || n > 8 {
			return end
		}
		end = owner(s, end)
		if !beside(next(s, end)) {
			out = append(out, span{i, end, Cashtag})
		}
		return end
	})
	return out
}

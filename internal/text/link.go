package text

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// badEnd is what a link may have inside, but not at its end.
const badEnd = ".:;,('?!`"

func isPath(r rune) bool {
	switch r {
	case '\n', '<', '>', '"', '«', '»':
		return false
	}
	return isLink(r)
}

func isHost(r rune) bool {
	if r < 0xc0 {
		return r == '.' || r == '-' || r == '~' || r < utf8.RuneSelf && isName(byte(r))
	}
	return isLink(r)
}

func isUser(r rune) bool {
	switch r {
	case '\n', '/', '[', ']', '{', '}', '(', ')', '\'', '`', '<', '>', '"', '@', '«', '»':
		return false
	}
	return isLink(r)
}

func isScheme(r rune) bool {
	if r < utf8.RuneSelf {
		return isAlnum(byte(r)) || r == '+' || r == '-'
	}
	return !unicode.Is(unicode.Z, r)
}

// links appends every address with a dot in its host, and every email address. No
// character is looked at more than a few times: each round goes on after the
// place to which it has looked, or after the last dot before.
func links(out []span, s string) []span {
	for begin := 0; ; {
		n := strings.IndexByte(s[begin:], '.')
		dot := begin + n
		if n < 0 || dot+1 == len(s) {
			return out
		}
		if s[dot+1] == ' ' { // the end of a sentence
			begin = dot + 2
			continue
		}
		from, to, ok := around(s, begin, dot)
		switch {
		case ok:
			if to > dot+1 {
				out = appendLink(out, s, from, to)
			}
			for to < len(s) && s[to] == '.' {
				to++
			}
		default:
			for s[to-1] != '.' {
				to--
			}
		}
		begin = max(to, dot+1)
	}
}

// around is the stretch around a dot that may be an address, not looking before
// begin; ok is false when what stands before it says that it is none.
func around(s string, begin, dot int) (from, to int, ok bool) {
	from = back(s, begin, dot, isHost)
	atSign := false
	to = rest(s, dot, func(r rune) bool {
		atSign = atSign || r == '@'
		return r == '@' || isHost(r)
	})
	if atSign {
		from = back(s, begin, from, isUser)
	}
	to = path(s, port(s, to))
	for to > dot+1 && s[to-1] == '.' {
		to--
	}
	ok = true
	if from > begin && s[from-1] == '@' {
		user := back(s, begin, from-1, isUser)
		ok = !atSign && user < from-1
		from = user
	}
	if from == begin {
		return from, to, ok
	}
	from, free := scheme(s, begin, from)
	return from, to, ok && free
}

// port is the place after the port at i, if there is one.
func port(s string, i int) int {
	if i == len(s) || s[i] != ':' {
		return i
	}
	end := i + 1
	for end < len(s) && isDigit(s[end]) {
		end++
	}
	digits := strings.TrimLeft(s[i+1:end], "0")
	if n, err := strconv.Atoi(digits); err != nil || len(digits) > 5 || n > 65535 {
		return i
	}
	return end
}

// path is the place after the path, query or fragment at i, if there is one.
func path(s string, i int) int {
	if i == len(s) || s[i] != '/' && s[i] != '?' && s[i] != '#' {
		return i
	}
	end := rest(s, i+1, isPath)
	for end > i+1 && strings.IndexByte(badEnd, s[end-1]) >= 0 {
		end--
	}
	if s[i] == '/' || end > i+1 {
		return end
	}
	return i
}

// scheme is the beginning of an address with the scheme that stands before from,
// if one does; ok is false when what stands there forbids an address.
func scheme(s string, begin, from int) (_ int, ok bool) {
	if from-begin < 6 || !strings.HasSuffix(s[begin:from], "://") {
		r, _ := utf8.DecodeLastRuneInString(s[begin:from])
		return from, r != '/' && r != '#' && r != '@' && !isWord(r)
	}
	name := strings.ToLower(s[back(s, begin, from-3, isScheme) : from-3])
	for _, known := range [...]string{"http", "https", "ftp", "tonsite"} {
		if strings.HasSuffix(name, known) && name != "shttp" && name != "tftp" && name != "sftp" {
			return from - 3 - len(known), true
		}
	}
	return from, false
}

// appendLink appends what s[from:to] is: an email address, an address, nothing.
func appendLink(out []span, s string, from, to int) []span {
	if strings.HasPrefix(s[from:to], "mailto:") && isEmail(s[from+len("mailto:"):to]) {
		return append(out, span{from + len("mailto:"), to, Email})
	}
	if isEmail(s[from:to]) {
		return append(out, span{from, to, Email})
	}
	if n := linkLength(s[from:to]); n > 0 {
		return append(out, span{from, from + n, URL})
	}
	return out
}

// apps appends every address of an app: tg, ton, tonsite.
func apps(out []span, s string) []span {
	each(s, ':', func(i int) int {
		if !strings.HasPrefix(s[i:], "://") {
			return i + 1
		}
		from := -1
		for _, known := range [...]string{"tg", "ton", "tonsite"} {
			if n := i - len(known); n >= 0 && strings.EqualFold(s[n:i], known) {
				from = n
			}
		}
		if from < 0 {
			return i + 1
		}
		end := i + 3
		for end < len(s) && end-i-3 < 253 && (isName(s[end]) || s[end] == '-') {
			end++
		}
		if end == i+3 {
			return end
		}
		end = path(s, end)
		out = append(out, span{from, end, URL})
		return end
	})
	return out
}

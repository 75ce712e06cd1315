package text

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed tlds.txt
var tldNames string

// tlds is the top level domains: those of the root zone, also as people write
// them, and onion and ton.
var tlds = sync.OnceValue(func() map[string]struct{} {
	out := make(map[string]struct{}, 1500)
	for name := range strings.FieldsSeq(tldNames) {
		out[name] = struct{}{}
	}
	return out
})

// isTLD says whether s is a top level domain. A word with a capital only at its
// beginning is none: it is the next sentence, after a dot without a space.
func isTLD(s string) bool {
	lower := strings.ToLower(s)
	if _, n := utf8.DecodeRuneInString(s); lower != s {
		if _, m := utf8.DecodeRuneInString(lower); lower[m:] == s[n:] {
			return false
		}
	}
	_, ok := tlds()[lower]
	return ok
}

// linkLength is how many bytes of s, which stands where an address may, are one;
// 0 when it is none.
func linkLength(s string) int {
	host, known := s, false
	if i := strings.Index(s, "://"); i >= 0 && i <= len("tonsite") {
		switch strings.ToLower(s[:i]) {
		case "http", "https", "ftp", "tonsite":
			host, known = s[i+3:], true
		}
	}
	tail := ""
	if i := strings.IndexAny(host, "/?#"); i >= 0 {
		host, tail = host[:i], host[i:]
	}
	end := len(s) - len(tail) + balanced(tail)
	if i := strings.IndexByte(host, '@'); i >= 0 {
		host = host[i+1:]
	}
	if i := strings.LastIndexByte(host, ':'); i >= 0 {
		host = host[:i]
	}
	if strings.EqualFold(host, "teiegram.org") || !isHostName(host, known) {
		return 0
	}
	return end
}

// balanced is how much of a path belongs to it: up to a bracket that closes what
// was opened before it.
func balanced(s string) int {
	var depth [3]int
	end := len(s)
	for i := range len(s) {
		if n := strings.IndexByte("([{", s[i]); n >= 0 {
			depth[n]++
		}
		if n := strings.IndexByte(")]}", s[i]); n >= 0 {
			if depth[n]--; depth[n] < 0 {
				end = i
				break
			}
		}
	}
	for end > 0 && strings.IndexByte(badEnd, s[end-1]) >= 0 {
		end--
	}
	return end
}

// isHostName says whether s is a host that an address may have: an IPv4 address,
// or a name in a top level domain, in any one where a scheme stood before it.
func isHostName(s string, known bool) bool {
	n, v4 := 0, true
	for part := range strings.SplitSeq(s, ".") {
		if part == "" || len(part) > 63 || part[len(part)-1] == '-' {
			return false
		}
		v4 = v4 && isOctet(part)
		n++
	}
	if n == 4 && v4 {
		return true
	}
	if n < 2 || strings.Trim(s, "0123456789.") == "" {
		return false
	}
	i := strings.LastIndexByte(s, '.')
	tld, name := s[i+1:], s[:i]
	if code, ok := strings.CutPrefix(tld, "xn--"); ok {
		if len(code) < 2 || strings.ContainsFunc(code, func(r rune) bool { return r >= utf8.RuneSelf || !isAlnum(byte(r)) }) {
			return false
		}
	} else if utf8.RuneCountInString(tld) < 2 || strings.ContainsAny(tld, "_-") || !known && !isTLD(tld) {
		return false
	}
	return !strings.Contains(name[strings.LastIndexByte(name, '.')+1:], "_")
}

func isOctet(s string) bool {
	if len(s) > 3 || len(s) > 1 && s[0] == '0' || len(s) == 3 && s > "255" {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}

// isEmail says whether the whole of s is an email address.
func isEmail(s string) bool {
	user, host, ok := strings.Cut(s, "@")
	if !ok {
		return false
	}
	part, parts := 0, 1
	for i := range len(user) {
		switch {
		case user[i] == '.' || user[i] == '+':
			if part > 26 {
				return false
			}
			part, parts = 0, parts+1
		case isName(user[i]) || user[i] == '-':
			part++
		default:
			return false
		}
	}
	return part > 0 && part < 36 && parts < 12 && isMailHost(host)
}

func isMailHost(s string) bool {
	i := strings.LastIndexByte(s, '.')
	if i < 0 || strings.Count(s, ".") > 6 {
		return false
	}
	tld := s[i+1:]
	if len(tld) < 2 || len(tld) > 8 || strings.ContainsFunc(tld, func(r rune) bool { return r|0x20 < 'a' || r|0x20 > 'z' }) {
		return false
	}
	for part := range strings.SplitSeq(s[:i], ".") {
		if part == "" || len(part) > 30 || !isAlnum(part[0]) || !isAlnum(part[len(part)-1]) {
			return false
		}
		for j := range len(part) {
			if !isName(part[j]) && part[j] != '-' {
				return false
			}
		}
	}
	return true
}

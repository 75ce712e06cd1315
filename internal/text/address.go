package text

import (
	"net/netip"
	"strconv"
	"strings"
)

// address is the normal form of an address that a text leads to; ok is false
// when it is none that may be led to. Without a scheme it is one of http.
func address(s string) (_ string, ok bool) {
	s = strings.Trim(clean(s, false).s, " \n")
	if name, tail, found := strings.Cut(s, ":"); found {
		switch name = strings.ToLower(name); name {
		case "tg", "ton", "tonsite":
			return appAddress(name, strings.TrimPrefix(tail, "//"))
		case "mailto":
			mail, query, _ := strings.Cut(tail, "?")
			return name + ":" + escapeControls(tail), isEmail(mail) && !strings.ContainsAny(query, "<>\"")
		case "tel":
			return phoneAddress(tail)
		}
	}
	scheme := "http"
	if i := strings.IndexAny(s, ":/?#@[]"); i >= 0 && strings.HasPrefix(s[i:], "://") {
		if scheme = strings.ToLower(s[:i]); scheme != "http" && scheme != "https" {
			return "", false
		}
		s = s[i+3:]
	}
	a, ok := parseAuthority(s)
	if !ok || !strings.Contains(a.host, ".") && !a.v6 {
		return "", false
	}
	return scheme + "://" + a.user + a.host + a.port + a.tail, true
}

// appAddress is the address that an app handles itself: its host is the command.
func appAddress(scheme, s string) (string, bool) {
	a, ok := parseAuthority(s)
	if !ok || a.user != "" || a.port != "" || a.v6 {
		return "", false
	}
	for i := range len(a.host) {
		if b := a.host[i]; !isName(b) && b != '-' && (b != '.' || scheme != "tonsite") {
			return "", false
		}
	}
	if strings.HasPrefix(a.tail, "/?") {
		a.tail = a.tail[1:]
	}
	return scheme + "://" + a.host + a.tail, true
}

// phoneAddress is the address of a phone number, without what only divides it.
func phoneAddress(s string) (string, bool) {
	digits := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -.()", r) {
			return -1
		}
		return r
	}, s)
	bare := strings.TrimPrefix(digits, "+")
	return "tel:" + digits, len(bare) >= 3 && len(bare) <= 15 && strings.Trim(bare, "0123456789") == ""
}

// authority is an address after its scheme: user has its @ and port its colon,
// tail begins with a slash.
type authority struct {
	user, host, port, tail string
	v6                     bool
}

func parseAuthority(s string) (a authority, ok bool) {
	a.host, a.tail = s, "/"
	if i := strings.IndexAny(s, "/?#"); i >= 0 {
		a.host, a.tail = s[:i], escapeControls(s[i:])
		if a.tail[0] != '/' {
			a.tail = "/" + a.tail
		}
	}
	if i := strings.LastIndexAny(a.host, ":]@"); i > 0 && a.host[i] == ':' {
		n, err := strconv.ParseUint(a.host[i+1:], 10, 16)
		if err != nil || n == 0 {
			return a, false
		}
		a.port, a.host = ":"+strconv.FormatUint(n, 10), a.host[:i]
	}
	if i := strings.LastIndexByte(a.host, '@'); i >= 0 {
		a.user, a.host = a.host[:i], a.host[i+1:]
		if a.user != "" {
			a.user += "@"
		}
	}
	a.host = lowerASCII(a.host)
	if strings.HasPrefix(a.host, "[") && strings.HasSuffix(a.host, "]") {
		ip, err := netip.ParseAddr(strings.Trim(a.host, "[]"))
		a.v6 = true
		return a, err == nil && ip.Is6() && ip.Zone() == ""
	}
	if a.host == "" || a.host == "." {
		return a, false
	}
	return a, isURLPart(a.host, "") && isURLPart(strings.TrimSuffix(a.user, "@"), ":")
}

// isURLPart says whether s has only what a host or a user may have besides more.
func isURLPart(s, more string) bool {
	isHex := func(i int) bool { return i < len(s) && (isDigit(s[i]) || 'a' <= s[i]|0x20 && s[i]|0x20 <= 'f') }
	for i := 0; i < len(s); i++ {
		b := s[i]
		switch {
		case b >= 0x80, isName(b), strings.IndexByte(".-!$,~*'();&+=", b) >= 0, strings.IndexByte(more, b) >= 0:
		case b == '%' && isHex(i+1) && isHex(i+2):
			i += 2
		default:
			return false
		}
	}
	return true
}

func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r | 0x20
		}
		return r
	}, s)
}

// escapeControls writes spaces and control characters as in a URL.
func escapeControls(s string) string {
	s = strings.TrimRight(s, " \n")
	if !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' }) {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if s[i] <= ' ' {
			b.WriteString("%" + string("0123456789ABCDEF"[s[i]>>4]) + string("0123456789ABCDEF"[s[i]&15]))
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

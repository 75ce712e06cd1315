package text

import (
	"strings"
	"unicode/utf16"
)

// Part is length code units of t from offset on, with what entities have of them
// there; a quote, say. It is not trimmed. ok is false when t does not reach so
// far, or a surrogate pair would be split.
func (t Text) Part(offset, length int) (_ Text, ok bool) {
	if offset < 0 || length < 0 {
		return Text{}, false
	}
	from, ok := byteAt(t.String, offset)
	if !ok {
		return Text{}, false
	}
	size, ok := byteAt(t.String[from:], length)
	if !ok {
		return Text{}, false
	}
	out := Text{String: t.String[from : from+size]}
	for _, e := range t.Entities {
		first, end := max(e.Offset, offset), min(e.end(), offset+length)
		if first >= end || Found.Has(e.Kind) && (first != e.Offset || end != e.end()) {
			continue // half a link is none
		}
		e.Offset, e.Length = first-offset, end-first
		out.Entities = append(out.Entities, e)
	}
	return out, true
}

// byteAt is the byte at which the code unit n of s begins, or s ends.
func byteAt(s string, n int) (int, bool) {
	unit := 0
	for i, r := range s {
		if unit >= n {
			return i, unit == n
		}
		unit += utf16.RuneLen(r)
	}
	return len(s), unit == n
}

// Tags is what a text refers to, each as often as it does.
type Tags struct {
	Mentions []string // usernames as written, without the @
	People   []int64  // users mentioned by name
	Hashtags []string // as written, with the # or $, without a username after it
	URLs     []string // addresses, as written or hidden behind the text
	Emails   []string
}

// Tags collects what t, a normal text, refers to.
func (t Text) Tags() Tags {
	var out Tags
	at, unit := 0, 0 // of the entity before: they are ordered
	for _, e := range t.Entities {
		n, _ := byteAt(t.String[at:], e.Offset-unit)
		at, unit = at+n, e.Offset
		if e.Kind == TextURL {
			out.URLs = append(out.URLs, e.Extra)
			continue
		}
		if e.Kind == MentionName {
			out.People = append(out.People, e.ID)
			continue
		}
		if !Found.Has(e.Kind) {
			continue
		}
		size, _ := byteAt(t.String[at:], e.Length)
		switch s := t.String[at : at+size]; e.Kind {
		case Mention:
			out.Mentions = append(out.Mentions, strings.TrimPrefix(s, "@"))
		case Hashtag, Cashtag:
			tag, _, _ := strings.Cut(s, "@")
			out.Hashtags = append(out.Hashtags, tag)
		case URL:
			out.URLs = append(out.URLs, s)
		case Email:
			out.Emails = append(out.Emails, s)
		}
	}
	return out
}

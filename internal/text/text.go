// Package text is what people write: a string and the entities that format it.
//
// Owns the entity type and its bounds. Must not know where a text stands.
package text

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"heliograph/internal/fault"
)

// EntityKind is the sort of an entity. The numbers are on disk.
type EntityKind int

// The entity kinds, named as in the TL schema (messageEntity…).
const (
	Unknown EntityKind = iota
	Mention
	Hashtag
	BotCommand
	URL
	Email
	Bold
	Italic
	Code
	Pre     // Extra: the language
	TextURL // Extra: the address
	MentionName
	Phone
	Cashtag
	Underline
	Strike
	BankCard
	Spoiler
	CustomEmoji
	Blockquote // Flag: collapsed
)

// Entity formats Length UTF-16 code units from Offset on.
type Entity struct {
	Kind   EntityKind `cbor:"1,keyasint"`
	Offset int        `cbor:"2,keyasint,omitempty"`
	Length int        `cbor:"3,keyasint"`
	Extra  string     `cbor:"4,keyasint,omitempty"`
	ID     int64      `cbor:"5,keyasint,omitempty"` // MentionName: the user; CustomEmoji: the document
	Flag   bool       `cbor:"6,keyasint,omitempty"`
}

// Text is a string with its entities, ordered by offset.
type Text struct {
	String   string   `cbor:"1,keyasint,omitempty"`
	Entities []Entity `cbor:"2,keyasint,omitempty"`
}

// MaxEntities is how many entities of one text are kept; more are dropped.
const MaxEntities = 100

var (
	errTooLong = fault.New(fault.Invalid, "MESSAGE_TOO_LONG")
	errEmpty   = fault.New(fault.Invalid, "MESSAGE_EMPTY")
	errUTF8    = fault.New(fault.Invalid, "ENCODING_INVALID")
	errBounds  = fault.New(fault.Invalid, "ENTITY_BOUNDS_INVALID")
)

// maxExtra is how many bytes an address or a language may have.
const maxExtra = 4096

// Normal is t as it is stored: white space trimmed at both ends, entities moved
// along, cut to what is left and ordered. limit is in characters. Faults:
// MESSAGE_TOO_LONG, MESSAGE_EMPTY, ENCODING_INVALID, ENTITY_BOUNDS_INVALID.
func Normal(t Text, limit int) (Text, error) {
	if !utf8.ValidString(t.String) {
		return Text{}, errUTF8
	}
	if len(t.String) > limit && utf8.RuneCountInString(t.String) > limit {
		return Text{}, errTooLong
	}
	left := strings.TrimLeft(t.String, " \n\t\r\x00")
	out := Text{String: strings.TrimRight(left, " \n\t\r\x00")}
	if out.String == "" {
		return Text{}, errEmpty
	}
	if len(t.Entities) == 0 {
		return out, nil
	}
	whole, cut, size := Units(t.String), Units(t.String[:len(t.String)-len(left)]), Units(out.String)
	for _, e := range t.Entities {
		switch {
		case e.Offset < 0 || e.Length <= 0 || e.Offset > whole || e.Length > whole-e.Offset:
			return Text{}, errBounds
		case !utf8.ValidString(e.Extra):
			return Text{}, errUTF8
		case len(e.Extra) > maxExtra:
			continue
		}
		from, to := max(e.Offset-cut, 0), min(e.Offset+e.Length-cut, size)
		if from >= to || len(out.Entities) == MaxEntities {
			continue
		}
		e.Offset, e.Length = from, to-from
		out.Entities = append(out.Entities, e)
	}
	slices.SortStableFunc(out.Entities, func(a, b Entity) int { return cmp.Compare(a.Offset, b.Offset) })
	return out, nil
}

// Units is the length of s in UTF-16 code units, the measure of entities.
func Units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

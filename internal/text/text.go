package text

import (
	"unicode/utf16"

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
	Date       // ID: Unix seconds; Extra: how it is shown, letters of DateForms
)

// Entity formats Length UTF-16 code units from Offset on.
type Entity struct {
	Kind   EntityKind `cbor:"1,keyasint"`
	Offset int        `cbor:"2,keyasint,omitempty"`
	Length int        `cbor:"3,keyasint"`
	Extra  string     `cbor:"4,keyasint,omitempty"`
	ID     int64      `cbor:"5,keyasint,omitempty"` // MentionName: the user; CustomEmoji: the document; Date: the time
	Flag   bool       `cbor:"6,keyasint,omitempty"`
}

// end is where the entity does not reach any more.
func (e *Entity) end() int { return e.Offset + e.Length }

// Text is a string with its entities, ordered by offset.
type Text struct {
	String   string   `cbor:"1,keyasint,omitempty"`
	Entities []Entity `cbor:"2,keyasint,omitempty"`
}

const (
	// MaxEntities is how many entities of one text are kept; more are dropped.
	MaxEntities = 100
	// MaxGiven is how many entities may come with one text.
	MaxGiven = 1000
)

var (
	errTooLong  = fault.New(fault.Invalid, "MESSAGE_TOO_LONG")
	errCaption  = fault.New(fault.Invalid, "MEDIA_CAPTION_TOO_LONG")
	errEmpty    = fault.New(fault.Invalid, "MESSAGE_EMPTY")
	errUTF8     = fault.New(fault.Invalid, "ENCODING_INVALID")
	errBounds   = fault.New(fault.Invalid, "ENTITY_BOUNDS_INVALID")
	errEntities = fault.New(fault.Invalid, "ENTITIES_TOO_LONG")
)

// Units is the length of s in UTF-16 code units, the measure of entities.
func Units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

package text

// Kinds is a set of entity kinds.
type Kinds uint32

// Of is the set of ks.
func Of(ks ...EntityKind) Kinds {
	var out Kinds
	for _, k := range ks {
		out |= 1 << k
	}
	return out
}

// Has says whether k is in the set.
func (ks Kinds) Has(k EntityKind) bool { return k > Unknown && k <= Date && ks&(1<<k) != 0 }

var (
	// All is every kind.
	All = Styles | Found | Of(Code, Pre, TextURL, MentionName, CustomEmoji, Blockquote, Date)
	// Styles is the kinds that overlap freely.
	Styles = Of(Bold, Italic, Underline, Strike, Spoiler)
	// Found is the kinds that a string has without being told. Those that a client
	// sends are looked for again, so that what looks like a link leads where it says.
	Found = Of(Mention, Hashtag, BotCommand, URL, Email, Phone, Cashtag, BankCard)
	// Quotable is the kinds that the quote of a reply keeps.
	Quotable = Styles | Of(CustomEmoji, Date)

	// plain is the kinds that hold nothing else.
	plain = Of(Code, Pre, Date)
)

// ranks orders entities of one place: what holds comes before what is held.
var ranks = [...]int8{
	Blockquote: 0, Pre: 11, Code: 20, Date: 30, TextURL: 49, MentionName: 49,
	Mention: 50, Hashtag: 50, BotCommand: 50, URL: 50, Email: 50, Phone: 50, Cashtag: 50, BankCard: 50,
	Bold: 90, Italic: 91, Underline: 92, Strike: 93, Spoiler: 94, CustomEmoji: 99,
}

// rank of pre with a language is below pre without, as clients have it.
func (e *Entity) rank() int8 {
	if e.Kind == Pre && e.Extra != "" {
		return ranks[Pre] - 1
	}
	return ranks[e.Kind]
}

// before is the order of T3; it is 0 for two that only differ in what they say.
func before(a, b Entity) int {
	switch {
	case a.Offset != b.Offset:
		return a.Offset - b.Offset
	case a.Length != b.Length:
		return b.Length - a.Length
	}
	return int(a.rank()) - int(b.rank())
}

package text_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"heliograph/internal/fault"
	"heliograph/internal/text"
)

func ent(k text.EntityKind, offset, length int) text.Entity {
	return text.Entity{Kind: k, Offset: offset, Length: length}
}

func bold(offset, length int) text.Entity { return ent(text.Bold, offset, length) }

func link(offset, length int, to string) text.Entity {
	return text.Entity{Kind: text.TextURL, Offset: offset, Length: length, Extra: to}
}

func of(s string, es ...text.Entity) text.Text { return text.Text{String: s, Entities: es} }

func isFault(err error, code string) bool { return errors.Is(err, fault.New(fault.Invalid, code)) }

func TestNormal(t *testing.T) {
	t.Parallel()
	user := text.Entity{Kind: text.MentionName, Length: 2, ID: 7}
	emoji := text.Entity{Kind: text.CustomEmoji, Length: 2, ID: 9}
	for _, c := range []struct {
		name     string
		in, want text.Text
	}{
		{"plain", of("hi"), of("hi")},
		{"white space at the ends", of(" \t\n hi\u0000 \r\n"), of("hi")},
		{"white space at the right under an entity", of("hi \n", bold(0, 4)), of("hi", bold(0, 2))},
		{"white space before all entities", of("\n  hi", bold(3, 2)), of("hi", bold(0, 2))},
		{"indented code", of("\n  hi", ent(text.Pre, 1, 4)), of("  hi", ent(text.Pre, 0, 4))},
		{"entity beyond the trimmed end", of("hi  ", bold(2, 1)), of("hi")},
		{"surrogate pair counts two", of("😀!", bold(2, 1)), of("😀!", bold(2, 1))},
		{"control characters", of("a\x01b\tc\x7f"), of("a b c\x7f")},
		{"carriage returns", of("a\r\nb", bold(1, 3)), of("a\nb", bold(1, 2))},
		{"only a carriage return under it", of("a\rb", bold(1, 1)), of("ab")},
		{"direction overrides", of("a\u202ecod.exe\u202c\u2028", bold(1, 4)), of("acod.exe", bold(1, 3))},
		{"characters that draw over others", of("a\u030ab\u0333c\u033f"), of("abc")},
		{"direction marks in a row", of("\u200e\u200f\u202d\u200fa"), of("\u200c\u200c\u200fa")},
		{"one direction mark", of("\u200fa—b"), of("\u200fa—b")},
		{"ordered", of("hi", bold(1, 1), ent(text.Italic, 0, 1)), of("hi", ent(text.Italic, 0, 1), bold(1, 1))},
		{"longer first, then by kind", of("hi", ent(text.Spoiler, 0, 1), emoji, bold(0, 1)), of("hi", emoji, bold(0, 1), ent(text.Spoiler, 0, 1))},
		{"values", of("hi", text.Entity{Kind: text.Pre, Length: 2, Extra: " go\n", ID: 4, Flag: true}), of("hi", text.Entity{Kind: text.Pre, Length: 2, Extra: "go"})},
		{"collapsed quote", of("hi", text.Entity{Kind: text.Blockquote, Length: 2, Extra: "x", Flag: true}), of("hi", text.Entity{Kind: text.Blockquote, Length: 2, Flag: true})},
		{"a date", of("hi", text.Entity{Kind: text.Date, Length: 2, ID: 5, Extra: "xTtwDd"}), of("hi", text.Entity{Kind: text.Date, Length: 2, ID: 5, Extra: "wdt"})},
		{"a relative date", of("hi", text.Entity{Kind: text.Date, Length: 2, ID: 5, Extra: "Tr"}), of("hi", text.Entity{Kind: text.Date, Length: 2, ID: 5, Extra: "r"})},
		{"no date", of("hi", text.Entity{Kind: text.Date, Length: 2, ID: 1 << 31}, ent(text.Date, 0, 1)), of("hi")},
		{"mention of a user", of("hi", user), of("hi", user)},
		{"mention of nobody", of("hi", ent(text.MentionName, 0, 2)), of("hi")},
		{"emoji of nothing", of("hi", ent(text.CustomEmoji, 0, 2)), of("hi")},
		{"address without scheme", of("hi", link(0, 2, "Example.COM")), of("hi", link(0, 2, "http://example.com/"))},
		{"address that is none", of("hi", link(0, 2, "javascript:alert(1)")), of("hi")},
		{"address without end", of("hi", link(0, 2, "a.b/"+strings.Repeat("a", 5000))), of("hi")},
		{"unknown kinds", of("hi", ent(text.Unknown, 0, 2), ent(99, 0, 2)), of("hi")},
		{"what looks like a link is looked at again", of("hi", ent(text.URL, 0, 2), ent(text.Mention, 0, 1)), of("hi")},
		{"a link that is one", of("a.com", ent(text.URL, 0, 5)), of("a.com", ent(text.URL, 0, 5))},
	} {
		got, err := text.Normal(c.in, 10)
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, %v\nwant %+v", c.name, got, err, c.want)
		}
	}
}

func TestNormalRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, code string
		in         text.Text
	}{
		{"nothing", "MESSAGE_EMPTY", of("")},
		{"white space", "MESSAGE_EMPTY", of(" \n\t\r\x00", bold(0, 5))},
		{"nothing to see", "MESSAGE_EMPTY", of("\u200b\u200d\ufeff\u2800\u3000\u200e\U000e0020", bold(0, 1))},
		{"only overrides", "MESSAGE_EMPTY", of("\u202e")},
		{"too long", "MESSAGE_TOO_LONG", of(strings.Repeat("я", 11))},
		{"not UTF-8", "ENCODING_INVALID", of("\xff")},
		{"half a surrogate pair", "ENCODING_INVALID", of("\xed\xa0\xbd")},
		{"address that is no text", "ENCODING_INVALID", of("hi", link(0, 2, "\xff"))},
		{"beyond the end", "ENTITY_BOUNDS_INVALID", of("hi", bold(1, 2))},
		{"after the end", "ENTITY_BOUNDS_INVALID", of("hi", bold(3, 1))},
		{"before the beginning", "ENTITY_BOUNDS_INVALID", of("hi", bold(-1, 2))},
		{"empty", "ENTITY_BOUNDS_INVALID", of("hi", bold(0, 0))},
		{"negative", "ENTITY_BOUNDS_INVALID", of("hi", bold(1, -1))},
		{"overflow", "ENTITY_BOUNDS_INVALID", of("hi", bold(1, int(^uint(0)>>1)))},
		{"begins in a pair", "ENTITY_BOUNDS_INVALID", of("😀!", bold(1, 2))},
		{"ends in a pair", "ENTITY_BOUNDS_INVALID", of("a😀", bold(0, 2))},
		{"of a kind that is dropped", "ENTITY_BOUNDS_INVALID", of("hi", ent(text.Unknown, 0, 3))},
		{"a bomb", "ENTITIES_TOO_LONG", of("hi", slices.Repeat([]text.Entity{bold(0, 2)}, 10000)...)},
	} {
		if got, err := text.Normal(c.in, 10); !isFault(err, c.code) {
			t.Errorf("%s: %+v, %v, want %s", c.name, got, err, c.code)
		}
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	// What is cleaned away and the length in bytes do not count.
	if got, err := text.Normal(of("  \u202e"+strings.Repeat("😀", 10)+"\r\n "), 10); err != nil || got.String != strings.Repeat("😀", 10) {
		t.Errorf("%+v, %v", got, err)
	}
	caption := text.Rules{Limit: 3, Caption: true}
	if got, err := caption.Normal(of(" ", bold(0, 1))); err != nil || got.String != "" || got.Entities != nil {
		t.Errorf("no caption: %+v, %v", got, err)
	}
	if _, err := caption.Normal(of("long")); !isFault(err, "MEDIA_CAPTION_TOO_LONG") {
		t.Errorf("long caption: %v", err)
	}
	quote := text.Rules{Limit: 10, Kinds: text.Quotable}
	got, err := quote.Normal(of("a.com hi", bold(0, 3), link(6, 1, "b.com"), ent(text.Code, 6, 2)))
	if want := of("a.com hi", bold(0, 3)); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("quote: %+v, %v", got, err)
	}
	some := text.Rules{Limit: 20, Kinds: text.Of(text.URL, text.Bold)}
	got, err = some.Normal(of("#tag a.com", bold(0, 1), ent(text.Italic, 0, 1)))
	if want := of("#tag a.com", bold(0, 1), ent(text.URL, 5, 5)); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("some kinds: %+v, %v", got, err)
	}
}

func TestUnits(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]int{"": 0, "abc": 3, "яж": 2, "😀": 2, "a😀\u20ac": 4} {
		if got := text.Units(s); got != want {
			t.Errorf("%q: %d", s, got)
		}
	}
}

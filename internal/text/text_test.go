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

func TestNormal(t *testing.T) {
	t.Parallel()
	bold := func(o, l int) text.Entity { return text.Entity{Kind: text.Bold, Offset: o, Length: l} }
	for _, c := range []struct {
		name string
		in   text.Text
		want text.Text
		code string
	}{
		{name: "plain", in: text.Text{String: "hi"}, want: text.Text{String: "hi"}},
		{name: "trimmed with its entity", in: text.Text{String: "  hi \n", Entities: []text.Entity{bold(1, 4)}}, want: text.Text{String: "hi", Entities: []text.Entity{bold(0, 2)}}},
		{name: "entity in the trimmed part", in: text.Text{String: "  hi", Entities: []text.Entity{bold(0, 2)}}, want: text.Text{String: "hi"}},
		{name: "surrogate pair counts two", in: text.Text{String: "😀!", Entities: []text.Entity{bold(2, 1)}}, want: text.Text{String: "😀!", Entities: []text.Entity{bold(2, 1)}}},
		{name: "empty", in: text.Text{String: " \n"}, code: "MESSAGE_EMPTY"},
		{name: "too long", in: text.Text{String: strings.Repeat("я", 11)}, code: "MESSAGE_TOO_LONG"},
		{name: "beyond the end", in: text.Text{String: "hi", Entities: []text.Entity{bold(1, 2)}}, code: "ENTITY_BOUNDS_INVALID"},
		{name: "overflow", in: text.Text{String: "hi", Entities: []text.Entity{bold(1, 1<<62)}}, code: "ENTITY_BOUNDS_INVALID"},
		{name: "ordered", in: text.Text{String: "hi", Entities: []text.Entity{bold(1, 1), bold(0, 1)}}, want: text.Text{String: "hi", Entities: []text.Entity{bold(0, 1), bold(1, 1)}}},
		{name: "address that is no text", in: text.Text{String: "hi", Entities: []text.Entity{{Kind: text.TextURL, Length: 2, Extra: "\xff"}}}, code: "ENCODING_INVALID"},
		{name: "address without end", in: text.Text{String: "hi", Entities: []text.Entity{{Kind: text.TextURL, Length: 2, Extra: strings.Repeat("a", 5000)}}}, want: text.Text{String: "hi"}},
		{name: "many", in: text.Text{String: "hi", Entities: slices.Repeat([]text.Entity{bold(0, 2)}, 200)}, want: text.Text{String: "hi", Entities: slices.Repeat([]text.Entity{bold(0, 2)}, 100)}},
		{name: "not UTF-8", in: text.Text{String: "\xff"}, code: "ENCODING_INVALID"},
	} {
		got, err := text.Normal(c.in, 10)
		if c.code != "" {
			if !errors.Is(err, fault.New(fault.Invalid, c.code)) {
				t.Errorf("%s: %v, want %s", c.name, err, c.code)
			}
			continue
		}
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
	}
}

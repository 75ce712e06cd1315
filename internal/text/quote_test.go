package text_test

import (
	"reflect"
	"testing"

	"heliograph/internal/text"
)

func TestQuote(t *testing.T) {
	t.Parallel()
	in := of("😀 no, no and no.com", bold(3, 6), ent(text.Code, 6, 2), ent(text.URL, 14, 6))
	for _, c := range []struct {
		quote  string
		near   int
		want   text.Text
		offset int
	}{
		{quote: "no", near: 0, want: of("no", bold(0, 2)), offset: 3},
		{quote: "no", near: 6, want: of("no", bold(0, 2)), offset: 7},
		{quote: " no", near: 6, want: of("no", bold(0, 2)), offset: 7},
		{quote: "no", near: 12, want: of("no"), offset: 14},
		{quote: "no\r\n", near: 1 << 40, want: of("no"), offset: 14},
		{quote: "no", near: -5, want: of("no", bold(0, 2)), offset: 3},
		{quote: "no, no and", near: 0, want: of("no, no and", bold(0, 6)), offset: 3},
		{quote: "😀 no", near: 9, want: of("😀 no", bold(3, 2)), offset: 0},
		{quote: "yes", offset: -1},
	} {
		q, cut, err := text.Quote(of(c.quote, ent(text.Italic, 0, 1)), 20)
		if err != nil {
			t.Fatal(err)
		}
		got, at, ok := in.Quoted(q.String, c.near+cut)
		if ok != (c.offset >= 0) || ok && (at != c.offset || !reflect.DeepEqual(got, c.want)) {
			t.Errorf("%q near %d: %+v at %d, %v", c.quote, c.near, got, at, ok)
		}
	}
	if _, _, err := text.Quote(of("long"), 3); !isFault(err, "MESSAGE_TOO_LONG") {
		t.Error(err)
	}
	if _, _, err := text.Quote(of(" "), 3); !isFault(err, "MESSAGE_EMPTY") {
		t.Error(err)
	}
	if _, _, ok := in.Quoted("", 0); ok {
		t.Error("nothing is quoted")
	}
}

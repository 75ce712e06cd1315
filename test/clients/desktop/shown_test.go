package desktop

import (
	"encoding/hex"
	"slices"
	"testing"
)

// What Telegram Desktop 4.6.5 put into the clipboard for one text in bold and
// one with a link.
const copiedTags = "00000002" +
	"00000036" + "00000004" + "00000004" + "002a002a" +
	"0000003e" + "00000006" + "0000001c" + "0068007400740070003a002f002f0065002e006f00720067002f0078"

func TestWhatWasCopiedIsCut(t *testing.T) {
	t.Parallel()
	const text = "Peer 7003, [22 Nov 2026 14:09:22]\nhello\n\nTess Desktop, [2 Dec 2026 14:09:48]\n🌻 bold and a link\nin two lines"
	data, err := hex.DecodeString(copiedTags)
	if err != nil {
		t.Fatal(err)
	}
	tags, err := readTags(data)
	if err != nil {
		t.Fatal(err)
	}
	// As the offsets of the whole: two heads and a text come before the second one.
	head := len("Peer 7003, [22 Nov 2026 14:09:22]\nhello\n\nTess Desktop, [2 Dec 2026 14:09:48]\n")
	for i := range tags {
		tags[i].Offset += head + 3 - 0x36
	}
	got := split(text, tags)
	want := []Styled{{Text: "hello"}, {Text: "🌻 bold and a link\nin two lines", Entities: []Entity{
		{Type: Bold, Offset: 3, Length: 4}, {Type: TextURL, Offset: 11, Length: 6, URL: "http://e.org/x"},
	}}}
	if !slices.EqualFunc(got, want, Styled.Equal) {
		t.Errorf("got %+v instead of %+v", got, want)
	}
}

func TestOneMessageIsCopiedWithoutHead(t *testing.T) {
	t.Parallel()
	bold := []Entity{{Type: Bold, Offset: 0, Length: 2}}
	if got := split("hello", bold); len(got) != 1 || !got[0].Equal(Styled{"hello", bold}) {
		t.Errorf("got %+v", got)
	}
}

func TestTagsInAnotherFormatAreRefused(t *testing.T) {
	t.Parallel()
	if r, err := readTags(nil); r != nil || err != nil {
		t.Errorf("none: %+v, %v", r, err)
	}
	data, err := hex.DecodeString(copiedTags)
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; n < len(data); n++ {
		if r, err := readTags(data[:n]); err == nil {
			t.Errorf("%d bytes: %+v", n, r)
		}
	}
}

package text_test

import (
	"reflect"
	"testing"

	"heliograph/internal/text"
)

func TestPart(t *testing.T) {
	t.Parallel()
	in := of("a😀bc d.com", bold(0, 6), link(3, 2, "http://t.me/"), ent(text.URL, 6, 5))
	for _, c := range []struct {
		offset, length int
		want           text.Text
		bad            bool
	}{
		{offset: 0, length: 11, want: in},
		{offset: 0, length: 1, want: of("a", bold(0, 1))},
		{offset: 1, length: 3, want: of("😀b", bold(0, 3), link(2, 1, "http://t.me/"))},
		{offset: 5, length: 6, want: of(" d.com", bold(0, 1), ent(text.URL, 1, 5))},
		{offset: 8, length: 3, want: of("com")},
		{offset: 11, length: 0, want: of("")},
		{offset: 2, length: 2, bad: true},
		{offset: 0, length: 2, bad: true},
		{offset: 10, length: 2, bad: true},
		{offset: 12, length: 0, bad: true},
		{offset: -1, length: 1, bad: true},
		{offset: 1, length: -1, bad: true},
		{offset: 1, length: int(^uint(0) >> 1), bad: true},
	} {
		got, ok := in.Part(c.offset, c.length)
		if ok == c.bad || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%d+%d: %+v, %v", c.offset, c.length, got, ok)
		}
	}
}

func TestTags(t *testing.T) {
	t.Parallel()
	in := of("😀 @alice and Bob: #Go@golang $TON a.com, me@b.org, see @gif", ent(text.Bold, 0, 20),
		text.Entity{Kind: text.MentionName, Offset: 14, Length: 3, ID: 7}, link(3, 0, ""))
	in.Entities[2] = link(52, 3, "c.com")
	n, err := text.Normal(in, 100)
	if err != nil {
		t.Fatal(err)
	}
	want := text.Tags{
		Mentions: []string{"alice", "gif"}, People: []int64{7}, Hashtags: []string{"#Go", "$TON"},
		URLs: []string{"a.com", "http://c.com/"}, Emails: []string{"me@b.org"},
	}
	if got := n.Tags(); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nof %+v", got, n)
	}
	if got := of("plain").Tags(); !reflect.DeepEqual(got, text.Tags{}) {
		t.Errorf("%+v", got)
	}
}

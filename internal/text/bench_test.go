package text_test

import (
	"strings"
	"testing"

	"heliograph/internal/text"
)

func benchmark(b *testing.B, in text.Text) {
	b.Helper()
	b.SetBytes(int64(len(in.String)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := text.Normal(in, 4096); err != nil {
			b.Fatal(err)
		}
	}
}

const prose = "I have walked down to the harbour this morning and nothing is there but wind and gulls. "

func BenchmarkPlain(b *testing.B) { benchmark(b, of(strings.Repeat(prose, 3)[:200])) }

func BenchmarkCyrillic(b *testing.B) {
	benchmark(b, of(strings.Repeat("Утром я спустился к гавани, и там никого. ", 3)[:200]))
}

func BenchmarkMarked(b *testing.B) {
	benchmark(b, of(strings.Repeat(prose, 4)[:300],
		bold(0, 10), ent(text.Italic, 20, 10), link(40, 10, "https://example.com/a?b=c"), ent(text.Code, 60, 10), ent(text.Blockquote, 100, 90)))
}

func BenchmarkFound(b *testing.B) {
	benchmark(b, of((strings.Repeat(prose, 4)[:200] + " see https://example.com/a and @somebody, #gulls, a@b.org, +7 999 123 45 67" + prose)[:300]))
}

func BenchmarkMarkedAndFound(b *testing.B) {
	benchmark(b, of((prose + "see https://example.com/a and @somebody, #gulls, a@b.org, +7 999 123 45 67" + prose + prose)[:300],
		bold(0, 10), ent(text.Italic, 20, 10), link(40, 10, "https://example.com/a?b=c"), ent(text.Code, 60, 10), bold(100, 90)))
}

func BenchmarkLong(b *testing.B) { benchmark(b, of(strings.Repeat(prose, 46)[:4000])) }

package bench

import (
	"math/rand/v2"
	"strings"
)

// vocabulary is how many words the texts of the job search are made of.
const vocabulary = 50_000

// writer makes up texts with words as unevenly frequent as those of a language.
type writer struct {
	r *rand.Rand
	z *rand.Zipf
}

func newWriter(seed uint64) writer {
	r := rand.New(rand.NewPCG(seed, 1))
	return writer{r, rand.NewZipf(r, 1.1, 3, vocabulary-1)}
}

// text is 4 to 24 words.
func (w writer) text() string {
	words := make([]string, 4+w.r.IntN(21))
	for i := range words {
		words[i] = wordOf(w.z.Uint64())
	}
	return strings.Join(words, " ")
}

// wordOf is the n-th word: the more frequent, the shorter.
func wordOf(n uint64) string {
	const starts, middles = "bcdfghjklmnprstvwz", "aeiou"
	var b strings.Builder
	for n++; n > 0; n /= uint64(len(starts) * len(middles)) {
		b.WriteByte(starts[n%uint64(len(starts))])
		b.WriteByte(middles[n/uint64(len(starts))%uint64(len(middles))])
	}
	return b.String()
}

package word

import (
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
)

// Lang is a language whose words are stemmed; 0 is none of them. The letters
// are on disk.
type Lang byte

// The languages.
const (
	English    Lang = 'e'
	German     Lang = 'd'
	French     Lang = 'f'
	Spanish    Lang = 's'
	Italian    Lang = 'i'
	Portuguese Lang = 'p'
	Dutch      Lang = 'n'
	Russian    Lang = 'r'
)

var latin = []Lang{English, German, French, Spanish, Italian, Portuguese, Dutch}

var stemmers = map[Lang]func(*snowballstem.Env) bool{
	English: english.Stem, German: german.Stem, French: french.Stem, Spanish: spanish.Stem, Italian: italian.Stem,
	Portuguese: portuguese.Stem, Dutch: dutch.Stem, Russian: russian.Stem,
}

// Languages is those that w can be a word of, by its letters.
func Languages(w string) []Lang {
	switch r, _ := utf8.DecodeRuneInString(w); {
	case 'a' <= r && r <= 'z':
		return latin
	case 'а' <= r && r <= 'я':
		return []Lang{Russian}
	}
	return nil
}

// Stem is w without its ending; w itself when there is none, or l is 0.
func Stem(l Lang, w string) string {
	stem := stemmers[l]
	if stem == nil || len(w) < 4 {
		return w
	}
	env := snowballstem.NewEnv(w)
	stem(env)
	if s := env.Current(); s != "" {
		return s
	}
	return w
}

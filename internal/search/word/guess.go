package word

import (
	"strings"
	"unicode/utf8"
)

// frequent are folded words that give a language away.
var frequent = func() map[string][]Lang {
	all := map[string][]Lang{}
	for l, words := range map[Lang]string{
		English:    "the and is are was were of to you this that it for with have has not what but they on be my your will can do",
		German:     "der die das und ist nicht ich du wir ihr sie ein eine mit auf fur von zu den dem es im war sind auch aber wie noch",
		French:     "le la les et est pas je tu nous vous il elle un une des du dans pour avec sur que qui ce mais au sont",
		Spanish:    "el la los las y es no yo tu un una de en que por con para se lo pero como esta muy mas del al",
		Italian:    "il lo la gli e non io tu un una di che per con sono ma come questo piu della del al nel si ho",
		Portuguese: "o a os as e nao eu voce um uma de que por com para se mas como esta muito do da no na em ao",
		Dutch:      "de het een en is niet ik je wij zij van te dat op in met voor zijn maar ook er aan was",
	} {
		for w := range strings.FieldsSeq(words) {
			all[w] = append(all[w], l)
		}
	}
	return all
}()

// Guess is the language that a text with these words seems to be written in; 0
// when it is none that is stemmed. Latin letters without a word that gives a
// language away are taken for English.
func Guess(words []string) Lang {
	var hits [128]int
	russian, other := 0, 0
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case r < utf8.RuneSelf:
			for _, l := range frequent[w] {
				hits[l]++
			}
		case 'а' <= r && r <= 'я':
			if russian++; strings.ContainsAny(w, "іїєґў") {
				other++
			}
		}
	}
	if russian > 0 {
		if other > 0 {
			return 0
		}
		return Russian
	}
	best := English
	for _, l := range latin {
		if hits[l] > hits[best] {
			best = l
		}
	}
	return best
}

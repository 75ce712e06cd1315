package lang

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Words is the server's own texts in every language. The zero Words is of no
// use: see Builtin. It never changes.
type Words struct{ texts map[string]map[string]Value }

var builtin = sync.OnceValue(readBuiltin)

func englishTexts() map[string]Value { return builtinEnglish() }

var builtinEnglish = sync.OnceValue(func() map[string]Value {
	data, err := texts.ReadFile("texts/" + Own + "/" + English + extension)
	if err != nil {
		panic(err)
	}
	s, err := parse(English, data, false)
	if err != nil {
		panic(err)
	}
	return s.entries
})

// Builtin is the texts that are part of the program.
func Builtin() *Words {
	w := &Words{texts: map[string]map[string]Value{}}
	for code, s := range builtin()[Own] {
		w.texts[code] = s.entries
	}
	return w
}

var hole = regexp.MustCompile(`\{[a-z]+\}`)

// holes are what is filled into a text, sorted.
func holes(text string) []string { return slices.Sorted(slices.Values(hole.FindAllString(text, -1))) }

// find is a text in a language, or in the same without its region, or in
// English.
func (w *Words) find(code, key string) string {
	for code = Fold(code); code != ""; code = code[:max(strings.LastIndexByte(code, '-'), 0)] {
		if v, ok := w.texts[code][key]; ok {
			return v.Text
		}
	}
	return englishTexts()[key].Text
}

// Say is a text of the server in a language, English if it is not known. args
// are names and what stands for them: "name", "Ann" fills {name}.
func (w *Words) Say(code, key string, args ...string) string { return fill(w.find(code, key), args) }

// Parts is Say, cut at each ** before anything is filled in: every second part
// is to be bold.
func (w *Words) Parts(code, key string, args ...string) []string {
	parts := strings.Split(w.find(code, key), "**")
	for i := range parts {
		parts[i] = fill(parts[i], args)
	}
	return parts
}

func fill(text string, args []string) string {
	return hole.ReplaceAllStringFunc(text, func(h string) string {
		for i := 0; i+1 < len(args); i += 2 {
			if h == "{"+args[i]+"}" {
				return args[i+1]
			}
		}
		return h
	})
}

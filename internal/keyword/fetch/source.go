package main

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// source is what was fetched.
type source struct {
	dir   string
	emoji []string
}

// annotation is what CLDR says of a character.
type annotation struct {
	Default []string `json:"default"`
	TTS     []string `json:"tts"`
}

// bare drops what says that a character is to be shown as an emoji: clients
// look for emoji without it.
func bare(emoji string) string { return strings.ReplaceAll(emoji, "\uFE0F", "") }

func (s *source) readOrder() error {
	var all []string
	if err := s.readJSON(&all, "unicode-emoji-json", "package", "data-ordered-emoji.json"); err != nil {
		return err
	}
	for _, e := range all {
		if e = bare(e); !slices.Contains(s.emoji, e) {
			s.emoji = append(s.emoji, e)
		}
	}
	return nil
}

// words is the words of a language, by emoji.
func (s *source) words(lang string) (map[string][]string, error) {
	var plain struct {
		A struct {
			A map[string]annotation `json:"annotations"`
		} `json:"annotations"`
	}
	if err := s.readJSON(&plain, "cldr-annotations-full", "package", "annotations", lang, "annotations.json"); err != nil {
		return nil, err
	}
	var flags struct {
		A struct {
			A map[string]annotation `json:"annotations"`
		} `json:"annotationsDerived"`
	}
	if err := s.readJSON(&flags, "cldr-annotations-derived-full", "package", "annotationsDerived", lang, "annotations.json"); err != nil {
		return nil, err
	}
	out := map[string][]string{}
	for _, e := range s.emoji {
		if a, ok := plain.A.A[e]; ok {
			out[e] = choose(lang, a)
		} else if country := country(e, flags.A.A[e]); country != "" {
			out[e] = []string{country}
		}
	}
	return out, nil
}

// Longer words are names that nobody types.
const maxWord = 32

// choose takes the words of an emoji: the single ones, and in some languages pairs that
// say more than their parts.
func choose(lang string, a annotation) (words []string) {
	var all []string
	for _, w := range append(a.Default, a.TTS...) {
		all = append(all, strings.ToLower(strings.TrimSpace(w)))
	}
	for _, w := range all {
		parts, most := strings.Fields(w), 1
		if lang == "en" || lang == "vi" { // which writes its syllables apart
			most = 2
		}
		told := len(parts) > 1 && !slices.ContainsFunc(parts, func(p string) bool { return !slices.Contains(all, p) })
		if len(parts) <= most && !told && fits(w) && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return words
}

func fits(w string) bool {
	return w != "" && utf8.RuneCountInString(w) <= maxWord && !strings.ContainsAny(w, "|@!$\n\t")
}

// country is the name of the country whose flag an emoji is, which CLDR derives
// as "flag: name".
func country(emoji string, a annotation) string {
	r, _ := utf8.DecodeRuneInString(emoji)
	if r < 0x1F1E6 || r > 0x1F1FF || len(a.TTS) == 0 {
		return ""
	}
	_, name, _ := strings.Cut(strings.ReplaceAll(a.TTS[0], "：", ": "), ": ")
	if name = strings.ToLower(strings.TrimSpace(name)); !fits(name) {
		return ""
	}
	return name
}

package lang

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// headers are what a file can say of itself: its names in English and in its
// own tongue, the language whose plural rules it follows, the one that fills its
// gaps, where to help with it, and what clients show beside it.
var headers = []string{"name", "native", "plural", "base", "url", "rtl", "beta", "official"}

// Language is one language of a pack.
type Language struct {
	Pack, Code   string
	Name, Native string // in English and in itself
	Plural       string // the language whose plural rules it follows
	Base         string // fills its gaps; "": none
	URL          string // where to help with it; "": nowhere
	RTL          bool
	Beta         bool
	Official     bool
	Texts        map[string]Value
	Version      int
	Total        int // texts that any language of the pack has
	ledger       *ledger
}

// maxCode bounds a language's code.
const maxCode = 32

var goodCode = regexp.MustCompile(`^[a-z]{2,3}(-[a-z0-9]+)*$`)

// Fold is how the code of a language is written here: "pt_BR" is "pt-br".
func Fold(code string) string { return strings.ToLower(strings.ReplaceAll(code, "_", "-")) }

// newLanguage makes a language of what a file holds.
func newLanguage(pack, code string, s *source) (*Language, error) {
	l := &Language{Pack: pack, Code: code, Texts: s.entries, URL: s.about["url"]}
	tag, err := language.Parse(code)
	if err != nil {
		tag, _ = language.Parse(code[:strings.IndexByte(code+"-", '-')])
	}
	base, _ := tag.Base()
	l.Name = first(s.about["name"], display.English.Tags().Name(tag), code)
	l.Native = first(s.about["native"], display.Self.Name(tag), code)
	l.Plural = first(s.about["plural"], base.String())
	l.Base = s.about["base"]
	for _, c := range []string{l.Plural, l.Base} {
		if c != "" && (!goodCode.MatchString(c) || len(c) > maxCode) {
			return nil, fmt.Errorf("%q is no code of a language", c)
		}
	}
	if l.Base == code {
		return nil, fmt.Errorf("@base is the language itself")
	}
	script, _ := tag.Script()
	l.RTL = slices.Contains([]string{"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg"}, script.String())
	for name, flag := range map[string]*bool{"rtl": &l.RTL, "beta": &l.Beta, "official": &l.Official} {
		switch s.about[name] {
		case "":
		case "yes", "no":
			*flag = s.about[name] == "yes"
		default:
			return nil, fmt.Errorf("@%s is neither yes nor no", name)
		}
	}
	return l, nil
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

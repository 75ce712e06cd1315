// Package country lists the countries that a phone number can be from.
//
// Owns the list and its names. Must not know how a number is entered.
package country

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Country is one row of a list of countries.
type Country struct {
	ISO     string // ISO 3166-1 alpha-2
	English string
	Name    string // in the language that was asked for; empty when it is English
	Code    string // calling code, without plus
	Pattern string // how a mobile number is grouped: X for each digit, "" when not known
}

// English is the language of the names that every list has.
const English = "en"

// Language is the language in which List names countries for those who ask for
// lang, a BCP 47 tag: lang's own without its region, or English.
func Language(lang string) string {
	if len(lang) > 64 {
		return English
	}
	tag, err := language.Parse(strings.ReplaceAll(lang, "_", "-"))
	if err != nil {
		return English
	}
	base, script, _ := tag.Raw()
	tag, err = language.Compose(base, script)
	if err != nil || !slices.Contains(display.Supported.BaseLanguages(), base) {
		return English
	}
	return tag.String()
}

// List is every country, by English name. lang is what Language answers.
func List(lang string) []Country {
	english := display.English.Regions()
	var namer display.Namer
	if tag, err := language.Parse(lang); err == nil && lang != English {
		namer = display.Regions(tag)
	}
	var out []Country
	for iso := range phonenumbers.GetSupportedRegions() {
		r, err := language.ParseRegion(iso)
		if err != nil {
			continue
		}
		c := Country{ISO: iso, English: english.Name(r), Code: strconv.Itoa(phonenumbers.GetCountryCodeForRegion(iso)), Pattern: pattern(iso)}
		if c.English == "" {
			continue
		}
		if namer != nil {
			c.Name = namer.Name(r)
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Country) int { return cmp.Or(cmp.Compare(a.English, b.English), cmp.Compare(a.ISO, b.ISO)) })
	return out
}

// pattern is how the example mobile number of a country is written.
func pattern(iso string) string {
	n := phonenumbers.GetExampleNumberForType(iso, phonenumbers.MOBILE)
	if n == nil {
		return ""
	}
	s := phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
	_, s, _ = strings.Cut(s, " ")
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return 'X'
		case r == ' ' || r == '-':
			return ' '
		}
		return -1
	}, s)
}

// Of is the country that a number of digits, with its calling code, is from;
// "" when that is not known.
func Of(digits string) string {
	n, err := phonenumbers.Parse("+"+digits, "")
	if err != nil {
		return ""
	}
	return phonenumbers.GetRegionCodeForNumber(n)
}

package country_test

import (
	"testing"

	"heliograph/internal/country"
)

func TestList(t *testing.T) {
	t.Parallel()
	all := country.List("de")
	if len(all) < 230 {
		t.Errorf("only %d countries", len(all))
	}
	found := map[string]country.Country{}
	for i, c := range all {
		found[c.ISO] = c
		if i > 0 && all[i-1].English > c.English {
			t.Errorf("%s stands before %s", all[i-1].English, c.English)
		}
	}
	de := found["DE"]
	if de.English != "Germany" || de.Name != "Deutschland" || de.Code != "49" || de.Pattern == "" {
		t.Errorf("%+v", de)
	}
	if c := found["US"]; c.Code != "1" || c.Pattern != "XXX XXX XXXX" {
		t.Errorf("%+v", c)
	}
	if en := country.List("en"); en[0].Name != "" {
		t.Errorf("English needs no second name: %+v", en[0])
	}
	if len(country.List(country.Language("not a language"))) != len(all) {
		t.Error("a wrong tag must be English")
	}
}

func TestOf(t *testing.T) {
	t.Parallel()
	for digits, want := range map[string]string{"4915123456789": "DE", "12025550123": "US", "99966": "", "": ""} {
		if got := country.Of(digits); got != want {
			t.Errorf("Of(%q) = %q, want %q", digits, got, want)
		}
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"de": "de", "de_AT": "de", "DE-x-private": "de", "en-GB": "en", "zh-Hant-TW": "zh-Hant", "sr-Latn": "sr-Latn",
		"": "en", "tlh": "en", "\xff": "en", "not a language": "en",
	} {
		if got := country.Language(in); got != want {
			t.Errorf("Language(%q) = %q, want %q", in, got, want)
		}
	}
}

package contact

import (
	"strings"
	"testing"
)

func TestInternational(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ number, home, want string }{
		{"+49 151 2345-6789", "", "4915123456789"},
		{"0049 151 23456789", "", "4915123456789"},
		{"4915123456789", "", "4915123456789"},
		{"0151 23456789", "4915100000000", "4915123456789"},
		{"06 12 34 56 78", "33600000000", "33612345678"},
		{"0151 23456789", "9996621234", ""}, // a test number has no country
		{"0151 23456789", "", ""},
		{"9996621234", "", "9996621234"},
		{"+0151", "", ""},
		{"123456", "", ""},
		{"1234567890123456", "", ""},
		{"", "", ""},
		{strings.Repeat("1", 100), "", ""},
	} {
		got, ok := international(c.number, c.home)
		if ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%q at home in %q: %q, %v; want %q", c.number, c.home, got, ok, c.want)
		}
	}
}

func FuzzInternational(f *testing.F) {
	for _, s := range []string{"+49 151 2345-6789", "0151 23456789", "00", "٠١٢٣", "0\x00"} {
		f.Add(s, "4915100000000")
	}
	f.Fuzz(func(t *testing.T, number, home string) {
		got, ok := international(number, home)
		if ok && (len(got) < 7 || len(got) > 15 || strings.Trim(got, "0123456789") != "" || got[0] == '0') {
			t.Errorf("%q at home in %q: %q", number, home, got)
		}
	})
}

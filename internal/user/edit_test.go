package user_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"heliograph/internal/user"
)

func FuzzCleanName(f *testing.F) {
	for _, s := range []string{" Ann ", "\u202eevil", "a\x00b", "\u200b", "\xff", strings.Repeat("ж", 65)} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, first, last string) {
		a, b, err := user.CleanName(first, last)
		if err != nil {
			return
		}
		for _, s := range []string{a, b} {
			if !utf8.ValidString(s) || utf8.RuneCountInString(s) > user.MaxName || strings.ContainsFunc(s, unicode.IsControl) {
				t.Errorf("%q", s)
			}
		}
		c, d, err := user.CleanName(a, b)
		if a == "" || c != a || d != b || err != nil {
			t.Errorf("%q, %q cleaned again: %q, %q, %v", a, b, c, d, err)
		}
	})
}

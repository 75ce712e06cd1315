package auth_test

import (
	"errors"
	"strings"
	"testing"

	"heliograph/internal/auth"
)

func TestPhone(t *testing.T) {
	t.Parallel()
	strict := newWorld(t, func(d *auth.Deps) { d.TestNumbers = false })
	loose := newWorld(t, func(d *auth.Deps) { d.AllowFixedLine = true })
	for _, c := range []struct {
		typed, strict, loose string // "" for refused
	}{
		{"+4915112345678", mobile, mobile},
		{"4915112345678", mobile, mobile},
		{" +49 (151) 1234-5678", mobile, mobile},
		{"+49 0151 12345678", mobile, mobile},
		{"+12025550123", "12025550123", "12025550123"}, // fixed line or mobile: nobody can tell
		{"12025550123", "12025550123", "12025550123"},
		{"+49301234567", "", "49301234567"}, // Berlin
		{"+18005551234", "", ""},            // toll free
		{"+15551234567", "", ""},            // no such area
		{"9996621234", "", testNo},
		{"+999 66 2 1234", "", testNo},
		{"9996601234", "", ""}, // no such data centre
		{"99966212345", "", ""},
		{"999662123", "", ""},
		{"42777", "", ""}, // the service account
		{"", "", ""},
		{"+", "", ""},
		{"hello", "", ""},
		{"4915112345678x", "", ""},
		{"++4915112345678", "", ""},
		{"٤٩١٥١١٢٣٤٥٦٧٨", "", ""},
		{"015112345678", "", ""},
		{strings.Repeat("4", 33), "", ""},
	} {
		for name, s := range map[string]struct {
			*world
			want string
		}{"strict": {strict, c.strict}, "loose": {loose, c.loose}} {
			got, err := s.Phone(c.typed)
			if got != s.want || (err != nil) != (s.want == "") {
				t.Errorf("%s: Phone(%q) = %q, %v; want %q", name, c.typed, got, err, s.want)
			}
			if err != nil && !errors.Is(err, auth.ErrPhoneInvalid) {
				t.Errorf("%s: Phone(%q): %v", name, c.typed, err)
			}
		}
	}
}
